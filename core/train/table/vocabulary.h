// SPDX-License-Identifier: GPL-3.0-or-later
// The different values of a column of words. No torch.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/train/table/cell_number.h"

namespace lathe::train {

// A text that is the same for cells of the same value: numbers by their value ("1" and "1.0"), codes ("01") and all
// else by their letters.
std::string same_value_key(std::string_view cell, DecimalMark mark);
// Whether a comes before b in the order of values: numbers by their size, before words by their letters.
bool value_before(std::string_view a, std::string_view b, DecimalMark mark);

// Values with their numbers.
class Vocabulary {
  public:
    explicit Vocabulary(DecimalMark mark) : mark_(mark) {}  // empty

    // The number of a value, from 0 in the order in which they come.
    std::int32_t code(std::string_view cell);
    // The values in the order of their numbers, each as it was first written.
    const std::vector<std::string>& words() const { return words_; }
    // Two spellings of one value ("1", "1.0") that were met; empty: there are none.
    const std::string& respelt() const { return respelt_; }

  private:
    DecimalMark mark_;
    std::unordered_map<std::string, std::int32_t> by_spelling_;
    std::unordered_map<std::string, std::int32_t> by_value_;
    std::vector<std::string> words_;
    std::string respelt_;
};

}  // namespace lathe::train
