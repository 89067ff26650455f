// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/config/value.h"
#include "tests/test_program.h"

using namespace lathe::config;

class TestValue : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void finds_and_sets_by_path();
    void splits_paths_as_omegaconf();
    void compares_content();
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

void TestValue::writes_json_with_exact_numbers() {
    const Value value(Dict{{"b", Value(1e-3)}, {"a", Value(INT64_MAX)}, {"n", Value(std::nan(""))}, {"w", Value(2.0)}});
    QCOMPARE(lathe::dump_json(to_json(value)), std::string(R"({"b":0.001,"a":9223372036854775807,"n":"NaN","w":2.0})"));
}

LATHE_TEST(TestValue)
#include "test_value.moc"
