// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>

#include <QTest>

#include "core/base/error.h"
#include "core/base/system_error.h"
#include "core/base/text.h"
#include "tests/test_program.h"

class TestError : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void what_is_unknown_is_left_out() {
        lathe::Error error{"expected a number", "write 1"};
        QCOMPARE(error.str(), std::string("expected a number; write 1"));
        error.hint.clear();
        error.key = "opt.lr";
        QCOMPARE(error.str(), std::string("opt.lr: expected a number"));
        error.line = 3;  // of no file: not told
        QCOMPARE(error.str(), std::string("opt.lr: expected a number"));
        error.file = "exp.yaml";
        QCOMPARE(error.str(), std::string("exp.yaml:3: opt.lr: expected a number"));
        error.column = 9;
        error.kind = "ValidationError";
        QCOMPARE(error.str(), std::string("exp.yaml:3:9: opt.lr: ValidationError: expected a number"));
    }

    void what_repeats_a_long_text_is_shortened() {
        lathe::Error error{std::string(100'000, 'x'), "write 1"};
        error.key = "a" + std::string(1000, '.') + "b";
        QVERIFY(error.str().size() < 2500);
        QVERIFY(error.str().ends_with("x...; write 1"));
        // Never within a character.
        QCOMPARE(lathe::shortened("\xc3\xa9\xc3\xa9", 3), std::string("\xc3\xa9..."));
        QCOMPARE(lathe::shortened("abc", 3), std::string("abc"));
    }

    void a_failed_result_holds_its_error() {
        const lathe::Result<int> failed = lathe::fail("broken", "mend it");
        QVERIFY(!failed);
        QCOMPARE(failed.error().what, std::string("broken"));
        QCOMPARE(failed.error().hint, std::string("mend it"));
    }

    void errors_of_the_system_say_what_to_do() {
        const auto missing = lathe::system_error("cannot be read", "a/b", ENOENT);
        QCOMPARE(missing.str(), std::string("a/b: cannot be read: No such file or directory; check the path"));
        QVERIFY(missing.kind.empty());
        for (const int code : {ENOSPC, EDQUOT, EFBIG}) {
            const auto full = lathe::system_error("cannot be written", "a/b", code);
            QCOMPARE(full.kind, std::string(lathe::disk_full));
            // What goes on then is not known here: whoever tells it names the command.
            QVERIFY(!full.hint.empty() && full.hint.find("resume") == std::string::npos);
        }
        QCOMPARE(lathe::system_message(123456), std::string("error 123456"));
    }
};

LATHE_TEST(TestError)
#include "test_error.moc"
