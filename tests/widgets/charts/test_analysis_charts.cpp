// SPDX-License-Identifier: GPL-3.0-or-later
// What each analysis chart computes, without a window.
#include <algorithm>
#include <cmath>
#include <limits>

#include <QGuiApplication>
#include <QtTest>

#include "tests/test_program.h"
#include "tests/widgets/charts/analysis_sample.h"
#include "widgets/charts/chart_painter.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

int countOf(const ChartPicture& picture, ChartInk::Kind kind) {
    return static_cast<int>(std::count_if(picture.points.begin(), picture.points.end(),
                                          [=](const ChartPoint& point) { return point.ink.kind == kind; }));
}

const AnalysisChart& chartOf(const char* id) {
    for (const AnalysisChart& chart : analysisCharts())
        if (qstrcmp(chart.id, id) == 0) return chart;
    qFatal("no chart is called %s", id);
}

// Fields of a line of CSV, none of which holds a line break here.
int fieldsOf(const QString& line) {
    int fields = 1;
    bool quoted = false;
    for (const QChar c : line) {
        if (c == u'"') quoted = !quoted;
        if (c == u',' && !quoted) ++fields;
    }
    return fields;
}

}  // namespace

class TestAnalysisCharts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void history_goes_down_and_marks_what_has_no_value() {
        const AnalysisInput input = sampleStudy(60);
        const ChartPicture picture = chartOf("history").make(input, {});
        QCOMPARE(picture.paths.size(), std::size_t{1});
        const auto& best = picture.paths.front().points;
        for (std::size_t i = 1; i < best.size(); ++i) QVERIFY(best[i].y() <= best[i - 1].y());
        double least = INFINITY;
        for (const auto& trial : input.trials)
            if (trial.objective && std::isfinite(*trial.objective)) least = std::min(least, *trial.objective);
        QCOMPARE(best.back().y(), least);
        QCOMPARE(int(picture.points.size()), 59);  // the last one still runs
        QCOMPARE(countOf(picture, ChartInk::bad), 6);
        QVERIFY(picture.note.contains("6"));
        // The legend has each mark as the chart draws it.
        const auto isInLegend = [&](ChartMark mark, ChartInk::Kind ink) {
            return std::ranges::any_of(picture.keys,
                                       [=](const ChartKey& key) { return key.mark == mark && key.ink.kind == ink; });
        };
        QVERIFY(isInLegend(ChartMark::line, ChartInk::text));
        QVERIFY(isInLegend(ChartMark::triangle, ChartInk::bad));
        QCOMPARE(isInLegend(ChartMark::cross, ChartInk::faint),
                 std::ranges::any_of(picture.points, [](const ChartPoint& point) {
                     return point.mark == ChartMark::cross && point.ink.kind == ChartInk::faint;
                 }));
        AnalysisInput up = input;
        up.mode = search::Mode::maximize;
        const auto climbing = chartOf("history").make(up, {}).paths.front().points;
        for (std::size_t i = 1; i < climbing.size(); ++i) QVERIFY(climbing[i].y() >= climbing[i - 1].y());
    }

    void slice_leaves_out_trials_without_the_parameter() {
        const AnalysisInput input = sampleStudy(60);
        AnalysisChoice choice;
        choice.first = "opt.name:SGD.momentum";
        const ChartPicture picture = chartOf("slice").make(input, choice);
        int with = 0;
        for (std::size_t i = 0; i + 1 < input.table.rows.size(); ++i)
            with += input.table.rows[i].cells[2].kind == ParallelCell::number ? 1 : 0;
        QCOMPARE(int(picture.points.size()), with);
        QVERIFY(picture.note.contains(QString::number(59 - with)));
        choice.first = "opt.lr";
        QVERIFY(chartOf("slice").make(input, choice).x.scale.log);
        choice.first = "opt.name";
        QCOMPARE(chartOf("slice").make(input, choice).x.categories, (QStringList{"Adam", "SGD"}));
    }

    void contour_is_best_where_the_trials_are() {
        AnalysisChoice choice;
        choice.first = "opt.lr";
        choice.second = "train.batch_size";
        const ChartPicture picture = chartOf("contour").make(sampleStudy(300), choice);
        const ChartField& field = picture.field;
        std::size_t best = 0;
        for (std::size_t i = 0; i < field.quality.size(); ++i)
            if (field.quality[i] > field.quality[best] || std::isnan(field.quality[best])) best = i;
        const double x = (double(best % std::size_t(field.columns)) + 0.5) / field.columns;
        const double lr = std::log10(picture.x.scale.fromUnit(x));
        QVERIFY2(std::abs(lr + 2.5) < 0.5, qPrintable(QString::number(lr)));
        choice.second = choice.first;
        QVERIFY(!chartOf("contour").make(sampleStudy(9), choice).empty.isEmpty());
    }

    void rank_draws_the_best_last() {
        AnalysisChoice choice;
        choice.first = "opt.lr";
        choice.second = "opt.name";
        const ChartPicture picture = chartOf("rank").make(sampleStudy(40), choice);
        QCOMPARE(picture.points.back().ink.quality, 1.0F);
        for (std::size_t i = 1; i < picture.points.size(); ++i)
            QVERIFY(picture.points[i].ink.quality >= picture.points[i - 1].ink.quality);
    }

    void importance_is_sorted_and_names_what_matters() {
        const AnalysisInput input = sampleStudy(300);
        for (const QString& method : importanceMethods()) {
            const ChartPicture picture = chartOf("importance").make(input, {method, "val_loss"});
            QCOMPARE(picture.boxes.size(), std::size_t{4});
            QCOMPARE(picture.y.categories.last(), QString("opt.lr"));  // on top
            QVERIFY(picture.y.categories.contains("opt.name:SGD.momentum"));
            double sum = 0;
            for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
                sum += picture.boxes[i].right;
                QVERIFY(i == 0 || picture.boxes[i].right >= picture.boxes[i - 1].right);
            }
            QVERIFY(std::abs(sum - 1) < 1e-9);
            QVERIFY2(picture.note.startsWith("opt.lr matters most; keep it near "), qPrintable(picture.note));
            QVERIFY(picture.note.contains(method) && picture.note.contains("28"));  // 27 failed, one NaN
            QVERIFY(picture.boxes.back().text.contains("±"));
            QVERIFY(picture.boxes.front().tip.contains("hardly matters") || picture.boxes.front().right >= 0.05);
        }
    }

    // Its second objective depends on another parameter than its first.
    void importance_of_another_objective() {
        AnalysisInput input = sampleStudy(200);
        input.several = {{"val_loss", search::Mode::minimize}, {"speed", search::Mode::maximize}};
        for (std::size_t i = 0; i < input.trials.size(); ++i)
            input.trials[i].metrics["speed"] = input.table.rows[i].cells[3].value;
        QCOMPARE(input.metrics().mid(0, 2), (QStringList{"val_loss", "speed"}));
        QVERIFY(moreIsBetter(input, "speed") && !moreIsBetter(input, "val_loss"));
        for (const QString& method : importanceMethods()) {
            AnalysisChoice choice{method, "speed"};
            choice.maximizeSecond = true;
            const ChartPicture picture = chartOf("importance").make(input, choice);
            QCOMPARE(picture.y.categories.last(), QString("train.batch_size"));
        }
    }

    void importance_says_why_there_is_none() {
        const auto empty = [](const AnalysisInput& input) {
            return chartOf("importance").make(input, {"fANOVA", "val_loss"}).empty;
        };
        QVERIFY(empty(sampleStudy(4)).contains("3"));  // the last one still runs
        QVERIFY(empty(sampleStudy(40)).isEmpty());
        const ChartPicture few = chartOf("importance").make(sampleStudy(9), {"fANOVA", "val_loss"});
        QVERIFY2(few.note.contains("20") && !few.note.contains("matters"), qPrintable(few.note));
        AnalysisInput input = sampleStudy(40);
        for (auto& trial : input.trials) trial.objective = 0.5;
        QVERIFY(empty(input).contains("val_loss"));
        input.space = {};
        QVERIFY(empty(input).contains("space"));
    }

    void intermediate_values_show_where_trials_were_stopped() {
        const ChartPicture picture = chartOf("intermediate").make(sampleStudy(40), {});
        QCOMPARE(picture.paths.size(), std::size_t{40});
        int stopped = 0;
        for (const ChartPath& path : picture.paths) {
            stopped += path.end == ChartMark::bar ? 1 : 0;
            if (path.end == ChartMark::bar) QCOMPARE(path.points.size(), std::size_t{4});
        }
        QCOMPARE(stopped, 4);  // 7, 15, 23, 31; the last one still runs
    }

    void timeline_puts_overlapping_trials_of_a_device_side_by_side() {
        AnalysisInput input = sampleStudy(4);
        for (auto& trial : input.trials) trial.device = "cpu";
        const ChartPicture picture = chartOf("timeline").make(input, {});
        QCOMPARE(picture.boxes.size(), std::size_t{4});
        QCOMPARE(picture.y.categories.size(), 2);
        for (const ChartBox& a : picture.boxes)
            for (const ChartBox& b : picture.boxes)
                QVERIFY(a.run == b.run || a.bottom != b.bottom || a.right <= b.left || b.right <= a.left);
        const auto running =
            std::find_if(picture.boxes.begin(), picture.boxes.end(), [](const ChartBox& box) { return box.run == 3; });
        const double first = *input.trials.front().start;
        QCOMPARE(running->right, input.now - first);
    }

    void pareto_front_of_two_metrics() {
        const AnalysisInput input = sampleStudy(80);
        AnalysisChoice choice{"val_loss", "val_acc"};
        choice.maximizeSecond = moreIsBetter(input, "val_acc");
        QVERIFY(choice.maximizeSecond);
        const ChartPicture picture = chartOf("pareto").make(input, choice);
        for (const ChartPoint& on : picture.points) {
            if (on.mark != ChartMark::diamond) continue;
            for (const ChartPoint& other : picture.points) QVERIFY(!(other.x < on.x && other.y > on.y));
        }
        QVERIFY(std::any_of(picture.points.begin(), picture.points.end(),
                            [](const ChartPoint& point) { return point.mark == ChartMark::diamond; }));
        choice = {"val_loss", durationMetric()};
        QCOMPARE(chartOf("pareto").make(input, choice).y.kind, ChartAxis::duration);
    }

    void distribution_ends_at_one() {
        const ChartPicture picture = chartOf("edf").make(sampleStudy(30), {});
        const auto& points = picture.paths.front().points;
        QCOMPARE(points.back().y(), 1.0);
        QCOMPARE(points.front().y(), 0.0);
        for (std::size_t i = 1; i < points.size(); ++i)
            QVERIFY(points[i].x() >= points[i - 1].x() && points[i].y() >= points[i - 1].y());
    }

    void every_chart_stands_whatever_study_there_is_data() {
        QTest::addColumn<int>("kind");
        for (const char* name :
             {"empty", "one", "all failed", "all equal", "infinite", "huge", "negative on a log axis"})
            QTest::newRow(name) << 0;
    }
    void every_chart_stands_whatever_study_there_is() {
        const QString kind = QTest::currentDataTag();
        AnalysisInput input = sampleStudy(kind == "empty" ? 0 : kind == "one" ? 1 : 30);
        double value = 0.5;
        for (auto& trial : input.trials) {
            trial.state = search::TrialState::succeeded;
            if (kind == "all failed") {
                trial.state = search::TrialState::failed;
                trial.objective.reset();
            }
            value = -value * 1.1;
            if (kind == "all equal") trial.objective = 0.25;
            if (kind == "infinite") trial.objective = value > 0 ? INFINITY : -INFINITY;
            if (kind == "huge") trial.objective = value > 0 ? 1.7e308 : -1.7e308;
            if (kind.startsWith("negative")) trial.objective = value;
        }
        for (const AnalysisChart& chart : analysisCharts()) {
            AnalysisChoice choice{"opt.lr", "opt.name"};
            if (chart.needs == AnalysisChart::twoMetrics) choice = {"val_loss", "val_acc"};
            if (chart.needs == AnalysisChart::methodAndMetric) choice = {"fANOVA", "val_loss"};
            choice.logY = true;
            const ChartPicture picture = chart.make(input, choice);
            QVERIFY2(kind != "empty" || !picture.empty.isEmpty(), chart.id);
            QImage image(500, 300, QImage::Format_ARGB32_Premultiplied);
            const ChartPainter painter(picture, QPalette(), QFont());
            QPainter target(&image);
            painter.paint(target, image.size(), painter.layout(image.size(), picture.x.scale, picture.y.scale));
            target.end();
            const QStringList lines = chartCsv(picture).split(u'\n', Qt::SkipEmptyParts);
            for (const QString& line : lines) QVERIFY2(fieldsOf(line) == 7, qPrintable(chart.id + (": " + line)));
            const bool shows = picture.empty.isEmpty();
            QVERIFY2(!shows || std::isfinite(picture.x.scale.low), chart.id);
            QVERIFY2(!shows || std::isfinite(picture.y.scale.high), chart.id);
        }
    }
};

LATHE_WINDOW_TEST(TestAnalysisCharts)
#include "test_analysis_charts.moc"
