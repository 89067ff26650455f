// SPDX-License-Identifier: GPL-3.0-or-later
// A study whose journal lost lines, as a power cut or a damaged disk leaves it: its trials' folders are witnesses.
#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <QTemporaryDir>
#include <QtTest>

#include "core/base/files.h"
#include "core/run/replay.h"
#include "core/run/session.h"
#include "core/run/study_recorder.h"
#include "core/store/study_journal.h"
#include "core/store/study_record.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::TrialState;

namespace {

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        lines.push_back(text.substr(at, end + 1 - at));
        at = end + 1;
    }
    return lines;
}

std::string whole(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines) text += line;
    return text;
}

}  // namespace

class TestRecovery : public QObject {
    Q_OBJECT

    static constexpr int trials = 4;

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<Workbench> bench_;
    std::filesystem::path study_;
    std::vector<std::string> lines_;    // of its journal
    std::vector<std::string> records_;  // trial.json of each trial

    std::filesystem::path trial(int number) const { return store::trial_folder(study_, number); }
    std::string record(int number) const { return read_file(trial(number) / "trial.json").value(); }

    // A finished search, and what its record says.
    void make_study(const std::string& tuner) {
        dir_ = std::make_unique<QTemporaryDir>();
        bench_ = std::make_unique<Workbench>();
        auto session = Session::create(fake_experiment(trials, 1, tuner), search::Purpose::search,
                                       dir_->path().toStdString(), bench_->services());
        QVERIFY(session.has_value());
        (*session)->start();
        QCOMPARE((*session)->wait(), SessionState::finished);
        study_ = (*session)->status().folder;
        session->reset();
        lines_ = lines_of(read_file(store::journal_path(study_)).value());
        records_.clear();
        for (int i = 0; i < trials; ++i) records_.push_back(record(i));
    }

    // Resumes with this journal: every trial is there once, as it was, and none is trained again. Twice, because the
    // second resume reads what the first one wrote.
    void resumes_as_it_was(const std::string& journal, const std::string& what) {
        QVERIFY(write_file_atomically(store::journal_path(study_), journal).has_value());
        std::atomic<int> trained = 0;
        bench_->training.at_start = [&](TrialContext&) { ++trained; };
        for (int again = 0; again < 2; ++again) {
            auto session = Session::resume(study_, bench_->services());
            QVERIFY2(session.has_value(), (what + (session ? "" : session.error().front().str())).c_str());
            (*session)->start();
            QVERIFY2((*session)->wait() == SessionState::finished, what.c_str());
            QCOMPARE((*session)->status().trials.size(), static_cast<std::size_t>(trials));
            for (int i = 0; i < trials; ++i) QVERIFY2(record(i) == records_[static_cast<std::size_t>(i)], what.c_str());
        }
        QVERIFY2(trained == 0, what.c_str());
        const auto study = store::read_study(study_);
        QVERIFY(study.has_value());
        QCOMPARE(study->trials.size(), static_cast<std::size_t>(trials));
        QCOMPARE(study->metric, std::string("val_loss"));
    }

  private Q_SLOTS:
    void every_prefix_of_a_journal_loses_no_finished_trial() {
        make_study("TPE");
        for (std::size_t kept = 0; kept <= lines_.size(); ++kept)
            resumes_as_it_was(whole({lines_.begin(), lines_.begin() + static_cast<std::ptrdiff_t>(kept)}),
                              "the first " + std::to_string(kept) + " lines: ");
    }

    void every_single_damaged_line_loses_no_finished_trial() {
        make_study("Hyperband");
        for (std::size_t damaged = 0; damaged < lines_.size(); ++damaged) {
            auto lines = lines_;
            lines[damaged][lines[damaged].size() / 2] ^= 1;
            resumes_as_it_was(whole(lines), "line " + std::to_string(damaged) + ": ");
        }
    }

