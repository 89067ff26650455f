// SPDX-License-Identifier: GPL-3.0-or-later
// The configurations of a finite space, numbered.
#pragma once

#include <optional>
#include <vector>

#include "core/space/layout.h"

namespace lathe::space {

// The branches of a choice as positions in a row, equal values only once.
std::vector<double> distinct_branches(const Distribution& choice);

class Enumeration {
  public:
    // `layout` must outlive this.
    explicit Enumeration(const Layout& layout);

    // The number of configurations; nullopt: infinite, or beyond 2^53.
    std::optional<std::uint64_t> size() const { return size_; }
    // Configuration `index` (below size()), as a snapped row.
    Row at(std::uint64_t index) const;

  private:
    using Count = std::optional<std::uint64_t>;
    Count count(std::size_t column) const;
    Count product(const std::vector<std::size_t>& columns) const;
    void place(Row& row, std::size_t column, std::uint64_t index) const;
    void place_all(Row& row, const std::vector<std::size_t>& columns, std::uint64_t index) const;

    const Layout& layout_;
    std::vector<std::vector<double>> choices_;  // by column: the distinct positions of a plain choice
    Count size_;
};

}  // namespace lathe::space
