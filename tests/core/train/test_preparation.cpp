// SPDX-License-Identifier: GPL-3.0-or-later
// A stop is noticed while data are read, whatever they are and whoever waits for them.
#include <QtTest>

#include <atomic>
#include <latch>
#include <thread>

#include "core/base/files.h"
#include "core/train/data/file_cache.h"
#include "core/train/data/in_parallel.h"
#include "core/train/data/preparation.h"
#include "core/train/engine.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::small_config;
using test::Trial;
namespace fs = std::filesystem;

class TestPreparation : public QObject {
    Q_OBJECT

    static constexpr int pictures = 1200;
    QTemporaryDir folder_;

    config::Value pictures_config(std::int64_t max_memory) const {
        return small_config({{"data.name", "image_folder"},
                             {"data.root", folder_.path().toStdString()},
                             {"data.height", 4},
                             {"data.width", 4},
                             {"data.channels", 1},
                             {"data.max_memory", max_memory},
                             {"train.epochs", 1}});
    }

  private Q_SLOTS:
    void initTestCase() {
        for (int i = 0; i < pictures; ++i) {
            const fs::path file =
                fs::path(folder_.path().toStdString()) / (i % 2 == 0 ? "dark" : "light") / (std::to_string(i) + ".pgm");
            fs::create_directories(file.parent_path());
            const char shade = static_cast<char>(i % 2 == 0 ? i % 100 : 150 + i % 100);
            QVERIFY(write_file_atomically(file, std::string("P5\n4 4\n255\n") + std::string(16, shade)));
        }
    }

    void a_stopped_reading_ends_the_trial_and_it_can_go_on_data() {
        QTest::addColumn<int>("max_memory");
        QTest::newRow("kept in memory") << 100;
        QTest::newRow("decoded at each access") << 0;
    }
    void a_stopped_reading_ends_the_trial_and_it_can_go_on() {
        QFETCH(int, max_memory);
        QTemporaryDir place;
        Trial trial{pictures_config(max_memory), place.path().toStdString()};
        trial.recorder.on_line = [&trial](const std::string& line) {
            if (line.find("of 1200 pictures read") != std::string::npos) trial.stop.request_stop();
        };
        const auto stopped = trial.run();
        QVERIFY2(stopped, stopped ? "" : stopped.error().str().c_str());
        QCOMPARE(stopped->end, run::TrialEnding::stopped);
        QCOMPARE(stopped->steps, 0);
        // The line that stopped it is the first and the last of its kind.
        QCOMPARE(std::ranges::count_if(
                     trial.recorder.lines,
                     [](const std::string& line) { return line.find("pictures read") != std::string::npos; }),
                 1);
        QVERIFY(trial.recorder.logged("stopped while the data were prepared"));

        Trial again{pictures_config(max_memory), place.path().toStdString()};
        const auto outcome = again.run(/*resume=*/true);
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QCOMPARE(outcome->end, run::TrialEnding::finished);
    }

    void a_stopped_check_says_so() {
        std::stop_source stop;
        stop.request_stop();
        const auto check =
            lathe_train_engine()->check_trial(pictures_config(100), run::CheckDepth::prepared, stop.get_token());
        QCOMPARE(check.errors.size(), 1U);
        QVERIFY(check.errors.front().what.find("stopped") != std::string::npos);
    }

    void nothing_more_is_begun_after_a_stop() {
        std::stop_source stop;
        const train::Preparation preparation{stop.get_token(), {}};
        std::latch stopped(1);
        std::atomic<int> begun = 0;
        const auto work = [&](std::int64_t i) {
            preparation.check();
            ++begun;
            if (i > 10) return stopped.wait();
            if (i < 10) return;
            stop.request_stop();
            stopped.count_down();
        };
        QVERIFY_EXCEPTION_THROWN(train::in_parallel(100000, work), train::PreparationStopped);
        QVERIFY(begun <= 11 + static_cast<int>(std::thread::hardware_concurrency()));
    }

    void who_waits_for_another_reader_can_be_stopped() {
        train::FileCache<int> cache;
        std::latch reading(1);
        std::latch go_on(1);
        std::shared_ptr<const int> made;
        std::jthread reader([&] {
            made = cache.get({}, "kind", [&] {
                reading.count_down();
                go_on.wait();
                return 7;
            });
        });
        reading.wait();
        std::stop_source stop;
        std::shared_ptr<const int> waited = std::make_shared<int>(0);
        std::jthread waiter([&] {
            waited = cache.get(
                {}, "kind", [] { return 8; }, stop.get_token());
        });
        stop.request_stop();
        waiter.join();  // while the reader still reads
        QVERIFY(waited == nullptr);
        go_on.count_down();
        reader.join();
        QCOMPARE(*made, 7);
        QCOMPARE(cache.get({}, "kind", [] { return 9; }).get(), made.get());
    }

    void a_reader_that_fails_leaves_the_next_one_to_try() {
        train::FileCache<int> cache;
        const auto fails = []() -> int { throw train::PreparationStopped(); };
        QVERIFY_EXCEPTION_THROWN(cache.get({}, "kind", fails), train::PreparationStopped);
        QCOMPARE(*cache.get({}, "kind", [] { return 3; }), 3);
    }
};

LATHE_CORE_TEST(TestPreparation)
#include "test_preparation.moc"
