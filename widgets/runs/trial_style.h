// SPDX-License-Identifier: GPL-3.0-or-later
// The colour of a trial, wherever it is shown. GUI thread.
#pragma once

#include "widgets/charts/run_styles.h"
#include "widgets/runs/review_data.h"

namespace lathe::gui {

// By what people gave it, or its study when that is a single run; else by its study's name and its number.
RunStyle styleOf(const store::StudyRecord& study, int trial);
inline RunStyle styleOf(const SelectedTrial& trial) {
    return styleOf(*trial.study, trial.key.number);
}

// A piece of its line as the charts draw it, in the colours of the theme.
QPixmap swatchOf(const store::StudyRecord& study, int trial);

}  // namespace lathe::gui
