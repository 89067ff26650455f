// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <QTest>

#include "tests/test_program.h"
#include "widgets/common/natural_order.h"

using namespace lathe::gui;

class TestNaturalOrder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void numbersCountAsNumbers() {
        const QStringList ordered{"",      "0.05",     "0.1",    "2",       "10",      "Conv1",   "conv1", "conv1.bias",
                                  "conv2", "layer002", "layer2", "layer9a", "layer9b", "layer10", "loss",  "val_loss"};
        QStringList names = ordered;
        std::reverse(names.begin(), names.end());
        std::sort(names.begin(), names.end(), NaturalOrder());
        QCOMPARE(names, ordered);
    }

    // Where two part within a number, it counts from its start.
    void aNumberThatBeginsAlikeCountsAsAWhole() {
        const NaturalOrder before;
        QVERIFY(before("run 129", "run 1210"));
        QVERIFY(before("v1.20", "v1.200"));
        QVERIFY(before("0.12", "0.125"));
        QVERIFY(before("a12", "a12b"));
    }

    // More digits than any number type holds.
    void longNumbers() {
        const NaturalOrder before;
        QVERIFY(before("run-20261130101500999999999999", "run-100000000000000000000000000000000"));
        QVERIFY(!before("run-100000000000000000000000000000000", "run-20261130101500999999999999"));
    }

    void itIsAStrictOrder() {
        const QStringList names{"a1", "A1", "a01", "a001", "a1b", "a",    "",
                                "1",  "01", "1a",  "b2",   "b10", "a1.5", "a1.10"};
        const NaturalOrder before;
        for (const QString& a : names) {
            QVERIFY(!before(a, a));
            for (const QString& b : names) {
                QVERIFY(a == b || before(a, b) != before(b, a));
                for (const QString& c : names)
                    if (before(a, b) && before(b, c))
                        QVERIFY2(before(a, c), qPrintable(a + QStringLiteral(" < ") + b + QStringLiteral(" < ") + c));
            }
        }
    }
};

LATHE_CORE_TEST(TestNaturalOrder)
#include "test_natural_order.moc"
