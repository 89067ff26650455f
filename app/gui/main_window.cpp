// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/main_window.h"

#include <utility>

#include <QAction>
#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDir>
#include <QFileInfo>
#include <QMenu>
#include <QMenuBar>
#include <QStackedWidget>
#include <QStatusBar>
#include <QUrl>
#include <QVBoxLayout>

#include "app/gui/about_box.h"
#include "app/gui/action_availability.h"
#include "app/gui/chart_notices.h"
#include "app/gui/desktop_notifier.h"
#include "app/gui/device_combo.h"
#include "app/gui/device_lister.h"
#include "app/gui/dropped_paths.h"
#include "app/gui/experiment_check.h"
#include "app/gui/experiment_files.h"
#include "app/gui/finders.h"
#include "app/gui/headless_export.h"
#include "app/gui/host_runs.h"
#include "app/gui/model_bar.h"
#include "app/gui/new_from_program.h"
#include "app/gui/past_studies.h"
#include "app/gui/path_opener.h"
#include "app/gui/recent_files.h"
#include "app/gui/recovery_offer.h"
#include "app/gui/reproduce_bar.h"
#include "app/gui/review_views.h"
#include "app/gui/room_bar.h"
#include "app/gui/rooms.h"
#include "app/gui/session_controller.h"
#include "app/gui/settings.h"
#include "app/gui/shown_workspace.h"
#include "app/gui/start_page.h"
#include "app/gui/study_news.h"
#include "app/gui/study_outputs.h"
#include "app/gui/study_queue.h"
#include "app/gui/study_start.h"
#ifdef LATHE_HAS_CATALOG
#include "app/gui/table_dialog.h"
#endif
#include "app/gui/top_bar.h"
#include "app/gui/transfer_bar.h"
#include "app/gui/window_actions.h"
#include "app/gui/window_closer.h"
#include "app/gui/window_memory.h"
#include "app/gui/window_messages.h"
#include "app/gui/window_status.h"
#include "widgets/common/accessible_combo.h"
#include "widgets/common/banner.h"
#include "widgets/common/command_palette.h"
#include "widgets/common/icons.h"
#include "widgets/common/notice_stack.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/queue_panel.h"
#include "widgets/queue/train_actions.h"
#include "widgets/queue/train_page.h"
#include "widgets/runs/review_page.h"

