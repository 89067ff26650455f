// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/importance/interactions.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/search/forest.h"
#include "core/search/importance/learned.h"

namespace lathe::search {

namespace {

constexpr std::size_t most_interacting_trials = 1000;
constexpr std::size_t deepest = 6;  // splits, one below the other: a pair needs few, and pairs of leaves are walked
constexpr std::size_t most_bins = 300;

// A leaf of a tree is a box: a set of bins of each column.
struct Box {
    double value = 0;
    double weight = 1;                    // the share of the space that it is
    std::vector<std::vector<char>> bins;  // of the columns that are looked at
    std::vector<double> shares;           // of each of these columns that its bins are
};

class Boxes {
  public:
    // `everywhere`: columns that no trial lacks, which have no bin 0.
    Boxes(const BinnedRows& rows, const std::vector<std::size_t>& columns, const std::vector<char>& everywhere)
        : rows_(rows), columns_(columns) {
        for (std::size_t c = 0; c < rows.columns(); ++c) {
            allowed_.emplace_back(rows.bins(c), 1);
            if (everywhere[c] != 0) allowed_[c][0] = 0;
            counts_.push_back(static_cast<double>(std::accumulate(allowed_[c].begin(), allowed_[c].end(), 0)));
        }
        whole_ = counts_;
    }

    std::vector<Box> of(const Forest::Tree& tree) {
        out_.clear();
        walk(tree, 0, 1);
        double mean = 0;
        for (const Box& box : out_) mean += box.weight * box.value;
        for (Box& box : out_) box.value -= mean;
        return std::move(out_);
    }
    double whole(std::size_t place) const { return whole_[columns_[place]]; }

  private:
    void walk(const Forest::Tree& tree, int at, double weight) {
        const Forest::Node& node = tree[static_cast<std::size_t>(at)];
        if (node.column < 0) {
            Box box{node.mean, weight, {}, {}};
            for (const std::size_t c : columns_) {
                box.bins.push_back(allowed_[c]);
                box.shares.push_back(counts_[c] / whole_[c]);
            }
            out_.push_back(std::move(box));
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
    const std::vector<std::size_t>& columns_;
    std::vector<std::vector<char>> allowed_;
    std::vector<double> counts_;
    std::vector<double> whole_;
    std::vector<Box> out_;
};

// The variance of the mean given some columns is a sum over pairs of leaves: the product of their values and weights,
// times, for each given column, how much more often both hold the same bin than by chance.
std::vector<double> shares_of_pairs(const Boxes& boxes, const std::vector<Box>& leaves, std::size_t columns) {
    std::vector<double> alone(columns, 0);
    std::vector<double> pairs(columns * columns, 0);
    double variance = 0;
    for (const Box& leaf : leaves) variance += leaf.weight * leaf.value * leaf.value;
    std::vector<double> ratio(columns, 1);
    for (std::size_t a = 0; a < leaves.size(); ++a) {
        for (std::size_t b = a; b < leaves.size(); ++b) {
            for (std::size_t c = 0; c < columns; ++c) {
                double both = 0;
                const auto& left = leaves[a].bins[c];
                const auto& right = leaves[b].bins[c];
                for (std::size_t i = 0; i < left.size(); ++i) both += (left[i] & right[i]) != 0 ? 1 : 0;
                ratio[c] = both / boxes.whole(c) / (leaves[a].shares[c] * leaves[b].shares[c]);
            }
            const double product =
                (a == b ? 1 : 2) * leaves[a].weight * leaves[a].value * leaves[b].weight * leaves[b].value;
            for (std::size_t c = 0; c < columns; ++c) {
                alone[c] += product * ratio[c];
                for (std::size_t d = c + 1; d < columns; ++d) pairs[c * columns + d] += product * ratio[c] * ratio[d];
            }
        }
    }
    std::vector<double> out;
    if (!(variance > 1e-15)) return out;
    for (std::size_t c = 0; c < columns; ++c)
        for (std::size_t d = c + 1; d < columns; ++d)
            out.push_back(std::max(0.0, pairs[c * columns + d] - alone[c] - alone[d]) / variance);
    return out;
}

}  // namespace

std::vector<Interaction> interactions(const Observations& seen, const std::vector<Importance>& importances,
                                      const InteractionOptions& options) {
    const space::Layout& layout = seen.layout();
    const auto learned = learned_from(seen);
    if (learned.size() < min_importance_trials) return {};
    const std::size_t step = (learned.size() - 1) / most_interacting_trials + 1;
    BinnedRows rows(layout);
    const std::vector<double> losses = scaled_losses(learned);
    std::vector<double> y;
    std::vector<char> everywhere(layout.size(), 1);
    for (std::size_t i = 0; i < learned.size(); i += step) {
        rows.add(learned[i].row);
        y.push_back(losses[i]);
        for (std::size_t c = 0; c < layout.size(); ++c)
            if (std::isnan(learned[i].row[c])) everywhere[c] = 0;
    }
    std::vector<std::size_t> columns;
    for (std::size_t c = 0; c < layout.size(); ++c)
        if (importances[c].value > 0 && rows.bins(c) <= most_bins) columns.push_back(c);
    std::ranges::stable_sort(columns, std::ranges::greater(), [&](std::size_t c) { return importances[c].value; });
    columns.resize(std::min(columns.size(), options.most_parameters));
    if (columns.size() < 2) return {};
    const Forest forest(rows, y, {options.trees, 3, deepest, 2.0 / 3, options.seed});
    Boxes boxes(rows, columns, everywhere);
    std::vector<std::vector<double>> estimates;
    for (const Forest::Tree& tree : forest.trees())
        if (auto shares = shares_of_pairs(boxes, boxes.of(tree), columns.size()); !shares.empty())
            estimates.push_back(std::move(shares));
    std::vector<Interaction> out;
    for (std::size_t c = 0; c < columns.size(); ++c)
        for (std::size_t d = c + 1; d < columns.size(); ++d) {
            Interaction one{layout.columns()[columns[c]].path, layout.columns()[columns[d]].path};
            const std::size_t at = out.size();
            double squares = 0;
            for (const auto& estimate : estimates) {
                one.value += estimate[at] / static_cast<double>(estimates.size());
                squares += estimate[at] * estimate[at] / static_cast<double>(estimates.size());
            }
            one.deviation = std::sqrt(std::max(0.0, squares - one.value * one.value));
            out.push_back(std::move(one));
        }
    std::ranges::stable_sort(out, std::ranges::greater(), &Interaction::value);
    return out;
}

}  // namespace lathe::search
