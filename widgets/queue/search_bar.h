// The line over the Train room: how far the search is, its best trial, and the limits that can be changed while it
// runs. GUI thread.
#pragma once

#include <QWidget>

#include "core/run/session.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QSpinBox;

namespace lathe::gui {

class SearchBar : public QWidget {
    Q_OBJECT

  public:
    explicit SearchBar(QWidget* parent = nullptr);

    void showStatus(const run::SessionStatus& status);
    // Editors that the person is typing in are left alone.
    run::Limits limits() const;

  Q_SIGNALS:
    void limitsEdited(const lathe::run::Limits& limits);

  private:
    void edited();
    void showLimits(const run::Limits& limits);

    QLabel* state_;
    QLabel* summary_;
    QLabel* remaining_;
    QProgressBar* progress_;
    QSpinBox* trials_;
    QSpinBox* concurrency_;
    QLineEdit* duration_;
    run::Limits shown_;
};

// How far a search is, from 0 to 1: finished trials and the parts of the running ones over the trials asked for.
double searchProgress(const run::SessionStatus& status);

}  // namespace lathe::gui
