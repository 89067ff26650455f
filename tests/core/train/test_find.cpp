// SPDX-License-Identifier: GPL-3.0-or-later
// The finders: their decisions as tables, and on a small training.
#include <QtTest>

#include <cmath>

#include "core/train/engine.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using train::BatchSizeFinderOptions;
using train::BatchSizeTrial;

class TestFind : public QObject {
    Q_OBJECT

    static std::vector<std::int64_t> sizes(const train::BatchSizeSearch& search) {
        std::vector<std::int64_t> all;
        for (const auto& trial : search.trials) all.push_back(trial.size);
        return all;
    }
    // What fits up to `memory` samples.
    static train::BatchSizeSearch search(const BatchSizeFinderOptions& options, std::int64_t largest,
                                         std::int64_t memory) {
        return train::search_batch_size(options, largest, [memory](std::int64_t size) {
            return std::optional(BatchSizeTrial{size, size <= memory, 1});
        });
    }

  private Q_SLOTS:
    void the_steepest_descent_is_suggested() {
        // A sigmoid that falls fastest at step 40.
        std::vector<double> lr;
        std::vector<double> loss;
        for (int i = 0; i < 100; ++i) {
            lr.push_back(std::pow(10, -8 + 8 * i / 99.0));
            loss.push_back(1 / (1 + std::exp((i - 40) / 3.0)));
        }
        QCOMPARE(train::suggest_learning_rate(lr, loss).value(), lr[40]);
    }

    void the_ends_are_left_out() {
        std::vector<double> lr(30);
        std::vector<double> loss(30, 1.0);
        for (std::size_t i = 0; i < 30; ++i) lr[i] = static_cast<double>(i + 1);
        loss[5] = -50;   // within the first ten
        loss[29] = -50;  // the last
        loss[20] = 0.9;
        QCOMPARE(train::suggest_learning_rate(lr, loss).value(), lr[19]);
        loss[15] = std::nan("");
        QCOMPARE(train::suggest_learning_rate(lr, loss).value(), lr[19]);
        QVERIFY(!train::suggest_learning_rate({1, 2, 3}, {3, 2, 1}));
    }

    void sizes_double_until_the_memory_is_full() {
        const auto found = search({}, 100000, 100);
        QCOMPARE(sizes(found), (std::vector<std::int64_t>{2, 4, 8, 16, 32, 64, 128}));
        QCOMPARE(found.suggestion, 64);
    }

    void a_binary_search_goes_on() {
        BatchSizeFinderOptions options;
        options.binary = true;
        const auto found = search(options, 100000, 100);
        QCOMPARE(sizes(found), (std::vector<std::int64_t>{2, 4, 8, 16, 32, 64, 128, 96, 112, 104, 100, 102, 101}));
        QCOMPARE(found.suggestion, 100);
    }

    void no_batch_is_larger_than_the_data() {
        const auto found = search({}, 50, 1000);
        QCOMPARE(sizes(found), (std::vector<std::int64_t>{2, 4, 8, 16, 32, 50}));
        QCOMPARE(found.suggestion, 50);
    }

    void nothing_fits() {
        const auto found = search({}, 50, 1);
        QCOMPARE(found.suggestion, 0);
        QVERIFY(!found.reason.empty());
    }

    void the_number_of_trials_is_kept() {
        BatchSizeFinderOptions options;
        options.max_trials = 3;
        QCOMPARE(search(options, 1000, 1000).suggestion, 8);
    }

    void a_learning_rate_that_learns() {
        const auto config = test::small_config({{"data.samples", 400}});
        int calls = 0;
        std::vector<double> losses;
        const auto on_step = [&losses](double, double loss) { losses.push_back(loss); };
        const train::FindRequest request{config, {}, {}, [&calls](int, int) { ++calls; }, on_step, {}};
        const auto curve = lathe_train_engine()->find_learning_rate(request, {});
        QVERIFY2(curve, curve ? "" : curve.error().str().c_str());
        QCOMPARE(curve->lr.size(), curve->loss.size());
        QCOMPARE(calls, static_cast<int>(curve->lr.size()));
        QVERIFY(losses == curve->loss);
        QCOMPARE(curve->lr.front(), 1e-8);
        QVERIFY(curve->suggestion && *curve->suggestion > 1e-5 && *curve->suggestion < 1);
        // Asked again it says the same: nothing is left behind.
        const auto again = lathe_train_engine()->find_learning_rate(request, {});
        QVERIFY(again && again->loss == curve->loss);
    }

    // The rate that is looked for is opt.lr; parameters with a factor learn with theirs meanwhile.
    void factors_hold_while_a_learning_rate_is_looked_for() {
        const auto curve_of = [](const std::vector<std::pair<std::string, config::Value>>& changes, double from,
                                 double to) {
            const train::FindRequest request{test::small_config(changes), {}, {}, {}, {}, {}};
            train::LearningRateFinderOptions options;
            options.min_lr = from;
            options.max_lr = to;
            options.steps = 20;
            auto curve = lathe_train_engine()->find_learning_rate(request, options);
            if (!curve) qFatal("%s", curve.error().str().c_str());
            return std::move(*curve);
        };
        const auto doubled = curve_of({{"params.lr_factors", config::Dict{{"*", 2.0}}}}, 1e-4, 1e-2);
        QCOMPARE(doubled.lr.front(), 1e-4);
        QVERIFY(doubled.loss == curve_of({}, 2e-4, 2e-2).loss);
        QVERIFY(doubled.loss != curve_of({}, 1e-4, 1e-2).loss);
    }

    void each_batch_is_a_step_while_a_learning_rate_is_looked_for() {
        const auto losses_of = [](const std::vector<std::pair<std::string, config::Value>>& changes) {
            const train::FindRequest request{test::small_config(changes), {}, {}, {}, {}, {}};
            train::LearningRateFinderOptions options;
            options.steps = 20;
            const auto curve = lathe_train_engine()->find_learning_rate(request, options);
            if (!curve) qFatal("%s", curve.error().str().c_str());
            return curve->loss;
        };
        const auto plain = losses_of({});
        QVERIFY(losses_of({{"train.accumulate_grad_batches", 2}}) == plain);
        QVERIFY(losses_of({{"train.accumulation_schedule", config::Dict{{"0", 2}}}}) == plain);
    }

    void the_largest_batch_of_small_data_is_all_of_it() {
        std::vector<std::int64_t> told;
        const auto on_size = [&told](const BatchSizeTrial& trial) { told.push_back(trial.size); };
        const train::FindRequest request{test::small_config(), {}, {}, {}, {}, on_size};
        const auto found = lathe_train_engine()->find_batch_size(request, {});
        QVERIFY2(found, found ? "" : found.error().str().c_str());
        QCOMPARE(found->suggestion, 100);
        QCOMPARE(told, sizes(*found));
        for (const auto& trial : found->trials) QVERIFY(trial.fits && trial.samples_per_second > 0);
    }

    void a_stop_ends_it() {
        std::stop_source stop;
        stop.request_stop();
        const train::FindRequest request{test::small_config(), {}, stop.get_token(), {}, {}, {}};
        QVERIFY(!lathe_train_engine()->find_learning_rate(request, {}));
    }

    void mistakes_are_told() {
        const train::FindRequest request{
            test::small_config({{"data.name", "csv"}, {"data.file", "/no/such.csv"}}), {}, {}, {}, {}, {}};
        const auto curve = lathe_train_engine()->find_learning_rate(request, {});
        QVERIFY(!curve && QString::fromStdString(curve.error().str()).contains("/no/such.csv"));
    }
};

LATHE_CORE_TEST(TestFind)
#include "test_find.moc"
