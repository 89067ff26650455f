// SPDX-License-Identifier: GPL-3.0-or-later
// The status bar of the window: problems of the file, progress of the study, the folder of the runs. GUI thread.
#pragma once

#include <optional>

#include <QObject>

#include "core/run/session.h"

class QLabel;
class QStatusBar;
class QToolButton;

namespace lathe::gui {

class ElideLabel;

class WindowStatus : public QObject {
    Q_OBJECT

  public:
    explicit WindowStatus(QStatusBar* bar);

    void showProblems(std::optional<int> errors);  // nullopt: no file is open
    void showChecking(bool checking);              // whether data and network are being looked at
    void showProgress(const run::SessionStatus& status);
    void showWorkspace(const QString& folder);
    void showHost(const QString& state);  // how the connection to the workspace's machine stands

  Q_SIGNALS:
    void problemsClicked();

  private:
    void refreshProblems();

    std::optional<int> errors_;
    bool checking_ = false;
    QToolButton* problems_;
    QLabel* progress_;
    ElideLabel* workspace_;
};

}  // namespace lathe::gui
