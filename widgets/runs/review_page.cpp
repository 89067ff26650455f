// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_page.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/base/json.h"
#include "widgets/common/banner.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/icons.h"
#include "widgets/runs/review_actions.h"
#include "widgets/runs/review_details.h"
#include "widgets/runs/review_list.h"
#include "widgets/runs/review_marks.h"
#include "widgets/runs/review_reader.h"

namespace lathe::gui {

namespace {

constexpr int tickMilliseconds = 1000;
constexpr int quietTicks = 5;  // how often a workspace in which nothing runs is looked at
constexpr int mostCurves = 200;
constexpr int mostTexts = 8;

QList<TrialKey> keysOf(const std::vector<SelectedTrial>& trials) {
    QList<TrialKey> keys;
    for (const auto& trial : trials) keys.append(trial.key);
    return keys;
}

}  // namespace

ReviewPage::ReviewPage(QWidget* parent)
    : QWidget(parent),
      reader_(new ReviewReader(this)),
      followed_([this](const QList<TrialKey>& trials) { return reader_->follow(trials); }),
      actions_(new ReviewActions(this)),
      list_(new ReviewList(*actions_)),
      details_(new ReviewDetails),
      marks_(new ReviewMarks(*reader_, *list_, *actions_, this)),
      banner_(new Banner),
      stack_(new QStackedWidget) {
    setObjectName(QStringLiteral("reviewPage"));
    stack_->addWidget(makeEmptyState());
    stack_->addWidget(makeRoom());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(banner_);
    layout->addWidget(stack_);

    connectActions();
    connectMarks();
    connect(reader_, &ReviewReader::workspaceRead, this, [this](const auto& snapshot) { takeSnapshot(*snapshot); });
    connect(reader_, &ReviewReader::detailsRead, this, [this](const auto& details) { details_->setDetails(*details); });
    connect(reader_, &ReviewReader::pointsRead, this, [this](const auto& points) { takePoints(*points); });
    connect(list_, &ReviewList::selectionChanged, this, &ReviewPage::selectionChanged);
    connect(details_, &ReviewDetails::trialsPicked, list_, &ReviewList::selectTrials);
    connect(details_, &ReviewDetails::trialPointedAt, list_, &ReviewList::pointAt);
    connect(details_, &ReviewDetails::fileActivated, this, &ReviewPage::showInFolderRequested);
    timer_.setInterval(tickMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &ReviewPage::tick);
    refreshActions();
}

ReviewPage::~ReviewPage() = default;

QWidget* ReviewPage::makeEmptyState() {
    auto* empty = new EmptyState(QStringLiteral("review"), tr("No studies here yet"),
                                 tr("Every run and search is kept here with its curves, config and log. Run the "
                                    "example, or open a workspace that holds past runs."));
    auto* open = new QAction(icon(QStringLiteral("open")), tr("Open workspace…"), this);
    open->setObjectName(QStringLiteral("reviewOpenWorkspace"));
    connect(open, &QAction::triggered, this, &ReviewPage::openWorkspaceRequested);
    auto* example = new QAction(icon(QStringLiteral("run")), tr("Open the example"), this);
    example->setObjectName(QStringLiteral("reviewExample"));
    connect(example, &QAction::triggered, this, &ReviewPage::exampleRequested);
    empty->addAction(example);
    empty->addAction(open);
    return empty;
}

QWidget* ReviewPage::makeRoom() {
    auto* splitter = new QSplitter;
    splitter->setObjectName(QStringLiteral("reviewSplitter"));
    splitter->addWidget(list_);
    splitter->addWidget(details_);
    splitter->setSizes({600, 760});
    splitter->setStretchFactor(0, 0);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    return splitter;
}

void ReviewPage::connectActions() {
    connect(actions_->refresh, &QAction::triggered, this, &ReviewPage::refresh);
    const auto onChosen = [this](QAction* action, void (ReviewPage::*request)(const QString&)) {
        connect(action, &QAction::triggered, this, [this, request] { Q_EMIT(this->*request)(chosenFolder()); });
    };
    onChosen(actions_->open, &ReviewPage::openExperimentRequested);
    onChosen(actions_->runAgain, &ReviewPage::runAgainRequested);
    onChosen(actions_->reproduce, &ReviewPage::reproduceRequested);
    onChosen(actions_->test, &ReviewPage::testRequested);
    onChosen(actions_->exportModel, &ReviewPage::exportModelRequested);
    onChosen(actions_->exportHeadless, &ReviewPage::exportRequested);
    onChosen(actions_->showInFolder, &ReviewPage::showInFolderRequested);
    connect(actions_->openBest, &QAction::triggered, this, [this] {
        const StudyPtr study = list_->currentStudy();
        const auto best = store::trial_folder(study->folder, study->best()->number);
        Q_EMIT openExperimentRequested(QString::fromStdString(best.string()));
    });
    connect(actions_->resume, &QAction::triggered, this,
            [this] { Q_EMIT resumeRequested(folderOf(list_->currentStudy())); });
    connect(actions_->copyParameters, &QAction::triggered, this, &ReviewPage::copyParameters);
    auto* find = new QShortcut(QKeySequence::Find, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, list_, &ReviewList::focusFilter);
}

// A change is shown as soon as its file is written; what could not be written is told.
void ReviewPage::connectMarks() {
    connect(reader_, &ReviewReader::written, this, [this](const QString& error) {
        if (!error.isEmpty()) banner_->showMessage(Banner::Kind::error, error);
        refresh();
    });
    connect(marks_, &ReviewMarks::removed, this, [this](int records) {
        banner_->showMessage(Banner::Kind::info, tr("%n record(s) moved to the trash.", nullptr, records),
                             {marks_->undo()});
    });
    connect(actions_->note, &QAction::triggered, details_, &ReviewDetails::editNote);
    connect(details_, &ReviewDetails::noteChanged, marks_, &ReviewMarks::setNote);
}

std::optional<MarkedRecord> ReviewPage::onlySelected() const {
    auto records = list_->selectedRecords();
    return records.size() == 1 ? std::optional(std::move(records.front())) : std::nullopt;
}

QList<QAction*> ReviewPage::reviewActions() const {
    return actions_->all() + list_->viewActions() + QList<QAction*>{marks_->undo(), marks_->redo()};
}

QList<QAction*> ReviewPage::selectionActions() const {
    return {actions_->color,   actions_->rename, actions_->tags, actions_->note, actions_->star,
            actions_->archive, actions_->remove, marks_->undo(), marks_->redo()};
}

QByteArray ReviewPage::saveView() const {
    return list_->saveView();
}

void ReviewPage::restoreView(const QByteArray& view) {
    list_->restoreView(view);
}

QMenu* ReviewPage::viewsMenu() const {
    return list_->viewsMenu();
}

void ReviewPage::setWorkspace(const QString& folder) {
    if (folder == workspace_) return refresh();
    workspace_ = folder;
    studies_.clear();
    list_->setStudies({});
    refresh();
}

void ReviewPage::refresh() {
    if (workspace_.isEmpty()) return;
    reader_->readWorkspace(workspace_);
    readTexts();
}

void ReviewPage::showStudy(const QString& folder) {
    wantedStudy_ = QString::fromStdString(std::filesystem::path(folder.toStdString()).lexically_normal().string());
    refresh();
}

void ReviewPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
    timer_.start();
}

