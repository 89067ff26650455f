// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/train/loop/metric_log.h"
#include "core/train/loop/progress_report.h"
#include "tests/test_program.h"

using namespace lathe;
using train::MetricLog;

namespace {

struct KeptMetrics : run::MetricSink {
    run::SeriesId series(const std::string& name) override {
        names.push_back(name);
        return static_cast<run::SeriesId>(names.size() - 1);
    }
    void report(run::SeriesId id, std::int64_t step, double value) override {
        points.push_back(names.at(id) + "@" + std::to_string(step) + "=" + std::to_string(static_cast<int>(value)));
    }
    void log(const std::string& line) override { lines.push_back(line); }

    std::vector<std::string> names;
    std::vector<std::string> points;
    std::vector<std::string> lines;
};

}  // namespace

class TestMetricLog : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_step_has_one_value_and_the_newest_counts() {
        KeptMetrics kept;
        MetricLog log(&kept);
        log.report("epoch", 1, 10);
        log.report("epoch", 1, 20);
        log.report_all({{"epoch", 30}, {"lr", 2}}, 2);
        QCOMPARE(kept.names, (std::vector<std::string>{"epoch", "lr"}));
        QCOMPARE(kept.points, (std::vector<std::string>{"epoch@1=10", "epoch@2=30", "lr@2=2"}));
        log.report("lr", 2, 5);
        QCOMPARE(log.newest(), (train::Metrics{{"epoch", 30}, {"lr", 5}}));
        log.set_newest({});
        QVERIFY(log.newest().empty());
    }

    void lines_of_a_text() {
        KeptMetrics kept;
        MetricLog log(&kept);
        log.line("one");
        log.lines("two\n\nthree");
        QCOMPARE(kept.lines, (std::vector<std::string>{"one", "two", "", "three"}));
    }

    void without_a_record() {
        MetricLog log(nullptr);
        log.report("lr", 1, 2);
        log.lines("two\nthree");
        QCOMPARE(log.newest().at("lr"), 2.0);
    }

    void progress_is_told() {
        run::Progress progress;
        train::ProgressReport report(&progress);
        report.expect(12, 3);
        report.measure_from(0);
        train::LoopState state;
        state.step = 4;
        state.epoch = 1;
        report.update(state);
        QCOMPARE(progress.total_steps.load(), 12);
        QCOMPARE(progress.total_epochs.load(), 3);
        QCOMPARE(progress.step.load(), 4);
        QCOMPARE(progress.epoch.load(), 1);
        QCOMPARE(progress.longest_ms.load(), -1);
        report.update(state, std::chrono::seconds(3));
        QCOMPARE(progress.longest_ms.load(), 3000);
        train::ProgressReport(nullptr).update(state);
    }
};

LATHE_TEST(TestMetricLog)
#include "test_metric_log.moc"
