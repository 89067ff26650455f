// SPDX-License-Identifier: GPL-3.0-or-later
// What a tuner sees of a history: one row of numbers a trial.
#pragma once

#include <cstdint>
#include <deque>
#include <span>
#include <unordered_set>
#include <vector>

#include "core/search/trial.h"

namespace lathe::search {

// Rows of the trials that lie in the space, by number; trials outside it (the space was edited between runs) are left
// out. Grows with its history. One thread.
class Observations {
  public:
    // Takes in the trials that the history has already. Layout and history must outlive this.
    Observations(const space::Layout& layout, const History& history);
    Observations(const Observations&) = delete;
    Observations& operator=(const Observations&) = delete;

    // Takes in the trials that the history has got since the last call; to be called after trials were added. A trial
    // that is there already is not read again: its row never changes.
    void update();

    // A trial and its row; both are owned by the history or by the Observations.
    struct Observation {
        const Trial* trial;
        std::span<const double> row;
    };
    const std::vector<Observation>& all() const { return all_; }  // by trial number, those that run included
    // The columns of the rows; owned by the caller.
    const space::Layout& layout() const { return layout_; }
    // All trials, those outside the space included; owned by the caller.
    const History& history() const { return history_; }
    // The row of a trial by its number; empty when it lies outside the space.
    std::span<const double> row_of(int number) const { return rows_[static_cast<std::size_t>(number)]; }

    // Whether a trial with these parameters is there already, in whatever state.
    bool has(std::span<const double> row) const;

    // The number of different rows: trials with the same parameters count once.
    std::size_t distinct() const { return hashes_.size(); }

    // A number of this object and of no other: what was computed from it under this number stays true, as it only
    // grows.
    std::uint64_t id() const { return id_; }

  private:
    const space::Layout& layout_;
    const History& history_;
    std::uint64_t id_;
    std::vector<Observation> all_;
    std::vector<std::span<const double>> rows_;  // by number
    std::deque<space::Row> computed_;            // for trials whose row nobody filled in
    std::unordered_set<std::uint64_t> hashes_;
};

// Whether two rows hold the same configuration: equal numbers, and NaN (an inactive column) in the same places.
bool same_row(std::span<const double> a, std::span<const double> b);

// A 64-bit hash stands for a row: at most one in 2^64 is taken for another one.
std::uint64_t hash_of(std::span<const double> row);

}  // namespace lathe::search
