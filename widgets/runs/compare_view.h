// SPDX-License-Identifier: GPL-3.0-or-later
// A CompareModel as a table, with a filter, a choice of its sections, and a box that hides what is the same in all
// trials. Says so when nothing is left. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/runs/compare_model.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace lathe::gui {

class CompareView : public QWidget {
    Q_OBJECT

  public:
    // `name` becomes the table's objectName, `title` its accessible name.
    CompareView(const QString& name, const QString& title, QWidget* parent = nullptr);

    void setRows(const std::vector<CompareColumn>& trials, std::vector<CompareRow> rows);
    // What a person should know of the rows, below them; "": nothing.
    void setNote(const QString& note);
    CompareModel* model() const { return model_; }
    void focusTable();

  private:
    QWidget* makeBar(const QString& name, const QString& title);
    QAction* makeCopy(const QString& name, const QString& text, CompareModel::Form form);
    void refresh();
    void fitColumns();
    void fillSections();
    QString whyNothing(int rows) const;
    bool isWanted(int row) const;
    QList<int> shownRows() const;

    std::vector<CompareColumn> trials_;
    std::vector<CompareRow> rows_;
    CompareModel* model_;
    QTableView* table_;
    QComboBox* sections_;
    QLineEdit* filter_;
    QCheckBox* onlyDifferences_;
    QWidget* bar_;
    QLabel* hint_;
    QLabel* note_;
};

}  // namespace lathe::gui
