// SPDX-License-Identifier: GPL-3.0-or-later
// Who a record came from and who came from it, as plain values that the reader's thread hands to the window.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/config/diff.h"
#include "core/search/origin.h"
#include "widgets/runs/record_key.h"

namespace lathe::gui {

// One record of a family, with those that came from it.
struct DescentRow {
    std::optional<RecordKey> key;  // nullopt: it is not in this workspace
    search::Origin name;
    QString ownName;                         // that people gave it; "": none
    std::optional<search::Origin::How> how;  // nullopt: the first, or a trial below its study
    std::optional<double> objective;
    QString metric;
    std::vector<config::Change> changes;  // `left` in the parent, `right` here
    bool asked = false;                   // the record whose family it is
    bool shownElsewhere = false;
    std::vector<DescentRow> children;
};

// What two trials have in common.
struct CommonAncestor {
    search::Origin name;
    std::shared_ptr<const config::Value> config;  // nullptr: its config is not known
};

}  // namespace lathe::gui
