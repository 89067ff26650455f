// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_editor.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lathe::gui {

int ParallelEditor::focusedAxis() const {
    const auto& order = model_.order();
    return focus_ >= 0 && focus_ < static_cast<int>(order.size()) ? order[std::size_t(focus_)] : -1;
}

void ParallelEditor::setFocus(int position) {
    if (model_.order().empty()) return;
    focus_ = std::clamp(position, 0, static_cast<int>(model_.order().size()) - 1);
    Q_EMIT focusChanged();
}

void ParallelEditor::keepFocusInside() {
    focus_ = std::clamp(focus_, 0, std::max(0, static_cast<int>(model_.order().size()) - 1));
}

void ParallelEditor::moveAxis(int axis, int position) {
    model_.moveAxis(axis, position);
    focus_ = position;
    Q_EMIT axesChanged();
}

void ParallelEditor::dragAxis(int axis, int position) {
    model_.moveAxis(axis, position);
    focus_ = position;
    Q_EMIT axisDragged();
}

void ParallelEditor::toggleInverted(int axis) {
    model_.toggleInverted(axis);
    Q_EMIT axesChanged();
}

void ParallelEditor::hideAxis(int axis) {
    model_.setHidden(axis, true);
    Q_EMIT axesChanged();
}

void ParallelEditor::showAllAxes() {
    model_.showAllAxes();
    Q_EMIT axesChanged();
}

void ParallelEditor::setKind(int axis, ParallelAxis::Kind kind) {
    model_.setKind(axis, kind);
    Q_EMIT axesChanged();
}

void ParallelEditor::setColorAxis(int axis) {
    model_.setColorAxis(axis);
    Q_EMIT axesChanged();
}

void ParallelEditor::clearAxis(int axis) {
    model_.setBrushes(axis, {});
    Q_EMIT axesChanged();
}

void ParallelEditor::keep() {
    model_.keep();
    Q_EMIT axesChanged();
}

void ParallelEditor::exclude() {
    model_.exclude();
    Q_EMIT axesChanged();
}

void ParallelEditor::restore() {
    model_.restore();
    Q_EMIT axesChanged();
}

std::size_t ParallelEditor::activeBrush() const {
    const int axis = focusedAxis();
    const std::size_t count = axis >= 0 ? model_.axis(axis).brushes.size() : 0;
    return count > 0 ? std::min(static_cast<std::size_t>(std::max(0, activeBrush_)), count - 1) : 0;
}

void ParallelEditor::nextBrush() {
    const int axis = focusedAxis();
    if (axis < 0) return;
    activeBrush_ = activeBrush_ + 1 < static_cast<int>(model_.axis(axis).brushes.size()) ? activeBrush_ + 1 : 0;
    Q_EMIT emphasisChanged();
    Q_EMIT keysActed();
}

void ParallelEditor::toggleBrush() {
    const int axis = focusedAxis();
    if (axis < 0) return;
    auto brushes = model_.axis(axis).brushes;
    if (brushes.empty()) return addBrush();
    brushes.erase(brushes.begin() + static_cast<std::ptrdiff_t>(activeBrush()));
    setBrushes(axis, std::move(brushes));
    Q_EMIT keysActed();
}

void ParallelEditor::addBrush() {
    const int axis = focusedAxis();
    if (axis < 0) return;
    const ParallelBrush added = model_.axis(axis).nextBrush();
    if (added.empty()) return;
    activeBrush_ = static_cast<int>(model_.axis(axis).brushes.size());
    setBrush(axis, activeBrush_, added);
    Q_EMIT keysActed();
}

void ParallelEditor::moveBrush(int steps) {
    const int axis = focusedAxis();
    if (axis < 0) return;
    const ParallelAxisState& state = model_.axis(axis);
    if (state.brushes.empty()) return addBrush();
    const std::size_t active = activeBrush();
    setBrush(axis, static_cast<int>(active), state.moved(state.brushes[active], steps));
    Q_EMIT keysActed();
}

void ParallelEditor::growBrush(int steps) {
    const int axis = focusedAxis();
    if (axis < 0) return;
    const ParallelAxisState& state = model_.axis(axis);
    if (state.brushes.empty()) return addBrush();
    const std::size_t active = activeBrush();
    setBrush(axis, static_cast<int>(active), state.grown(state.brushes[active], steps));
    Q_EMIT keysActed();
}

