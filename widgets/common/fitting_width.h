// SPDX-License-Identifier: GPL-3.0-or-later
// How wide a column that nobody has set is to be. GUI thread.
#pragma once

class QTreeView;

namespace lathe::gui {

// The width, between the two, at which the name of the column is in sight, and the texts of its first rows.
int fittingWidth(const QTreeView& view, int column, int least, int most);

}  // namespace lathe::gui
