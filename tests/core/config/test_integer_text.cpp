// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>

#include <QtTest>

#include "core/config/integer_text.h"
#include "tests/test_program.h"

using namespace lathe::config;

class TestIntegerText : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_sign_is_taken_off_once() {
        QVERIFY(split_sign("-5").sign == Sign::minus);
        QCOMPARE(std::string(split_sign("-5").rest), std::string("5"));
        QCOMPARE(std::string(split_sign("+-5").rest), std::string("-5"));
        QVERIFY(split_sign("5").sign == Sign::plus);
        QVERIFY(split_sign("").rest.empty());
    }

    void in_any_base() {
        QCOMPARE(int_in_base("101", Sign::plus, 2).value(), std::int64_t{5});
        QCOMPARE(int_in_base("17", Sign::minus, 8).value(), std::int64_t{-15});
        QCOMPARE(int_in_base("1F", Sign::plus, 16).value(), std::int64_t{31});
        QVERIFY(int_in_base("8", Sign::plus, 8).error() == NoInt::not_an_integer);
        for (const char* text : {"", "-1", "+1", " 1", "1_0"})
            QVERIFY(int_in_base(text, Sign::plus, 10).error() == NoInt::not_an_integer);
    }

    void to_both_ends_of_64_bits() {
        QCOMPARE(int_in_base("9223372036854775807", Sign::plus, 10).value(), std::int64_t{INT64_MAX});
        QCOMPARE(int_in_base("9223372036854775808", Sign::minus, 10).value(), std::int64_t{INT64_MIN});
        QVERIFY(int_in_base("9223372036854775808", Sign::plus, 10).error() == NoInt::beyond_64_bits);
        QVERIFY(int_in_base("9223372036854775809", Sign::minus, 10).error() == NoInt::beyond_64_bits);
        QVERIFY(int_in_base("99999999999999999999", Sign::plus, 10).error() == NoInt::beyond_64_bits);
    }
};

LATHE_TEST(TestIntegerText)
#include "test_integer_text.moc"