namespace lathe::gui {

MainWindow::MainWindow(const config::Catalog& catalog, const run::SessionServices& services, EngineSource engine,
                       const QString& workspace, QWidget* parent)
    : QMainWindow(parent),
      transfers_(new TransferBar),
      actions_(new WindowActions(this)),
      controller_(new SessionController(services, this)),
      lister_(new DeviceLister(services.inventory, this)),
      configure_(new ConfigurePage(catalog)),
      train_(new TrainPage),
      review_(new ReviewPage(this)),
      files_(new ExperimentFiles(configure_, this)),
      fromProgram_(new NewFromProgram(QString::fromStdString(services.worker_program), this)),
      check_(new ExperimentCheck(*configure_, QString::fromStdString(services.worker_program), this)),
      headless_(
          new HeadlessExport(*configure_, *files_, catalog, QString::fromStdString(services.worker_program), *this)),
      reproduce_(new ReproduceBar(services)),
      model_(new ModelBar(QString::fromStdString(services.lathectl))),
      views_(new ReviewViews(*review_, this)),
      past_(new PastStudies(*review_, *files_, *controller_, *reproduce_, catalog, this)),
      closer_(new WindowCloser(
          *configure_, *files_, *controller_, *transfers_, [this] { return isWriting(); }, *this)),
      notifier_(new DesktopNotifier(this)) {
    finders_ =
        new Finders({[this] { return experimentToFind(); },
                     [this](const QString& key, const QString& value) { return configure_->setValue(key, value); },
                     services, std::move(engine)},
                    this);
    study_ = new StudyStart({*configure_, *check_, *controller_, *reproduce_, *finders_, *this}, this);
    AccessibleCombo::install();
    setObjectName(QStringLiteral("mainWindow"));
    setWindowIcon(applicationIcon());
    resize(1440, 900);
    buildRooms();
    queue_ = new StudyQueue({*configure_, *study_, *controller_, *train_, *banner_, *notifier_, *actions_->enqueue},
                            QString::fromStdString(services.worker_program), this);
    host_ = new HostRuns({*study_, *controller_, *train_, *review_, *queue_, *transfers_, *notifier_, catalog, *this},
                         this);
    status_ = new WindowStatus(statusBar());
    workspace_ = new ShownWorkspace({*host_, *review_, *status_, *this}, this);
    paths_ = new PathOpener({*banner_, *workspace_, *review_}, this);
    actions_->buildMenus(this, configure_->editActions(), train_->actions()->all() + train_->queuePanel()->actions());
    recent_ = new RecentFiles(*start_, *actions_->recent, this);
    rooms_->addCommands(Configure, configure_->editActions());
    rooms_->addCommands(Review, review_->selectionActions());
    rooms_->addCommands(Train, train_->actions()->ofSelection() + train_->queuePanel()->selectionActions());
    train_->setOptionsOf([this](const run::TrialStatus& trial) { return controller_->optionsOf(trial.params); });
    palette_ = new CommandPalette(this);
    available_ = new ActionAvailability({*actions_, *configure_, *train_, *review_, *controller_, *reproduce_, *host_,
                                         *workspace_, *study_, *past_, *finders_},
                                        this);
    news_ = new StudyNews({*train_, *configure_, *review_, *status_, *messages_, *notifier_, *closer_}, this);
    connectActions();
    connectRooms();
    connectFiles();
    connectParts();
    connectFinders();
    connectStart();
    connectCheck();
#ifdef LATHE_HAS_CATALOG
    connectTableDialog(actions_->showTable, *configure_, *files_, catalog, this);
#else
    actions_->showTable->setVisible(false);
#endif
    connectQueue();
    connectHost();
    connectWorkspace();
    new DroppedPaths(*this, [this](const QString& path) { openPath(path); });
    setWorkspace(workspace);
    refreshTitle();
    available_->refresh();
    showRoom(Configure);
    lister_->refresh();
}

MainWindow::~MainWindow() {
    // The room lets go of the session before its owner does.
    train_->setSession(nullptr);
}

void MainWindow::buildRooms() {
    start_ =
        new StartPage({actions_->newFromExample, actions_->newFromProgram, actions_->open, actions_->chooseWorkspace});
    first_ = new QStackedWidget;
    first_->addWidget(start_);
    first_->addWidget(configure_);
    rooms_ = new Rooms(actions_->rooms->actions(), *menuBar());
    rooms_->addWidget(first_);
    rooms_->addWidget(train_);
    rooms_->addWidget(review_);
    train_->setStartActions({actions_->startSearch, actions_->runOnce});

    top_ = new TopBar(actions_->runOnce, actions_->startSearch, actions_->enqueue, train_->actions()->stop,
                      actions_->resume, actions_->commands);
    banner_ = new Banner;
    banner_->setObjectName(QStringLiteral("windowBanner"));
    messages_ = new WindowMessages(*banner_, this);
    connect(messages_, &WindowMessages::keyNamed, this, [this](const QString& key) {
        showRoom(Configure);
        configure_->showKey(key);
    });

    auto* center = new QWidget;
    auto* row = new QHBoxLayout(center);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(new RoomBar(actions_->rooms->actions()));
    auto* column = new QVBoxLayout;
    column->setSpacing(0);
    column->addWidget(top_);
    column->addWidget(rooms_, 1);
    row->addLayout(column, 1);
    setCentralWidget(center);
    auto* notices = new NoticeStack(center);
    for (QWidget* notice : {static_cast<QWidget*>(reproduce_), static_cast<QWidget*>(model_),
                            static_cast<QWidget*>(transfers_), static_cast<QWidget*>(banner_)})
        notices->addNotice(notice);
}

void MainWindow::connectActions() {
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(actions_->newFromExample, [this] { openExample(); });
    on(actions_->open, [this] { files_->askOpen(); });
    on(actions_->save, [this] { files_->save(); });
    on(actions_->saveAs, [this] { files_->saveAs(); });
    on(actions_->chooseWorkspace, [this] { workspace_->choose(); });
    on(actions_->copyCommand, [this] { headless_->copyCommand(workspace_->folder(), top_->devices()->chosen()); });
    on(actions_->exportResolved, [this] { headless_->askAndExportResolved(); });
    on(actions_->exportHeadless, [this] { headless_->askAndExport(); });
    on(actions_->quit, [this] { close(); });
    on(actions_->runOnce, [this] { start(search::Purpose::trial); });
    on(actions_->startSearch, [this] { start(search::Purpose::search); });
    // What is shown, which need not be what this window has run.
    on(actions_->resume, [this] {
        const QString study = QString::fromStdString(train_->status().folder.string());
        if (host_->owns(study)) host_->resume(study);
        else controller_->resume(study);
    });
    on(actions_->configure, [this] { showRoom(Configure); });
    on(actions_->train, [this] { showRoom(Train); });
    on(actions_->review, [this] { showRoom(Review); });
    on(actions_->commands, [this] { palette_->open(); });
    on(actions_->about, [this] { showAboutBox(this); });
    rememberChoice(*actions_->themes, QStringLiteral("theme"));
    rememberChoice(*actions_->languages, QStringLiteral("language"));
    connect(actions_->themes, &QActionGroup::triggered, this,
            [](const QAction* theme) { applyTheme(*qApp, themeChoiceFromName(theme->data().toString())); });
    connect(actions_->languages, &QActionGroup::triggered, this,
            [this] { messages_->tell(tr("The language changes when Lathe is started again.")); });
}

void MainWindow::connectRooms() {
    connect(configure_, &ConfigurePage::titleChanged, this, &MainWindow::refreshTitle);
    connect(configure_, &ConfigurePage::modifiedChanged, this, &MainWindow::refreshTitle);
    connect(configure_, &ConfigurePage::problemsChanged, this,
            [this](int errors) { status_->showProblems(configure_->isOpen() ? std::optional(errors) : std::nullopt); });
    connect(configure_, &ConfigurePage::openRequested, files_, &ExperimentFiles::askOpen);
    connect(configure_, &ConfigurePage::exampleRequested, this, &MainWindow::openExample);
    connect(start_, &StartPage::fileChosen, this, &MainWindow::openFile);

    connect(controller_, &SessionController::sessionChanged, this, [this] {
        news_->beginAnew();
        train_->setSession(controller_->session(), controller_->space(), controller_->past());
        available_->refresh();
    });
    connect(train_, &TrainPage::openTrialRequested, past_, &PastStudies::openAsExperiment);
    // F5 runs, in every room.
    for (QAction* action : review_->reviewActions())
        if (action->shortcut() == actions_->runOnce->shortcut())
            action->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_R));
    connect(review_, &ReviewPage::studiesChanged, this,
            [this] { configure_->setPastStudies(studiesToStartFrom(review_->studies())); });
    connect(review_, &ReviewPage::exampleRequested, this, &MainWindow::openExample);
    connect(review_, &ReviewPage::openWorkspaceRequested, workspace_, &ShownWorkspace::choose);
    connect(review_, &ReviewPage::showInFolderRequested, this,
            [](const QString& path) { QDesktopServices::openUrl(QUrl::fromLocalFile(path)); });
    connect(lister_, &DeviceLister::listed, this, [this](const std::vector<device::Device>& devices) {
        if (!host_->isOpen()) showDevices(devices);
    });
}

