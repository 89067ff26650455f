// SPDX-License-Identifier: GPL-3.0-or-later
// The distributions that the selected trials have recorded, over their steps: one name at a time, trials side by side
// over the same values. GUI thread.
#pragma once

#include <vector>

#include <QWidget>

#include "widgets/runs/media_trial.h"

class QGridLayout;
class QLabel;

namespace lathe::gui {

class RidgeChart;
class StepChooser;

class HistogramsView : public QWidget {
    Q_OBJECT

  public:
    explicit HistogramsView(QWidget* parent = nullptr);

    void setTrials(std::vector<MediaTrial> trials);

  private:
    struct Shown {
        RidgeChart* chart;
        QLabel* caption;
    };
    void showStep();
    Shown& chartAt(std::size_t place);

    StepChooser* chooser_;
    QWidget* area_;
    QGridLayout* grid_;
    std::vector<MediaTrial> trials_;
    std::vector<Shown> shown_;
    std::string drawn_;  // the name whose ridges are shown
};

}  // namespace lathe::gui