    // Trials that a person adds wait together: a line may be lost of one that has no folder yet, and later ones be
    // whole.
    void a_lost_line_of_a_trial_that_had_not_begun_costs_no_other() {
        for (std::size_t damaged = 1; damaged <= 3; ++damaged) {
            dir_ = std::make_unique<QTemporaryDir>();
            bench_ = std::make_unique<Workbench>();
            auto experiment = fake_experiment(trials);
            experiment.purpose = search::Purpose::search;
            {
                auto recorder = StudyRecorder::create(dir_->path().toStdString(), experiment).value();
                for (int i = 0; i < 3; ++i)
                    recorder.write(store::event::Asked{
                        i, config::Value(config::Dict{{"opt.lr", 0.25 * (i + 1)}}), {}, {}, {}, {}});
                study_ = recorder.folder();
            }
            lines_ = lines_of(read_file(store::journal_path(study_)).value());
            lines_[damaged][lines_[damaged].size() / 2] ^= 1;
            QVERIFY(write_file_atomically(store::journal_path(study_), whole(lines_)).has_value());
            std::vector<config::Value> params;
            for (int again = 0; again < 2; ++again) {
                auto session = Session::resume(study_, bench_->services());
                QVERIFY2(session.has_value(), session ? "" : session.error().front().str().c_str());
                (*session)->start();
                QCOMPARE((*session)->wait(), SessionState::finished);
                session->reset();
                const auto study = store::read_study(study_).value();
                QCOMPARE(study.trials.size(), static_cast<std::size_t>(trials));
                for (int i = 0; i < 3; ++i)
                    if (i + 1 != static_cast<int>(damaged))
                        QVERIFY(study.trials[static_cast<std::size_t>(i)].params ==
                                config::Value(config::Dict{{"opt.lr", 0.25 * (i + 1)}}));
                std::vector<config::Value> now;
                for (const auto& one : study.trials) now.push_back(one.params);
                if (again > 0) QVERIFY(now == params);
                params = now;
            }
        }
    }

    // Of a trial that had begun, the folder is gone as well: nobody knows what it was.
    void a_trial_that_ran_and_of_which_nothing_is_left_is_not_given_anew() {
        make_study("Random");
        std::filesystem::remove_all(trial(1));
        for (auto& line : lines_)
            if (line.find("\"asked\",\"trial\":1,") != std::string::npos) line[line.size() / 2] ^= 1;
        QVERIFY(write_file_atomically(store::journal_path(study_), whole(lines_)).has_value());
        const auto refused = Session::resume(study_, bench_->services());
        QVERIFY(!refused);
        QVERIFY(refused.error().front().str().find("trial 1") != std::string::npos);
    }

    // What a study has taken of its max_duration: all that passed, but for where the clock was set back.
    void a_clock_that_was_set_back_loses_none_of_the_time() {
        dir_ = std::make_unique<QTemporaryDir>();
        auto experiment = fake_experiment(trials);
        experiment.purpose = search::Purpose::search;
        study_ = StudyRecorder::create(dir_->path().toStdString(), experiment)->folder();
        auto journal = store::Journal::open(store::journal_path(study_)).value();
        const auto event = [&](const store::StudyEvent& what, const char* time) {
            Json json = store::to_json(what);
            json["time"] = std::string("2100-01-01T") + time + ".000Z";
            QVERIFY(journal.append(std::move(json)));
        };
        event(store::event::Resumed{}, "10:00:00");
        event(store::event::Edited{Json::object()}, "10:00:30");
        event(store::event::Edited{Json::object()}, "09:00:00");
        event(store::event::Edited{Json::object()}, "09:00:10");
        event(store::event::Resumed{}, "23:00:00");
        event(store::event::Edited{Json::object()}, "23:00:05");
        QVERIFY(replay(experiment, study_)->elapsed == std::chrono::seconds(45));
    }

