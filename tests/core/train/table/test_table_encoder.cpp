// SPDX-License-Identifier: GPL-3.0-or-later
// Tables as numbers, and what of it is kept for other tables.
#include <QTest>
#include <cmath>
#include <numeric>

#include "core/base/json.h"
#include "core/train/table/table_description.h"
#include "core/train/table/table_encoder.h"
#include "tests/core/train/table/table_files.h"
#include "tests/test_program.h"

using namespace lathe;
using train::CsvOptions;
using train::TableEncoder;
using Rows = std::vector<std::int64_t>;

namespace {

Rows all_rows(const train::DataTable& table) {
    Rows rows(static_cast<std::size_t>(table.rows()));
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

std::vector<float> encoded(const TableEncoder& encoder, const train::DataTable& table) {
    const Rows rows = all_rows(table);
    std::vector<float> numbers(rows.size() * static_cast<std::size_t>(encoder.width()), -99);
    const auto done = encoder.features(table, rows, numbers);
    return done ? numbers : std::vector<float>{};
}

const QByteArray mixed_table =
    "size,city,day,y\n"
    "1,Bonn,2025-01-01,a\n"
    "3,Kiel,2025-02-01,b\n"
    ",Bonn,2025-01-15,a\n"
    "5,,2025-07-01,b\n"
    "7,Ulm,,c\n";

}  // namespace

class TestTableEncoder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void numbers_categories_and_dates() {
        const test::TableFiles files;
        const CsvOptions options = files.options(mixed_table);
        const auto table = train::read_data_table(options);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        const Rows train{0, 1, 2, 3};
        const auto encoder = TableEncoder::fit(*table, train, options);
        QCOMPARE(encoder.names(),
                 (std::vector<std::string>{"size", "size missing", "city=Bonn", "city=Kiel", "city missing", "day",
                                           "day month sin", "day month cos", "day weekday sin", "day weekday cos"}));
        const auto x = encoded(encoder, *table);
        const auto at = [&](std::size_t row, std::size_t column) { return x[row * 10 + column]; };
        const double deviation = std::sqrt(8.0 / 3);  // of 1, 3, 5
        QVERIFY(std::abs(at(0, 0) + 2 / deviation) < 1e-6);
        QVERIFY(std::abs(at(2, 0)) < 1e-6);  // the median, 3
        QCOMPARE(at(2, 1), 1.0F);
        QCOMPARE(at(0, 1), 0.0F);
        QCOMPARE(at(0, 2), 1.0F);
        QCOMPARE(at(3, 4), 1.0F);
        // Ulm was not trained on.
        QCOMPARE(at(4, 2) + at(4, 3) + at(4, 4), 0.0F);
        QVERIFY(std::abs(at(0, 6)) < 1e-6 && std::abs(at(0, 7) - 1) < 1e-6);  // 1 January
        QVERIFY(std::abs(at(3, 7) + 1) < 1e-6);                               // 1 July
        QCOMPARE(encoder.class_names(), (std::vector<std::string>{"a", "b", "c"}));
        QCOMPARE(*encoder.classes(*table, all_rows(*table)), (Rows{0, 1, 0, 1, 2}));
    }

    void what_was_kept_gives_the_same_numbers_data() {
        QTest::addColumn<QString>("categories");
        QTest::newRow("one_hot") << "one_hot";
        QTest::newRow("embedding") << "embedding";
    }
    void what_was_kept_gives_the_same_numbers() {
        QFETCH(QString, categories);
        const test::TableFiles files;
        const CsvOptions options =
            files.options(mixed_table, [&](CsvOptions& o) { o.categories = categories.toStdString(); });
        const auto table = train::read_data_table(options);
        const auto encoder = TableEncoder::fit(*table, Rows{0, 1, 2, 3}, options);
        // Through the text of a checkpoint.
        const auto json = parse_json(dump_json(config::to_json(encoder.to_value())));
        QVERIFY(json);
        const auto again = TableEncoder::from_value(config::from_json(*json));
        QVERIFY(again);
        QVERIFY(again->to_value() == encoder.to_value());
        QCOMPARE(again->names(), encoder.names());
        QVERIFY(encoded(*again, *table) == encoded(encoder, *table));

        // Another table, without a target, with its columns in another order and one more.
        const std::string other =
            files.write("day,extra,size,city\n2025-01-01,9,1,Bonn\n2025-02-01,9,3,Kiel\n", "o.csv");
        const auto table2 = train::read_data_table(again->reading(options, other));
        QVERIFY2(table2, table2 ? "" : table2.error().str().c_str());
        const auto first = encoded(encoder, *table);
        const auto numbers = encoded(*again, *table2);
        QVERIFY(numbers.size() == static_cast<std::size_t>(2 * encoder.width()));
        QVERIFY(std::equal(numbers.begin(), numbers.end(), first.begin()));
        QVERIFY(!TableEncoder::from_value(config::Value(config::Dict{})));
    }

