// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does to parallel coordinates, whichever hand they use: mouse, keyboard and menus all call this. It
// knows which axis and which brush the keys act on, which runs are selected and which one is pointed at. No widgets;
// GUI thread.
#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QSet>

#include "widgets/charts/parallel_model.h"

namespace lathe::gui {

class ParallelEditor : public QObject {
    Q_OBJECT

  public:
    enum class Choice { only, toggle };  // of a run that is clicked

    explicit ParallelEditor(ParallelModel& model, QObject* parent = nullptr) : QObject(parent), model_(model) {}

    const ParallelModel& model() const { return model_; }

    // The axis that the keys act on: its position among the visible axes, and its index in the table (-1: none).
    int focus() const { return focus_; }
    int focusedAxis() const;
    void setFocus(int position);
    void keepFocusInside();  // after axes came or went

    // `axis` is an index into the table's axes, `position` a place among the visible ones. The focus goes along.
    void moveAxis(int axis, int position);
    // A step of the mouse signals axisDragged() only; when it lets go, axesChanged().
    void dragAxis(int axis, int position);
    void dropAxis() { Q_EMIT axesChanged(); }
    void toggleInverted(int axis);
    void hideAxis(int axis);
    void showAllAxes();
    void setKind(int axis, ParallelAxis::Kind kind);
    void setColorAxis(int axis);
    void clearAxis(int axis);
    void keep();
    void exclude();
    void restore();

    // Which brush of the focused axis the keys move; 0 when it has none.
    std::size_t activeBrush() const;
    void setActiveBrush(int index) { activeBrush_ = index; }
    void nextBrush();
    // Takes the active brush away; where there is none, makes one.
    void toggleBrush();
    void addBrush();
    // The active brush, up by so many steps or larger; without one, the first step makes it.
    void moveBrush(int steps);
    void growBrush(int steps);
    void stretchBrush(ParallelAxisState::End end, int steps);
    // Instead of what the focused axis has.
    void brushFocused(std::vector<ParallelBrush> brushes);
    void clearAll();
    void setBrushes(int axis, std::vector<ParallelBrush> brushes);
    // Beyond the last: one more. Where it stands now.
    int setBrush(int axis, int index, const ParallelBrush& brush);
    // A click on a brush (`hit`; -1: none) takes it away, on a category or a place brushes it as a whole, elsewhere it
    // clears the axis.
    void clickAxis(int axis, double height, int hit);

    // To the next of the lines that pass, from the best on (or back): what hovering does for the mouse.
    void stepLine(int steps);
    int hoveredRun() const { return hovered_; }  // -1: none
    void setHoveredRun(int run);
    std::optional<int> highlightedRun() const { return highlighted_; }
    void setHighlightedRun(std::optional<int> run);
    const QSet<int>& selectedRuns() const { return selected_; }
    void setSelectedRuns(const QSet<int>& runs);
    void selectRow(std::optional<std::size_t> row, Choice choice);  // nullopt: beside every line

  Q_SIGNALS:
    void focusChanged();
    void axesChanged();                 // axes, kinds, colours, or the rows that are there
    void axisDragged();                 // only the order of the axes
    void brushesChanged();              // what passes
    void emphasisChanged();             // which runs, or which brush, stand out
    void runHovered(int run);           // -1: none
    void lineReached(std::size_t row);  // by the keyboard
    void selectionEdited(const QSet<int>& runs);
    void rangeAsked();  // of the focused axis, to be typed
    void keysActed();   // after the others: the keyboard did something that ought to be read out

  private:
    std::size_t lineAt(const std::vector<std::uint32_t>& rows, int steps) const;

    ParallelModel& model_;
    int focus_ = 0;
    int activeBrush_ = 0;
    int hovered_ = -1;
    std::optional<int> highlighted_;
    QSet<int> selected_;
};

}  // namespace lathe::gui
