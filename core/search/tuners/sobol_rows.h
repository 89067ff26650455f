// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of a space from a scrambled Sobol sequence: row `number` needs no history.
#pragma once

#include <optional>

#include "core/search/tuners/sobol.h"
#include "core/space/layout.h"

namespace lathe::search {

class SobolRows {
  public:
    // The row of trial `number` in the sequence. Without a seed the sequence is not scrambled. Every column is filled,
    // whether its branch is chosen or not.
    space::Row row(const space::Layout& layout, std::optional<std::uint64_t> seed, int number);
    // A row to try before a model knows anything: the first has the middle of all numbers, which is nearer to the best
    // configuration than almost any other when there are many; then come rows of the sequence.
    space::Row first_tries(const space::Layout& layout, std::uint64_t seed, int number);

  private:
    std::optional<Sobol> sobol_;
};

}  // namespace lathe::search
