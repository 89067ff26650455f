// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers and dates in cells.
#include <QTest>
#include <cmath>

#include "core/train/table/cell_date.h"
#include "core/train/table/cell_number.h"
#include "core/train/table/name_pattern.h"
#include "tests/test_program.h"

using namespace lathe::train;

class TestCells : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void numbers_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<bool>("comma");
        QTest::addColumn<double>("value");  // NaN: none
        const double none = std::nan("");
        QTest::newRow("whole") << "12" << false << 12.0;
        QTest::newRow("signs") << "+1.5" << false << 1.5;
        QTest::newRow("exponent") << "-1E-3" << false << -1e-3;
        QTest::newRow("groups") << "1,234,567.5" << false << 1234567.5;
        QTest::newRow("no groups") << "1,23" << false << none;
        QTest::newRow("decimal comma") << "1,5" << true << 1.5;
        QTest::newRow("groups of points") << "1.234,5" << true << 1234.5;
        QTest::newRow("a point there") << "1.5" << true << none;
        QTest::newRow("huge") << "1e39" << false << 1e39;
        QTest::newRow("beyond a double") << "-1e400" << false << -HUGE_VAL;
        QTest::newRow("below a double") << "1e-400" << false << 0.0;
        QTest::newRow("nan") << "nan" << false << none;
        QTest::newRow("word") << "twelve" << false << none;
        QTest::newRow("unit") << "12cm" << false << none;
        QTest::newRow("empty") << "" << false << none;
        QTest::newRow("two signs") << "+-1" << false << none;
    }
    void numbers() {
        QFETCH(QString, cell);
        QFETCH(bool, comma);
        QFETCH(double, value);
        const std::string text = cell.toStdString();
        const auto found = number_in(text, comma ? DecimalMark::comma : DecimalMark::point);
        QCOMPARE(found.has_value(), !std::isnan(value));
        if (found) QVERIFY(*found == value);
    }

    void zeros_in_front_make_a_code() {
        for (const char* code : {"01", "00", "007", "01234"}) QVERIFY2(is_code(code), code);
        for (const char* other : {"", "0", "10", "0.5", "0,5", "-01", "01a", "0e3"}) QVERIFY2(!is_code(other), other);
    }

    void marks_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<int>("evidence");
        QTest::newRow("point") << "1.5" << int(MarkEvidence::point);
        QTest::newRow("comma") << "-1,5" << int(MarkEvidence::comma);
        QTest::newRow("three digits") << "1,234" << int(MarkEvidence::either_comma);
        QTest::newRow("groups and point") << "1,234.5" << int(MarkEvidence::point);
        QTest::newRow("groups and comma") << "1.234,5" << int(MarkEvidence::comma);
        QTest::newRow("exponent") << "1.5e3" << int(MarkEvidence::point);
        QTest::newRow("whole") << "15" << int(MarkEvidence::none);
        QTest::newRow("date") << "04.03.2025" << int(MarkEvidence::none);
        QTest::newRow("words") << "a,b" << int(MarkEvidence::none);
    }
    void marks() {
        QFETCH(QString, cell);
        QFETCH(int, evidence);
        QCOMPARE(int(mark_evidence(cell.toStdString())), evidence);
    }

    void dates_data() {
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("text");  // empty: none
        QTest::newRow("ISO") << "2025-03-04"
                             << "2025-03-04";
        QTest::newRow("slashes") << "2025/3/4"
                                 << "2025-03-04";
        QTest::newRow("before 1970") << "1912-04-15"
                                     << "1912-04-15";
        QTest::newRow("points: the day first") << "15.4.1912"
                                               << "1912-04-15";
        QTest::newRow("month first") << "3/4/2025"
                                     << "2025-03-04";
        QTest::newRow("a day above 12") << "14/3/2025"
                                        << "2025-03-14";
        QTest::newRow("with a time") << "2025-03-04 15:04:05"
                                     << "2025-03-04 15:04:05";
        QTest::newRow("with a zone") << "2025-03-04T01:30:00+02:00"
                                     << "2025-03-03 23:30:00";
        QTest::newRow("UTC") << "2025-03-04T15:04Z"
                             << "2025-03-04 15:04:00";
        QTest::newRow("no such day") << "2025-02-30"
                                     << "";
        QTest::newRow("no such month") << "2025-13-01"
                                       << "";
        QTest::newRow("number") << "20250304"
                                << "";
        QTest::newRow("rest") << "2025-03-04x"
                              << "";
        QTest::newRow("address") << "192.168.1.10"
                                 << "";
        QTest::newRow("two marks") << "2025-03/04"
                                   << "";
    }
    void dates() {
        QFETCH(QString, cell);
        QFETCH(QString, text);
        const auto date = date_in(cell.toStdString(), DateOrder::month_first);
        QCOMPARE(date ? QString::fromStdString(date_text(date->days, date->has_time)) : QString(), text);
    }
    void the_order_of_day_and_month() {
        QCOMPARE(date_text(date_in("3/4/2025", DateOrder::day_first)->days, false), std::string("2025-04-03"));
        QVERIFY(date_in("3/4/2025", DateOrder::day_first)->is_ambiguous);
        QVERIFY(!date_in("14/3/2025", DateOrder::day_first)->could_be_month_first);
        QVERIFY(!date_in("3/14/2025", DateOrder::day_first)->could_be_day_first);
        QVERIFY(!date_in("2025-03-04", DateOrder::day_first)->is_ambiguous);
        QCOMPARE(date_in("1970-01-02", DateOrder::day_first)->days, 1.0);
    }

    void patterns() {
        QVERIFY(matches("temp_1", "temp_*"));
        QVERIFY(matches("temp_", "temp_*"));
        QVERIFY(!matches("atemp_1", "temp_*"));
        QVERIFY(matches("user_id", "*_id"));
        QVERIFY(matches("a*b", "a*b"));
        QVERIFY(matches("abc", "a?c") && !matches("ac", "a?c"));
        QVERIFY(matches("aXbYc", "a*b*c") && !matches("aXbY", "a*b*c"));
        QVERIFY(matches("", "*") && matches("", "") && !matches("a", ""));
    }
};

LATHE_TEST(TestCells)
#include "test_cells.moc"
