// SPDX-License-Identifier: GPL-3.0-or-later
// Who came from whom among recorded studies and trials, by what each of them says of its parent. Reads no files; const
// access from any thread.
#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/store/study_record.h"

namespace lathe::store {

// The tree of the parents and children of recorded studies and trials.
class Descent {
  public:
    // A study as a whole, or one of its trials. The only trial of a single run is the study: both are one record.
    struct Record {
        const StudyRecord* study = nullptr;
        std::optional<int> trial;
        friend auto operator<=>(const Record&, const Record&) = default;
    };

    // A parent as the child names it, and its record where there is one.
    struct Parent {
        search::Origin origin;         // as it was recorded
        std::optional<Record> record;  // nullopt: it is not among the studies
    };

    // A record in the tree of its family.
    struct Node {
        std::optional<Record> record;  // nullopt: it is not among the studies
        search::Origin name;           // of the record, also where it is not among them
        // How it came from the node above; nullopt: the first ancestor, or a trial below the study that it belongs to.
        std::optional<search::Origin::How> how;
        std::vector<Node> children;    // studies by their start, trials by number
        bool shown_elsewhere = false;  // a child of several: with its children it stands below another of its parents
    };

    // Reads what the studies say of their parents. The records must outlive this.
    explicit Descent(std::vector<const StudyRecord*> studies);

    // The record of a study (nullopt) or of one of its trials; of the only trial of a single run that of the study.
    // Does not ask whether there is such a trial.
    Record record_of(const StudyRecord& study, std::optional<int> trial = std::nullopt) const;

    // The parents that a record itself came from; none of a trial that the tuner chose.
    std::vector<Parent> parents_of(const Record& record) const;
    // The nearest record that both came from; a trial also comes from what its study came from. One of the two when the
    // other came from it.
    std::optional<Record> common_ancestor(const Record& a, const Record& b) const;
    // The family tree of a record, from its first ancestor down: all who came from that, with those trials of searches
    // that are parents or children themselves, and `of`. At most about `most` nodes.
    Node family_of(const Record& of, std::size_t most = 500) const;

  private:
    class Family;
    struct Child {
        Record record;
        search::Origin::How how;
    };

    std::optional<Record> find(const search::Origin& origin, const StudyRecord& of) const;
    // Parents, and of a trial without any the study that it belongs to.
    std::vector<Record> above(const Record& record) const;
    static std::string missing_key(const search::Origin& origin);
    void add_children(const Record& record);

    std::vector<const StudyRecord*> studies_;
    std::multimap<std::string, const StudyRecord*> by_id_;
    std::multimap<std::string, const StudyRecord*> by_name_;  // of the folder
    std::map<Record, std::vector<Child>> children_;
    std::map<std::string, std::vector<Child>> children_of_missing_;
};

}  // namespace lathe::store
