// SPDX-License-Identifier: GPL-3.0-or-later
// Unsaved edits kept beside the program's data, so that a crash loses nothing. Each process writes a journal of its
// own: what an earlier one left is never overwritten, and removed only when the person says so or has saved what was
// taken from it. GUI thread.
#pragma once

#include <optional>
#include <string>

#include <QObject>
#include <QString>

#include "widgets/config/edit_journal.h"

namespace lathe::gui {

class ExperimentDocument;

class Recovery : public QObject {
    Q_OBJECT

  public:
    // Follows `document`: each edit is in the journal before the next one can be made.
    explicit Recovery(ExperimentDocument& document);
    ~Recovery() override;

    // The newest edits that a process which no longer runs left for `file` ("": untitled); nullopt: there are none, or
    // the file holds them.
    static std::optional<UnsavedEdits> find(const QString& file);
    // Removes what processes that no longer run left for `file`.
    static void discard(const QString& file);
    // Makes those edits again, each as the undo step that it was; where the file has changed since, what both changed
    // stays as the file has it. False: they do not fit. What was left goes once the document is saved.
    bool take(const UnsavedEdits& edits);

  private:
    void follow();
    void remove();

    ExperimentDocument& document_;
    std::optional<EditJournal> journal_;
    struct Taken {
        QString file;
        std::string savedText;  // when it was taken
    };
    std::optional<Taken> taken_;
};

}  // namespace lathe::gui
