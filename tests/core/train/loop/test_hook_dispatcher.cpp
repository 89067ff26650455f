// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "tests/core/train/loop/loop_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using test::dispatch;
using Names = std::vector<std::string>;

class TestHookDispatcher : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void monitors_come_last() { QCOMPARE(dispatch("train_start"), (Names{"one", "two", "module", "monitor"})); }
    void something_may_happen_before_the_monitors() {
        QCOMPARE(dispatch("halves"), (Names{"one", "two", "module", "between", "monitor"}));
    }
    void checkpoints_in_the_order_given() { QCOMPARE(dispatch("save"), (Names{"one", "monitor", "two", "module"})); }
    void after_an_epoch_callbacks_alone() { QCOMPARE(dispatch("after_epoch"), (Names{"one", "monitor", "two"})); }
    void without_a_module() { QCOMPARE(dispatch("without_module"), (Names{"one", "two", "monitor"})); }
};

LATHE_TEST(TestHookDispatcher)
#include "test_hook_dispatcher.moc"
