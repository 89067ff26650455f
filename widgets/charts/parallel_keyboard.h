// SPDX-License-Identifier: GPL-3.0-or-later
// Which key does what in parallel coordinates. No widgets.
#pragma once

#include "widgets/charts/parallel_editor.h"

namespace lathe::gui {

class ParallelKeyboard {
  public:
    explicit ParallelKeyboard(ParallelEditor& editor) : editor_(editor) {}

    // False: the key means nothing here.
    bool press(int key, Qt::KeyboardModifiers modifiers);

  private:
    enum class Moves { focus, axis };

    void step(int by, Moves what);
    void selectLine(ParallelEditor::Choice choice);

    ParallelEditor& editor_;
};

}  // namespace lathe::gui
