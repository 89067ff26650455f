// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <regex>

#include <QTest>

#include "core/train/table/name_pattern.h"
#include "tests/test_program.h"

using lathe::train::matches;

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

    void as_a_regular_expression() {
        QVERIFY(rc::check([] {
            const auto letters = rc::gen::element('a', 'b');
            const auto name = *rc::gen::container<std::string>(letters);
            const auto pattern = *rc::gen::container<std::string>(rc::gen::element('a', 'b', '*', '?'));
            std::string expression;
            for (const char c : pattern) expression += c == '*' ? ".*" : c == '?' ? "." : std::string(1, c);
            RC_ASSERT(matches(name, pattern) == std::regex_match(name, std::regex(expression)));
        }));
    }

    void many_stars_end_in_time() { QVERIFY(!matches(std::string(5000, 'a'), "*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b")); }
};

LATHE_TEST(TestNamePattern)
#include "test_name_pattern.moc"
