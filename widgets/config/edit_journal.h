// SPDX-License-Identifier: GPL-3.0-or-later
// The unsaved edits of one file as a journal of commands: the text that all started from, then a line for each step,
// appended as it happens. A torn last line is dropped when it is read.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QString>

#include "core/base/files.h"
#include "core/config/document.h"

namespace lathe::gui {

// What turns `before` into `after`: the bytes between what both begin and end with.
config::TextEdit textChange(const std::string& before, const std::string& after);

class EditJournal {
  public:
    // Starts the journal of a text at `place`; `index` is the undo stack's. Fails on a full disk and the like.
    static Result<EditJournal> start(const fs::path& place, const std::string& base, int index);

    // The text is now `text`, after the command `what` or its undo; `index` is the undo stack's.
    Result<void> append(const QString& what, int index, const std::string& text);

    const fs::path& place() const { return file_.path(); }

  private:
    AppendFile file_;
    std::string text_;
    int index_ = 0;
};

// A journal that was read: the steps that were not undone, each with the text that it led to.
struct UnsavedEdits {
    struct Step {
        QString what;
        std::string text;
    };
    std::string base;
    std::vector<Step> steps;

    const std::string& text() const { return steps.empty() ? base : steps.back().text; }
};

std::optional<UnsavedEdits> readEditJournal(const fs::path& place);

}  // namespace lathe::gui
