// SPDX-License-Identifier: GPL-3.0-or-later
// How files are written: encodings, separators, quotes, headers.
#include <rapidcheck.h>
#include <QTest>

#include "core/train/table/csv_table.h"
#include "core/train/table/text_decoding.h"
#include "tests/core/train/table/table_files.h"
#include "tests/test_program.h"

using namespace lathe;
using Row = std::vector<std::string>;

namespace {

std::vector<Row> rows_of(const train::CsvTable& table) {
    std::vector<Row> rows;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        rows.emplace_back();
        for (std::size_t column = 0; column < table.columns(); ++column) {
            rows.back().emplace_back(table.cell(row, column));
        }
    }
    return rows;
}

QByteArray utf16(const QString& text, bool little, bool mark) {
    QByteArray bytes;
    const auto put = [&](char16_t c) {
        const char high = static_cast<char>(c >> 8);
        const char low = static_cast<char>(c & 0xFF);
        bytes += little ? low : high;
        bytes += little ? high : low;
    };
    if (mark) put(0xFEFF);
    for (const QChar c : text) put(c.unicode());
    return bytes;
}

}  // namespace

class TestCsvTable : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void cells_and_lines() {
        const auto table = train::parse_csv("a,b\r\n1,\"x,\"\"y\"\"\nz\"\n\n,2");
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->header, (Row{"a", "b"}));
        QCOMPARE(rows_of(*table), (std::vector<Row>{{"1", "x,\"y\"\nz"}, {"", "2"}}));
        QCOMPARE(table->line(0), 2);
        QCOMPARE(table->line(1), 5);
    }

    void blanks_around_cells_are_no_part_of_them() {
        const auto table = train::parse_csv("age, work class , y\n20 , \"a, b\" , ?\n");
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->header, (Row{"age", "work class", "y"}));
        QCOMPARE(rows_of(*table), (std::vector<Row>{{"20", "a, b", "?"}}));
    }

    void reads_what_was_quoted() {
        QVERIFY(rc::check([] {
            const auto rows = *rc::gen::nonEmpty(rc::gen::container<std::vector<Row>>(rc::gen::container<Row>(
                3, rc::gen::container<std::string>(rc::gen::elementOf(std::string("a\",\n\r; 1"))))));
            std::string text = "x,y,z\n";
            for (const Row& row : rows) {
                std::string line;
                for (const std::string& cell : row) {
                    std::string quoted;
                    for (const char c : cell) quoted += c == '"' ? "\"\"" : std::string(1, c);
                    line += (line.empty() ? "" : ",") + ("\"" + quoted + "\"");
                }
                text += line + "\n";
            }
            const auto table = train::parse_csv(text, {.delimiter = ","});
            RC_ASSERT(table.has_value());
            RC_ASSERT(rows_of(*table) == rows);
        }));
    }

    void separators_are_found_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<char>("delimiter");
        QTest::newRow("comma") << QByteArray("a,b;c,y\n1,2,3\n") << ',';
        QTest::newRow("semicolon and decimal comma") << QByteArray("a;b;y\n1,5;2,5;3\n1,5;2,5;4\n") << ';';
        QTest::newRow("semicolon, commas in the header") << QByteArray("a;b, c, d;y\n1;2;3\n1;2;3\n") << ';';
        QTest::newRow("tab") << QByteArray("a\tb, c\ty\n1\t2,5\t3\n") << '\t';
        QTest::newRow("bar") << QByteArray("a|b|y\n1|2,5|3\n") << '|';
        QTest::newRow("quotes") << QByteArray("a,y\n\"x;y;z\",1\n\"u;v;w\",2\n") << ',';
        QTest::newRow("as Excel says it") << QByteArray("sep=;\r\na,b;y\r\n1;2\r\n") << ';';
        QTest::newRow("one column") << QByteArray("y\n1\n") << ',';
    }
    void separators_are_found() {
        QFETCH(QByteArray, text);
        QFETCH(char, delimiter);
        const auto table = train::parse_csv(text.toStdString());
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->delimiter, delimiter);
        QVERIFY(table->header.back() == "y");
    }

    void encodings_data() {
        const QString text = QString::fromUtf8("Größe;y\n1;a\n2;ü\n");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QString>("found");
        QTest::newRow("UTF-8") << text.toUtf8() << "auto"
                               << "utf-8";
        QTest::newRow("UTF-8 with mark") << "\xEF\xBB\xBF" + text.toUtf8() << "auto"
                                         << "utf-8";
        QTest::newRow("UTF-16 of Excel") << utf16(text, true, true) << "auto"
                                         << "utf-16le";
        QTest::newRow("UTF-16 big") << utf16(text, false, true) << "auto"
                                    << "utf-16be";
        QTest::newRow("UTF-16 without mark") << utf16(text, true, false) << "auto"
                                             << "utf-16le";
        QTest::newRow("UTF-16 big without mark") << utf16(text, false, false) << "utf-16"
                                                 << "utf-16be";
        QTest::newRow("latin-1") << text.toLatin1() << "latin-1"
                                 << "latin-1";
        QTest::newRow("windows-1252") << text.toLatin1() << "windows-1252"
                                      << "windows-1252";
    }
    void encodings() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, wanted);
        QFETCH(QString, found);
        const test::TableFiles files;
        const auto table = train::read_csv(files.write(bytes), {.encoding = wanted.toStdString()});
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(QString::fromStdString(table->encoding), found);
        QCOMPARE(QString::fromStdString(table->header.front()), QString::fromUtf8("Größe"));
        QCOMPARE(rows_of(*table), (std::vector<Row>{{"1", "a"}, {"2", "ü"}}));
    }

    void utf8_is_checked_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("bad");
        QTest::newRow("good") << QByteArray("a\u00e9\u20ac\U0001F600") << -1;
        QTest::newRow("latin-1") << QByteArray("ab\xE9 c") << 2;
        QTest::newRow("overlong") << QByteArray("\xC0\x80") << 0;
        QTest::newRow("surrogate") << QByteArray("a\xED\xA0\x80") << 1;
        QTest::newRow("beyond Unicode") << QByteArray("\xF4\x90\x80\x80") << 0;
        QTest::newRow("cut off") << QByteArray("a\xE2\x82") << 1;
        QTest::newRow("lone continuation") << QByteArray("a\x82") << 1;
    }
    void utf8_is_checked() {
        QFETCH(QByteArray, bytes);
        QFETCH(int, bad);
        const std::size_t at = train::invalid_utf8(bytes.toStdString());
        QCOMPARE(at == std::string::npos ? -1 : static_cast<int>(at), bad);
    }

    void mistakes_are_told_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("part");
        QTest::newRow("a short row") << QByteArray("a,b,y\n1,2,3\n1,2\n") << "t.csv:3: data.file: has 2 cells";
        QTest::newRow("row names of R") << QByteArray("a b,y\n1,2,3\n") << "the first column needs a name";
        QTest::newRow("an open quote") << QByteArray("a,b,y\n1,\"2,3\n") << "never closed";
        QTest::newRow("text after a quote") << QByteArray("a,b,y\n\"1\"x,2,3\n") << "closing quote";
        QTest::newRow("no rows") << QByteArray("a,b,y\n") << "no rows";
        QTest::newRow("nothing") << QByteArray() << "no rows";
        QTest::newRow("two names") << QByteArray("a,y, y\n1,2,3\n") << "t.csv:1: data.file: columns 2 and 3 are both";
        QTest::newRow("no header") << QByteArray("1,2,3\n4,5,6\n") << "data.header=false";
        QTest::newRow("latin-1") << QByteArray("a,y\n1,2\ncaf\xE9,3\n") << "t.csv:3: data.encoding: holds bytes";
        QTest::newRow("a spreadsheet") << QByteArray("PK\x03\x04zzz") << "spreadsheet";
        QTest::newRow("gzip") << QByteArray("\x1F\x8B\x08zzz") << "gzip";
        QTest::newRow("a zero byte") << QByteArray("a,y\n1,\0002\n", 9) << "byte 0";
    }
    void mistakes_are_told() {
        QFETCH(QByteArray, text);
        QFETCH(QString, part);
        const test::TableFiles files;
        const auto table = train::read_csv(files.write(text));
        QVERIFY(!table);
        const auto error = QString::fromStdString(table.error().str());
        QVERIFY2(error.contains(part), qPrintable(error));
    }

    void columns_without_names() {
        const auto table = train::parse_csv(",a,\n1,2,3\n");
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->header, (Row{"column 1", "a", "column 3"}));
        const auto bare = train::parse_csv("1,2\n3,4\n", {.header = false});
        QVERIFY2(bare, bare ? "" : bare.error().str().c_str());
        QCOMPARE(bare->header, (Row{"column 1", "column 2"}));
        QCOMPARE(bare->rows(), std::size_t{2});
    }
};

LATHE_TEST(TestCsvTable)
#include "test_csv_table.moc"
