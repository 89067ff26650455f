// SPDX-License-Identifier: GPL-3.0-or-later
// The newest lines of the trials' logs, and which of them are shown: by trial, by what they are, by a text. No widgets.
#pragma once

#include <deque>
#include <string>
#include <utility>
#include <vector>

#include <QSet>
#include <QString>
#include <QStringList>

namespace lathe::gui {

enum class LogLevel { table, plain, note, problem };  // from the least important on
// Of a line without its time: rows of Lathe's own tables begin with "| ", notes with "note:", "warning" and the like.
LogLevel levelOf(const QString& line);

class LogLines {
  public:
    explicit LogLines(int kept) : kept_(kept) {}

    // Those of the new lines that are shown, as they are shown.
    QStringList add(const std::vector<std::pair<int, std::string>>& lines);
    void clear();

    // Each is true when something else is shown now.
    bool setTrials(const QSet<int>& trials);  // empty: of all
    bool setLeast(LogLevel level);            // and what is more important
    bool setWanted(const QString& text);      // lines that contain it, upper or lower case; "": all

    QStringList shown() const;
    bool empty() const { return lines_.empty(); }
    LogLevel least() const { return least_; }

  private:
    struct Line {
        int trial = 0;
        LogLevel level = LogLevel::plain;
        QString text;
    };
    bool shows(const Line& line) const;

    std::deque<Line> lines_;
    int kept_;
    QSet<int> trials_;
    LogLevel least_ = LogLevel::plain;
    QString wanted_;
};

}  // namespace lathe::gui