    // 3/4 is the 3rd of April where the training had a 25/12, though a table that is predicted from need not have one.
    void dates_are_read_in_the_order_of_the_training_data() {
        QTest::addColumn<QByteArray>("trained");
        QTest::addColumn<QByteArray>("cell");
        QTest::addColumn<QByteArray>("means");
        const QByteArray days = "25/12/2024,a\n1/2/2025,b\n3/4/2025,a\n";
        const QByteArray months = "12/25/2024,a\n1/2/2025,b\n3/4/2025,a\n";
        const QByteArray open = "1/2/2025,a\n3/4/2025,b\n5/6/2025,a\n";
        QTest::newRow("the day first") << days << QByteArray("3/4/2025") << QByteArray("2025-04-03");
        QTest::newRow("the month first") << months << QByteArray("3/4/2025") << QByteArray("2025-03-04");
        QTest::newRow("nothing was known") << open << QByteArray("3/4/2025") << QByteArray("2025-03-04");
        QTest::newRow("the table knows better") << days << QByteArray("3/14/2025") << QByteArray("2025-03-14");
    }
    void dates_are_read_in_the_order_of_the_training() {
        QFETCH(QByteArray, trained);
        QFETCH(QByteArray, cell);
        QFETCH(QByteArray, means);
        const test::TableFiles files;
        const CsvOptions options = files.options("day,y\n" + trained);
        const auto table = train::read_data_table(options);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        const auto kept = TableEncoder::fit(*table, all_rows(*table), options).to_value();
        const auto encoder = TableEncoder::from_value(kept);
        QVERIFY(encoder);
        const auto numbers = [&](const QByteArray& day) {
            const auto one =
                train::read_data_table(encoder->reading(options, files.write("day\n" + day + "\n", "o.csv")));
            return one ? encoded(*encoder, *one) : std::vector<float>{};
        };
        QVERIFY(!numbers(cell).empty());
        QCOMPARE(numbers(cell), numbers(means));
    }

    // 1,234 is what such cells were in the training, where another cell told it.
    void numbers_are_read_with_the_mark_of_the_training_data() {
        QTest::addColumn<QByteArray>("trained");
        QTest::addColumn<QByteArray>("other");
        QTest::addColumn<QByteArray>("means");
        QTest::newRow("decimals between commas") << QByteArray("size,y\n\"1,5\",a\n\"2,5\",b\n\"3,5\",a\n")
                                                 << QByteArray("size\n\"1,234\"\n") << QByteArray("size\n1.234\n");
        QTest::newRow("groups between semicolons") << QByteArray("size;y\n1.5;a\n2.5;b\n3.5;a\n")
                                                   << QByteArray("size;x\n1,234;q\n") << QByteArray("size;x\n1234;q\n");
        QTest::newRow("the table knows better")
            << QByteArray("size;y\n1.5;a\n2.5;b\n3.5;a\n") << QByteArray("size;x\n1,234;q\n1,5;q\n")
            << QByteArray("size;x\n1.234;q\n1.5;q\n");
    }
    void numbers_are_read_with_the_mark_of_the_training() {
        QFETCH(QByteArray, trained);
        QFETCH(QByteArray, other);
        QFETCH(QByteArray, means);
        const test::TableFiles files;
        const CsvOptions options = files.options(trained);
        const auto table = train::read_data_table(options);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        const auto encoder = TableEncoder::from_value(TableEncoder::fit(*table, all_rows(*table), options).to_value());
        QVERIFY(encoder);
        const auto numbers = [&](const QByteArray& text) {
            const auto one = train::read_data_table(encoder->reading(options, files.write(text, "o.csv")));
            return one ? encoded(*encoder, *one) : std::vector<float>{};
        };
        QVERIFY(!numbers(other).empty());
        QCOMPARE(numbers(other), numbers(means));
    }

