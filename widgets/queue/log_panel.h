// SPDX-License-Identifier: GPL-3.0-or-later
// The newest lines of the trials' logs; the whole log is in each trial's log.txt. GUI thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <QPlainTextEdit>
#include <QSet>

namespace lathe::gui {

class LogPanel : public QPlainTextEdit {
    Q_OBJECT

  public:
    explicit LogPanel(QWidget* parent = nullptr);

    void add(const std::vector<std::pair<int, std::string>>& lines);
    // Only lines of these trials; empty: of all.
    void setTrials(const QSet<int>& trials);
    void clearLog();

  private:
    bool shows(int trial) const { return trials_.isEmpty() || trials_.contains(trial); }

    std::vector<std::pair<int, QString>> lines_;
    QSet<int> trials_;
};

}  // namespace lathe::gui
