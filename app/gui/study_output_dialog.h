// SPDX-License-Identifier: GPL-3.0-or-later
// Writes studies, or some of their trials, for somebody else: as a report, or in the form of another program. Shows
// what goes in before it is written, writes on another thread, and can be cancelled. Not modal. GUI thread.
#pragma once

#include <memory>
#include <vector>

#include <QDialog>
#include <QTimer>

#include "app/gui/output_job.h"
#include "app/gui/study_output_form.h"
#include "app/gui/tone.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableWidget;

namespace lathe::gui {

class BackgroundWork;

class StudyOutputDialog : public QDialog {
    Q_OBJECT

  public:
    // `studies`: at least one. `folder`: where files are proposed.
    StudyOutputDialog(StudyOutputForm::Start start, std::vector<store::ExportedStudy> studies, const QString& folder,
                      QWidget* parent);
    ~StudyOutputDialog() override;

    bool isBusy() const { return job_ != nullptr; }
    // What the records on this machine lack, in a sentence, above what is written of them; "": nothing.
    void setLacks(const QString& lacks);

  public Q_SLOTS:
    void reject() override;  // cancels what is being written first

  private:
    void build();
    QWidget* makeButtons();
    void readPlan();
    void showPlan(const Result<std::vector<store::StudyRecord>>& plan);
    void changed();
    void begin();
    OutputJob::Work work() const;
    void poll();
    void over(const OutputJob::Answer& answer);
    void say(const QString& text, Tone tone = Tone::plain);
    void refresh();

    std::vector<store::ExportedStudy> studies_;
    BackgroundWork* background_;
    bool planned_ = false;
    bool replaces_ = false;  // the person was told that the file is there
    std::unique_ptr<OutputJob> job_;
    QTimer timer_;
    StudyOutputForm* form_;
    QTableWidget* table_;
    QLabel* lacks_;
    QLabel* summary_;
    QLabel* message_;
    QProgressBar* progress_;
    QPushButton* write_;
    QPushButton* close_;
};

}  // namespace lathe::gui
