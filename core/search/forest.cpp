// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/forest.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace lathe::search {

namespace {

constexpr std::size_t most_binned_branches = UINT16_MAX;  // those beyond share a bin

}  // namespace

BinnedRows::BinnedRows(const space::Layout& layout) {
    for (const auto& column : layout.columns()) {
        is_choice_.push_back(column.is_choice());
        bins_.push_back(1 + (column.is_choice() ? std::min(column.distribution.branches.size(), most_binned_branches)
                                                : numeric_bins));
    }
}

std::vector<std::uint16_t> BinnedRows::binned(std::span<const double> row) const {
    std::vector<std::uint16_t> out(columns());
    for (std::size_t c = 0; c < out.size(); ++c) {
        if (std::isnan(row[c])) continue;
        const double place = is_choice_[c] ? row[c] : row[c] * numeric_bins;
        out[c] = static_cast<std::uint16_t>(std::clamp(1 + place, 1.0, static_cast<double>(bins_[c] - 1)));
    }
    return out;
}

void BinnedRows::add(std::span<const double> row) {
    const auto bins = binned(row);
    values_.insert(values_.end(), bins.begin(), bins.end());
    ++size_;
}

namespace {

struct Split {
    std::size_t column = 0;
    std::uint16_t bin = 0;
    double gain = 0;
};

class Grower {
  public:
    Grower(const BinnedRows& rows, const std::vector<double>& y, const ForestOptions& options, std::uint64_t seed)
        : rows_(rows), y_(y), options_(options), random_(seed), columns_(rows.columns()) {
        std::iota(columns_.begin(), columns_.end(), std::size_t{0});
        tried_ = std::max<std::size_t>(
            1, static_cast<std::size_t>(std::ceil(options.column_share * static_cast<double>(columns_.size()))));
    }

    Forest::Tree grow() {
        std::vector<std::uint32_t> sample(rows_.size());
        for (auto& one : sample) one = static_cast<std::uint32_t>(random_.below(rows_.size()));  // bootstrap
        grow(sample, 0);
        return std::move(tree_);
    }

  private:
    int grow(std::span<std::uint32_t> rows, std::size_t depth) {
        const int self = static_cast<int>(tree_.size());
        Forest::Node& node = tree_.emplace_back();
        double sum = 0;
        double squares = 0;
        for (const auto r : rows) {
            sum += y_[r];
            squares += y_[r] * y_[r];
        }
        const double n = static_cast<double>(rows.size());
        node.mean = sum / n;
        node.variance = std::max(0.0, squares / n - node.mean * node.mean);
        if (rows.size() < 2 * options_.min_leaf || depth >= options_.max_depth || node.variance <= 1e-18) return self;
        const auto split = best_split(rows, sum);
        if (!split) return self;
        const bool choice = rows_.is_choice(split->column);
        const auto middle = std::partition(rows.begin(), rows.end(), [&](std::uint32_t r) {
            const auto bin = rows_.at(r, split->column);
            return choice ? bin == split->bin : bin <= split->bin;
        });
        const auto left_size = static_cast<std::size_t>(middle - rows.begin());
        const int left = grow(rows.first(left_size), depth + 1);
        const int right = grow(rows.subspan(left_size), depth + 1);
        Forest::Node& done = tree_[static_cast<std::size_t>(self)];
        done.column = static_cast<int>(split->column);
        done.bin = split->bin;
        done.left = left;
        done.right = right;
        return self;
    }

    // The split that takes most of the variance, of a random part of the columns.
    std::optional<Split> best_split(std::span<const std::uint32_t> rows, double sum) {
        Split best;
        for (std::size_t i = 0; i < columns_.size() && (i < tried_ || best.gain <= 0); ++i) {
            std::swap(columns_[i], columns_[i + random_.below(columns_.size() - i)]);
            consider(columns_[i], rows, sum, best);
        }
        return best.gain > 0 ? std::optional(best) : std::nullopt;
    }

    void consider(std::size_t column, std::span<const std::uint32_t> rows, double sum, Split& best) {
        const std::size_t bins = rows_.bins(column);
        counts_.assign(bins, 0);
        sums_.assign(bins, 0);
        for (const auto r : rows) {
            const auto bin = rows_.at(r, column);
            ++counts_[bin];
            sums_[bin] += y_[r];
        }
        const auto n = static_cast<double>(rows.size());
        const double without = sum * sum / n;
        double left_count = 0;
        double left_sum = 0;
        for (std::size_t b = 0; b + 1 < bins || (rows_.is_choice(column) && b < bins); ++b) {
            if (counts_[b] == 0) continue;
            if (rows_.is_choice(column)) left_count = left_sum = 0;
            left_count += counts_[b];
            left_sum += sums_[b];
            const double right_count = n - left_count;
            const auto least = static_cast<double>(options_.min_leaf);
            if (left_count < least || right_count < least) continue;
            const double right_sum = sum - left_sum;
            const double gain = left_sum * left_sum / left_count + right_sum * right_sum / right_count - without;
            if (gain <= best.gain * (1 + 1e-12) + 1e-15) continue;
            // Between two bins that hold rows any threshold does: a random one, so that the trees differ in the gaps.
            std::size_t threshold = b;
            if (!rows_.is_choice(column)) {
                std::size_t next = b + 1;
                while (next + 1 < bins && counts_[next] == 0) ++next;
                threshold = b + random_.below(next - b);
            }
            best = {column, static_cast<std::uint16_t>(threshold), gain};
        }
    }

    const BinnedRows& rows_;
    const std::vector<double>& y_;
    const ForestOptions& options_;
    Random random_;
    std::vector<std::size_t> columns_;
    std::size_t tried_;
    std::vector<double> counts_;
    std::vector<double> sums_;
    Forest::Tree tree_;
};

}  // namespace

Forest::Forest(const BinnedRows& rows, const std::vector<double>& y, const ForestOptions& options) {
    for (std::size_t c = 0; c < rows.columns(); ++c) is_choice_.push_back(rows.is_choice(c));
    if (rows.size() == 0) return;
    for (int t = 0; t < options.trees; ++t)
        trees_.push_back(Grower(rows, y, options, mix_seeds(options.seed, static_cast<std::uint64_t>(t))).grow());
}

Forest::Prediction Forest::predict(const std::vector<std::uint16_t>& row) const {
    double sum = 0;
    double squares = 0;
    double variances = 0;
    for (const Tree& tree : trees_) {
        const Node* node = &tree.front();
        while (node->column >= 0) {
            const auto column = static_cast<std::size_t>(node->column);
            const bool left = is_choice_[column] ? row[column] == node->bin : row[column] <= node->bin;
            node = &tree[static_cast<std::size_t>(left ? node->left : node->right)];
        }
        sum += node->mean;
        squares += node->mean * node->mean;
        variances += node->variance;
    }
    const double n = std::max<double>(1, static_cast<double>(trees_.size()));
    return {sum / n, std::max(0.0, squares / n - sum / n * (sum / n)) + variances / n};
}

}  // namespace lathe::search
