// SPDX-License-Identifier: GPL-3.0-or-later
// What of a program's output comes into the log of its trial, and how much that takes on the disk.
#include <QtTest>

#include <numeric>

#include "core/run/program/program_output.h"
#include "core/run/trial_log.h"
#include "tests/test_program.h"

using namespace lathe::run;

namespace {

struct Log {
    void operator()(const std::string& line) { lines.push_back(line); }
    std::uint64_t bytes(std::uint64_t beside_a_line) const {
        return std::accumulate(
            lines.begin(), lines.end(), std::uint64_t{0},
            [&](std::uint64_t sum, const std::string& line) { return sum + line.size() + beside_a_line; });
    }
    bool says(const std::string& text) const {
        return std::ranges::any_of(lines, [&](const auto& line) { return line.find(text) != std::string::npos; });
    }
    std::vector<std::string> lines;
};

}  // namespace

class TestProgramOutput : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void lines_as_they_come() {
        Log log;
        ProgramOutput output(std::ref(log), {});
        output.take("one\ntw");
        output.take("o\n\nten %\rtwenty %\rdone\r\nlast");
        QCOMPARE(log.lines, (std::vector<std::string>{"one", "two", "", "done"}));
        output.end();
        QCOMPARE(log.lines.back(), std::string("last"));
        QCOMPARE(output.last_line(), std::string("last"));
    }

    // However short the lines are, as each takes a time stamp in the file.
    void a_flood_is_bounded_by_what_the_log_takes_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("empty lines") << QByteArray("\n");
        QTest::newRow("short lines") << QByteArray("x\n");
        QTest::newRow("longer ones") << QByteArray(300, 'x') + "\n";
    }
    void a_flood_is_bounded_by_what_the_log_takes() {
        QFETCH(const QByteArray, line);
        const ProgramOutput::Bounds bounds{100'000, 5000, bytes_beside_log_text};
        Log log;
        ProgramOutput output(std::ref(log), bounds);
        constexpr int lines = 50'000;
        for (int i = 0; i < lines; ++i) output.take(line.toStdString());
        output.take("the end\n");
        // Said at once, as nobody says it later when Lathe is killed.
        QVERIFY(log.says("the log is full with 100000 bytes"));
        output.end();
        QVERIFY2(log.bytes(bytes_beside_log_text) < 106'000, qPrintable(QString::number(log.bytes(26))));
        QVERIFY(log.bytes(bytes_beside_log_text) > 100'000);
        QCOMPARE(log.lines.back(), std::string("the end"));
        QCOMPARE(output.last_line(), std::string("the end"));
        const auto kept = static_cast<int>(log.lines.size()) - 2;  // beside what we say
        const int dropped = lines + 1 - kept;
        QVERIFY2(log.says(QStringLiteral("[%1 bytes of output in %2 lines are left out here]")
                              .arg(dropped * line.size())
                              .arg(dropped)
                              .toStdString()),
                 qPrintable(QString::number(dropped)));
    }

    void a_long_line_says_what_was_cut() {
        Log log;
        ProgramOutput output(std::ref(log), {});
        for (int i = 0; i < 10; ++i) output.take(std::string(1000, 'a'));
        output.take("\nnext\n");
        QCOMPARE(log.lines.size(), std::size_t(2));
        QVERIFY2(log.lines[0].ends_with("a [1808 more bytes of this line are left out]"), log.lines[0].c_str());
        QCOMPARE(log.lines[1], std::string("next"));
    }

    void what_fits_is_all_there() {
        Log log;
        ProgramOutput output(std::ref(log), {30, 10, 5});
        output.take("12345\n12345\n12345\n");
        output.end();
        QCOMPARE(log.lines.size(), std::size_t(3));
    }

    void a_line_of_a_log_takes_what_is_said() {
        QCOMPARE(stamped_for_log("").size(), bytes_beside_log_text);
        QCOMPARE(stamped_for_log("text").size(), bytes_beside_log_text + 4);
        QCOMPARE(stamped_for_log("text\n").size(), bytes_beside_log_text + 4);
    }
};

LATHE_TEST(TestProgramOutput)
#include "test_program_output.moc"
