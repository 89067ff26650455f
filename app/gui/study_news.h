// SPDX-License-Identifier: GPL-3.0-or-later
// What the rest of the window learns of the study in the Train room: how far it is, which parameters have been tried,
// which trial failed, and how it ended. GUI thread.
#pragma once

#include <cstddef>

#include <QObject>

#include "core/run/session.h"

namespace lathe::gui {

class ConfigurePage;
class DesktopNotifier;
class ReviewPage;
class TrainPage;
class WindowCloser;
class WindowMessages;
class WindowStatus;

class StudyNews : public QObject {
    Q_OBJECT

  public:
    // All outlive this.
    struct Parts {
        TrainPage& train;
        ConfigurePage& configure;
        ReviewPage& review;
        WindowStatus& status;
        WindowMessages& messages;
        DesktopNotifier& notifier;
        WindowCloser& closer;
    };
    StudyNews(const Parts& parts, QObject* parent);

    // Another study is shown from now on.
    void beginAnew() { tried_ = 0; }

  private:
    void showStatus(const run::SessionStatus& status);
    void tellEnd(run::SessionState state);

    Parts parts_;
    std::ptrdiff_t tried_ = 0;  // trials whose parameters the Configure room knows
};

}  // namespace lathe::gui
