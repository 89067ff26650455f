// SPDX-License-Identifier: GPL-3.0-or-later
// A CompareModel as a table, with a filter, and a box that hides what is the same in all trials. Says so when nothing
// is left. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/runs/compare_model.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace lathe::gui {

class CompareView : public QWidget {
    Q_OBJECT

  public:
    // `name` becomes the table's objectName, `title` its accessible name.
    CompareView(const QString& name, const QString& title, QWidget* parent = nullptr);

    void setRows(const QStringList& trials, std::vector<CompareRow> rows);
    // What a person should know of the rows, below them; "": nothing.
    void setNote(const QString& note);
    // Of several trials, until the person wants to see the rest.
    void showOnlyDifferences();
    CompareModel* model() const { return model_; }

  private:
    QWidget* makeBar(const QString& name, const QString& title);
    void refresh();
    QString whyNothing(int rows) const;
    QList<int> shownRows() const;
    void copyRows();

    CompareModel* model_;
    QTableView* table_;
    QLineEdit* filter_;
    QCheckBox* onlyDifferences_;
    QWidget* bar_;
    QLabel* hint_;
    QLabel* note_;
};

}  // namespace lathe::gui
