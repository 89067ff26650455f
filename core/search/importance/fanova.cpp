// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/search/forest.h"
#include "core/search/importance/importance.h"
#include "core/search/importance/learned.h"

namespace lathe::search {

namespace {

// One tree taken apart: the variance of its marginals, each over the whole space. A leaf is a box of bins; the weight
// of a set of bins is its share of the column.
class TreeVariance {
  public:
    explicit TreeVariance(const BinnedRows& rows) : rows_(rows) {
        for (std::size_t c = 0; c < rows.columns(); ++c) {
            allowed_.emplace_back(rows.bins(c), 1);
            counts_.push_back(static_cast<double>(rows.bins(c)));
            marginals_.emplace_back(rows.bins(c), 0.0);
        }
    }

    // Columns that no trial lacks have no bin 0.
    void close_bin_zero(std::size_t column) {
        allowed_[column][0] = 0;
        counts_[column] -= 1;
    }

    // The share of the tree's variance by each column alone; empty when the tree is a single leaf.
    std::vector<double> shares(const Forest::Tree& tree) {
        whole_ = counts_;
        mean_ = 0;
        squares_ = 0;
        for (auto& marginal : marginals_) std::ranges::fill(marginal, 0.0);
        walk(tree, 0, 1);
        const double variance = squares_ - mean_ * mean_;
        std::vector<double> out;
        if (!(variance > 1e-15)) return out;
        for (std::size_t c = 0; c < marginals_.size(); ++c) {
            double sum = 0;
            for (std::size_t b = 0; b < marginals_[c].size(); ++b)
                if (allowed_[c][b] != 0) sum += (marginals_[c][b] - mean_) * (marginals_[c][b] - mean_);
            out.push_back(sum / whole_[c] / variance);
        }
        return out;
    }

  private:
    // `weight`: the share of the space that the node is. allowed_ and counts_ describe its box.
    void walk(const Forest::Tree& tree, int at, double weight) {
        const Forest::Node& node = tree[static_cast<std::size_t>(at)];
        if (node.column < 0) {
            mean_ += weight * node.mean;
            squares_ += weight * node.mean * node.mean;
            for (std::size_t c = 0; c < marginals_.size(); ++c) {
                // Given one bin of this column, the leaf is the rest of its box.
                const double given = weight * whole_[c] / counts_[c] * node.mean;
                for (std::size_t b = 0; b < marginals_[c].size(); ++b)
                    if (allowed_[c][b] != 0) marginals_[c][b] += given;
            }
            return;
        }
        const auto column = static_cast<std::size_t>(node.column);
        auto& allowed = allowed_[column];
        const std::vector<char> before = allowed;
        const double count = counts_[column];
        for (const bool left : {true, false}) {
            double inside = 0;
            for (std::size_t b = 0; b < allowed.size(); ++b) {
                const bool is_left = rows_.is_choice(column) ? b == node.bin : b <= node.bin;
                allowed[b] = static_cast<char>(before[b] != 0 && is_left == left);
                inside += allowed[b];
            }
            counts_[column] = inside;
            if (inside > 0) walk(tree, left ? node.left : node.right, weight * inside / count);
        }
        allowed = before;
        counts_[column] = count;
    }

    const BinnedRows& rows_;
    std::vector<std::vector<char>> allowed_;
    std::vector<double> counts_;
    std::vector<double> whole_;
    std::vector<std::vector<double>> marginals_;
    double mean_ = 0;
    double squares_ = 0;
};

}  // namespace

std::vector<Importance> fanova(const Observations& seen, const FanovaOptions& options) {
    const space::Layout& layout = seen.layout();
    std::vector<Importance> out;
    for (const auto& column : layout.columns()) out.push_back({column.path, 0});
    const auto learned = learned_from(seen);
    if (learned.size() < min_importance_trials || layout.size() == 0) return out;
    BinnedRows rows(layout);
    for (const Learned& one : learned) rows.add(one.row);
    const std::vector<double> y = scaled_losses(learned);
    const Forest forest(rows, y, {options.trees, 3, 64, 1.0 / 3, options.seed});
    TreeVariance variance(rows);
    for (std::size_t c = 0; c < layout.size(); ++c) {
        const bool everywhere =
            std::ranges::none_of(learned, [c](const Learned& one) { return std::isnan(one.row[c]); });
        if (everywhere) variance.close_bin_zero(c);
    }
    std::vector<std::vector<double>> estimates;
    for (const Forest::Tree& tree : forest.trees()) {
        auto shares = variance.shares(tree);
        if (shares.empty()) continue;
        for (std::size_t c = 0; c < shares.size(); ++c) out[c].value += shares[c];
        estimates.push_back(std::move(shares));
    }
    normalise(out);
    set_deviations(estimates, out);
    return out;
}

}  // namespace lathe::search
