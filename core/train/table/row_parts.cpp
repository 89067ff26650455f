// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/row_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/plural.h"
#include "core/base/random.h"

namespace lathe::train {

namespace {

using Rows = std::vector<std::int64_t>;

// Below this many rows each class that can spare a row gives one.
constexpr std::int64_t small_table = 1000;
constexpr std::size_t most_names = 5;

std::size_t class_of(const RowClasses& classes, std::int64_t row) {
    return classes.of_row.empty() ? 0 : static_cast<std::size_t>(classes.of_row[static_cast<std::size_t>(row)]);
}

// How many rows of each class are held out: the whole parts, then the largest remainders until the sum is right.
// `spare`: rows that a class must have to give one of them away.
Rows quotas(const Rows& sizes, double part, std::int64_t spare) {
    const auto count = std::accumulate(sizes.begin(), sizes.end(), std::int64_t{0});
    auto wanted = static_cast<std::int64_t>(static_cast<double>(count) * part);
    if (wanted == 0 && count >= spare) wanted = 1;
    Rows quota(sizes.size());
    std::vector<std::size_t> order(sizes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        quota[i] = static_cast<std::int64_t>(static_cast<double>(sizes[i]) * part);
        wanted -= quota[i];
    }
    const auto rest = [&](std::size_t i) {
        return static_cast<double>(sizes[i]) * part - static_cast<double>(quota[i]);
    };
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return rest(a) > rest(b); });
    for (const std::size_t i : order) {
        if (wanted <= 0) break;
        if (sizes[i] < spare || quota[i] + 1 >= sizes[i]) continue;
        ++quota[i];
        --wanted;
    }
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (count < small_table && quota[i] == 0 && sizes[i] >= spare) quota[i] = 1;
    }
    return quota;
}

// Moves rows from `rows` into the returned list; both ascend.
Rows hold_out(Rows& rows, const RowClasses& classes, double part, std::int64_t spare, std::uint64_t seed) {
    Rows sizes(std::max<std::size_t>(classes.names.size(), 1));
    if (part <= 0) return {};
    for (const std::int64_t row : rows) ++sizes[class_of(classes, row)];
    Rows left = quotas(sizes, part, spare);
    Rows order = rows;
    Random random(mix_seeds(seed, 0x73706c6974));  // "split"
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    Rows held;
    Rows kept;
    for (const std::int64_t row : order) {
        std::int64_t& of_class = left[class_of(classes, row)];
        (of_class > 0 ? held : kept).push_back(row);
        of_class -= of_class > 0 ? 1 : 0;
    }
    std::sort(held.begin(), held.end());
    std::sort(kept.begin(), kept.end());
    rows = std::move(kept);
    return held;
}

// The classes that a part should have rows of and has none.
std::string absent_classes(const Rows& part, const RowClasses& classes) {
    if (classes.names.empty()) return {};
    std::vector<bool> has(classes.names.size());
    for (const std::int64_t row : part) has[class_of(classes, row)] = true;
    std::string names;
    std::size_t count = 0;
    for (std::size_t i = 0; i < has.size(); ++i) {
        if (has[i]) continue;
        if (++count <= most_names) names += (names.empty() ? "" : ", ") + classes.names[i];
    }
    return count > most_names ? fmt::format("{} and {} more", names, count - most_names) : names;
}

}  // namespace

Result<RowParts> divide_rows(std::int64_t count, const RowClasses& classes, const PartOptions& parts,
                             std::uint64_t seed) {
    const auto whole = static_cast<double>(count);
    const auto asked =
        static_cast<std::int64_t>(whole * parts.test_part) + static_cast<std::int64_t>(whole * parts.val_part);
    if (count == 0 || asked >= count) {
        return fail(Error{fmt::format("nothing is left of {} to train on", counted(count, "row")),
                          "lower data.val_part or data.test_part",
                          {},
                          "data.val_part"});
    }
    RowParts divided;
    divided.train.resize(static_cast<std::size_t>(count));
    std::iota(divided.train.begin(), divided.train.end(), 0);
    divided.test = hold_out(divided.train, classes, parts.test_part, 3, 0);
    // What is left is fewer by the test part, but the share is meant of all rows.
    const double share = parts.val_part * whole / static_cast<double>(divided.train.size());
    divided.val = hold_out(divided.train, classes, std::min(share, 1.0), 2, seed);
    const auto tell = [&](const char* name, const Rows& part, double of_all) {
        if (of_all <= 0) return;
        if (part.empty()) {
            divided.notes.push_back(
                fmt::format("{} too few for a {} part", counted(count, "row is", "rows are"), name));
        } else if (const std::string absent = absent_classes(part, classes); !absent.empty()) {
            divided.notes.push_back(
                fmt::format("the {} part has no row of these classes, which have few: {}", name, absent));
        }
    };
    tell("validation", divided.val, parts.val_part);
    tell("test", divided.test, parts.test_part);
    return divided;
}

}  // namespace lathe::train