void ParallelEditor::stretchBrush(ParallelAxisState::End end, int steps) {
    const int axis = focusedAxis();
    if (axis < 0) return;
    const ParallelAxisState& state = model_.axis(axis);
    if (state.brushes.empty()) return addBrush();
    const std::size_t active = activeBrush();
    setBrush(axis, static_cast<int>(active), state.stretched(state.brushes[active], end, steps));
    Q_EMIT keysActed();
}

void ParallelEditor::brushFocused(std::vector<ParallelBrush> brushes) {
    const int axis = focusedAxis();
    if (axis < 0) return;
    activeBrush_ = 0;
    setBrushes(axis, std::move(brushes));
    Q_EMIT keysActed();
}

void ParallelEditor::clearAll() {
    model_.clearBrushes();
    Q_EMIT brushesChanged();
    Q_EMIT keysActed();
}

void ParallelEditor::setBrushes(int axis, std::vector<ParallelBrush> brushes) {
    model_.setBrushes(axis, std::move(brushes));
    Q_EMIT brushesChanged();
}

int ParallelEditor::setBrush(int axis, int index, const ParallelBrush& brush) {
    auto brushes = model_.axis(axis).brushes;
    const int at = std::min(index, static_cast<int>(brushes.size()));
    if (at == static_cast<int>(brushes.size())) brushes.push_back(brush);
    else brushes[std::size_t(at)] = brush;
    setBrushes(axis, std::move(brushes));
    return at;
}

void ParallelEditor::clickAxis(int axis, double height, int hit) {
    const ParallelAxisState& state = model_.axis(axis);
    auto brushes = state.brushes;
    ParallelBrush clicked = model_.brushOver(axis, height, height);
    if (hit >= 0) {
        brushes.erase(brushes.begin() + hit);
    } else if (clicked.places != 0) {
        clicked.low = 1;
        clicked.high = 0;
        brushes.push_back(clicked);
    } else if (state.kind() == ParallelAxis::categorical && clicked.hasSpan() && !state.categories().isEmpty()) {
        const double count = double(state.categories().size());
        const double category = std::min(std::floor(clicked.low * count), count - 1);
        brushes.push_back({category / count, (category + 1) / count, 0});
    } else {
        brushes.clear();
    }
    setBrushes(axis, std::move(brushes));
}

// The place of the line that so many steps from the one pointed at lead to; with none, the first or the last.
std::size_t ParallelEditor::lineAt(const std::vector<std::uint32_t>& rows, int steps) const {
    const auto here = std::find_if(rows.begin(), rows.end(),
                                   [&](std::uint32_t row) { return hovered_ >= 0 && model_.run(row) == hovered_; });
    const auto last = static_cast<std::ptrdiff_t>(rows.size()) - 1;
    if (here == rows.end()) return static_cast<std::size_t>(steps > 0 ? 0 : last);
    return static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(here - rows.begin() + steps, 0, last));
}

void ParallelEditor::stepLine(int steps) {
    const auto& order = model_.drawOrder();  // worst first
    std::vector<std::uint32_t> rows;
    for (auto row = order.rbegin(); row != order.rend(); ++row)
        if (model_.passing().test(*row)) rows.push_back(*row);
    if (rows.empty()) return;
    const std::uint32_t row = rows[lineAt(rows, steps)];
    setHoveredRun(model_.run(row));
    Q_EMIT lineReached(row);
    Q_EMIT keysActed();
}

void ParallelEditor::setHoveredRun(int run) {
    if (run == hovered_) return;
    hovered_ = run;
    setHighlightedRun(run >= 0 ? std::optional(run) : std::nullopt);
    Q_EMIT runHovered(run);
}

void ParallelEditor::setHighlightedRun(std::optional<int> run) {
    if (highlighted_ == run) return;
    highlighted_ = run;
    Q_EMIT emphasisChanged();
}

void ParallelEditor::setSelectedRuns(const QSet<int>& runs) {
    if (selected_ == runs) return;
    selected_ = runs;
    Q_EMIT emphasisChanged();
}

void ParallelEditor::selectRow(std::optional<std::size_t> row, Choice choice) {
    QSet<int> runs = choice == Choice::toggle ? selected_ : QSet<int>{};
    if (row) {
        const int run = model_.run(*row);
        if (!runs.remove(run)) runs.insert(run);
    }
    if (runs == selected_) return;
    setSelectedRuns(runs);
    Q_EMIT selectionEdited(runs);
}

}  // namespace lathe::gui
