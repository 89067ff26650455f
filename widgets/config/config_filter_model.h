// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the config tree whose key path, value or description holds every word of the filter, with their parents
// and the rows below them; on request only those that the file changes from the defaults.
#pragma once

#include <QSortFilterProxyModel>
#include <QStringList>

namespace lathe::gui {

class ConfigTreeModel;

class ConfigFilterModel : public QSortFilterProxyModel {
    Q_OBJECT

  public:
    explicit ConfigFilterModel(ConfigTreeModel& model, QObject* parent = nullptr);

    void setWords(const QString& text);
    void setChangedOnly(bool on);

  protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

  private:
    bool matches(const QModelIndex& index) const;

    ConfigTreeModel& model_;
    QStringList words_;
    bool changedOnly_ = false;
};

}  // namespace lathe::gui
