// Pictures of the three rooms in both themes, for the documentation and for one's own eyes: opens the experiment, runs
// its search to the end and writes DIR/<room>-<theme>.png. GUI thread.
#pragma once

#include <QObject>
#include <QString>

namespace lathe::gui {

class MainWindow;

class Screenshots : public QObject {
    Q_OBJECT

  public:
    // `folder` is made when it is missing.
    Screenshots(MainWindow* window, const QString& folder);

    // Returns at once; quits the application when all pictures are written (exit code 1: one could not be). `file`
    // empty: the bundled example.
    void take(const QString& file);

  private:
    void configured();
    void trained();
    void reviewed();
    void picture(const QString& name);

    MainWindow* window_;
    QString folder_;
    bool failed_ = false;
};

}  // namespace lathe::gui
