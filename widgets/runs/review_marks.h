// SPDX-License-Identifier: GPL-3.0-or-later
// What the actions of the Review room do to names, tags, notes and stars, and to records that are not wanted any more.
// GUI thread.
#pragma once

#include <vector>

#include <QObject>

#include "core/store/trash.h"
#include "widgets/runs/record_editor.h"
#include "widgets/runs/review_data.h"

class QAction;
class QWidget;

namespace lathe::gui {

class ReviewActions;
class ReviewList;
class ReviewReader;

class ReviewMarks : public QObject {
    Q_OBJECT

  public:
    ReviewMarks(ReviewReader& reader, ReviewList& list, ReviewActions& actions, QWidget* room);

    // Whose trash is shown.
    void setWorkspace(const QString& folder) { workspace_ = folder; }
    // Whose tags are offered.
    void setStudies(const std::vector<StudyPtr>& studies) { studies_ = studies; }
    void setNote(const MarkedRecord& record, const QString& note);

    QAction* undo() const { return undo_; }
    QAction* redo() const { return redo_; }

  Q_SIGNALS:
    void removed(int records);

  private:
    void rename(const MarkedRecord& record, const QString& name);
    void editTags();
    void editColor();
    void showTrash(const std::vector<store::TrashEntry>& entries);
    void toggle(bool store::Marks::*mark, bool on, const QString& what);
    void remove();
    std::set<std::string> knownTags() const;

    ReviewList& list_;
    QWidget* room_;
    RecordEditor editor_;
    QAction* undo_;
    QAction* redo_;
    std::vector<StudyPtr> studies_;
    QString workspace_;
};

}  // namespace lathe::gui
