// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to parallel coordinates, without a picture of them: focus, brushes, lines and selection.
#include <QSignalSpy>
#include <QtTest>

#include "parallel_sample.h"
#include "tests/test_program.h"
#include "widgets/charts/parallel_editor.h"

using namespace lathe::gui;
using lathe::test::parallelSample;

class TestParallelEditor : public QObject {
    Q_OBJECT

    ParallelModel model_;

  private Q_SLOTS:
    void init() {
        model_ = {};
        model_.setTable(parallelSample(10));
    }

    void focusStaysAmongTheVisibleAxes() {
        ParallelEditor editor(model_);
        QCOMPARE(editor.focusedAxis(), 0);
        editor.setFocus(7);
        QCOMPARE(editor.focusedAxis(), 2);
        editor.hideAxis(2);
        editor.keepFocusInside();
        QCOMPARE(editor.focusedAxis(), 1);
        model_.setTable({});
        QCOMPARE(editor.focusedAxis(), -1);
        QCOMPARE(editor.activeBrush(), std::size_t{0});
    }

    void focusGoesWithTheAxisThatMoves() {
        ParallelEditor editor(model_);
        QSignalSpy changed(&editor, &ParallelEditor::axesChanged);
        QSignalSpy dragged(&editor, &ParallelEditor::axisDragged);
        editor.moveAxis(0, 2);
        QCOMPARE(model_.order(), (std::vector<int>{1, 2, 0}));
        QCOMPARE(editor.focusedAxis(), 0);
        editor.dragAxis(0, 1);
        QCOMPARE(editor.focusedAxis(), 0);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(dragged.count(), 1);
    }

    void aBrushIsMadeMovedGrownAndTakenAway() {
        ParallelEditor editor(model_);
        QSignalSpy acted(&editor, &ParallelEditor::keysActed);
        editor.moveBrush(1);  // there is none yet: makes one
        const ParallelBrush made = model_.axis(0).brushes.at(0);
        editor.moveBrush(1);
        QVERIFY(model_.axis(0).brushes.at(0).low > made.low);
        editor.moveBrush(-1);
        editor.growBrush(1);
        const ParallelBrush grown = model_.axis(0).brushes.at(0);
        QVERIFY(grown.low < made.low && grown.high > made.high);
        editor.toggleBrush();
        QVERIFY(!model_.isBrushed());
        QCOMPARE(acted.count(), 5);
    }

    void keysMoveTheActiveBrush() {
        ParallelEditor editor(model_);
        editor.addBrush();
        editor.addBrush();
        QCOMPARE(editor.activeBrush(), std::size_t{1});
        const double second = model_.axis(0).brushes.at(1).low;
        editor.nextBrush();
        QCOMPARE(editor.activeBrush(), std::size_t{0});
        editor.moveBrush(1);
        QCOMPARE(model_.axis(0).brushes.at(1).low, second);
        // The one that was active has gone: the last takes its place.
        editor.setActiveBrush(1);
        editor.toggleBrush();
        QCOMPARE(editor.activeBrush(), std::size_t{0});
    }

    void aBrushBeyondTheLastIsOneMore() {
        ParallelEditor editor(model_);
        QCOMPARE(editor.setBrush(0, 5, {0.1, 0.2, 0}), 0);
        QCOMPARE(editor.setBrush(0, 1, {0.4, 0.5, 0}), 1);
        QCOMPARE(editor.setBrush(0, 0, {0, 0.1, 0}), 0);
        QCOMPARE(model_.axis(0).brushes, (std::vector<ParallelBrush>{{0, 0.1, 0}, {0.4, 0.5, 0}}));
    }

    void aClickBrushesACategoryAsAWhole() {
        ParallelEditor editor(model_);
        editor.clickAxis(1, 0.2, -1);
        QCOMPARE(model_.passingRuns(), (QSet<int>{0, 2, 4, 6, 8}));
        editor.clickAxis(1, 0.9, -1);
        QCOMPARE(model_.passingRuns().size(), 10);
        editor.clickAxis(1, 0.2, 0);  // on the first brush
        QCOMPARE(model_.passingRuns(), (QSet<int>{1, 3, 5, 7, 9}));
        // Of numbers there is nothing to take as a whole: the axis is cleared.
        editor.setBrush(0, 0, {0, 0.1, 0});
        editor.clickAxis(0, 0.7, -1);
        QVERIFY(model_.axis(0).brushes.empty());
    }

    void linesAreSteppedFromTheBestOn() {
        ParallelEditor editor(model_);
        QSignalSpy reached(&editor, &ParallelEditor::lineReached);
        QSignalSpy hovered(&editor, &ParallelEditor::runHovered);
        editor.stepLine(1);
        QCOMPARE(editor.hoveredRun(), 9);
        QCOMPARE(editor.highlightedRun(), std::optional<int>(9));
        editor.stepLine(-1);  // there is no better one
        QCOMPARE(editor.hoveredRun(), 9);
        editor.stepLine(2);
        QCOMPARE(editor.hoveredRun(), 7);
        QCOMPARE(reached.count(), 3);
        QCOMPARE(hovered.count(), 2);
        editor.setHoveredRun(-1);
        editor.stepLine(-1);
        QCOMPARE(editor.hoveredRun(), 0);
        QCOMPARE(editor.highlightedRun(), std::optional<int>(0));
        model_.setBrushes(0, {{0.05, 0.06, 0}});
        editor.stepLine(1);  // nothing passes
        QCOMPARE(editor.hoveredRun(), 0);
    }

    void aClickSelectsOneAndWithCtrlToggles() {
        using Choice = ParallelEditor::Choice;
        ParallelEditor editor(model_);
        QSignalSpy edited(&editor, &ParallelEditor::selectionEdited);
        editor.selectRow(3, Choice::only);
        editor.selectRow(4, Choice::toggle);
        QCOMPARE(editor.selectedRuns(), (QSet<int>{3, 4}));
        editor.selectRow(3, Choice::toggle);
        editor.selectRow(4, Choice::only);  // it is the only one already
        QCOMPARE(editor.selectedRuns(), QSet<int>{4});
        QCOMPARE(edited.count(), 3);
        editor.selectRow(std::nullopt, Choice::toggle);
        QCOMPARE(editor.selectedRuns(), QSet<int>{4});
        editor.selectRow(std::nullopt, Choice::only);
        QVERIFY(editor.selectedRuns().isEmpty());
        editor.setSelectedRuns({1});  // from outside: not signalled back
        QCOMPARE(edited.count(), 4);
    }
};

LATHE_TEST(TestParallelEditor)
#include "test_parallel_editor.moc"
