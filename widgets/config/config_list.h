// SPDX-License-Identifier: GPL-3.0-or-later
// The options of an experiment as a tree, with the filter above it and the line that adds a key. GUI thread.
#pragma once

#include <QWidget>

#include "widgets/config/config_row.h"

class QCheckBox;
class QLineEdit;
class QTreeView;

namespace lathe::gui {

class AddKeyBar;
class ConfigFilterModel;
class ConfigTreeModel;
class ExperimentDocument;

class ConfigList : public QWidget {
    Q_OBJECT

  public:
    // `document` outlives this.
    explicit ConfigList(ExperimentDocument& document, QWidget* parent = nullptr);

    QTreeView* tree() const { return tree_; }
    QString currentKey() const;  // empty: none
    const ConfigRow& currentRow() const;
    // Selects the row of a key, or of the nearest group around it; a filter that hides it is cleared.
    void showKey(const QString& key);
    // After another file was opened: the first row, and the groups that the file writes are open.
    void showTop();

    void focusFilter();
    void setChangedOnly(bool on);
    void editCurrent();
    void moveCurrent(int by);  // an item of a list, by so many places
    void beginAddKey();        // to the group of the current row

  Q_SIGNALS:
    void currentChanged();
    void changedOnlyToggled(bool on);
    void tuneToggled(const QString& key, bool on);  // the box of a row was clicked

  protected:
    void changeEvent(QEvent* event) override;

  private:
    QLayout* makeFilter();
    void makeTree();
    QModelIndex current() const;  // in the model, not in the filter
    bool isFiltered() const;
    void applyFilter();
    void showResolved();

    ExperimentDocument& document_;
    ConfigTreeModel* model_;
    ConfigFilterModel* filter_;
    QLineEdit* filterEdit_;
    QCheckBox* changedOnly_;
    AddKeyBar* addKey_;
    QTreeView* tree_;
};

}  // namespace lathe::gui
