// SPDX-License-Identifier: GPL-3.0-or-later
// What columns turn out to be, what is left out and what is refused.
#include <QTest>

#include "tests/core/train/table/table_files.h"
#include "tests/test_program.h"

using namespace lathe;
using test::repeated;
using train::ColumnRole;
using train::ColumnType;
using train::CsvOptions;

namespace {

// A column of 40 rows beside a plain one and a target of two classes; `cell` as repeated() has it.
QByteArray with_column(const QByteArray& name, const QByteArray& cell, int rows = 40) {
    QByteArray text = "x," + name + ",y\n";
    for (int i = 0; i < rows; ++i) {
        text += QByteArray::number(i * 7 % 11) + "," + QByteArray(cell).replace("#", QByteArray::number(i)) + "," +
                QByteArray::number(i % 2) + "\n";
    }
    return text;
}

}  // namespace

class TestDataTable : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void types_data() {
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QString>("type");
        QTest::newRow("number") << QByteArray("#.5") << "number";
        QTest::newRow("count of rows") << QByteArray("#") << "id";
        QTest::newRow("constant") << QByteArray("7") << "constant";
        QTest::newRow("constant word") << QByteArray("yes") << "constant";
        QTest::newRow("empty") << QByteArray("") << "empty";
        QTest::newRow("markers") << QByteArray("NA") << "empty";
        QTest::newRow("date") << QByteArray("2025-01-1#").replace("1#", "11") << "constant";
        QTest::newRow("all different words") << QByteArray("k#") << "id";
        QTest::newRow("long texts") << QByteArray("\"a text of many words that says something, number # of them\"")
                                    << "text";
    }
    void types() {
        QFETCH(QByteArray, cell);
        QFETCH(QString, type);
        const test::TableFiles files;
        const auto table = files.read(with_column("c", cell));
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        const train::Column& column = table->columns[1];
        QCOMPARE(QString::fromStdString(std::string(name_of(column.type))), type);
        const bool used = type == "number";
        QCOMPARE(column.role == ColumnRole::feature, used);
        QCOMPARE(test::notes_of(*table).find("column c (") != std::string::npos, !used);
    }

    void categories_dates_and_gaps() {
        QByteArray text = "city,day,size,only,y\n";
        for (int i = 0; i < 30; ++i) {
            text += QByteArray(i % 3 == 0   ? "Bonn"
                               : i % 3 == 1 ? "Kiel"
                                            : "") +
                    ",2025-01-" + QByteArray::number(1 + i % 28) + "," +
                    (i % 5 == 0 ? "?" : QByteArray::number(i % 7)) + "," + (i % 4 == 0 ? "yes" : "") + "," +
                    QByteArray::number(i % 2) + "\n";
        }
        const test::TableFiles files;
        const auto table = files.read(text);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->columns[0].type, ColumnType::category);
        QCOMPARE(table->columns[0].missing, 10);
        QCOMPARE(table->columns[1].type, ColumnType::date);
        QCOMPARE(table->columns[2].type, ColumnType::number);
        QCOMPARE(table->columns[2].missing, 6);
        // A value or a gap are two things.
        QCOMPARE(table->columns[3].type, ColumnType::category);
        QCOMPARE(table->features().size(), std::size_t{4});
    }

    void ids_by_their_name() {
        const test::TableFiles files;
        const auto table = files.read("PassengerId,a,y\n892,1,0\n17,2,1\n350,4,0\n");
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->columns[0].type, ColumnType::id);
        const auto kept = files.read("PassengerId,a,y\n892,1,0\n17,2,1\n350,4,0\n",
                                     [](CsvOptions& o) { o.types["PassengerId"] = "number"; });
        QVERIFY(kept && kept->features().size() == 2);
    }

    void a_missing_label_is_no_class_data() {
        QTest::addColumn<QByteArray>("cell");
        for (const char* cell : {"", "nan", "NA", "?", " "}) QTest::newRow(cell) << QByteArray(cell);
    }
    void a_missing_label_is_no_class() {
        QFETCH(QByteArray, cell);
        const test::TableFiles files;
        const QByteArray text = "a,y\n" + repeated("#.5,0", 5) + "9.5," + cell + "\n" + repeated("#.25,1", 5);
        const auto table = files.read(text);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->class_order.size(), std::size_t{2});
        QCOMPARE(table->rows(), 10);
        QVERIFY(test::notes_of(*table).find("1 of 11 rows has no y and is left out (the first in line 7)") !=
                std::string::npos);
        const std::string error = files.error(text, [](CsvOptions& o) { o.missing_target = "refuse"; });
        QVERIFY2(error.find("t.csv:7") != std::string::npos, error.c_str());
    }

    void equal_numbers_are_one_class() {
        const test::TableFiles files;
        const auto table = files.read("a,y\n1.5,1\n2,1.0\n3,0\n4,2\n5,10\n");
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        std::string names;
        for (const auto code : table->class_order)
            names += table->target()->words[static_cast<std::size_t>(code)] + " ";
        QCOMPARE(names, std::string("0 1 2 10 "));
        QVERIFY(test::notes_of(*table).find("\"1\" and \"1.0\" are one value") != std::string::npos);
    }

    void numbers_with_zeros_in_front_are_codes() {
        QByteArray text = "zip,part,share,y\n";
        for (int i = 0; i < 30; ++i)
            text += (i % 3 == 0   ? "01234,"
                     : i % 3 == 1 ? "1234,"
                                  : "99999,") +
                    QByteArray::number(i * 37).rightJustified(5, '0') + "," + (i % 2 == 0 ? "0" : "0.5") + "," +
                    QByteArray::number(i % 2) + "\n";
        const test::TableFiles files;
        const auto table = files.read(text);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->columns[0].type, ColumnType::category);
        QCOMPARE(table->columns[0].words, (std::vector<std::string>{"01234", "1234", "99999"}));
        QCOMPARE(table->columns[1].type, ColumnType::id);
        QCOMPARE(table->columns[2].type, ColumnType::number);
        const std::string notes = test::notes_of(*table);
        QVERIFY2(notes.find("column zip: \"01234\" begins with 0, so that its cells are codes") != std::string::npos,
                 notes.c_str());
        const auto as_numbers = files.read(text, [](CsvOptions& o) { o.types["zip"] = "number"; });
        QVERIFY2(as_numbers, as_numbers ? "" : as_numbers.error().str().c_str());
        QCOMPARE(as_numbers->columns[0].numbers[0], 1234.0);
    }

    void decimal_commas() {
        const test::TableFiles files;
        const auto table = files.read("a;b;y\n1,5;1.234,5;u\n2,25;3;v\n");
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->columns[0].numbers, (std::vector<double>{1.5, 2.25}));
        QCOMPARE(table->columns[1].numbers, (std::vector<double>{1234.5, 3}));
        const auto groups = files.read("a,y\n\"1,234\",u\n\"5,678\",v\n");
        QVERIFY2(groups, groups ? "" : groups.error().str().c_str());
        QCOMPARE(groups->columns[0].numbers, (std::vector<double>{1234, 5678}));
    }

    void columns_are_chosen() {
        const test::TableFiles files;
        const QByteArray text = "temp_1,temp_2,wind,y\n1,5,3,0\n2,7,9,1\n4,1,3,0\n";
        const auto names = [&](const test::TableFiles::Change& change) {
            const auto table = files.read(text, change);
            if (!table) return table.error().str();
            std::string all;
            for (const auto* column : table->features()) all += column->name + " ";
            return all;
        };
        QCOMPARE(names([](CsvOptions& o) { o.exclude = {"temp_*"}; }), std::string("wind "));
        QCOMPARE(names([](CsvOptions& o) { o.columns = {"temp_*"}; }), std::string("temp_1 temp_2 "));
        QCOMPARE(names([](CsvOptions& o) {
                     o.columns = {"temp_*"};
                     o.exclude = {"*_2"};
                 }),
                 std::string("temp_1 "));
        QVERIFY(names([](CsvOptions& o) { o.exclude = {"wnd"}; }).find("did you mean wind") != std::string::npos);
        QVERIFY(names([](CsvOptions& o) { o.exclude = {"y"}; }).find("the target y is left out") != std::string::npos);
        QVERIFY(names([](CsvOptions& o) { o.types["wand"] = "category"; }).find("data.types") != std::string::npos);
    }

    void refused_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("no such column") << QByteArray("a,b,z\n1,2,3\n") << "t.csv:1: data.target: there is no column";
        QTest::newRow("one column, divided otherwise")
            << QByteArray("a b y\n1 2 3\n") << "the only column is a b y; if it is several, set data.delimiter";
        QTest::newRow("one class") << QByteArray("a,b,y\n1,2,3\n2,2,3\n3,2,3\n") << "one class only";
        QTest::newRow("no labels") << QByteArray("a,y\n1,\n2,\n") << "no row has a value";
        QTest::newRow("the target only") << QByteArray("y\n1\n2\n") << "no column is left";
        QTest::newRow("beyond 32 bits") << QByteArray("a,y\n1,0\n1e39,1\n")
                                        << "t.csv:3: data.file: column a holds \"1e39\"";
        QTest::newRow("infinite") << QByteArray("a,y\n1,0\ninf,1\n") << "t.csv:3: data.file: column a holds \"inf\"";
        QTest::newRow("a word among numbers") << "a,y\n" + repeated("#.5,0", 15) + "oops,1\n"
                                              << "t.csv:17: data.file: column a holds \"oops\"";
        QTest::newRow("the target again") << "a,y,Y\n" + repeated("#.5,0,0", 9) + "1,1,1\n"
                                          << "column Y holds the same as the target y";
        QTest::newRow("the target renamed under its name")
            << "a,Y,y\n" + repeated("#.5,no,0", 15) + repeated("#.1,yes,1", 15)
            << "column Y names the classes of the target y otherwise and gives the answer away";
        QTest::newRow("too many classes") << "a,y\n" + repeated("1#,3#.5", 40) << "data.task=regression";
    }
    void refused() {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        const test::TableFiles files;
        const auto error = QString::fromStdString(files.error(text));
        QVERIFY2(error.contains(part), qPrintable(error));
    }

    void a_number_that_never_changes_is_no_target() {
        const test::TableFiles files;
        const auto regression = [](CsvOptions& o) { o.task = "regression"; };
        const std::string error = files.error("a,y\n" + repeated("#.5,5", 20), regression);
        QVERIFY2(error.find("data.target: the target y has the same value everywhere") != std::string::npos,
                 error.c_str());
        QCOMPARE(files.error("a,y\n" + repeated("#.5,5", 20) + "3,6\n", regression), std::string());
    }

    // Of thousands of columns a person reads how many, not thousands of lines.
    void columns_that_are_left_out_alike_are_told_together() {
        const test::TableFiles files;
        QByteArray header;
        QByteArray cells;
        for (int i = 0; i < 900; ++i) {
            header += "c" + QByteArray::number(i) + ",";
            cells += "1,";
        }
        const QByteArray constants = header + "y\n" + repeated(cells + "0", 10);
        const std::string error = files.error(constants + cells + "1\n");
        QVERIFY2(error.find("c0, c1, c2, c3, c4 and 895 more: it holds the same value") != std::string::npos &&
                     error.size() < 400,
                 error.c_str());
        const auto table =
            files.read("x," + header + "y\n" + repeated("#.5," + cells + "0", 10) + "3.1," + cells + "1\n");
        QVERIFY(table);
        QCOMPARE(table->notes.size(), 1U);
        QVERIFY(table->notes.front().find("900 columns (constant) are left out, c0, c1, c2, c3, c4 and 895 more") == 0);
        const std::string missing = files.error(constants, [](CsvOptions& o) { o.target = "z"; });
        QVERIFY2(missing.size() < 400, missing.c_str());
    }

    void a_leak_may_be_meant() {
        const test::TableFiles files;
        const QByteArray text = "a,Y,y\n" + repeated("#.5,no,0", 15) + repeated("#.1,yes,1", 15);
        QCOMPARE(files.error(text, [](CsvOptions& o) { o.types["Y"] = "category"; }), std::string());
        QCOMPARE(files.error(text, [](CsvOptions& o) { o.exclude = {"Y"}; }), std::string());
    }

    // Women survived, men did not: a rule of the data, or a leak.
    void a_column_that_decides_the_class_is_told() {
        const test::TableFiles files;
        const auto table = files.read("a,sex,y\n" + repeated("#.5,female,0", 15) + repeated("#.1,male,1", 15));
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QVERIFY(test::notes_of(*table).find("column sex names the classes of the target y otherwise") !=
                std::string::npos);
    }

    void leaks_of_a_regression() {
        const test::TableFiles files;
        const auto regression = [](CsvOptions& o) { o.task = "regression"; };
        QByteArray text = "a,b,y\n";
        for (int i = 0; i < 40; ++i) {
            const int y = i * 37 % 101;
            text += QByteArray::number(i * 13 % 7) + "," + QByteArray::number(1000 * y) + "," + QByteArray::number(y) +
                    "\n";
        }
        const auto table = files.read(text, regression);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QVERIFY(test::notes_of(*table).find("column b is the target y in another unit") != std::string::npos);
        const std::string word = files.error("a,y\n1,2\n2,three\n", regression);
        QVERIFY2(word.find("t.csv:3: data.target: column y holds \"three\"") != std::string::npos, word.c_str());
    }

    void rows_with_gaps() {
        const test::TableFiles files;
        const QByteArray text = "a,b,y\n1,2,0\n,4,1\n5,,0\n7,8,1\n2,2,0\n";
        const auto table = files.read(text, [](CsvOptions& o) { o.missing = "drop"; });
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->rows(), 3);
        QVERIFY(test::notes_of(*table).find("2 of 5 rows have gaps") != std::string::npos);
        const std::string error = files.error(text, [](CsvOptions& o) { o.missing = "refuse"; });
        QVERIFY2(error.find("t.csv:3: data.missing: column a") != std::string::npos, error.c_str());
    }

    void dates_whose_order_is_open_are_told() {
        const test::TableFiles files;
        const QByteArray text = "d,y\n3/4/2025,0\n5/6/2025,1\n1/2/2025,0\n";
        const auto table = files.read(text);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QVERIFY(test::notes_of(*table).find("data.date_order") != std::string::npos);
        const auto clear = files.read("d,y\n3/4/2025,0\n25/6/2025,1\n1/2/2025,0\n");
        QVERIFY2(clear && clear->notes.empty(), clear ? test::notes_of(*clear).c_str() : "");
        QCOMPARE(clear->columns[0].numbers[0] - clear->columns[0].numbers[2], 61.0);  // from 1 February to 3 April
    }
};

LATHE_TEST(TestDataTable)
#include "test_data_table.moc"
