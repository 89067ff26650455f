// The study that the window runs: at most one at a time. Owns the session. GUI thread.
#pragma once

#include <memory>

#include <QObject>
#include <QString>

#include "core/run/session.h"

namespace lathe::gui {

class SessionController : public QObject {
    Q_OBJECT

  public:
    // `services` outlives this.
    explicit SessionController(const run::SessionServices& services, QObject* parent = nullptr);
    ~SessionController() override;

    // Begins a new study in `workspace`; what ran before must be over. `device`: "" as the experiment says.
    Result<void> start(search::Experiment experiment, search::Purpose kind, const QString& workspace,
                       const QString& device);
    run::Session* session() const { return session_.get(); }
    const space::Space& space() const { return space_; }
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

  private:
    const run::SessionServices& services_;
    std::unique_ptr<run::Session> session_;
    space::Space space_;
};

// The experiment with its trials sent to `device` ("cpu", "cuda:N"; "" changes nothing).
void chooseDevice(search::Experiment& experiment, const QString& device);

}  // namespace lathe::gui