    void a_column_that_is_not_there_is_told() {
        const test::TableFiles files;
        const CsvOptions options = files.options(mixed_table);
        const auto table = train::read_data_table(options);
        const auto encoder = TableEncoder::fit(*table, all_rows(*table), options);
        const auto other =
            train::read_data_table(encoder.reading(options, files.write("size,day\n1,2025-01-01\n", "o.csv")));
        QVERIFY(!other);
        QVERIFY2(other.error().str().find("there is no column \"city\"") != std::string::npos,
                 other.error().str().c_str());
    }

    void rare_categories_are_one() {
        QByteArray text = "c,y\n";
        for (int i = 0; i < 60; ++i)
            text += QByteArray(i < 30   ? "a"
                               : i < 50 ? "b"
                                        : "d" + QByteArray::number(i / 2)) +
                    "," + QByteArray::number(i % 2) + "\n";
        const test::TableFiles files;
        const CsvOptions options = files.options(text, [](CsvOptions& o) { o.max_categories = 2; });
        const auto table = train::read_data_table(options);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        const auto encoder = TableEncoder::fit(*table, all_rows(*table), options);
        QCOMPARE(encoder.names(), (std::vector<std::string>{"c=a", "c=b", "c other"}));
        QVERIFY(encoder.plans()[0].note().find("10 training rows have another") != std::string::npos);
        const auto x = encoded(encoder, *table);
        QCOMPARE((std::vector<float>(x.end() - 3, x.end())), (std::vector<float>{0, 0, 1}));
    }

    void targets_are_learned_in_standard_units() {
        const test::TableFiles files;
        const CsvOptions options = files.options("a,y\n1,10000000010\n2,10000000020\n4,10000000030\n",
                                                 [](CsvOptions& o) { o.task = "regression"; });
        const auto table = train::read_data_table(options);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        const auto encoder = TableEncoder::fit(*table, all_rows(*table), options);
        QCOMPARE(encoder.target_mean(), 10000000020.0);
        QVERIFY(std::abs(encoder.target_scale() - std::sqrt(200.0 / 3)) < 1e-6);
        const auto y = encoder.targets(*table, all_rows(*table));
        QVERIFY(std::abs(y[0] + std::sqrt(1.5)) < 1e-5 && y[1] == 0);
    }

    void a_constant_for_gaps() {
        const test::TableFiles files;
        const CsvOptions options = files.options("a,y\n1,u\n,v\n3,u\n", [](CsvOptions& o) {
            o.missing = "constant";
            o.missing_value = -5;
            o.standardise = false;
        });
        const auto table = train::read_data_table(options);
        const auto x = encoded(TableEncoder::fit(*table, all_rows(*table), options), *table);
        QCOMPARE(x, (std::vector<float>{1, 0, -5, 1, 3, 0}));
    }

    void a_description_tells_all_columns() {
        const test::TableFiles files;
        const QByteArray text = "id,size,city,y\n7,1,Bonn,a\n3,2,Kiel,b\n9,,Bonn,\n4,8,Bonn,a\n";
        const auto table = train::describe_table(files.options(text));
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->rows, 4);
        QCOMPARE(table->columns.size(), std::size_t{4});
        QCOMPARE(table->columns[0].role, train::ColumnRole::left_out);
        QVERIFY(!table->columns[0].why.empty());
        QCOMPARE(table->columns[1].missing, 1);
        QCOMPARE(table->columns[1].range->low, 1.0);
        QCOMPARE(table->columns[1].range->high, 8.0);
        QCOMPARE(std::accumulate(table->columns[1].histogram.begin(), table->columns[1].histogram.end(), 0L), 3L);
        QCOMPARE(table->columns[2].values.front(), (std::pair<std::string, std::int64_t>{"Bonn", 3}));
        QCOMPARE(table->columns[3].role, train::ColumnRole::target);
        QCOMPARE(table->columns[3].distinct, 2);
        QVERIFY(!table->notes.empty());
        const Json json = table->to_json();
        QCOMPARE(json["columns"][2]["values"][0]["count"].get<int>(), 3);
        // What training would refuse is told.
        const auto leak = train::describe_table(files.options("a,y, Y\n1e39,1,1\n2,0,0\n3,1,1\n"));
        QVERIFY2(leak, leak ? "" : leak.error().str().c_str());
        QVERIFY(leak->notes.size() >= 2);
    }
};

LATHE_TEST(TestTableEncoder)
#include "test_table_encoder.moc"
