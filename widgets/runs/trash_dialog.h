// SPDX-License-Identifier: GPL-3.0-or-later
// What was deleted from a workspace, to be put back: also when the window that deleted it is long closed. GUI thread.
#pragma once

#include <string>
#include <vector>

#include <QDialog>

#include "core/store/trash.h"

class QListWidget;
class QPushButton;

namespace lathe::gui {

class TrashDialog : public QDialog {
    Q_OBJECT

  public:
    // As Trash::list() gives it: the latest first.
    TrashDialog(const std::vector<store::TrashEntry>& entries, QWidget* parent);

    // The ids of what is selected; studies before trials, which may be of one of them.
    std::vector<std::string> chosen() const;

  private:
    void refresh();

    std::vector<store::TrashEntry> entries_;
    QListWidget* list_;
    QPushButton* restore_;
};

}  // namespace lathe::gui
