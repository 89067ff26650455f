// SPDX-License-Identifier: GPL-3.0-or-later
// How to search: a line that says what the search will do, and below it, folded away until wanted, the tuner with its
// arguments, the assessor with its own, the objectives, the limits that metrics keep, and how many trials run.
// Everything is an edit of `search:` in the file.
#pragma once

#include <QVector>
#include <QWidget>

#include "widgets/config/past_study.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QScrollArea;
class QToolButton;

namespace lathe::gui {

class ArgumentRows;
class ConstraintRows;
class ExperimentDocument;
class NumberEdit;
class ObjectiveRows;
class WarmStartRow;

class SearchPanel : public QWidget {
    Q_OBJECT

  public:
    explicit SearchPanel(ExperimentDocument& document, QWidget* parent = nullptr);

    void setExpanded(bool on);
    // Past studies that a search may start from, newest first.
    void setPastStudies(const QVector<PastStudy>& studies);

  private:
    void buildFields();
    void addField(int row, int column, const QString& text, QWidget* field, const QString& name);
    NumberEdit* makeCount(const QString& key);
    QString trialsText() const;  // "": there is no limit
    void refresh();
    QString summary() const;

    ExperimentDocument& document_;
    QToolButton* toggle_;
    QLabel* summary_;
    QScrollArea* scroll_;
    QWidget* body_;
    QGridLayout* grid_;
    QComboBox* tuner_;
    QComboBox* assessor_;
    QComboBox* metric_;
    QComboBox* mode_;
    NumberEdit* trials_;
    NumberEdit* concurrency_;
    QLineEdit* duration_;
    QComboBox* engine_;
    WarmStartRow* warmStart_;
    ObjectiveRows* objectives_;
    ConstraintRows* constraints_;
    ArgumentRows* tunerArguments_;
    ArgumentRows* assessorArguments_;
};

}  // namespace lathe::gui
