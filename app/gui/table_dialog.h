// SPDX-License-Identifier: GPL-3.0-or-later
// What the experiment's table holds, column by column, and what training makes of it. Not modal; the file is read on a
// thread of its own. GUI thread.
#pragma once

#include <functional>

#include <QDialog>

#include "app/gui/background_work.h"
#include "app/gui/tone.h"
#include "core/search/experiment.h"
#include "core/train/table/table_description.h"

class QAction;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QTableView;

namespace lathe::gui {

class ConfigurePage;
class ExperimentFiles;
class TableColumnsModel;

class TableDialog : public QDialog {
    Q_OBJECT

  public:
    using ExperimentSource = std::function<tl::expected<search::Experiment, Errors>()>;

    // `catalog` outlives the dialog.
    TableDialog(ExperimentSource experiment, const config::Catalog& catalog, QWidget* parent);

    // Shows it, with the table as the experiment has it now.
    void openTable();
    bool isReading() const { return reading_ > 0; }

  public Q_SLOTS:
    void readAgain();

  private:
    using Answer = tl::expected<train::TableDescription, Errors>;

    void showAnswer(const Answer& answer);
    void say(const QString& text, Tone tone = Tone::plain);

    ExperimentSource experiment_;
    const config::Catalog& catalog_;
    TableColumnsModel* model_;
    QTableView* view_;
    QLabel* message_;
    QPlainTextEdit* notes_;
    QPushButton* again_;
    int reading_ = 0;  // answers that are waited for
    BackgroundWork work_;
};

// `action`, which `page` also offers at data.file, opens the dialog of the open experiment; another one closes it. All
// outlive `window`, whose child the dialog is.
void connectTableDialog(QAction* action, ConfigurePage& page, ExperimentFiles& files, const config::Catalog& catalog,
                        QWidget* window);

}  // namespace lathe::gui
