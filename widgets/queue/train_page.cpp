// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/train_page.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include "core/store/study_record.h"
#include "widgets/charts/analysis_view.h"
#include "widgets/charts/curves_view.h"
#include "widgets/charts/parallel_view.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/icons.h"
#include "widgets/common/panel_header.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/queue/analysis_feed.h"
#include "widgets/queue/device_model.h"
#include "widgets/queue/log_panel.h"
#include "widgets/queue/queue_panel.h"
#include "widgets/queue/search_bar.h"
#include "widgets/queue/session_feed.h"
#include "widgets/queue/study_feed.h"
#include "widgets/queue/train_actions.h"
#include "widgets/queue/trial_editor.h"
#include "widgets/queue/trial_panel.h"
#include "widgets/queue/trial_table_model.h"
#include "widgets/queue/trial_text.h"

namespace lathe::gui {
namespace {

QVBoxLayout* columnOf(QWidget* parent) {
    auto* layout = new QVBoxLayout(parent);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    return layout;
}

}  // namespace

TrainPage::TrainPage(QWidget* parent)
    : QWidget(parent),
      feed_(new SessionFeed(this)),
      study_(new StudyFeed(this)),
      devices_(new DeviceModel(this)),
      stack_(new QStackedWidget(this)),
      empty_(
          new EmptyState(QStringLiteral("train"), tr("Nothing trains yet"),
                         tr("Open an experiment in Configure, then run it once, or mark options as tunable and start a "
                            "search. Its curves, trials and log appear here as it goes."),
                         this)),
      analysisFeed_(std::make_unique<AnalysisFeed>()),
      analysisTimer_(new QTimer(this)),
      actions_(new TrainActions(this)) {
    setObjectName(QStringLiteral("trainPage"));
    connectActions();

    auto* content = new QWidget(this);
    auto* column = columnOf(content);
    column->addWidget(buildTop());
    auto* wide = new QSplitter(Qt::Horizontal, content);
    wide->setObjectName(QStringLiteral("trainSplitter"));
    wide->addWidget(buildCharts());
    auto* side = new QSplitter(Qt::Vertical, wide);
    side->setObjectName(QStringLiteral("trainSideSplitter"));
    trials_ =
        new TrialPanel({actions_->rerun, actions_->clone, actions_->openTrial, actions_->cancel, actions_->copy}, side);
    side->addWidget(trials_);
    side->addWidget(buildTabs());
    side->setStretchFactor(0, 3);
    side->setStretchFactor(1, 2);
    wide->addWidget(side);
    wide->setStretchFactor(0, 3);
    wide->setStretchFactor(1, 2);
    wide->setSizes({105 * spacing, 65 * spacing});
    wide->setChildrenCollapsible(false);
    side->setChildrenCollapsible(false);
    column->addWidget(wide, 1);

    stack_->addWidget(empty_);
    stack_->addWidget(content);
    auto* whole = new QSplitter(Qt::Vertical, this);
    whole->setObjectName(QStringLiteral("trainQueueSplitter"));
    whole->addWidget(stack_);
    queue_ = new QueuePanel(whole);
    whole->addWidget(queue_);
    whole->setStretchFactor(0, 1);
    whole->setStretchFactor(1, 0);
    whole->setChildrenCollapsible(false);
    columnOf(this)->addWidget(whole);

    setFocusProxy(trials_);
    linkViews();
    analysisTimer_->setSingleShot(true);
    analysisTimer_->setInterval(250);
    connect(analysisTimer_, &QTimer::timeout, this, &TrainPage::showAnalysis);
    connect(feed_, &SessionFeed::statusChanged, this, &TrainPage::showStatus);
    connect(feed_, &SessionFeed::batchArrived, this, &TrainPage::showBatch);
    connect(feed_, &SessionFeed::over, this, &TrainPage::sessionOver);
    connect(study_, &StudyFeed::newsArrived, this, &TrainPage::showNews);
    connect(study_, &StudyFeed::problemChanged, bar_, &SearchBar::showProblem);
    connect(bar_, &SearchBar::limitsEdited, this, [this](const run::Limits& limits) {
        if (!session()) return;
        session()->set_limits(limits);
        feed_->wake();
    });
    refreshActions();
}

TrainPage::~TrainPage() = default;

void TrainPage::connectActions() {
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(actions_->pause, [this] { togglePause(); });
    on(actions_->stop, [this] { stop(); });
    on(actions_->stopAfter, [this](bool wanted) {
        actions_->stopAfterAsked(wanted);
        session()->stop_after_running(wanted);
        feed_->wake();
    });
    on(actions_->rerun, [this] { ask(&run::Session::rerun_failed); });
    on(actions_->clone, [this] { cloneSelected(); });
    on(actions_->openTrial, [this] { openSelected(); });
    on(actions_->cancel, [this] { cancelSelected(); });
    on(actions_->copy, [this] { copySelected(); });
}

QWidget* TrainPage::buildTop() {
    auto* top = new QWidget(this);
    auto* row = new QHBoxLayout(top);
    row->setContentsMargins(0, 0, spacing, 0);
    row->setSpacing(spacing / 2);
    bar_ = new SearchBar(top);
    row->addWidget(bar_, 1);
    for (QAction* action : {actions_->pause, actions_->stop, actions_->stopAfter}) {
        auto* button = new QToolButton(top);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        setPlainAction(*button, *action);
        button->setFocusPolicy(Qt::TabFocus);
        button->setIconSize(QSize(20, 20));
        row->addWidget(button);
    }
    return top;
}

QWidget* TrainPage::buildCharts() {
    auto* charts = new QSplitter(Qt::Vertical, this);
    charts->setObjectName(QStringLiteral("trainChartSplitter"));
    curves_ = new CurvesView(charts);
    curves_->setObjectName(QStringLiteral("trainCurves"));
    parallel_ = new ParallelView(charts);
    parallel_->setObjectName(QStringLiteral("trainParallel"));
    analysis_ = new AnalysisView(charts);
    analysis_->setObjectName(QStringLiteral("trainAnalysis"));
    auto* tabs = new QTabWidget(charts);
    tabs->setObjectName(QStringLiteral("trainChartTabs"));
    tabs->setAccessibleName(tr("Charts of the trials"));
    tabs->setDocumentMode(true);
    tabs->addTab(parallel_, icon(QStringLiteral("parallel")), tr("Parallel coordinates"));
    tabs->addTab(analysis_, icon(QStringLiteral("curves")), tr("Analysis"));
    connect(tabs, &QTabWidget::currentChanged, this, &TrainPage::showAnalysis);
    charts->addWidget(curves_);
    charts->addWidget(tabs);
    charts->setStretchFactor(0, 3);
    charts->setStretchFactor(1, 2);
    charts->setChildrenCollapsible(false);
    return charts;
}

QWidget* TrainPage::buildTabs() {
    auto* tabs = new QTabWidget(this);
    tabs->setObjectName(QStringLiteral("trainTabs"));
    tabs->setAccessibleName(tr("Devices and log"));
    tabs->setDocumentMode(true);
    auto* devices = new QTreeView(tabs);
    devices->setObjectName(QStringLiteral("deviceList"));
    devices->setAccessibleName(tr("Devices"));
    devices->setModel(devices_);
    devices->setRootIsDecorated(false);
    devices->setUniformRowHeights(true);
    devices->setTextElideMode(Qt::ElideMiddle);
    devices->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    log_ = new LogPanel(tabs);
    tabs->addTab(log_, icon(QStringLiteral("log")), tr("Log"));
    tabs->addTab(devices, icon(QStringLiteral("cpu")), tr("Devices"));
    return tabs;
}

void TrainPage::linkViews() {
    connect(curves_, &CurvesView::partsShown, this, &TrainPage::partsShown);
    connect(curves_, &CurvesView::runHovered, this, &TrainPage::highlight);
    connect(parallel_, &ParallelView::runHovered, this, &TrainPage::highlight);
    connect(analysis_, &AnalysisView::runHovered, this, &TrainPage::highlight);
    connect(trials_, &TrialPanel::runHovered, this, &TrainPage::highlight);
    connect(curves_, &CurvesView::selectedRunsChanged, this, &TrainPage::select);
    connect(parallel_, &ParallelView::selectedRunsChanged, this, &TrainPage::select);
    connect(analysis_, &AnalysisView::selectedRunsChanged, this, &TrainPage::select);
    connect(trials_, &TrialPanel::selectedRunsChanged, this, &TrainPage::select);
    // What the brushes leave is what the curves show.
    connect(parallel_, &ParallelView::brushedRunsChanged, this, [this](const QSet<int>& runs) {
        curves_->setVisibleRuns(parallel_->leavesOut() ? std::optional(runs) : std::nullopt);
    });
}

void TrainPage::setSession(run::Session* session, const space::Space& space, const run::Mailbox::Batch& past) {
    study_->follow({});
    studyStatus_ = {};
    studyFolder_.clear();
    mayStop_ = MayStop::no;
    curves_->clear();
    curves_->setLacks({});
    parallel_->setTable({});
    analysisFeed_->clear();
    analysis_->setInput({});
    trials_->clear();
    log_->clearLog();
    states_.clear();
    selected_.clear();
    actions_->forget();
    space_ = space;
    stack_->setCurrentIndex(session ? 1 : 0);
    showBatch(past);
    feed_->setSession(session);
    for (const auto& trial : status().trials)
        if (!search::is_final(trial.state)) curves_->restartRun(trial.number);
    if (!session) devices_->setTrials({});
    refreshActions();
}

void TrainPage::showStudy(const QString& folder, MayStop mayStop, const QString& lacks) {
    setSession(nullptr);
    curves_->setLacks(lacks);
    stack_->setCurrentIndex(1);
    studyFolder_ = folder;
    mayStop_ = mayStop;
    study_->follow(folder);
    Q_EMIT studyChanged();
}

void TrainPage::lookAgain(const QString& studyFolder, int trial) {
    if (studyFolder == studyFolder_ && study_->isFollowing()) study_->lookAgain(trial);
}

run::Session* TrainPage::session() const {
    return feed_->session();
}

const run::SessionStatus& TrainPage::status() const {
    return session() ? feed_->status() : studyStatus_;
}

void TrainPage::setStartActions(const QList<QAction*>& actions) {
    for (QAction* action : actions) empty_->addAction(action);
}

void TrainPage::setDevices(std::vector<device::Device> devices) {
    devices_->setDevices(std::move(devices));
}

void TrainPage::showStatus(const run::SessionStatus& status, bool changed) {
    bar_->showStatus(status);
    trials_->update(status);
    devices_->setTrials(status.trials);
    if (changed) {
        const bool first = states_.empty();
        if (first && !status.metric.empty()) curves_->setMetric(QString::fromStdString(status.metric));
        if (first) styleRuns(QString::fromStdString(status.folder.string()));
        parallel_->setMinimizing(status.mode == search::Mode::minimize);
        for (std::size_t i = 0; i < status.trials.size(); ++i) {
            const auto& trial = status.trials[i];
            const bool known = i < states_.size();
            if (known && states_[i] == trial.state) continue;
            // It goes on from a checkpoint: what it had recorded beyond that is recorded anew.
            if (known && trial.state == search::TrialState::waiting) curves_->restartRun(trial.number);
            if (!known) states_.push_back(search::TrialState::waiting);
            states_[i] = trial.state;
            curves_->setRunState(trial.number, trial.state);
            if (trial.state == search::TrialState::failed && session())
                Q_EMIT trialFailed(trial.number, QString::fromStdString(trial.error));
        }
        curves_->setBestRun(status.best_trial);
        showParallel(status);
        if (!analysisTimer_->isActive()) analysisTimer_->start();
    }
    refreshActions();
    if (session()) Q_EMIT statusChanged(status);
}

// The colours that the trials have in the Review room, too.
void TrainPage::styleRuns(const QString& study) {
    RunStyles styles;
    styles.setOffset(seriesOfTrial(study, 0));
    curves_->setRunStyles(styles);
    parallel_->setRunStyles(styles);
}

void TrainPage::showNews(const run::StudyNews& news) {
    const bool changed = states_.empty() || news.status.version != studyStatus_.version;
    studyStatus_ = news.status;
    space_ = news.space;
    for (const int trial : news.restarted) curves_->clearPoints(trial);
    showStatus(news.status, changed);
    showBatch(news.batch);
    if (changed) Q_EMIT studyChanged();
}

void TrainPage::showBatch(const run::Mailbox::Batch& batch) {
    for (const auto& [key, points] : batch.points)
        curves_->addPoints(key.trial, QString::fromStdString(key.metric), points);
    log_->add(batch.log);
    analysisFeed_->add(batch);
    if (!batch.points.empty() && !analysisTimer_->isActive()) analysisTimer_->start();
}

void TrainPage::showParallel(const run::SessionStatus& status) {
    ParallelTable table = parallelTableOf(status, space_);
    curves_->setGroupings(groupingsOf(table));
    curves_->setProperties(propertiesOf(table));
    parallel_->setTable(std::move(table));
}

// Only while it is looked at; it is brought up to date when its tab opens.
void TrainPage::showAnalysis() {
    if ((session() || study_->isFollowing()) && analysis_->isVisible())
        analysis_->setInput(analysisFeed_->input(status(), space_));
}

void TrainPage::refreshActions() {
    bar_->setLimitsEnabled(session());
    const bool runsElsewhere = mayStop_ == MayStop::yes && status().state == run::SessionState::running;
    const auto control = session()       ? TrainActions::Control::all
                         : runsElsewhere ? TrainActions::Control::stop
                                         : TrainActions::Control::none;
    actions_->refresh(status(), control, trials_->selectedTrials());
}

void TrainPage::highlight(int run) {
    const auto chosen = run < 0 ? std::nullopt : std::optional(run);
    curves_->setHighlightedRun(chosen);
    parallel_->setHighlightedRun(chosen);
    analysis_->setHighlightedRun(chosen);
    trials_->setHighlightedRun(chosen);
}

void TrainPage::select(const QSet<int>& runs) {
    if (runs == selected_) return;
    selected_ = runs;
    curves_->setSelectedRuns(runs);
    parallel_->setSelectedRuns(runs);
    analysis_->setSelectedRuns(runs);
    trials_->setSelectedRuns(runs);
    log_->setTrials(runs);
    refreshActions();
}

void TrainPage::ask(void (run::Session::*what)()) {
    (session()->*what)();
    feed_->wake();
}

void TrainPage::stop() {
    if (session()) ask(&run::Session::stop);
    else Q_EMIT stopRequested(studyFolder_);
}

void TrainPage::togglePause() {
    ask(status().state == run::SessionState::paused ? &run::Session::unpause : &run::Session::pause);
}

void TrainPage::cancelSelected() {
    for (const auto* trial : trials_->selectedTrials()) session()->cancel_trial(trial->number);
    feed_->wake();
}

void TrainPage::cloneSelected() {
    const auto trials = trials_->selectedTrials();
    if (trials.size() != 1) return;
    const run::TrialStatus& trial = *trials.front();
    auto* editor =
        new TrialEditor(trial.number, trial.params, space_, optionsOf_ ? optionsOf_(trial) : TrialOptions{}, this);
    connect(editor, &TrialEditor::paramsChosen, this,
            [this, asked = session(), of = trial.number](const space::Params& params) {
                if (!session() || session() != asked) return;
                session()->add_trial(params, of);
                feed_->wake();
            });
    editor->show();
}

void TrainPage::openSelected() {
    const auto trials = trials_->selectedTrials();
    const auto number = trials.empty() ? status().best_trial : std::optional(trials.front()->number);
    if (!number) return;
    Q_EMIT openTrialRequested(QString::fromStdString(store::trial_folder(status().folder, *number).string()));
}

void TrainPage::copySelected() {
    auto trials = trials_->selectedTrials();
    if (trials.empty()) trials = trials_->allTrials();
    QApplication::clipboard()->setText(trialsAsJson(trials));
}

}  // namespace lathe::gui
