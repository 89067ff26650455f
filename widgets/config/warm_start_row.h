// SPDX-License-Identifier: GPL-3.0-or-later
// What a search starts from (`search.warm_start`): folders of past studies, typed in or chosen from those of the
// workspace. Every change is one edit of the file.
#pragma once

#include <QVector>
#include <QWidget>

#include "widgets/config/past_study.h"

class QLineEdit;
class QMenu;
class QToolButton;

namespace lathe::gui {

class ExperimentDocument;

class WarmStartRow : public QWidget {
    Q_OBJECT

  public:
    WarmStartRow(ExperimentDocument& document, QWidget* parent);

    // Past studies that are offered, newest first.
    void setPastStudies(const QVector<PastStudy>& studies);
    void refresh();
    QLineEdit* field() const { return field_; }

  private:
    QStringList chosen() const;
    void write(const QStringList& folders);
    void fillMenu();

    ExperimentDocument& document_;
    QLineEdit* field_;
    QToolButton* choose_;
    QMenu* menu_;
    QVector<PastStudy> studies_;
};

}  // namespace lathe::gui
