// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/change_list.h"

namespace lathe::remote {

void ChangeList::update(const std::map<std::string, std::string>& now) {
    for (const auto& [name, mark] : now) {
        const auto known = entries_.find(name);
        if (known == entries_.end() || known->second.is_gone || known->second.mark != mark) set(name, {mark});
    }
    std::vector<std::string> gone;
    for (const auto& [name, entry] : entries_)
        if (!entry.is_gone && !now.contains(name)) gone.push_back(name);
    for (const std::string& name : gone) set(name, {{}, 0, true});
}

void ChangeList::set(const std::string& name, Entry entry) {
    if (const auto known = entries_.find(name); known != entries_.end()) by_number_.erase(known->second.number);
    entry.number = ++last_;
    by_number_[last_] = name;
    entries_[name] = std::move(entry);
}

ChangeList::Changes ChangeList::since(std::uint64_t since, std::size_t most) const {
    Changes changes;
    changes.upto = since;
    for (auto it = by_number_.upper_bound(since); it != by_number_.end(); ++it) {
        if (changes.changed.size() + changes.gone.size() == most) {
            changes.more = true;
            break;
        }
        const Entry& entry = entries_.at(it->second);
        if (entry.is_gone) changes.gone.push_back(it->second);
        else changes.changed.emplace_back(it->second, entry.mark);
        changes.upto = it->first;
    }
    return changes;
}

}  // namespace lathe::remote
