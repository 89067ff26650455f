// SPDX-License-Identifier: GPL-3.0-or-later
// Asks which tags the chosen records shall have. GUI thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <QDialog>

#include "widgets/runs/record_key.h"

class QLabel;
class QLineEdit;
class QListWidget;

namespace lathe::gui {

class TagsDialog : public QDialog {
    Q_OBJECT

  public:
    // `known`: tags that any record has, to choose from.
    TagsDialog(const std::vector<MarkedRecord>& records, const std::set<std::string>& known, QWidget* parent = nullptr);

    // What was decided: tags that all shall have, and those that none shall. The others stay as they are.
    std::set<std::string> added() const;
    std::set<std::string> removed() const;

  public Q_SLOTS:
    void accept() override;

  private:
    void addTag(const QString& tag, Qt::CheckState state);
    bool takeNewTags();
    std::set<std::string> tagsIn(Qt::CheckState state) const;

    QListWidget* list_;
    QLineEdit* new_;
    QLabel* problem_;
};

}  // namespace lathe::gui
