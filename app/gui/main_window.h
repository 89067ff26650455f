// The window: three rooms on a bar at the left, the bar with the file and the start buttons, menus and a status bar. It
// puts the rooms, the files and the running study together; each does its own work. GUI thread.
#pragma once

#include <vector>

#include <QMainWindow>
#include <QString>

#include "app/find.h"
#include "core/run/session.h"

class QLabel;
class QStackedWidget;
class QToolButton;

namespace lathe::gui {

class Banner;
class CommandPalette;
class ConfigurePage;
class DeviceLister;
class ElideLabel;
class ExperimentFiles;
class Finders;
class ReviewPage;
class SessionController;
class StartPage;
class TopBar;
class TrainPage;
class WindowActions;

class MainWindow : public QMainWindow {
    Q_OBJECT

  public:
    enum Room { Configure, Train, Review };

    // `catalog`, `services` and what `engine` needs outlive the window. `workspace`: the folder of the studies; it need
    // not exist yet. `engine` is called on other threads.
    MainWindow(const config::Catalog& catalog, const run::SessionServices& services, EngineSource engine,
               const QString& workspace, QWidget* parent = nullptr);
    ~MainWindow() override;

    void openFile(const QString& file);
    void openExample();
    void setWorkspace(const QString& folder);
    void showRoom(Room room);
    Room room() const;
    // Size, place, splitters and room as they were left, and the file that was open unless `withFile` is false.
    void restoreSession(bool withFile);

    // Starts a study of what is open; what keeps it from starting is said in the banner.
    bool start(bool search);

    ConfigurePage* configurePage() const { return configure_; }
    TrainPage* trainPage() const { return train_; }
    SessionController* controller() const { return controller_; }

  protected:
    void closeEvent(QCloseEvent* event) override;

  private:
    enum class WhenOver { nothing, close, handOver };

    void buildRooms();
    void buildStatusBar();
    void connectActions();
    void connectRooms();
    void connectFinders();

    // What is open, for the chosen device.
    tl::expected<search::Experiment, Errors> experimentToFind() const;
    void refreshTitle();
    void refreshActions();
    void refreshRecent();
    void showProblems(int errors);
    void showStatus(const run::SessionStatus& status);
    void showErrors(const Errors& errors);
    void showError(const QString& message);
    void offerRecovery(const QString& text);
    void over(run::SessionState state);

    void copyCommand();
    void exportResolved();
    void chooseWorkspace();
    void about();
    void askWhetherToStop();
    void closeNow();
    void saveSession();

    const config::Catalog& catalog_;
    const run::SessionServices& services_;
    QString workspace_;
    WindowActions* actions_;
    SessionController* controller_;
    DeviceLister* lister_;
    Finders* finders_;
    ConfigurePage* configure_;
    StartPage* start_;
    TrainPage* train_;
    ReviewPage* review_;
    ExperimentFiles* files_;
    TopBar* top_;
    Banner* banner_;
    QStackedWidget* rooms_;
    QStackedWidget* first_;  // the Configure room: the start page, or the file
    CommandPalette* palette_;
    QToolButton* problems_;
    QLabel* training_;
    ElideLabel* workspaceLabel_;
    int finished_ = 0;  // trials whose parameters the Configure room knows
    WhenOver whenOver_ = WhenOver::nothing;
    bool closing_ = false;
};

}  // namespace lathe::gui
