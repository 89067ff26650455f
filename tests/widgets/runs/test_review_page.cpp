// SPDX-License-Identifier: GPL-3.0-or-later
// The Review room: what it lists, filters and offers.
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QCompleter>
#include <QFontMetrics>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QString>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QTreeView>
#include <QWidget>

#include "core/store/event_file.h"
#include "core/store/study_lock.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"
#include "tests/widgets/runs/review_bench.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_view.h"
#include "widgets/common/theme.h"
#include "widgets/runs/name_completer.h"
#include "widgets/runs/review_page.h"
#include "widgets/runs/review_reader.h"
#include "widgets/runs/trial_filter.h"

using namespace lathe;
using namespace lathe::gui;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestReviewPage : public ReviewBench {
    Q_OBJECT

  private Q_SLOTS:
    void anEmptyWorkspaceSaysWhatToDo() {
        ReviewPage page;
        page.resize(1376, 860);
        page.setWorkspace(QString::fromStdString(workspace_.string()));
        page.show();
        QSignalSpy opened(&page, &ReviewPage::openWorkspaceRequested);
        QCOMPARE(page.findChild<QStackedWidget*>()->currentIndex(), 0);
        page.findChild<QAction*>(QStringLiteral("reviewOpenWorkspace"))->trigger();
        QCOMPARE(opened.size(), 1);
        screenshot(page, QStringLiteral("review-empty"));
    }

    // A copy of another machine's workspace is empty until the first study has come.
    void anEmptyWorkspaceThatIsBeingFilledIsRead() {
        ReviewPage page;
        page.setWorkspace(QString::fromStdString(workspace_.string()));
        page.show();
        const auto title = [&] { return page.findChild<QLabel*>(QStringLiteral("emptyTitle"))->text(); };
        QTRY_COMPARE(title(), QStringLiteral("No studies here yet"));
        page.setFilling(true);
        QCOMPARE(title(), QStringLiteral("Reading the studies…"));
        const QSignalSpy read(page.findChild<ReviewReader*>(), &ReviewReader::workspaceRead);
        page.refresh();
        QTRY_VERIFY(!read.isEmpty());
        QCOMPARE(title(), QStringLiteral("Reading the studies…"));
        page.setFilling(false);
        QTRY_COMPARE(title(), QStringLiteral("No studies here yet"));
    }

    void studiesAreListedNewestFirstAndTheNewestIsShown() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        const auto* model = tree(page)->model();
        QCOMPARE(model->index(0, 0).data().toString(), QStringLiteral("fashion-lenet"));
        QCOMPARE(model->rowCount(model->index(0, 0)), 6);
        QVERIFY(tree(page)->selectionModel()->isSelected(model->index(0, 0)));
        QTRY_VERIFY(text(page, "reviewConfig").contains(QStringLiteral("name: fashion-lenet")));
        auto* curves = page.findChild<CurvesView*>(QStringLiteral("reviewCurves"));
        QTRY_COMPARE(curves->metrics().size(), 2);
    }

    // There are trials: what is missing is one that is selected.
    void withoutASelectionTheTabsSayHowToGetOne() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        tree(page)->clearSelection();
        auto* plot = page.findChild<CurvesView*>(QStringLiteral("reviewCurves"))->findChild<CurvesPlot*>("curvesPlot");
        QTRY_COMPARE(plot->emptyMessage(), QStringLiteral("Select trials or studies to see their curves."));
        const auto* config = page.findChild<QPlainTextEdit*>(QStringLiteral("reviewConfig"));
        select(page, {trial(page, 0, 0), trial(page, 0, 1), trial(page, 0, 2)});
        QTRY_VERIFY(config->toPlainText().startsWith(QStringLiteral("Select one trial")));
        QCOMPARE(config->lineWrapMode(), QPlainTextEdit::WidgetWidth);  // all of it is in sight
        select(page, {trial(page, 0, 2)});
        QTRY_VERIFY(config->toPlainText().contains(QStringLiteral("lr: 0.003")));
        QCOMPARE(config->lineWrapMode(), QPlainTextEdit::NoWrap);
    }

    void namesAndNumbersHaveTheRoomThatTheyNeed() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        QTreeView* list = tree(page);
        const auto* model = list->model();
        int column = 0;
        while (column < model->columnCount() &&
               model->headerData(column, Qt::Horizontal).toString() != QStringLiteral("opt.lr"))
            ++column;
        QVERIFY(column < model->columnCount());
        const QFontMetrics metrics(list->font());
        const QString number = model->index(2, column, model->index(0, 0)).data().toString();
        QVERIFY(!number.isEmpty());
        QVERIFY(list->columnWidth(column) >= metrics.horizontalAdvance(number) + 16);
        QVERIFY(list->columnWidth(column) >= list->header()->sectionSizeHint(column));
    }

    // Two may differ in nothing but their last digits.
    void whatIsCutIsCutInTheMiddle() {
        ReviewPage page;
        for (const char* name : {"reviewTree", "reviewTrials"}) {
            const auto* list = page.findChild<QTreeView*>(QString::fromLatin1(name));
            QCOMPARE(list->textElideMode(), Qt::ElideMiddle);
        }
    }

    void oneTrialShowsItsConfigAndLog() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        select(page, {trial(page, 0, 2)});
        QTRY_VERIFY(text(page, "reviewConfig").contains(QStringLiteral("lr: 0.003")));
        QVERIFY(text(page, "reviewLog").contains(QStringLiteral("trial 2 done")));
        compare(page);
        QCOMPARE(page.findChild<QTableView*>(QStringLiteral("reviewCompare"))->model()->columnCount(), 1);
        // All of it, as there is nothing to differ from.
        for (const char* row : {"opt.lr", "val_loss", "state", "train.epochs", "device"})
            QVERIFY2(shownRows(page).contains(QLatin1String(row)), row);
        QTRY_COMPARE(value(page, QStringLiteral("train_loss, best"), 0).isEmpty(), false);
    }

    void theFilterNarrowsAndSaysWhatIsWrong() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        auto* filter = page.findChild<QLineEdit*>(QStringLiteral("reviewFilter"));
        auto* error = page.findChild<QLabel*>(QStringLiteral("reviewFilterError"));
        filter->setText(QStringLiteral("val_loss < 1 and opt.lr > 1e-3"));
        QCOMPARE(tree(page)->model()->rowCount(), 2);
        QCOMPARE(tree(page)->model()->rowCount(tree(page)->model()->index(0, 0)), 1);
        filter->setText(QStringLiteral("val_loss >"));
        QVERIFY(!error->isHidden());
        QVERIFY(error->text().contains(QStringLiteral("value")));
        filter->setText(QStringLiteral("squeeze"));
        QVERIFY(error->isHidden());
        QCOMPARE(tree(page)->model()->rowCount(), 1);
        filter->clear();
        QCOMPARE(tree(page)->model()->rowCount(), 2);
    }

    void namesAreCompletedInTheFilter() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        page.activateWindow();
        auto* filter = page.findChild<QLineEdit*>(QStringLiteral("reviewFilter"));
        filter->setFocus();
        QTest::keyClicks(filter, QStringLiteral("state = FAILED or VAL"));
        auto* popup = filter->findChild<NameCompleter*>()->findChild<QCompleter*>()->popup();
        QTRY_VERIFY(popup->isVisible());
        QVERIFY(filter->findChild<NameCompleter*>()->offered().contains(QStringLiteral("val_loss")));
        QTest::keyClick(popup, Qt::Key_Down);
        QTest::keyClick(popup, Qt::Key_Return);
        QCOMPARE(filter->text(), QStringLiteral("state = FAILED or val_loss"));
        // What stands after a comparison is a value.
        QTest::keyClicks(filter, QStringLiteral(" < tra"));
        QVERIFY(!popup->isVisible());
        QCOMPARE(NameCompleter::startOfWord(QStringLiteral("a and (opt.l"), 12), 7);
    }

    // A name with spaces, quotes or the words of the grammar is written as the filter reads it, however it was begun.
    void oddNamesAreCompletedAsTheyMustBeWritten() {
        struct Case {
            const char* name;
            const char* typed;
            const char* written;
        };
        for (const Case& one : {Case{"val loss", "val", "\"val loss\""},
                                {"val loss", "\"val l", "\"val loss\""},
                                {"a \"b\" c", "a", "'a \"b\" c'"},
                                {"and", "an", "\"and\""},
                                {"x=y", "x", "\"x=y\""},
                                {"plain", "pl", "plain"}}) {
            QLineEdit line;
            NameCompleter completer(&line);
            completer.setNames({one.name});
            line.show();
            line.setFocus();
            QTest::keyClicks(&line, QString::fromLatin1(one.typed));
            auto* offered = completer.findChild<QCompleter*>();
            QCOMPARE(completer.offered(), QStringList{QString::fromLatin1(one.name)});
            Q_EMIT offered->activated(QString::fromLatin1(one.name));
            QCOMPARE(line.text(), QString::fromLatin1(one.written));
            const auto filter = TrialFilter::parse(line.text().toStdString() + " < 1");
            QVERIFY(filter && filter->names().contains(one.name));
        }
    }

    // The place of a mistake counts letters as a person does.
    void aMistakeIsToldByItsLetter() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        page.findChild<QLineEdit*>(QStringLiteral("reviewFilter"))->setText(QStringLiteral("한국 and <"));
        QVERIFY2(label(page, "reviewFilterError").contains(QStringLiteral("Character 8:")),
                 qPrintable(label(page, "reviewFilterError")));
    }

    void nothingSelectedHasNoFiles() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        auto* files = page.findChild<QTreeView*>(QStringLiteral("reviewFiles"));
        QTRY_VERIFY(files->model() && files->rootIndex().isValid());
        tree(page)->clearSelection();
        QVERIFY(!files->model());
        select(page, {trial(page, 0, 1)});
        QVERIFY(files->model() && files->rootIndex().data().toString() == QStringLiteral("0001"));
    }

    void aTrialIsFoundByWhenItBegan() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        page.findChild<QAction*>(QStringLiteral("reviewTrialsView"))->trigger();
        auto* table = page.findChild<QTreeView*>(QStringLiteral("reviewTrials"));
        QTRY_COMPARE(table->model()->rowCount(), 9);
        auto* filter = page.findChild<QLineEdit*>(QStringLiteral("reviewFilter"));
        filter->setText(QStringLiteral("started > 2001-01-01"));
        QVERIFY(table->model()->rowCount() > 0);
        QCOMPARE(label(page, "reviewFilterError"), QString());
        filter->setText(QStringLiteral("started < 2001-01-01"));
        QCOMPARE(table->model()->rowCount(), 0);
    }

    void groupsAndSortingAreChosenByKeyboard() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        page.findChild<QAction*>(QStringLiteral("reviewTrialsView"))->trigger();
        auto* table = page.findChild<QTreeView*>(QStringLiteral("reviewTrials"));
        QTRY_COMPARE(table->model()->rowCount(), 9);
        auto* menu = page.findChild<QMenu*>(QStringLiteral("reviewColumnsMenu"));
        QVERIFY(page.findChild<QToolButton*>(QStringLiteral("reviewColumnsButton"))->focusPolicy() & Qt::TabFocus);
        const auto choose = [&](const QString& group, const QString& entry) {
            Q_EMIT menu->aboutToShow();
            for (QAction* action : menu->actions()) {
                if (!action->menu() || action->text() != group) continue;
                for (QAction* one : action->menu()->actions())
                    if (one->text() == entry) return one->trigger();
            }
            QFAIL(qPrintable(group + u' ' + entry));
        };
        choose(QStringLiteral("Sort by"), QStringLiteral("opt.lr, downwards"));
        QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("0.006"));
        choose(QStringLiteral("Group by"), QStringLiteral("opt.lr"));
        QCOMPARE(table->model()->rowCount(), 6);
        // The mean and the deviation of each number, and how many there are.
        int row = 0;
        while (row < 6 && !table->model()->index(row, 0).data().toString().contains(QStringLiteral("0.001"))) ++row;
        QCOMPARE(table->model()->index(row, 0).data().toString(), QStringLiteral("opt.lr = 0.001 (2)"));
        QCOMPARE(table->model()->index(row, 1).data().toString(), QStringLiteral("1.5"));
        choose(QStringLiteral("Group by"), QStringLiteral("Nothing"));
        QCOMPARE(table->model()->rowCount(), 9);
    }

    void aStudyThatRunsElsewhereIsFollowed() {
        makeWorkspace();
        const fs::path study = workspace_ / "squeeze-20231114-221320";
        ReviewPage page;
        open(page);
        const auto lock = store::StudyLock::try_lock(study);  // as another process would
        page.refresh();
        QTRY_COMPARE(tree(page)->model()->index(1, 1).data().toString(), QStringLiteral("Running"));
        select(page, {tree(page)->model()->index(1, 0)});
        auto journal = store::Journal::open(store::journal_path(study));
        QVERIFY(journal->append(store::to_json(store::event::Asked{3, make_trial(3, {}).params})));
        auto writer = store::EventFileWriter::create(store::trial_folder(study, 2));
        writer->add_scalar("new_metric", {700, 1.7e9, 0.5});
        QVERIFY(writer->flush());
        QTRY_COMPARE(tree(page)->model()->rowCount(tree(page)->model()->index(1, 0)), 4);
        auto* curves = page.findChild<CurvesView*>(QStringLiteral("reviewCurves"));
        QTRY_VERIFY(curves->metrics().contains(QStringLiteral("new_metric")));
        QVERIFY(tree(page)->selectionModel()->isSelected(tree(page)->model()->index(1, 0)));
    }

    void actionsNameTheirFiles() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        QSignalSpy experiment(&page, &ReviewPage::openExperimentRequested);
        QSignalSpy again(&page, &ReviewPage::runAgainRequested);
        QSignalSpy folder(&page, &ReviewPage::showInFolderRequested);
        select(page, {trial(page, 0, 1)});
        page.findChild<QToolButton*>(QStringLiteral("reviewOpenExperimentButton"))->click();
        page.findChild<QToolButton*>(QStringLiteral("reviewRunAgainButton"))->click();
        page.findChild<QAction*>(QStringLiteral("reviewShowInFolder"))->trigger();
        const QString study = QString::fromStdString((workspace_ / "fashion-lenet-20231114-221320").string());
        QCOMPARE(experiment.at(0).at(0).toString(), study + QStringLiteral("/trials/0001"));
        QCOMPARE(again.at(0).at(0).toString(), study + QStringLiteral("/trials/0001"));
        QCOMPARE(folder.at(0).at(0).toString(), study + QStringLiteral("/trials/0001"));
        select(page, {tree(page)->model()->index(0, 0)});
        page.findChild<QToolButton*>(QStringLiteral("reviewRunAgainButton"))->click();
        QCOMPARE(again.at(1).at(0).toString(), study);
        const auto record = store::read_study(study.toStdString());
        const auto* best = record->best();
        QVERIFY(best);
        page.findChild<QAction*>(QStringLiteral("reviewOpenBest"))->trigger();
        QCOMPARE(experiment.at(1).at(0).toString(),
                 QString::fromStdString(store::trial_folder(study.toStdString(), best->number).string()));
    }

    void whatCannotBeDoneSaysWhy() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        const auto* again = page.findChild<QAction*>(QStringLiteral("reviewRunAgain"));
        const auto* resume = page.findChild<QAction*>(QStringLiteral("reviewResume"));
        QVERIFY(again->isEnabled());
        const bool finished =
            store::read_study(workspace_ / "fashion-lenet-20231114-221320")->state == store::StudyState::finished;
        QCOMPARE(resume->isEnabled(), !finished);
        select(page, {trial(page, 0, 0), trial(page, 0, 1)});
        QVERIFY(!again->isEnabled());
        QVERIFY(again->toolTip().contains(QStringLiteral("one trial")));
        select(page, {trial(page, 0, 0)});
        page.setStartBlocked(QStringLiteral("not now"));
        QVERIFY(!again->isEnabled() && !resume->isEnabled());
        QVERIFY(again->toolTip().contains(QStringLiteral("not now")));
        page.setStartBlocked({});
        QVERIFY(again->isEnabled());
        tree(page)->clearSelection();
        QVERIFY(!again->isEnabled() && !resume->isEnabled());
    }

    void everyControlHasANameAndIsReachable() {
        makeWorkspace();
        ReviewPage page;
        open(page);
        for (auto* button : page.findChildren<QToolButton*>(QRegularExpression(QStringLiteral("^review.*Button$")))) {
            QVERIFY2(!button->accessibleName().isEmpty(), qPrintable(button->objectName()));
            QVERIFY(button->focusPolicy() & Qt::TabFocus);
        }
        for (const char* name :
             {"reviewTree", "reviewFilter", "reviewTabs", "reviewConfig", "reviewLog", "reviewFiles"})
            QVERIFY2(!page.findChild<QWidget*>(QString::fromLatin1(name))->accessibleName().isEmpty(), name);
    }

    void screenshots() {
        makeWorkspace();
        for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
            applyTheme(*qApp, choice);
            ReviewPage page;
            open(page);
            auto* curves = page.findChild<CurvesView*>(QStringLiteral("reviewCurves"));
            QTRY_COMPARE(curves->metrics().size(), 2);
            auto* tabs = page.findChild<QTabWidget*>(QStringLiteral("reviewTabs"));
            QTest::qWait(100);
            screenshot(page, QStringLiteral("review-curves-%1").arg(nameOf(choice)));
            select(page, {trial(page, 0, 0), trial(page, 0, 1), trial(page, 0, 3)});
            for (int tab = 1; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QTest::qWait(50);
                screenshot(page, QStringLiteral("review-tab%1-%2").arg(tab).arg(nameOf(choice)));
            }
        }
        applyTheme(*qApp, ThemeChoice::light);
    }
};

LATHE_WINDOW_TEST(TestReviewPage)
#include "test_review_page.moc"
