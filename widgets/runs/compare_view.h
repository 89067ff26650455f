// A CompareModel as a table, with a box that hides what is the same in all trials. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/runs/compare_model.h"

class QCheckBox;
class QLabel;
class QTableView;

namespace lathe::gui {

class CompareView : public QWidget {
    Q_OBJECT

  public:
    // `name` becomes the table's objectName, `title` its accessible name.
    CompareView(const QString& name, const QString& title, QWidget* parent = nullptr);

    void setRows(const QStringList& trials, std::vector<CompareRow> rows);
    CompareModel* model() const { return model_; }

  private:
    void hideEqualRows();
    void copySelection();

    CompareModel* model_;
    QTableView* table_;
    QCheckBox* onlyDifferences_;
    QLabel* hint_;
};

}  // namespace lathe::gui
