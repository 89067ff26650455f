// SPDX-License-Identifier: GPL-3.0-or-later
// Texts of others as a terminal shows them.
#include <QtTest>

#include "core/base/printable.h"
#include "tests/test_program.h"

using namespace lathe;

class TestPrintable : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void nothing_steers_the_terminal() {
        QCOMPARE(printable("a\x1b[2J\nb\tc\x7f"), std::string("a?[2J b c?"));
        QCOMPARE(printable("\xc2\x9b"
                           "31m"),
                 std::string("?31m"));  // CSI in one character
        QCOMPARE(printable("시험 é 🎉"), std::string("시험 é 🎉"));
        QCOMPARE(printable("cut \xed\x95"), std::string("cut \xed\x95"));
    }
    void wide_characters_take_two_columns() {
        QCOMPARE(display_width("ab"), 2);
        QCOMPARE(display_width("시험"), 4);
        QCOMPARE(display_width("é"), 1);
    }
};

LATHE_TEST(TestPrintable)
#include "test_printable.moc"
