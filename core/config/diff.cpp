// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/diff.h"

#include <unordered_map>

namespace lathe::config {

namespace {

using Leaves = std::vector<std::pair<std::string, const Value*>>;

void collect(const Value& value, const std::string& path, Leaves& out) {
    const bool empty = (value.is_dict() && value.as_dict().empty()) || (value.is_list() && value.as_list().empty());
    if (!empty && value.is_dict()) {
        for (const auto& [key, item] : value.as_dict()) collect(item, join_path(path, key), out);
    } else if (!empty && value.is_list()) {
        for (std::size_t i = 0; i < value.as_list().size(); ++i) collect(value.as_list()[i], join_path(path, i), out);
    } else {
        out.emplace_back(path, &value);
    }
}

class Table {
  public:
    void add(const Value& value, std::optional<Value> Change::*side) {
        Leaves leaves;
        collect(value, "", leaves);
        for (const auto& [path, leaf] : leaves) {
            const auto [found, is_new] = index_.emplace(path, rows_.size());
            if (is_new) rows_.push_back({path, {}, {}, {}});
            rows_[found->second].*side = *leaf;
        }
    }
    std::vector<Change> rows_;

  private:
    std::unordered_map<std::string, std::size_t> index_;
};

}  // namespace

std::vector<Change> diff(const Value& left, const Value& right) {
    Table table;
    table.add(left, &Change::left);
    table.add(right, &Change::right);
    std::erase_if(table.rows_, [](const Change& change) { return change.left == change.right; });
    return std::move(table.rows_);
}

std::vector<Change> diff(const Value& left, const Value& right, const Value& base) {
    Table table;
    table.add(base, &Change::base);
    table.add(left, &Change::left);
    table.add(right, &Change::right);
    std::erase_if(table.rows_,
                  [](const Change& change) { return change.left == change.base && change.right == change.base; });
    return std::move(table.rows_);
}

std::vector<Comparison> compare(const std::vector<const Value*>& configs) {
    std::vector<Comparison> rows;
    std::unordered_map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < configs.size(); ++i) {
        if (configs[i] == nullptr) continue;
        Leaves leaves;
        collect(*configs[i], "", leaves);
        for (const auto& [path, leaf] : leaves) {
            const auto [found, is_new] = index.emplace(path, rows.size());
            if (is_new) rows.push_back({path, std::vector<std::optional<Value>>(configs.size())});
            rows[found->second].values[i] = *leaf;
        }
    }
    return rows;
}

bool is_conflict(const Change& change) {
    return !(change.left == change.base) && !(change.right == change.base) && !(change.left == change.right);
}

}  // namespace lathe::config
