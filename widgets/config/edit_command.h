// One undo step: edits of the text, made in order and taken back in the opposite order.
#pragma once

#include <vector>

#include <QUndoCommand>

#include "core/config/document.h"

namespace lathe::gui {

class ExperimentDocument;

class EditCommand : public QUndoCommand {
  public:
    // `mergeKey` empty: never merged with the step before.
    EditCommand(ExperimentDocument& target, std::vector<config::TextEdit> edits, const QString& what, QString mergeKey);

    void undo() override;
    void redo() override;
    int id() const override { return mergeKey_.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* other) override;

  private:
    ExperimentDocument& target_;
    std::vector<config::TextEdit> edits_;
    QString mergeKey_;
};

}  // namespace lathe::gui
