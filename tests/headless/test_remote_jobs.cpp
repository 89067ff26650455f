// SPDX-License-Identifier: GPL-3.0-or-later
// A job of a client: begun once, interrupted at any moment, also before it has begun.
#include <signal.h>
#include <sys/resource.h>
#include <filesystem>

#include <QDir>
#include <QtTest>

#include "core/remote/job.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;
namespace fs = std::filesystem;

namespace {

// A full disk: files can be made, and nothing written into them.
void no_room_for_bytes() {
    ::signal(SIGXFSZ, SIG_IGN);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_FSIZE, &none);
}

}  // namespace

class TestRemoteJobs : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        qputenv("LATHE_ENGINE", LATHE_FAKE_ENGINE);
    }
    void cleanup() {
        for (const char* name : {"LATHE_ENGINE", "LATHE_FAKE_HOLD"}) qunsetenv(name);
    }

    void a_job_ends_with_the_code_of_its_command() {
        const Job job = make({"tune", ctl_->experiment().toStdString()});
        QVERIFY(job.state() == JobState::waiting);
        QVERIFY(job.start(LATHECTL));
        QVERIFY(job.start(LATHECTL));  // once
        QTRY_VERIFY_WITH_TIMEOUT(job.state() == JobState::ended, 60'000);
        QCOMPARE(job.exit_code(), std::optional(0));
        QCOMPARE(studies().size(), 1);
        QVERIFY(job.forget());
        QVERIFY(!fs::exists(job.folder()));
    }

    // Else its client would wait for it for ever.
    void a_job_that_cannot_be_written_down_says_so() {
        const Job job = make({"runs"});
        const QString folder = QString::fromStdString(job.folder().string());
        const Ran refused = ctl_->run({"job", "--folder", folder}, no_room_for_bytes);
        QCOMPARE(refused.code, 1);
        QVERIFY2(refused.err.contains("begun"), refused.err.constData());
        QTRY_VERIFY_WITH_TIMEOUT(job.state() == JobState::waiting, 60'000);
        QVERIFY(job.start(LATHECTL));  // once there is room
        QTRY_VERIFY_WITH_TIMEOUT(job.state() == JobState::ended, 60'000);
        QCOMPARE(job.exit_code(), std::optional(0));
    }

    // The client was faster than the job's supervisor.
    void an_interrupt_before_it_has_begun_is_not_lost() {
        const Job job = make({"tune", ctl_->experiment().toStdString()});
        QVERIFY(job.interrupt(1));
        QVERIFY(job.interrupt(1));
        QCOMPARE(job.interrupts(), 1);
        QVERIFY(job.start(LATHECTL));
        QTRY_VERIFY_WITH_TIMEOUT(job.state() == JobState::ended, 60'000);
        QCOMPARE(job.exit_code(), std::optional(130));
        QVERIFY(studies().isEmpty());
    }

    void interrupts_that_are_asked_for_twice_are_sent_once() {
        qputenv("LATHE_FAKE_HOLD", "0002:" + ctl_->file("here").toUtf8());
        const Job job = make({"tune", ctl_->experiment().toStdString()});
        QVERIFY(job.start(LATHECTL));
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(ctl_->file("here")), 60'000);
        // A second one would end the process at once, and leave no word.
        for (int i = 0; i < 5; ++i) QVERIFY(job.interrupt(1));
        QTRY_VERIFY_WITH_TIMEOUT(job.state() == JobState::ended, 60'000);
        QCOMPARE(job.exit_code(), std::optional(130));
        QCOMPARE(studies().size(), 1);
        const auto study = store::read_study(ctl_->file("runs/" + studies().front()).toStdString());
        QVERIFY(study && study->state == store::StudyState::interrupted);
    }

  private:
    Job make(const std::vector<std::string>& arguments) const {
        const fs::path runs = ctl_->file("runs").toStdString();
        return Job::make(runs / ".remote" / "jobs", std::string(32, 'a'), {runs, arguments, {}}).value();
    }
    QStringList studies() const { return QDir(ctl_->file("runs")).entryList({"quadratic-*"}); }

    std::unique_ptr<Lathectl> ctl_;
};

LATHE_TEST(TestRemoteJobs)
#include "test_remote_jobs.moc"
