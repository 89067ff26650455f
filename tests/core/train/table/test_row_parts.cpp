// SPDX-License-Identifier: GPL-3.0-or-later
// Which rows are held out.
#include <rapidcheck.h>
#include <QTest>
#include <algorithm>

#include "core/train/table/row_parts.h"
#include "tests/test_program.h"

using namespace lathe::train;
using Rows = std::vector<std::int64_t>;

namespace {

RowClasses classes_with(const std::vector<std::int64_t>& sizes) {
    RowClasses classes;
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        classes.names.push_back(std::to_string(i));
        classes.of_row.insert(classes.of_row.end(), static_cast<std::size_t>(sizes[i]), static_cast<std::int32_t>(i));
    }
    return classes;
}

std::vector<std::int64_t> counts(const Rows& rows, const RowClasses& classes) {
    std::vector<std::int64_t> count(classes.names.size());
    for (const auto row : rows) ++count[static_cast<std::size_t>(classes.of_row[static_cast<std::size_t>(row)])];
    return count;
}

}  // namespace

class TestRowParts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void each_row_is_in_one_part() {
        QVERIFY(rc::check([] {
            const auto sizes = *rc::gen::nonEmpty(
                rc::gen::container<std::vector<std::int64_t>>(rc::gen::inRange<std::int64_t>(1, 40)));
            PartOptions parts;
            parts.val_part = *rc::gen::element(0.0, 0.1, 0.3);
            parts.test_part = *rc::gen::element(0.0, 0.1, 0.5);
            const RowClasses classes = classes_with(sizes);
            const auto count = static_cast<std::int64_t>(classes.of_row.size());
            const auto divided = divide_rows(count, classes, parts, *rc::gen::arbitrary<std::uint64_t>());
            RC_ASSERT(divided.has_value());
            Rows all = divided->train;
            all.insert(all.end(), divided->val.begin(), divided->val.end());
            all.insert(all.end(), divided->test.begin(), divided->test.end());
            std::sort(all.begin(), all.end());
            RC_ASSERT(static_cast<std::int64_t>(all.size()) == count);
            RC_ASSERT(std::adjacent_find(all.begin(), all.end()) == all.end());
            // Every class is trained on.
            for (const auto trained : counts(divided->train, classes)) RC_ASSERT(trained > 0);
            RC_ASSERT(divided->val.empty() == (parts.val_part == 0) || !divided->notes.empty());
        }));
    }

    void parts_hold_the_same_share_of_each_class() {
        const RowClasses classes = classes_with({3000, 300, 30});
        const auto divided = divide_rows(3330, classes, {}, 3);
        QCOMPARE(counts(divided->test, classes), (Rows{300, 30, 3}));
        QCOMPARE(counts(divided->val, classes), (Rows{300, 30, 3}));
    }

    void the_test_part_does_not_depend_on_the_seed() {
        const RowClasses classes = classes_with({50, 50});
        const auto a = divide_rows(100, classes, {}, 1);
        const auto b = divide_rows(100, classes, {}, 2);
        QCOMPARE(a->test, b->test);
        QVERIFY(a->val != b->val);
        QCOMPARE(divide_rows(100, classes, {}, 1)->val, a->val);
    }

    void small_tables_keep_a_validation_part() {
        for (std::int64_t count = 3; count < 12; ++count) {
            const auto divided = divide_rows(count, {}, {}, 1);
            QCOMPARE(divided->val.size(), std::size_t{1});
            QCOMPARE(divided->test.size(), std::size_t{1});
            QVERIFY(divided->notes.empty());
        }
        const auto two = divide_rows(2, {}, {}, 1);
        QCOMPARE(two->val.size(), std::size_t{1});
        QCOMPARE(two->notes, (std::vector<std::string>{"2 rows are too few for a test part"}));
        const auto one = divide_rows(1, {}, {}, 1);
        QCOMPARE(one->train.size(), std::size_t{1});
        QCOMPARE(one->notes.size(), std::size_t{2});
    }

    void a_class_of_one_row_is_trained_on() {
        const RowClasses classes = classes_with({12, 1, 5});
        const auto divided = divide_rows(18, classes, {}, 1);
        QCOMPARE(counts(divided->val, classes), (Rows{1, 0, 1}));
        QCOMPARE(divided->notes.size(), std::size_t{2});
        QVERIFY(divided->notes[0].ends_with("which have few: 1"));
    }

    void nothing_to_train_on() {
        PartOptions parts;
        parts.val_part = parts.test_part = 0.5;
        QVERIFY(!divide_rows(10, {}, parts, 1));
        QVERIFY(!divide_rows(0, {}, {}, 1));
    }
};

LATHE_TEST(TestRowParts)
#include "test_row_parts.moc"
