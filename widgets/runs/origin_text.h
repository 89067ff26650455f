// SPDX-License-Identifier: GPL-3.0-or-later
// Where a study or trial comes from, in words. GUI thread.
#pragma once

#include <QString>

#include "core/search/origin.h"
#include "widgets/runs/review_data.h"

namespace lathe::gui {

// "run again", "clone", ...
QString howText(search::Origin::How how);
// The record that is meant: "trial 3" of the same study, "fashion-20261124-101500, trial 3".
QString nameOf(const search::Origin& origin);
// Of a trial, or of the study that it is a single run of; "": it comes from none.
QString originText(const SelectedTrial& trial);

}  // namespace lathe::gui
