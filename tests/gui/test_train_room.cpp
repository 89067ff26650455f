// SPDX-License-Identifier: GPL-3.0-or-later
// What a person sees of a search that is stopped, goes on and ends: its curves, its reasons, its commands.
#include <QHeaderView>
#include <QLabel>
#include <QListView>
#include <QTableView>
#include <QTest>

#include "app/gui/session_controller.h"
#include "core/run/waiting_reasons.h"
#include "tests/test_program.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/common/elide.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/train_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

namespace {

const CurvesPlot* curvesOf(const WindowFixture& lathe) {
    return lathe.find<QWidget>("trainCurves")->findChild<CurvesPlot*>(QStringLiteral("curvesPlot"));
}

// The text of a column of the trial table, by the column's name.
QString cellOf(const WindowFixture& lathe, int row, const QString& column) {
    const auto* model = lathe.find<QTableView>("trialTable")->model();
    for (int i = 0; i < model->columnCount(); ++i)
        if (model->headerData(i, Qt::Horizontal).toString() == column) return model->index(row, i).data().toString();
    return {};
}

}  // namespace

class TestTrainRoom : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // It became 'Waiting' without a word, and its curve was gone.
    void aStoppedTrialKeepsItsCurveAndSaysWhyItWaits() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(2));
        lathe.engine.hold = true;
        lathe.engine.hold_after = 12;  // one value of val_loss
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(curvesOf(lathe)->lineCount(), 1);
        lathe.action("stopAction")->trigger();
        QTRY_COMPARE(lathe.state(), run::SessionState::stopped);
        QTRY_VERIFY2(cellOf(lathe, 0, QStringLiteral("Progress")).startsWith(QStringLiteral("was stopped at step")),
                     qPrintable(cellOf(lathe, 0, QStringLiteral("Progress"))));
        // The parallel coordinates tell what passes their brushes a moment later.
        QTRY_COMPARE(lathe.find<QLabel>("parallelCount")->text(), QStringLiteral("1 trial(s)"));
        QTest::qWait(100);
        QCOMPARE(curvesOf(lathe)->lineCount(), 1);
        const auto* legend = lathe.find<QWidget>("trainCurves")->findChild<QListView*>(QStringLiteral("curvesLegend"));
        QCOMPARE(legend->model()->rowCount(), 1);
        // The reason is read in whole: the row is as high as it takes.
        const auto* table = lathe.find<QTableView>("trialTable");
        QTRY_VERIFY(table->rowHeight(0) > table->verticalHeader()->defaultSectionSize());

        QVERIFY(lathe.action("resumeAction")->isEnabled());
        lathe.action("resumeAction")->trigger();
        QTRY_COMPARE(lathe.state(), run::SessionState::running);
        QTRY_COMPARE(curvesOf(lathe)->lineCount(), 1);  // as it was recorded before
        lathe.engine.hold = false;
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
        QTRY_COMPARE(curvesOf(lathe)->lineCount(), 2);
    }

    void stopAfterIsSeenAndCanBeTakenBack() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(3));
        lathe.engine.hold = true;
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(lathe.state(), run::SessionState::running);
        QAction* stopAfter = lathe.action("stopAfterAction");
        const auto stops = [&] { return lathe.window().trainPage()->status().stops_after_running; };
        QTRY_VERIFY(stopAfter->isEnabled());
        QVERIFY(!stopAfter->isChecked());
        stopAfter->trigger();
        QVERIFY(stopAfter->isChecked());  // at once, not when the session has answered
        QTRY_VERIFY(stops());
        QVERIFY(stopAfter->isChecked());
        QTRY_COMPARE(lathe.find<QLabel>("studyState")->text(), QStringLiteral("Stops after the running trials"));
        stopAfter->trigger();
        QTRY_VERIFY(!stops());
        QVERIFY(!stopAfter->isChecked());
        stopAfter->trigger();
        QTRY_VERIFY(stops());
        lathe.engine.hold = false;
        QTRY_COMPARE(lathe.state(), run::SessionState::stopped);
        QTRY_COMPARE(lathe.window().trainPage()->status().trials.size(), std::size_t{1});
        QTRY_VERIFY(!stopAfter->isChecked());
        auto* summary = lathe.find<ElideLabel>("studySummary");
        QTRY_VERIFY2(summary->fullText().startsWith(QStringLiteral("1 of 3 trial")), qPrintable(summary->fullText()));
        QVERIFY(summary->fullText().contains(QStringLiteral("stopped after the running trials; resume to go on")));
    }

    void parametersStandBeforeProgress() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(1));
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
        const auto* table = lathe.find<QTableView>("trialTable");
        QStringList shown;
        QTRY_VERIFY(table->model()->columnCount() > 6);
        for (int i = 0; i < table->model()->columnCount(); ++i)
            shown << table->model()->headerData(table->horizontalHeader()->logicalIndex(i), Qt::Horizontal).toString();
        QCOMPARE(shown.mid(0, 5), (QStringList{QStringLiteral("#"), QStringLiteral("State"), QStringLiteral("val_loss"),
                                               QStringLiteral("opt.lr"), QStringLiteral("Progress")}));
    }

    void theBestTrialIsOpenedAsAnExperiment() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(2));
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
        QAction* open = lathe.action("openTrialAction");
        QTRY_VERIFY(open->isEnabled());
        const auto& status = lathe.window().trainPage()->status();
        const double best =
            status.trials.at(static_cast<std::size_t>(*status.best_trial)).params.get("opt.lr")->as_number();
        open->trigger();
        QTRY_COMPARE(lathe.window().room(), MainWindow::Configure);
        const auto experiment = lathe.window().configurePage()->experiment();
        QVERIFY(experiment.has_value());
        QCOMPARE(experiment->config.number_or("opt.lr", 0), best);
    }
};

LATHE_WINDOW_TEST(TestTrainRoom)
#include "test_train_room.moc"
