// SPDX-License-Identifier: GPL-3.0-or-later
// What parallel coordinates say in words.
#pragma once

#include <QString>

namespace lathe::gui {

class ParallelEditor;
class ParallelModel;

// A row with all of its values, as rich text for a tooltip.
QString parallelRowText(const ParallelModel& model, std::size_t row);
// For a screen reader: the axis that the keys act on, the line that is pointed at, and what the keys do.
QString parallelReading(const ParallelEditor& editor);

}  // namespace lathe::gui
