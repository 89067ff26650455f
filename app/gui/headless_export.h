// SPDX-License-Identifier: GPL-3.0-or-later
// Takes the open experiment out of the window: as a command line on the clipboard, as a file with nothing left to
// resolve, or as what another machine needs; the last also a study or a trial of the past. GUI thread.
#pragma once

#include <functional>

#include <QObject>
#include <QPointer>
#include <QString>

#include "core/base/error.h"
#include "core/config/schema.h"

class QWidget;

namespace lathe::gui {

class ConfigurePage;
class ExperimentFiles;
class ExportDialog;

class HeadlessExport : public QObject {
    Q_OBJECT

  public:
    // All outlive this; `window` is the parent of the dialog, `lathectl` the program's path.
    HeadlessExport(ConfigurePage& page, ExperimentFiles& files, const config::Catalog& catalog, QString lathectl,
                   QWidget& window);

    // Saves first, so that the command finds what is seen. `device`: "" as the experiment says.
    void copyCommand(const QString& workspace, const QString& device);
    void askAndExportResolved();
    // The open experiment for another machine; saves first. Both show a dialog.
    void askAndExport();
    // `folder`: of a study or of a trial.
    void askAndExport(const QString& folder);
    bool isBusy() const;  // something is being written for another machine

  Q_SIGNALS:
    void done(const QString& message);
    void failed(const lathe::Errors& errors);

  private:
    void whenSaved(const std::function<void()>& then);
    void openDialog(const QString& source);
    void copyNow(const QString& workspace, const QString& device);
    void write(const QString& file, const std::string& text);

    ConfigurePage& page_;
    ExperimentFiles& files_;
    const config::Catalog& catalog_;
    QString lathectl_;
    QWidget& window_;
    QPointer<ExportDialog> dialog_;
};

}  // namespace lathe::gui
