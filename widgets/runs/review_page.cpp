// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_page.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHash>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/base/json.h"
#include "widgets/common/banner.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/icons.h"
#include "widgets/common/natural_order.h"
#include "widgets/common/notice_stack.h"
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

QList<TrialKey> keysOf(const std::vector<SelectedTrial>& trials) {
    QList<TrialKey> keys;
    for (const auto& trial : trials) keys.append(trial.key);
    return keys;
}

// The selected trials and, in turn, those of the studies that are selected as a whole; the first `mostCurves`.
void fillDrawn(ReviewSelection& selection) {
    std::set<TrialKey> seen;
    std::vector<SelectedTrial> all;
    const auto add = [&](const StudyPtr& study, const store::TrialRecord& trial) {
        const TrialKey key{folderOf(study), trial.number};
        if (seen.insert(key).second) all.push_back({key, study, &trial});
    };
    for (const auto& trial : selection.trials) add(trial.study, *trial.trial);
    // Each study has its share of what can be drawn.
    std::size_t longest = 0;
    for (const StudyPtr& study : selection.studies) longest = std::max(longest, study->trials.size());
    for (std::size_t i = 0; i < longest; ++i)
        for (const StudyPtr& study : selection.studies)
            if (i < study->trials.size()) add(study, study->trials[i]);
    selection.notDrawn = std::max(0, static_cast<int>(all.size()) - mostCurves);
    if (static_cast<int>(all.size()) > mostCurves) all.resize(mostCurves);
    selection.drawn = std::move(all);
}

void fillCompared(ReviewSelection& selection) {
    selection.compared = selection.trials;
    if (selection.trials.empty() && selection.studies.size() > 1)
        for (const StudyPtr& study : selection.studies) {
            const auto* trial = study->best();
            if (!trial && !study->trials.empty()) trial = &study->trials.front();
            if (trial) selection.compared.push_back({{folderOf(study), trial->number}, study, trial});
        }
    // Each study has its place once: a person may select a hundred thousand trials.
    QHash<QString, int> places;
    for (const auto& trial : selection.compared) places.insert(trial.key.folder, 0);
    QStringList folders = places.keys();
    std::ranges::sort(folders, NaturalOrder());
    for (int i = 0; i < folders.size(); ++i) places[folders[i]] = i;
    std::ranges::stable_sort(selection.compared, {}, [&](const SelectedTrial& trial) {
        return std::pair(places.value(trial.key.folder), trial.key.number);
    });
    constexpr auto most = static_cast<std::size_t>(ReviewSelection::mostCompared);
    selection.notCompared = static_cast<int>(selection.compared.size() - std::min(selection.compared.size(), most));
    if (selection.notCompared > 0) selection.compared.resize(most);
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
    layout->addWidget(stack_);
    auto* notices = new NoticeStack(this);
    notices->addNotice(banner_);
    setFocusProxy(list_);

    connectActions();
    connectMarks();
    connect(reader_, &ReviewReader::workspaceRead, this, [this](const auto& snapshot) { takeSnapshot(*snapshot); });
    connect(reader_, &ReviewReader::detailsRead, this, [this](const auto& details) { takeDetails(*details); });
    connect(reader_, &ReviewReader::pointsRead, this, [this](const auto& points) { takePoints(*points); });
    connect(list_, &ReviewList::selectionChanged, this, &ReviewPage::selectionChanged);
    connect(details_, &ReviewDetails::trialsPicked, list_, &ReviewList::selectTrials);
    connect(details_, &ReviewDetails::trialPointedAt, list_, &ReviewList::pointAt);
    connect(details_, &ReviewDetails::familyWanted, this, &ReviewPage::readTexts);
    connect(details_, &ReviewDetails::recordChosen, this, &ReviewPage::showRecord);
    connect(details_, &ReviewDetails::partsShown, this, &ReviewPage::partsShown);
    connect(details_, &ReviewDetails::failed, banner_,
            [this](const QString& text) { banner_->showMessage(Banner::Kind::error, text); });
    connect(details_, &ReviewDetails::fileActivated, this, &ReviewPage::showInFolderRequested);
    textsTimer_.setSingleShot(true);
    textsTimer_.setInterval(tickMilliseconds);
    connect(&textsTimer_, &QTimer::timeout, this, &ReviewPage::readTexts);
    timer_.setInterval(tickMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &ReviewPage::tick);
    refreshActions();
}

ReviewPage::~ReviewPage() = default;

QWidget* ReviewPage::makeEmptyState() {
    empty_ = new EmptyState(QStringLiteral("review"), QString(), QString());
    showWhyEmpty({});
    auto* open = new QAction(icon(QStringLiteral("open")), tr("Open workspace…"), this);
    open->setObjectName(QStringLiteral("reviewOpenWorkspace"));
    connect(open, &QAction::triggered, this, &ReviewPage::openWorkspaceRequested);
    auto* example = new QAction(icon(QStringLiteral("run")), tr("Open the example"), this);
    example->setObjectName(QStringLiteral("reviewExample"));
    connect(example, &QAction::triggered, this, &ReviewPage::exampleRequested);
    empty_->addAction(example);
    empty_->addAction(open);
    return empty_;
}

void ReviewPage::showWhyEmpty(const QString& error) {
    if ((filling_ || !isRead_) && !workspace_.isEmpty()) return empty_->setText(tr("Reading the studies…"), QString());
    if (!error.isEmpty()) return empty_->setText(tr("The studies cannot be read"), error);
    empty_->setText(tr("No studies here yet"),
                    tr("Every run and search is kept here with its curves, config and log. Run the example, or open a "
                       "workspace that holds past runs."));
}

