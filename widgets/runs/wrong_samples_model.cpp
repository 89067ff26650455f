// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/wrong_samples_model.h"

#include "widgets/charts/number_text.h"

namespace lathe::gui {

void WrongSamplesModel::setFacts(const TestFacts& facts) {
    beginResetModel();
    facts_ = facts;
    pictures_.clear();
    const auto* record = facts_.record.get();
    if (record != nullptr && record->tile_width > 0 && record->tile_height > 0 && !facts_.pictures.isNull()) {
        const int width = static_cast<int>(record->tile_width);
        const int height = static_cast<int>(record->tile_height);
        for (int row = 0; row < static_cast<int>(record->worst.size()); ++row) {
            const QImage tile = facts_.pictures.copy(0, row * height, width, height);
            pictures_.append(QPixmap::fromImage(tile.scaled(shownSide, shownSide, Qt::KeepAspectRatio)));
        }
    }
    endResetModel();
}

int WrongSamplesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() || !facts_.record ? 0 : static_cast<int>(facts_.record->worst.size());
}

int WrongSamplesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QString WrongSamplesModel::text(const store::WrongSample& sample, int column) const {
    const bool classes = !facts_.record->classes.empty();
    switch (column) {
        case sampleColumn:
            return sample.name.empty() ? QString::number(sample.index)
                                       : QString::fromStdString(sample.name).section(u'/', -1);
        case truthColumn: return QString::fromStdString(sample.truth);
        case predictionColumn: return QString::fromStdString(sample.prediction);
        case probabilityColumn: return classes ? numberText(sample.probability) : QString();
        default: return numberText(sample.loss);
    }
}

// What is true and predicted are numbers where there are no classes.
int WrongSamplesModel::firstNumber() const {
    return facts_.record && facts_.record->classes.empty() ? truthColumn : probabilityColumn;
}

QVariant WrongSamplesModel::data(const QModelIndex& index, int role) const {
    const store::WrongSample& sample = facts_.record->worst[static_cast<std::size_t>(index.row())];
    if (role == Qt::DisplayRole) return text(sample, index.column());
    if (role == Qt::DecorationRole && index.column() == sampleColumn && index.row() < pictures_.size())
        return pictures_[index.row()];
    if (role == Qt::ToolTipRole && index.column() == sampleColumn && !sample.name.empty())
        return QString::fromStdString(sample.name);
    if (role == Qt::TextAlignmentRole && index.column() >= firstNumber())
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

QVariant WrongSamplesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal) return {};
    if (role == Qt::TextAlignmentRole && section >= firstNumber()) return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role != Qt::DisplayRole) return {};
    switch (section) {
        case sampleColumn: return tr("Sample");
        case truthColumn: return tr("Truth");
        case predictionColumn: return tr("Prediction");
        case probabilityColumn: return tr("Probability");
        default: return tr("Loss");
    }
}

}  // namespace lathe::gui
