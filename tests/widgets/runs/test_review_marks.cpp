// SPDX-License-Identifier: GPL-3.0-or-later
// Names, tags, notes, stars, archive and trash in the Review room.
#include <QAction>
#include <QApplication>
#include <QColorDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeView>

#include "core/store/trash.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"
#include "widgets/common/banner.h"
#include "widgets/common/theme.h"
#include "widgets/runs/review_model.h"
#include "widgets/runs/review_page.h"
#include "widgets/runs/tags_dialog.h"
#include "widgets/runs/trash_dialog.h"

using namespace lathe;
using namespace lathe::gui;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestReviewMarks : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path workspace_;
    std::unique_ptr<ReviewPage> page_;

    QTreeView* tree() { return page_->findChild<QTreeView*>(QStringLiteral("reviewTree")); }
    QAction* action(const char* name) { return page_->findChild<QAction*>(QString::fromLatin1(name)); }
    QModelIndex study(int row) { return tree()->model()->index(row, 0); }
    QModelIndex trial(int row, int number) { return tree()->model()->index(number, 0, study(row)); }
    void select(const QList<QModelIndex>& rows) {
        QItemSelection selection;
        for (const auto& row : rows) selection.select(row, row);
        tree()->setCurrentIndex(rows.front());
        tree()->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    QString cell(const QModelIndex& row, int column) { return row.siblingAtColumn(column).data().toString(); }
    store::StudyMarks marksOf(const char* name) { return store::read_marks(workspace_ / name).value(); }

  private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        workspace_ = fs::path(dir_->path().toStdString()) / "runs";
        for (const char* name : {"older", "newer"}) {
            Plan plan;
            plan.name = name;
            plan.start = from_unix_seconds(std::string(name) == "older" ? 1.7e9 : 1.7e9 + 5000);
            write_study(workspace_ / name, plan);
        }
        page_ = std::make_unique<ReviewPage>();
        page_->resize(1376, 860);
        page_->setWorkspace(QString::fromStdString(workspace_.string()));
        page_->show();
        QTRY_COMPARE(tree()->model()->rowCount(), 2);
    }
    void cleanup() { page_.reset(); }

    void aNameIsTypedInItsPlaceAndTakenBack() {
        select({study(0)});
        action("reviewRename")->trigger();
        auto* editor = tree()->findChild<QLineEdit*>();
        QVERIFY(editor);
        QCOMPARE(editor->text(), QStringLiteral("newer"));
        QTest::keyClicks(editor, QStringLiteral("the one"));
        QTest::keyClick(editor, Qt::Key_Return);
        QTRY_COMPARE(cell(study(0), ReviewModel::Name), QStringLiteral("the one"));
        QCOMPARE(marksOf("newer").study.name, std::string("the one"));
        action("reviewUndo")->trigger();
        QTRY_COMPARE(cell(study(0), ReviewModel::Name), QStringLiteral("newer"));
    }

    void tagsOfSeveralAtOnce() {
        QVERIFY(store::change_marks(workspace_ / "older", [](auto& marks) { marks.study.tags = {"old", "both"}; }));
        page_->refresh();
        QTRY_COMPARE(cell(study(1), ReviewModel::Tags), QStringLiteral("both, old"));
        select({study(0), study(1), trial(0, 2)});
        action("reviewTags")->trigger();
        auto* dialog = page_->findChild<TagsDialog*>();
        QVERIFY(dialog);
        auto* list = dialog->findChild<QListWidget*>();
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->item(1)->text(), QStringLiteral("old"));
        QCOMPARE(list->item(1)->checkState(), Qt::PartiallyChecked);
        list->item(1)->setCheckState(Qt::Unchecked);
        auto* added = dialog->findChild<QLineEdit*>(QStringLiteral("tagsNew"));
        added->setText(QString(100, u'x'));
        dialog->accept();
        QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("tagsProblem"))->isVisible());
        added->setText(QStringLiteral("paper, v2"));
        dialog->accept();
        QTRY_COMPARE(cell(study(1), ReviewModel::Tags), QStringLiteral("both, paper, v2"));
        QTRY_COMPARE(cell(study(0), ReviewModel::Tags), QStringLiteral("paper, v2"));
        QCOMPARE(marksOf("newer").of_trial(2).tags, (std::set<std::string>{"paper", "v2"}));
        action("reviewUndo")->trigger();
        QTRY_COMPARE(cell(study(1), ReviewModel::Tags), QStringLiteral("both, old"));
    }

    void theFilterKnowsThem() {
        QVERIFY(store::change_marks(workspace_ / "older", [](auto& marks) { marks.trials[1].tags = {"odd"}; }));
        page_->refresh();
        QTRY_COMPARE(cell(trial(1, 1), ReviewModel::Tags), QStringLiteral("odd"));
        auto* filter = page_->findChild<QLineEdit*>(QStringLiteral("reviewFilter"));
        for (const char* text : {"tag = odd", "tag:odd", "tags ~ od and trial = 1"}) {
            filter->setText(QString::fromLatin1(text));
            QCOMPARE(tree()->model()->rowCount(), 1);
            QCOMPARE(tree()->model()->rowCount(study(0)), 1);
        }
        filter->setText(QStringLiteral("tag != odd"));
        QCOMPARE(tree()->model()->rowCount(), 2);
    }

    void everythingThatAPersonSetsCanBeFilteredBy() {
        QVERIFY(store::change_marks(workspace_ / "older", [](auto& marks) {
            marks.trials[1].name = "odd one";
            marks.trials[1].note = "because";
            marks.trials[1].tags = {"odd"};
            marks.trials[1].color = "#0072b2";
            marks.trials[1].starred = true;
            marks.trials[1].archived = true;
        }));
        action("reviewShowArchived")->trigger();
        page_->refresh();
        QTRY_COMPARE(cell(trial(1, 1), ReviewModel::Tags), QStringLiteral("odd"));
        auto* filter = page_->findChild<QLineEdit*>(QStringLiteral("reviewFilter"));
        for (const char* text : {"name = 'odd one'", "note ~ cause", "tag = odd", "color = #0072B2", "starred = true",
                                 "archived = true"}) {
            filter->setText(QString::fromLatin1(text));
            QVERIFY2(tree()->model()->rowCount() == 1 && tree()->model()->rowCount(study(0)) == 1, text);
            QVERIFY2(!page_->findChild<QLabel*>(QStringLiteral("reviewFilterError"))->isVisible(), text);
        }
    }

    // A tag that another program has set meanwhile is no part of what is taken back.
    void undoTakesBackItsOwnTagsOnly() {
        select({study(0)});
        action("reviewTags")->trigger();
        auto* dialog = page_->findChild<TagsDialog*>();
        dialog->findChild<QLineEdit*>(QStringLiteral("tagsNew"))->setText(QStringLiteral("mine"));
        dialog->accept();
        QTRY_COMPARE(marksOf("newer").study.tags, (std::set<std::string>{"mine"}));
        QVERIFY(store::change_marks(workspace_ / "newer", [](auto& marks) { marks.study.tags.insert("theirs"); }));
        action("reviewUndo")->trigger();
        QTRY_COMPARE(marksOf("newer").study.tags, (std::set<std::string>{"theirs"}));
        action("reviewRedo")->trigger();
        QTRY_COMPARE(marksOf("newer").study.tags, (std::set<std::string>{"mine", "theirs"}));
    }

    void theNameThatWasGivenIsTheOneThatIsRead() {
        QVERIFY(store::change_marks(workspace_ / "older", [](auto& marks) {
            marks.study.name = "aardvark";
            marks.trials[1].name = "baseline";
        }));
        page_->refresh();
        QTRY_COMPARE(cell(study(1), ReviewModel::Name), QStringLiteral("aardvark"));
        QVERIFY(study(1).data(Qt::AccessibleTextRole).toString().contains(QStringLiteral("aardvark")));
        QVERIFY(trial(1, 1).data(Qt::AccessibleTextRole).toString().startsWith(QStringLiteral("baseline, ")));
        tree()->sortByColumn(ReviewModel::Name, Qt::AscendingOrder);
        QCOMPARE(cell(study(0), ReviewModel::Name), QStringLiteral("aardvark"));
        tree()->sortByColumn(ReviewModel::Name, Qt::DescendingOrder);
        QCOMPARE(cell(study(1), ReviewModel::Name), QStringLiteral("aardvark"));
    }

    void whatIsInTheTrashIsNotCounted() {
        auto* count = page_->findChild<QLabel*>(QStringLiteral("reviewCount"));
        const QString before = count->text();
        select({trial(1, 0)});
        action("reviewDelete")->trigger();
        QTRY_COMPARE(tree()->model()->rowCount(study(1)), 2);
        QVERIFY2(!count->text().contains(QStringLiteral(" of ")), qPrintable(count->text()));
        QVERIFY(count->text() != before);
    }

    // What a person has opened or closed stays so while records change and come.
    void whatIsOpenAndClosedStaysSo() {
        tree()->collapse(study(0));
        tree()->expand(study(1));
        select({trial(1, 2)});
        Plan plan;
        plan.name = "newest";
        plan.start = from_unix_seconds(1.7e9 + 9000);
        write_study(workspace_ / "newest", plan);
        auto odd = make_trial(0, plan);
        odd.params.set("another.parameter", 1);
        QVERIFY(store::write_trial_record(store::trial_folder(workspace_ / "newest", 0), odd));
        page_->refresh();
        QTRY_COMPARE(tree()->model()->rowCount(), 3);
        QVERIFY(tree()->isExpanded(study(2)));
        QVERIFY(!tree()->isExpanded(study(1)));
        QVERIFY(tree()->selectionModel()->isSelected(trial(2, 2)));
        page_->findChild<QLineEdit*>(QStringLiteral("reviewFilter"))->setText(QStringLiteral("trial < 9"));
        QVERIFY(tree()->isExpanded(study(0)));
        tree()->collapse(study(0));
        QVERIFY(store::change_marks(workspace_ / "newer", [](auto& marks) { marks.study.starred = true; }));
        page_->refresh();
        QTRY_VERIFY(!study(1).data(Qt::DecorationRole).isNull());
        QVERIFY(!tree()->isExpanded(study(0)));
    }

    void keysGoOnWhereSomethingWasDeleted() {
        tree()->expandAll();
        select({trial(0, 1)});
        action("reviewDelete")->trigger();
        QTRY_COMPARE(tree()->model()->rowCount(study(0)), 2);
        QVERIFY(tree()->currentIndex().isValid());
        select({study(0)});
        action("reviewDelete")->trigger();
        QTRY_COMPARE(tree()->model()->rowCount(), 1);
        QVERIFY(tree()->currentIndex().isValid());
        action("reviewTrialsView")->trigger();
        auto* table = page_->findChild<QTreeView*>(QStringLiteral("reviewTrials"));
        QTRY_COMPARE(table->model()->rowCount(), 3);
        table->setCurrentIndex(table->model()->index(2, 0));
        action("reviewDelete")->trigger();
        QTRY_COMPARE(table->model()->rowCount(), 2);
        QCOMPARE(table->currentIndex().row(), 1);
    }

    void aNoteIsWrittenAndKeptWhenAnotherIsSelected() {
        select({study(0)});
        action("reviewEditNote")->trigger();
        auto* editor = page_->findChild<QPlainTextEdit*>(QStringLiteral("reviewNoteEditor"));
        QVERIFY(editor->isVisible());
        QTest::keyClicks(editor, QStringLiteral("**Why**"));
        select({study(1)});
        QTRY_COMPARE(marksOf("newer").study.note, std::string("**Why**"));
        select({study(0)});
        auto* shown = page_->findChild<QTextBrowser*>(QStringLiteral("reviewNoteText"));
        QTRY_COMPARE(shown->toPlainText(), QStringLiteral("Why"));
        QVERIFY(marksOf("older").study.note.empty());
    }

    void aNoteThatIsBeingWrittenOutlivesTheWindow() {
        select({study(0)});
        action("reviewEditNote")->trigger();
        QTest::keyClicks(page_->findChild<QPlainTextEdit*>(QStringLiteral("reviewNoteEditor")),
                         QStringLiteral("unfinished"));
        page_->hide();
        page_.reset();
        QCOMPARE(marksOf("newer").study.note, std::string("unfinished"));
    }

    void starsAndTheArchive() {
        select({study(0)});
        action("reviewStar")->trigger();
        QTRY_VERIFY(!study(0).data(Qt::DecorationRole).isNull());
        QTRY_VERIFY(action("reviewStar")->isChecked());
        action("reviewArchive")->trigger();
        QTRY_COMPARE(tree()->model()->rowCount(), 1);
        action("reviewShowArchived")->trigger();
        QCOMPARE(tree()->model()->rowCount(), 2);
        action("reviewShowArchived")->trigger();
        action("reviewUndo")->trigger();
        QTRY_COMPARE(tree()->model()->rowCount(), 2);
        QVERIFY(marksOf("newer").study.starred);
    }

    void aColorIsChosen() {
        select({study(0), study(1)});
        action("reviewColor")->trigger();
        auto* dialog = page_->findChild<QColorDialog*>();
        QVERIFY(dialog);
        dialog->setCurrentColor(QColor(0, 114, 178));
        dialog->accept();
        QTRY_COMPARE(study(0).data(Qt::DecorationRole).value<QColor>(), QColor(0, 114, 178));
        QTRY_COMPARE(marksOf("older").study.color, std::string("#0072b2"));
        action("reviewUndo")->trigger();
        QTRY_VERIFY(marksOf("older").study.color.empty());
    }

    void whatIsDeletedComesBack() {
        select({study(0), trial(1, 0)});
        action("reviewDelete")->trigger();
        QTRY_COMPARE(tree()->model()->rowCount(), 1);
        QTRY_COMPARE(tree()->model()->rowCount(study(0)), 2);
        QCOMPARE(store::Trash(workspace_).list().size(), 2u);
        auto* banner = page_->findChild<Banner*>();
        QVERIFY(banner->isVisible());
        action("reviewUndo")->trigger();
        QTRY_COMPARE(tree()->model()->rowCount(), 2);
        QTRY_COMPARE(tree()->model()->rowCount(study(1)), 3);
        QVERIFY(store::Trash(workspace_).list().empty());
    }

    // Also what an earlier window has deleted.
    void theTrashIsOpenToALaterWindow() {
        QVERIFY(store::Trash(workspace_).remove(store::trial_folder(workspace_ / "newer", 1)));
        QVERIFY(store::Trash(workspace_).remove(workspace_ / "newer"));
        page_->refresh();
        QTRY_COMPARE(tree()->model()->rowCount(), 1);
        action("reviewTrash")->trigger();
        QTRY_VERIFY(page_->findChild<TrashDialog*>());
        auto* dialog = page_->findChild<TrashDialog*>();
        auto* list = dialog->findChild<QListWidget*>(QStringLiteral("trashList"));
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->selectedItems().size(), 1);
        list->selectAll();
        dialog->findChild<QPushButton*>(QStringLiteral("trashRestore"))->click();
        QTRY_COMPARE(tree()->model()->rowCount(), 2);
        QTRY_COMPARE(tree()->model()->rowCount(study(0)), 3);
        QVERIFY(store::Trash(workspace_).list().empty());
        QTRY_VERIFY(!page_->findChild<TrashDialog*>());
        action("reviewTrash")->trigger();
        QTRY_VERIFY(page_->findChild<TrashDialog*>());
        QVERIFY(
            !page_->findChild<TrashDialog*>()->findChild<QPushButton*>(QStringLiteral("trashRestore"))->isEnabled());
    }

    void aColorIsTakenAway() {
        select({study(0)});
        QVERIFY(!action("reviewNoColor")->isEnabled());
        QVERIFY(store::change_marks(workspace_ / "newer", [](auto& marks) { marks.study.color = "#0072b2"; }));
        page_->refresh();
        QTRY_VERIFY(action("reviewNoColor")->isEnabled());
        action("reviewNoColor")->trigger();
        QTRY_VERIFY(marksOf("newer").study.color.empty());
        action("reviewUndo")->trigger();
        QTRY_COMPARE(marksOf("newer").study.color, std::string("#0072b2"));
    }

    // Seen and heard, in both lists.
    void whatIsArchivedIsToldFromTheRest() {
        QVERIFY(store::change_marks(workspace_ / "newer", [](auto& marks) {
            marks.trials[1].archived = true;
            marks.trials[1].starred = true;
        }));
        action("reviewShowArchived")->trigger();
        page_->refresh();
        const auto spoken = [](const QModelIndex& row) { return row.data(Qt::AccessibleTextRole).toString(); };
        QTRY_VERIFY(spoken(trial(0, 1)).endsWith(QStringLiteral(", starred, archived")));
        QVERIFY(trial(0, 1).data(Qt::ForegroundRole).isValid());
        QVERIFY(!spoken(trial(0, 0)).contains(QStringLiteral("archived")));
        QVERIFY(!trial(0, 0).data(Qt::ForegroundRole).isValid());
        action("reviewTrialsView")->trigger();
        auto* table = page_->findChild<QTreeView*>(QStringLiteral("reviewTrials"));
        QTRY_COMPARE(table->model()->rowCount(), 6);
        QVERIFY(spoken(table->model()->index(1, 0)).endsWith(QStringLiteral(", starred, archived")));
        QVERIFY(table->model()->index(1, 2).data(Qt::ForegroundRole).isValid());
        QVERIFY(!table->model()->index(0, 2).data(Qt::ForegroundRole).isValid());
    }

    void whatIsOnAnotherMachineIsNotChangedHere() {
        page_->setEditBlocked(QStringLiteral("it is elsewhere"));
        select({study(0)});
        for (const char* name :
             {"reviewRename", "reviewTags", "reviewStar", "reviewArchive", "reviewDelete", "reviewTrash"}) {
            QVERIFY2(!action(name)->isEnabled(), name);
            QVERIFY(action(name)->toolTip().contains(QStringLiteral("it is elsewhere")));
        }
        QVERIFY(!page_->findChild<QToolButton*>(QStringLiteral("reviewNoteButton"))->isEnabled());
        page_->setEditBlocked({});
        QVERIFY(action("reviewStar")->isEnabled());
    }

    void aFileThatCannotBeWrittenIsTold() {
        put_bytes(workspace_ / "newer" / store::marks_name, "{");
        select({study(0)});
        action("reviewStar")->trigger();
        QTRY_VERIFY(page_->findChild<Banner*>()->isVisible());
        QVERIFY(page_->findChild<Banner*>()->text().contains(QStringLiteral("marks.json")));
    }
};

LATHE_WINDOW_TEST(TestReviewMarks)
#include "test_review_marks.moc"
