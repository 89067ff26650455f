// SPDX-License-Identifier: GPL-3.0-or-later
// Child processes: what they begin with, and that nothing of their group is left.
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fstream>

#include "core/base/files.h"
#include "core/run/child_process.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

class ShellChild {
  public:
    // Its standard output and error are `output`.
    int run(const std::string& script, std::vector<std::string> variables = {}) {
        const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        const int file = ::open(path("output").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
        auto child = ChildProcess::start(
            {"/bin/sh", {"-c", script}, std::move(variables), dir_.path().toStdString(), {nothing, file, file}});
        ::close(nothing);
        ::close(file);
        return child ? child->wait() : -1;
    }
    std::string output() const { return read_file(path("output")).value_or(""); }
    std::string path(const char* name) const { return dir_.filePath(name).toStdString(); }

  private:
    QTemporaryDir dir_;
};

}  // namespace

class TestChildProcess : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void it_gets_what_was_given_and_nothing_else() {
        ShellChild child;
        const int ours = ::open(child.path("ours").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        QCOMPARE(child.run("echo $A $HOME; echo to stderr >&2; [ . -ef \"$PLACE\" ] && echo at home; "
                           "ls -l /proc/self/fd | grep /ours; true",
                           {"A=one", "PATH=/usr/bin:/bin", "PLACE=" + child.path("")}),
                 0);
        ::close(ours);
        QCOMPARE(QString::fromStdString(child.output()).simplified(), QStringLiteral("one to stderr at home"));
    }

    void descriptors_may_have_each_others_numbers() {
        ShellChild child;
        const int file = ::open(child.path("exchanged").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
        std::vector<int> wanted{nothing, file, file};
        // Its descriptor `file` is the one that is `nothing` here.
        while (static_cast<int>(wanted.size()) < file) wanted.push_back(nothing);
        wanted.push_back(nothing);
        auto started = ChildProcess::start(
            {"/bin/sh", {"-c", "echo written; echo lost >&" + std::to_string(file)}, {}, {}, wanted});
        QVERIFY(started);
        QCOMPARE(started->wait(), 0);
        ::close(file);
        ::close(nothing);
        QCOMPARE(read_file(child.path("exchanged")).value_or(""), std::string("written\n"));
    }

    void what_it_leaves_in_its_group_is_killed() {
        ShellChild child;
        const int status = child.run("sleep 1000 & echo $!", {"PATH=/usr/bin:/bin"});
        QCOMPARE(status, 0);
        const int left = QString::fromStdString(child.output()).toInt();
        QVERIFY(left > 0);
        // Whoever takes over orphans may need a moment to wait for it.
        const auto is_gone = [left] {
            std::ifstream file("/proc/" + std::to_string(left) + "/stat");  // "NUMBER (NAME) STATE ..."
            const std::string text(std::istreambuf_iterator<char>(file), {});
            return text.empty() || text.find(") Z ") != std::string::npos;
        };
        QTRY_VERIFY(is_gone());
    }

    void no_signal_is_blocked_in_it() {
        sigset_t blocked;
        sigset_t before;
        ::sigemptyset(&blocked);
        ::sigaddset(&blocked, SIGTERM);
        ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
        ShellChild child;
        const int status = child.run("kill -TERM $$");
        ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(describe_end(status), std::string("was killed by signal 15 (SIGTERM, Terminated)"));
    }

    void an_end_is_told_once_and_again() {
        ShellChild child;
        QCOMPARE(describe_end(child.run("exit 7")), std::string("ended with exit code 7"));
        QVERIFY(describe_end(child.run("kill -KILL $$")).ends_with("was the machine out of memory?"));
        auto started = ChildProcess::start({"/bin/sh", {"-c", "exit 7"}, {}, {}, {0, 1, 2}});
        QVERIFY(started);
        QCOMPARE(WEXITSTATUS(started->wait()), 7);
        QCOMPARE(WEXITSTATUS(started->wait()), 7);
        started->signal_group(SIGKILL);  // goes to nobody
    }

    void a_name_alone_is_found_in_the_path() {
        for (const bool leads_group : {true, false}) {
            ChildStart start{"sh", {"-c", "read line"}, {}, {}, {}, leads_group};
            int ends[2] = {-1, -1};
            QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
            start.descriptors = {ends[0], 1, 2};
            const auto pid = spawn_child(start);
            QVERIFY(pid);
            QCOMPARE(::getpgid(*pid) == *pid, leads_group);
            ::close(ends[0]);
            ::close(ends[1]);
            int status = -1;
            QCOMPARE(::waitpid(*pid, &status, 0), *pid);
            QCOMPARE(WEXITSTATUS(status), 1);  // there was no line
        }
    }

    void other_variables_stand_in_their_place() {
        qputenv("LATHE_TEST_KEPT", "1");
        qputenv("NNI_TRIAL_COMMAND_CHANNEL", "ws://outer");
        const auto clean = qScopeGuard([] {
            qunsetenv("LATHE_TEST_KEPT");
            qunsetenv("NNI_TRIAL_COMMAND_CHANNEL");
        });
        const auto all = environment_with({{"PATH", "/elsewhere"}, {"LATHE_TEST", "a=b"}});
        const auto starting_with = [&](const char* text) {
            QStringList found;
            for (const std::string& one : all)
                if (one.starts_with(text)) found << QString::fromStdString(one);
            return found;
        };
        QCOMPARE(starting_with("PATH="), QStringList{"PATH=/elsewhere"});
        QCOMPARE(starting_with("LATHE_TEST="), QStringList{"LATHE_TEST=a=b"});
        QCOMPARE(starting_with("LATHE_TEST_KEPT="), QStringList{"LATHE_TEST_KEPT=1"});
        QVERIFY(starting_with("NNI_TRIAL_COMMAND_CHANNEL").isEmpty());
    }

    // Without it the program would read and write what is open there by chance.
    void a_descriptor_that_is_closed_is_an_error() {
        const int closed = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
        ::close(closed);
        for (const std::vector<int>& descriptors : {std::vector<int>{closed, 1, 2}, {0, 1, -1}}) {
            ChildStart start{"/bin/true", {}, {}, {}, descriptors};
            const auto pid = spawn_child(start);
            QVERIFY(!pid);
            QCOMPARE(pid.error(), EBADF);
        }
    }

    void an_exit_code_is_what_shells_have() {
        ShellChild child;
        QCOMPARE(exit_code_of(child.run("exit 7")), 7);
        QCOMPARE(exit_code_of(child.run("kill -SEGV $$")), 128 + SIGSEGV);
    }

    void what_cannot_be_started_is_told_by_its_number() {
        const auto started = ChildProcess::start({"/no/such/program", {}, {}, {}, {0, 1, 2}});
        QVERIFY(!started);
        QCOMPARE(started.error(), ENOENT);
    }
};

LATHE_CORE_TEST(TestChildProcess)
#include "test_child_process.moc"
