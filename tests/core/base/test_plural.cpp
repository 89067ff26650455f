// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>

#include <QtTest>

#include "core/base/plural.h"
#include "tests/test_program.h"

using namespace lathe;

class TestPlural : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void one_is_no_plural() {
        QCOMPARE(counted(0, "trial"), std::string("0 trials"));
        QCOMPARE(counted(1, "trial"), std::string("1 trial"));
        QCOMPARE(counted(std::size_t{2}, "item"), std::string("2 items"));
        QCOMPARE(counted(1, "batch", "batches"), std::string("1 batch"));
        QCOMPARE(counted(2, "batch", "batches"), std::string("2 batches"));
    }
};

LATHE_TEST(TestPlural)
#include "test_plural.moc"
