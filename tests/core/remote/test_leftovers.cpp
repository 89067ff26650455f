// SPDX-License-Identifier: GPL-3.0-or-later
// What clients leave behind in a workspace is bounded by age, number and size, and nothing that is in use goes.
#include <filesystem>
#include <fstream>

#include <QTemporaryDir>

#include "core/base/file_lock.h"
#include "core/base/files.h"
#include "core/remote/job.h"
#include "core/remote/leftovers.h"
#include "tests/core/remote/served.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

class TestLeftovers : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() { dir_ = std::make_unique<QTemporaryDir>(); }

    void what_is_young_stays() {
        end(job('a'), 24h);
        upload("x", 100, 24h);
        QVERIFY(clear_leftovers(remote()).is_empty());
        QVERIFY(exists(job('a')) && exists(remote() / "uploads" / "x"));
    }

    void what_is_old_goes_however_it_ended() {
        end(job('a'), old);
        lose(job('b'), old);          // its supervisor was killed, or the machine went down
        age(job('c').folder(), old);  // nobody ever began it
        const fs::path half = remote() / "jobs" / ".new-123";
        fs::create_directories(half);
        fs::last_write_time(half, fs::file_time_type::clock::now() - old);
        upload("x", 100, old);
        upload("y.part", 50, old);
        const auto cleared = clear_leftovers(remote());
        QCOMPARE(cleared.jobs, 3);
        QCOMPARE(cleared.uploads, 2);
        QCOMPARE(cleared.bytes, std::uint64_t(150));
        QVERIFY(!exists(job_folder('a')) && !exists(job_folder('b')) && !exists(job_folder('c')) && !exists(half));
        QVERIFY(!exists(remote() / "uploads" / "x"));
    }

    void what_runs_stays_with_the_file_that_it_was_given() {
        upload("x", 100, old);
        const Job runs = job('a', {"tune", (remote() / "uploads" / "x").string()});
        const auto lock = FileLock::try_take(runs.lock_file());
        QVERIFY(lock && *lock);
        age(runs.folder(), old);
        QVERIFY(clear_leftovers(remote()).is_empty());
        QVERIFY(exists(runs) && exists(remote() / "uploads" / "x"));
    }

    void of_too_many_the_oldest_go() {
        end(job('a'), 5h);
        end(job('b'), 4h);
        end(job('c'), 3h);
        end(job('d'), 0h);
        upload("x", 100, 5h);
        upload("y", 100, 4h);
        upload("z", 100, 0h);  // its command is about to be started
        LeftoverLimits limits;
        limits.jobs = 1;
        limits.upload_bytes = 150;
        const auto cleared = clear_leftovers(remote(), limits);
        QCOMPARE(cleared.jobs, 3);
        QCOMPARE(cleared.uploads, 2);
        QVERIFY(exists(job('d')) && exists(remote() / "uploads" / "z"));
    }

    void a_client_is_told() {
        Served served;
        const fs::path uploads = served.workspace() / remote_folder / "uploads";
        fs::create_directories(uploads);
        QVERIFY(write_file_atomically(uploads / "x", std::string(3 << 20, 'x')));
        fs::last_write_time(uploads / "x", fs::file_time_type::clock::now() - old);
        Host host(Served::address(), served.options());
        QVERIFY(host.connect());
        QCOMPARE(cleared_text(host.hello()),
                 std::string("removed there, because it was old: 1 file that had been sent (3.0 MiB)"));
        Host again(Served::address(), served.options());
        QVERIFY(again.connect());
        QCOMPARE(cleared_text(again.hello()), std::string());
        for (const char* nonsense : {R"({"cleared": 1})", R"({"cleared": {"jobs": -5}})",
                                     R"({"cleared": {"bytes": 7}})", "{\"cleared\": {\"jobs\": \"\\u001b[2J\"}}"})
            QCOMPARE(cleared_text(parse_json(nonsense).value()), std::string());
    }

  private:
    static constexpr std::chrono::hours old{24 * 8};

    fs::path remote() const { return dir_->path().toStdString(); }
    fs::path job_folder(char digit) const { return remote() / "jobs" / std::string(32, digit); }
    Job job(char digit, std::vector<std::string> arguments = {"runs"}) const {
        return Job::make(remote() / "jobs", std::string(32, digit), {remote(), std::move(arguments), {}}).value();
    }
    static bool exists(const fs::path& path) { return fs::exists(path); }
    static bool exists(const Job& job) { return fs::exists(job.folder() / "command.json"); }
    static void age(const fs::path& folder, std::chrono::hours age) {
        for (const auto& entry : fs::directory_iterator(folder))
            fs::last_write_time(entry.path(), fs::file_time_type::clock::now() - age);
    }
    static void end(const Job& job, std::chrono::hours ago) {
        QVERIFY(write_file_atomically(job.end_file(), R"({"exit_code": 0})"));
        age(job.folder(), ago);
    }
    static void lose(const Job& job, std::chrono::hours ago) {
        QVERIFY(write_file_atomically(job.begun_file(), "{}"));
        QVERIFY(job.state() == JobState::lost);
        age(job.folder(), ago);
    }
    void upload(const char* name, std::size_t size, std::chrono::hours ago) const {
        const fs::path file = remote() / "uploads" / name;
        fs::create_directories(file.parent_path());
        QVERIFY(write_file_atomically(file, std::string(size, 'x')));
        fs::last_write_time(file, fs::file_time_type::clock::now() - ago);
    }

    std::unique_ptr<QTemporaryDir> dir_;
};

LATHE_TEST(TestLeftovers)
#include "test_leftovers.moc"