void MainWindow::connectFiles() {
    connect(files_, &ExperimentFiles::opened, this, [this](const QString& file) {
        if (file.isEmpty()) recent_->refresh();
        else recent_->add(file);
        banner_->hide();
        first_->setCurrentIndex(1);
        showRoom(Configure);
        rooms_->goHome();
        refreshTitle();
        available_->refresh();
    });
    connect(files_, &ExperimentFiles::saved, this, [this](const QString& file) {
        recent_->add(file);
        refreshTitle();
    });
    connect(recent_, &RecentFiles::chosen, this, &MainWindow::openFile);
    connect(files_, &ExperimentFiles::failed, messages_, &WindowMessages::showError);
    connect(actions_->newFromProgram, &QAction::triggered, fromProgram_, &NewFromProgram::ask);
    connect(fromProgram_, &NewFromProgram::made, files_, &ExperimentFiles::open);
    connect(fromProgram_, &NewFromProgram::failed, messages_, &WindowMessages::showErrors);
    connect(files_, &ExperimentFiles::undecided, this, [this] { showRoom(Configure); });
    connect(files_, &ExperimentFiles::recoverable, this,
            [this](const QString& text) { offerRecovery(text, *configure_, *banner_); });
}

void MainWindow::connectParts() {
    connect(status_, &WindowStatus::problemsClicked, this, [this] { showRoom(Configure); });
    connect(reproduce_, &ReproduceBar::done, this, [this](bool equal, const QString& message) {
        equal ? messages_->tell(message) : messages_->warn(message);
    });
    // Their keys are not those of the file that is open.
    connect(past_, &PastStudies::failed, messages_,
            [this](const Errors& errors) { messages_->showError(WindowMessages::textOf(errors)); });
    connect(past_, &PastStudies::started, this, [this](const QString& notices) {
        banner_->hide();
        if (!notices.isEmpty()) messages_->warn(notices);
        showRoom(Train);
    });
    connect(review_, &ReviewPage::testRequested, model_, &ModelBar::test);
    connect(review_, &ReviewPage::exportModelRequested, model_, &ModelBar::askAndExport);
    connect(model_, &ModelBar::tested, review_, &ReviewPage::showTest);
    connect(model_, &ModelBar::exported, messages_, &WindowMessages::tell);
    connect(model_, &ModelBar::failed, messages_, &WindowMessages::showErrors);
    connect(review_, &ReviewPage::exportRequested, headless_, [this](const QString& folder) {
        if (host_->owns(folder)) host_->exportRecord(folder);
        else headless_->askAndExport(folder);
    });
    outputs_ = new StudyOutputs(*review_, *this);
    charts_ = new ChartNotices(*banner_, *this);
    connect(headless_, &HeadlessExport::done, messages_, &WindowMessages::tell);
    connect(headless_, &HeadlessExport::failed, messages_, &WindowMessages::showErrors);
    connect(closer_, &WindowCloser::handOverFailed, messages_,
            [this](const Error& error) { messages_->showErrors({error}); });
}

