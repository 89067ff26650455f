// What differs between the saved experiment, the one that is edited, and another version of it: the file as it is on
// the disk now, or any other experiment. GUI thread.
#pragma once

#include <optional>

#include <QWidget>

#include "core/config/document.h"

class QAction;
class QLabel;
class QTableView;

namespace lathe::gui {

class DiffModel;
class ExperimentDocument;

class DiffView : public QWidget {
    Q_OBJECT

  public:
    explicit DiffView(ExperimentDocument& document, QWidget* parent = nullptr);

    // Compares with the file on the disk; openFile() with any other.
    void showDisk();
    Result<void> openFile(const QString& file);

  Q_SIGNALS:
    void closed();
    void keyChosen(const QString& key);  // of the config, "opt.lr"

  private:
    void buildActions();
    void refresh();
    void chooseFile();
    void takeOther();
    void goToKey();

    ExperimentDocument& document_;
    DiffModel* model_;
    QTableView* table_;
    QLabel* summary_;
    QAction* take_ = nullptr;
    QAction* go_ = nullptr;
    std::optional<config::Document> other_;
};

}  // namespace lathe::gui
