// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/descent.h"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

namespace lathe::store {

namespace {

using How = search::Origin::How;

const TrialRecord* trial_of(const StudyRecord& study, int number) {
    const auto found = std::ranges::lower_bound(study.trials, number, {}, &TrialRecord::number);
    return found != study.trials.end() && found->number == number ? &*found : nullptr;
}

bool is_single_run(const StudyRecord& study) {
    return !study.is_search && study.trials.size() <= 1;
}

// Trials by number, then studies by their start.
bool comes_before(const Descent::Record& a, const Descent::Record& b) {
    if (a.trial.has_value() != b.trial.has_value()) return a.trial.has_value();
    if (a.study != b.study) {
        if (a.study->start != b.study->start) return a.study->start < b.study->start;
        return a.study->folder < b.study->folder;
    }
    return a.trial < b.trial;
}

}  // namespace

// Builds the tree of one family.
class Descent::Family {
  public:
    Family(const Descent& descent, const Record& of, std::size_t most) : descent_(descent), of_(of), most_(most) {}

    Node build() {
        std::set<Record> climbed;
        Record top = of_;
        while (climbed.insert(top).second) {
            const auto parents = descent_.parents_of(top);
            if (!parents.empty() && !parents.front().record) return below_missing(parents.front().origin);
            const auto above = descent_.above(top);
            if (above.empty() || climbed.contains(above.front())) break;
            top = above.front();
        }
        return below(top, std::nullopt);
    }

  private:
    Node below_missing(const search::Origin& origin) {
        Node node;
        node.name = origin;
        node.name.how = How::derived;
        const auto found = descent_.children_of_missing_.find(missing_key(origin));
        if (found == descent_.children_of_missing_.end()) return node;
        for (const Child& child : found->second) add(node, child.record, child.how);
        return node;
    }

    Node below(const Record& record, std::optional<How> how) {
        Node node;
        node.record = record;
        node.name = origin_of(*record.study, record.trial);
        node.how = how;
        if (!seen_.insert(record).second) {
            node.shown_elsewhere = descent_.children_.contains(record);
            return node;
        }
        if (!record.trial) add_trials(node, *record.study);
        const auto found = descent_.children_.find(record);
        if (found == descent_.children_.end()) return node;
        for (const Child& child : found->second) add(node, child.record, child.how);
        return node;
    }

    void add(Node& node, const Record& record, std::optional<How> how) {
        if (count_++ < most_ || record == of_) node.children.push_back(below(record, how));
    }

    // Those that have something to tell, and that did not come from another one of them.
    void add_trials(Node& node, const StudyRecord& study) {
        if (is_single_run(study)) return;
        for (const TrialRecord& trial : study.trials) {
            const Record record{&study, trial.number};
            const auto parents = descent_.parents_of(record);
            const bool tells = record == of_ || !parents.empty() || descent_.children_.contains(record);
            const bool below_another = std::ranges::any_of(
                parents, [&](const Parent& parent) { return parent.record && parent.record->study == &study; });
            if (tells && !below_another) add(node, record, std::nullopt);
        }
    }

