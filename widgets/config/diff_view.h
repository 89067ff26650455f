// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between the saved experiment, the one that is edited, and another version of it: the file as it is on
// the disk now, or any other experiment. GUI thread.
#pragma once

#include <optional>

#include <QWidget>

#include "core/config/document.h"
#include "widgets/config/experiment_document.h"

class QAction;
class QLabel;
class QLayout;
class QPushButton;
class QTableView;

namespace lathe::gui {

class DiffModel;

class DiffView : public QWidget {
    Q_OBJECT

  public:
    explicit DiffView(ExperimentDocument& document, QWidget* parent = nullptr);

    // Compares with the file on the disk; openFile() with any other.
    void showDisk();
    Result<void> openFile(const QString& file);

  Q_SIGNALS:
    void closed();
    void keyChosen(const QString& key);  // of the config, "opt.lr", or "search.max_trials"
    // Where both changed the file on the disk, which holds `text`.
    void decided(const std::string& text, lathe::gui::ExperimentDocument::Conflicts whose);

  private:
    void buildActions();
    QLayout* makeChoices();
    void refresh();
    void refreshActions();
    void decide(ExperimentDocument::Conflicts whose);
    void chooseFile();
    void takeOther();
    void goToKey();

    ExperimentDocument& document_;
    DiffModel* model_;
    QTableView* table_;
    QLabel* summary_;
    QAction* take_ = nullptr;
    QAction* go_ = nullptr;
    QPushButton* takeAll_ = nullptr;
    QPushButton* keepAll_ = nullptr;
    bool disk_ = false;  // the other is the file itself
    std::optional<config::Document> other_;
};

}  // namespace lathe::gui