void MainWindow::connectFinders() {
    connect(actions_->findLearningRate, &QAction::triggered, finders_, &Finders::openLearningRate);
    connect(actions_->findBatchSize, &QAction::triggered, finders_, &Finders::openBatchSize);
    connect(files_, &ExperimentFiles::opened, finders_, &Finders::forget);
    configure_->addKeyAction(QStringLiteral("opt.lr"), actions_->findLearningRate);
    configure_->addKeyAction(QStringLiteral("train.batch_size"), actions_->findBatchSize);
}

void MainWindow::connectStart() {
    connect(study_, &StudyStart::started, this, [this] {
        banner_->hide();
        showRoom(Train);
    });
    connect(study_, &StudyStart::blocked, messages_, &WindowMessages::showError);
    connect(study_, &StudyStart::refused, messages_, &WindowMessages::showErrors);
    connect(study_, &StudyStart::nothingTuned, this, [this](const QString& message) {
        showRoom(Configure);
        messages_->showError(message);
    });
}

void MainWindow::connectCheck() {
    connect(actions_->checkAgain, &QAction::triggered, check_, &ExperimentCheck::checkNow);
    connect(check_, &ExperimentCheck::stateChanged, this, [this] {
        status_->showChecking(check_->isRunning());
        actions_->checkAgain->setEnabled(check_->isPossible());
    });
    connect(top_->devices(), &QComboBox::currentIndexChanged, check_,
            [this] { check_->setDevice(top_->devices()->chosen()); });
    configure_->addProblemAction(actions_->checkAgain);
    actions_->checkAgain->setEnabled(false);
}

void MainWindow::connectQueue() {
    actions_->notify->setChecked(DesktopNotifier::isWanted());
    connect(actions_->notify, &QAction::toggled, this, &DesktopNotifier::setWanted);
    connect(actions_->enqueue, &QAction::triggered, this, [this] {
        const auto draft = configure_->experiment();
        const bool searches = !draft || !draft->space.empty();
        if (host_->isOpen())
            host_->start(searches ? search::Purpose::search : search::Purpose::trial, top_->devices()->chosen());
        else queue_->add(workspace_->folder(), top_->devices()->chosen());
    });
    connect(queue_, &StudyQueue::failed, messages_, &WindowMessages::showErrors);
    connect(queue_, &StudyQueue::shown, this, [this] { showRoom(Train); });
    connect(queue_, &StudyQueue::studyRequested, this, [this](const QString& workspace, const QString& study) {
        if (workspace != workspace_->folder()) setWorkspace(workspace);
        review_->showStudy(study);
        showRoom(Review);
    });
}

void MainWindow::openFile(const QString& file) {
    files_->open(file);
}

