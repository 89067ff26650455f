// SPDX-License-Identifier: GPL-3.0-or-later
// The window over a real sshd: packaging/check-ssh starts one and runs this; without it everything is skipped.
//
//   LATHE_CHECK_HOST        the workspace, as "ssh://gpu/~/lathe-runs"
//   LATHE_CHECK_RUNS        the same as a folder of this machine, to look at what really lies there
//   LATHE_CHECK_EXPERIMENT  a search; its data are on this machine alone
//   LATHE_CHECK_CUT         a program that breaks all connections
//   LATHE_CHECK_POINTS      a study there whose trial 0 has the metric "points" with a million of them
//   LATHE_CHECK_FIGURES     a file for what was measured: JSON
#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <thread>

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QElapsedTimer>
#include <QFile>
#include <QFileDialog>
#include <QProcess>
#include <QPushButton>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtTest>

#include "app/gui/host_runs.h"
#include "app/gui/main_window.h"
#include "app/gui/transfer_bar.h"
#include "app/services.h"
#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/base/json.h"
#include "core/store/study_journal.h"
#include "core/store/trial_curves_reader.h"
#include "core/store/workspace.h"
#include "tests/test_program.h"
#include "widgets/charts/curve_line.h"
#include "widgets/charts/curves_plot.h"
#include "widgets/charts/curves_view.h"
#include "widgets/common/banner.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/log_panel.h"
#include "widgets/queue/train_page.h"
#include "widgets/runs/review_page.h"

using namespace lathe;
using namespace lathe::gui;
using Clock = std::chrono::steady_clock;

namespace {

constexpr int longestWait = 600'000;  // ms, for a machine that is busy

QString checkVariable(const char* name) {
    return qEnvironmentVariable(name);
}

// How soon the window answers: a thread posts an event to its event loop every few milliseconds, and notes when it was
// handled.
class AnswerTimes {
  public:
    explicit AnswerTimes(QObject* where)
        : thread_([this, where](const std::stop_token& stop) {
              while (!stop.stop_requested()) {
                  const auto posted = Clock::now();
                  QMetaObject::invokeMethod(where, [this, posted] {
                      taken_.push_back(std::chrono::duration<double, std::milli>(Clock::now() - posted).count());
                  });
                  std::this_thread::sleep_for(std::chrono::milliseconds(4));
              }
          }) {}
    ~AnswerTimes() { stop(); }

    void stop() {
        if (!thread_.joinable()) return;
        thread_.request_stop();
        thread_.join();
        QCoreApplication::sendPostedEvents();
    }
    double percentile(double share) {
        std::sort(taken_.begin(), taken_.end());
        return taken_.empty() ? 1e9 : taken_[static_cast<std::size_t>(share * static_cast<double>(taken_.size() - 1))];
    }
    std::size_t count() const { return taken_.size(); }

  private:
    std::vector<double> taken_;  // touched by the GUI thread alone
    std::jthread thread_;
};

// How old each point is when the picture with it has been painted; the x axis of `plot` is the time of day.
class Lateness {
  public:
    explicit Lateness(QCustomPlot* plot) {
        connection_ = QObject::connect(plot, &QCustomPlot::afterReplot, plot, [this, plot] { look(*plot); });
    }
    ~Lateness() { QObject::disconnect(connection_); }
    double percentile(double share) {
        std::sort(late_.begin(), late_.end());
        return late_.empty() ? 1e9 : late_[static_cast<std::size_t>(share * static_cast<double>(late_.size() - 1))];
    }
    std::size_t count() const { return late_.size(); }

  private:
    void look(QCustomPlot& plot) {
        const double now = to_unix_seconds(lathe::now());
        double newest = newest_;
        for (int i = 0; i < plot.plottableCount(); ++i) {
            const auto* line = dynamic_cast<const CurveLine*>(plot.plottable(i));
            if (line == nullptr || line->series() == nullptr) continue;
            const auto& series = *line->series();
            for (std::size_t p = series.upper_bound(newest_); p < series.size(); ++p) {
                if (has_begun_) late_.push_back(now - series.x(p));
                newest = std::max(newest, series.x(p));
            }
        }
        // What had been recorded before the first picture is as old as it is.
        has_begun_ |= newest > newest_;
        newest_ = newest;
    }

