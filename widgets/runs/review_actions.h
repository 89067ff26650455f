// SPDX-License-Identifier: GPL-3.0-or-later
// The actions of the Review room, each with an objectName, and when they can be used. GUI thread.
#pragma once

#include <optional>
#include <vector>

#include <QList>
#include <QObject>

#include "widgets/runs/record_key.h"
#include "widgets/runs/review_data.h"

class QAction;
class QKeySequence;
class QWidget;

namespace lathe::gui {

class ReviewActions : public QObject {
    Q_OBJECT

  public:
    // Their shortcuts work in `room` and below.
    explicit ReviewActions(QWidget* room);

    const QList<QAction*>& all() const { return all_; }

    // Why no study can be started, why a trial cannot be reproduced, and why names, tags and notes cannot be changed;
    // "" when they can.
    struct Blocked {
        QString starts;
        QString uses;
        QString edits;
    };
    // What is selected: what cannot be used says why.
    void offer(const StudyPtr& study, const std::vector<SelectedTrial>& trials,
               const std::vector<MarkedRecord>& records, const Blocked& blocked);
    void offerComparison(std::size_t trials);  // that would stand side by side
    // Test and export of a model. `keepsCheckpoints`: the one selected trial; nullopt: that is yet to be read.
    void offerModel(const std::vector<SelectedTrial>& trials, std::optional<bool> keepsCheckpoints,
                    const QString& blocked);

    QAction* refresh;
    QAction* open;
    QAction* openBest;
    QAction* runAgain;
    QAction* resume;
    QAction* reproduce;
    QAction* test;
    QAction* exportModel;
    QAction* exportRecords;
    QAction* report;
    QAction* exportHeadless;
    QAction* showInFolder;
    QAction* copyParameters;
    QAction* compare;
    // What people say of records.
    QAction* rename;
    QAction* tags;
    QAction* note;
    QAction* color;
    QAction* noColor;
    QAction* star;     // checkable
    QAction* archive;  // checkable
    QAction* remove;
    QAction* showArchived;  // checkable
    QAction* trash;         // what was deleted

    // Those that the bar shows as buttons; the others are in the menu and the palette.
    QList<QAction*> ofBar() const;

  private:
    void makeMarks();
    void offerMarks(const std::vector<MarkedRecord>& records, const QString& blocked);

    QAction* make(const char* name, const char* iconName, const QString& text, const QString& tip,
                  const QKeySequence& keys);
    static QString whyNotReproduced(const std::vector<SelectedTrial>& trials);
    static QString whyNotUsed(const std::vector<SelectedTrial>& trials, std::optional<bool> keepsCheckpoints);
    static QString whyNotResumed(const store::StudyRecord& study);

    QWidget* room_;
    QList<QAction*> all_;
};

}  // namespace lathe::gui
