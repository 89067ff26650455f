// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/files_view.h"

#include <QFileSystemModel>
#include <QHeaderView>

namespace lathe::gui {

FilesView::FilesView(QWidget* parent) : QTreeView(parent), files_(new QFileSystemModel(this)) {
    files_->setReadOnly(true);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    connect(this, &QTreeView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT fileActivated(files_->filePath(index)); });
}

void FilesView::setFolder(const QString& folder) {
    if (folder == folder_) return;
    folder_ = folder;
    // Those of what is not selected any more must not be taken for what is; a model without a root shows the machine.
    if (folder.isEmpty()) return setModel(nullptr);
    if (!model()) showFiles();
    setRootIndex(files_->setRootPath(folder));
}

void FilesView::showFiles() {
    setModel(files_);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(3, QHeaderView::ResizeToContents);
    header()->setStretchLastSection(false);
    setColumnHidden(2, true);  // the kind says nothing that the name does not
}

}  // namespace lathe::gui
