// SPDX-License-Identifier: GPL-3.0-or-later
// Sobol sequences (Sobol 1967) with the direction numbers of Joe and Kuo (2008).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace lathe::search {

// A sequence of points; each is computed by itself. Const access from any thread.
class Sobol {
  public:
    // With a seed the sequence is scrambled. Dimensions beyond those that have direction numbers (sobol_table.h) get
    // pseudo-random coordinates.
    Sobol(std::size_t dimensions, std::optional<std::uint64_t> seed);

    // The number of coordinates of a point.
    std::size_t dimensions() const { return dimensions_; }
    // Point `index` in [0, 1)^dimensions.
    std::vector<double> point(std::uint32_t index) const;

  private:
    using Directions = std::array<std::uint32_t, 32>;

    std::size_t dimensions_;
    std::uint64_t seed_;
    std::vector<Directions> directions_;
    std::vector<std::uint32_t> shifts_;
};

}  // namespace lathe::search
