// SPDX-License-Identifier: GPL-3.0-or-later
// A text of a record, to be read: a config, a log. GUI thread.
#pragma once

#include <QPlainTextEdit>

namespace lathe::gui {

class RecordTextEdit : public QPlainTextEdit {
    Q_OBJECT

  public:
    RecordTextEdit(const QString& name, const QString& title, QWidget* parent = nullptr);

    // Replaces the text where it changed; who reads the end goes on seeing the end, everyone else stays where they are.
    void setTextKeepingPlace(const QString& text);
};

}  // namespace lathe::gui
