// SPDX-License-Identifier: GPL-3.0-or-later
// A trial on several ranks is the trial of one rank with batches as large as theirs together.
#include <QTemporaryDir>
#include <QtTest>

#include <chrono>
#include <cmath>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>
#include <tuple>

#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::Points;
using test::RankedTrial;
using test::small_config;

namespace {

using Changes = std::vector<std::pair<std::string, config::Value>>;

// 120 samples a batch at most, on any number of ranks that divides it.
config::Value shared_config(int ranks, const Changes& changes = {}) {
    config::Value config = small_config({{"train.precision", "64"},
                                         {"train.batch_size", 24 / ranks},
                                         {"val.batch_size", 12 / ranks},
                                         {"test.batch_size", 12 / ranks},
                                         {"train.epochs", 10}});
    for (const auto& [key, value] : changes) config.set(key, value);
    return config;
}

bool is_near(double a, double b) {
    return std::abs(a - b) <= 1e-9 * std::max(1.0, std::abs(a)) || (std::isnan(a) && std::isnan(b));
}

// Everything in the record but speed and device.
void compare(const RankedTrial& a, const RankedTrial& b) {
    QCOMPARE(a.recorder.points.size(), b.recorder.points.size());
    for (const auto& [name, points] : a.recorder.points) {
        QVERIFY2(b.recorder.points.contains(name), name.c_str());
        const Points& others = b.recorder.points.at(name);
        QCOMPARE(others.size(), points.size());
        for (std::size_t i = 0; i < points.size(); ++i) {
            QCOMPARE(others[i].first, points[i].first);
            QVERIFY2(is_near(points[i].second, others[i].second), qPrintable(QString("%1 at step %2: %3 and %4")
                                                                                 .arg(QString::fromStdString(name))
                                                                                 .arg(points[i].first)
                                                                                 .arg(points[i].second, 0, 'g', 17)
                                                                                 .arg(others[i].second, 0, 'g', 17)));
        }
    }
}

}  // namespace

