// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/planned_files_model.h"

#include <algorithm>
#include <utility>

namespace lathe::gui {

QString sizeText(std::uint64_t bytes) {
    if (bytes < 1000) return PlannedFilesModel::tr("%n byte(s)", nullptr, static_cast<int>(bytes));
    double size = static_cast<double>(bytes);
    const char* unit = "";
    for (const char* next : {"kB", "MB", "GB", "TB"}) {
        if (size < 999.95) break;
        size /= 1000;
        unit = next;
    }
    return QStringLiteral("%1 %2").arg(QString::number(size, 'f', 1), QLatin1String(unit));
}

void PlannedFilesModel::setFiles(std::vector<bundle::PlannedFile> files) {
    beginResetModel();
    files_ = std::move(files);
    std::ranges::sort(files_, {}, &bundle::PlannedFile::path);
    for (auto& file : files_) file.text = {};  // only its size is shown
    endResetModel();
}

int PlannedFilesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(files_.size());
}

int PlannedFilesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : Columns;
}

QVariant PlannedFilesModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid()) return {};
    const bundle::PlannedFile& file = files_[static_cast<std::size_t>(index.row())];
    if (role == Qt::TextAlignmentRole && index.column() == Size)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole) return {};
    switch (index.column()) {
        case Name: return QString::fromStdString(file.path);
        case From: return file.source.empty() ? tr("written anew") : QString::fromStdString(file.source.string());
        default: return sizeText(file.size);
    }
}

QVariant PlannedFilesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == Size)
        return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (section) {
        case Name: return tr("File");
        case From: return tr("From");
        default: return tr("Size");
    }
}

}  // namespace lathe::gui
