// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/confusion_model.h"

#include <numeric>

#include <QGuiApplication>
#include <QPalette>

namespace lathe::gui {

void ConfusionModel::setFacts(const TestFacts& facts) {
    beginResetModel();
    record_ = facts.record;
    endResetModel();
}

int ConfusionModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !record_ ? 0 : static_cast<int>(record_->confusion.size());
}

double ConfusionModel::part(int truth, int predicted) const {
    const auto& row = record_->confusion[static_cast<std::size_t>(truth)];
    const auto all = std::accumulate(row.begin(), row.end(), std::int64_t{0});
    return all > 0 ? static_cast<double>(row[static_cast<std::size_t>(predicted)]) / static_cast<double>(all) : 0;
}

QString ConfusionModel::className(int number) const {
    return QString::fromStdString(record_->classes[static_cast<std::size_t>(number)]);
}

QVariant ConfusionModel::data(const QModelIndex& index, int role) const {
    const auto count =
        record_->confusion[static_cast<std::size_t>(index.row())][static_cast<std::size_t>(index.column())];
    switch (role) {
        case Qt::DisplayRole: return QString::number(count);
        case Qt::TextAlignmentRole: return QVariant(Qt::AlignCenter);
        case Qt::ToolTipRole:
            return tr("%1 of class %2 were taken for %3 (%4 %)")
                .arg(QString::number(count), className(index.row()), className(index.column()),
                     QString::number(100 * part(index.row(), index.column()), 'f', 1));
        case Qt::BackgroundRole: {
            // The highlight of the theme is too pale to tell a tenth from a half.
            QColor shade = QGuiApplication::palette().color(QPalette::Link);
            shade.setAlphaF(static_cast<float>(0.5 * part(index.row(), index.column())));
            return shade;
        }
        default: return {};
    }
}

QVariant ConfusionModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::DisplayRole) return className(section);
    if (role != Qt::ToolTipRole) return {};
    return orientation == Qt::Vertical ? tr("Truly %1").arg(className(section))
                                       : tr("Predicted %1").arg(className(section));
}

}  // namespace lathe::gui
