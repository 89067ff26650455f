// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/config/scalar.h"
#include "core/config/value.h"
#include "tests/test_program.h"

using namespace lathe::config;

class TestValue : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void finds_and_sets_by_path();
    void splits_paths_as_omegaconf();
    void compares_content();
    void prints_floats_as_python_data();
    void prints_floats_as_python();
    void reads_numbers_as_python();
    void writes_json_with_exact_numbers();
};

void TestValue::finds_and_sets_by_path() {
    Value value{Dict{}};
    value.set("opt.lr", 1e-3);
    value.set("layers", List{Value(1), Value(Dict{{"size", Value(3)}})});
    QCOMPARE(value.find("opt.lr")->as_float(), 1e-3);
    QCOMPARE(value.find("layers[1].size")->as_int(), 3);
    QCOMPARE(value.find("layers.1.size")->as_int(), 3);
    QVERIFY(value.find("layers[2]") == nullptr);
    QVERIFY(value.find("layers[-1]") == nullptr);
    QVERIFY(value.find("opt.lr.x") == nullptr);
    value.set("layers[0]", "a");
    QCOMPARE(value.find("layers[0]")->as_string(), std::string("a"));
    QVERIFY(value.erase("opt.lr"));
    QVERIFY(!value.erase("opt.lr"));
    QCOMPARE(value.int_or("opt.lr", 7), 7);
    QCOMPARE(value.find("")->as_dict().size(), std::size_t{2});
}

void TestValue::splits_paths_as_omegaconf() {
    using Steps = std::vector<std::string>;
    QCOMPARE(split_path("a.b"), (Steps{"a", "b"}));
    QCOMPARE(split_path("a[b]"), (Steps{"a", "b"}));
    QCOMPARE(split_path("[a].b"), (Steps{"a", "b"}));
    QCOMPARE(split_path(".a.b[c].d"), (Steps{"", "a", "b", "c", "d"}));
    QCOMPARE(split_path("[a.b].c"), (Steps{"a.b", "c"}));
    QCOMPARE(join_path(join_path("", "a.b"), "c"), std::string("[a.b].c"));
    QCOMPARE(join_path(join_path("a", 0), "c"), std::string("a[0].c"));
}

void TestValue::compares_content() {
    QVERIFY(Value(std::nan("")) == Value(std::nan("")));
    QVERIFY(!(Value(1) == Value(1.0)));
    QVERIFY(!(Value("1") == Value(1)));
    QVERIFY(Value(Dict{{"a", Value(1)}, {"b", Value(2)}}) == Value(Dict{{"b", Value(2)}, {"a", Value(1)}}));
    QVERIFY(!(Value(Dict{{"a", Value(1)}}) == Value(Dict{{"a", Value(1)}, {"b", Value(2)}})));
}

void TestValue::prints_floats_as_python_data() {
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

void TestValue::prints_floats_as_python() {
    QFETCH(double, number);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(python_repr(number)), text);
}

void TestValue::reads_numbers_as_python() {
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

void TestValue::writes_json_with_exact_numbers() {
    const Value value(Dict{{"b", Value(1e-3)}, {"a", Value(INT64_MAX)}, {"n", Value(std::nan(""))}, {"w", Value(2.0)}});
    QCOMPARE(lathe::dump_json(to_json(value)), std::string(R"({"b":0.001,"a":9223372036854775807,"n":"NaN","w":2.0})"));
}

LATHE_TEST(TestValue)
#include "test_value.moc"
