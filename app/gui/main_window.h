// SPDX-License-Identifier: GPL-3.0-or-later
// The window: three rooms on a bar at the left, the bar with the file and the start buttons, menus and a status bar. It
// puts the rooms, the files and the running study together; each does its own work. GUI thread.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QMainWindow>
#include <QString>

#include "app/find.h"
#include "core/device/device.h"
#include "core/run/session.h"

class QStackedWidget;

namespace lathe::gui {

class ActionAvailability;
class Banner;
class ChartNotices;
class CommandPalette;
class ConfigurePage;
class DesktopNotifier;
class DeviceLister;
class ExperimentCheck;
class ExperimentFiles;
class Finders;
class HeadlessExport;
class HostRuns;
class ModelBar;
class NewFromProgram;
class PastStudies;
class PathOpener;
class RecentFiles;
class ReproduceBar;
class ReviewPage;
class ReviewViews;
class Rooms;
class SessionController;
class ShownWorkspace;
class StartPage;
class StudyNews;
class StudyOutputs;
class StudyQueue;
class StudyStart;
class TopBar;
class TrainPage;
class TransferBar;
class WindowActions;
class WindowCloser;
class WindowMessages;
class WindowStatus;

class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    enum Room { Configure, Train, Review };
    enum class Reopen { nothing, lastFile };

    // `catalog`, `services` and what `engine` needs outlive the window. `workspace`: the folder of the studies; it need
    // not exist yet. `engine` is called on other threads.
    MainWindow(const config::Catalog& catalog, const run::SessionServices& services, EngineSource engine,
               const QString& workspace, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openFile(const QString& file);
    // As PathOpener has it.
    void openPath(const QString& path);
    void openExample();
    // A folder, or ssh://HOST/PATH: that is shown, in Review, once its machine has answered.
    void setWorkspace(const QString& folder);
    void showRoom(Room room);
    Room room() const;
    // Size, place, splitters and room as they were left, and the file that was open when that is asked for.
    void restoreSession(Reopen what);

    // Starts a study of what is open; what keeps it from starting is said in the banner.
    bool start(search::Purpose kind);

    ConfigurePage* configurePage() const { return configure_; }
    TrainPage* trainPage() const { return train_; }
    SessionController* controller() const { return controller_; }

  protected:
    void closeEvent(QCloseEvent* event) override;

  private:
    void buildRooms();
    void connectActions();
    void connectRooms();
    void connectFiles();
    void connectParts();
    void connectFinders();
    void connectStart();
    void connectCheck();
    void connectQueue();
    void connectHost();
    void connectWorkspace();

    // What is open, for the chosen device.
    tl::expected<search::Experiment, Errors> experimentToFind() const;
    void refreshTitle();
    bool isWriting() const;  // something is imported or exported

    void showDevices(const std::vector<device::Device>& devices);

    TransferBar* transfers_;
    HostRuns* host_;
    WindowActions* actions_;
    SessionController* controller_;
    DeviceLister* lister_;
    Finders* finders_;
    StudyStart* study_;
    ConfigurePage* configure_;
    StartPage* start_;
    TrainPage* train_;
    ReviewPage* review_;
    ExperimentFiles* files_;
    NewFromProgram* fromProgram_;
    ExperimentCheck* check_;
    TopBar* top_;
    Banner* banner_;
    ChartNotices* charts_;  // what is exported of them
    WindowMessages* messages_;
    Rooms* rooms_;
    QStackedWidget* first_;  // the Configure room: the start page, or the file
    CommandPalette* palette_;
    WindowStatus* status_;
    HeadlessExport* headless_;
    ShownWorkspace* workspace_;
    PathOpener* paths_;
    RecentFiles* recent_;
    ReproduceBar* reproduce_;
    ModelBar* model_;
    StudyOutputs* outputs_;
    ReviewViews* views_;
    PastStudies* past_;
    WindowCloser* closer_;
    DesktopNotifier* notifier_;
    StudyQueue* queue_;
    ActionAvailability* available_;
    StudyNews* news_;
};

}  // namespace lathe::gui
