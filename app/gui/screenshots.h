// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the three rooms in both themes, for the documentation and for one's own eyes: opens the experiment, runs
// its search to the end and writes DIR/<room>-<theme>.png, with the search half done as DIR/live-<theme>.png. GUI
// thread.
#pragma once

#include <functional>

#include <QObject>
#include <QString>

#include "core/run/session.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

class MainWindow;

class Screenshots : public QObject {
    Q_OBJECT

  public:
    // `folder` is made when it is missing.
    Screenshots(MainWindow* window, const QString& folder);

    // Returns at once; quits the application when all pictures are written (exit code 1: one could not be). `file`
    // empty: the bundled example, which is not trained.
    void take(const QString& file);

  private:
    void configured(bool search);
    void watch(const run::SessionStatus& status);
    void trained();
    void reviewed();
    // Both themes, one after the other; then what is next.
    void picture(const QString& name, const std::function<void()>& then);
    void save(const QString& name, ThemeChoice theme);

    MainWindow* window_;
    QString folder_;
    bool live_ = false;  // the picture of the running search is taken
    bool busy_ = false;  // a picture is being taken
    bool failed_ = false;
};

}  // namespace lathe::gui
