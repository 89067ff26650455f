// SPDX-License-Identifier: GPL-3.0-or-later
// Entries of `space:` as edits of the text.
#pragma once

#include <QString>

#include "core/space/space.h"
#include "widgets/config/edit_draft.h"

namespace lathe::gui {

// Adds or changes the entry of a config key. Of an entry that is there, only what differs is rewritten: its comments
// and the way its numbers are written stay. Makes `space:` when it is missing.
Result<void> writeSpaceEntry(EditDraft& draft, const QString& key, const space::Distribution& distribution);
// Removes the entry, and `space:` with the last one. Does nothing when there is none.
Result<void> eraseSpaceEntry(EditDraft& draft, const QString& key);

}  // namespace lathe::gui
