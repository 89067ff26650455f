// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window_actions.h"

#include <QAction>
#include <QActionGroup>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

#include "widgets/common/icons.h"

namespace lathe::gui {

WindowActions::WindowActions(QObject* parent)
    : QObject(parent),
      rooms(new QActionGroup(this)),
      themes(new QActionGroup(this)),
      languages(new QActionGroup(this)) {
    newFromExample = make("newFromExampleAction", "new", tr("&New from the example"),
                          tr("A copy of the LeNet experiment on Fashion-MNIST, ready to run"), QKeySequence::New);
    newFromProgram = make("newFromProgramAction", "terminal", tr("New experiment from a &program\u2026"),
                          tr("An experiment whose options are those of a Python script, which runs as its trials"), {});
    open =
        make("openAction", "open", tr("&Open an experiment\u2026"), tr("Open an experiment file"), QKeySequence::Open);
    save = make("saveAction", "save", tr("&Save"), tr("Save the experiment; its comments stay"), QKeySequence::Save);
    saveAs = make("saveAsAction", "save", tr("Save &as\u2026"), tr("Save the experiment under another name"),
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_S));
    chooseWorkspace = make("workspaceAction", "folder", tr("Open past &runs\u2026"),
                           tr("Choose the folder that holds the studies: the workspace"),
                           QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O));
    chooseHost = make("hostAction", "terminal", tr("Open runs on another &machine\u2026"),
                      tr("A workspace on a machine that ssh reaches: look at its studies, and start some there"), {});
    copyCommand = make("copyCommandAction", "terminal", tr("&Copy headless command"),
                       tr("Copy the command that runs this experiment without a window"),
                       QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C));
    exportResolved = make("exportResolvedAction", "export", tr("&Export resolved config\u2026"),
                          tr("Write an experiment with every default and reference filled in"), {});
    exportHeadless = make("exportHeadlessAction", "export", tr("Export for a &headless run\u2026"),
                          tr("Write a bundle, a Dockerfile, a conda environment or a Slurm batch file"),
                          QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_E));
    quit = make("quitAction", "close", tr("&Quit"), tr("Close the window"), QKeySequence::Quit);
    runOnce = make("runOnceAction", "run", tr("&Run once"), tr("Train once with the config as it is"),
                   QKeySequence(Qt::Key_F5));
    startSearch = make("startSearchAction", "search-start", tr("&Start search"),
                       tr("Search over the options that are marked as tunable"), QKeySequence(Qt::CTRL | Qt::Key_F5));
    resume = make("resumeAction", "resume", tr("Res&ume"), tr("Go on with the study that was stopped or has failed"),
                  QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F5));
    enqueue = make("enqueueAction", "add", tr("Add to the &queue"),
                   tr("Run it as it is now after those that are queued, in a process of its own"),
                   QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return));
    checkAgain = make("checkAgainAction", "refresh", tr("C&heck data and network"),
                      tr("Look again at the data, the network and the devices that the experiment names"),
                      QKeySequence(Qt::SHIFT | Qt::Key_F8));
    findLearningRate = make("findLearningRateAction", "find", tr("Find a &learning rate\u2026"),
                            tr("Train some steps at a rising learning rate and see where the loss falls fastest"),
                            QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_L));
    findBatchSize = make("findBatchSizeAction", "find", tr("Find a &batch size\u2026"),
                         tr("Try larger and larger batches until the memory is full"),
                         QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_B));
    showTable = make("showTableAction", "find", tr("Look at the &table\u2026"),
                     tr("Columns of the experiment's table: types, gaps, ranges, and what is left out"),
                     QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D));
    configure = make("configureRoomAction", "configure", tr("&Configure"), tr("The experiment and what is tuned"),
                     QKeySequence(Qt::CTRL | Qt::Key_1));
    train = make("trainRoomAction", "train", tr("&Train"), tr("What trains now"), QKeySequence(Qt::CTRL | Qt::Key_2));
    review = make("reviewRoomAction", "review", tr("Re&view"), tr("Every study of this workspace"),
                  QKeySequence(Qt::CTRL | Qt::Key_3));
    for (QAction* room : {configure, train, review}) {
        room->setCheckable(true);
        rooms->addAction(room);
    }
    commands = make("commandPaletteAction", "command", tr("Command &palette\u2026"), tr("Find any command by its name"),
                    QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P));
    notify = make("notifyAction", "info", tr("&Notify of ends"),
                  tr("Tell the desktop when a study ends or fails while the window is not the active one"), {});
    notify->setCheckable(true);
    about = make("aboutAction", "info", tr("&About Lathe"), tr("Version and licence"), {});
    choice(themes, "themeSystemAction", tr("As the &system"), QStringLiteral("system"));
    choice(themes, "themeLightAction", tr("&Light"), QStringLiteral("light"));
    choice(themes, "themeDarkAction", tr("&Dark"), QStringLiteral("dark"));
    choice(languages, "languageSystemAction", tr("As the &system"), QStringLiteral("system"));
    // Languages name themselves, in every translation.
    choice(languages, "languageEnglishAction", QStringLiteral("English"), QStringLiteral("en"));
    choice(languages, "languageKoreanAction", QStringLiteral("한국어"), QStringLiteral("ko"));
}

