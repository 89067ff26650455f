// SPDX-License-Identifier: GPL-3.0-or-later
// The texts that the selected trials have recorded, as Markdown: one name at a time, through the steps. GUI thread.
#pragma once

#include <vector>

#include <QWidget>

#include "widgets/runs/media_trial.h"

class QHBoxLayout;
class QLabel;

namespace lathe::gui {

class SafeTextBrowser;
class StepChooser;

class TextsView : public QWidget {
    Q_OBJECT

  public:
    explicit TextsView(QWidget* parent = nullptr);

    void setTrials(std::vector<MediaTrial> trials);

  private:
    struct Shown {
        SafeTextBrowser* browser;
        QLabel* caption;
        store::SharedBytes markdown;
    };
    void showStep();
    Shown& columnAt(std::size_t place);

    StepChooser* chooser_;
    QHBoxLayout* columns_;
    std::vector<MediaTrial> trials_;
    std::vector<Shown> shown_;
};

}  // namespace lathe::gui
