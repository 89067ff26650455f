// SPDX-License-Identifier: GPL-3.0-or-later
// The brush of an axis of parallel coordinates by its values: typed from and to, or categories that are ticked. Not
// modal. GUI thread.
#pragma once

#include <QDialog>

class QLabel;
class QLineEdit;
class QListWidget;

namespace lathe::gui {

class ParallelEditor;

class ParallelRangeDialog : public QDialog {
    Q_OBJECT

  public:
    // Of the focused axis of `editor`, which outlives this.
    explicit ParallelRangeDialog(ParallelEditor& editor, QWidget* parent = nullptr);

  private:
    QWidget* makeNumbers();
    QWidget* makeCategories();
    void take();

    ParallelEditor& editor_;
    QString axis_;  // its name: others may come and go meanwhile
    QLineEdit* low_ = nullptr;
    QLineEdit* high_ = nullptr;
    QListWidget* categories_ = nullptr;
    QLabel* problem_;
};

}  // namespace lathe::gui
