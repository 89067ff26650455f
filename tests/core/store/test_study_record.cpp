// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/wait.h>
#include <unistd.h>
#include <cmath>
#include <csignal>
#include <limits>

#include <QTemporaryDir>
#include <QTest>

#include "core/store/journal.h"
#include "core/store/study_lock.h"
#include "fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::store;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestStudyRecord : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder_;

    void append(const StudyEvent& event) { QVERIFY(Journal::open(journal_path(folder_))->append(to_json(event))); }

    // Runs `hold` in a child process that then waits to be killed.
    template <class F>
    pid_t child_that_holds(F hold) {
        int ready[2];
        if (::pipe(ready) != 0) return -1;
        const pid_t child = ::fork();
        if (child == 0) {
            auto held = hold();
            const char ok = held ? 'y' : 'n';
            [[maybe_unused]] const auto n = ::write(ready[1], &ok, 1);
            ::pause();
            ::_exit(0);
        }
        char answer = 'n';
        [[maybe_unused]] const auto n = ::read(ready[0], &answer, 1);
        ::close(ready[0]);
        ::close(ready[1]);
        return answer == 'y' ? child : -1;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = fs::path(dir_->path().toStdString()) / "demo-20260101-000000";
    }

    void events_survive_the_journal() {
        const double infinity = std::numeric_limits<double>::infinity();
        const std::vector<StudyEvent> events{
            event::Created{"n", true, "val_acc", search::Mode::maximize, true, "TPE", "Medianstop", 20},
            event::Asked{3, config::Value(config::Dict{{"a", config::Value(1)}, {"b", config::Value("x")}})},
            event::Started{3, "cuda:1"},
            event::Reported{3, 7, infinity},
            event::Finished{3, search::TrialState::failed, std::nullopt, "NaN loss"},
            event::Finished{4, search::TrialState::succeeded, -0.25, ""},
            event::Created{
                "n",
                true,
                "m",
                search::Mode::minimize,
                false,
                "TPE",
                "",
                20,
                {},
                {},
                {{"latency", search::Constraint::Side::at_most, 20}, {"acc", search::Constraint::Side::at_least, 0.5}}},
            event::Finished{4, search::TrialState::succeeded, -0.25, "", {}, {19, std::nan("")}},
            event::Interrupted{5},
            event::Resumed{},
            event::Edited{Json{{"max_trials", 30}}},
            event::Ended{StudyState::failed, "disk full"}};
        fs::create_directories(folder_);
        for (const auto& event : events) append(event);
        const auto journal = read_study_journal(folder_);
        QVERIFY(journal);
        QVERIFY(journal->warnings.empty());
        QCOMPARE(journal->events.size(), events.size());
        for (std::size_t i = 0; i < events.size(); ++i) {
            QVERIFY(journal->events[i].time);
            QVERIFY(to_json(journal->events[i].event) == to_json(events[i]));
        }
    }

    void a_finished_study_is_read_whole() {
        write_study(folder_, {});
        const auto study = read_study(folder_);
        QVERIFY(study);
        QVERIFY(study->warnings.empty());
        QCOMPARE(study->name, std::string("demo"));
        QVERIFY(study->state == StudyState::finished);
        QVERIFY(study->is_search);
        QCOMPARE(study->metric, std::string("val_loss"));
        QCOMPARE(study->tuner, std::string("Random"));
        QCOMPARE(study->trials.size(), 3u);
        QCOMPARE(study->finished(), 3);
        QCOMPARE(study->best()->number, 1);
        QVERIFY(study->start == from_unix_seconds(1.7e9));
        QVERIFY(study->end);
    }

    void json_has_what_scripts_rely_on() {
        write_study(folder_, {});
        const Json json = to_json(*read_study(folder_));
        QCOMPARE(json["name"].get<std::string>(), std::string("demo"));
        QCOMPARE(json["state"].get<std::string>(), std::string("FINISHED"));
        QCOMPARE(json["objective"]["metric"].get<std::string>(), std::string("val_loss"));
        QCOMPARE(json["objective"]["mode"].get<std::string>(), std::string("minimize"));
        QCOMPARE(json["best_trial"].get<int>(), 1);
        QCOMPARE(json["best_params"]["opt.lr"].get<double>(), 0.002);
        const Json& trial = json["trials"][1];
        QCOMPARE(trial["number"].get<int>(), 1);
        QCOMPARE(trial["state"].get<std::string>(), std::string("SUCCEEDED"));
        QCOMPARE(trial["objective"].get<double>(), 0.5);
        QCOMPARE(trial["steps"].get<int>(), 100);
        QCOMPARE(trial["epochs"].get<int>(), 3);
        QCOMPARE(trial["start"].get<std::string>(), std::string("2023-11-14T22:13:30.000Z"));
        QCOMPARE(trial["device"].get<std::string>(), std::string("cpu"));
        QVERIFY(trial["error"].is_null());
    }

    void the_trial_file_outranks_the_journal() {
        write_study(folder_, {});
        TrialRecord record = make_trial(2, {});
        record.objective = 0.01;
        record.device = "cuda:0";
        QVERIFY(write_trial_record(trial_folder(folder_, 2), record));
        const auto study = read_study(folder_);
        QCOMPARE(study->best()->number, 2);
        QCOMPARE(study->trials[2].device, std::string("cuda:0"));
    }

    void the_journal_alone_is_enough() {
        Plan plan;
        plan.trial_files = false;
        write_study(folder_, plan);
        const auto study = read_study(folder_);
        QCOMPARE(study->trials.size(), 3u);
        QCOMPARE(study->best()->number, 1);
        QCOMPARE(study->trials[0].objective_best.value(), objective_of(0));
        QCOMPARE(study->trials[0].params.number_or("opt.lr", 0), 0.0);  // the key holds a dot: see next line
        QCOMPARE(study->trials[0].params.get("opt.lr")->as_float(), 0.001);
    }

    void the_trial_files_alone_are_enough() {
        write_study(folder_, {});
        fs::remove(journal_path(folder_));
        const auto study = read_study(folder_);
        QVERIFY(study);
        QCOMPARE(study->trials.size(), 3u);
        QCOMPARE(study->name, std::string("demo"));
        QCOMPARE(study->metric, std::string("val_loss"));
        QCOMPARE(study->best()->number, 1);
        QCOMPARE(study->warnings.size(), 1u);
    }

    void damage_becomes_warnings() {
        write_study(folder_, {});
        put_bytes(trial_folder(folder_, 0) / "trial.json", "{\"number\": 0, \"state\": \"SUCC");
        put_bytes(trial_folder(folder_, 2) / "trial.json", "{\"number\": 2, \"state\": \"DREAMING\"}");
        std::string journal = bytes_of(journal_path(folder_));
        journal[journal.size() / 2] ^= 1;
        put_bytes(journal_path(folder_), journal + "{\"event\":\"asked\",\"tri");
        const auto study = read_study(folder_);
        QVERIFY(study);
        QCOMPARE(study->trials.size(), 3u);
        QCOMPARE(study->warnings.size(), 4u);
        QCOMPARE(study->best()->number, 1);
    }

    void states_follow_the_lock_and_the_journal() {
        Plan plan;
        plan.ended = false;
        write_study(folder_, plan);
        append(event::Asked{3, config::Value(config::Dict{})});
        append(event::Started{3, "cpu"});
        TrialRecord running;
        running.number = 3;
        running.state = search::TrialState::running;
        fs::create_directories(trial_folder(folder_, 3));
        QVERIFY(write_trial_record(trial_folder(folder_, 3), running));

        auto study = read_study(folder_);
        QVERIFY(study->state == StudyState::interrupted);
        QVERIFY(study->trials[3].state == search::TrialState::waiting);
        {
            const auto lock = StudyLock::try_lock(folder_);
            QVERIFY(lock);
            study = read_study(folder_);
            QVERIFY(study->state == StudyState::running);
            QCOMPARE(study->holder->pid, static_cast<long>(::getpid()));
            QVERIFY(study->trials[3].state == search::TrialState::running);
            QVERIFY(!study->end);
        }
        QVERIFY(read_study(folder_)->state == StudyState::interrupted);
        append(event::Ended{StudyState::failed, "no space"});
        study = read_study(folder_);
        QVERIFY(study->state == StudyState::failed);
        QCOMPARE(study->message, std::string("no space"));
        append(event::Resumed{});
        QVERIFY(read_study(folder_)->state == StudyState::interrupted);
    }

    void a_study_whose_trials_all_failed_is_not_done() {
        fs::create_directories(folder_);
        append(event::Created{"n", true, "val_loss", search::Mode::minimize, false, "Random", "", 1});
        append(event::Finished{0, search::TrialState::failed, std::nullopt, "boom"});
        append(event::Ended{StudyState::finished, ""});
        QVERIFY(read_study(folder_)->state == StudyState::failed);
    }

    void nan_is_never_the_best() {
        fs::create_directories(folder_);
        append(event::Created{"n", true, "m", search::Mode::maximize, false, "Random", "", 3});
        append(event::Finished{0, search::TrialState::succeeded, std::nan(""), ""});
        append(event::Finished{1, search::TrialState::succeeded, -5.0, ""});
        append(event::Finished{2, search::TrialState::failed, 100.0, ""});
        append(event::Finished{3, search::TrialState::succeeded, std::nullopt, ""});
        QCOMPARE(read_study(folder_)->best()->number, 1);
    }

    void without_a_trial_that_keeps_the_constraints_there_is_no_best() {
        fs::create_directories(folder_);
        append(event::Created{"n",
                              true,
                              "m",
                              search::Mode::minimize,
                              false,
                              "Random",
                              "",
                              3,
                              {},
                              {},
                              {{"latency", search::Constraint::Side::at_most, 20}}});
        append(event::Finished{0, search::TrialState::succeeded, 1.0, "", {}, {40}});
        append(event::Finished{1, search::TrialState::succeeded, 2.0, "", {}, {21}});
        auto study = read_study(folder_);
        QVERIFY(study->best() == nullptr);
        QCOMPARE(study->nearest_to_feasible()->number, 1);
        append(event::Finished{2, search::TrialState::succeeded, 3.0, "", {}, {20}});
        study = read_study(folder_);
        QCOMPARE(study->best()->number, 2);
        QVERIFY(study->nearest_to_feasible() == nullptr);
        const Json json = to_json(*study);
        QCOMPARE(json.at("best_trial"), Json(2));
        QCOMPARE(json.at("trials")[0].at("feasible"), Json(false));
        QCOMPARE(json.at("constraints")[0].at("max"), Json(20.0));
    }

    void a_final_state_never_changes() {
        fs::create_directories(folder_);
        append(event::Finished{0, search::TrialState::user_canceled, std::nullopt, "mine"});
        append(event::Started{0, "cpu"});
        append(event::Interrupted{0});
        append(event::Finished{0, search::TrialState::succeeded, 1.0, ""});
        const auto study = read_study(folder_);
        QVERIFY(study->trials[0].state == search::TrialState::user_canceled);
        QVERIFY(!study->trials[0].objective);
    }

    void other_folders_are_refused() {
        QVERIFY(!read_study(folder_));
        QVERIFY(!read_study(dir_->path().toStdString()));
    }

    void a_trial_record_survives_its_file() {
        TrialRecord record = make_trial(7, {});
        record.state = search::TrialState::early_stopped;
        record.error = "worse than the median";
        record.objective = std::nan("");
        record.objective_best = -std::numeric_limits<double>::infinity();
        fs::create_directories(folder_);
        QVERIFY(write_trial_record(folder_, record));
        const auto back = read_trial_record(folder_);
        QVERIFY(back);
        QVERIFY(to_json(*back) == to_json(record));
        QVERIFY(std::isnan(*back->objective));
    }

    void a_second_lock_names_the_first() {
        fs::create_directories(folder_);
        const pid_t child = child_that_holds([this] { return StudyLock::try_lock(folder_); });
        QVERIFY(child > 0);
        const auto second = StudyLock::try_lock(folder_);
        QVERIFY(!second);
        QVERIFY(second.error().str().find(std::to_string(child)) != std::string::npos);
        QCOMPARE(lock_holder(folder_)->pid, static_cast<long>(child));
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
        QVERIFY(!is_locked(folder_));
        QVERIFY(StudyLock::try_lock(folder_));
    }

    void a_lock_ends_with_its_owner() {
        fs::create_directories(folder_);
        {
            auto lock = StudyLock::try_lock(folder_);
            QVERIFY(lock);
            QVERIFY(!StudyLock::try_lock(folder_));
            StudyLock moved = std::move(*lock);
            QVERIFY(is_locked(folder_));
        }
        QVERIFY(!is_locked(folder_));
        QVERIFY(!StudyLock::try_lock(folder_ / "not-there"));
    }
};

LATHE_TEST(TestStudyRecord)
#include "test_study_record.moc"
