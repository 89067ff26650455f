// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_marks.h"

#include <utility>

#include <QAction>
#include <QColorDialog>
#include <QKeySequence>
#include <QWidget>

#include "widgets/charts/series_style.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/runs/review_actions.h"
#include "widgets/runs/review_list.h"
#include "widgets/runs/review_reader.h"
#include "widgets/runs/tags_dialog.h"
#include "widgets/runs/trash_dialog.h"

namespace lathe::gui {

namespace {

// An edit that sets one member of the marks.
template <class T>
RecordEditor::Edit setting(T store::Marks::*member, T value) {
    return [member, value = std::move(value)](store::Marks& marks) { marks.*member = value; };
}

template <class T>
RecordEditor::EditTo backTo(T store::Marks::*member) {
    return [member](const store::Marks& before) { return setting(member, before.*member); };
}

}  // namespace

ReviewMarks::ReviewMarks(ReviewReader& reader, ReviewList& list, ReviewActions& actions, QWidget* room)
    : QObject(room), list_(list), room_(room), editor_(reader) {
    QUndoStack& stack = editor_.undoStack();
    undo_ = stack.createUndoAction(room, tr("Undo"));
    redo_ = stack.createRedoAction(room, tr("Redo"));
    undo_->setObjectName(QStringLiteral("reviewUndo"));
    undo_->setIcon(icon(QStringLiteral("undo")));
    undo_->setShortcut(QKeySequence::Undo);
    redo_->setObjectName(QStringLiteral("reviewRedo"));
    redo_->setIcon(icon(QStringLiteral("redo")));
    redo_->setShortcut(QKeySequence::Redo);
    for (QAction* action : {undo_, redo_}) {
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        room->addAction(action);
    }
    connect(&list, &ReviewList::renamed, this, &ReviewMarks::rename);
    connect(actions.rename, &QAction::triggered, &list, &ReviewList::editName);
    connect(actions.tags, &QAction::triggered, this, &ReviewMarks::editTags);
    connect(actions.color, &QAction::triggered, this, &ReviewMarks::editColor);
    connect(actions.noColor, &QAction::triggered, this, [this] {
        editor_.change(tr("take the colour away"), list_.selectedRecords(),
                       setting(&store::Marks::color, std::string()), backTo(&store::Marks::color));
    });
    connect(actions.trash, &QAction::triggered, this, [this, &reader] { reader.readTrash(workspace_); });
    connect(&reader, &ReviewReader::trashRead, this, [this](const QString& workspace, const auto& entries) {
        // Another may have been opened meanwhile.
        if (workspace == workspace_) showTrash(*entries);
    });
    connect(actions.star, &QAction::triggered, this,
            [this](bool on) { toggle(&store::Marks::starred, on, on ? tr("star") : tr("take the star away")); });
    connect(actions.archive, &QAction::triggered, this, [this](bool on) {
        toggle(&store::Marks::archived, on, on ? tr("archive") : tr("take out of the archive"));
    });
    connect(actions.remove, &QAction::triggered, this, &ReviewMarks::remove);
    connect(actions.showArchived, &QAction::toggled, &list, &ReviewList::setShowArchived);
}

void ReviewMarks::rename(const MarkedRecord& record, const QString& name) {
    editor_.change(tr("rename"), {record}, setting(&store::Marks::name, name.toStdString()),
                   backTo(&store::Marks::name));
}

void ReviewMarks::setNote(const MarkedRecord& record, const QString& note) {
    editor_.change(tr("note"), {record}, setting(&store::Marks::note, note.toStdString()), backTo(&store::Marks::note));
}

void ReviewMarks::toggle(bool store::Marks::*mark, bool on, const QString& what) {
    editor_.change(what, list_.selectedRecords(), setting(mark, on), backTo(mark));
}

std::set<std::string> ReviewMarks::knownTags() const {
    std::set<std::string> tags;
    for (const StudyPtr& study : studies_) {
        tags.insert(study->marks.study.tags.begin(), study->marks.study.tags.end());
        for (const auto& [number, marks] : study->marks.trials) tags.insert(marks.tags.begin(), marks.tags.end());
    }
    return tags;
}

void ReviewMarks::editTags() {
    const auto records = list_.selectedRecords();
    auto* dialog = new TagsDialog(records, knownTags(), room_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, records] {
        const auto edit = [added = dialog->added(), removed = dialog->removed()](store::Marks& marks) {
            for (const auto& tag : removed) marks.tags.erase(tag);
            marks.tags.insert(added.begin(), added.end());
        };
        // Only these come back: others may have been added since, by another program.
        const auto back = [added = dialog->added(), removed = dialog->removed()](const store::Marks& before) {
            return [added, removed, before](store::Marks& marks) {
                for (const auto& tag : added)
                    if (!before.tags.contains(tag)) marks.tags.erase(tag);
                for (const auto& tag : removed)
                    if (before.tags.contains(tag)) marks.tags.insert(tag);
            };
        };
        editor_.change(tr("tags"), records, edit, back);
    });
    dialog->open();
}

void ReviewMarks::editColor() {
    const auto records = list_.selectedRecords();
    auto* dialog = new QColorDialog(QColor(QString::fromStdString(records.front().marks.color)), room_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QColorDialog::DontUseNativeDialog);
    for (int i = 0; i < seriesColorCount(); ++i)
        QColorDialog::setCustomColor(i, seriesColor(i, isDark(room_->palette())));
    connect(dialog, &QColorDialog::colorSelected, this, [this, records](const QColor& color) {
        editor_.change(tr("colour"), records, setting(&store::Marks::color, color.name().toStdString()),
                       backTo(&store::Marks::color));
    });
    dialog->open();
}

void ReviewMarks::showTrash(const std::vector<store::TrashEntry>& entries) {
    auto* dialog = new TrashDialog(entries, room_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, dialog, workspace = workspace_] { editor_.restore(workspace, dialog->chosen()); });
    dialog->open();
}

void ReviewMarks::remove() {
    const auto records = list_.selectedRecords();
    editor_.remove(records);
    Q_EMIT removed(static_cast<int>(records.size()));
}

}  // namespace lathe::gui
