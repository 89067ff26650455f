// SPDX-License-Identifier: GPL-3.0-or-later
// Finds the family of a record among the studies of a workspace, and what each changed. On the reader's thread.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/store/descent.h"
#include "core/store/record_changes.h"
#include "widgets/runs/descent_data.h"
#include "widgets/runs/review_data.h"

namespace lathe::gui {

class DescentReader {
  public:
    // `studies`: all of the workspace. nullptr: the record is not among them.
    std::shared_ptr<const DescentRow> family(const std::vector<StudyPtr>& studies, const RecordKey& of);
    // nullopt: they have none in common, or one of the two came from the other.
    std::optional<CommonAncestor> ancestor(const std::vector<StudyPtr>& studies, const TrialKey& a, const TrialKey& b);

  private:
    DescentRow rowOf(const store::Descent::Node& node, const store::Descent::Node* parent,
                     const store::Descent::Record& asked);

    store::RecordChanges changes_;
};

}  // namespace lathe::gui
