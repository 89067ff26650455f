// SPDX-License-Identifier: GPL-3.0-or-later
// The line over the Train room: how far the search is, its best trial, and the limits that can be changed while it
// runs. GUI thread.
#pragma once

#include "core/run/session.h"
#include "widgets/common/overflow_row.h"
#include "widgets/queue/asked_value.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QSpinBox;

namespace lathe::gui {

class ElideLabel;

class SearchBar : public OverflowRow {
    Q_OBJECT

  public:
    explicit SearchBar(QWidget* parent = nullptr);

    // Editors follow the session, with the focus too; only a text that the person has begun to change is left alone.
    void showStatus(const run::SessionStatus& status);
    // Whether the limits can be changed at all: not those of a study that another process runs. Those of a study that
    // has failed cannot be changed either.
    void setLimitsEnabled(bool enabled);
    // Why the study cannot be read, so that what is shown may be out of date; "": it can.
    void showProblem(const QString& problem);

  Q_SIGNALS:
    void limitsEdited(const lathe::run::Limits& limits);

  private:
    void showSummary(const run::SessionStatus& status);
    void showTime(const run::SessionStatus& status);
    void connectEditors();
    void enableEditors();
    void forget();
    void showLimits(const run::Limits& limits);
    void showDuration();
    void askDuration();
    void ask(const run::Limits& limits);

    QLabel* state_;
    ElideLabel* summary_;
    ElideLabel* problem_;
    QLabel* time_;
    QProgressBar* progress_;
    QSpinBox* trials_;
    QSpinBox* concurrency_;
    QLineEdit* duration_;
    std::filesystem::path folder_;  // of the study that is shown
    run::Limits shown_;             // as the session tells them, with what was asked of it and is under way
    QString durationShown_;
    bool takesLimits_ = true;
    run::SessionState studyState_ = run::SessionState::idle;
    AskedValue<std::optional<int>> askedTrials_;
    AskedValue<int> askedConcurrency_;
    AskedValue<std::optional<std::chrono::milliseconds>> askedDuration_;
};

// How far a search is, from 0 to 1: finished trials and the parts of the running ones over the trials asked for; where
// these have no limit, what has passed of the time.
double searchProgress(const run::SessionStatus& status);

}  // namespace lathe::gui