    // Stopped in the middle of a trial, and the journal lost: the trial goes on from its checkpoint.
    void an_interrupted_trial_goes_on_whatever_the_journal_lost() {
        dir_ = std::make_unique<QTemporaryDir>();
        bench_ = std::make_unique<Workbench>();
        Door stopped;  // nobody opens it: the second trial waits here until it is stopped
        std::unique_ptr<Session> session;
        bench_->training.after_epoch = [&](TrialContext& context, int epoch) {
            if (context.folder.filename() != "0001" || epoch != 1) return;
            session->stop();
            stopped.wait(context.stop);
        };
        session = Session::create(fake_experiment(trials), search::Purpose::search, dir_->path().toStdString(),
                                  bench_->services())
                      .value();
        session->start();
        QCOMPARE(session->wait(), SessionState::stopped);
        study_ = session->status().folder;
        session.reset();
        const auto stopped_study = study_;
        const auto before = store::read_trial_record(trial(1)).value();
        lines_ = lines_of(read_file(store::journal_path(study_)).value());
        bench_->training.after_epoch = {};
        // The journal is empty, or one of its lines is damaged.
        for (std::size_t damaged = 0; damaged <= lines_.size(); ++damaged) {
            auto lines = lines_;
            if (damaged == lines.size()) lines.clear();
            else lines[damaged][lines[damaged].size() / 2] ^= 1;
            study_ = dir_->filePath(QString::number(damaged)).toStdString();
            std::filesystem::copy(stopped_study, study_, std::filesystem::copy_options::recursive);
            QVERIFY(write_file_atomically(store::journal_path(study_), whole(lines)).has_value());

            std::vector<std::string> gone_on;
            bench_->training.at_start = [&](TrialContext& context) {
                if (context.resume) gone_on.push_back(context.folder.filename().string());
            };
            auto session_again = Session::resume(study_, bench_->services());
            QVERIFY2(session_again.has_value(), qPrintable(QString::number(damaged)));
            (*session_again)->start();
            QCOMPARE((*session_again)->wait(), SessionState::finished);
            QCOMPARE(gone_on, std::vector<std::string>{"0001"});
            QCOMPARE((*session_again)->status().trials.size(), static_cast<std::size_t>(trials));
            const auto done = store::read_trial_record(trial(1)).value();
            QCOMPARE(done.state, TrialState::succeeded);
            QVERIFY(done.params == before.params);
        }
    }

    void a_folder_far_beyond_the_others_is_refused() {
        make_study("Random");
        std::filesystem::copy(trial(0), trial(900'000), std::filesystem::copy_options::recursive);
        const auto refused = Session::resume(study_, bench_->services());
        QVERIFY(!refused);
        QVERIFY(refused.error().front().str().find("900000") != std::string::npos);
        std::filesystem::remove_all(trial(900'000));
        std::filesystem::copy(trial(0), study_ / "trials" / "7 (copy)", std::filesystem::copy_options::recursive);
        std::filesystem::copy(trial(0), study_ / "trials" / "7", std::filesystem::copy_options::recursive);
        resumes_as_it_was(whole(lines_), "folders of other names: ");
    }

    void witnesses_that_contradict_are_refused_and_nothing_is_written() {
        make_study("Random");
        const auto params = trial(1) / "params.json";
        QVERIFY(write_file_atomically(params, "{\"opt.lr\": 0.123}\n").has_value());
        const auto refused = Session::resume(study_, bench_->services());
        QVERIFY(!refused);
        QVERIFY(refused.error().front().str().find("params.json") != std::string::npos);
        QCOMPARE(read_file(store::journal_path(study_)).value(), whole(lines_));
        QCOMPARE(record(1), records_[1]);

        // Both files of the folder agree, and the journal says something else.
        auto other = store::read_trial_record(trial(1)).value();
        other.params = config::from_json(parse_json("{\"opt.lr\": 0.123}").value());
        QVERIFY(store::write_trial_record(trial(1), other).has_value());
        const auto again = Session::resume(study_, bench_->services());
        QVERIFY(!again);
        QVERIFY(again.error().front().str().find("trial 1") != std::string::npos);
    }
};

LATHE_TEST(TestRecovery)
#include "test_recovery.moc"
