// SPDX-License-Identifier: GPL-3.0-or-later
// Studies of the past in the window: run again, opened as an experiment, gone on with.
#include <QApplication>
#include <QContextMenuEvent>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QMenu>
#include <QTabWidget>
#include <QTableView>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QTreeWidget>

#include "app/gui/session_controller.h"
#include "core/config/document.h"
#include "core/run/reproduction.h"
#include "core/store/study_lock.h"
#include "core/store/study_record.h"
#include "tests/test_program.h"
#include "widgets/common/banner.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/train_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;
using run::SessionState;

namespace {

QByteArray contentsOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString shownBanner(const WindowFixture& lathe) {
    const auto* banner = lathe.find<Banner>("windowBanner");
    return banner->isVisible() ? banner->text() : QString();
}

QString folderOfSession(WindowFixture& lathe) {
    return QString::fromStdString(lathe.window().controller()->session()->status().folder.string());
}

store::StudyRecord recordOf(const QString& folder) {
    return store::read_study(folder.toStdString()).value();
}

// Of its experiment, but for where that comes from.
config::Value valuesOf(const QString& study) {
    config::Value values = config::Document::load((study + QStringLiteral("/experiment.yaml")).toStdString())->root();
    values.erase("from");
    return values;
}

// A study in the workspace, run to its end; its folder.
QString runSearch(WindowFixture& lathe, int trials) {
    lathe.window().openFile(lathe.writeExperiment(trials));
    lathe.action("startSearchAction")->trigger();
    static_cast<void>(QTest::qWaitFor([&] { return lathe.state() == SessionState::finished; }));
    return folderOfSession(lathe);
}

// A study of three trials that was stopped in the first; its folder.
QString stopSearch(WindowFixture& lathe) {
    lathe.engine.hold = true;
    lathe.window().openFile(lathe.writeExperiment(3));
    lathe.action("startSearchAction")->trigger();
    static_cast<void>(QTest::qWaitFor([&] { return lathe.engine.started == 1; }));
    lathe.action("stopAction")->trigger();
    static_cast<void>(QTest::qWaitFor([&] { return lathe.state() == SessionState::stopped; }));
    lathe.engine.hold = false;
    return folderOfSession(lathe);
}

// Shows the only study of the workspace in Review, or one of its trials, as a click does.
QTreeView* choose(WindowFixture& lathe, std::optional<int> trial = {}) {
    lathe.window().showRoom(MainWindow::Review);
    auto* tree = lathe.find<QTreeView>("reviewTree");
    static_cast<void>(QTest::qWaitFor([&] {
        const QModelIndex study = tree->model()->index(0, 0);
        const int rows = tree->model()->rowCount(study);
        return study.isValid() && rows > trial.value_or(-1);
    }));
    const QModelIndex study = tree->model()->index(0, 0);
    tree->expand(study);
    tree->selectionModel()->setCurrentIndex(trial ? tree->model()->index(*trial, 0, study) : study,
                                            QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    tree->setFocus();
    return tree;
}

// To look at: build/<preset>/screenshots/past-<name>.png.
bool pictureOf(WindowFixture& lathe, const char* name) {
    for (int i = 0; i < 5; ++i) QApplication::processEvents();
    const QString folder = QStringLiteral(LATHE_BINARY_DIR "/screenshots");
    return QDir().mkpath(folder) &&
           lathe.window().grab().save(QStringLiteral("%1/past-%2.png").arg(folder, QLatin1String(name)));
}

// Opens the menu with the keyboard and chooses an entry with the keyboard.
void chooseFromMenu(QTreeView* tree, const char* name) {
    const auto* wanted = tree->window()->findChild<QAction*>(QLatin1String(name));
    QTRY_VERIFY2(wanted->isEnabled(), qPrintable(wanted->toolTip()));
    QTimer wait;
    wait.setInterval(5);
    QObject::connect(&wait, &QTimer::timeout, &wait, [&] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        if (!menu) return;
        wait.stop();
        for (QAction* action : menu->actions())
            if (action->objectName() == QLatin1String(name)) menu->setActiveAction(action);
        QTest::keyClick(menu, menu->activeAction() ? Qt::Key_Return : Qt::Key_Escape);
    });
    wait.start();
    const QPoint at = tree->visualRect(tree->currentIndex()).center();
    QContextMenuEvent event(QContextMenuEvent::Keyboard, at, tree->viewport()->mapToGlobal(at));
    QApplication::sendEvent(tree->viewport(), &event);
}

// Presses a button of the room with the keyboard.
void press(WindowFixture& lathe, const char* name) {
    auto* button = lathe.find<QToolButton>(name);
    QVERIFY2(button, name);
    QTRY_VERIFY2(button->isEnabled(), qPrintable(button->toolTip()));
    button->setFocus();
    QTest::keyClick(button, Qt::Key_Space);
}

}  // namespace

