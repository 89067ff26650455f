// SPDX-License-Identifier: GPL-3.0-or-later
// The finders of the window: their actions and dialogs. At most one searches at a time, and none while a study runs in
// this process: LibTorch's generator on the CPU is one per process. GUI thread.
#pragma once

#include <QObject>

#include "app/gui/finder_dialog.h"

namespace lathe::gui {

class BatchSizeDialog;
class LearningRateDialog;

class Finders : public QObject {
    Q_OBJECT

  public:
    // Dialogs are children of `window`.
    Finders(FinderSource source, QWidget* window);

    void openLearningRate();
    void openBatchSize();
    bool isBusy() const;
    void setStudyRunning(bool running);
    // Another experiment is open: what was found is about the old one.
    void forget();

  Q_SIGNALS:
    void busyChanged();

  private:
    QList<FinderDialog*> dialogs() const;
    void open(FinderDialog* dialog);
    void refresh();

    FinderSource source_;
    QWidget* window_;
    LearningRateDialog* learningRate_ = nullptr;  // made when first opened
    BatchSizeDialog* batchSize_ = nullptr;
    bool studyRunning_ = false;
};

}  // namespace lathe::gui
