// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of parallel coordinates that pass the brushes, as CSV.
#pragma once

#include <QString>

namespace lathe::gui {

class ParallelModel;

// Any thread that the model is not changed on meanwhile.
QString parallelCsv(const ParallelModel& model);

}  // namespace lathe::gui
