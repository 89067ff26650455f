// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/edit_command.h"

#include "widgets/config/experiment_document.h"

namespace lathe::gui {

EditCommand::EditCommand(ExperimentDocument& target, EditDraft draft, const QString& what, QString mergeKey)
    : QUndoCommand(what),
      target_(target),
      edits_(draft.edits()),
      result_(draft.document()),
      effect_(draft.effect()),
      mergeKey_(std::move(mergeKey)) {}

void EditCommand::redo() {
    if (!result_) {
        target_.applyEdits(edits_);
        return;
    }
    target_.adopt(std::move(*result_), effect_);
    result_.reset();
}

void EditCommand::undo() {
    std::vector<config::TextEdit> back;
    back.reserve(edits_.size());
    for (auto it = edits_.rbegin(); it != edits_.rend(); ++it) back.push_back(it->inverse());
    target_.applyEdits(back);
}

bool EditCommand::mergeWith(const QUndoCommand* other) {
    const auto* next = dynamic_cast<const EditCommand*>(other);
    if (!next || next->mergeKey_ != mergeKey_) return false;
    for (const auto& edit : next->edits_) {
        auto& last = edits_.back();
        if (edit.offset == last.offset && edit.removed == last.inserted) last.inserted = edit.inserted;
        else edits_.push_back(edit);
    }
    return true;
}

}  // namespace lathe::gui
