// SPDX-License-Identifier: GPL-3.0-or-later
// Looking for a learning rate and a batch size in the window, over pretended finders.
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QToolButton>
#include <QUndoStack>

#include "app/gui/finder_dialog.h"
#include "app/gui/session_controller.h"
#include "core/search/experiment.h"
#include "tests/test_program.h"
#include "widgets/charts/chart_canvas.h"
#include "widgets/common/banner.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"
#include "widgets/space/number_edit.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

namespace {

FinderDialog* open(WindowFixture& lathe, const char* action, const char* dialog) {
    lathe.action(action)->trigger();
    return lathe.find<FinderDialog>(dialog);
}

FinderDialog* openLearningRate(WindowFixture& lathe) {
    return open(lathe, "findLearningRateAction", "findLrDialog");
}

FinderDialog* openBatchSize(WindowFixture& lathe) {
    return open(lathe, "findBatchSizeAction", "findBatchDialog");
}

void click(WindowFixture& lathe, const char* button) {
    lathe.find<QPushButton>(button)->click();
}

QString message(const WindowFixture& lathe, const char* label = "findLrMessage") {
    return lathe.find<QLabel>(label)->text();
}

double lr(const WindowFixture& lathe) {
    return const_cast<WindowFixture&>(lathe).window().configurePage()->experiment()->config.number_or("opt.lr", 0);
}

// Pictures for a person to look at, where LATHE_SCREENSHOTS names a folder.
void picture(QWidget* dialog, const QString& name) {
    const QString folder = qEnvironmentVariable("LATHE_SCREENSHOTS");
    if (folder.isEmpty()) return;
    for (const ThemeChoice theme : {ThemeChoice::dark, ThemeChoice::light}) {
        applyTheme(*qApp, theme);
        dialog->grab().save(QDir(folder).filePath(name + QLatin1Char('-') + nameOf(theme) + QStringLiteral(".png")));
    }
}

}  // namespace

