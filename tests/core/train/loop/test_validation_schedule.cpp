// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <QtTest>

#include "core/train/loop/validation_schedule.h"
#include "tests/test_program.h"

using namespace lathe;
using train::TrainerOptions;
using train::ValidationSchedule;

namespace {

using Places = std::vector<std::pair<std::int64_t, std::int64_t>>;

Places places(const TrainerOptions& options, std::int64_t batches, std::int64_t epochs) {
    const auto schedule = ValidationSchedule::from(options, batches);
    Places found;
    for (std::int64_t epoch = 0; epoch < epochs; ++epoch) {
        for (std::int64_t done = 1; done <= batches; ++done) {
            if (schedule->falls_after(epoch, done)) found.emplace_back(epoch, done);
        }
    }
    return found;
}

TrainerOptions every(config::Value interval, std::optional<std::int64_t> epochs = 1) {
    TrainerOptions options;
    options.val_check_interval = std::move(interval);
    options.check_val_every_n_epoch = epochs;
    return options;
}

}  // namespace

class TestValidationSchedule : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void by_default_at_the_end_of_each_epoch() { QCOMPARE(places(TrainerOptions{}, 3, 2), (Places{{0, 3}, {1, 3}})); }

    void a_part_is_rounded_down_to_whole_batches() {
        QCOMPARE(places(every(config::Value(0.5)), 5, 1), (Places{{0, 2}, {0, 4}}));
        QCOMPARE(places(every(config::Value(0.1)), 3, 1), (Places{{0, 1}, {0, 2}, {0, 3}}));
    }

    void some_epochs_only() { QCOMPARE(places(every(config::Value(1.0), 2), 2, 4), (Places{{1, 2}, {3, 2}})); }

    // Against a walk over all batches with two counters.
    void as_counting_batches_does() {
        QVERIFY(rc::check("the validation falls where counters say", [] {
            const auto batches = *rc::gen::inRange<std::int64_t>(1, 12);
            const auto across = *rc::gen::arbitrary<bool>();
            const auto interval = *rc::gen::inRange<std::int64_t>(1, across ? 30 : batches + 1);
            const auto each = *rc::gen::inRange<std::int64_t>(1, 4);
            Places expected;
            std::int64_t since = 0;
            for (std::int64_t epoch = 0; epoch < 7; ++epoch) {
                if (!across) since = 0;
                for (std::int64_t done = 1; done <= batches; ++done) {
                    if (++since < interval) continue;
                    since = 0;
                    if (across || epoch % each == each - 1) expected.emplace_back(epoch, done);
                }
            }
            const auto options = every(config::Value(interval), across ? std::nullopt : std::optional(each));
            RC_ASSERT(places(options, batches, 7) == expected);
        }));
    }

    void what_never_falls_is_refused_data() {
        QTest::addColumn<bool>("whole");
        QTest::addColumn<double>("interval");
        QTest::addColumn<QString>("says");
        QTest::newRow("more batches than there are") << true << 4.0 << "never falls in it";
        QTest::newRow("none") << true << 0.0 << "never falls in it";
        QTest::newRow("more than an epoch") << false << 1.5 << "up to 1.0, found 1.5";
        QTest::newRow("no part") << false << 0.0 << "up to 1.0";
    }
    void what_never_falls_is_refused() {
        QFETCH(bool, whole);
        QFETCH(double, interval);
        QFETCH(QString, says);
        const config::Value value =
            whole ? config::Value(static_cast<std::int64_t>(interval)) : config::Value(interval);
        const auto schedule = ValidationSchedule::from(every(value), 3);
        QVERIFY(!schedule);
        QCOMPARE(schedule.error().key, std::string("train.val_check_interval"));
        QVERIFY2(QString::fromStdString(schedule.error().what).contains(says), schedule.error().what.c_str());
    }

    void across_epochs_it_may_be_longer_than_one() {
        QCOMPARE(places(every(config::Value(4), std::nullopt), 3, 4), (Places{{1, 1}, {2, 2}, {3, 3}}));
    }
};

LATHE_TEST(TestValidationSchedule)
#include "test_validation_schedule.moc"
