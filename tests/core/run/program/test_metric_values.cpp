// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as programs write them in JSON.
#include <QtTest>

#include <cmath>

#include "core/run/program/metric_values.h"
#include "tests/test_program.h"

using namespace lathe;
using lathe::run::metric_value;

class TestMetricValues : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void what_is_a_number_data() {
        QTest::addColumn<QString>("json");
        QTest::addColumn<double>("number");
        QTest::newRow("number") << "0.5" << 0.5;
        QTest::newRow("true") << "true" << 1.0;
        QTest::newRow("infinity") << "\"-Infinity\"" << double{-INFINITY};
        QTest::newRow("a list of one") << "[0.5]" << 0.5;
        QTest::newRow("a scalar of numpy") << R"({"__numpy__": 0.5, "dtype": "float32"})" << 0.5;
        QTest::newRow("an array of one element") << R"({"__ndarray__": [[0.5]], "shape": [1, 1]})" << 0.5;
    }
    void what_is_a_number() {
        QFETCH(QString, json);
        QFETCH(double, number);
        const auto value = metric_value(parse_json(json.toStdString()).value());
        QVERIFY(value);
        QCOMPARE(*value, number);
    }

    void what_is_none_data() {
        QTest::addColumn<QString>("json");
        QTest::newRow("text") << "\"high\"";
        QTest::newRow("null") << "null";
        QTest::newRow("list") << "[0.5, 1.5]";
        QTest::newRow("a mapping of metrics") << R"({"value": 0.5})";
        QTest::newRow("with an objective") << R"({"default": 0.25, "value": 0.5})";
        QTest::newRow("an array of two elements") << R"({"__ndarray__": [0.5, 1.5]})";
    }
    void what_is_none() {
        QFETCH(QString, json);
        QVERIFY(!metric_value(parse_json(json.toStdString()).value()));
    }
};

LATHE_CORE_TEST(TestMetricValues)
#include "test_metric_values.moc"
