// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/tree.h"

#include "core/config/python_text.h"

namespace lathe::config {

namespace {

constexpr std::size_t many_keys = 16;

}  // namespace

Tree::Tree(const Value& value) {
    nodes_.push_back({&value, none});
    // Breadth first, so that siblings stand side by side.
    for (Id id = 0; id < nodes_.size(); ++id) {
        const Value& one = *nodes_[id].value;
        nodes_[id].first_child = static_cast<Id>(nodes_.size());
        if (one.is_list())
            for (const auto& item : one.as_list()) nodes_.push_back({&item, id});
        if (one.is_dict())
            for (const auto& [key, item] : one.as_dict()) nodes_.push_back({&item, id});
        nodes_[id].child_count = static_cast<Id>(nodes_.size()) - nodes_[id].first_child;
    }
}

Tree::Id Tree::child(Id id, std::string_view key) const {
    const Value& one = value(id);
    if (one.is_list()) {
        const auto index = python_int(key);
        if (!index || *index < 0 || static_cast<std::size_t>(*index) >= child_count(id)) return none;
        return child(id, static_cast<std::size_t>(*index));
    }
    if (!one.is_dict()) return none;
    const auto& entries = one.as_dict();
    // As in OmegaConf, a path's steps are strings: they do not reach keys that were written as numbers.
    const auto fits = [&](std::size_t i) { return entries[i].second.key_kind == Value::Kind::string; };
    if (entries.size() <= many_keys) {
        for (std::size_t i = 0; i < entries.size(); ++i)
            if (entries[i].first == key && fits(i)) return child(id, i);
        return none;
    }
    auto& index = indexes_[id];
    if (index.empty())
        for (std::size_t i = 0; i < entries.size(); ++i)
            if (fits(i)) index.emplace(entries[i].first, child(id, i));
    const auto found = index.find(key);
    return found == index.end() ? none : found->second;
}

bool Tree::is_within(Id id, Id ancestor) const {
    for (; id != none; id = parent(id))
        if (id == ancestor) return true;
    return false;
}

std::string Tree::path(Id id) const {
    if (id == root) return {};
    const Id above = parent(id);
    const auto index = static_cast<std::size_t>(id - nodes_[above].first_child);
    const auto start = path(above);
    if (value(above).is_list()) return join_path(start, index);
    return join_path(start, value(above).as_dict()[index].first);
}

}  // namespace lathe::config
