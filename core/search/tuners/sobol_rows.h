// Rows of a space from a scrambled Sobol sequence: row `number` needs no history.
#pragma once

#include <optional>

#include "core/search/tuners/sobol.h"
#include "core/space/layout.h"

namespace lathe::search {

class SobolRows {
  public:
    // Without a seed the sequence is not scrambled. Every column is filled, whether its branch is chosen or not.
    space::Row row(const space::Layout& layout, std::optional<std::uint64_t> seed, int number);

  private:
    std::optional<Sobol> sobol_;
};

}  // namespace lathe::search
