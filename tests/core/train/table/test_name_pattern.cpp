// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <string_view>
#include <vector>

#include <QTest>

#include "core/train/table/name_pattern.h"
#include "tests/test_program.h"

using lathe::train::matches;

namespace {

// The definition, letter by letter of the pattern: which ends of the name its beginning can have reached.
bool fits(std::string_view name, std::string_view pattern) {
    std::vector<bool> reached(name.size() + 1);
    reached[0] = true;
    for (const char c : pattern) {
        std::vector<bool> next(name.size() + 1);
        for (std::size_t i = 0; i <= name.size(); ++i) {
            if (c == '*') next[i] = reached[i] || (i > 0 && next[i - 1]);
            else if (i > 0) next[i] = reached[i - 1] && (c == '?' || c == name[i - 1]);
        }
        reached = next;
    }
    return reached.back();
}

}  // namespace

class TestNamePattern : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void stars_and_question_marks() {
        QVERIFY(matches("age", "age"));
        QVERIFY(matches("age_2", "age*"));
        QVERIFY(matches("age", "*"));
        QVERIFY(matches("", "*"));
        QVERIFY(matches("x1y", "x?y"));
        QVERIFY(matches("a*b", "a*b"));  // the name itself
        QVERIFY(!matches("xy", "x?y"));
        QVERIFY(!matches("Age", "age"));
        QVERIFY(!matches("age", ""));
        QVERIFY(!matches("age", "age?"));
    }

    void as_its_definition_says() {
        QVERIFY(rc::check([] {
            const auto name = *rc::gen::container<std::string>(rc::gen::element('a', 'b'));
            const auto pattern = *rc::gen::container<std::string>(rc::gen::element('a', 'b', '*', '?'));
            RC_ASSERT(matches(name, pattern) == (name == pattern || fits(name, pattern)));
        }));
    }

    void many_stars_end_in_time() { QVERIFY(!matches(std::string(5000, 'a'), "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b")); }
};

LATHE_TEST(TestNamePattern)
#include "test_name_pattern.moc"
