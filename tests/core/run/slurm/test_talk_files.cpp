// The files through which a session and a worker talk: whole lines only, and one worker for a trial.
#include <QTemporaryDir>
#include <QtTest>

#include "core/base/files.h"
#include "core/run/slurm/ownership.h"
#include "core/run/slurm/talk_folder.h"
#include "core/run/slurm/talk_reader.h"
#include "core/run/slurm/trial_talk.h"
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
        QCOMPARE(talk->job(), std::string("12"));
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
};

LATHE_TEST(TestTalkFiles)
#include "test_talk_files.moc"
