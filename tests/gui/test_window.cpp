// SPDX-License-Identifier: GPL-3.0-or-later
// The window over a pretended engine: starting, stopping, failing, saving, closing.
#include <QAbstractItemModel>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QTableView>
#include <QToolButton>
#include <QTreeView>

#include "app/gui/session_controller.h"
#include "app/gui/settings.h"
#include "tests/test_program.h"
#include "widgets/charts/curves_view.h"
#include "widgets/common/banner.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/train_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;
using run::SessionState;

namespace {

// The value cell of a config key, found by what the tree shows.
QModelIndex valueCell(const QAbstractItemModel& model, const QString& key, const QModelIndex& parent = {}) {
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex first = model.index(row, 0, parent);
        if (first.data().toString() == key) return first.siblingAtColumn(1);
        if (const QModelIndex below = valueCell(model, key, first); below.isValid()) return below;
    }
    return {};
}

void edit(WindowFixture& lathe, const QString& key, const QString& text) {
    auto* tree = lathe.find<QTreeView>("configTree");
    const QModelIndex cell = valueCell(*tree->model(), key);
    QVERIFY(cell.isValid());
    QVERIFY(tree->model()->setData(cell, text, Qt::EditRole));
}

QByteArray contents(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString bannerText(const WindowFixture& lathe) {
    const auto* banner = lathe.find<Banner>("windowBanner");
    return banner->isVisible() ? banner->text() : QString();
}

}  // namespace