class TestFinders : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void actionsNeedAnExperiment() {
        WindowFixture lathe;
        QVERIFY(!lathe.action("findLearningRateAction")->isEnabled());
        lathe.window().openFile(lathe.writeExperiment());
        QVERIFY(lathe.action("findLearningRateAction")->isEnabled());
        QVERIFY(lathe.action("findBatchSizeAction")->isEnabled());
    }

    void actionsStandBesideTheirOptions() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        auto* rate = lathe.find<QToolButton>("findLearningRateActionKeyButton");
        auto* batch = lathe.find<QToolButton>("findBatchSizeActionKeyButton");
        lathe.window().configurePage()->showKey(QStringLiteral("opt.lr"));
        QVERIFY(rate->isVisible() && !batch->isVisible());
        lathe.window().configurePage()->showKey(QStringLiteral("train.batch_size"));
        QVERIFY(!rate->isVisible() && batch->isVisible());
        picture(&lathe.window(), QStringLiteral("option"));
        batch->click();
        QVERIFY(lathe.find<FinderDialog>("findBatchDialog")->isVisible());
    }

    void aLearningRateIsFoundAndApplied() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        FinderDialog* dialog = openLearningRate(lathe);
        QVERIFY(dialog->isVisible() && !dialog->isModal());
        picture(dialog, QStringLiteral("rate-empty"));
        auto* apply = lathe.find<QPushButton>("findLrApply");
        QVERIFY(!apply->isEnabled());
        click(lathe, "findLrFind");
        QVERIFY(dialog->isBusy());
        QTRY_VERIFY(!dialog->isBusy());
        QVERIFY2(message(lathe).contains(QStringLiteral("opt.lr")), qPrintable(message(lathe)));
        const auto& picture_ = lathe.find<ChartCanvas>("findLrChart")->picture();
        QVERIFY(picture_.x.scale.log);
        QVERIFY(picture_.paths.front().points.size() > 90);
        QCOMPARE(picture_.points.back().mark, ChartMark::diamond);
        picture(dialog, QStringLiteral("rate"));
        QVERIFY(apply->isEnabled());
        QCOMPARE(lr(lathe), 1e-2);  // nothing is written before Apply
        apply->click();
        const double applied = lr(lathe);
        QVERIFY(applied > 1e-5 && applied < 1e-3);
        const std::string text = lathe.window().configurePage()->document().text();
        QVERIFY(text.find("# and this one") != std::string::npos);
        QCOMPARE(lathe.window().configurePage()->undoStack()->count(), 1);
        lathe.window().configurePage()->undoStack()->undo();
        QCOMPARE(lr(lathe), 1e-2);
    }

    void aBatchSizeIsFoundAndApplied() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        FinderDialog* dialog = openBatchSize(lathe);
        lathe.find<QComboBox>("findBatchMode")->setCurrentIndex(1);
        click(lathe, "findBatchFind");
        QTRY_VERIFY(!dialog->isBusy());
        auto* table = lathe.find<QTableWidget>("findBatchTable");
        QCOMPARE(table->rowCount(), 10);
        QCOMPARE(table->item(0, 0)->text(), QStringLiteral("2"));
        QVERIFY(table->item(9, 1)->text() != table->item(8, 1)->text());
        QCOMPARE(table->currentRow(), 8);
        picture(dialog, QStringLiteral("batch"));
        click(lathe, "findBatchApply");
        QCOMPARE(lathe.window().configurePage()->experiment()->config.int_or("train.batch_size", 0), 512);
    }

    void theOptionsAreFollowed() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        FinderDialog* dialog = openLearningRate(lathe);
        lathe.find<NumberEdit>("findLrFirst")->setText(QStringLiteral("0.001"));
        lathe.find<NumberEdit>("findLrSteps")->setText(QStringLiteral("7"));
        lathe.find<QComboBox>("findLrSpacing")->setCurrentIndex(1);
        click(lathe, "findLrFind");
        QTRY_VERIFY(!dialog->isBusy());
        const auto& shown = lathe.find<ChartCanvas>("findLrChart")->picture();
        QVERIFY(!shown.x.scale.log);
        QCOMPARE(shown.paths.front().points.size(), std::size_t(7));
        QCOMPARE(shown.paths.front().points.front().x(), 1e-3);
    }

    void whatCannotBeFollowedIsSaid_data() {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QString>("text");
        QTest::newRow("no number") << QByteArray("findLrSteps") << QStringLiteral("many");
        QTest::newRow("nothing") << QByteArray("findLrFirst") << QString();
        QTest::newRow("out of range") << QByteArray("findLrFirst") << QStringLiteral("-1");
        QTest::newRow("first above last") << QByteArray("findLrFirst") << QStringLiteral("10");
        QTest::newRow("one step") << QByteArray("findLrSteps") << QStringLiteral("1");
    }
    void whatCannotBeFollowedIsSaid() {
        QFETCH(QByteArray, field);
        QFETCH(QString, text);
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        FinderDialog* dialog = openLearningRate(lathe);
        lathe.find<NumberEdit>(field.constData())->setText(text);
        click(lathe, "findLrFind");
        QVERIFY(!dialog->isBusy());
        QVERIFY(!message(lathe).isEmpty());
        QVERIFY(lathe.find<QLabel>("findLrMessage")->property("bad").toBool());
    }

    void aStopEndsIt() {
        WindowFixture lathe;
        lathe.engine.hold_find = true;
        lathe.window().openFile(lathe.writeExperiment());
        FinderDialog* dialog = openLearningRate(lathe);
        click(lathe, "findLrFind");
        QTRY_COMPARE(lathe.find<ChartCanvas>("findLrChart")->picture().points.size(), std::size_t(3));
        picture(dialog, QStringLiteral("rate-running"));
        click(lathe, "findLrFind");  // now: Stop
        QTRY_VERIFY(!dialog->isBusy());
        QVERIFY(!lathe.find<QPushButton>("findLrApply")->isEnabled());
        lathe.engine.hold_find = false;
        click(lathe, "findLrFind");
        QTRY_VERIFY(lathe.find<QPushButton>("findLrApply")->isEnabled());
    }

    void closingEndsItToo() {
        WindowFixture lathe;
        lathe.engine.hold_find = true;
        lathe.window().openFile(lathe.writeExperiment());
        FinderDialog* dialog = openBatchSize(lathe);
        click(lathe, "findBatchFind");
        QTRY_COMPARE(lathe.engine.finders_running.load(), 1);
        QTest::keyClick(dialog, Qt::Key_Escape);
        QVERIFY(!dialog->isVisible());
        QTRY_VERIFY(!dialog->isBusy());
        QCOMPARE(lathe.engine.finders_running.load(), 0);
        QVERIFY(lathe.action("runOnceAction")->isEnabled());
    }

    void theWindowClosesWhileOneRuns() {
        WindowFixture lathe;
        lathe.engine.hold_find = true;
        lathe.window().openFile(lathe.writeExperiment());
        openLearningRate(lathe);
        click(lathe, "findLrFind");
        QTRY_COMPARE(lathe.engine.finders_running.load(), 1);
        lathe.reopen();
        QCOMPARE(lathe.engine.finders_running.load(), 0);
    }

    void noSuggestionIsASentence() {
        WindowFixture lathe;
        lathe.engine.find_nothing = true;
        lathe.window().openFile(lathe.writeExperiment());
        FinderDialog* dialog = openLearningRate(lathe);
        click(lathe, "findLrFind");
        QTRY_VERIFY(!dialog->isBusy());
        QVERIFY2(message(lathe).contains(QStringLiteral("only 4 steps were made")), qPrintable(message(lathe)));
        picture(dialog, QStringLiteral("rate-nothing"));
        QVERIFY(!lathe.find<QPushButton>("findLrApply")->isEnabled());
    }

    void aFailureIsASentence() {
        WindowFixture lathe;
        lathe.engine.find_fails = true;
        lathe.window().openFile(lathe.writeExperiment());
        FinderDialog* dialog = openLearningRate(lathe);
        click(lathe, "findLrFind");
        QTRY_VERIFY(!dialog->isBusy());
        QVERIFY(message(lathe).contains(QStringLiteral("does not fit; choose another network")));
    }

    void aBadExperimentIsSaid() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("-4")));
        FinderDialog* dialog = openLearningRate(lathe);
        click(lathe, "findLrFind");
        QVERIFY(!dialog->isBusy());
        QVERIFY2(message(lathe).contains(QStringLiteral("train.batch_size")), qPrintable(message(lathe)));
    }

    void aStudyAndAFinderTakeTurns() {
        WindowFixture lathe;
        lathe.engine.hold_find = true;
        lathe.window().openFile(lathe.writeExperiment(1));
        FinderDialog* rate = openLearningRate(lathe);
        openBatchSize(lathe);
        click(lathe, "findLrFind");
        QVERIFY(!lathe.find<QPushButton>("findBatchFind")->isEnabled());
        QVERIFY(!lathe.action("runOnceAction")->isEnabled());
        QVERIFY(!lathe.window().start(search::Purpose::trial));
        lathe.engine.hold_find = false;
        QTRY_VERIFY(!rate->isBusy());
        QVERIFY(lathe.find<QPushButton>("findBatchFind")->isEnabled());
        lathe.engine.hold = true;
        QVERIFY(lathe.window().start(search::Purpose::trial));
        QVERIFY(!lathe.find<QPushButton>("findBatchFind")->isEnabled());
        QVERIFY(!message(lathe, "findBatchMessage").isEmpty());
        lathe.engine.hold = false;
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
        QTRY_VERIFY(lathe.find<QPushButton>("findBatchFind")->isEnabled());
        QVERIFY(message(lathe, "findBatchMessage").isEmpty());
    }

    void anotherExperimentForgetsTheAnswer() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        FinderDialog* dialog = openLearningRate(lathe);
        click(lathe, "findLrFind");
        QTRY_VERIFY(lathe.find<QPushButton>("findLrApply")->isEnabled());
        lathe.window().openFile(lathe.writeExperiment(1, QStringLiteral("other.yaml")));
        QVERIFY(!dialog->isVisible());
        QVERIFY(!lathe.find<QPushButton>("findLrApply")->isEnabled());
        QVERIFY(lathe.find<ChartCanvas>("findLrChart")->picture().points.empty());
    }
};

LATHE_WINDOW_TEST(TestFinders)
#include "test_finders.moc"
