// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/train/table/separator.h"
#include "tests/test_program.h"

using lathe::train::separator_of;

class TestSeparator : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void found_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<char>("delimiter");
        QTest::newRow("comma") << QByteArray("a,b\n1,2\n") << ',';
        QTest::newRow("semicolon, decimal commas") << QByteArray("a;b\n1,5;2,5\n3,5;4,5\n") << ';';
        QTest::newRow("tab") << QByteArray("a\tb\n1\t2\n") << '\t';
        QTest::newRow("bar") << QByteArray("a|b|c\n1|2|3\n") << '|';
        QTest::newRow("commas in quotes do not count") << QByteArray("a;b\n\"1,2,3\";x\n\"4,5\";y\n") << ';';
        QTest::newRow("one column") << QByteArray("a\n1\n2\n") << ',';
        QTest::newRow("nothing") << QByteArray() << ',';
        QTest::newRow("Excel's first line") << QByteArray("sep=|\na,b|c\n1,2|3\n") << '|';
    }
    void found() {
        QFETCH(QByteArray, text);
        QFETCH(char, delimiter);
        const auto separator = separator_of(text.toStdString(), "auto");
        QVERIFY(separator);
        QCOMPARE(separator->delimiter, delimiter);
    }

    void the_first_line_of_excel_is_skipped() {
        QCOMPARE(separator_of("sep=;\na;b\n", "auto")->skip, std::size_t{6});
        QCOMPARE(separator_of("sep=;\r\na;b\r\n", "auto")->skip, std::size_t{7});
        // The person's word goes before the file's, and the line is no row either way.
        const auto wanted = separator_of("sep=;\na,b\n", ",");
        QCOMPARE(wanted->delimiter, ',');
        QCOMPARE(wanted->skip, std::size_t{6});
    }

    void what_is_no_separator_is_refused() {
        QCOMPARE(separator_of("a\tb", "\\t")->delimiter, '\t');
        for (const char* wanted : {"", "ab", "\"", "\n"}) {
            const auto refused = separator_of("a,b", wanted);
            QVERIFY(!refused);
            QCOMPARE(refused.error().key, std::string("data.delimiter"));
        }
    }
};

LATHE_TEST(TestSeparator)
#include "test_separator.moc"
