// SPDX-License-Identifier: GPL-3.0-or-later
// The files below one folder, for reading. GUI thread.
#pragma once

#include <QTreeView>

class QFileSystemModel;

namespace lathe::gui {

class FilesView : public QTreeView {
    Q_OBJECT

  public:
    explicit FilesView(QWidget* parent = nullptr);

    // "": none is shown.
    void setFolder(const QString& folder);

  Q_SIGNALS:
    void fileActivated(const QString& file);

  private:
    void showFiles();

    QFileSystemModel* files_;
    QString folder_;
};

}  // namespace lathe::gui
