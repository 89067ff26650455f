// SPDX-License-Identifier: GPL-3.0-or-later
// Takes an experiment, a study or a trial to another machine: shows what goes in before it is written, writes it on
// another thread, and can be cancelled. Not modal. GUI thread.
#pragma once

#include <functional>
#include <memory>

#include <QDialog>
#include <QTimer>

#include "app/gui/export_job.h"
#include "app/gui/tone.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QTableView;

namespace lathe::gui {

class BackgroundWork;
class ExportForm;
class PlannedFilesModel;

class ExportDialog : public QDialog {
    Q_OBJECT

  public:
    // Puts what is edited into the file that is exported, then calls what it is given.
    using Prepare = std::function<void(const std::function<void()>& then)>;

    // `source`: an experiment file, or the folder of a study or trial. `catalog` outlives this.
    ExportDialog(const QString& source, const config::Catalog& catalog, const QString& lathectl, Prepare prepare,
                 QWidget* parent);
    ~ExportDialog() override;

    QString source() const { return source_; }
    bool isBusy() const { return job_ != nullptr; }

  public Q_SLOTS:
    void reject() override;  // cancels what is being written first

  private:
    void build();
    QWidget* makePreview();
    QWidget* makeButtons();
    void changed();
    void preview();
    void showPlan(const tl::expected<bundle::BundlePlan, Errors>& plan);
    void begin();
    void write();
    void poll();
    void over(const ExportJob::Answer& answer);
    void say(const QString& text, Tone tone = Tone::plain);
    void refresh();

    QString source_;
    const config::Catalog& catalog_;
    Prepare prepare_;
    BackgroundWork* work_;
    int previews_ = 0;       // asked for; only the newest is shown
    bool replaces_ = false;  // the person was told that the file is there
    bool planned_ = false;
    std::unique_ptr<ExportJob> job_;
    QTimer timer_;
    ExportForm* form_;
    PlannedFilesModel* files_;
    QTableView* table_;
    QLabel* summary_;
    QLabel* warnings_;
    QLabel* message_;
    QProgressBar* progress_;
    QPushButton* export_;
    QPushButton* close_;
};

}  // namespace lathe::gui
