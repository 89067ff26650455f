// SPDX-License-Identifier: GPL-3.0-or-later
// The family of a study or trial as a tree, and below it what the selected one changed against its parent. GUI thread.
#pragma once

#include <memory>

#include <QWidget>

#include "widgets/runs/descent_data.h"

class QLabel;
class QSplitter;
class QTreeWidget;
class QTreeWidgetItem;

namespace lathe::gui {

class DescentView : public QWidget {
    Q_OBJECT

  public:
    explicit DescentView(QWidget* parent = nullptr);

    // nullptr: no record is selected, or several are.
    void setFamily(const std::shared_ptr<const DescentRow>& family);
    // Until setFamily() gives it.
    void setReading();

  Q_SIGNALS:
    void recordChosen(const lathe::gui::RecordKey& record);

  private:
    void add(const DescentRow& row, QTreeWidgetItem* parent);
    void showChanges();
    const DescentRow* rowOf(const QTreeWidgetItem* item) const;

    std::shared_ptr<const DescentRow> family_;
    QTreeWidget* tree_;
    QTreeWidget* changes_;
    QLabel* hint_;
    QSplitter* splitter_;
};

}  // namespace lathe::gui