void ReviewPage::hideEvent(QHideEvent* event) {
    timer_.stop();
    QWidget::hideEvent(event);
}

void ReviewPage::tick() {
    const bool runs = anythingRuns();
    if (runs || ++ticks_ % quietTicks == 0) refresh();
    if (!runs) return;
    reader_->poll();
    readTexts();
}

bool ReviewPage::anythingRuns() const {
    return std::any_of(studies_.begin(), studies_.end(),
                       [](const StudyPtr& study) { return study->state == store::StudyState::running; });
}

void ReviewPage::takeSnapshot(const WorkspaceSnapshot& snapshot) {
    const bool first = studies_.empty();
    const QList<TrialKey> selected = keysOf(list_->selectedTrials());
    const StudyPtr current = list_->currentStudy();
    const bool changed = studies_ != snapshot.studies;
    studies_ = snapshot.studies;
    stack_->setCurrentIndex(studies_.empty() ? 0 : 1);
    if (!changed && wantedStudy_.isEmpty()) return;

    list_->setStudies(studies_);
    marks_->setStudies(studies_);
    if (!wantedStudy_.isEmpty()) {
        if (list_->openStudy(wantedStudy_)) wantedStudy_.clear();
    } else if (first && !studies_.empty()) {
        list_->openFirstStudy();
    } else if (!list_->hasSelection() && current) {
        // A model that was reset has lost its selection; the same rows are selected again.
        if (selected.isEmpty()) list_->selectStudy(folderOf(current));
        else list_->selectTrials(selected);
    }
    selectionChanged();
}

