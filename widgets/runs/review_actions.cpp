// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_actions.h"

#include <algorithm>

#include <QAction>
#include <QKeySequence>
#include <QWidget>

#include "widgets/common/icons.h"

namespace lathe::gui {

namespace {

void allowAction(QAction* action, const QString& whyNot) {
    action->setEnabled(whyNot.isEmpty());
    const QString tip = action->data().toString();
    action->setToolTip(whyNot.isEmpty() ? tip : QStringLiteral("%1\n%2").arg(tip, whyNot));
}

}  // namespace

ReviewActions::ReviewActions(QWidget* room) : QObject(room), room_(room) {
    refresh = make("reviewRefresh", "refresh", tr("Refresh"), tr("Read the workspace again"), QKeySequence::Refresh);
    open = make("reviewOpenExperiment", "edit", tr("Open as experiment"),
                tr("Open what ran as a new experiment, to change it"), Qt::CTRL | Qt::Key_E);
    openBest = make("reviewOpenBest", "star", tr("Open best trial as experiment"),
                    tr("Open the best trial of the study as a new experiment"), Qt::CTRL | Qt::SHIFT | Qt::Key_E);
    runAgain = make("reviewRunAgain", "rerun", tr("Run again"), tr("Run the same study or trial once more"), {});
    resume = make("reviewResume", "resume", tr("Resume"), tr("Go on with a study that was stopped or interrupted"), {});
    reproduce = make("reviewReproduce", "check", tr("Reproduce"),
                     tr("Train the trial again from its record and compare every number"), {});
    test =
        make("reviewTest", "check", tr("Test"), tr("Test the model of the trial and show what it gets most wrong"), {});
    exportModel = make("reviewExportModel", "export", tr("Export model\u2026"),
                       tr("Write the trained network as TorchScript, state_dict or safetensors"), {});
    exportRecords = make("reviewExportRecords", "export", tr("Export\u2026"),
                         tr("Write the selected studies and trials as tables, or as records of other tools"), {});
    report = make("reviewReport", "note", tr("Report\u2026"),
                  tr("Write notes, tables and charts of the selected studies and trials as one page"), {});
    exportHeadless = make("reviewExport", "export", tr("Export for a headless run\u2026"),
                          tr("Take the study or trial to another machine: as a bundle, a container, a conda "
                             "environment or a Slurm job"),
                          {});
    showInFolder = make("reviewShowInFolder", "folder", tr("Show in folder"), tr("Show in folder"), {});
    copyParameters = make("reviewCopyParameters", "copy", tr("Copy parameters"),
                          tr("Copy the parameters of the selected trials as JSON"), {});
    compare = make("reviewCompareTrials", "compare", tr("Compare"),
                   tr("Show the selected trials side by side; of selected studies the best trial of each"),
                   Qt::CTRL | Qt::Key_K);
    makeMarks();
}

void ReviewActions::offerComparison(std::size_t trials) {
    allowAction(compare, trials < 2 ? tr("Select two or more trials or studies.") : QString());
}

void ReviewActions::offerModel(const std::vector<SelectedTrial>& trials, std::optional<bool> keepsCheckpoints,
                               const QString& blocked) {
    for (QAction* action : {test, exportModel})
        allowAction(action, blocked.isEmpty() ? whyNotUsed(trials, keepsCheckpoints) : blocked);
}

void ReviewActions::makeMarks() {
    rename = make("reviewRename", "edit", tr("Rename"), tr("Give the study or trial a name of your own"), Qt::Key_F2);
    tags = make("reviewTags", "tag", tr("Tags\u2026"), tr("Add or remove tags of the selected studies and trials"),
                Qt::CTRL | Qt::Key_T);
    note = make("reviewEditNote", "note", tr("Write a note"), tr("Write down why it was run and what came out"),
                Qt::CTRL | Qt::Key_M);
    color = make("reviewColor", "sun", tr("Colour\u2026"), tr("Give the selected studies and trials a colour"), {});
    noColor = make("reviewNoColor", "remove", tr("Take the colour away"),
                   tr("Let the selected studies and trials have the colours of their own again"), {});
    star = make("reviewStar", "star", tr("Star"), tr("Mark the selected studies and trials with a star"),
                Qt::CTRL | Qt::Key_D);
    archive =
        make("reviewArchive", "eye-off", tr("Archive"), tr("Leave the selected studies and trials out of lists"), {});
    remove = make("reviewDelete", "delete", tr("Delete"), tr("Move the selected studies and trials to the trash"),
                  QKeySequence::Delete);
    showArchived = make("reviewShowArchived", "eye", tr("Show archived"), tr("Also list what was archived"), {});
    trash = make("reviewTrash", "undo", tr("Trash\u2026"),
                 tr("See what was deleted from the workspace, and put it back"), {});
    for (QAction* action : {star, archive, showArchived}) action->setCheckable(true);
}

QList<QAction*> ReviewActions::ofBar() const {
    return {refresh, open, compare, runAgain, resume, reproduce, exportHeadless, star, tags, remove};
}

QAction* ReviewActions::make(const char* name, const char* iconName, const QString& text, const QString& tip,
                             const QKeySequence& keys) {
    auto* action = new QAction(icon(QString::fromLatin1(iconName)), text, room_);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setData(keys.isEmpty() ? tip : tr("%1 (%2)").arg(tip, keys.toString(QKeySequence::NativeText)));
    action->setToolTip(action->data().toString());
    room_->addAction(action);
    all_.append(action);
    return action;
}

void ReviewActions::offerMarks(const std::vector<MarkedRecord>& records, const QString& blocked) {
    const QString none = records.empty() ? tr("Select a study or a trial.") : blocked;
    const QString one = records.size() > 1 ? tr("Select one study or trial.") : none;
    for (QAction* action : {rename, note}) allowAction(action, one);
    for (QAction* action : {tags, color, star, archive, remove}) allowAction(action, none);
    const auto all = [&](bool store::Marks::*mark) {
        return !records.empty() && std::ranges::all_of(records, [&](const auto& record) { return record.marks.*mark; });
    };
    const bool colored = std::ranges::any_of(records, [](const auto& record) { return !record.marks.color.empty(); });
    allowAction(noColor, none.isEmpty() && !colored ? tr("Nobody gave it a colour.") : none);
    allowAction(trash, blocked);
    star->setChecked(all(&store::Marks::starred));
    archive->setChecked(all(&store::Marks::archived));
}

void ReviewActions::offer(const StudyPtr& study, const std::vector<SelectedTrial>& trials,
                          const std::vector<MarkedRecord>& records, const Blocked& blocked) {
    offerMarks(records, blocked.edits);
    const QString none = study ? QString() : tr("Select a study or a trial.");
    const QString one = trials.size() > 1 ? tr("Select one trial, or a study.") : none;
    const auto first = [](const QString& a, const QString& b) { return a.isEmpty() ? b : a; };
    allowAction(open, one);
    allowAction(openBest, study && !study->best() ? tr("No trial of this study has come to a result.") : none);
    allowAction(runAgain, first(one, blocked.starts));
    allowAction(resume, first(first(none, blocked.starts), study ? whyNotResumed(*study) : QString()));
    allowAction(reproduce, first(first(whyNotReproduced(trials), blocked.uses), blocked.starts));
    allowAction(exportHeadless, one);
    for (QAction* action : {exportRecords, report}) allowAction(action, none);
    allowAction(showInFolder, none);
    allowAction(copyParameters, trials.empty() ? tr("Select a trial.") : QString());
}

QString ReviewActions::whyNotReproduced(const std::vector<SelectedTrial>& trials) {
    if (trials.size() != 1) return tr("Select one trial.");
    const auto state = trials.front().trial->state;
    return state == search::TrialState::succeeded || state == search::TrialState::early_stopped
               ? QString()
               : tr("This trial did not come to an end that could be compared.");
}

QString ReviewActions::whyNotUsed(const std::vector<SelectedTrial>& trials, std::optional<bool> keepsCheckpoints) {
    if (trials.size() != 1) return tr("Select one trial.");
    if (!keepsCheckpoints) return tr("Whether this trial kept a checkpoint is being read.");
    return *keepsCheckpoints ? QString() : tr("This trial kept no checkpoint.");
}

QString ReviewActions::whyNotResumed(const store::StudyRecord& study) {
    if (study.state == store::StudyState::finished) return tr("This study is finished.");
    if (study.state != store::StudyState::running) return {};
    if (!study.holder || study.holder->pid <= 0) return tr("Another process runs this study.");
    return tr("Process %1 on %2 runs this study.")
        .arg(QString::number(study.holder->pid), QString::fromStdString(study.holder->host));
}

}  // namespace lathe::gui
