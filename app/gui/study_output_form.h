// SPDX-License-Identifier: GPL-3.0-or-later
// What a person chooses when studies are written for somebody else: the form, the file or folder, and of a report its
// title and parts. GUI thread.
#pragma once

#include <vector>

#include <QWidget>

#include "core/report/study_report.h"
#include "core/store/export/study_export.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;

namespace lathe::gui {

class StudyOutputForm : public QWidget {
    Q_OBJECT

  public:
    enum class Start { exported, report };  // what is chosen at first

    // `name`: of what is written, for the proposal of a file in `folder`.
    StudyOutputForm(Start start, const QString& name, const QString& folder, QWidget* parent = nullptr);

    bool isReport() const;
    bool isPdf() const;
    store::ExportFormat format() const;     // of what is no report
    QString target() const;                 // absolute; "": none is named
    report::ReportRequest request() const;  // but for the studies
    void setLocked(bool locked);

  Q_SIGNALS:
    void changed();

  private:
    QWidget* makeTarget();
    QWidget* makeParts();
    void kindChanged();
    void browse();

    QString name_;
    QString folder_;
    bool ownName_ = false;  // the person has named the file
    QComboBox* kind_;
    QLabel* keeps_;
    QLineEdit* target_;
    QLineEdit* title_;
    QWidget* parts_ = nullptr;
    std::vector<QCheckBox*> partBoxes_;
};

}  // namespace lathe::gui
