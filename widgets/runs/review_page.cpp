#include "widgets/runs/review_page.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include "core/base/json.h"
#include "widgets/common/empty_state.h"
#include "widgets/runs/review_details.h"
#include "widgets/runs/review_filter_model.h"
#include "widgets/runs/review_model.h"
#include "widgets/runs/review_reader.h"

namespace lathe::gui {

namespace {

constexpr int tickMilliseconds = 1000;
constexpr int quietTicks = 5;  // how often a workspace in which nothing runs is looked at
constexpr int mostCurves = 200;
constexpr int mostTexts = 8;

}  // namespace

ReviewPage::ReviewPage(QWidget* parent)
    : QWidget(parent),
      reader_(new ReviewReader(this)),
      model_(new ReviewModel(this)),
      proxy_(new ReviewFilterModel(model_, this)) {
    setObjectName(QStringLiteral("reviewPage"));
    buildActions();
    stack_ = new QStackedWidget;
    stack_->addWidget(buildEmptyState());
    stack_->addWidget(buildList());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(stack_);

    connect(reader_, &ReviewReader::workspaceRead, this, [this](const auto& snapshot) { takeSnapshot(*snapshot); });
    connect(reader_, &ReviewReader::detailsRead, this, [this](const auto& details) { details_->setDetails(*details); });
    connect(reader_, &ReviewReader::pointsRead, this, [this](const auto& points) { takePoints(*points); });
    connect(tree_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ReviewPage::selectionChanged);
    timer_.setInterval(tickMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &ReviewPage::tick);
    refreshActions();
}

ReviewPage::~ReviewPage() = default;

void ReviewPage::setWorkspace(const QString& folder) {
    if (folder == workspace_) return refresh();
    workspace_ = folder;
    studies_.clear();
    model_->setStudies({});
    refresh();
}

void ReviewPage::refresh() {
    if (!workspace_.isEmpty()) reader_->readWorkspace(workspace_);
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
    refreshSelection();
}

bool ReviewPage::anythingRuns() const {
    return std::any_of(studies_.begin(), studies_.end(),
                       [](const StudyPtr& study) { return study->state == store::StudyState::running; });
}

void ReviewPage::takeSnapshot(const WorkspaceSnapshot& snapshot) {
    const bool first = studies_.empty();
    const auto selected = selectedTrials();
    const StudyPtr current = currentStudy();
    const bool changed = studies_ != snapshot.studies;
    studies_ = snapshot.studies;
    stack_->setCurrentIndex(studies_.empty() ? 0 : 1);
    if (!changed) return;

    // A model that is reset loses its selection; the same rows are selected again then.
    model_->setStudies(studies_);
    applyFilter();
    if (!wantedStudy_.isEmpty()) {
        const QModelIndex wanted = proxy_->mapFromSource(model_->indexOfStudy(wantedStudy_));
        if (wanted.isValid()) {
            wantedStudy_.clear();
            tree_->setCurrentIndex(wanted);
            tree_->expand(wanted);
        }
    } else if (first && !studies_.empty()) {
        tree_->setCurrentIndex(proxy_->index(0, 0));
        tree_->expand(proxy_->index(0, 0));
    } else if (tree_->selectionModel()->selectedRows().isEmpty() && current) {
        QList<TrialKey> keys;
        for (const auto& trial : selected) keys.append(trial.key);
        if (keys.isEmpty()) tree_->setCurrentIndex(proxy_->mapFromSource(model_->indexOfStudy(folderOf(current))));
        else selectTrials(keys);
    }
    selectionChanged();
}

void ReviewPage::applyFilter() {
    auto filter = TrialFilter::parse(filter_->text().toStdString());
    filterError_->setVisible(!filter);
    filterError_->setText(
        filter ? QString()
               : tr("Character %1: %2").arg(filter.error().column).arg(QString::fromStdString(filter.error().what)));
    if (filter) {
        const bool active = !filter->empty();
        proxy_->setFilter(std::move(*filter));
        if (active) tree_->expandAll();
    }
    int trials = 0, all = 0;
    for (int row = 0; row < proxy_->rowCount(); ++row) trials += proxy_->rowCount(proxy_->index(row, 0));
    for (const auto& study : studies_) all += static_cast<int>(study->trials.size());
    const QString studies = tr("%n study(s)", nullptr, static_cast<int>(studies_.size()));
    count_->setText(trials == all ? studies + QStringLiteral(", ") + tr("%n trial(s)", nullptr, all)
                                  : tr("%1 of %n trial(s)", nullptr, all).arg(trials));
}

StudyPtr ReviewPage::currentStudy() const {
    const QModelIndexList rows = tree_->selectionModel()->selectedRows();
    if (rows.isEmpty()) return nullptr;
    const QModelIndex current = tree_->currentIndex();
    const bool currentIsSelected = tree_->selectionModel()->isSelected(current);
    return model_->studyAt(proxy_->mapToSource(currentIsSelected ? current : rows.front()));
}

std::vector<SelectedTrial> ReviewPage::selectedTrials() const {
    QModelIndexList rows = tree_->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end(), [](const QModelIndex& a, const QModelIndex& b) {
        return std::pair(a.parent().row(), a.row()) < std::pair(b.parent().row(), b.row());
    });
    std::vector<SelectedTrial> trials;
    for (const QModelIndex& row : std::as_const(rows)) {
        const QModelIndex index = proxy_->mapToSource(row);
        if (const auto key = model_->keyAt(index))
            trials.push_back({*key, model_->studyAt(index), model_->trialAt(index)});
    }
    return trials;
}

