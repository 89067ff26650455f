// SPDX-License-Identifier: GPL-3.0-or-later
// The note of a study or trial: Markdown, shown or edited. GUI thread.
#pragma once

#include <optional>

#include <QWidget>

#include "widgets/runs/record_key.h"

class QLabel;
class QPlainTextEdit;
class QStackedWidget;
class QToolButton;

namespace lathe::gui {

class SafeTextBrowser;

class NoteView : public QWidget {
    Q_OBJECT

  public:
    explicit NoteView(QWidget* parent = nullptr);

    // nullopt: nothing that could have a note is selected. A note that is being edited goes to its own record first.
    void setRecord(const std::optional<MarkedRecord>& record);
    void edit();
    void setEditable(bool editable);  // at first it is

  Q_SIGNALS:
    void noteChanged(const lathe::gui::MarkedRecord& record, const QString& note);

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

  private:
    void show(const QString& note);
    void finish();

    QLabel* empty_;
    SafeTextBrowser* shown_;
    QPlainTextEdit* editor_;
    QStackedWidget* stack_;
    QToolButton* button_;
    std::optional<MarkedRecord> record_;
    QString text_;  // that is shown
    bool editable_ = true;
};

}  // namespace lathe::gui
