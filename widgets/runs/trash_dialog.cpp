// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/trash_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/common/theme.h"
#include "widgets/runs/record_display.h"

namespace lathe::gui {

TrashDialog::TrashDialog(const std::vector<store::TrashEntry>& entries, QWidget* parent)
    : QDialog(parent), entries_(entries), list_(new QListWidget) {
    setObjectName(QStringLiteral("trashDialog"));
    setWindowTitle(tr("Trash of the workspace"));
    list_->setObjectName(QStringLiteral("trashList"));
    list_->setAccessibleName(tr("What was deleted"));
    list_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    list_->setTextElideMode(Qt::ElideMiddle);
    for (const auto& entry : entries_) {
        const QString study = QString::fromStdString(entry.study);
        const QString record = entry.trial ? tr("%1, trial %2").arg(study).arg(*entry.trial) : study;
        //: %1: a study or trial, %2: a time
        auto* item = new QListWidgetItem(tr("%1, deleted %2").arg(record, timeText(entry.time)), list_);
        item->setToolTip(item->text());
    }
    auto* empty = new QLabel(tr("Nothing was deleted from this workspace, or its trash was emptied."));
    empty->setWordWrap(true);
    list_->setHidden(entries_.empty());
    empty->setVisible(entries_.empty());

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    restore_ = buttons->addButton(tr("Put back"), QDialogButtonBox::AcceptRole);
    restore_->setObjectName(QStringLiteral("trashRestore"));
    for (auto* button : buttons->findChildren<QPushButton*>()) button->setIcon({});
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(list_, &QListWidget::itemSelectionChanged, this, &TrashDialog::refresh);
    connect(list_, &QListWidget::itemActivated, this, &QDialog::accept);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(spacing);
    layout->addWidget(empty);
    layout->addWidget(list_, 1);
    layout->addWidget(buttons);
    resize(72 * spacing, 48 * spacing);
    if (!entries_.empty()) list_->setCurrentRow(0);
    list_->setFocus();
    refresh();
}

void TrashDialog::refresh() {
    restore_->setEnabled(!list_->selectedItems().isEmpty());
}

std::vector<std::string> TrashDialog::chosen() const {
    std::vector<store::TrashEntry> entries;
    for (int row = 0; row < list_->count(); ++row)
        if (list_->item(row)->isSelected()) entries.push_back(entries_[static_cast<std::size_t>(row)]);
    std::ranges::stable_sort(entries, {}, [](const store::TrashEntry& entry) { return entry.trial.has_value(); });
    std::vector<std::string> ids;
    for (const auto& entry : entries) ids.push_back(entry.id);
    return ids;
}

}  // namespace lathe::gui
