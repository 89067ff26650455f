// SPDX-License-Identifier: GPL-3.0-or-later
// Which actions of the window can be used now: by what is open, what runs, and whether the runs are on another machine.
// GUI thread.
#pragma once

#include <QObject>

namespace lathe::gui {

class ConfigurePage;
class Finders;
class HostRuns;
class PastStudies;
class ReproduceBar;
class ReviewPage;
class SessionController;
class ShownWorkspace;
class StudyStart;
class TrainPage;
class WindowActions;

class ActionAvailability : public QObject {
    Q_OBJECT

  public:
    // All outlive this.
    struct Parts {
        WindowActions& actions;
        ConfigurePage& configure;
        TrainPage& train;
        ReviewPage& review;
        SessionController& controller;
        ReproduceBar& reproduce;
        HostRuns& host;
        ShownWorkspace& workspace;
        StudyStart& start;
        PastStudies& past;
        Finders& finders;
    };
    ActionAvailability(const Parts& parts, QObject* parent);

    // Also called when one of the parts says that it has changed.
    void refresh();

  private:
    Parts parts_;
};

}  // namespace lathe::gui
