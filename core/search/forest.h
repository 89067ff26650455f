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

    explicit BinnedRows(const space::Layout& layout);  // no rows yet; the layout is not kept
    // Appends a row of the layout.
    void add(std::span<const double> row);

    std::size_t columns() const { return bins_.size(); }  // of the layout
    std::size_t size() const { return size_; }            // rows that were added
    // The number of bins of a column, bin 0 included.
    std::size_t bins(std::size_t column) const { return bins_[column]; }
    // Whether the bins of the column are branches, which have no order.
    bool is_choice(std::size_t column) const { return is_choice_[column] != 0; }
    // The bin; 0: the row does not have the column.
    std::uint16_t at(std::size_t row, std::size_t column) const { return values_[row * columns() + column]; }
    // The bin of each column of a row, which is not added. Branches beyond the most that are told apart share the last
    // bin.
    std::vector<std::uint16_t> binned(std::span<const double> row) const;

  private:
    std::vector<std::size_t> bins_;
    std::vector<char> is_choice_;
    std::vector<std::uint16_t> values_;
    std::size_t size_ = 0;
};

// How a forest is grown.
struct ForestOptions {
    int trees = 10;
    std::size_t min_leaf = 3;
    std::size_t max_depth = 64;
    double column_share = 5.0 / 6;  // of the columns, tried at each split
    std::uint64_t seed = 0;
};

// Trees that each predict a number for a row; their mean is the prediction. Const access from any thread.
class Forest {
  public:
    // A split of the rows in two, or a leaf, which has the mean and the variance of the targets that fell into it.
    struct Node {
        int column = -1;        // -1: a leaf
        std::uint16_t bin = 0;  // numbers: left is <= bin; choices: left is == bin
        int left = -1;
        int right = -1;
        double mean = 0;
        double variance = 0;
    };
    using Tree = std::vector<Node>;  // the root first

    // Grows the trees. `y` has the target of each row, all finite. The same seed gives the same trees. Without rows
    // there are no trees, and every prediction is 0.
    Forest(const BinnedRows& rows, const std::vector<double>& y, const ForestOptions& options);

    // A mean and how sure it is.
    struct Prediction {
        double mean;
        double variance;  // of the trees' means, plus the mean of the leaves' variances
    };
    // The prediction for a row, as BinnedRows::binned() has it.
    Prediction predict(const std::vector<std::uint16_t>& row) const;
    // The trees, for those who take the forest apart (fANOVA).
    const std::vector<Tree>& trees() const { return trees_; }

  private:
    std::vector<Tree> trees_;
    std::vector<char> is_choice_;
};

}  // namespace lathe::search
