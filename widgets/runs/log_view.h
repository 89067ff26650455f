// SPDX-License-Identifier: GPL-3.0-or-later
// The logs of trials, side by side. GUI thread.
#pragma once

#include <vector>

#include <QScrollArea>
#include <QString>

class QLabel;
class QSplitter;

namespace lathe::gui {

class RecordTextEdit;

class LogView : public QScrollArea {
    Q_OBJECT

  public:
    struct Log {
        QString label;  // of its trial
        QString text;
    };

    explicit LogView(QWidget* parent = nullptr);

    void showText(const QString& text);  // instead of logs
    // The first few of them; more would be too narrow to read, and how many are left out of `all` is said.
    void showLogs(const std::vector<Log>& logs, std::size_t all);

  private:
    struct Column {
        QWidget* widget;
        QLabel* label;
        RecordTextEdit* text;
    };
    void setColumns(std::size_t count);
    void tellLeftOut(std::size_t count);

    QLabel* leftOut_;
    QSplitter* splitter_;
    std::vector<Column> columns_;
};

}  // namespace lathe::gui
