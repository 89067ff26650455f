// SPDX-License-Identifier: GPL-3.0-or-later
// How far trials go in a space, in words.
#include <QtTest>

#include "core/base/json.h"
#include "tests/test_program.h"
#include "widgets/space/budget.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

space::Space spaceOf(const char* json) {
    return space::Space::parse(config::from_json(parse_json(json).value())).value();
}

}  // namespace

class TestBudget : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_finite_space_is_covered_in_part_or_whole() {
        const auto space = spaceOf(R"({"a": {"_type": "choice", "_value": [1, 2, 3, 4]},
                                       "b": {"_type": "randint", "_value": [0, 6]}})");
        QVERIFY2(budgetText(space, 6).contains("25 %"), qPrintable(budgetText(space, 6)));
        QVERIFY(budgetText(space, 6).contains("24"));
        QVERIFY(budgetText(space, 24).contains("enough for all"));
        QVERIFY(!budgetText(space, 23).contains("enough"));
    }

    void of_an_unknown_number_of_trials_only_the_space_is_told() {
        const auto space = spaceOf(R"({"a": {"_type": "choice", "_value": [1, 2, 3, 4]}})");
        QCOMPARE(budgetText(space, std::nullopt), QString("4 combinations; as many trials as there is time for"));
    }

    void a_share_that_is_tiny_is_not_called_nothing() {
        const auto space = spaceOf(R"({"a": {"_type": "randint", "_value": [0, 1000000]}})");
        QVERIFY(budgetText(space, 10).contains("less than 0.01 %"));
    }

    void ranges_are_compared_with_a_grid() {
        const auto space = spaceOf(R"({"a": {"_type": "uniform", "_value": [0, 1]},
                                       "b": {"_type": "choice", "_value": [
                                           {"_name": "x", "c": {"_type": "uniform", "_value": [0, 1]}}, {"_name": "y"}]}})");
        const QString text = budgetText(space, 1000);  // three options at once: 10 x 10 x 10
        QVERIFY2(text.contains("10.0"), qPrintable(text));
        QVERIFY2(text.contains("each of 3 option"), qPrintable(text));
    }
};

LATHE_TEST(TestBudget)
#include "test_budget.moc"
