// SPDX-License-Identifier: GPL-3.0-or-later
// The workspace that the window shows: a folder of this machine, or the copy of one on another machine. GUI thread.
#pragma once

#include <QObject>
#include <QString>

#include "core/base/error.h"

class QWidget;

namespace lathe::gui {

class HostRuns;
class ReviewPage;
class WindowStatus;

class ShownWorkspace : public QObject {
    Q_OBJECT

  public:
    // All outlive this.
    struct Parts {
        HostRuns& host;
        ReviewPage& review;
        WindowStatus& status;
        QWidget& window;  // the parent of what is asked
    };
    ShownWorkspace(const Parts& parts, QObject* parent);

    // A folder, which need not exist yet, or ssh://HOST/PATH: that is shown once its machine has answered.
    void open(const QString& folder);
    // Ask a person for one.
    void choose();
    void chooseHost();

    QString folder() const { return folder_; }  // absolute; of the copy where it is on another machine
    QString localFolder() const;                // "" where it is on another machine
    QString name() const;                       // by which open() opens it again

  Q_SIGNALS:
    void changed();
    void chosen();      // a person has, and wants to see it
    void hostOpened();  // one on another machine is shown, after changed()
    void failed(const lathe::Errors& errors);

  private:
    void openHost(const QString& address);
    void showHost();

    Parts parts_;
    QString folder_;
};

}  // namespace lathe::gui
