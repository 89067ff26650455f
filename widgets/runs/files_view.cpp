// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/files_view.h"

#include <QFileSystemModel>
#include <QHeaderView>

namespace lathe::gui {

FilesView::FilesView(QWidget* parent) : QTreeView(parent), files_(new QFileSystemModel(this)) {
    files_->setReadOnly(true);
    setModel(files_);
    setFrameShape(QFrame::NoFrame);
    setUniformRowHeights(true);
    header()->setSectionResizeMode(0, QHeaderView::Stretch);
    header()->setSectionResizeMode(3, QHeaderView::ResizeToContents);
    header()->setStretchLastSection(false);
    setColumnHidden(2, true);  // the kind says nothing that the name does not
    connect(this, &QTreeView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT fileActivated(files_->filePath(index)); });
}

void FilesView::setFolder(const QString& folder) {
    if (!folder.isEmpty() && files_->rootPath() != folder) setRootIndex(files_->setRootPath(folder));
}

}  // namespace lathe::gui
