// SPDX-License-Identifier: GPL-3.0-or-later
// What a person chooses for an export: its kind, the file to write, with or without data; and the command that does the
// same. GUI thread.
#pragma once

#include <QWidget>

#include "core/bundle/headless_export.h"

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace lathe::gui {

class ExportForm : public QWidget {
    Q_OBJECT

  public:
    // `source`: an experiment file, or the folder of a study or trial. `lathectl`: as lathectlProgram().
    ExportForm(const QString& source, const QString& lathectl, QWidget* parent = nullptr);

    bundle::HeadlessExport wanted() const;
    // The data that the experiment reads; nullptr: not known yet.
    void showData(const std::vector<bundle::ManifestData>* read);
    void setLocked(bool locked);  // while it is being written

  Q_SIGNALS:
    void changed();         // of anything
    void contentChanged();  // of what goes in

  private:
    QWidget* makeTarget();
    QWidget* makeCommand();
    void kindChanged();
    void proposeName();
    void browse();
    void refreshCommand();
    bundle::HeadlessFormat format() const;

    QString source_;
    QString lathectl_;
    bool ownName_ = false;  // the person has named the file
    QComboBox* kind_;
    QLineEdit* target_;
    QCheckBox* withData_;
    QLineEdit* command_;
    QWidget* chosen_;
};

}  // namespace lathe::gui
