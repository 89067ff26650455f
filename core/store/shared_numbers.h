// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers that never change, and that copies share, as SharedBytes are for bytes. Any thread.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>
#include <vector>

namespace lathe::store {

// A list of numbers that cannot be changed, cheap to copy.
class SharedNumbers {
  public:
    SharedNumbers() = default;
    // Takes over the numbers; not explicit, as it stands where a vector stood.
    SharedNumbers(std::vector<double> numbers)
        : numbers_(std::make_shared<const std::vector<double>>(std::move(numbers))) {}
    // The same of numbers that are written out.
    SharedNumbers(std::initializer_list<double> numbers) : SharedNumbers(std::vector<double>(numbers)) {}

    // The numbers themselves; valid as long as a copy of this is.
    const std::vector<double>& values() const {
        static const std::vector<double> none;
        return numbers_ ? *numbers_ : none;
    }
    // How many there are.
    std::size_t size() const { return values().size(); }
    // Whether there are none.
    bool empty() const { return values().empty(); }
    double operator[](std::size_t i) const { return values()[i]; }  // i < size(), not checked
    double front() const { return values().front(); }               // of one that is not empty
    double back() const { return values().back(); }                 // of one that is not empty
    // The first number.
    auto begin() const { return values().begin(); }
    // Behind the last number.
    auto end() const { return values().end(); }

    friend bool operator==(const SharedNumbers& a, const SharedNumbers& b) {
        return a.numbers_ == b.numbers_ || a.values() == b.values();
    }

  private:
    std::shared_ptr<const std::vector<double>> numbers_;
};

}  // namespace lathe::store
