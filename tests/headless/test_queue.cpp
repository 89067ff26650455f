// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl queue: with real runners and studies, through stops, kills and restarts.
#include <signal.h>

#include <algorithm>
#include <random>

#include <QtTest>

#include "tests/headless/queue_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using queue::ItemState;

class TestQueue : public QObject, protected QueueFixture {
    Q_OBJECT

    // A runner whose item waits in the second epoch of `trial`; the process id of that item's process.
    std::unique_ptr<QProcess> start_and_hold(const QString& trial, qint64& pid, const QStringList& more = {}) {
        QFile::remove(ctl_->file("here"));
        ctl_->set("LATHE_FAKE_HOLD", trial + ":" + ctl_->file("here"));
        auto process = ctl_->start(QStringList{"queue", "run"} + more);
        ctl_->unset("LATHE_FAKE_HOLD");
        while (process->state() != QProcess::NotRunning && !QFile::exists(ctl_->file("here"))) QTest::qWait(10);
        QFile here(ctl_->file("here"));
        if (!here.open(QIODevice::ReadOnly)) qFatal("%s", process->readAllStandardError().constData());
        pid = here.readAll().toLongLong();
        return process;
    }
    static void kill(qint64 pid, int signal) { ::kill(static_cast<pid_t>(pid), signal); }
    void wait_until_unlocked(int number) const { QTRY_VERIFY_WITH_TIMEOUT(!queue().find(number)->is_locked, 60'000); }
    static std::vector<double> objectives(const store::StudyRecord& study) {
        std::vector<double> values;
        for (const auto& trial : study.trials) values.push_back(trial.objective.value_or(-1));
        return values;
    }
    // Without what a kill has left of a study that was never made.
    std::vector<std::filesystem::path> studies() const {
        auto folders = ctl_->studies();
        std::erase_if(folders, [](const auto& folder) {
            return folder.filename().string().front() == '.' || !store::is_study_folder(folder);
        });
        return folders;
    }
    // `short_one`: the last has one trial.
    void all_are_done(std::size_t expected, bool short_one = false) {
        QCOMPARE(items().size(), expected);
        for (const auto& item : items()) QVERIFY2(item.state == ItemState::done, item.message.c_str());
        QCOMPARE(studies().size(), expected);
        for (const auto& folder : studies()) {
            const auto study = store::read_study(folder).value();
            QCOMPARE(study.state, store::StudyState::finished);
            QCOMPARE(study.trials.size(), short_one && folder == queue().find(2)->study_folder() ? 1u : 4u);
            for (const auto& trial : study.trials) QCOMPARE(trial.state, search::TrialState::succeeded);
        }
    }

    std::uintmax_t journal_bytes() const {
        std::uintmax_t bytes = 0;
        std::error_code code;
        for (const auto& study : ctl_->studies()) {
            const auto size = std::filesystem::file_size(store::journal_path(study), code);
            if (!code) bytes += size;
        }
        return bytes;
    }

    // An item whose program takes as long to end as the file `go` is missing, and says when it has ended.
    void add_one_that_ends_slowly() {
        ctl_->write("slow.sh",
                    "trap 'touch told' TERM\ntouch begun\n"
                    "while [ ! -e told ] || [ ! -e go ]; do sleep 0.02; done\ntouch gone\n");
        ctl_->write("slow.yaml", "lathe: 1\nname: slow\ntrial: {command: [sh, slow.sh], stop: {grace: 5m}}\n");
        const Ran ran = run({"add", ctl_->file("slow.yaml")});
        QVERIFY2(ran.code == 0, ran.err);
    }
    void wait_for(const char* file) const { QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ctl_->file(file)), 60'000); }
    QDateTime time_of(const char* file) const { return QFileInfo(ctl_->file(file)).lastModified(); }
    std::string listed_state(std::size_t row) const {
        return listing().at("items").at(row).at("state").get<std::string>();
    }

  private Q_SLOTS:
    void init() { begin(); }

    void one_after_another_as_tune_does_it() {
        QCOMPARE(add(), 1);
        QCOMPARE(add({"opt.lr=choice(0.2,0.3)", "--trials", "2", "--name", "other"}), 2);
        const auto before = listing();
        QCOMPARE(before.at("items").at(1).at("trials").get<int>(), 2);
        QCOMPARE(before.at("items").at(0).at("waits").get<std::string>(), std::string("nobody runs the queue"));
        const Ran ran = run({"run"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY2(ran.out.isEmpty(), ran.out);
        QCOMPARE(state(1), ItemState::done);
        QCOMPARE(state(2), ItemState::done);
        const auto studies = ctl_->studies();
        QCOMPARE(studies.size(), 2u);
        const auto other = store::read_study(studies.at(0)).value();
        QCOMPARE(other.name, std::string("other"));
        QCOMPARE(other.trials.size(), 2u);
        QVERIFY(*store::read_study(studies.at(1))->end < *other.start);
        const auto first_done = ran.err.indexOf("item 1 (quadratic): done");
        QVERIFY2(first_done >= 0 && first_done < ran.err.indexOf("item 2 (other): running"), ran.err);
        // The same numbers as without a queue.
        const auto queued = store::read_study(studies.at(1)).value();
        QCOMPARE(ctl_->run({"tune", ctl_->experiment(), "--name", "zzz"}).code, 0);
        QVERIFY(objectives(store::read_study(ctl_->studies().at(2)).value()) == objectives(queued));
        QVERIFY(run({"list"}).out.contains("done"));
    }

    void what_was_added_is_what_runs() {
        add();
        ctl_->write("experiment.yaml", "lathe: 1\nconfig: {train: {epochs: 99}}\n");
        QVERIFY(QFile::remove(ctl_->experiment()));
        QCOMPARE(run({"run"}).code, 0);
        all_are_done(1);
        const auto study = ctl_->study();
        QCOMPARE(study.trials.at(0).epochs, 3);
        QVERIFY(QFile::exists(QString::fromStdString((study.folder / "source" / "experiment.yaml").string())));
        QFile source(QString::fromStdString((study.folder / "source" / "experiment.yaml").string()));
        QVERIFY(source.open(QIODevice::ReadOnly));
        QVERIFY(source.readAll().startsWith("# A quadratic."));
    }

    void a_failed_one_does_not_stop_those_behind_it() {
        add({"--name", "first"});
        ctl_->set("LATHE_FAKE_FAIL", "all");
        QCOMPARE(run({"run"}).code, 1);
        ctl_->unset("LATHE_FAKE_FAIL");
        QCOMPARE(state(1), ItemState::failed);
        QVERIFY(queue().find(1)->message.find("the network does not fit") != std::string::npos);
        add();
        QCOMPARE(run({"run"}).code, 0);
        QCOMPARE(state(2), ItemState::done);
    }

    void a_crash_fails_its_item_alone() {
        add({"--name", "crashes"});
        add();
        ctl_->set("LATHE_FAKE_CRASH", "0001:segfault");
        QCOMPARE(run({"run", "--at-once", "2"}).code, 1);
        ctl_->unset("LATHE_FAKE_CRASH");
        for (const int number : {1, 2}) QCOMPARE(state(number), ItemState::failed);
        QCOMPARE(run({"release", "1", "2"}).code, 0);
        run({"run"});
        QCOMPARE(ctl_->studies().size(), 2u);
    }

    void two_at_once() {
        add();
        add();
        qint64 pid = 0;
        auto process = start_and_hold("0001", pid, {"--at-once", "2"});
        QTRY_COMPARE_WITH_TIMEOUT(state(2), ItemState::running, 60'000);
        kill(process->processId(), SIGTERM);
        QCOMPARE(Lathectl::finish(*process).code, 143);
        for (const int number : {1, 2}) QCOMPARE(state(number), ItemState::waiting);
        QCOMPARE(run({"run", "--at-once", "2"}).code, 0);
        all_are_done(2);
    }

    void a_stop_goes_on_at_its_place_data() {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void a_stop_goes_on_at_its_place() {
        QFETCH(int, number);
        add();
        add();
        qint64 pid = 0;
        auto process = start_and_hold("0002", pid);
        QCOMPARE(listing().at("items").at(0).at("process").get<qint64>(), pid);
        QCOMPARE(listing().at("items").at(0).at("finished").get<int>(), 2);
        QCOMPARE(listing().at("runners").size(), 1u);
        kill(process->processId(), number);
        QCOMPARE(Lathectl::finish(*process).code, 128 + number);
        QCOMPARE(state(1), ItemState::waiting);
        QCOMPARE(listing().at("items").at(0).at("item").get<int>(), 1);
        QVERIFY(listing().at("runners").empty());
        QCOMPARE(run({"run"}).code, 0);
        all_are_done(2);
    }

    void stop_stops_all_who_run_it() {
        add();
        qint64 pid = 0;
        auto process = start_and_hold("0001", pid, {"--stay"});
        QCOMPARE(run({"stop"}).code, 0);
        QCOMPARE(Lathectl::finish(*process).code, 143);
        QCOMPARE(state(1), ItemState::waiting);
    }

    void the_runner_is_killed_and_its_item_goes_on() {
        add();
        add();
        qint64 pid = 0;
        auto process = start_and_hold("0001", pid);
        process->kill();
        process->waitForFinished();
        QVERIFY(queue().find(1)->is_locked);
        // Another runner leaves it alone, and what comes after it, too.
        auto other = ctl_->start({"queue", "run"});
        QTRY_COMPARE_WITH_TIMEOUT(listing().at("runners").size(), 1u, 60'000);
        QCOMPARE(state(1), ItemState::running);
        QCOMPARE(state(2), ItemState::waiting);
        kill(pid, SIGTERM);
        QCOMPARE(Lathectl::finish(*other).code, 0);
        all_are_done(2);
    }

    void one_that_is_damaged_while_it_runs_stops_no_other() {
        add();
        add({"--trials", "1"});  // it never comes to the trial that waits
        qint64 pid = 0;
        auto process = start_and_hold("0001", pid);
        QVERIFY(QFile::resize(ctl_->file("queue/items/0001/item.json"), 1));
        kill(pid, SIGTERM);
        const Ran ran = Lathectl::finish(*process);
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("item 1: damaged: ") && ran.err.contains("item 2 (quadratic): done"), ran.err);
        QCOMPARE(state(2), ItemState::done);
        QCOMPARE(run({"remove", "1", "1"}).code, 0);
        QCOMPARE(items().size(), 1u);
    }

    void an_item_is_killed_while_its_runner_lives() {
        add();
        add({"--trials", "1"});  // it never comes to the trial that waits
        qint64 pid = 0;
        auto process = start_and_hold("0001", pid);
        kill(pid, SIGKILL);
        QCOMPARE(Lathectl::finish(*process).code, 1);
        QCOMPARE(state(1), ItemState::failed);
        QVERIFY(queue().find(1)->message.find("SIGKILL") != std::string::npos);
        QCOMPARE(run({"release", "1"}).code, 0);
        QCOMPARE(run({"run"}).code, 0);
        all_are_done(2, true);
    }

    // As a power cut leaves it.
    void both_are_killed_and_the_study_goes_on() {
        add();
        add();
        for (const char* trial : {"0000", "0001", "0002"}) {
            qint64 pid = 0;
            auto process = start_and_hold(trial, pid);
            process->kill();
            kill(pid, SIGKILL);
            process->waitForFinished();
            wait_until_unlocked(1);
            QCOMPARE(state(1), ItemState::interrupted);
            QVERIFY(run({"list"}).out.contains("interrupted"));
            QCOMPARE(listing().at("items").at(0).at("waits").get<std::string>(), std::string("interrupted"));
        }
        QCOMPARE(run({"run"}).code, 0);
        all_are_done(2);
    }

    // Two runners; again and again one of them, an item's process or both go down, at moments that differ.
    void killed_again_and_again() {
        constexpr int added = 5;
        for (int i = 0; i < added; ++i) add();
        std::mt19937 random(20261129);
        int kills = 0;
        std::uintmax_t written = 0;
        const auto over = [&] {
            return std::ranges::all_of(items(), [](const queue::Item& item) { return item.is_over(); });
        };
        while (!over()) {
            std::vector<std::unique_ptr<QProcess>> runners;
            for (int i = 0; i < 2; ++i) runners.push_back(ctl_->start({"queue", "run", "--at-once", "2"}));
            written += random() % 4000;  // bytes of all journals
            while (journal_bytes() < written && !over()) QTest::qWait(1);
            for (auto& runner : runners)
                if (random() % 4 != 0) runner->kill();
            for (const auto& item : items()) {
                if (item.state != ItemState::running || !item.process || random() % 4 == 0) continue;
                queue::send_signal(*item.process, SIGKILL);
                ++kills;
            }
            for (auto& runner : runners) {
                if (runner->state() != QProcess::NotRunning) runner->terminate();
                runner->waitForFinished(120'000);
            }
            for (const auto& item : items())
                if (item.state == ItemState::failed) QCOMPARE(run({"release", QString::number(item.number)}).code, 0);
        }
        QVERIFY2(kills > 3, qPrintable(QString::number(kills)));
        for (int i = 1; i <= added; ++i) wait_until_unlocked(i);
        all_are_done(added);
    }

    void a_running_one_is_removed_with_a_stop() {
        add();
        add({"--trials", "1"});  // it never comes to the trial that waits
        qint64 pid = 0;
        auto process = start_and_hold("0001", pid);
        QCOMPARE(run({"remove", "1"}).code, 2);
        QCOMPARE(run({"remove", "1", "--stop"}).code, 0);
        QCOMPARE(Lathectl::finish(*process).code, 0);
        QCOMPARE(state(1), ItemState::removed);
        QCOMPARE(state(2), ItemState::done);
        QCOMPARE(run({"restore", "1"}).code, 0);
        QCOMPARE(run({"run"}).code, 0);
        all_are_done(2, true);
    }

    // Who runs the queue would go on with it at once.
    void a_study_that_is_stopped_by_its_name_is_held() {
        add();
        add({"--trials", "1"});  // it never comes to the trial that waits
        qint64 pid = 0;
        auto process = start_and_hold("0001", pid);
        const Ran stop = ctl_->run({"stop", QString::fromStdString(queue().find(1)->study_folder().string())});
        QVERIFY2(stop.code == 0 && stop.err.contains("lathectl queue release 1"), stop.err);
        QCOMPARE(Lathectl::finish(*process).code, 0);
        QCOMPARE(state(1), ItemState::held);
        QCOMPARE(state(2), ItemState::done);
        QCOMPARE(run({"release", "1"}).code, 0);
        QCOMPARE(run({"run"}).code, 0);
        all_are_done(2, true);
    }

    void what_is_stopped_keeps_its_slot_and_its_turn() {
        add_one_that_ends_slowly();
        add();
        auto first = ctl_->start({"queue", "run"});
        wait_for("begun");
        const Ran stop = run({"stop"});
        QCOMPARE(stop.code, 0);
        QVERIFY2(stop.err.contains("item 1 (slow) stops when its program has ended, within 5min; it keeps its place"),
                 stop.err);
        QCOMPARE(listed_state(0), std::string("stopping"));
        // The runner is not told once more, which would end it before its item.
        const Ran again = run({"stop"});
        QCOMPARE(again.code, 0);
        QCOMPARE(again.err, QByteArray("item 1 (slow) is being stopped already\n"));
        // Another one begins within the grace.
        auto second = ctl_->start({"queue", "run"});
        QTRY_COMPARE_WITH_TIMEOUT(listing().at("runners").size(), 1u, 60'000);
        wait_for("told");
        QCOMPARE(listed_state(0), std::string("stopping"));
        QVERIFY2(run({"list"}).out.contains("takes its time to end; keeps its place"), run({"list"}).out);
        ctl_->write("go", "");
        const Ran ended = Lathectl::finish(*first);
        QCOMPARE(ended.code, 143);
        QVERIFY2(ended.err.contains("item 1 (slow): stopping") && ended.err.contains("goes on later at its place"),
                 ended.err);
        const Ran rest = Lathectl::finish(*second);
        QCOMPARE(rest.code, 0);
        const auto slow = rest.err.indexOf("item 1 (slow): running");
        QVERIFY2(slow >= 0 && slow < rest.err.indexOf("item 2 (quadratic): running"), rest.err);
        QVERIFY(*queue().find(1)->ended <= *queue().find(2)->started);
    }

    void one_that_is_removed_takes_its_slot_until_it_is_gone() {
        add_one_that_ends_slowly();
        add();
        auto runner = ctl_->start({"queue", "run"});
        wait_for("begun");
        const Ran removed = run({"remove", "1", "--stop"});
        QVERIFY2(removed.code == 0 && removed.err.contains("item 1 (slow) stops when its program has ended"),
                 removed.err);
        wait_for("told");
        QCOMPARE(listed_state(0), std::string("stopping"));
        QCOMPARE(listed_state(1), std::string("waiting"));
        ctl_->write("go", "");
        QCOMPARE(Lathectl::finish(*runner).code, 0);
        QCOMPARE(state(2), ItemState::done);
        QVERIFY(from_iso8601(time_of("gone").toUTC().toString(Qt::ISODateWithMs).toStdString()).value() <=
                *queue().find(2)->started);
        QCOMPARE(listing().at("items").size(), 1u);
    }

    // Its item runs on, and is stopped as well.
    void stop_finds_what_a_killed_runner_has_left() {
        add();
        qint64 pid = 0;
        auto process = start_and_hold("0001", pid);
        process->kill();
        process->waitForFinished();
        const Ran stop = run({"stop"});
        QCOMPARE(stop.code, 0);
        QVERIFY2(stop.err.contains("item 1 (quadratic) stops at the next batch; it keeps its place"), stop.err);
        QVERIFY2(!stop.err.contains("nobody runs the queue"), stop.err);
        wait_until_unlocked(1);
        QCOMPARE(state(1), ItemState::waiting);
        QVERIFY2(run({"stop"}).err.contains("nobody runs the queue"), "nothing is left to stop");
        QCOMPARE(run({"run"}).code, 0);
        all_are_done(1);
    }

    void one_that_stays_takes_what_is_added_later() {
        auto process = ctl_->start({"queue", "run", "--stay"});
        QTRY_COMPARE_WITH_TIMEOUT(listing().at("runners").size(), 1u, 60'000);
        add();
        QTRY_COMPARE_WITH_TIMEOUT(state(1), ItemState::done, 60'000);
        add();
        QTRY_COMPARE_WITH_TIMEOUT(state(2), ItemState::done, 60'000);
        kill(process->processId(), SIGTERM);
        QCOMPARE(Lathectl::finish(*process).code, 143);
        all_are_done(2);
    }

    void a_stop_during_the_check_is_no_failure() {
        add();
        ctl_->set("LATHE_FAKE_HOLD_CHECK", ctl_->file("here"));
        auto process = ctl_->start({"queue", "run"});
        ctl_->unset("LATHE_FAKE_HOLD_CHECK");
        while (process->state() != QProcess::NotRunning && !QFile::exists(ctl_->file("here"))) QTest::qWait(10);
        kill(process->processId(), SIGTERM);
        QCOMPARE(Lathectl::finish(*process).code, 143);
        QCOMPARE(state(1), ItemState::waiting);
        QCOMPARE(queue().find(1)->message, std::string());
        QCOMPARE(run({"run"}).code, 0);
        all_are_done(1);
    }
};

LATHE_CORE_TEST(TestQueue)
#include "test_queue.moc"
