// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QTemporaryDir>

#include "core/remote/trial_curves.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;

namespace {

store::EventFileWriter writer_in(const QTemporaryDir& dir, std::optional<std::int64_t> resume = {}) {
    return std::move(*store::EventFileWriter::create(dir.path().toStdString(), resume));
}

constexpr std::int64_t to_the_end = std::numeric_limits<std::int64_t>::max();

}  // namespace

class TestTrialCurves : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void few_points_come_as_they_are() {
        const QTemporaryDir dir;
        auto writer = writer_in(dir);
        for (int i = 1; i <= 5; ++i) writer.add_scalar("loss", {i * 10, 100.0 + i, 1.0 / i});
        QVERIFY(writer.flush());
        TrialCurves curves(dir.path().toStdString());
        curves.read();
        QCOMPARE(curves.metrics(), std::vector<std::string>{"loss"});
        const auto points = curves.sample("loss", {0, to_the_end, 1000});
        QCOMPARE(points.size(), std::size_t(5));
        QCOMPARE(points[2].step, std::int64_t(30));
        QCOMPARE(points[2].value, double(1.0f / 3));
        QCOMPARE(points[2].wall_time, 103.0);
        QCOMPARE(curves.sample("loss", {20, 40, 1000}).size(), std::size_t(3));
        QVERIFY(curves.sample("loss", {51, to_the_end, 10}).empty());
        QVERIFY(curves.sample("loss", {0, to_the_end, 0}).empty());
        QVERIFY(curves.sample("none", {0, to_the_end, 10}).empty());
        for (int i = 6; i <= 7; ++i) writer.add_scalar("loss", {i * 10, 100.0 + i, 1.0 / i});
        QVERIFY(writer.flush());
        curves.read();
        QCOMPARE(curves.sample("loss", {51, to_the_end, 10}).size(), std::size_t(2));
    }

    // A million points are at most four a column, and the extremes are among them.
    void many_points_are_as_many_as_a_screen_shows() {
        const QTemporaryDir dir;
        auto writer = writer_in(dir);
        constexpr int count = 1'000'000;
        for (int i = 0; i < count; ++i)
            writer.add_scalar("loss", {i, 0, i == 123'456 ? 50.0 : i == 654'321 ? -50.0 : std::sin(i)});
        QVERIFY(writer.flush());
        TrialCurves curves(dir.path().toStdString());
        curves.read();
        const auto points = curves.sample("loss", {0, to_the_end, 500});
        QVERIFY(points.size() <= 2000 && points.size() >= 1000);
        QCOMPARE(points.front().step, std::int64_t(0));
        QCOMPARE(points.back().step, std::int64_t(count - 1));
        bool has_high = false, has_low = false;
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (i > 0) QVERIFY(points[i].step > points[i - 1].step);
            has_high |= points[i].value == 50.0;
            has_low |= points[i].value == -50.0;
        }
        QVERIFY(has_high && has_low);
    }

    void gaps_do_not_break_the_bound() {
        const QTemporaryDir dir;
        auto writer = writer_in(dir);
        for (int i = 0; i < 100'000; ++i) writer.add_scalar("loss", {i, 0, i % 2 == 0 ? NAN : 1.0});
        QVERIFY(writer.flush());
        TrialCurves curves(dir.path().toStdString());
        curves.read();
        QVERIFY(curves.sample("loss", {0, to_the_end, 100}).size() <= 400);
    }

    void a_trial_that_goes_on_is_another_generation() {
        const QTemporaryDir dir;
        auto writer = writer_in(dir);
        for (int i = 1; i <= 10; ++i) writer.add_scalar("loss", {i, 0, 1});
        QVERIFY(writer.flush());
        TrialCurves curves(dir.path().toStdString());
        curves.read();
        const auto before = curves.generation();
        auto again = writer_in(dir, 6);
        for (int i = 6; i <= 8; ++i) again.add_scalar("loss", {i, 0, 2});
        QVERIFY(again.flush());
        curves.read();
        QVERIFY(curves.generation() != before);
        const auto points = curves.sample("loss", {0, to_the_end, 1000});
        QCOMPARE(points.size(), std::size_t(8));
        QCOMPARE(points.back().value, 2.0);
        TrialCurves other(dir.path().toStdString());
        other.read();
        QCOMPARE(other.generation(), curves.generation());
    }
};

LATHE_TEST(TestTrialCurves)
#include "test_trial_curves.moc"
