// SPDX-License-Identifier: GPL-3.0-or-later
// Shows the dialog that writes what is selected in Review for somebody else. GUI thread.
#pragma once

#include <vector>

#include <QObject>
#include <QPointer>
#include <QString>

#include "widgets/runs/record_key.h"
#include "widgets/runs/review_page.h"

class QWidget;

namespace lathe::gui {

class StudyOutputDialog;

class StudyOutputs : public QObject {
    Q_OBJECT

  public:
    // `window` is the parent of the dialog and of this.
    StudyOutputs(ReviewPage& review, QWidget& window);

    bool isBusy() const;  // something is being written
    // What the records that Review shows lack, in a sentence; "": nothing.
    void setLacks(const QString& lacks) { lacks_ = lacks; }
    // One at a time: while one is being written, it is shown again.
    void open(const std::vector<MarkedRecord>& records, ReviewPage::Output output);

  private:
    QWidget& window_;
    QPointer<StudyOutputDialog> dialog_;
    QString lacks_;
};

}  // namespace lathe::gui
