// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that is wrong with the experiment, one line each; choosing a line goes to its key. What a check of data
// and network found stands below what the text itself has wrong, and says so. Hidden while all is well.
#pragma once

#include <QWidget>

#include "widgets/config/check_findings.h"

class QAction;
class QLabel;
class QListWidget;

namespace lathe::gui {

class ProblemList : public QWidget {
    Q_OBJECT

  public:
    explicit ProblemList(QWidget* parent = nullptr);

    // `problems`: of the text; `found`: of the newest check of exactly this text.
    void setProblems(const Errors& problems, const CheckFindings& found = {});
    // Offered in the list's context menu.
    void addListAction(QAction* action);

  Q_SIGNALS:
    void keyChosen(const QString& key);

  private:
    void addRow(const QIcon& icon, const QString& text, const QString& kind, const QString& key);

    QLabel* title_;
    QListWidget* list_;
};

}  // namespace lathe::gui
