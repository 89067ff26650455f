// SPDX-License-Identifier: GPL-3.0-or-later
// Editors of the config tree's value column.
#pragma once

#include <QStyledItemDelegate>

namespace lathe::gui {

class ExperimentDocument;

class ConfigDelegate : public QStyledItemDelegate {
    Q_OBJECT

  public:
    ConfigDelegate(const ExperimentDocument& document, QObject* parent);

    QWidget* createEditor(QWidget* parent, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    void setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

  protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

  private:
    const ExperimentDocument& document_;
};

}  // namespace lathe::gui
