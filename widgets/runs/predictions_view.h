// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial's test found: the samples that were most wrong, the confusion matrix and each class's scores. GUI
// thread.
#pragma once

#include <QWidget>

#include "widgets/runs/test_facts.h"

class QLabel;
class QSplitter;
class QTableView;

namespace lathe::gui {

class ClassScoresModel;
class ConfusionModel;
class WrongSamplesModel;

class PredictionsView : public QWidget {
    Q_OBJECT

  public:
    explicit PredictionsView(QWidget* parent = nullptr);

    void setFacts(const TestFacts& facts);
    // There is no single trial to show.
    void showNothing(const QString& why);

  protected:
    void resizeEvent(QResizeEvent* event) override;

  private:
    QWidget* makeClasses();
    void divide();
    QTableView* makeTable(const QString& name, const QString& title);
    QString summary(const store::TestRecord& record) const;

    WrongSamplesModel* worst_;
    ConfusionModel* confusion_;
    ClassScoresModel* scores_;
    QLabel* summary_;
    QLabel* hint_;
    QTableView* worstTable_;
    QTableView* confusionTable_ = nullptr;
    QTableView* scoresTable_ = nullptr;
    QWidget* classes_;
    QSplitter* content_;
    TestFacts facts_;
    bool isDivided_ = false;  // by the person
};

}  // namespace lathe::gui
