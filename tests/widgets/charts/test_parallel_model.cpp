// SPDX-License-Identifier: GPL-3.0-or-later
// Scales, brushes, places, keep and exclude, order and colour of parallel coordinates, and the table built from a
// space.
#include <cmath>
#include <limits>

#include <QtTest>

#include <rapidcheck.h>

#include "tests/test_program.h"
#include "widgets/charts/parallel_model.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

// One numeric axis "x" with the given values, and a metric that counts up from 0.
ParallelTable tableOf(const std::vector<double>& values, ParallelAxis::Kind kind = ParallelAxis::numeric) {
    ParallelTable table;
    table.axes = {{"x", kind, {}, false}, {"loss", ParallelAxis::numeric, {}, true}};
    for (std::size_t i = 0; i < values.size(); ++i) {
        table.rows.push_back({int(i), {ParallelCell::ofNumber(values[i]), ParallelCell::ofNumber(double(i))}});
    }
    return table;
}

QSet<int> brushed(ParallelModel& model, double from, double to, int axis = 0) {
    model.setBrushes(axis, {model.brushOver(axis, from, to)});
    return model.passingRuns();
}

}  // namespace

class TestParallelModel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void positionsOfNumbers() {
        ParallelModel model;
        model.setTable(tableOf({10, 20, 15}));
        QCOMPARE(model.height(0, 0), 0.0);
        QCOMPARE(model.height(0, 1), 1.0);
        QCOMPARE(model.height(0, 2), 0.5);
    }

    void endsOfALogAxisCanBeBrushed() {
        ParallelModel model;
        model.setTable(tableOf({1e-4, 1e-3, 1e-2, 1e-1}, ParallelAxis::log));
        QVERIFY(std::abs(model.height(0, 1) - 1.0 / 3) < 1e-6);
        QCOMPARE(brushed(model, 0.9, 1.04), QSet<int>{3});
        QCOMPARE(brushed(model, 1.0, 1.0), QSet<int>{3});
        QCOMPARE(brushed(model, -0.03, 0.1), QSet<int>{0});
        QCOMPARE(brushed(model, 0.3, 0.7), (QSet<int>{1, 2}));
    }

    void anotherBrushIsPutWhereNoneIs() {
        ParallelModel model;
        model.setTable(tableOf({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
        std::vector<ParallelBrush> brushes;
        for (ParallelBrush next = model.axis(0).nextBrush(); !next.empty(); next = model.axis(0).nextBrush()) {
            for (const ParallelBrush& other : brushes) QVERIFY(next.high < other.low || next.low > other.high);
            QVERIFY(next.low >= 0 && next.high <= 1);
            brushes.push_back(next);
            model.setBrushes(0, brushes);
            QVERIFY(brushes.size() < 40);
        }
        QVERIFY(brushes.size() > 3);
        ParallelTable words = tableOf({0, 0, 0});
        words.axes[0] = {"x", ParallelAxis::categorical, {"a", "b"}, false};
        for (int i = 0; i < 3; ++i) words.rows[std::size_t(i)].cells[0] = ParallelCell::ofCategory(i % 2);
        ParallelModel categories;
        categories.setTable(words);
        categories.setBrushes(0, {categories.axis(0).nextBrush()});
        categories.setBrushes(0, {categories.axis(0).brushes[0], categories.axis(0).nextBrush()});
        QCOMPARE(categories.passingRuns().size(), 3);
        QVERIFY(categories.axis(0).nextBrush().empty());
    }

    void whatHasNoPositionHasAPlace() {
        ParallelTable table = tableOf({1, qQNaN(), qInf(), -qInf(), 0, 100}, ParallelAxis::log);
        table.rows.push_back({6, {ParallelCell{}, ParallelCell::ofNumber(6)}});
        table.rows.push_back({7, {}});
        ParallelModel model;
        model.setTable(table);
        const auto only = [&](ParallelPlace place) {
            return brushed(model, model.placeHeight(place), model.placeHeight(place));
        };
        QCOMPARE(only(ParallelPlace::nan), QSet<int>{1});
        QCOMPARE(only(ParallelPlace::above), QSet<int>{2});
        QCOMPARE(only(ParallelPlace::below), QSet<int>{3});
        QCOMPARE(only(ParallelPlace::notPositive), QSet<int>{4});
        QCOMPARE(only(ParallelPlace::missing), (QSet<int>{6, 7}));
        QCOMPARE(brushed(model, 0, 1), (QSet<int>{0, 5}));
        QVERIFY(model.isMissing(0, 6));
        QVERIFY(!model.isMissing(0, 1));
        // Everything, from top to bottom.
        QCOMPARE(brushed(model, model.highest(), model.lowest()).size(), 8);
        model.setKind(0, ParallelAxis::numeric);
        QCOMPARE(model.height(0, 4), 0.0);
    }

    void severalBrushesAndSeveralAxes() {
        ParallelModel model;
        model.setTable(tableOf({0, 1, 2, 3, 4}));
        model.setBrushes(0, {model.brushOver(0, 0, 0.1), model.brushOver(0, 0.9, 1)});
        QCOMPARE(model.passingRuns(), (QSet<int>{0, 4}));
        model.setBrushes(1, {model.brushOver(1, 0.5, 1)});
        QCOMPARE(model.passingRuns(), QSet<int>{4});
        model.clearBrushes();
        QCOMPARE(model.passingRuns().size(), 5);
        model.setBrushes(0, {ParallelBrush{}});
        QVERIFY(!model.isBrushed());
    }

    void brushesMatchBruteForce() {
        QVERIFY(rc::check("brush", [] {
            const auto values =
                *rc::gen::nonEmpty(rc::gen::container<std::vector<double>>(rc::gen::weightedElement<double>(
                    {{5, 1.0}, {5, 2.0}, {5, 3.5}, {5, 10.0}, {1, qQNaN()}, {1, qInf()}})));
            ParallelModel model;
            model.setTable(tableOf(values));
            if (*rc::gen::arbitrary<bool>()) model.toggleInverted(0);
            const double from = *rc::gen::inRange(-30, 130) / 100.0;
            const double to = *rc::gen::inRange(-30, 130) / 100.0;
            const auto brush = model.brushOver(0, from, to);
            model.setBrushes(0, {brush});
            for (std::size_t row = 0; row < values.size(); ++row) {
                bool inside = brush.empty();
                for (const auto& [low, high] : model.spansOf(0, brush)) {
                    inside = inside || (model.height(0, row) >= low - 1e-6 && model.height(0, row) <= high + 1e-6);
                }
                RC_ASSERT(model.passing().test(row) == inside);
            }
        }));
    }

    void inversionTurnsBrushesWithTheAxis() {
        ParallelModel model;
        model.setTable(tableOf({0, 5, 10}));
        QCOMPARE(brushed(model, 0, 0.2), QSet<int>{0});
        model.toggleInverted(0);
        QCOMPARE(model.height(0, 0), 1.0);
        QCOMPARE(model.passingRuns(), QSet<int>{0});
        const auto span = model.spansOf(0, model.axis(0).brushes.front()).front();
        QVERIFY(std::abs(span.first - 0.8) < 1e-9 && std::abs(span.second - 1) < 1e-9);
        QCOMPARE(brushed(model, 0, 0.2), QSet<int>{2});
    }

    void keepExcludeRestore() {
        ParallelModel model;
        model.setTable(tableOf({0, 1, 2, 3, 100}));
        brushed(model, 0, 0.5);
        model.keep();
        QCOMPARE(model.base().count(), std::size_t{4});
        QVERIFY(!model.isBrushed());
        QCOMPARE(model.height(0, 3), 1.0);  // the axis fits what is left
        brushed(model, 0.9, 1);
        model.exclude();
        QCOMPARE(model.passingRuns(), (QSet<int>{0, 1, 2}));
        ParallelTable more = tableOf({0, 1, 2, 3, 100, 1.5});
        model.setTable(more);  // a new trial joins, those excluded stay away
        QCOMPARE(model.passingRuns(), (QSet<int>{0, 1, 2, 5}));
        model.restore();
        QCOMPARE(model.passingRuns().size(), 6);
        brushed(model, 0, 1);
        model.exclude();
        QCOMPARE(model.base().count(), std::size_t{6});  // never nothing
    }

    void topShareByDirection() {
        ParallelModel model;
        model.setTable(tableOf({5, 5, 5, 5, 5, 5, 5, 5, 5, 5}));
        model.setTopShare(20);
        QCOMPARE(model.passingRuns(), (QSet<int>{0, 1}));
        model.setMinimizing(false);
        QCOMPARE(model.passingRuns(), (QSet<int>{8, 9}));
        model.setTopShare(1);
        QCOMPARE(model.passingRuns(), QSet<int>{9});
        model.setTopShare(100);
        QCOMPARE(model.passingRuns().size(), 10);
        ParallelTable table = tableOf({1, 2, 3});
        table.rows[0].cells[1] = ParallelCell::ofNumber(qQNaN());
        model.setTable(table);
        QCOMPARE(model.passingRuns().size(), 3);
        model.setTopShare(50);
        QCOMPARE(model.passingRuns(), QSet<int>{2});
    }

    void bestIsDrawnLast() {
        ParallelModel model;
        ParallelTable table = tableOf({1, 2, 3, 4});
        table.rows[2].cells[1] = ParallelCell::ofNumber(qQNaN());
        model.setTable(table);
        QCOMPARE(model.drawOrder().back(), 0U);
        QCOMPARE(model.drawOrder().front(), 2U);
        QCOMPARE(model.quality(0), 1.0F);
        model.setMinimizing(false);
        QCOMPARE(model.drawOrder().back(), 3U);
        model.setColorAxis(0);
        QCOMPARE(model.colorAxis(), 0);
        QCOMPARE(model.quality(3), 1.0F);
    }

    void orderHideShow() {
        ParallelModel model;
        ParallelTable table = tableOf({1, 2});
        table.axes.push_back({"z", ParallelAxis::numeric, {}, false});
        model.setTable(table);
        model.moveAxis(2, 0);
        QCOMPARE(model.order(), (std::vector<int>{2, 0, 1}));
        model.setTable(table);
        QCOMPARE(model.order(), (std::vector<int>{2, 0, 1}));
        brushed(model, 0, 0.1);
        model.setHidden(0, true);
        QCOMPARE(model.order(), (std::vector<int>{2, 1}));
        QCOMPARE(model.passingRuns().size(), 2);  // a hidden axis filters nothing
        model.setHidden(1, true);
        model.setHidden(2, true);
        QCOMPARE(model.order().size(), std::size_t{1});
        model.showAllAxes();
        QCOMPARE(model.order().size(), std::size_t{3});
        model.moveAxis(1, 99);
        QCOMPARE(model.order().back(), 1);
    }

    void brushesFollowTheirValuesWhenRowsJoin() {
        ParallelModel model;
        model.setTable(tableOf({0, 1, 2, 3, 4}));
        QCOMPARE(brushed(model, 0, 0.5), (QSet<int>{0, 1, 2}));
        model.setTable(tableOf({0, 1, 2, 3, 4, 8, 1.5}));
        QCOMPARE(model.passingRuns(), (QSet<int>{0, 1, 2, 6}));
    }

    void percentilesSpreadEvenly() {
        ParallelModel model;
        model.setTable(tableOf({1, 10, 100, 1000, 1e9}, ParallelAxis::percentile));
        for (std::size_t i = 0; i < 5; ++i) QCOMPARE(model.height(0, i), double(i) / 4);
        model.setTable(tableOf({7, 7, 7, 9}, ParallelAxis::percentile));
        QCOMPARE(model.height(0, 0), model.height(0, 2));
    }

    void categoriesOfNumbersAndOfWords() {
        ParallelModel model;
        model.setTable(tableOf({32, 128, 64, 64}));
        model.setKind(0, ParallelAxis::categorical);
        QCOMPARE(model.axis(0).categories(), (QStringList{"32", "64", "128"}));
        QCOMPARE(brushed(model, 0.34, 0.66), (QSet<int>{2, 3}));
        ParallelTable words;
        words.axes = {{"name", ParallelAxis::categorical, {"averyverylongname_a", "averyverylongname_b"}, false}};
        words.rows = {{0, {ParallelCell::ofCategory(0)}}, {1, {ParallelCell::ofCategory(1)}}};
        model.setTable(words);
        QCOMPARE(brushed(model, 0.6, 0.9), QSet<int>{1});
        QCOMPARE(model.axis(0).kinds(), std::vector<ParallelAxis::Kind>{ParallelAxis::categorical});
        QCOMPARE(model.colorAxis(), -1);
        QCOMPARE(model.axis(0).text(1), QString("averyverylongname_b"));
    }

    void choicesOfNumbersCanBeLogarithmic() {
        ParallelTable table;
        table.axes = {{"batch", ParallelAxis::categorical, {"32", "64", "128"}, false}};
        for (int i = 0; i < 3; ++i) table.rows.push_back({i, {ParallelCell::ofCategory(i)}});
        ParallelModel model;
        model.setTable(table);
        QVERIFY(std::abs(model.height(0, 0) - 1.0 / 6) < 1e-6);
        model.setKind(0, ParallelAxis::log);
        QVERIFY(std::abs(model.height(0, 1) - 0.5) < 1e-6);
        QCOMPARE(model.height(0, 0), 0.0);
    }

    void keyboardBrushWalksOverEverything() {
        ParallelTable table = tableOf({0, 1, 2, qQNaN(), qInf()});
        ParallelModel model;
        model.setTable(table);
        ParallelBrush brush = model.axis(0).firstBrush();
        brush = model.axis(0).moved(brush, 100);
        QCOMPARE(brush.places, ParallelBrush::bit(ParallelPlace::above));
        brush = model.axis(0).moved(brush, -1);
        QVERIFY(brush.hasSpan());
        QCOMPARE(brush.high, 1.0);
        brush = model.axis(0).moved(brush, -100);
        QCOMPARE(brush.places, ParallelBrush::bit(ParallelPlace::nan));
        model.setBrushes(0, {brush});
        QCOMPARE(model.passingRuns(), QSet<int>{3});
        brush = model.axis(0).moved(brush, 1);
        QCOMPARE(brush.low, 0.0);
        const ParallelBrush grown = model.axis(0).grown(brush, 1);
        QVERIFY(grown.high > brush.high);
        QVERIFY(model.axis(0).grown(brush, -100) == brush);
    }

    void oneValueAndNoRows() {
        ParallelModel model;
        model.setTable(tableOf({3}));
        QCOMPARE(model.height(0, 0), 0.5);
        QCOMPARE(brushed(model, 0.4, 0.6), QSet<int>{0});
        model.setTable(tableOf({}));
        QCOMPARE(model.passingRuns().size(), 0);
        QCOMPARE(model.order().size(), std::size_t{2});
        model.setTable({});
        QCOMPARE(model.metricAxis(), -1);
    }

    void furtherObjectivesHaveTheirOwnDirection() {
        ParallelTable table = tableOf({10, 20, 15});
        std::vector<std::optional<double>> speeds(table.rows.size(), 1.0);
        speeds[1] = 3.0;
        speeds[2].reset();
        addObjectiveAxis(table, "speed", false, speeds);
        addObjectiveAxis(table, "cost", true, speeds);
        ParallelModel model;
        model.setTable(table);
        const int cost = model.axisCount() - 1;
        QVERIFY(model.axis(cost).isMetric() && model.metricAxis() < cost - 1);
        QVERIFY(model.isLessBetter(model.metricAxis()) && model.isLessBetter(cost) && !model.isLessBetter(cost - 1));
        model.setColorAxis(cost - 1);
        QVERIFY(model.quality(1) > model.quality(0) && model.quality(2) < 0);
        model.setColorAxis(cost);
        QVERIFY(model.quality(1) < model.quality(0));
    }

    void tableFromANestedSpace() {
        const auto value = config::from_json(Json::parse(R"({
            "opt.lr": {"_type": "loguniform", "_value": [0.0001, 0.1]},
            "batch": {"_type": "choice", "_value": [32, 64]},
            "opt": {"_type": "choice", "_value": [
                {"_name": "SGD", "momentum": {"_type": "uniform", "_value": [0, 1]}}, {"_name": "Adam"}]}})"));
        const auto space = space::Space::parse(value);
        QVERIFY(space.has_value());
        const auto params = [](const char* text) { return config::from_json(Json::parse(text)); };
        const ParallelTable table = makeParallelTable(
            *space, "val_loss",
            {{0, params(R"({"opt.lr": 0.01, "batch": 64, "opt": {"_name": "SGD", "momentum": 0.9}})"), 0.5},
             {1, params(R"({"opt.lr": 0.001, "batch": 128, "opt": {"_name": "Adam"}})"), std::nullopt},
             {2, params(R"({})"), qQNaN()}});
        QCOMPARE(table.axes.size(), std::size_t{5});
        QCOMPARE(table.axes[0].kind, ParallelAxis::log);
        QCOMPARE(table.axes[1].categories, (QStringList{"32", "64", "128"}));
        QCOMPARE(table.axes[2].categories, (QStringList{"SGD", "Adam"}));
        QCOMPARE(table.axes[3].name, QString("opt:SGD.momentum"));
        QVERIFY(table.axes[4].isMetric);
        QCOMPARE(table.rows[0].cells[3].value, 0.9);
        QCOMPARE(table.rows[1].cells[3].kind, ParallelCell::missing);
        QCOMPARE(table.rows[1].cells[2].value, 1.0);
        QCOMPARE(table.rows[1].cells[1].value, 2.0);
        QCOMPARE(table.rows[1].cells[4].kind, ParallelCell::missing);
        QCOMPARE(table.rows[2].cells[0].kind, ParallelCell::missing);
        QVERIFY(std::isnan(table.rows[2].cells[4].value));
    }
};

LATHE_TEST(TestParallelModel)
#include "test_parallel_model.moc"
