// SPDX-License-Identifier: GPL-3.0-or-later
// Regression forests over rows of a space (Breiman 2001): the model of SMAC, and what fANOVA takes apart.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/space/layout.h"

namespace lathe::search {

// Rows with each column in one of a few bins: what trees split. A number's bins are equal parts of [0, 1]; a choice's
// its branches; bin 0 is for rows that do not have the column.
class BinnedRows {
  public:
    static constexpr std::size_t numeric_bins = 64;

    explicit BinnedRows(const space::Layout& layout);
    void add(std::span<const double> row);

    std::size_t columns() const { return bins_.size(); }
    std::size_t size() const { return size_; }
    std::size_t bins(std::size_t column) const { return bins_[column]; }  // bin 0 included
    bool is_choice(std::size_t column) const { return is_choice_[column] != 0; }
    std::uint16_t at(std::size_t row, std::size_t column) const { return values_[row * columns() + column]; }
    std::vector<std::uint16_t> binned(std::span<const double> row) const;

  private:
    std::vector<std::size_t> bins_;
    std::vector<char> is_choice_;
    std::vector<std::uint16_t> values_;
    std::size_t size_ = 0;
};

struct ForestOptions {
    int trees = 10;
    std::size_t min_leaf = 3;
    std::size_t max_depth = 64;
    double column_share = 5.0 / 6;  // of the columns, tried at each split
    std::uint64_t seed = 0;
};

class Forest {
  public:
    struct Node {
        int column = -1;        // -1: a leaf
        std::uint16_t bin = 0;  // numbers: left is <= bin; choices: left is == bin
        int left = -1;
        int right = -1;
        double mean = 0;
        double variance = 0;
    };
    using Tree = std::vector<Node>;  // the root first

    Forest(const BinnedRows& rows, const std::vector<double>& y, const ForestOptions& options);

    struct Prediction {
        double mean;
        double variance;  // of the trees' means, plus the mean of the leaves' variances
    };
    Prediction predict(const std::vector<std::uint16_t>& row) const;
    const std::vector<Tree>& trees() const { return trees_; }

  private:
    std::vector<Tree> trees_;
    std::vector<char> is_choice_;
};

}  // namespace lathe::search
