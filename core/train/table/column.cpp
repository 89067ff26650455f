// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/table/column.h"

#include <array>
#include <utility>

namespace lathe::train {

namespace {

constexpr std::array<std::pair<ColumnType, std::string_view>, 7> column_type_names{{
    {ColumnType::number, "number"},
    {ColumnType::category, "category"},
    {ColumnType::date, "date"},
    {ColumnType::text, "text"},
    {ColumnType::id, "id"},
    {ColumnType::constant, "constant"},
    {ColumnType::empty, "empty"},
}};

template <class T>
void keep(std::vector<T>& values, const std::vector<bool>& kept) {
    std::size_t to = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (kept[i]) values[to++] = values[i];
    }
    values.resize(to);
}

}  // namespace

std::string_view name_of(ColumnType type) {
    return column_type_names.at(static_cast<std::size_t>(type)).second;
}

std::optional<ColumnType> column_type(std::string_view name) {
    for (const auto& [type, its_name] : column_type_names) {
        if (its_name == name) return type;
    }
    return std::nullopt;
}

std::string_view name_of(ColumnRole role) {
    switch (role) {
        case ColumnRole::feature: return "feature";
        case ColumnRole::target: return "target";
        case ColumnRole::left_out: break;
    }
    return "left out";
}

void Column::keep_rows(const std::vector<bool>& kept) {
    keep(numbers, kept);
    keep(codes, kept);
    missing = 0;
    for (std::int64_t i = 0; i < size(); ++i) missing += is_missing(i) ? 1 : 0;
}

}  // namespace lathe::train
