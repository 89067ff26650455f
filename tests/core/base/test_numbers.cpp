// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdint>
#include <limits>

#include <QTest>

#include "core/base/numbers.h"
#include "tests/test_program.h"

class TestNumbers : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whole_texts_are_numbers() {
        QCOMPARE(lathe::parse_number<int>("-12").value(), -12);
        QCOMPARE(lathe::parse_number<double>("0.25").value(), 0.25);
        QCOMPARE(lathe::parse_number<double>("1e-4").value(), 1e-4);
        QVERIFY(std::isnan(lathe::parse_number<double>("nan").value()));
        QCOMPARE(lathe::parse_number<double>("-inf").value(), -std::numeric_limits<double>::infinity());
        QCOMPARE(lathe::parse_number<std::uint64_t>("18446744073709551615").value(), UINT64_MAX);
    }

    void everything_else_is_none() {
        for (const char* text : {"", " 1", "1 ", "+1", "1,5", "0x10", "1.5e", "one"}) {
            QVERIFY2(!lathe::parse_number<double>(text), text);
            QVERIFY2(!lathe::parse_number<int>(text), text);
        }
        QVERIFY(!lathe::parse_number<int>("1.5"));
        QVERIFY(!lathe::parse_number<int>("2147483648"));
        QVERIFY(!lathe::parse_number<unsigned>("-1"));
        QVERIFY(!lathe::parse_number<double>("1e999"));
    }
};

LATHE_TEST(TestNumbers)
#include "test_numbers.moc"
