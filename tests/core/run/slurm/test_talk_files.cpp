// SPDX-License-Identifier: GPL-3.0-or-later
// The files through which a session and a worker talk: whole lines only, and one worker for a trial.
#include <QTemporaryDir>
#include <QtTest>

#include "core/base/files.h"
#include "core/run/slurm/job_request.h"
#include "core/run/slurm/ownership.h"
#include "core/run/slurm/rank_worker.h"
#include "core/run/slurm/slurm_executor.h"
#include "core/run/slurm/talk_folder.h"
#include "core/run/slurm/talk_reader.h"
#include "core/run/slurm/trial_talk.h"
#include "core/run/wire.h"
#include "core/store/journal.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run::slurm;

class TestTalkFiles : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;

    fs::path file(const char* name) const { return dir_->filePath(name).toStdString(); }
    // A line as a journal writes it.
    std::string line(int number) const {
        fs::remove(file("one"));
        auto journal = store::Journal::open(file("one"));
        if (!journal || !journal->append({{"event", "report"}, {"report", number}})) qFatal("cannot be written");
        return read_file(file("one")).value();
    }
    static void append(const fs::path& path, const std::string& bytes) {
        auto out = AppendFile::open(path);
        if (!out || !out->append(bytes)) qFatal("cannot be written");
    }
    static std::vector<int> numbers(const std::vector<Json>& events) {
        std::vector<int> found;
        for (const Json& event : events) found.push_back(event.at("report").get<int>());
        return found;
    }

  private Q_SLOTS:
    void init() { dir_ = std::make_unique<QTemporaryDir>(); }

    void lines_come_as_they_are_written() {
        TalkReader reader(file("talk"));
        QVERIFY(reader.poll().empty());  // there is no file yet
        append(file("talk"), line(1) + line(2));
        QCOMPARE(numbers(reader.poll()), (std::vector{1, 2}));
        QVERIFY(reader.poll().empty());
        append(file("talk"), line(3));
        QCOMPARE(numbers(reader.poll()), (std::vector{3}));
    }

    // What a writer that was killed has left is cut off by the next one.
    void half_a_line_waits_for_its_rest() {
        TalkReader reader(file("talk"));
        const std::string second = line(2);
        append(file("talk"), line(1) + second.substr(0, 20));
        QCOMPARE(numbers(reader.poll()), (std::vector{1}));
        auto journal = store::Journal::open(file("talk"));
        QVERIFY(journal && journal->append({{"event", "report"}, {"report", 3}}));
        QCOMPARE(numbers(reader.poll()), (std::vector{3}));
    }

    // NFS may show the length of a file before its bytes.
    void bytes_that_come_late_are_read() {
        TalkReader reader(file("talk"));
        const std::string second = line(2);
        append(file("talk"), line(1) + std::string(second.size() - 1, '\0') + "\n");
        QCOMPARE(numbers(reader.poll()), (std::vector{1}));
        QVERIFY(write_file_atomically(file("talk"), line(1) + second));
        QCOMPARE(numbers(reader.poll()), (std::vector{2}));
    }

    void a_line_that_stays_damaged_is_passed_over() {
        TalkReader reader(file("talk"));
        std::string damaged = line(1);
        damaged[10] ^= 1;
        append(file("talk"), damaged + line(2));
        std::vector<Json> events;
        for (int i = 0; i < 20 && events.empty(); ++i) events = reader.poll();
        QCOMPARE(numbers(events), (std::vector{2}));
    }

    void one_job_has_a_trial() {
        const auto first = Ownership::take(file("owner"), {"12", 0});
        QVERIFY(first && first->is_held());
        const auto second = Ownership::take(file("owner"), {"13", 0});
        QVERIFY(!second);
        QCOMPARE(second.error().what, std::string("job 12 runs this trial already"));
        QVERIFY(first->is_held());
    }

    // A node that was only cut off may still run what Slurm has begun elsewhere.
    void a_job_that_was_queued_again_takes_it() {
        const auto first = Ownership::take(file("owner"), {"12", 0});
        const auto again = Ownership::take(file("owner"), {"12", 1});
        QVERIFY(first && again);
        QVERIFY(!first->is_held());
        QVERIFY(again->is_held());
        QVERIFY(!Ownership::take(file("owner"), {"12", 0}));
    }

    void an_attempt_that_was_given_up_has_no_owner() {
        QVERIFY(write_file_atomically(file("owner"), "{}\n"));
        const auto late = Ownership::take(file("owner"), {"12", 0});
        QVERIFY(!late);
        QCOMPARE(late.error().what, std::string("this attempt at the trial is over"));
    }

    void attempts_are_counted() {
        const fs::path trial = dir_->path().toStdString();
        QCOMPARE(newest_attempt(trial), 0);
        QVERIFY(make_folders(trial / "worker" / "2") && make_folders(trial / "worker" / "10"));
        QVERIFY(make_folders(trial / "worker" / "old"));
        QCOMPARE(newest_attempt(trial), 10);
    }

    // Each report is answered once, also where the session was another one meanwhile.
    void reports_are_answered() {
        const TalkFolder folder(dir_->path().toStdString(), 1);
        JobOrder order;
        order.waits_for_answers = true;
        auto talk = TrialTalk::begin(folder, order, "#!/bin/sh\n");
        QVERIFY2(talk, talk ? "" : talk.error().str().c_str());
        auto worker = store::Journal::open(folder.from_worker());
        QVERIFY(worker);
        const auto report = [&](int number) {
            return worker->append(
                {{"event", "report"}, {"report", number}, {"step", number}, {"metrics", {{"val_loss", 0.5}}}});
        };
        QVERIFY(worker->append({{"event", "started"}, {"job", "12"}, {"restarts", 0}, {"host", "a"}}) && report(1));
        const auto never = [](std::int64_t, const std::map<std::string, double>&) { return std::nullopt; };
        talk->poll(never);
        QVERIFY(talk->has_started());
        QCOMPARE(talk->job().id, std::string("12"));
        QVERIFY(report(2));
        auto later = TrialTalk::take_up(folder);
        QVERIFY(later);
        later->poll([](std::int64_t step, const std::map<std::string, double>&) {
            return step == 2 ? std::optional<std::string>("hopeless") : std::nullopt;
        });
        QCOMPARE(unfinished_job(folder), std::string());  // nobody has recorded one
        std::vector<std::pair<int, Json>> answers;
        for (const Json& event : TalkReader(folder.to_worker()).poll())
            answers.emplace_back(event.at("report").get<int>(), event.at("why"));
        const std::vector<std::pair<int, Json>> expected{{1, Json()}, {2, Json("hopeless")}};
        QVERIFY(answers == expected);
    }

    void a_rank_tells_its_end_for_this_run_of_the_job() {
        const TalkFolder folder(dir_->path().toStdString(), 1);
        QVERIFY(make_folders(folder.path()));
        QVERIFY(!end_of_rank(folder, 1, 0));
        auto said = store::Journal::open(folder.from_rank(1));
        const Json failed = run::to_json(run::TrialResult(run::TrialFailure{"out of memory", {}}));
        QVERIFY(said && said->append({{"event", "end"}, {"restarts", 0}, {"result", failed}}));
        QVERIFY(!end_of_rank(folder, 1, 1) && !end_of_rank(folder, 2, 0));
        const auto end = end_of_rank(folder, 1, 0);
        QVERIFY(end);
        QCOMPARE(std::get<run::TrialFailure>(*end).why, std::string("out of memory"));
        QVERIFY(said->append({{"event", "end"}, {"restarts", 1}, {"result", 7}}));
        QVERIFY(!end_of_rank(folder, 1, 1));
    }

    void who_may_still_be_at_a_trial() {
        const TalkFolder folder(dir_->path().toStdString(), 1);
        auto talk = TrialTalk::begin(folder, {}, "#!/bin/sh\n");
        QVERIFY(talk);
        QCOMPARE(unfinished_job(folder), std::string());
        QVERIFY(talk->keep_job("12"));
        QCOMPARE(unfinished_job(folder), std::string("12"));
        QVERIFY(!TrialTalk::take_up(folder)->is_over());
        talk->say_over();
        QCOMPARE(unfinished_job(folder), std::string());
        QVERIFY(TrialTalk::take_up(folder)->is_over());
    }

    // Its session died while it submitted the job: whether there is one is written nowhere.
    void a_job_that_nobody_knows_of_finds_its_attempt_closed() {
        const fs::path trial = dir_->path().toStdString();
        QCOMPARE(job_that_may_run(trial).value_or("error"), std::string());
        const TalkFolder folder(trial, 1);
        QVERIFY(TrialTalk::begin(folder, {}, "#!/bin/sh\n"));
        QCOMPARE(job_that_may_run(trial).value_or("error"), std::string());
        QVERIFY(!Ownership::take(folder.owner(), {"12", 0}));
        QVERIFY(TrialTalk::take_up(folder)->is_over());  // Slurm's engine begins another attempt
        QCOMPARE(job_that_may_run(trial).value_or("error"), std::string());
        // One that has begun, or whose number is known, is left alone.
        const TalkFolder second(trial, 2);
        QVERIFY(TrialTalk::begin(second, {}, "#!/bin/sh\n"));
        const auto owner = Ownership::take(second.owner(), {"13", 0, job_name(second)});
        QCOMPARE(job_that_may_run(trial).value_or("error"), std::string("13"));
        QVERIFY(owner && owner->is_held());
        const TalkFolder third(trial, 3);
        auto talk = TrialTalk::begin(third, {}, "#!/bin/sh\n");
        QVERIFY(talk && talk->keep_job("14"));
        QCOMPARE(job_that_may_run(trial).value_or("error"), std::string("14"));
        QVERIFY(Ownership::take(third.owner(), {"14", 0}));
    }

    // The job goes on in the folder that it was submitted for.
    void a_copy_of_a_study_has_no_job() {
        const fs::path root = dir_->path().toStdString();
        const TalkFolder folder(root / "a" / "trials" / "0000", 1);
        auto talk = TrialTalk::begin(folder, {}, "#!/bin/sh\n");
        QVERIFY(talk && talk->keep_job("12"));
        fs::copy(root / "a", root / "b", fs::copy_options::recursive);
        const TalkFolder copied(root / "b" / "trials" / "0000", 1);
        QCOMPARE(unfinished_job(copied), std::string());
        auto there = TrialTalk::take_up(copied);
        QVERIFY(there && there->is_over() && !there->has_job());
        fs::create_directory_symlink(root / "a", root / "link");  // another name of the same study
        QCOMPARE(unfinished_job(TalkFolder(root / "link" / "trials" / "0000", 1)), std::string("12"));
    }

    // Files of another version, or of nobody's.
    void values_of_a_wrong_type_are_as_if_they_were_not_there() {
        const TalkFolder folder(dir_->path().toStdString(), 1);
        QVERIFY(TrialTalk::begin(folder, {}, "#!/bin/sh\n"));
        auto session = store::Journal::open(folder.to_worker());
        QVERIFY(session && session->append({{"event", 3}}) && session->append({{"event", "answer"}, {"report", "x"}}) &&
                session->append({{"event", "pause"}, {"paused", "yes"}}));
        auto worker = store::Journal::open(folder.from_worker());
        QVERIFY(worker && worker->append({{"event", {1, 2}}}) && worker->append({{"event", "started"}, {"job", 12}}));
        for (const char* text : {"[]\n", "{\"job\": 12}\n", "{\"job\": \"12\", \"name\": 1}\n", "nonsense"}) {
            QVERIFY(write_file_atomically(folder.submitted(), text) && write_file_atomically(folder.owner(), text));
            QCOMPARE(unfinished_job(folder), std::string());
            auto talk = TrialTalk::take_up(folder);
            QVERIFY(talk && !talk->has_job());
            talk->poll([](std::int64_t, const std::map<std::string, double>&) { return std::nullopt; });
            QVERIFY(!talk->result());
            QVERIFY(!Ownership::take(folder.owner(), {"13", 0}));
        }
        QVERIFY(write_file_atomically(folder.job(), "[1]\n"));
        QVERIFY(!JobOrder::read(folder));
    }

    // What is read once must not wait for a line that stays damaged.
    void a_damaged_line_hides_nothing_from_those_who_read_once() {
        const TalkFolder folder(dir_->path().toStdString(), 1);
        auto talk = TrialTalk::begin(folder, {}, "#!/bin/sh\n");
        QVERIFY(talk && talk->keep_job("12"));
        append(folder.from_worker(), "{\"event\":\"report\",\"crc\":\"00000000\"}\n");
        auto worker = store::Journal::open(folder.from_worker());
        QVERIFY(worker && worker->append({{"event", "end"}}));
        QCOMPARE(unfinished_job(folder), std::string());
    }
};

LATHE_TEST(TestTalkFiles)
#include "test_talk_files.moc"
