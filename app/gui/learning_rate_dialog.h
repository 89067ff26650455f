// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for a learning rate: the loss over a rising rate, and the rate at its steepest descent. GUI thread.
#pragma once

#include "app/gui/finder_dialog.h"
#include "widgets/charts/chart_canvas.h"
#include "widgets/charts/chart_export.h"

class QComboBox;

namespace lathe::gui {

class LearningRateDialog : public FinderDialog {
    Q_OBJECT

  public:
    LearningRateDialog(const FinderSource& source, QWidget* parent);

  protected:
    Result<FinderJob::Options> options() const override;
    void clear() override;
    void add(const FinderJob::News& news) override;
    Result<config::Value> finish(const FinderJob::Answer& answer) override;

  private:
    bool exponential() const;
    ChartExport exported() const;
    void draw(std::optional<double> suggestion, ChartCanvas::Zoom zoom);

    NumberEdit* first_;
    NumberEdit* last_;
    NumberEdit* steps_;
    NumberEdit* stopAt_;
    QComboBox* spacing_;
    ChartCanvas* chart_;
    std::vector<QPointF> points_;
    bool log_ = true;  // of the search that is shown
};

}  // namespace lathe::gui
