// SPDX-License-Identifier: GPL-3.0-or-later
// The window over the runs of another machine: started, followed, stopped, gone on with, opened and exported as those
// of this one. A program in the place of ssh is that machine.
#include <QAbstractItemModel>
#include <QAction>
#include <QDialog>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTreeView>

#include "app/gui/host_runs.h"
#include "app/gui/transfer_bar.h"
#include "app/services.h"
#include "core/queue/queue.h"
#include "core/store/event_file.h"
#include "core/store/workspace.h"
#include "host_fixture.h"
#include "tests/test_program.h"
#include "widgets/charts/curves_view.h"
#include "widgets/common/banner.h"
#include "widgets/common/elide.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/log_panel.h"
#include "widgets/queue/queue_model.h"
#include "widgets/queue/train_page.h"
#include "widgets/runs/review_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::HostFixture;
using lathe::test::WindowFixture;

namespace {

constexpr int patience = 120'000;  // ms, for a machine that is busy

// The state of the study that the Train room shows.
run::SessionState shownState(WindowFixture& lathe) {
    return lathe.window().trainPage()->status().state;
}

QString shownFolder(WindowFixture& lathe) {
    return QString::fromStdString(lathe.window().trainPage()->status().folder.string());
}

QStringList rowsOfQueue(const WindowFixture& lathe) {
    const auto* model = lathe.find<QTreeView>("queueTable")->model();
    QStringList texts;
    for (int row = 0; row < model->rowCount(); ++row)
        texts << model->index(row, QueueModel::Name).data().toString() + QLatin1Char(' ') +
                     model->index(row, QueueModel::State).data().toString();
    return texts;
}

}  // namespace