void MainWindow::openPath(const QString& path) {
    paths_->open(path);
}

void MainWindow::openExample() {
    files_->openExample(QDir(workspace_->folder()).filePath(QStringLiteral("examples")));
}

void MainWindow::setWorkspace(const QString& folder) {
    workspace_->open(folder);
}

void MainWindow::connectWorkspace() {
    connect(workspace_, &ShownWorkspace::chosen, this, [this] { showRoom(Review); });
    connect(workspace_, &ShownWorkspace::hostOpened, this, [this] {
        banner_->hide();  // it has said that this is being opened
        showDevices({});  // that machine's are to come
        showRoom(Review);
    });
    connect(workspace_, &ShownWorkspace::failed, messages_, &WindowMessages::showErrors);
    connect(actions_->chooseHost, &QAction::triggered, workspace_, &ShownWorkspace::chooseHost);
    connect(paths_, &PathOpener::fileGiven, this, &MainWindow::openFile);
    connect(paths_, &PathOpener::reviewWanted, this, [this] { showRoom(Review); });
    connect(paths_, &PathOpener::imported, messages_, &WindowMessages::tell);
    connect(paths_, &PathOpener::failed, messages_, &WindowMessages::showError);
}

void MainWindow::connectHost() {
    connect(host_, &HostRuns::stateChanged, status_, &WindowStatus::showHost);
    connect(host_, &HostRuns::devicesListed, this, &MainWindow::showDevices);
    connect(host_, &HostRuns::closed, lister_, &DeviceLister::refresh);
    for (const auto other : {&HostRuns::opened, &HostRuns::closed})
        connect(host_, other, this, [this] { outputs_->setLacks(host_->lacks()); });
    connect(host_, &HostRuns::failed, messages_, &WindowMessages::showErrors);
    connect(host_, &HostRuns::shown, this, [this] { showRoom(Train); });
    connect(host_, &HostRuns::said, banner_, &Banner::showMessage);
    connect(transfers_, &TransferBar::cancelled, this,
            [this](const QString& what) { messages_->tell(tr("Cancelled: %1").arg(what)); });
}

void MainWindow::showDevices(const std::vector<device::Device>& devices) {
    top_->devices()->setDevices(devices);
    train_->setDevices(devices);
}

void MainWindow::showRoom(Room room) {
    rooms_->showRoom(room);
    if (room == Review) review_->refresh();
}

MainWindow::Room MainWindow::room() const {
    return static_cast<Room>(rooms_->currentIndex());
}

bool MainWindow::start(search::Purpose kind) {
    if (host_->isOpen()) {
        const bool begun = host_->start(kind, top_->devices()->chosen());
        if (begun) showRoom(Train);
        return begun;
    }
    return study_->start(kind, workspace_->folder(), top_->devices()->chosen());
}

tl::expected<search::Experiment, Errors> MainWindow::experimentToFind() const {
    auto experiment = configure_->experiment();
    if (experiment) chooseDevice(*experiment, top_->devices()->chosen());
    return experiment;
}

void MainWindow::refreshTitle() {
    const bool open = configure_->isOpen();
    const QString title = open ? configure_->title() : tr("No experiment");
    const QString folder =
        open && !configure_->file().isEmpty() ? QFileInfo(configure_->file()).absolutePath() : QString();
    top_->setFile(title, folder, configure_->isModified());
    setWindowTitle(open ? QStringLiteral("%1%2 \u2014 Lathe")
                              .arg(title, configure_->isModified() ? QStringLiteral(" *") : QString())
                        : QStringLiteral("Lathe"));
}

bool MainWindow::isWriting() const {
    return paths_->isBusy() || headless_->isBusy() || outputs_->isBusy() || model_->isBusy() || charts_->isBusy();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    event->setAccepted(closer_->mayClose());
    if (event->isAccepted()) rememberWindow(*this, {room(), configure_->file(), workspace_->name()});
    if (event->isAccepted()) views_->rememberLast();
    else closer_->ask();
}

void MainWindow::restoreSession(Reopen what) {
    const WindowMemory memory = recallWindow(*this);
    if (what == Reopen::lastFile && QFileInfo(memory.file).isFile()) openFile(memory.file);
    if (memory.room >= Configure && memory.room <= Review) showRoom(static_cast<Room>(memory.room));
}

}  // namespace lathe::gui
