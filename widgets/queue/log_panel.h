// SPDX-License-Identifier: GPL-3.0-or-later
// The newest lines of the trials' logs: searched, by importance, followed, copied. The whole log is in each trial's
// log.txt. GUI thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <QSet>
#include <QWidget>

#include "widgets/queue/log_lines.h"

class QComboBox;
class QLineEdit;
class QPlainTextEdit;
class QToolButton;

namespace lathe::gui {

class LogPanel : public QWidget {
    Q_OBJECT

  public:
    explicit LogPanel(QWidget* parent = nullptr);

    void add(const std::vector<std::pair<int, std::string>>& lines);
    // Only lines of these trials; empty: of all.
    void setTrials(const QSet<int>& trials);
    void clearLog();
    QString text() const;  // what is shown

  private:
    QWidget* makeBar();
    void showAgain();
    void tellWhyEmpty();
    void setFollowing(bool on);
    void scrollToEnd();
    void copy() const;

    LogLines lines_;
    QLineEdit* wanted_;
    QComboBox* level_;
    QToolButton* follow_;
    QPlainTextEdit* text_;
};

}  // namespace lathe::gui
