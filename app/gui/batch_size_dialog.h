// SPDX-License-Identifier: GPL-3.0-or-later
// Looks for a batch size: larger and larger ones, until the memory or the data is at its end. GUI thread.
#pragma once

#include "app/gui/finder_dialog.h"

class QComboBox;
class QTableWidget;

namespace lathe::gui {

class BatchSizeDialog : public FinderDialog {
    Q_OBJECT

  public:
    BatchSizeDialog(const FinderSource& source, QWidget* parent);

  protected:
    Result<FinderJob::Options> options() const override;
    void clear() override;
    void add(const FinderJob::News& news) override;
    Result<config::Value> finish(const FinderJob::Answer& answer) override;

  private:
    NumberEdit* first_;
    NumberEdit* steps_;
    NumberEdit* most_;
    QComboBox* mode_;
    QTableWidget* table_;
};

}  // namespace lathe::gui