class TestWindow : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void emptyWindowOffersTheExample() {
        WindowFixture lathe;
        QVERIFY(lathe.find<QWidget>("startPage")->isVisible());
        QVERIFY(!lathe.action("startSearchAction")->isEnabled());
        lathe.find<QPushButton>("newFromExampleActionStartButton")->click();
        QVERIFY(lathe.window().configurePage()->isOpen());
        QVERIFY(!lathe.find<QWidget>("startPage")->isVisible());
        QCOMPARE(lathe.window().configurePage()->title(), QStringLiteral("fashion-lenet.yaml"));
        const QFileInfo copy(lathe.window().configurePage()->file());
        QVERIFY(copy.isWritable());
        QVERIFY(copy.absoluteFilePath().startsWith(lathe.workspace()));
        QVERIFY(lathe.action("startSearchAction")->isEnabled());
    }

    void searchRunsToItsEnd() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(3));
        lathe.find<QToolButton>("startSearchActionTopButton")->click();
        QCOMPARE(lathe.window().room(), MainWindow::Train);
        QTRY_COMPARE(lathe.state(), SessionState::finished);
        auto* table = lathe.find<QTableView>("trialTable");
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QTRY_VERIFY(lathe.find<CurvesView>("trainCurves")->metrics().contains(QStringLiteral("val_loss")));
        QTRY_VERIFY(lathe.action("startSearchAction")->isEnabled());
        QCOMPARE(lathe.window().trainPage()->status().trials.size(), std::size_t(3));
        lathe.action("copyTrialsAction")->trigger();
        QVERIFY(QApplication::clipboard()->text().contains(QStringLiteral("\"SUCCEEDED\"")));
        QVERIFY(lathe.find<QLabel>("trainingStatus")->text().contains(QStringLiteral("100%")));
    }

    void runOnceTakesTheConfigAsItIs() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(3));
        lathe.action("runOnceAction")->trigger();
        QTRY_COMPARE(lathe.state(), SessionState::finished);
        QCOMPARE(lathe.window().controller()->session()->status().trials.size(), std::size_t(1));
    }

    void pauseHoldsAndStopStops() {
        WindowFixture lathe;
        lathe.engine.hold = true;
        lathe.window().openFile(lathe.writeExperiment(5));
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(lathe.engine.started.load(), 1);
        QAction* pause = lathe.action("pauseAction");
        QTRY_VERIFY(pause->isEnabled());
        pause->trigger();
        QTRY_COMPARE(lathe.state(), SessionState::paused);
        QTRY_VERIFY(pause->text().contains(QStringLiteral("on")));
        pause->trigger();
        QTRY_COMPARE(lathe.state(), SessionState::running);
        lathe.action("stopAction")->trigger();
        QTRY_COMPARE(lathe.state(), SessionState::stopped);
        QTRY_VERIFY(!lathe.action("stopAction")->isEnabled());
        QTRY_VERIFY(lathe.action("startSearchAction")->isEnabled());
    }

    void failingTrialSaysWhyAndTheOthersGoOn() {
        WindowFixture lathe;
        lathe.engine.fail_trial = 1;
        lathe.window().openFile(lathe.writeExperiment(3));
        lathe.action("startSearchAction")->trigger();
        QTRY_VERIFY(bannerText(lathe).contains(QString::fromStdString(lathe.engine.failure)));
        QTRY_VERIFY(lathe.state() == SessionState::finished || lathe.state() == SessionState::failed);
        int succeeded = 0;
        for (const auto& trial : lathe.window().controller()->session()->status().trials)
            succeeded += trial.state == search::TrialState::succeeded ? 1 : 0;
        QCOMPARE(succeeded, 2);
        QTRY_VERIFY(lathe.action("rerunFailedAction")->isEnabled());
    }

    void secondStartIsRefusedWhileOneRuns() {
        WindowFixture lathe;
        lathe.engine.hold = true;
        lathe.window().openFile(lathe.writeExperiment(2));
        lathe.action("startSearchAction")->trigger();
        QVERIFY(!lathe.action("startSearchAction")->isEnabled());
        QVERIFY(!lathe.action("runOnceAction")->isEnabled());
        auto* first = lathe.window().controller()->session();
        QVERIFY(!lathe.window().start(search::Purpose::search));
        QCOMPARE(lathe.window().controller()->session(), first);
        QVERIFY(bannerText(lathe).contains(QStringLiteral("running")));
        lathe.engine.hold = false;
        QTRY_COMPARE(lathe.state(), SessionState::finished);
        QTRY_VERIFY(lathe.action("startSearchAction")->isEnabled());
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(lathe.state(), SessionState::finished);
    }

    void brokenExperimentSaysWhere() {
        WindowFixture lathe;
        QFile file(lathe.folder() + QStringLiteral("/broken.yaml"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("lathe: 1\nname: x\nconfig:\n  opt: {lr: -1}\n");
        file.close();
        lathe.window().openFile(file.fileName());
        lathe.action("runOnceAction")->trigger();
        QCOMPARE(lathe.window().controller()->session(), nullptr);
        QVERIFY2(bannerText(lathe).contains(QStringLiteral("opt.lr")), qPrintable(bannerText(lathe)));
        QVERIFY(lathe.find<QToolButton>("problemsButton")->text().contains(QLatin1Char('1')));
    }

    void saveKeepsComments() {
        WindowFixture lathe;
        const QString file = lathe.writeExperiment();
        const QByteArray before = contents(file);
        lathe.window().openFile(file);
        edit(lathe, QStringLiteral("batch_size"), QStringLiteral("128"));
        QVERIFY(lathe.window().windowTitle().contains(QLatin1Char('*')));
        QVERIFY(lathe.find<QLabel>("fileTitle")->text().endsWith(QLatin1Char('*')));
        lathe.action("saveAction")->trigger();
        QVERIFY(!lathe.window().windowTitle().contains(QLatin1Char('*')));
        QByteArray expected = before;
        expected.replace("batch_size: 32", "batch_size: 128");
        QCOMPARE(contents(file), expected);
    }

    void closingWithEditsAsks() {
        WindowFixture lathe;
        const QString file = lathe.writeExperiment();
        const QByteArray before = contents(file);
        lathe.window().openFile(file);
        edit(lathe, QStringLiteral("batch_size"), QStringLiteral("128"));
        lathe.window().close();
        QVERIFY(lathe.window().isVisible());
        lathe.find<QPushButton>("unsavedCancel")->click();
        QVERIFY(lathe.window().isVisible());
        QVERIFY(lathe.window().configurePage()->isModified());
        QTRY_VERIFY(!lathe.find<QMessageBox>("unsavedDialog"));

        lathe.window().close();
        lathe.find<QPushButton>("unsavedDiscard")->click();
        QTRY_VERIFY(!lathe.window().isVisible());
        QCOMPARE(contents(file), before);
    }

    void closingWithEditsCanSave() {
        WindowFixture lathe;
        const QString file = lathe.writeExperiment();
        lathe.window().openFile(file);
        edit(lathe, QStringLiteral("batch_size"), QStringLiteral("128"));
        lathe.window().close();
        lathe.find<QPushButton>("unsavedSave")->click();
        QTRY_VERIFY(!lathe.window().isVisible());
        QVERIFY(contents(file).contains("batch_size: 128"));
    }

    void closingWhileTrainingAsks() {
        WindowFixture lathe;
        lathe.engine.hold = true;
        lathe.window().openFile(lathe.writeExperiment(2));
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(lathe.engine.started.load(), 1);
        lathe.window().close();
        QVERIFY(lathe.window().isVisible());
        QVERIFY(!lathe.find<QPushButton>("closeGoOn")->isEnabled());
        lathe.find<QPushButton>("closeCancel")->click();
        QVERIFY(lathe.window().isVisible());
        QTRY_VERIFY(!lathe.find<QMessageBox>("closeWhileTrainingDialog"));
        lathe.window().close();
        lathe.find<QPushButton>("closeStop")->click();
        QTRY_VERIFY(!lathe.window().isVisible());
        QCOMPARE(lathe.state(), SessionState::stopped);
    }

    void lastSessionComesBack() {
        WindowFixture lathe;
        const QString file = lathe.writeExperiment();
        lathe.window().openFile(file);
        lathe.window().showRoom(MainWindow::Review);
        lathe.reopen();
        lathe.window().restoreSession(MainWindow::Reopen::lastFile);
        QCOMPARE(lathe.window().configurePage()->file(), file);
        QCOMPARE(lathe.window().room(), MainWindow::Review);
        QCOMPARE(recentFiles(*openSettings()), QStringList{file});
    }

    void damagedSettingsDoNotKeepItFromStarting() {
        WindowFixture lathe;
        const QString ini = openSettings()->fileName();
        for (const QByteArray& rubbish :
             {QByteArray("\0\xff\xfe[[[=\n%&", 11), QByteArray("geometry=@ByteArray(\\x1)\nroom=99\n"),
              QByteArray(4096, '\xee')}) {
            lathe.window().close();
            QFile file(ini);
            QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
            file.write(rubbish);
            file.close();
            lathe.reopen();
            lathe.window().restoreSession(MainWindow::Reopen::lastFile);
            QVERIFY(lathe.window().isVisible());
            openSettings()->setValue(QStringLiteral("probe"), 7);
            QCOMPARE(openSettings()->value(QStringLiteral("probe")).toInt(), 7);
        }
    }

    void unusableDeviceIsGreyedWithItsReason() {
        WindowFixture lathe;
        auto* combo = lathe.find<QComboBox>("deviceCombo");
        QTRY_COMPARE(combo->count(), 3);
        QVERIFY(combo->model()->flags(combo->model()->index(1, 0)) & Qt::ItemIsEnabled);
        QVERIFY(!(combo->model()->flags(combo->model()->index(2, 0)) & Qt::ItemIsEnabled));
        QCOMPARE(combo->itemData(2, Qt::ToolTipRole).toString(),
                 QStringLiteral("this LibTorch is built without CUDA; install one with it to train here"));
    }

    void chosenDeviceReachesTheTrials() {
        search::Experiment experiment;
        experiment.config = config::Dict{{"hw", config::Dict{{"device", "auto"}}}};
        chooseDevice(experiment, QStringLiteral("cuda:2"));
        QCOMPARE(experiment.config.string_or("hw.device", ""), std::string("cuda:2"));
        QCOMPARE(experiment.search.devices.indices, std::vector<int>{2});
        QCOMPARE(experiment.search.devices.per_trial, 1.0);
        chooseDevice(experiment, QStringLiteral("cpu"));
        QCOMPARE(experiment.config.string_or("hw.device", ""), std::string("cpu"));
        QCOMPARE(experiment.search.devices.per_trial, 0.0);
        chooseDevice(experiment, QString());
        QCOMPARE(experiment.config.string_or("hw.device", ""), std::string("cpu"));
    }

    void headlessCommandSavesAndNamesTheFile() {
        WindowFixture lathe;
        const QString file = lathe.writeExperiment(2, QStringLiteral("it's mine.yaml"));
        lathe.window().openFile(file);
        edit(lathe, QStringLiteral("batch_size"), QStringLiteral("128"));
        lathe.action("copyCommandAction")->trigger();
        QVERIFY(!lathe.window().configurePage()->isModified());
        QVERIFY(contents(file).contains("batch_size: 128"));
        // A shell splits it back into what was meant.
        QProcess shell;
        shell.start(QStringLiteral("sh"),
                    {QStringLiteral("-c"),
                     QStringLiteral("lathectl() { printf '%s\\n' \"$@\"; }; ") + QApplication::clipboard()->text()});
        QVERIFY(shell.waitForFinished());
        QCOMPARE(
            QString::fromUtf8(shell.readAllStandardOutput()).split(QLatin1Char('\n')),
            QStringList({QStringLiteral("tune"), file, QStringLiteral("--workspace"), lathe.workspace(), QString()}));
    }
};

LATHE_WINDOW_TEST(TestWindow)
#include "test_window.moc"
