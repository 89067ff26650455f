// SPDX-License-Identifier: GPL-3.0-or-later
// Two edited versions of one file brought together: what one changed is written into the text of the other.
#pragma once

#include <string>
#include <vector>

#include "core/config/document.h"

namespace lathe::config {

// What came of a merge.
struct MergedEdits {
    Document document;                   // `theirs`, with the changes of `mine` that do not contradict it
    std::vector<std::string> taken;      // paths that `mine` changed and that are now in it
    std::vector<std::string> conflicts;  // paths that both changed, differently: `Prefer` says whose value stands
};

// Whose value stands where both changed the same.
enum class Prefer { theirs, mine };

// Merges two edits of the same file. Dicts are merged key by key; a list is one value. Comments and layout are those of
// `theirs`, values are written as `mine` wrote them. Fails when a change cannot be written into the text (an alias
// reads the value there).
Result<MergedEdits> merge_edits(const Document& base, const Document& mine, const Document& theirs,
                                Prefer prefer = Prefer::theirs);

// The paths that both changed, differently, in any section of the file; "": the whole file.
std::vector<std::string> edit_conflicts(const Value& base, const Value& mine, const Value& theirs);

}  // namespace lathe::config
