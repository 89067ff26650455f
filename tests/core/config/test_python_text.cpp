// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdint>

#include <QtTest>

#include "core/config/python_text.h"
#include "tests/test_program.h"

using namespace lathe::config;

class TestPythonText : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void prints_floats_as_python_data() {
        QTest::addColumn<double>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("small") << 1e-5 << "1e-05";
        QTest::newRow("milli") << 1e-3 << "0.001";
        QTest::newRow("limit") << 1e-4 << "0.0001";
        QTest::newRow("whole") << 100.0 << "100.0";
        QTest::newRow("large") << 1e16 << "1e+16";
        QTest::newRow("below large") << 9007199254740993.0 << "9007199254740992.0";
        QTest::newRow("negative") << -1.5e-7 << "-1.5e-07";
        QTest::newRow("zero") << -0.0 << "-0.0";
        QTest::newRow("huge") << 1.7976931348623157e308 << "1.7976931348623157e+308";
        QTest::newRow("tenth") << 0.1 << "0.1";
        QTest::newRow("infinite") << -HUGE_VAL << "-inf";
    }

    void prints_floats_as_python() {
        QFETCH(double, number);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(python_repr(number)), text);
    }

    void reads_numbers_as_python() {
        QCOMPARE(python_int(" 1_000 ").value(), std::int64_t{1000});
        QCOMPARE(python_int("+5").value(), std::int64_t{5});
        QCOMPARE(python_int("-9223372036854775808").value(), std::int64_t{INT64_MIN});
        for (const char* text : {"", "1.0", "1e3", "0x10", "_1", "1__0", "1_", "9223372036854775808"})
            QVERIFY(!python_int(text));
        QVERIFY(python_int("9223372036854775808").error() == NoInt::beyond_64_bits);
        QVERIFY(python_int("1.0").error() == NoInt::not_an_integer);
        QCOMPARE(*python_float("1_0.5"), 10.5);
        QCOMPARE(*python_float("1e400"), HUGE_VAL);
        QCOMPARE(*python_float("1e-400"), 0.0);
        QCOMPARE(*python_float(".5"), 0.5);
        QCOMPARE(*python_float("5."), 5.0);
        QVERIFY(std::isnan(*python_float("NaN")));
        for (const char* text : {"", "abc", "1e", "--1", "1_e3", ".", "0x1p3"}) QVERIFY(!python_float(text));
    }

    void shows_values_as_python() {
        const Value value(Dict{{"a", Value(List{Value(1), Value("it's"), Value(true), Value()})}});
        QCOMPARE(python_str(value), std::string("{'a': [1, \"it's\", True, None]}"));
        QCOMPARE(python_str(Value("it's")), std::string("it's"));
        QCOMPARE(python_repr(Value("a\n\x01")), std::string("'a\\n\\x01'"));
        QCOMPARE(python_repr(Value(2.0)), std::string("2.0"));
    }
};

LATHE_TEST(TestPythonText)
#include "test_python_text.moc"
