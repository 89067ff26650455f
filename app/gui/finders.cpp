// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/finders.h"

#include <algorithm>
#include <utility>

#include "app/gui/batch_size_dialog.h"
#include "app/gui/learning_rate_dialog.h"

namespace lathe::gui {

Finders::Finders(FinderSource source, QWidget* window) : QObject(window), source_(std::move(source)), window_(window) {}

QList<FinderDialog*> Finders::dialogs() const {
    QList<FinderDialog*> made;
    if (learningRate_) made << learningRate_;
    if (batchSize_) made << batchSize_;
    return made;
}

void Finders::openLearningRate() {
    if (!learningRate_) learningRate_ = new LearningRateDialog(source_, window_);
    open(learningRate_);
}

void Finders::openBatchSize() {
    if (!batchSize_) batchSize_ = new BatchSizeDialog(source_, window_);
    open(batchSize_);
}

void Finders::open(FinderDialog* dialog) {
    connect(dialog, &FinderDialog::busyChanged, this, &Finders::refresh, Qt::UniqueConnection);
    refresh();
    dialog->show();
    dialog->raise();
    dialog->activateWindow();
}

bool Finders::isBusy() const {
    const auto made = dialogs();
    return std::any_of(made.begin(), made.end(), [](const FinderDialog* dialog) { return dialog->isBusy(); });
}

void Finders::setStudyRunning(bool running) {
    if (studyRunning_ == running) return;
    studyRunning_ = running;
    refresh();
}

void Finders::forget() {
    for (FinderDialog* dialog : dialogs()) dialog->forget();
}

void Finders::refresh() {
    for (FinderDialog* dialog : dialogs()) {
        if (studyRunning_) dialog->setBlocked(tr("A study is running: wait until it is done, or stop it."));
        else if (isBusy() && !dialog->isBusy()) dialog->setBlocked(tr("Another finder is running."));
        else dialog->setBlocked({});
    }
    Q_EMIT busyChanged();
}

}  // namespace lathe::gui
