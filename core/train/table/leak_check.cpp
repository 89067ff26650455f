// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/leak_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/train/table/vocabulary.h"

namespace lathe::train {

namespace {

// So few rows may agree by chance.
constexpr std::int64_t enough_to_be_equal = 10;
constexpr std::int64_t enough_to_be_renamed = 20;

std::string spelling(const std::string& name) {
    std::string plain;
    for (const char c : name) {
        if (c == ' ' || c == '_' || c == '-' || c == '.') continue;
        plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return plain;
}

// What a cell says, for comparing columns of numbers and of words.
std::string value_of(const Column& column, std::int64_t row, DecimalMark mark) {
    const auto at = static_cast<std::size_t>(row);
    if (column.is_missing(row)) return {};
    if (column.holds_numbers()) return fmt::format("{}", column.numbers[at] == 0 ? 0.0 : column.numbers[at]);
    return same_value_key(column.words[static_cast<std::size_t>(column.codes[at])], mark);
}

struct Agreement {
    std::int64_t rows = 0;  // where both have a value
    bool equal = true;
    bool renamed = true;     // each value of the one goes with one of the other, and back
    std::size_t values = 0;  // different ones
};

Agreement compare(const Column& feature, const Column& target, DecimalMark mark) {
    Agreement found;
    std::map<std::string, std::string> to_target;
    std::map<std::string, std::string> to_feature;
    for (std::int64_t row = 0; row < target.size() && (found.equal || found.renamed); ++row) {
        if (target.is_missing(row)) continue;
        const std::string a = value_of(feature, row, mark);
        const std::string b = value_of(target, row, mark);
        if (a.empty()) found.equal = false;
        else ++found.rows;
        if (a != b) found.equal = false;
        if (a.empty()) continue;
        if (to_target.emplace(a, b).first->second != b || to_feature.emplace(b, a).first->second != a) {
            found.renamed = false;
        }
    }
    found.values = to_feature.size();
    return found;
}

// Whether the one is the other times a number plus a number, in every row.
bool is_rescaled(const Column& feature, const Column& target) {
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    const double x0 = feature.numbers.empty() ? 0 : feature.numbers.front();
    const double y0 = target.numbers.empty() ? 0 : target.numbers.front();
    if (std::isnan(x0) || std::isnan(y0)) return false;
    for (std::size_t i = 0; i < target.numbers.size(); ++i) {
        if (std::isnan(target.numbers[i])) continue;
        const double a = feature.numbers[i] - x0;
        const double b = target.numbers[i] - y0;
        if (std::isnan(a)) return false;
        n += 1, x += a, y += b, xx += a * a, yy += b * b, xy += a * b;
    }
    const double spread = (xx - x * x / n) * (yy - y * y / n);
    const double both = xy - x * y / n;
    return n >= static_cast<double>(enough_to_be_renamed) && spread > 0 && both * both > spread * (1 - 1e-12);
}

}  // namespace

Leaks leaks_of(const DataTable& table, const CsvOptions& options, std::size_t target) {
    const Column& truth = table.columns[target];
    Leaks leaks;
    for (const Column& column : table.columns) {
        if (column.role != ColumnRole::feature || !column.inferred) continue;
        const Agreement found = compare(column, truth, table.mark);
        const bool same_name = spelling(column.name) == spelling(truth.name);
        const bool equal = found.equal && found.rows > 0 && (same_name || found.rows >= enough_to_be_equal);
        const bool many = found.rows >= enough_to_be_renamed || same_name;
        const bool renamed = !truth.holds_numbers() && found.renamed && found.values >= 2 && many;
        const bool rescaled = truth.holds_numbers() && column.type == ColumnType::number && is_rescaled(column, truth);
        std::string how;
        if (equal) how = "holds the same as the target " + truth.name;
        else if (renamed) how = "names the classes of the target " + truth.name + " otherwise";
        else if (rescaled) how = "is the target " + truth.name + " in another unit";
        else continue;
        const std::string name = config::to_yaml_inline(config::Value(column.name));
        if (!equal && !same_name) {
            leaks.renamed.push_back(
                fmt::format("column {} {}: if it is known only with the answer, leave it out with "
                            "data.exclude=[{}]",
                            column.name, how, name));
            continue;
        }
        Error error{fmt::format("column {} {} and gives the answer away", column.name, how),
                    fmt::format("leave it out with data.exclude=[{}], or keep it with data.types={{{}: {}}}", name,
                                name, name_of(column.type)),
                    {},
                    "data.exclude",
                    options.file};
        error.line = 1;
        leaks.copies.push_back(std::move(error));
    }
    return leaks;
}

}  // namespace lathe::train