class TestRanks : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    int count_ = 0;

    RankedTrial trial(int ranks, const Changes& changes = {}) {
        return {shared_config(ranks, changes), dir_.filePath(QString::number(count_++)).toStdString(), ranks};
    }
    static void finishes(RankedTrial& trial, bool resume = false) {
        const auto outcome = trial.run(resume);
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QCOMPARE(outcome->end, run::TrialEnding::finished);
    }

  private Q_SLOTS:
    void the_curves_of_one_rank_data() {
        QTest::addColumn<Changes>("changes");
        QTest::newRow("Adam") << Changes{};
        QTest::newRow("SGD, clipped") << Changes{
            {"opt.name", "SGD"}, {"opt.lr", 0.1}, {"train.gradient_clip_val", 0.05}};
        QTest::newRow("LBFGS") << Changes{{"opt.name", "LBFGS"}, {"opt.lr", 0.1}, {"train.epochs", 3}};
        QTest::newRow("batches added up") << Changes{{"train.accumulate_grad_batches", 3}, {"sched.name", "cosine"}};
        QTest::newRow("averaged weights") << Changes{{"ema.enable", true}, {"ema.decay", 0.9}};
        QTest::newRow("all metrics") << Changes{{"metrics.top_k", 2},
                                                {"metrics.precision_recall", true},
                                                {"metrics.confusion_matrix", true},
                                                {"metrics.train_acc", true}};
        QTest::newRow("classes balanced") << Changes{{"train.balance_classes", true}};
        QTest::newRow("no whole last batch") << Changes{{"train.drop_last", true}};
        QTest::newRow("a last batch of one sample") << Changes{{"data.samples", 97}, {"data.val_samples", 13}};
        QTest::newRow("validation within the epoch") << Changes{{"train.val_check_interval", 2}};
        QTest::newRow("ends early") << Changes{{"train.epochs", {}}, {"train.max_steps", 33}};
        QTest::newRow("normalised over all") << Changes{
            {"train.sync_batchnorm", true}, {"network.name", "lenet"}, {"network.version", "1_1"}, {"train.epochs", 3}};
        QTest::newRow("normalised over all, averaged, the last batch too small to be shared")
            << Changes{{"train.sync_batchnorm", true}, {"network.name", "resnet"}, {"network.width", 4},
                       {"data.samples", 73},           {"train.drop_last", true},  {"train.epochs", 2}};
        QTest::newRow("numbers") << Changes{{"data.name", "synthetic_table"}, {"loss.name", "mse"}};
    }
    void the_curves_of_one_rank() {
        QFETCH(const Changes, changes);
        RankedTrial alone = trial(1, changes);
        finishes(alone);
        for (const int ranks : {2, 3}) {
            RankedTrial together = trial(ranks, changes);
            finishes(together);
            compare(alone, together);
        }
    }

    void a_text() {
        std::string text;
        for (int i = 0; i < 60; ++i) text += "line " + std::to_string(i * i) + " of the poem\n";
        std::ofstream(dir_.filePath("poem.txt").toStdString()) << text;
        const Changes changes{{"data.name", "text"},  {"data.file", dir_.filePath("poem.txt").toStdString()},
                              {"data.length", 16},    {"network.name", "gru"},
                              {"network.hidden", 16}, {"network.dropout", 0.0},
                              {"train.epochs", 2}};
        RankedTrial alone = trial(1, changes);
        finishes(alone);
        QVERIFY(alone.recorder.points.contains("val_perplexity"));
        RankedTrial together = trial(2, changes);
        finishes(together);
        compare(alone, together);
    }

    void rank_0_alone_keeps_the_record() {
        RankedTrial together = trial(2);
        finishes(together);
        QVERIFY(together.recorder.logged("2 ranks, each with batches of 12 samples: 24 samples a batch together"));
        QVERIFY(together.recorder.logged("epoch 10 of 10"));
        for (const std::string& line : together.lines_of_others)
            QVERIFY2(line.find("epoch") == std::string::npos, line.c_str());
        QCOMPARE(together.recorder.objectives.size(), 10u);
    }

    void the_assessor_is_obeyed_by_all() {
        RankedTrial together = trial(3);
        together.recorder.assess = [](std::int64_t step) {
            return step == 4 ? std::optional<std::string>("worse than the others") : std::nullopt;
        };
        const auto outcome = together.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QCOMPARE(outcome->end, run::TrialEnding::early_stopped);
        QCOMPARE(outcome->reason, std::string("worse than the others"));
        QCOMPARE(outcome->epochs, 5);
    }

    // Stopped within an epoch and within a step, and taken up by another number of ranks with the same samples a batch.
    void a_checkpoint_is_anybodys_data() {
        QTest::addColumn<int>("before");
        QTest::addColumn<int>("after");
        for (const auto& [before, after] : {std::pair{1, 2}, {2, 1}, {2, 2}, {2, 3}, {3, 2}})
            QTest::addRow("%d, then %d", before, after) << before << after;
    }
    void a_checkpoint_is_anybodys() {
        QFETCH(const int, before);
        QFETCH(const int, after);
        const Changes changes{{"train.accumulate_grad_batches", 2}, {"train.epochs", 3}};
        RankedTrial whole = trial(1, changes);
        finishes(whole);
        for (const int stop_at : {2, 7}) {
            RankedTrial first = trial(before, changes);
            first.recorder.on_point = [&](const std::string& name, std::int64_t step) {
                if (name == "train_loss" && step == stop_at) first.stop.request_stop();
            };
            const auto outcome = first.run();
            QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
            QCOMPARE(outcome->end, run::TrialEnding::stopped);
            RankedTrial second{shared_config(after, changes), first.folder, after};
            finishes(second, true);
            for (const auto& [name, points] : first.recorder.points) {
                Points& all = second.recorder.points[name];
                all.insert(all.begin(), points.begin(), points.end());
            }
            compare(whole, second);
        }
    }

    void a_checkpoint_of_other_batches_says_what_is_repeated() {
        RankedTrial first = trial(1, {{"train.batch_size", 16}});
        first.recorder.on_point = [&](const std::string& name, std::int64_t step) {
            if (name == "train_loss" && step == 3) first.stop.request_stop();
        };
        QVERIFY(first.run());
        RankedTrial second{shared_config(2, {{"train.batch_size", 16}}), first.folder, 2};
        finishes(second, true);
        QVERIFY(second.recorder.logged("a batch had 16 samples before, and has 32 now; 16 samples of this epoch"));
    }

    // 100 samples are 7 batches of 16, the last of which has 4, or 4 batches of 32.
    void a_finished_epoch_is_not_begun_again() {
        const Changes changes{{"train.batch_size", 16}, {"train.epochs", 2}};
        RankedTrial first = trial(1, changes);
        first.recorder.on_point = [&](const std::string& name, std::int64_t step) {
            if (name == "train_loss" && step == 7) first.stop.request_stop();
        };
        QVERIFY(first.run());
        QVERIFY(first.recorder.objectives.empty());
        RankedTrial second{shared_config(2, changes), first.folder, 2};
        finishes(second, true);
        QVERIFY(second.recorder.logged("a batch had 16 samples before, and has 32 now"));
        QVERIFY(!second.recorder.logged("once more"));
        QCOMPARE(second.recorder.objectives.size(), 2u);  // of each epoch
        QCOMPARE(second.recorder.points.at("val_loss").back().first, std::int64_t{7 + 4});
    }

    // By a metric that it alone has, for one.
    void what_rank_0_requests_ends_all() {
        for (const auto& [step, validation, steps] :
             {std::tuple<int, int, int>{7, -1, 7}, {10, -1, 10}, {-1, 1, 4}, {-1, 2, 7}}) {
            RankedTrial together = trial(2, {{"train.val_check_interval", 2}, {"train.epochs", 4}});
            if (step >= 0) together.stop_after_step = step;
            if (validation >= 0) together.stop_after_validation = validation;
            const auto outcome = together.run();
            QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
            QCOMPARE(outcome->end, run::TrialEnding::early_stopped);
            QCOMPARE(outcome->reason, std::string("rank 0 has seen enough"));
            QCOMPARE(outcome->steps, std::int64_t{steps});
        }
    }

    void a_loss_that_is_no_number_ends_all() {
        RankedTrial together = trial(2, {{"opt.name", "SGD"}, {"opt.lr", 1e300}});
        const auto outcome = together.run();
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().what.find("train_loss became") != std::string::npos, outcome.error().what.c_str());
    }

    void what_a_rank_cannot_begin_ends_all() {
        RankedTrial together = trial(2, {{"loss.name", "mse"}});
        const auto outcome = together.run();
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().what.find("loss mse") != std::string::npos, outcome.error().what.c_str());
    }

    void a_pause_holds_all() {
        RankedTrial whole = trial(2, {{"train.epochs", 2}});
        finishes(whole);
        RankedTrial paused = trial(2, {{"train.epochs", 2}});
        std::mutex mutex;
        std::condition_variable changed;
        bool is_at_next_step = false;
        bool has_gone_on = false;  // while it was paused
        std::jthread person;
        const auto resume_later = [&] {
            std::unique_lock lock(mutex);
            // Time to go on in spite of the pause; where all is well it is never enough.
            has_gone_on = changed.wait_for(lock, std::chrono::milliseconds(50), [&] { return is_at_next_step; });
            paused.pause.resume();
        };
        paused.recorder.on_point = [&](const std::string& name, std::int64_t step) {
            if (name != "train_loss") return;
            const std::lock_guard lock(mutex);
            if (step == 3) {
                paused.pause.pause();
                person = std::jthread(resume_later);
            }
            is_at_next_step = step > 3;
            changed.notify_all();
        };
        finishes(paused);
        QVERIFY(person.joinable());
        person.join();
        QVERIFY(!has_gone_on);
        compare(whole, paused);
    }
};

LATHE_TEST(TestRanks)
#include "test_ranks.moc"
