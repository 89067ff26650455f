// SPDX-License-Identifier: GPL-3.0-or-later
// One undo step: edits of the text, made in order and taken back in the opposite order.
#pragma once

#include <optional>
#include <vector>

#include <QUndoCommand>

#include "core/config/document.h"
#include "widgets/config/edit_draft.h"

namespace lathe::gui {

class ExperimentDocument;

class EditCommand : public QUndoCommand {
  public:
    // `draft` holds the change as it was tried; `mergeKey` empty: never merged with the step before.
    EditCommand(ExperimentDocument& target, EditDraft draft, const QString& what, QString mergeKey);

    void undo() override;
    void redo() override;
    int id() const override { return mergeKey_.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override;

  private:
    ExperimentDocument& target_;
    std::vector<config::TextEdit> edits_;
    std::optional<config::Document> result_;  // of the draft, for the first redo(): it is parsed already
    config::EditEffect effect_;               // of the draft
    QString mergeKey_;
};

}  // namespace lathe::gui
