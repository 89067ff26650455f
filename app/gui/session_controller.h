// SPDX-License-Identifier: GPL-3.0-or-later
// The study that the window runs: at most one at a time. Owns the session. GUI thread.
#pragma once

#include <memory>

#include <QObject>
#include <QString>

#include "app/gui/background_work.h"
#include "core/run/session.h"
#include "widgets/queue/trial_editor.h"

namespace lathe::gui {

class SessionController : public QObject {
    Q_OBJECT

  public:
    // `services` outlives this.
    explicit SessionController(const run::SessionServices& services, QObject* parent = nullptr);
    ~SessionController() override;

    // Whether no other study can be begun: one runs, or is being taken up.
    bool isBusy() const { return resuming_ || isRunning(); }
    // Begins a new study in `workspace`; what ran before must be over. `device`: "" as the experiment says.
    Result<void> start(search::Experiment experiment, search::Purpose kind, const QString& workspace,
                       const QString& device);
    // Goes on with a study that was interrupted; what ran before must be over. Reading its journal may take long:
    // resumed() or resumeRefused() follows.
    void resume(const QString& folder);
    // Whether a study that stands so can be gone on with.
    static bool canResume(run::SessionState state) {
        return state == run::SessionState::stopped || state == run::SessionState::failed;
    }
    run::Session* session() const { return session_.get(); }
    const space::Space& space() const { return space_; }
    // What the trials of a study that was taken up again have recorded before.
    const run::Mailbox::Batch& past() const { return past_; }
    // What a trial with these parameters runs with.
    TrialOptions optionsOf(const space::Params& params) const;
    bool isRunning() const;
    // At the next batch; returns at once.
    void stop();
    // Whether there is a lathectl that can go on with a study.
    bool canHandOver() const { return !services_.worker_program.empty(); }
    // Starts `lathectl resume` as a process of its own for the study that has just stopped, and lets go of it.
    Result<void> handOver();

  Q_SIGNALS:
    // Before the old session goes (session() is nullptr then) and after a new one has come.
    void sessionChanged();
    void busyChanged();
    void resumed();
    void resumeRefused(const lathe::Errors& errors);

  private:
    struct TakenUp {
        std::unique_ptr<run::Session> session;
        search::Experiment experiment;
        run::Mailbox::Batch past;
    };
    static tl::expected<TakenUp, Errors> takeUp(const QString& folder, const run::SessionServices& services);
    void begin(TakenUp taken);

    const run::SessionServices& services_;
    std::unique_ptr<run::Session> session_;
    search::Experiment experiment_;
    space::Space space_;
    run::Mailbox::Batch past_;
    bool resuming_ = false;
    BackgroundWork* work_;
};

// The experiment with its trials sent to `device` ("cpu", "cuda:N"; "" changes nothing).
void chooseDevice(search::Experiment& experiment, const QString& device);

}  // namespace lathe::gui