void ReviewPage::selectionChanged() {
    const StudyPtr study = currentStudy();
    const auto trials = selectedTrials();
    std::vector<SelectedTrial> shown = trials;
    if (trials.empty() && study)
        for (const auto& trial : study->trials) shown.push_back({{folderOf(study), trial.number}, study, &trial});
    if (static_cast<int>(shown.size()) > mostCurves) shown.resize(mostCurves);
    details_->setSelection(study, trials, shown);

    QList<TrialKey> keys;
    for (const auto& trial : shown) keys.append(trial.key);
    const bool same =
        keys.size() == static_cast<qsizetype>(followed_.size()) &&
        std::all_of(keys.begin(), keys.end(), [&](const TrialKey& key) { return followed_.contains(key); });
    if (!same) {
        const int since = reader_->follow(keys);
        std::map<TrialKey, int> followed;
        for (const TrialKey& key : std::as_const(keys)) {
            const auto before = followed_.find(key);
            followed[key] = before == followed_.end() ? since : before->second;
        }
        followed_ = std::move(followed);
    }
    refreshSelection();
    refreshActions();
}

void ReviewPage::refreshSelection() {
    const StudyPtr study = currentStudy();
    if (!study) return;
    QList<TrialKey> keys;
    for (const auto& trial : selectedTrials())
        if (keys.size() < mostTexts) keys.append(trial.key);
    reader_->readDetails(folderOf(study), keys);
}

void ReviewPage::takePoints(const std::vector<TrialPoints>& points) {
    QList<TrialKey> again;
    for (const TrialPoints& one : points) {
        const auto followed = followed_.find(one.key);
        if (followed == followed_.end() || followed->second != one.since) continue;
        if (one.restartedAt && *one.restartedAt > 0) again.append(one.key);
        else details_->addPoints(one);
    }
    if (again.isEmpty()) return;
    // The trial went on from a checkpoint, so what came after it counts no more: read that trial from its start.
    for (const TrialKey& key : std::as_const(again)) {
        details_->forget(key);
        followed_.erase(key);
    }
    QList<TrialKey> rest;
    for (const auto& [key, since] : followed_) rest.append(key);
    reader_->follow(rest);
    const int since = reader_->follow(rest + again);
    for (const TrialKey& key : std::as_const(again)) followed_[key] = since;
}

void ReviewPage::selectTrials(const QList<TrialKey>& trials) {
    QItemSelection selection;
    QModelIndex first;
    for (const TrialKey& key : trials) {
        const QModelIndex index = proxy_->mapFromSource(model_->indexOf(key));
        if (!index.isValid()) continue;
        if (!first.isValid()) first = index;
        selection.select(index, index);
    }
    if (!first.isValid()) return;
    tree_->selectionModel()->setCurrentIndex(first, QItemSelectionModel::NoUpdate);
    tree_->selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    tree_->scrollTo(first);
}

void ReviewPage::refreshActions() {
    const StudyPtr study = currentStudy();
    for (QAction* action : {openAction_, runAgainAction_, folderAction_}) action->setEnabled(study != nullptr);
    copyAction_->setEnabled(!selectedTrials().empty());
    refreshAction_->setEnabled(!workspace_.isEmpty());
}

void ReviewPage::copyParameters() {
    Json all = Json::array();
    for (const auto& trial : selectedTrials()) all.push_back(config::to_json(trial.trial->params));
    const Json& json = all.size() == 1 ? all.front() : all;
    QGuiApplication::clipboard()->setText(QString::fromStdString(dump_json(json, 2)));
}

}  // namespace lathe::gui
