// SPDX-License-Identifier: GPL-3.0-or-later
// Which key does what in parallel coordinates.
#include <QtTest>

#include "parallel_sample.h"
#include "tests/test_program.h"
#include "widgets/charts/parallel_keyboard.h"

using namespace lathe::gui;
using lathe::test::parallelSample;

class TestParallelKeyboard : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everyKeyThatIsNamedDoesSomething() {
        ParallelModel model;
        model.setTable(parallelSample(6));
        ParallelEditor editor(model);
        ParallelKeyboard keyboard(editor);
        QVERIFY(keyboard.press(Qt::Key_Right, {}));
        QCOMPARE(editor.focusedAxis(), 1);
        QVERIFY(keyboard.press(Qt::Key_Left, Qt::ShiftModifier));
        QCOMPARE(model.order(), (std::vector<int>{1, 0, 2}));
        QVERIFY(keyboard.press(Qt::Key_Left, {}));  // there is nothing further left; the key is taken all the same
        QCOMPARE(editor.focus(), 0);
        QVERIFY(keyboard.press(Qt::Key_I, {}));
        QVERIFY(model.axis(1).inverted);
        QVERIFY(keyboard.press(Qt::Key_Space, {}));
        QCOMPARE(model.axis(1).brushes.size(), std::size_t{1});
        QVERIFY(keyboard.press(Qt::Key_Space, Qt::ShiftModifier));
        QCOMPARE(model.axis(1).brushes.size(), std::size_t{2});
        QVERIFY(keyboard.press(Qt::Key_R, {}));
        QVERIFY(!model.isBrushed());
        QVERIFY(keyboard.press(Qt::Key_Delete, {}));
        QCOMPARE(model.order(), (std::vector<int>{0, 2}));
        QVERIFY(keyboard.press(Qt::Key_Home, {}));
        QCOMPARE(model.order().size(), std::size_t{3});
        QVERIFY(keyboard.press(Qt::Key_PageDown, {}));
        QVERIFY(keyboard.press(Qt::Key_Return, {}));
        QCOMPARE(editor.selectedRuns(), QSet<int>{5});
    }

    void upAndDownMoveOrResizeABrush() {
        ParallelModel model;
        model.setTable(parallelSample(6));
        ParallelEditor editor(model);
        ParallelKeyboard keyboard(editor);
        keyboard.press(Qt::Key_Space, {});
        const ParallelBrush made = model.axis(0).brushes.at(0);
        keyboard.press(Qt::Key_Up, {});
        QVERIFY(model.axis(0).brushes.at(0).low > made.low);
        keyboard.press(Qt::Key_Down, Qt::ControlModifier);
        const ParallelBrush& smaller = model.axis(0).brushes.at(0);
        QVERIFY(smaller.high - smaller.low < made.high - made.low);
    }

    void keepAndExcludeTakeRowsAway() {
        ParallelModel model;
        model.setTable(parallelSample(6));
        ParallelEditor editor(model);
        ParallelKeyboard keyboard(editor);
        model.setBrushes(0, {{0, 0.5, 0}});
        keyboard.press(Qt::Key_K, {});
        QCOMPARE(model.base().count(), std::size_t{3});
        model.setBrushes(0, {{0, 0.1, 0}});
        keyboard.press(Qt::Key_X, {});
        QCOMPARE(model.base().count(), std::size_t{2});
        keyboard.press(Qt::Key_R, {});
        QCOMPARE(model.base().count(), std::size_t{6});
    }

    void otherKeysAreLeftToTheWindow() {
        ParallelModel model;
        ParallelEditor editor(model);
        ParallelKeyboard keyboard(editor);
        QVERIFY(!keyboard.press(Qt::Key_Left, {}));  // without axes there is nothing to do
        model.setTable(parallelSample(2));
        QVERIFY(!keyboard.press(Qt::Key_F5, {}));
        QVERIFY(!keyboard.press(Qt::Key_Tab, {}));
    }
};

LATHE_TEST(TestParallelKeyboard)
#include "test_parallel_keyboard.moc"
