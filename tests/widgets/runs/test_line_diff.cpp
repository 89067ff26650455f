// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>
#include <QTest>

#include "tests/test_program.h"
#include "widgets/runs/line_diff.h"

using lathe::gui::unified_diff;

namespace {

// What `patch` would do, for diffs with all of the context (one hunk).
std::pair<std::string, std::string> sides_of(const std::string& diff) {
    std::pair<std::string, std::string> out;
    std::istringstream lines(diff);
    std::string line;
    for (int i = 0; std::getline(lines, line); ++i) {
        if (i < 3) continue;
        if (line[0] != '+') out.first += line.substr(1) + "\n";
        if (line[0] != '-') out.second += line.substr(1) + "\n";
    }
    return out;
}

}  // namespace

class TestLineDiff : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void equal_texts_have_none() { QVERIFY(unified_diff("a\nb\n", "a\nb\n", "x", "y").empty()); }

    void one_line_changed() {
        const std::string a = "1\n2\n3\n4\n5\n6\n7\n8\n9\n", b = "1\n2\n3\n4\nfive\n6\n7\n8\n9\n";
        QCOMPARE(unified_diff(a, b, "one", "two"),
                 std::string("--- one\n+++ two\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"));
    }

    void far_changes_make_hunks_of_their_own() {
        std::string a, b;
        for (int i = 0; i < 30; ++i) {
            a += std::to_string(i) + "\n";
            b += (i == 2 || i == 25 ? "x" : std::to_string(i)) + "\n";
        }
        const std::string diff = unified_diff(a, b, "a", "b", 1);
        QCOMPARE(diff,
                 std::string("--- a\n+++ b\n@@ -2,3 +2,3 @@\n 1\n-2\n+x\n 3\n@@ -25,3 +25,3 @@\n 24\n-25\n+x\n 26\n"));
    }

    void nothing_against_something() {
        QCOMPARE(unified_diff("", "a\n", "a", "b"), std::string("--- a\n+++ b\n@@ -0,0 +1,1 @@\n+a\n"));
        QCOMPARE(unified_diff("a\n", "", "a", "b"), std::string("--- a\n+++ b\n@@ -1,1 +0,0 @@\n-a\n"));
    }

    void applying_it_gives_the_other_text() {
        QVERIFY(rc::check([] {
            const auto text = [](const std::vector<int>& lines) {
                std::string out;
                for (const int line : lines) out += std::to_string(line) + "\n";
                return out;
            };
            const auto lines = rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 4));
            const std::string a = text(*lines), b = text(*lines);
            if (a == b) return;
            RC_ASSERT(sides_of(unified_diff(a, b, "a", "b", 1 << 20)) == std::make_pair(a, b));
        }));
    }
};

LATHE_TEST(TestLineDiff)
#include "test_line_diff.moc"
