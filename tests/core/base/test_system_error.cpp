// SPDX-License-Identifier: GPL-3.0-or-later
#include <cerrno>

#include <QTest>

#include "core/base/system_error.h"
#include "tests/test_program.h"

using namespace lathe;

class TestSystemError : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_words_are_english_in_every_locale() {
        QCOMPARE(system_message(ENOENT), std::string("No such file or directory"));
        QCOMPARE(system_message(EACCES), std::string("Permission denied"));
        QVERIFY(!system_message(123456).empty());  // unknown codes have words too
    }

    void names_the_path_and_what_was_done() {
        const Error error = system_error("cannot be read", "/no/such/file", ENOENT);
        const std::string text = error.str();
        QVERIFY2(text.find("/no/such/file") != std::string::npos, text.c_str());
        QVERIFY2(text.find("cannot be read") != std::string::npos, text.c_str());
        QVERIFY2(text.find("No such file or directory") != std::string::npos, text.c_str());
        QVERIFY(error.kind.empty());
    }

    void a_full_disk_passes_by_itself() {
        for (const int code : {ENOSPC, EDQUOT}) QCOMPARE(system_error("cannot be written", "x", code).kind, disk_full);
    }
};

LATHE_TEST(TestSystemError)
#include "test_system_error.moc"
