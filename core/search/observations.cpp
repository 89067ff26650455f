// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/observations.h"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cmath>

namespace lathe::search {

namespace {

std::uint64_t next_id() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

}  // namespace

bool same_row(std::span<const double> a, std::span<const double> b) {
    const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    return std::ranges::equal(a, b, same);
}

std::uint64_t hash_of(std::span<const double> row) {
    std::uint64_t hash = row.size();
    for (const double x : row) hash = mix_seeds(hash, std::isnan(x) ? 1 : std::bit_cast<std::uint64_t>(x + 0.0));
    return hash;
}

Observations::Observations(const space::Layout& layout, const History& history)
    : layout_(layout), history_(history), id_(next_id()) {
    update();
}

void Observations::update() {
    for (std::size_t i = rows_.size(); i < history_.trials.size(); ++i) {
        const Trial& trial = history_.trials[i];
        std::optional<std::span<const double>> inside;
        if (!trial.row.empty() && trial.row.size() == layout_.size()) {
            inside = trial.row;
        } else if (auto computed = layout_.to_row(trial.params)) {
            inside = computed_.emplace_back(std::move(*computed));
        }
        const auto row = inside.value_or(std::span<const double>{});
        rows_.push_back(row);
        if (!inside) continue;
        all_.push_back({&trial, row});
        hashes_.insert(hash_of(row));
    }
}

bool Observations::has(std::span<const double> row) const {
    return hashes_.contains(hash_of(row));
}

}  // namespace lathe::search