QWidget* ReviewPage::makeRoom() {
    auto* splitter = new QSplitter;
    splitter->setObjectName(QStringLiteral("reviewSplitter"));
    splitter->addWidget(list_);
    splitter->addWidget(details_);
    // Both give and take in proportion: on a small screen a list of this width would leave the details half of it.
    splitter->setSizes({600, 760});
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
    connect(actions_->exportRecords, &QAction::triggered, this,
            [this] { Q_EMIT outputRequested(list_->selectedRecords(), Output::exported); });
    connect(actions_->report, &QAction::triggered, this,
            [this] { Q_EMIT outputRequested(list_->selectedRecords(), Output::report); });
    onChosen(actions_->showInFolder, &ReviewPage::showInFolderRequested);
    connect(actions_->openBest, &QAction::triggered, this, [this] {
        const StudyPtr study = list_->currentStudy();
        const auto best = store::trial_folder(study->folder, study->best()->number);
        Q_EMIT openExperimentRequested(QString::fromStdString(best.string()));
    });
    connect(actions_->resume, &QAction::triggered, this,
            [this] { Q_EMIT resumeRequested(folderOf(list_->currentStudy())); });
    connect(actions_->copyParameters, &QAction::triggered, this, &ReviewPage::copyParameters);
    connect(actions_->compare, &QAction::triggered, details_, &ReviewDetails::showComparison);
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
    return {actions_->color, actions_->noColor, actions_->rename, actions_->tags, actions_->note,
            actions_->star,  actions_->archive, actions_->remove, marks_->undo(), marks_->redo()};
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
    marks_->setWorkspace(folder);
    isRead_ = false;
    showWhyEmpty({});
    studies_.clear();
    keepsCheckpoints_.clear();
    list_->setStudies({});
    refresh();
}

void ReviewPage::setFilling(bool filling) {
    if (std::exchange(filling_, filling) == filling) return;
    isRead_ = false;
    showWhyEmpty({});
    refresh();
}

void ReviewPage::refresh() {
    if (workspace_.isEmpty()) return;
    reader_->readWorkspace(workspace_);
    readTexts();
}

void ReviewPage::readPoints() {
    reader_->poll();
    if (!textsTimer_.isActive()) textsTimer_.start();
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
    isRead_ = true;
    showWhyEmpty(snapshot.error);
    stack_->setCurrentIndex(studies_.empty() ? 0 : 1);
    if (changed) Q_EMIT studiesChanged();
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
    selection_ = {};
    selection_.study = list_->currentStudy();
    selection_.trials = list_->selectedTrials();
    selection_.studies = list_->selectedStudies();
    fillDrawn(selection_);
    fillCompared(selection_);
    details_->setSelection(selection_);
    details_->setNoteOf(onlySelected());
    followed_.set(keysOf(selection_.drawn));
    std::vector<ShownTrial> told;
    for (const auto& trial : selection_.drawn) told.push_back({trial.key, search::is_final(trial.trial->state)});
    Q_EMIT trialsShown(told);
    readTexts();
    refreshActions();
}

void ReviewPage::readTexts() {
    if (!selection_.study) return;
    reader_->readDetails({folderOf(selection_.study), keysOf(selection_.compared).mid(0, ReviewSelection::mostTexts),
                          details_->wantsFamilyOf()});
}

void ReviewPage::takeDetails(const Details& details) {
    for (const TrialTexts& texts : details.trials) keepsCheckpoints_[texts.key] = texts.keepsCheckpoints;
    details_->setDetails(details);
    offerModel();
}

// What was read of the trial before holds until it is read again.
void ReviewPage::offerModel() {
    const auto& trials = selection_.trials;
    std::optional<bool> keeps;
    if (trials.size() == 1)
        if (const auto found = keepsCheckpoints_.find(trials.front().key); found != keepsCheckpoints_.end())
            keeps = found->second;
    actions_->offerModel(trials, keeps, useBlocked_);
}

void ReviewPage::takePoints(const std::vector<TrialPoints>& points) {
    const FollowedTrials::Taken taken = followed_.take(points);
    for (const TrialPoints* one : taken.points) details_->addPoints(*one);
    for (const TrialKey& key : taken.restarted) details_->forgetPoints(key);
    const bool runs = std::ranges::any_of(
        selection_.drawn, [](const SelectedTrial& trial) { return trial.study->state == store::StudyState::running; });
    if (!runs && taken.restarted.isEmpty()) details_->pointsAreThere();
}

void ReviewPage::refreshActions() {
    actions_->offer(list_->currentStudy(), list_->selectedTrials(), list_->selectedRecords(),
                    {startBlocked_, useBlocked_, editBlocked_});
    actions_->offerComparison(selection_.compared.size());
    offerModel();
    actions_->refresh->setEnabled(!workspace_.isEmpty());
}

void ReviewPage::setStartBlocked(const QString& why) {
    if (std::exchange(startBlocked_, why) != why) refreshActions();
}

void ReviewPage::setUseBlocked(const QString& why) {
    if (std::exchange(useBlocked_, why) != why) refreshActions();
}

void ReviewPage::setEditBlocked(const QString& why) {
    if (std::exchange(editBlocked_, why) == why) return;
    details_->setNoteEditable(why.isEmpty());
    refreshActions();
}

void ReviewPage::setLacks(const QString& lacks) {
    details_->setLacks(lacks);
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

void ReviewPage::showRecord(const RecordKey& record) {
    if (record.trial) {
        list_->selectTrials({{record.study, *record.trial}});
    } else {
        list_->openStudy(record.study);
    }
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
