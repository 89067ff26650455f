// SPDX-License-Identifier: GPL-3.0-or-later
// Who a study or trial came from, who came from it, and what changed on the way: `lathectl show --descent`.
#pragma once

#include <optional>
#include <string>

#include "core/base/json.h"
#include "core/store/descent.h"
#include "core/store/record_changes.h"

namespace lathe::ctl {

// "run again", "clone", ... for a person.
std::string how_text(search::Origin::How how);

// The family of a record of a workspace, with what each changed. `others`: the studies that may be relatives; they and
// `study`, which may be among them, outlive this.
class DescentReport {
  public:
    DescentReport(const store::StudyRecord& study, std::optional<int> trial,
                  const std::vector<store::StudyRecord>& others);

    // A line a record, indented below its parent; the one that was asked for has a star.
    std::string text();
    // {"study", "folder", "trial", "how", "objective", "changes": [{"path", "parent", "own"}], "children": [...]}
    Json json();

  private:
    std::vector<config::Change> changes_of(const store::Descent::Node& node, const store::Descent::Node* parent);
    Json json_of(const store::Descent::Node& node, const store::Descent::Node* parent);

    store::Descent descent_;
    store::Descent::Record asked_;
    store::Descent::Node family_;
    store::RecordChanges changes_;
};

}  // namespace lathe::ctl