    QMetaObject::Connection connection_;
    std::vector<double> late_;
    double newest_ = 0;
    bool has_begun_ = false;
};

}  // namespace

class TestHostSession : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        if (checkVariable("LATHE_CHECK_HOST").isEmpty()) QSKIP("packaging/check-ssh runs this on a real sshd");
        applyTheme(*qApp, ThemeChoice::light);
        QStandardPaths::setTestModeEnabled(true);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, dir_.filePath(QStringLiteral("settings")));
        qputenv("XDG_CACHE_HOME", dir_.filePath(QStringLiteral("cache")).toUtf8());
        qputenv("LATHE_QUEUE", dir_.filePath(QStringLiteral("queue")).toUtf8());
        window_ = std::make_unique<MainWindow>(
            Services::catalog(), services_.run(), [this] { return services_.engine(); },
            dir_.filePath(QStringLiteral("runs")));
        window_->show();
        window_->setWorkspace(checkVariable("LATHE_CHECK_HOST"));
        QTRY_VERIFY_WITH_TIMEOUT(window_->findChild<HostRuns*>()->isOpen(), longestWait);
    }
    void cleanupTestCase() {
        QElapsedTimer timer;
        timer.start();
        window_.reset();
        figures_["closing the window, s"] = static_cast<double>(timer.elapsed()) / 1000;
        if (const QString file = checkVariable("LATHE_CHECK_FIGURES"); !file.isEmpty())
            QVERIFY(write_file_atomically(file.toStdString(), dump_json(figures_, 2)));
    }

    // Data that are missing there are told, and sent along; the connections break again and again while the search is
    // followed; nothing is lost, and nothing is shown twice.
    void aSearchIsFollowedThroughCuts() {
        window_->openFile(checkVariable("LATHE_CHECK_EXPERIMENT"));
        QTRY_VERIFY(action("startSearchAction")->isEnabled());
        action("startSearchAction")->trigger();
        auto* banner = window_->findChild<Banner*>(QStringLiteral("windowBanner"));
        QTRY_VERIFY_WITH_TIMEOUT(banner->text().contains(QStringLiteral("table.csv")), longestWait);
        QTRY_VERIFY(!bar()->isBusy());
        action("hostSendData")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(status().state == run::SessionState::running, longestWait);
        study_ = QString::fromStdString(status().folder.filename().string());
        QVERIFY(window_->room() == MainWindow::Train);
        int cuts = 0;
        while (status().state == run::SessionState::running) {
            QTest::qWait(700);
            if (cuts < 12) cuts += QProcess::execute(checkVariable("LATHE_CHECK_CUT")) == 0 ? 1 : 0;
        }
        QVERIFY2(cuts >= 3, qPrintable(QString::number(cuts)));
        figures_["connections cut while a search was followed"] = cuts;
        QTRY_COMPARE_WITH_TIMEOUT(status().state, run::SessionState::finished, longestWait);
        QVERIFY(!window_->findChild<LogPanel*>()->text().isEmpty());
        compareTrials();
        compareCurves();
    }

    void itIsStoppedAndGoneOnWith() {
        const QString before = study_;
        // Longer, so that it can be stopped in the middle.
        QVERIFY(window_->configurePage()->setValue(QStringLiteral("train.epochs"), QStringLiteral("2000")));
        action("startSearchAction")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(banner()->text().contains(QStringLiteral("table.csv")), longestWait);
        QTRY_VERIFY(!bar()->isBusy());
        action("hostSendData")->trigger();
        const auto isNew = [&] {
            return status().state == run::SessionState::running &&
                   QString::fromStdString(status().folder.filename().string()) != before;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isNew(), longestWait);
        QTRY_VERIFY_WITH_TIMEOUT(curves()->metrics().contains(QStringLiteral("train_loss")), longestWait);
        action("stopAction")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(status().state, run::SessionState::stopped, longestWait);
        QTRY_VERIFY_WITH_TIMEOUT(action("resumeAction")->isEnabled(), longestWait);
        action("resumeAction")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(status().state, run::SessionState::running, longestWait);
        action("stopAction")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(status().state, run::SessionState::stopped, longestWait);
    }

    void aTrialIsOpenedAndExported() {
        auto* review = window_->findChild<ReviewPage*>();
        review->showStudy(copyOf(study_));
        window_->showRoom(MainWindow::Review);
        QTRY_VERIFY_WITH_TIMEOUT(action("reviewOpenBest")->isEnabled(), longestWait);
        action("reviewExport")->trigger();
        auto* dialog = window_->findChild<QFileDialog*>(QStringLiteral("hostExportDialog"));
        QVERIFY(dialog);
        const QString bundle = dir_.filePath(QStringLiteral("study.lathe.tar.zst"));
        Q_EMIT dialog->fileSelected(bundle);
        dialog->close();
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(bundle), longestWait);
        action("reviewOpenBest")->trigger();
        // The experiment in the window was changed before it was sent.
        QPushButton* discard = nullptr;
        QTRY_VERIFY_WITH_TIMEOUT(discard = window_->findChild<QPushButton*>(QStringLiteral("unsavedDiscard")),
                                 longestWait);
        discard->click();
        QTRY_VERIFY2_WITH_TIMEOUT(window_->room() == MainWindow::Configure, qPrintable(whatIsShown()), longestWait);
        QVERIFY(window_->configurePage()->file().isEmpty());
    }

    // The window answers within a frame, and curves are at most a second late, while a search is followed.
    void curvesAreNotLate() {
        window_->showRoom(MainWindow::Train);
        QTRY_VERIFY_WITH_TIMEOUT(action("resumeAction")->isEnabled(), longestWait);
        auto* axis = curves()->findChild<QComboBox*>(QStringLiteral("curvesXAxis"));
        axis->setCurrentIndex(3);  // the time of day
        curves()->setMetric(QStringLiteral("train_loss"));
        action("resumeAction")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(status().state, run::SessionState::running, longestWait);
        auto* plot = curves()->findChild<CurvesPlot*>(QStringLiteral("curvesPlot"));
        QTest::qWait(5'000);  // what was recorded before the stop has come by then
        Lateness late(plot);
        AnswerTimes times(window_.get());
        QTest::qWait(20'000);
        times.stop();
        action("stopAction")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(status().state, run::SessionState::stopped, longestWait);
        axis->setCurrentIndex(0);
        figures_["points drawn while they were measured"] = late.count();
        figures_["curves are late, median, s"] = late.percentile(0.5);
        figures_["curves are late, 99th percentile, s"] = late.percentile(0.99);
        figures_["the window answers while it follows, median, ms"] = times.percentile(0.5);
        figures_["the window answers while it follows, 99th percentile, ms"] = times.percentile(0.99);
        QVERIFY(late.count() > 0 && times.count() > 1'000);
    }

    // A million points: what a screen shows comes, and more where somebody looks closer.
    void aMillionPointsAreLookedInto() {
        auto* review = window_->findChild<ReviewPage*>();
        window_->showRoom(MainWindow::Review);
        review->showStudy(copyOf(checkVariable("LATHE_CHECK_POINTS")));
        auto* drawn = review->findChild<CurvesView*>(QStringLiteral("reviewCurves"));
        QElapsedTimer timer;
        timer.start();
        QTRY_VERIFY_WITH_TIMEOUT(drawn->metrics().contains(QStringLiteral("points")), longestWait);
        figures_["a million points are drawn after, s"] = static_cast<double>(timer.elapsed()) / 1000;
        auto* metric = drawn->findChild<QComboBox*>(QStringLiteral("curvesMetric"));
        metric->setCurrentIndex(metric->findText(QStringLiteral("points")));
        Q_EMIT metric->activated(metric->currentIndex());
        auto* plot = drawn->findChild<CurvesPlot*>(QStringLiteral("curvesPlot"));
        QTRY_VERIFY(plot->lineCount() >= 1);
        AnswerTimes times(window_.get());
        QTest::qWait(500);
        const auto inside = [&] {
            std::size_t most = 0;
            for (int i = 0; i < plot->plottableCount(); ++i) {
                const auto* line = dynamic_cast<const CurveLine*>(plot->plottable(i));
                if (line == nullptr || line->series() == nullptr) continue;
                const auto range = plot->xAxis->range();
                most =
                    std::max(most, line->series()->upper_bound(range.upper) - line->series()->lower_bound(range.lower));
            }
            return most;
        };
        plot->zoom(0.0005, plot->axisRect()->rect().center(), Qt::Horizontal);
        const double width = plot->xAxis->range().size();
        QVERIFY2(static_cast<double>(inside()) < width / 10, qPrintable(QString::number(inside())));
        timer.restart();
        QTRY_VERIFY_WITH_TIMEOUT(static_cast<double>(inside()) > width - 3, longestWait);
        times.stop();
        figures_["the points of a part that is enlarged are drawn after, s"] =
            static_cast<double>(timer.elapsed()) / 1000;
        figures_["the window answers while it enlarges, 99th percentile, ms"] = times.percentile(0.99);
    }

  private:
    QAction* action(const char* name) const { return window_->findChild<QAction*>(QLatin1String(name)); }
    const run::SessionStatus& status() const { return window_->trainPage()->status(); }
    TransferBar* bar() const { return window_->findChild<TransferBar*>(); }
    // The message and the dialogs that keep the window from going on.
    QString whatIsShown() const {
        QStringList all{banner()->text()};
        for (const auto* dialog : window_->findChildren<QDialog*>())
            if (dialog->isVisible()) all << dialog->objectName() + QLatin1Char(' ') + dialog->windowTitle();
        return all.join(QLatin1Char('\n'));
    }

    Banner* banner() const { return window_->findChild<Banner*>(QStringLiteral("windowBanner")); }
    CurvesView* curves() const { return window_->trainPage()->findChild<CurvesView*>(QStringLiteral("trainCurves")); }
    QString copyOf(const QString& study) const {
        return QString::fromStdString((status().folder.parent_path() / study.toStdString()).string());
    }
    std::filesystem::path there() const {
        return std::filesystem::path(checkVariable("LATHE_CHECK_RUNS").toStdString()) / study_.toStdString();
    }

    // Each trial once, here as there.
    void compareTrials() const {
        const auto record = store::read_study(there());
        QVERIFY(record && record->state == store::StudyState::finished);
        QCOMPARE(status().trials.size(), record->trials.size());
        for (std::size_t i = 0; i < record->trials.size(); ++i) {
            QCOMPARE(status().trials[i].state, record->trials[i].state);
            QCOMPARE(status().trials[i].objective, record->trials[i].objective);
        }
        std::map<int, int> ends;
        const auto journal = store::read_study_journal(there());
        QVERIFY(journal);
        for (const auto& [time, event] : journal->events)
            if (const auto* end = std::get_if<store::event::Finished>(&event)) ++ends[end->trial];
        for (const auto& [trial, count] : ends) QCOMPARE(count, 1);
        QCOMPARE(ends.size(), record->trials.size());
    }

    // All points of all trials, of their use of the machine too: there are fewer than a screen has columns.
    void compareCurves() const {
        for (const auto& trial : status().trials) {
            const auto expected = store::TrialCurvesReader(store::trial_folder(there(), trial.number)).poll();
            const auto come = [&] {
                const auto got = store::TrialCurvesReader(store::trial_folder(status().folder, trial.number)).poll();
                if (got.size() != expected.size()) return false;
                return std::ranges::all_of(expected, [&](const auto& one) {
                    const auto found = got.find(one.first);
                    return found != got.end() &&
                           std::ranges::equal(one.second, found->second, [](const auto& a, const auto& b) {
                               return a.step == b.step &&
                                      (a.value == b.value || (std::isnan(a.value) && std::isnan(b.value)));
                           });
                });
            };
            QTRY_VERIFY2_WITH_TIMEOUT(come(), qPrintable(QString::number(trial.number)), longestWait);
        }
    }

    QTemporaryDir dir_;
    Services services_;
    std::unique_ptr<MainWindow> window_;
    QString study_;
    Json figures_ = Json::object();
};

LATHE_WINDOW_TEST(TestHostSession)
#include "test_host_session.moc"
