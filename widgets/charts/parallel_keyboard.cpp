// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_keyboard.h"

namespace lathe::gui {

bool ParallelKeyboard::press(int key, Qt::KeyboardModifiers modifiers) {
    const int axis = editor_.focusedAxis();
    if (axis < 0) return false;
    const bool shift = modifiers & Qt::ShiftModifier;
    const bool control = modifiers & Qt::ControlModifier;
    const bool alt = modifiers & Qt::AltModifier;
    switch (key) {
        case Qt::Key_Left:
        case Qt::Key_Right: step(key == Qt::Key_Right ? 1 : -1, shift ? Moves::axis : Moves::focus); break;
        case Qt::Key_Up:
        case Qt::Key_Down: {
            using End = ParallelAxisState::End;
            const int up = key == Qt::Key_Up ? 1 : -1;
            if (shift || alt) editor_.stretchBrush(shift ? End::upper : End::lower, up);
            else if (control) editor_.growBrush(up);
            else editor_.moveBrush(up);
            break;
        }
        case Qt::Key_E: Q_EMIT editor_.rangeAsked(); break;
        case Qt::Key_C: shift ? editor_.clearAll() : editor_.brushFocused({}); break;
        case Qt::Key_Space: shift ? editor_.addBrush() : editor_.toggleBrush(); break;
        case Qt::Key_B: editor_.nextBrush(); break;
        case Qt::Key_PageDown: editor_.stepLine(1); break;
        case Qt::Key_PageUp: editor_.stepLine(-1); break;
        case Qt::Key_Return:
        case Qt::Key_Enter: selectLine(control ? ParallelEditor::Choice::toggle : ParallelEditor::Choice::only); break;
        case Qt::Key_I: editor_.toggleInverted(axis); break;
        case Qt::Key_Delete:
        case Qt::Key_Backspace: editor_.hideAxis(axis); break;
        case Qt::Key_Home: editor_.showAllAxes(); break;
        case Qt::Key_K: editor_.keep(); break;
        case Qt::Key_X: editor_.exclude(); break;
        case Qt::Key_R: editor_.restore(); break;
        default: return false;
    }
    return true;
}

void ParallelKeyboard::step(int by, Moves what) {
    const int to = editor_.focus() + by;
    if (to < 0 || to >= static_cast<int>(editor_.model().order().size())) return;
    if (what == Moves::axis) editor_.moveAxis(editor_.focusedAxis(), to);
    else editor_.setFocus(to);
}

void ParallelKeyboard::selectLine(ParallelEditor::Choice choice) {
    const int run = editor_.hoveredRun();
    if (const auto row = run >= 0 ? editor_.model().rowOf(run) : std::nullopt) editor_.selectRow(row, choice);
}

}  // namespace lathe::gui