class TestHostRuns : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        host_ = std::make_unique<HostFixture>();
        lathe_ = std::make_unique<WindowFixture>(Services::catalog());
        qputenv("LATHE_QUEUE", host_->at("queue").toUtf8());  // the host's
        host_->write("exp.yaml", R"(lathe: 1
name: there
config:
  train: {epochs: 3}
  network: {name: lenet}
  data: {name: fashion_mnist}
  opt: {name: Adam, lr: 0.1}
space:
  opt.lr: {_type: uniform, _value: [0.01, 0.9]}
search:
  objective: {metric: val_loss, mode: minimize}
  tuner: {name: Random, args: {seed: 7}}
  max_trials: 3
)");
    }
    void cleanup() {
        lathe_.reset();
        host_.reset();
    }

    void aStudyThereIsFollowedStoppedAndGoneOnWith() {
        qputenv("LATHE_FAKE_HOLD", "0001:" + host_->at("held").toUtf8());
        begin();
        QCOMPARE(lathe_->window().room(), MainWindow::Train);
        // It is shown as soon as it runs there, with its curves, trials and log.
        QTRY_COMPARE_WITH_TIMEOUT(shownState(*lathe_), run::SessionState::running, patience);
        QVERIFY(shownFolder(*lathe_).startsWith(host_->at("cache")));
        auto* curves = lathe_->find<CurvesView>("trainCurves");
        QTRY_VERIFY_WITH_TIMEOUT(curves->metrics().contains(QStringLiteral("val_loss")), patience);
        QTRY_VERIFY_WITH_TIMEOUT(lathe_->find<QTableView>("trialTable")->model()->rowCount() >= 2, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!lathe_->find<LogPanel>("logPanel")->text().isEmpty(), patience);
        // Its queue is in the panel, and its devices are in the list.
        QTRY_COMPARE_WITH_TIMEOUT(rowsOfQueue(*lathe_), QStringList{QStringLiteral("there Running")}, patience);
        QCOMPARE(lathe_->find<QTreeView>("queueTable")->accessibleName(), QStringLiteral("Queue of host"));
        QTRY_VERIFY_WITH_TIMEOUT(lathe_->find<QTreeView>("deviceList")->model()->rowCount() >= 1, patience);

        QVERIFY(lathe_->action("stopAction")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(host_->at("held")), patience);
        lathe_->action("stopAction")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(shownState(*lathe_), run::SessionState::stopped, patience);
        QVERIFY(!lathe_->action("stopAction")->isEnabled());

        qunsetenv("LATHE_FAKE_HOLD");
        QTRY_VERIFY_WITH_TIMEOUT(lathe_->action("resumeAction")->isEnabled(), patience);
        lathe_->action("resumeAction")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(shownState(*lathe_), run::SessionState::finished, patience);
        QCOMPARE(lathe_->window().trainPage()->status().trials.size(), std::size_t(3));
        const auto there = store::Workspace(host_->at("home/runs").toStdString()).list();
        QVERIFY(there && there->size() == 1 && there->front().state == store::StudyState::finished);
    }

    // In a window that has not seen it run.
    void aTrialThatWaitsToGoOnShowsItsCurves() {
        qputenv("LATHE_FAKE_HOLD", "0001:" + host_->at("held").toUtf8());
        begin();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(host_->at("held")), patience);
        QTRY_COMPARE_WITH_TIMEOUT(shownState(*lathe_), run::SessionState::running, patience);
        QTRY_VERIFY_WITH_TIMEOUT(lathe_->action("stopAction")->isEnabled(), patience);
        lathe_->action("stopAction")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(shownState(*lathe_), run::SessionState::stopped, patience);
        const QString study = shownFolder(*lathe_);
        lathe_.reset();
        QVERIFY(QDir(host_->at("cache")).removeRecursively());
        lathe_ = std::make_unique<WindowFixture>(Services::catalog());
        qputenv("LATHE_QUEUE", host_->at("queue").toUtf8());
        open();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(study + QStringLiteral("/study.jsonl")), patience);
        lathe_->window().trainPage()->showStudy(study, TrainPage::MayStop::yes);
        const auto points = [&study] {
            return store::EventFolderReader((study + QStringLiteral("/trials/0001")).toStdString())
                .poll()["val_loss"]
                .size();
        };
        QTRY_COMPARE_WITH_TIMEOUT(points(), std::size_t(2), patience);
    }

    void aTrialThereBecomesAnExperimentHereAndAFile() {
        begin();
        QTRY_COMPARE_WITH_TIMEOUT(shownState(*lathe_), run::SessionState::finished, patience);
        auto* review = lathe_->window().findChild<ReviewPage*>();
        review->showStudy(shownFolder(*lathe_));
        lathe_->window().showRoom(MainWindow::Review);
        QTRY_VERIFY_WITH_TIMEOUT(lathe_->action("reviewOpenBest")->isEnabled(), patience);
        auto* curves = review->findChild<CurvesView*>(QStringLiteral("reviewCurves"));
        QTRY_VERIFY_WITH_TIMEOUT(curves->metrics().contains(QStringLiteral("val_loss")), patience);
        for (const char* name : {"reviewReproduce", "reviewTest", "reviewExportModel", "reviewTags"})
            QVERIFY2(!lathe_->action(name)->isEnabled(), name);

        // What is written from the copy says what the copy has not.
        lathe_->action("reviewExportRecords")->trigger();
        auto* records = lathe_->find<QDialog>("studyOutputDialog");
        QVERIFY(records && records->findChild<QLabel*>(QStringLiteral("outputLacks"))->isVisible());
        records->close();
        curves->findChild<QAction*>(QStringLiteral("curvesExport"))->trigger();
        auto* chart = curves->findChild<QFileDialog*>(QStringLiteral("chartExportDialog"));
        QVERIFY(chart && !chart->nameFilters().last().contains(QStringLiteral("every point")));
        chart->close();

        QVERIFY(lathe_->action("reviewExport")->isEnabled());
        lathe_->action("reviewExport")->trigger();
        auto* dialog = lathe_->find<QFileDialog>("hostExportDialog");
        QVERIFY(dialog);
        dialog->selectNameFilter(dialog->nameFilters().at(1));  // the table
        Q_EMIT dialog->fileSelected(host_->at("trials.csv"));
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(host_->at("trials.csv")), patience);
        QFile table(host_->at("trials.csv"));
        QVERIFY(table.open(QIODevice::ReadOnly));
        QCOMPARE(table.readAll().trimmed().split('\n').size(), 4);

        // Once more, in its queue.
        QVERIFY(lathe_->action("reviewRunAgain")->isEnabled());
        lathe_->action("reviewRunAgain")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(rowsOfQueue(*lathe_).size(), 2, patience);
        const auto second = [&] { return queue::Queue(host_->at("queue").toStdString()).find(2).value(); };
        QTRY_VERIFY_WITH_TIMEOUT(second().is_over(), patience);

        lathe_->action("reviewOpenBest")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(lathe_->window().room(), MainWindow::Configure, patience);
        QVERIFY(lathe_->window().configurePage()->isOpen());
        QVERIFY(lathe_->window().configurePage()->file().isEmpty());  // it is not saved yet
    }

    void itsQueueIsChangedFromThePanel() {
        qputenv("LATHE_FAKE_HOLD", "0000:" + host_->at("held").toUtf8());
        begin();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(host_->at("held")), patience);
        auto* bar = lathe_->window().findChild<TransferBar*>();
        for (int i = 2; i <= 3; ++i) {
            lathe_->action("enqueueAction")->trigger();
            QTRY_VERIFY_WITH_TIMEOUT(!bar->isBusy(), patience);
            QTRY_COMPARE_WITH_TIMEOUT(rowsOfQueue(*lathe_).size(), i, patience);
        }
        const auto state = [&](int item) { return queue::Queue(host_->at("queue").toStdString()).find(item)->state; };
        auto* table = lathe_->find<QTreeView>("queueTable");
        table->setCurrentIndex(table->model()->index(2, 0));
        lathe_->action("queueUpAction")->trigger();
        const auto order = [&] {
            std::vector<int> numbers;
            const auto items = queue::Queue(host_->at("queue").toStdString()).list().value();
            for (const auto& item : items) numbers.push_back(item.number);
            return numbers;
        };
        QTRY_COMPARE_WITH_TIMEOUT(order(), (std::vector<int>{1, 3, 2}), patience);
        table->setCurrentIndex(table->model()->index(1, 0));
        QTRY_VERIFY_WITH_TIMEOUT(lathe_->action("queueHoldAction")->isEnabled(), patience);
        lathe_->action("queueHoldAction")->trigger();
        const auto held = [&] { return state(2) == queue::ItemState::held || state(3) == queue::ItemState::held; };
        QTRY_VERIFY_WITH_TIMEOUT(held(), patience);
        qunsetenv("LATHE_FAKE_HOLD");
        lathe_->action("queueStopAction")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(state(1) != queue::ItemState::running, patience);
    }

    void closingAsksWhetherToCancelWhatIsSent() {
        host_->hold("\"piece\"", "sending");
        open();
        lathe_->action("startSearchAction")->trigger();
        auto* bar = lathe_->window().findChild<TransferBar*>();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(host_->at("sending")), patience);
        QVERIFY(bar->isVisible());
        QVERIFY(lathe_->find<ElideLabel>("transferText")->fullText().contains(QStringLiteral("there")));
        lathe_->window().close();
        auto* question = lathe_->find<QMessageBox>("closeWhileSendingDialog");
        QVERIFY(question && lathe_->window().isVisible());
        question->findChild<QPushButton*>(QStringLiteral("closeStay"))->click();
        QVERIFY(lathe_->window().isVisible() && bar->isBusy());
        lathe_->window().close();
        QTRY_VERIFY(lathe_->find<QMessageBox>("closeWhileSendingDialog"));
        lathe_->find<QMessageBox>("closeWhileSendingDialog")
            ->findChild<QPushButton*>(QStringLiteral("closeCancelSending"))
            ->click();
        QTRY_VERIFY(!lathe_->window().isVisible());
    }

    void thisMachinesRunsAreBackAfterwards() {
        open();
        QTRY_COMPARE_WITH_TIMEOUT(lathe_->find<QTreeView>("queueTable")->accessibleName(),
                                  QStringLiteral("Queue of host"), patience);
        lathe_->window().setWorkspace(lathe_->workspace());
        QCOMPARE(lathe_->find<QTreeView>("queueTable")->accessibleName(), QStringLiteral("Queue"));
        QTRY_COMPARE_WITH_TIMEOUT(lathe_->find<QTreeView>("deviceList")->model()->rowCount(), 2, patience);
    }

    void aHostThatLetsNobodyInMayBeTriedAgain() {
        qputenv("LATHE_SSH", "/bin/false");
        lathe_->window().setWorkspace(QStringLiteral("ssh://host/~/runs"));
        const auto* banner = lathe_->find<Banner>("windowBanner");
        const auto* host = lathe_->window().findChild<HostRuns*>();
        QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(QStringLiteral("ssh://host/~/runs cannot be shown")),
                                 patience);
        // What was open is there as before.
        QVERIFY(!host->isOpen());
        QCOMPARE(lathe_->find<ElideLabel>("workspaceLabel")->fullText(),
                 QStringLiteral("Runs in %1").arg(lathe_->workspace()));
        QCOMPARE(lathe_->window().findChild<ReviewPage*>()->workspace(), lathe_->workspace());
        qputenv("LATHE_SSH", LATHE_SOURCE_DIR "/tests/headless/cutting_ssh.py");
        lathe_->action("hostTryAgain")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(
            lathe_->find<ElideLabel>("workspaceLabel")->fullText().contains(QStringLiteral("host: connected")),
            patience);
    }

    void anotherWorkspaceThatDoesNotOpenLeavesThisOne() {
        open();
        // All connections to the first one stand before there is no ssh any more.
        QTRY_VERIFY_WITH_TIMEOUT(
            lathe_->find<ElideLabel>("workspaceLabel")->fullText().contains(QStringLiteral("host: connected")),
            patience);
        QTRY_VERIFY_WITH_TIMEOUT(lathe_->find<QTreeView>("deviceList")->model()->rowCount() >= 1, patience);
        qputenv("LATHE_SSH", "/bin/false");
        lathe_->window().setWorkspace(QStringLiteral("ssh://host/~/others"));
        const auto* banner = lathe_->find<Banner>("windowBanner");
        QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(QStringLiteral("ssh://host/~/others cannot be shown")),
                                 patience);
        const auto* host = lathe_->window().findChild<HostRuns*>();
        QCOMPARE(host->name(), QStringLiteral("ssh://host/~/runs"));
        QCOMPARE(lathe_->window().findChild<ReviewPage*>()->workspace(), host->folder());
        // Nor does one that the person does not wait for.
        lathe_->window().setWorkspace(QStringLiteral("ssh://host/~/others"));
        lathe_->action("hostOpeningCancel")->trigger();
        QCOMPARE(host->name(), QStringLiteral("ssh://host/~/runs"));
    }

  private:
    void open() {
        lathe_->window().setWorkspace(QStringLiteral("ssh://host/~/runs"));
        const auto* host = lathe_->window().findChild<HostRuns*>();
        QTRY_VERIFY_WITH_TIMEOUT(host->isOpen(), patience);
        lathe_->window().openFile(host_->at("exp.yaml"));
        QTRY_VERIFY(lathe_->action("startSearchAction")->isEnabled());
    }
    void begin() {
        open();
        lathe_->action("startSearchAction")->trigger();
        auto* bar = lathe_->window().findChild<TransferBar*>();
        QVERIFY(bar->isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!bar->isBusy(), patience);
    }

    std::unique_ptr<HostFixture> host_;
    std::unique_ptr<WindowFixture> lathe_;
};

LATHE_WINDOW_TEST(TestHostRuns)
#include "test_host_runs.moc"
