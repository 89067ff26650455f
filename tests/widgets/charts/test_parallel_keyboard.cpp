// SPDX-License-Identifier: GPL-3.0-or-later
// Which key does what in parallel coordinates.
#include <QSignalSpy>
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

    void eachEndOfABrushIsMovedByItself() {
        ParallelModel model;
        model.setTable(parallelSample(21));
        ParallelEditor editor(model);
        ParallelKeyboard keyboard(editor);
        keyboard.press(Qt::Key_Space, {});
        const ParallelBrush made = model.axis(0).brushes.at(0);
        keyboard.press(Qt::Key_Up, Qt::ShiftModifier);
        QVERIFY(model.axis(0).brushes.at(0).high > made.high);
        QCOMPARE(model.axis(0).brushes.at(0).low, made.low);
        keyboard.press(Qt::Key_Down, Qt::AltModifier);
        QVERIFY(model.axis(0).brushes.at(0).low < made.low);
        for (int i = 0; i < 40; ++i) keyboard.press(Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(model.axis(0).brushes.at(0).high, 1.0);
        for (int i = 0; i < 40; ++i) keyboard.press(Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(model.axis(0).brushes.at(0).low, 1.0);  // not beyond the other end
        // On an axis that is turned round, up is up all the same.
        keyboard.press(Qt::Key_C, {});
        QVERIFY(!model.isBrushed());
        keyboard.press(Qt::Key_I, {});
        keyboard.press(Qt::Key_Space, {});
        const double seen = model.spansOf(0, model.axis(0).brushes.at(0)).at(0).second;
        keyboard.press(Qt::Key_Up, Qt::ShiftModifier);
        QVERIFY(model.spansOf(0, model.axis(0).brushes.at(0)).at(0).second > seen);
        keyboard.press(Qt::Key_Right, {});
        keyboard.press(Qt::Key_Space, {});
        keyboard.press(Qt::Key_C, Qt::ShiftModifier);
        QVERIFY(!model.isBrushed());
    }

    void aRangeIsSetByItsValues() {
        ParallelModel model;
        model.setTable(parallelSample(21));  // x: 0 to 20
        ParallelEditor editor(model);
        ParallelKeyboard keyboard(editor);
        QSignalSpy asked(&editor, &ParallelEditor::rangeAsked);
        QVERIFY(keyboard.press(Qt::Key_E, {}));
        QCOMPARE(asked.count(), 1);
        editor.brushFocused({model.axis(0).brushOver(5, 3)});
        QCOMPARE(model.passingRuns(), (QSet<int>{3, 4, 5}));
        QCOMPARE(model.axis(0).brushedText(), QStringLiteral("3 to 5"));
        const auto [low, high] = model.axis(0).valuesOf(model.axis(0).brushes.at(0));
        QCOMPARE(low, 3.0);
        QCOMPARE(high, 5.0);
        editor.brushFocused({model.axis(0).brushOver(-100, 100)});
        QCOMPARE(model.passingRuns().size(), 21);
        editor.brushFocused({});
        editor.setFocus(1);  // a, b, a, b, ...
        editor.brushFocused(model.axis(1).brushesOver({1}));
        QCOMPARE(model.axis(1).brushedText(), QStringLiteral("b"));
        QVERIFY(model.passingRuns().contains(1) && !model.passingRuns().contains(0));
        editor.brushFocused(model.axis(1).brushesOver({0, 1}));
        QCOMPARE(model.axis(1).brushes.size(), std::size_t{1});
        QCOMPARE(model.passingRuns().size(), 21);
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