    const Descent& descent_;
    const Record of_;
    const std::size_t most_;
    std::size_t count_ = 0;
    std::set<Record> seen_;
};

Descent::Descent(std::vector<const StudyRecord*> studies) : studies_(std::move(studies)) {
    for (const StudyRecord* study : studies_) {
        if (!study->id.empty()) by_id_.emplace(study->id, study);
        by_name_.emplace(study->folder.filename().string(), study);
    }
    for (const StudyRecord* study : studies_) {
        add_children({study, std::nullopt});
        if (is_single_run(*study)) continue;
        for (const TrialRecord& trial : study->trials)
            if (trial.from || trial.start_from) add_children({study, trial.number});
    }
    for (auto& [key, children] : children_of_missing_) std::ranges::sort(children, comes_before, &Child::record);
    for (auto& [parent, children] : children_) std::ranges::sort(children, comes_before, &Child::record);
}

void Descent::add_children(const Record& record) {
    for (const Parent& parent : parents_of(record)) {
        // A trial whose parameters another study found stands below its own study, which came from that one.
        if (record.trial && parent.record && parent.record->study != record.study) continue;
        if (record.trial && !parent.record) continue;
        auto& children = parent.record ? children_[*parent.record] : children_of_missing_[missing_key(parent.origin)];
        children.push_back({record, parent.origin.how});
    }
}

std::string Descent::missing_key(const search::Origin& origin) {
    const std::string study = origin.id.empty() ? "name " + origin.study : "id " + origin.id;
    return origin.trial ? study + " " + std::to_string(*origin.trial) : study;
}

Descent::Record Descent::record_of(const StudyRecord& study, std::optional<int> trial) const {
    return {&study, is_single_run(study) ? std::nullopt : trial};
}

std::optional<Descent::Record> Descent::find(const search::Origin& origin, const StudyRecord& of) const {
    const auto record_in = [&](const StudyRecord& study) -> std::optional<Record> {
        if (origin.trial && trial_of(study, *origin.trial) == nullptr) return std::nullopt;
        return record_of(study, origin.trial);
    };
    if (origin.study.empty() && origin.id.empty()) return record_in(of);
    // Of copies of one study the one that still has its name.
    const StudyRecord* found = nullptr;
    if (!origin.id.empty())
        for (auto [it, end] = by_id_.equal_range(origin.id); it != end; ++it)
            if (!found || it->second->folder.filename() == origin.study) found = it->second;
    // By its name alone only where one of the two knows of no id.
    if (!found)
        for (auto [it, end] = by_name_.equal_range(origin.study); it != end; ++it)
            if (origin.id.empty() || it->second->id.empty()) found = it->second;
    return found ? record_in(*found) : std::nullopt;
}

std::vector<Descent::Parent> Descent::parents_of(const Record& record) const {
    std::vector<Parent> parents;
    const auto add = [&](const search::Origin& origin) {
        const auto found = find(origin, *record.study);
        const bool known = std::ranges::any_of(
            parents, [&](const Parent& one) { return found ? one.record == found : one.origin == origin; });
        if (found != record && !known) parents.push_back({origin, found});
    };
    if (!record.trial || is_single_run(*record.study)) {
        if (record.study->from) add(*record.study->from);
        for (const auto& origin : record.study->warm_start) add(origin);
        return parents;
    }
    const TrialRecord* trial = trial_of(*record.study, *record.trial);
    if (!trial) return parents;
    if (trial->start_from) add({How::checkpoint, {}, {}, *trial->start_from});
    if (trial->from) add(*trial->from);
    return parents;
}

std::vector<Descent::Record> Descent::above(const Record& record) const {
    std::vector<Record> out;
    for (const Parent& parent : parents_of(record)) {
        // In the tree a trial stands below a trial of its own study, or below the study.
        if (parent.record && (!record.trial || parent.record->study == record.study)) out.push_back(*parent.record);
    }
    if (out.empty() && record.trial) out.push_back({record.study, std::nullopt});
    return out;
}

std::optional<Descent::Record> Descent::common_ancestor(const Record& a, const Record& b) const {
    // By distance, the nearest first. The study that a trial belongs to is only on the way to what that came from.
    const auto ancestors_of = [&](const Record& record) {
        std::vector<Record> out;
        std::set<Record> seen;
        std::deque<Record> next{record};
        while (!next.empty()) {
            const Record here = next.front();
            next.pop_front();
            if (!seen.insert(here).second) continue;
            const bool is_container = !here.trial && here.study == record.study && record.trial;
            if (!is_container) out.push_back(here);
            for (const Record& one : above(here)) next.push_back(one);
            for (const Parent& parent : parents_of(here))
                if (parent.record) next.push_back(*parent.record);
        }
        return out;
    };
    const auto of_b = ancestors_of(b);
    for (const Record& one : ancestors_of(a))
        if (std::ranges::find(of_b, one) != of_b.end()) return one;
    return std::nullopt;
}

Descent::Node Descent::family_of(const Record& of, std::size_t most) const {
    return Family(*this, of, most).build();
}

}  // namespace lathe::store
