// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <string>
#include <vector>

#include <rapidcheck.h>
#include <QTest>

#include "core/base/csv.h"
#include "tests/test_program.h"

namespace {

using Cells = std::vector<std::string>;

// All records; the line where each begins.
std::vector<Cells> records_of(std::string_view text, std::vector<int>* lines = nullptr, char delimiter = ',') {
    lathe::CsvReader reader(text, delimiter);
    std::vector<Cells> all;
    while (!reader.at_end()) {
        if (lines) lines->push_back(reader.line());
        auto one = reader.next();
        if (!one) return {{"error", one.error().str(), std::to_string(one.error().line)}};
        all.push_back(std::move(*one));
    }
    return all;
}

}  // namespace

class TestCsv : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void records_and_their_lines() {
        std::vector<int> lines;
        const auto records = records_of(
            "\xEF\xBB\xBF"
            "a,b\r\n1,\"x,\"\"y\"\"\nz\"\n\n,2\r\"\",",
            &lines);
        QCOMPARE(records, (std::vector<Cells>{{"a", "b"}, {"1", "x,\"y\"\nz"}, {""}, {"", "2"}, {"", ""}}));
        QCOMPARE(lines, (std::vector<int>{1, 2, 4, 5, 6}));
    }

    void the_end() {
        QCOMPARE(records_of(""), std::vector<Cells>{});
        QCOMPARE(records_of("\xEF\xBB\xBF"), std::vector<Cells>{});
        QCOMPARE(records_of("a"), std::vector<Cells>{{"a"}});
        QCOMPARE(records_of("a\n"), std::vector<Cells>{{"a"}});
        QCOMPARE(records_of("a\n\n"), (std::vector<Cells>{{"a"}, {""}}));
        QCOMPARE(records_of("\"a\""), std::vector<Cells>{{"a"}});
        QCOMPARE(records_of("a,"), (std::vector<Cells>{{"a", ""}}));
    }

    void quotes_within_a_cell_are_text() {
        QCOMPARE(records_of("5\" pipe, \"x\"\n"), (std::vector<Cells>{{"5\" pipe", " \"x\""}}));
    }

    void other_delimiters() {
        QCOMPARE(records_of("a;b,c\n", nullptr, ';'), (std::vector<Cells>{{"a", "b,c"}}));
        QCOMPARE(records_of("a\tb\n", nullptr, '\t'), (std::vector<Cells>{{"a", "b"}}));
    }

    void errors_tell_the_line() {
        QCOMPARE(records_of("a\n\"b\nc"),
                 (std::vector<Cells>{{"error", "a quote that begins here is never closed; correct the line", "2"}}));
        QCOMPARE(records_of("a\n\"b\nc\"d\n"),
                 (std::vector<Cells>{{"error", "text follows a closing quote; correct the line", "3"}}));
    }

    void the_offset_is_that_of_the_next_record() {
        const std::string text = "a,\"\n\"\r\nb\n";
        lathe::CsvReader reader(text);
        QVERIFY(reader.next());
        QCOMPARE(text.substr(reader.offset()), std::string("b\n"));
    }

    void numbers_are_as_others_read_them() {
        QCOMPARE(lathe::csv_number(0.1), std::string("0.1"));
        QCOMPARE(lathe::csv_number(0.1F), std::string("0.1"));
        for (const double nan : {std::nan(""), -std::nan("")}) QCOMPARE(lathe::csv_number(nan), std::string("nan"));
        QCOMPARE(lathe::csv_number(-HUGE_VAL), std::string("-inf"));
    }

    void what_is_written_reads_back() {
        QCOMPARE(lathe::join_csv_line({"a,b", "say \"hi\"", "", "plain"}),
                 std::string("\"a,b\",\"say \"\"hi\"\"\",,plain\n"));
        QVERIFY(rc::check([] {
            const auto cell = rc::gen::container<std::string>(rc::gen::elementOf(std::string("a\",\n\r1")));
            const auto cells = rc::gen::nonEmpty(rc::gen::container<Cells>(cell));
            const auto records = *rc::gen::scale(0.3, rc::gen::container<std::vector<Cells>>(cells));
            std::string text;
            for (const Cells& record : records) text += lathe::join_csv_line(record);
            RC_ASSERT(records_of(text) == records);
        }));
    }
};

LATHE_TEST(TestCsv)
#include "test_csv.moc"