void ReviewPage::selectionChanged() {
    const StudyPtr study = list_->currentStudy();
    const auto trials = list_->selectedTrials();
    std::vector<SelectedTrial> shown = trials;
    if (trials.empty() && study)
        for (const auto& trial : study->trials) shown.push_back({{folderOf(study), trial.number}, study, &trial});
    if (static_cast<int>(shown.size()) > mostCurves) shown.resize(mostCurves);
    details_->setSelection(study, trials, shown);
    details_->setNoteOf(onlySelected());
    followed_.set(keysOf(shown));
    readTexts();
    refreshActions();
}

void ReviewPage::readTexts() {
    const StudyPtr study = list_->currentStudy();
    if (study) reader_->readDetails(folderOf(study), keysOf(list_->selectedTrials()).mid(0, mostTexts));
}

void ReviewPage::takePoints(const std::vector<TrialPoints>& points) {
    const FollowedTrials::Taken taken = followed_.take(points);
    for (const TrialPoints* one : taken.points) details_->addPoints(*one);
    for (const TrialKey& key : taken.restarted) details_->forget(key);
}

void ReviewPage::refreshActions() {
    actions_->offer(list_->currentStudy(), list_->selectedTrials(), list_->selectedRecords(),
                    {startBlocked_, editBlocked_});
    actions_->refresh->setEnabled(!workspace_.isEmpty());
}

void ReviewPage::setStartBlocked(const QString& why) {
    if (startBlocked_ == why) return;
    startBlocked_ = why;
    refreshActions();
}

void ReviewPage::setEditBlocked(const QString& why) {
    if (editBlocked_ == why) return;
    editBlocked_ = why;
    details_->setNoteEditable(why.isEmpty());
    refreshActions();
}

void ReviewPage::setReproductionText(const ReproductionText& text) {
    reader_->setReproductionText(text);
}

void ReviewPage::showTest(const QString& trialFolder, const QString& testFolder) {
    const auto place = store::place_of(trialFolder.toStdString());
    if (!place.trial) return;
    const TrialKey key{QString::fromStdString(place.study.string()), *place.trial};
    reader_->setTestFolder(key, testFolder);
    const auto selected = keysOf(list_->selectedTrials());
    if (selected == QList<TrialKey>{key}) details_->showPredictions();
    readTexts();
}

QString ReviewPage::chosenFolder() const {
    const auto trials = list_->selectedTrials();
    const StudyPtr study = list_->currentStudy();
    if (!study) return {};
    const auto path = trials.size() == 1 ? store::trial_folder(trials.front().study->folder, trials.front().key.number)
                                         : study->folder;
    return QString::fromStdString(path.string());
}

void ReviewPage::copyParameters() {
    Json all = Json::array();
    for (const auto& trial : list_->selectedTrials()) all.push_back(config::to_json(trial.trial->params));
    const Json& json = all.size() == 1 ? all.front() : all;
    QGuiApplication::clipboard()->setText(QString::fromStdString(dump_json(json, 2)));
}

}  // namespace lathe::gui
