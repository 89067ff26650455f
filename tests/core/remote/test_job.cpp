// SPDX-License-Identifier: GPL-3.0-or-later
// What a job's folder says of it. How a command runs in it is played in tests/headless/test_remote_jobs.cpp.
#include <sys/resource.h>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>

#include <QTemporaryDir>

#include "core/base/file_lock.h"
#include "core/remote/job.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;
namespace fs = std::filesystem;

class TestJob : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { std::signal(SIGXFSZ, SIG_IGN); }

    void the_first_command_of_an_id_counts() {
        const Job job = make();
        const auto again = Job::make(jobs(), id_, {"/elsewhere", {"rm", "x"}, "x.csv"}).value();
        QCOMPARE(again.folder().string(), job.folder().string());
        QCOMPARE(again.command().value().arguments, (std::vector<std::string>{"runs"}));
        QVERIFY(!Job::make(jobs(), "../" + std::string(29, 'a'), {}));
        QVERIFY(!Job::find(jobs(), std::string(32, 'b')));
    }

    // How a file's name ends says its form to most commands.
    void the_file_that_it_writes_has_the_name_that_was_asked_for() {
        dir_ = std::make_unique<QTemporaryDir>();
        const auto job = Job::make(jobs(), id_, {"/runs", {"export"}, "a.lathe.tar.zst"}).value();
        const fs::path file = job.output_file(job.command().value());
        QCOMPARE(file.filename().string(), std::string("a.lathe.tar.zst"));
        QVERIFY(fs::is_directory(file.parent_path()));
        QCOMPARE(fs::relative(file, job.folder()).string(), std::string("output/a.lathe.tar.zst"));
        for (const char* name : {"a.csv", "-o", "a b", "..a", "out"}) QVERIFY2(Job::is_output_name(name), name);
        for (const char* name : {"", ".", "..", "../a", "a/b", "/a"}) QVERIFY2(!Job::is_output_name(name), name);
        QVERIFY(!Job::is_output_name(std::string(256, 'a')));
        QVERIFY(!Job::is_output_name(std::string("a\0b", 3)));
    }

    void its_end_is_told() {
        const Job job = make();
        QVERIFY(job.state() == JobState::waiting && !job.exit_code());
        std::ofstream(job.begun_file()) << "{}";
        QVERIFY(job.state() == JobState::lost);
        {
            const auto lock = FileLock::take(job.lock_file());
            QVERIFY(lock && job.state() == JobState::running && !job.forget());
        }
        QVERIFY(job.write_end(3));
        QVERIFY(job.state() == JobState::ended);
        QCOMPARE(job.exit_code(), std::optional(3));
        QVERIFY(job.forget());
        QVERIFY(!Job::find(jobs(), id_));
    }

    // A search on a full disk ends with 1 and can be resumed; nobody has killed it.
    void its_end_is_told_on_a_full_disk() {
        const Job job = make();
        std::ofstream(job.begun_file()) << "{}";
        rlimit before{};
        ::getrlimit(RLIMIT_FSIZE, &before);
        const rlimit none{0, before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &none);
        const bool is_told = job.write_end(1).has_value();
        ::setrlimit(RLIMIT_FSIZE, &before);
        QVERIFY(is_told);
        QVERIFY(job.state() == JobState::ended);
        QCOMPARE(job.exit_code(), std::optional(1));
    }

  private:
    Job make() {
        dir_ = std::make_unique<QTemporaryDir>();
        return Job::make(jobs(), id_, {"/runs", {"runs"}, {}}).value();
    }
    fs::path jobs() const { return dir_->filePath("jobs").toStdString(); }

    const std::string id_ = std::string(32, 'a');
    std::unique_ptr<QTemporaryDir> dir_;
};

LATHE_TEST(TestJob)
#include "test_job.moc"