QAction* WindowActions::make(const char* name, const char* iconName, const QString& text, const QString& tip,
                             const QKeySequence& shortcut) {
    auto* action = new QAction(icon(QLatin1String(iconName)), text, this);
    action->setObjectName(QLatin1String(name));
    action->setShortcut(shortcut);
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? tip : QStringLiteral("%1 (%2)").arg(tip, keys));
    return action;
}

QAction* WindowActions::choice(QActionGroup* group, const char* name, const QString& text, const QString& data) {
    auto* action = new QAction(text, group);
    action->setObjectName(QLatin1String(name));
    action->setCheckable(true);
    action->setData(data);
    return action;
}

void WindowActions::buildMenus(QMainWindow* window, const QList<QAction*>& edit, const QList<QAction*>& trainActions) {
    QMenuBar* bar = window->menuBar();
    bar->setObjectName(QStringLiteral("menuBar"));
    QMenu* file = bar->addMenu(tr("&File"));
    file->addActions({newFromExample, newFromProgram, open});
    recent = file->addMenu(icon(QStringLiteral("review")), tr("Open &recent"));
    recent->setObjectName(QStringLiteral("recentMenu"));
    file->addSeparator();
    file->addActions({save, saveAs});
    file->addSeparator();
    file->addActions({chooseWorkspace, chooseHost, copyCommand, exportResolved, exportHeadless});
    file->addSeparator();
    file->addAction(quit);
    bar->addMenu(tr("&Edit"))->addActions(edit);
    QMenu* run = bar->addMenu(tr("&Run"));
    run->addActions({runOnce, startSearch, resume, enqueue});
    run->addSeparator();
    run->addActions({checkAgain, findLearningRate, findBatchSize, showTable});
    run->addSeparator();
    run->addActions(trainActions);
    QMenu* view = bar->addMenu(tr("&View"));
    view->addActions(rooms->actions());
    view->addSeparator();
    view->addMenu(icon(QStringLiteral("sun")), tr("&Theme"))->addActions(themes->actions());
    view->addMenu(icon(QStringLiteral("language")), tr("&Language"))->addActions(languages->actions());
    view->addSeparator();
    view->addActions({notify, commands});
    bar->addMenu(tr("&Help"))->addAction(about);
    // The window holds them too, so that shortcuts work when a platform hides the menu bar.
    for (QMenu* menu : bar->findChildren<QMenu*>(QString(), Qt::FindDirectChildrenOnly))
        window->addActions(menu->actions());
}

}  // namespace lathe::gui