class TestPastStudies : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void aStudyRunsAgainAsItRan() {
        WindowFixture lathe;
        const QString first = runSearch(lathe, 2);
        // What is open and what the file says now have nothing to do with what ran.
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("7")));
        lathe.action("saveAction")->trigger();
        choose(lathe);
        press(lathe, "reviewRunAgainButton");
        QTRY_VERIFY(lathe.engine.started == 4);
        QTRY_COMPARE(lathe.state(), SessionState::finished);
        QCOMPARE(lathe.window().room(), MainWindow::Train);
        const QString second = folderOfSession(lathe);
        QVERIFY(first != second);
        QCOMPARE(QFileInfo(second).absolutePath(), QFileInfo(first).absolutePath());
        const auto a = recordOf(first), b = recordOf(second);
        QVERIFY(valuesOf(second) == valuesOf(first));
        // The one difference: the second knows where it comes from.
        QVERIFY(b.from);
        QCOMPARE(b.from->study, a.folder.filename().string());
        QCOMPARE(b.from->id, a.id);
        QVERIFY(!b.from->trial && !a.from);
        QCOMPARE(b.trials.size(), std::size_t(2));
        for (std::size_t i = 0; i < 2; ++i) {
            QVERIFY(a.trials[i].params == b.trials[i].params);
            QVERIFY(a.trials[i].metrics == b.trials[i].metrics);
        }
    }

    void aTrialRunsAgainByItself() {
        WindowFixture lathe;
        const QString first = runSearch(lathe, 2);
        chooseFromMenu(choose(lathe, 1), "reviewRunAgain");
        QTRY_VERIFY(lathe.engine.started == 3);
        QTRY_COMPARE(lathe.state(), SessionState::finished);
        const auto again = recordOf(folderOfSession(lathe));
        QCOMPARE(again.trials.size(), std::size_t(1));
        QVERIFY(!again.is_search);
        QVERIFY(again.trials.front().metrics == recordOf(first).trials[1].metrics);
        QCOMPARE(again.from->id, recordOf(first).id);
        QCOMPARE(again.from->trial, std::optional(1));
    }

    // A clone and a rerun know their parents, and the rooms show it; all of it by keyboard.
    void aFamilyIsSeenAndComparedInTheWindow() {
        WindowFixture lathe;
        const QString first = runSearch(lathe, 2);
        auto params = recordOf(first).trials[1].params;
        lathe.window().controller()->session()->add_trial(params, 1);
        QTRY_COMPARE(lathe.engine.started.load(), 3);
        QTRY_COMPARE(lathe.state(), SessionState::finished);
        const auto clone = recordOf(first).trials.at(2);
        QVERIFY(clone.from && clone.from->how == search::Origin::How::clone);
        QTreeView* list = choose(lathe, 2);
        chooseFromMenu(list, "reviewRunAgain");
        QTRY_COMPARE(lathe.engine.started.load(), 4);
        QTRY_COMPARE(lathe.state(), SessionState::finished);

        lathe.window().showRoom(MainWindow::Review);
        QTRY_COMPARE(list->model()->rowCount(), 2);
        list->setCurrentIndex(list->model()->index(0, 0));
        auto* tabs = lathe.find<QTabWidget>("reviewTabs");
        tabs->setCurrentWidget(lathe.find<QWidget>("reviewDescent"));
        auto* tree = lathe.find<QTreeWidget>("reviewDescentTree");
        QTRY_COMPARE(tree->topLevelItemCount(), 1);
        // The search, in it trial 1, from that the clone, and from the clone the run.
        const auto* item = tree->topLevelItem(0);
        QCOMPARE(item->text(0), QFileInfo(first).fileName());
        QCOMPARE(item->child(0)->text(0), QStringLiteral("Trial 1"));
        QCOMPARE(item->child(0)->child(0)->text(0), QStringLiteral("Trial 2"));
        QCOMPARE(item->child(0)->child(0)->text(1), QStringLiteral("clone"));
        QCOMPARE(item->child(0)->child(0)->child(0)->text(1), QStringLiteral("run again"));
        QVERIFY(pictureOf(lathe, "descent"));
        tree->setFocus();
        tree->setCurrentItem(item->child(0)->child(0));
        QTest::keyClick(tree, Qt::Key_Return);
        QTRY_VERIFY(list->currentIndex().parent().isValid() && list->currentIndex().row() == 2);

        // Two trials and the run of another study, side by side.
        QItemSelection selection;
        const QModelIndex study = list->model()->index(1, 0);
        for (const QModelIndex& row : {list->model()->index(0, 0, list->model()->index(0, 0)),
                                       list->model()->index(0, 0, study), list->model()->index(1, 0, study)})
            selection.select(row, row);
        list->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        lathe.window().activateWindow();
        list->setFocus();
        QTRY_VERIFY(lathe.action("reviewCompareTrials")->isEnabled());
        lathe.action("reviewCompareTrials")->trigger();
        const auto* table = lathe.find<QTableView>("reviewCompare");
        QTRY_VERIFY(table->isVisible());
        QCOMPARE(table->model()->columnCount(), 3);
        QVERIFY(pictureOf(lathe, "compare"));
    }

    void nothingStartsWhileAStudyRunsHere() {
        WindowFixture lathe;
        runSearch(lathe, 1);
        choose(lathe);
        QTRY_VERIFY(lathe.action("reviewRunAgain")->isEnabled());
        lathe.engine.hold = true;
        lathe.action("runOnceAction")->trigger();
        QVERIFY(!lathe.action("reviewRunAgain")->isEnabled());
        QVERIFY(lathe.action("reviewRunAgain")->toolTip().contains(QStringLiteral("running here")));
        QVERIFY(!lathe.action("resumeAction")->isEnabled());
        auto* session = lathe.window().controller()->session();
        lathe.window().controller()->resume(folderOfSession(lathe));
        QCOMPARE(lathe.window().controller()->session(), session);
        QVERIFY(shownBanner(lathe).contains(QStringLiteral("running")));
        lathe.engine.hold = false;
        QTRY_COMPARE(lathe.state(), SessionState::finished);
        choose(lathe);
        QTRY_VERIFY(lathe.action("reviewRunAgain")->isEnabled());
    }

    void aDamagedRecordIsSaid() {
        WindowFixture lathe;
        const QString folder = runSearch(lathe, 1);
        QFile file(folder + QStringLiteral("/experiment.yaml"));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("lathe: 1\nname: x\nconfig:\n  opt: {lr: -1}\n");
        file.close();
        choose(lathe);
        press(lathe, "reviewRunAgainButton");
        QTRY_VERIFY2(shownBanner(lathe).contains(QStringLiteral("opt.lr")), qPrintable(shownBanner(lathe)));
        QCOMPARE(lathe.engine.started.load(), 1);
        QCOMPARE(lathe.window().room(), MainWindow::Review);
    }

    void aStudyOpensAsAnUnsavedExperiment() {
        WindowFixture lathe;
        const QString folder = runSearch(lathe, 1);
        const QString record = folder + QStringLiteral("/experiment.yaml");
        const QByteArray before = contentsOf(record);
        choose(lathe);
        press(lathe, "reviewOpenExperimentButton");
        auto* page = lathe.window().configurePage();
        QTRY_COMPARE(lathe.window().room(), MainWindow::Configure);
        // What ran, and where it comes from.
        const QByteArray text = QByteArray::fromStdString(page->document().text());
        QVERIFY(text.startsWith(before) && text.contains("from:"));
        QCOMPARE(page->experiment(search::Purpose::search)->from->id, recordOf(folder).id);
        QVERIFY(before.contains("folder: ") && before.contains(lathe.folder().toUtf8()));
        QVERIFY(page->isModified());
        QVERIFY(page->file().isEmpty());
        QCOMPARE(page->title(), QFileInfo(folder).fileName() + QStringLiteral(".yaml"));
        QVERIFY(page->experiment(search::Purpose::search).has_value());

        lathe.action("saveAction")->trigger();
        auto* dialog = lathe.find<QFileDialog>("saveDialog");
        QVERIFY(dialog);
        const QString target = lathe.folder() + QStringLiteral("/again.yaml");
        Q_EMIT dialog->fileSelected(target);
        dialog->close();
        QVERIFY(!page->isModified());
        QCOMPARE(page->file(), target);
        QCOMPARE(contentsOf(target), text);
        QCOMPARE(contentsOf(record), before);
    }

    void theBestTrialOpensFromTheMenu() {
        WindowFixture lathe;
        const auto study = recordOf(runSearch(lathe, 3));
        QVERIFY(study.best());
        chooseFromMenu(choose(lathe), "reviewOpenBest");
        auto* page = lathe.window().configurePage();
        QTRY_COMPARE(lathe.window().room(), MainWindow::Configure);
        QVERIFY(page->isModified());
        QCOMPARE(page->title(),
                 QStringLiteral("tiny-trial-%1.yaml").arg(study.best()->number, 4, 10, QLatin1Char('0')));
        const auto experiment = page->experiment();
        QVERIFY(experiment.has_value());
        QVERIFY(experiment->purpose == search::Purpose::trial);
        QCOMPARE(experiment->config.number_or("opt.lr", 0), study.best()->params.get("opt.lr")->as_number());
        // Edits that are in no file are not lost without a question.
        lathe.window().openFile(lathe.folder() + QStringLiteral("/exp.yaml"));
        QVERIFY(lathe.find<QWidget>("unsavedDialog"));
    }

    void aTrialOpensWithTheKeyboard() {
        WindowFixture lathe;
        runSearch(lathe, 2);
        lathe.window().activateWindow();
        QTest::keyClick(choose(lathe, 1), Qt::Key_E, Qt::ControlModifier);
        QTRY_COMPARE(lathe.window().room(), MainWindow::Configure);
        QCOMPARE(lathe.window().configurePage()->title(), QStringLiteral("tiny-trial-0001.yaml"));
    }

    void aStudyOfAnotherDayIsResumed() {
        WindowFixture lathe;
        const QString folder = stopSearch(lathe);
        lathe.reopen();
        choose(lathe);
        press(lathe, "reviewResumeButton");
        QTRY_COMPARE(lathe.state(), SessionState::finished);
        QCOMPARE(lathe.window().room(), MainWindow::Train);
        QCOMPARE(folderOfSession(lathe), folder);
        QVERIFY(!lathe.window().controller()->space().empty());
        QTRY_COMPARE(lathe.find<QTableView>("trialTable")->model()->rowCount(), 3);
        QCOMPARE(recordOf(folder).finished(), 3);
        lathe.window().showRoom(MainWindow::Review);
        QTRY_VERIFY(lathe.action("reviewResume")->toolTip().contains(QStringLiteral("finished")));
        QVERIFY(!lathe.action("reviewResume")->isEnabled());
    }

    void trainResumesWhatWasStoppedThere() {
        WindowFixture lathe;
        QVERIFY(!lathe.action("resumeAction")->isEnabled());
        const QString folder = stopSearch(lathe);
        QTRY_VERIFY(lathe.action("resumeAction")->isEnabled());
        press(lathe, "resumeActionTopButton");
        QVERIFY(!lathe.action("startSearchAction")->isEnabled());
        QTRY_COMPARE(lathe.state(), SessionState::finished);
        QCOMPARE(folderOfSession(lathe), folder);
        QCOMPARE(recordOf(folder).finished(), 3);
        QTRY_VERIFY(!lathe.action("resumeAction")->isEnabled());
    }

    void aTrialIsReproduced() {
        WindowFixture lathe;
        const QString folder = runSearch(lathe, 2);
        choose(lathe);
        QVERIFY(!lathe.action("reviewReproduce")->isEnabled());
        choose(lathe, 1);
        const auto* table = lathe.find<QTableView>("reviewCompare");
        lathe.find<QTabWidget>("reviewTabs")->setCurrentWidget(table->parentWidget());
        const auto told = [&] {
            QString all;
            for (int row = 0; row < table->model()->rowCount(); ++row)
                all += table->model()->index(row, 0).data().toString() + QLatin1Char('\n');
            return all;
        };
        QVERIFY(!told().contains(QChar(0x2713)));
        lathe.engine.hold = true;
        press(lathe, "reviewReproduceButton");
        QTRY_COMPARE(lathe.engine.started.load(), 3);
        QVERIFY(lathe.find<QWidget>("reproduceBar")->isVisible());
        QVERIFY(!lathe.action("reviewReproduce")->isEnabled());
        QVERIFY(!lathe.action("startSearchAction")->isEnabled());
        QVERIFY(!lathe.window().start(search::Purpose::search));
        QVERIFY(shownBanner(lathe).contains(QStringLiteral("being reproduced")));
        QVERIFY(pictureOf(lathe, "reproducing"));
        lathe.engine.hold = false;
        QTRY_VERIFY(!lathe.find<QWidget>("reproduceBar")->isVisible());
        QTRY_VERIFY2(shownBanner(lathe).contains(QStringLiteral("trained again: equal")),
                     qPrintable(shownBanner(lathe)));
        QVERIFY(run::read_reproduction(store::trial_folder(folder.toStdString(), 1)).value().value().equal);
        QTRY_VERIFY2(told().contains(QChar(0x2713)), qPrintable(told()));
        QVERIFY(pictureOf(lathe, "reproduced"));
        QVERIFY(lathe.action("startSearchAction")->isEnabled());
    }

    void aReproductionIsCanceled() {
        WindowFixture lathe;
        const QString folder = runSearch(lathe, 1);
        choose(lathe, 0);
        lathe.engine.hold = true;
        press(lathe, "reviewReproduceButton");
        QTRY_COMPARE(lathe.engine.started.load(), 2);
        press(lathe, "reproduceCancelButton");
        QTRY_VERIFY(!lathe.find<QWidget>("reproduceBar")->isVisible());
        QVERIFY(!run::read_reproduction(store::trial_folder(folder.toStdString(), 0)).value().has_value());
        QVERIFY(lathe.action("reviewReproduce")->isEnabled());
        // The window does not wait for it to be closed.
        press(lathe, "reviewReproduceButton");
        QTRY_COMPARE(lathe.engine.started.load(), 3);
    }

    void aStudyThatAnotherProcessHoldsIsNotResumed() {
        WindowFixture lathe;
        const QString folder = stopSearch(lathe);
        lathe.reopen();
        const auto lock = store::StudyLock::try_lock(folder.toStdString());
        QVERIFY(lock.has_value());
        choose(lathe);
        QTRY_VERIFY2(lathe.action("reviewResume")->toolTip().contains(QStringLiteral("runs this study")),
                     qPrintable(lathe.action("reviewResume")->toolTip()));
        QVERIFY(!lathe.action("reviewResume")->isEnabled());
        // It may be taken while the menu is open.
        lathe.window().controller()->resume(folder);
        QTRY_VERIFY2(shownBanner(lathe).contains(QStringLiteral("being run by process")),
                     qPrintable(shownBanner(lathe)));
        QCOMPARE(lathe.window().controller()->session(), nullptr);
    }
};

LATHE_WINDOW_TEST(TestPastStudies)
#include "test_past_studies.moc"
