// SPDX-License-Identifier: GPL-3.0-or-later
// Who holds a lock, for how long, and through which processes.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/file_lock.h"
#include "tests/test_program.h"

using namespace lathe;

class TestFileLock : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    const std::filesystem::path file_ = dir_.filePath("lock").toStdString();

  private Q_SLOTS:
    void one_holds_it_until_it_is_destroyed() {
        QVERIFY(!is_lock_held(file_));
        {
            const auto lock = FileLock::try_take(file_).value();
            QVERIFY(lock.has_value());
            QVERIFY(is_lock_held(file_));
            QVERIFY(!FileLock::try_take(file_)->has_value());  // also by the same process
        }
        QVERIFY(!is_lock_held(file_));
        QVERIFY(FileLock::take(file_).has_value());
    }

    void asking_disturbs_nobody() {
        for (int i = 0; i < 100; ++i) {
            QVERIFY(!is_lock_held(file_));
            QVERIFY(FileLock::try_take(file_)->has_value());
        }
    }

    void a_child_that_has_the_descriptor_holds_it_too() {
        int wait_for_us[2];
        QCOMPARE(::pipe2(wait_for_us, O_CLOEXEC), 0);
        pid_t child = 0;
        {
            const auto lock = FileLock::take(file_).value();
            child = ::fork();
            if (child == 0) {
                ::close(wait_for_us[1]);
                char byte = 0;
                static_cast<void>(!::read(wait_for_us[0], &byte, 1));
                ::_exit(0);
            }
        }
        QVERIFY(is_lock_held(file_));
        ::close(wait_for_us[1]);
        ::waitpid(child, nullptr, 0);
        ::close(wait_for_us[0]);
        QVERIFY(!is_lock_held(file_));
    }

    void adopting() {
        auto lock = FileLock::take(file_).value();
        const int handed = ::fcntl(lock.descriptor(), F_DUPFD, 10);
        const auto other = dir_.filePath("other").toStdString();
        QVERIFY(FileLock::take(other).has_value());
        QVERIFY(!FileLock::adopt(handed, other).has_value());
        QVERIFY(!FileLock::adopt(999, file_).has_value());
        {
            const auto adopted = FileLock::adopt(handed, file_);
            QVERIFY(adopted.has_value());
            QVERIFY((::fcntl(handed, F_GETFD) & FD_CLOEXEC) != 0);
            const FileLock moved = std::move(lock);
        }
        QVERIFY(!is_lock_held(file_));
    }

    void what_cannot_be_locked_says_so() {
        const auto lock = FileLock::try_take(dir_.filePath("no/such/folder/lock").toStdString());
        QVERIFY(!lock);
        QVERIFY(lock.error().str().find("no/such/folder/lock") != std::string::npos);
        QVERIFY(!is_lock_held("/no/such/file"));
    }
};

LATHE_TEST(TestFileLock)
#include "test_file_lock.moc"
