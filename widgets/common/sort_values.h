// SPDX-License-Identifier: GPL-3.0-or-later
// The order of the cells of a table, whatever is in them. Any thread.
#pragma once

#include <QVariant>
#include <Qt>

namespace lathe::gui {

// Whether a cell comes before another for a proxy that sorts in `order` (and turns what this says around where that is
// downwards): numbers before texts, these in natural order; NaN after what comes in order, and what there is nothing to
// sort by (an invalid value, no time, an empty text) last, whichever the direction. Equal cells by `row`, which stays
// upwards.
bool sortsBefore(const QVariant& a, int rowA, const QVariant& b, int rowB, Qt::SortOrder order);

}  // namespace lathe::gui
