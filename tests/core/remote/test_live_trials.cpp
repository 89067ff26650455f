// SPDX-License-Identifier: GPL-3.0-or-later
// Curves and logs of another machine's trials: each point once, in as many columns as a screen has, and more where
// somebody looks closer.
#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <tuple>

#include "core/remote/curve_loop.h"
#include "core/remote/live_trials.h"
#include "core/remote/mirror.h"
#include "tests/core/remote/served.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

class TestLiveTrials : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        served_ = std::make_unique<Served>();
        host_ = std::make_unique<Host>(Served::address(), served_->options());
        mirror_ = std::make_unique<Mirror>(Mirror::open(*host_, served_->at("copy")).value());
        live_ = std::make_unique<LiveTrials>(*host_, mirror_->folder());
        store::fixtures::Plan plan;
        plan.name = "a";
        plan.trials = 3;
        store::fixtures::write_study(served_->workspace() / "a", plan);
        QVERIFY(mirror_->update());
    }
    void cleanup() {
        live_.reset();
        mirror_.reset();
        host_.reset();
        served_.reset();
    }

    void curves_and_logs_follow() {
        auto writer = writer_there();
        for (int i = 0; i < 10'000; ++i) writer.add_scalar("loss", {i, 1.0, 1.0 / (i + 1)});
        QVERIFY(writer.flush());
        store::fixtures::put_bytes(there() / "log.txt", "one\n");
        QVERIFY(follow());
        store::EventFolderReader reader(here());
        const auto first = reader.poll();
        QVERIFY(first.at("loss").size() >= 1'000 && first.at("loss").size() <= 4'000);
        QCOMPARE(first.at("loss").back().step, std::int64_t(9'999));
        QCOMPARE(first.at("loss").back().value, double(1.0f / 10'000));
        QVERIFY(!follow());
        for (int i = 10'000; i < 10'005; ++i) writer.add_scalar("loss", {i, 1.0, 0.5});
        writer.add_scalar("late", {10'000, 1.0, 7});
        QVERIFY(writer.flush());
        std::ofstream(there() / "log.txt", std::ios::app) << "two\n";
        served_->cut();
        QVERIFY(follow());
        const auto more = reader.poll();
        QCOMPARE(more.at("loss").size(), std::size_t(5));  // none of them a second time
        QCOMPARE(more.at("late").size(), std::size_t(1));
        QVERIFY(!reader.restarted_at());
        QCOMPARE(store::fixtures::bytes_of(here() / "log.txt"), std::string("one\ntwo\n"));
    }

    // Readers that have the curves of before are told to forget them.
    void a_trial_that_went_on_from_a_checkpoint_comes_anew() {
        auto writer = writer_there();
        for (int i = 0; i < 100; ++i) writer.add_scalar("loss", {i, 1.0, 1.0});
        QVERIFY(writer.flush());
        QVERIFY(follow());
        store::EventFolderReader reader(here());
        QCOMPARE(reader.poll().at("loss").size(), std::size_t(100));
        auto again = store::EventFileWriter::create(there(), 50).value();
        again.add_scalar("loss", {50, 1.0, 3});
        QVERIFY(again.flush());
        QVERIFY(follow());
        static_cast<void>(reader.poll());
        QVERIFY(reader.restarted_at());
        const auto anew = store::EventFolderReader(here()).poll();
        QCOMPARE(anew.at("loss").size(), std::size_t(51));
        QCOMPARE(anew.at("loss").back().value, 3.0);
    }

    void a_part_that_is_looked_at_closer_comes_whole() {
        auto writer = writer_there();
        for (int i = 0; i < 100'000; ++i) writer.add_scalar("loss", {i, 1.0, i % 7 * 1.0});
        QVERIFY(writer.flush());
        QVERIFY(follow());
        store::EventFolderReader reader(here());
        const auto before = reader.poll().at("loss");
        const auto count = [](const std::vector<store::ScalarPoint>& points, std::int64_t from, std::int64_t to) {
            return std::ranges::count_if(points, [&](const auto& one) { return one.step >= from && one.step <= to; });
        };
        QVERIFY(count(before, 20'000, 20'400) < 100);
        QVERIFY(live_->refine(place_, {{"loss", 20'000, 20'400, 500}}).value());
        static_cast<void>(reader.poll());
        QVERIFY(reader.restarted_at());
        const auto after = store::EventFolderReader(here()).poll().at("loss");
        QCOMPARE(count(after, 20'000, 20'400), std::ptrdiff_t(401));
        QCOMPARE(after.size(), before.size() + 401 - static_cast<std::size_t>(count(before, 20'000, 20'400)));
        QVERIFY(std::ranges::is_sorted(after, {}, &store::ScalarPoint::step));
        for (const auto& point : after) QCOMPARE(point.value, double(point.step % 7));
        // Nothing is asked for what is here.
        const auto bytes = host_->bytes();
        QVERIFY(!live_->refine(place_, {{"loss", 20'100, 20'300, 500}}).value());
        QVERIFY(!live_->refine(place_, {{"none", 0, 5, 500}}).value());
        QCOMPARE(host_->bytes(), bytes);
        // And what comes later follows.
        writer.add_scalar("loss", {100'000, 1.0, 9});
        QVERIFY(writer.flush());
        QVERIFY(follow());
        QCOMPARE(store::EventFolderReader(here()).poll().at("loss").size(), after.size() + 1);
    }

    // Another window goes on with what is here, and asks for nothing of a trial that has ended.
    void what_is_here_does_not_come_again() {
        auto writer = writer_there();
        for (int i = 0; i < 5'000; ++i) writer.add_scalar("loss", {i, 1.0, 0.5});
        QVERIFY(writer.flush());
        store::fixtures::put_bytes(there() / "log.txt", "one\n");
        QVERIFY(follow());
        LiveTrials second(*host_, mirror_->folder());
        writer.add_scalar("loss", {5'000, 1.0, 0.5});
        QVERIFY(writer.flush());
        std::ofstream(there() / "log.txt", std::ios::app) << "two\n";
        const auto bytes = host_->bytes();
        QCOMPARE(second.follow({{place_, true}}, 0ms).value().size(), std::size_t(1));
        QVERIFY2(host_->bytes() - bytes < 2'000, std::to_string(host_->bytes() - bytes).c_str());
        QCOMPARE(store::fixtures::bytes_of(here() / "log.txt"), std::string("one\ntwo\n"));
        QVERIFY(second.has_more({{place_, true}}));
        QVERIFY(second.follow({{place_, true}}, 0ms).value().empty());
        QVERIFY(!second.has_more({{place_, true}}));
        QVERIFY(!LiveTrials(*host_, mirror_->folder()).has_more({{place_, true}}));
        QVERIFY(LiveTrials(*host_, mirror_->folder()).has_more({{place_, false}}));
    }

    void what_is_not_there_is_asked_for_once() {
        const TrialPlace none{"a", 77};
        QVERIFY(live_->follow({{none, false}}, 0ms).value().empty());
        QVERIFY(!live_->has_more({{none, false}}));
        QVERIFY(!live_->has_more({{{"../a", 0}, false}, {{"none", 0}, false}}));
    }

    // It may begin a moment later than its study tells of it.
    void what_was_not_there_is_asked_for_when_its_study_changes() {
        const std::vector<LookedAt> late{{{"a", 3}, false}};
        QVERIFY(live_->follow(late, 0ms).value().empty());
        QVERIFY(!live_->has_more(late));
        auto writer = store::EventFileWriter::create(make_trial_there(3)).value();
        writer.add_scalar("loss", {1, 1.0, 0.5});
        QVERIFY(writer.flush());
        store::fixtures::put_bytes(served_->workspace() / "a" / "notes.json", "{}");
        QVERIFY(mirror_->update());
        QVERIFY(live_->has_more(late));
        QCOMPARE(live_->follow(late, 0ms).value().size(), std::size_t(1));
    }

    // Out of the trash, or by another run of the same name: its curves are not those that the window knows.
    void a_study_that_was_removed_may_come_back() {
        const auto write = [this](const char* log, int steps) {
            auto writer = writer_there();
            for (int i = 0; i < steps; ++i) writer.add_scalar("loss", {i, 1.0, 0.5});
            QVERIFY(writer.flush());
            store::fixtures::put_bytes(there() / "log.txt", log);
        };
        write("one\n", 30);
        QVERIFY(follow());
        store::EventFolderReader reader(here());
        QCOMPARE(reader.poll().at("loss").size(), std::size_t(30));
        static_cast<void>(live_->follow({{place_, true}}, 0ms));  // all of it is here
        QVERIFY(!live_->has_more({{place_, true}}));
        fs::remove_all(served_->workspace() / "a");
        QVERIFY(mirror_->update());
        QVERIFY(!fs::exists(here()));
        QVERIFY(!live_->has_more({{place_, true}}));
        store::fixtures::Plan plan;
        plan.name = "a";
        store::fixtures::write_study(served_->workspace() / "a", plan);
        write("two\n", 20);
        QVERIFY(mirror_->update());
        QVERIFY(follow());
        QCOMPARE(store::EventFolderReader(here()).poll().at("loss").size(), std::size_t(20));
        QCOMPARE(store::fixtures::bytes_of(here() / "log.txt"), std::string("two\n"));
        static_cast<void>(reader.poll());
        QVERIFY(reader.restarted_at());
    }

    // Event files of other programs hold any number.
    void numbers_that_are_none_follow() {
        auto writer = writer_there();
        const double inf = std::numeric_limits<double>::infinity();
        const double nan = std::numeric_limits<double>::quiet_NaN();
        for (const auto& [step, time, value] :
             {std::tuple(1, nan, 0.5), std::tuple(2, inf, nan), std::tuple(3, 1.0, 0.25), std::tuple(4, 1.0, -inf)})
            writer.add_scalar("loss", {step, time, value});
        QVERIFY(writer.flush());
        QVERIFY(follow());
        const auto here_now = store::EventFolderReader(here()).poll().at("loss");
        QCOMPARE(here_now.size(), std::size_t(4));
        QCOMPARE(here_now[0].value, 0.5);
        QVERIFY(std::isnan(here_now[1].value) && here_now[3].value == -inf);
    }

    void many_trials_take_turns() {
        store::fixtures::Plan plan;
        plan.name = "many";
        plan.trials = 70;
        store::fixtures::write_study(served_->workspace() / "many", plan);
        QVERIFY(mirror_->update());
        std::vector<LookedAt> all;
        for (int i = 0; i < 70; ++i) {
            const fs::path trial = store::trial_folder(served_->workspace() / "many", i);
            auto writer = store::EventFileWriter::create(trial).value();
            writer.add_scalar("loss", {1, 1.0, 1.0});
            QVERIFY(writer.flush());
            all.push_back({{"many", i}, true});
        }
        std::set<TrialPlace> come;
        for (int i = 0; i < 20 && live_->has_more(all); ++i) {
            const auto news = live_->follow(all, 0ms);
            QVERIFY(news);
            come.insert(news->begin(), news->end());
        }
        QCOMPARE(come.size(), std::size_t(70));
        QVERIFY(!live_->has_more(all));
    }

    void a_loop_follows_what_it_is_told() {
        auto writer = writer_there();
        for (int i = 0; i < 20'000; ++i) writer.add_scalar("loss", {i, 1.0, 0.5});
        QVERIFY(writer.flush());
        // Over connections of its own, which come from a program in the place of ssh: here there is none.
        qputenv("LATHE_SSH", "/bin/false");
        std::jthread thread([](const std::stop_token& stop) {
            CurveLoop loop(Served::address(), "/nowhere", [](const TrialPlace&) {});
            loop.look_at({{{"a", 1}, false}});
            loop.run(stop);
        });
        thread.request_stop();
        thread.join();  // at once
        qunsetenv("LATHE_SSH");
    }

  private:
    fs::path there() const { return store::trial_folder(served_->workspace() / "a", 1); }
    fs::path make_trial_there(int number) const {
        const fs::path folder = store::trial_folder(served_->workspace() / "a", number);
        fs::create_directories(folder);
        return folder;
    }
    fs::path here() const { return store::trial_folder(mirror_->folder() / "a", 1); }
    store::EventFileWriter writer_there() const {
        for (const auto& entry : fs::directory_iterator(there()))
            if (entry.path().filename().string().find("tfevents") != std::string::npos) fs::remove(entry.path());
        return store::EventFileWriter::create(there()).value();
    }
    bool follow() const { return !live_->follow({{place_, false}}, 0ms).value().empty(); }

    const TrialPlace place_{"a", 1};
    std::unique_ptr<Served> served_;
    std::unique_ptr<Host> host_;
    std::unique_ptr<Mirror> mirror_;
    std::unique_ptr<LiveTrials> live_;
};

LATHE_TEST(TestLiveTrials)
#include "test_live_trials.moc"
