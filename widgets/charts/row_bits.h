// SPDX-License-Identifier: GPL-3.0-or-later
// A set of rows, one bit a row.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace lathe::gui {

class RowBits {
  public:
    explicit RowBits(std::size_t rows = 0, bool value = false)
        : words_((rows + 63) / 64, value ? ~0ULL : 0), rows_(rows) {
        trim();
    }

    std::size_t size() const { return rows_; }
    bool test(std::size_t row) const { return words_[row / 64] >> (row % 64) & 1; }
    void set(std::size_t row, bool value) {
        const std::uint64_t bit = 1ULL << (row % 64);
        if (value) {
            words_[row / 64] |= bit;
        } else {
            words_[row / 64] &= ~bit;
        }
    }
    std::size_t count() const {
        std::size_t n = 0;
        for (const auto word : words_) n += static_cast<std::size_t>(std::popcount(word));
        return n;
    }
    RowBits& operator&=(const RowBits& other) {
        for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
        return *this;
    }
    friend bool operator==(const RowBits&, const RowBits&) = default;

    // Calls f(row) for each row of the set, ascending.
    template <class F>
    void each(F f) const {
        for (std::size_t i = 0; i < words_.size(); ++i) eachOf(words_[i], i, f);
    }
    // Calls f(row) for each row that is in exactly one of the two.
    template <class F>
    void eachDifference(const RowBits& other, F f) const {
        for (std::size_t i = 0; i < words_.size(); ++i) eachOf(words_[i] ^ other.words_[i], i, f);
    }

  private:
    template <class F>
    static void eachOf(std::uint64_t word, std::size_t index, F& f) {
        for (; word != 0; word &= word - 1) f(index * 64 + static_cast<std::size_t>(std::countr_zero(word)));
    }
    void trim() {
        if (rows_ % 64 != 0) words_.back() &= (1ULL << (rows_ % 64)) - 1;
    }

    std::vector<std::uint64_t> words_;
    std::size_t rows_;
};

}  // namespace lathe::gui
