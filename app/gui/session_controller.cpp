// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/session_controller.h"

#include <utility>

#include "app/gui/behind_the_window.h"
#include "core/run/program/program_trust.h"
#include "core/run/study_experiment.h"
#include "core/run/study_reader.h"
#include "widgets/queue/trial_text.h"

namespace lathe::gui {

void chooseDevice(search::Experiment& experiment, const QString& device) {
    const auto id = device::parse_device(device.toStdString());
    if (device.isEmpty() || !id) return;
    experiment.config.set("hw.device", device.toStdString());
    auto& request = experiment.search.devices;
    if (id->is_cpu()) {
        request.per_trial = 0;
    } else {
        request.indices = {id->gpu};
        request.per_trial = 1;
    }
}

SessionController::SessionController(const run::SessionServices& services, QObject* parent)
    : QObject(parent), services_(services), work_(new BackgroundWork(this)) {}

SessionController::~SessionController() = default;

Result<void> SessionController::start(search::Experiment experiment, search::Purpose kind, const QString& workspace,
                                      const QString& device) {
    if (isBusy()) return fail("a study is running in this window", "stop it, or wait until it is done");
    if (const auto trusted = run::require_trusted_program(experiment); !trusted) return trusted;
    chooseDevice(experiment, device);
    experiment.purpose = kind;
    auto created = run::Session::create(experiment, kind, workspace.toStdString(), services_);
    if (!created) return fail(created.error());
    begin({std::move(*created), std::move(experiment), {}});
    return {};
}

void SessionController::begin(TakenUp taken) {
    // The rooms let go of the old session before it is destroyed.
    auto old = std::exchange(session_, nullptr);
    Q_EMIT sessionChanged();
    old.reset();
    session_ = std::move(taken.session);
    experiment_ = std::move(taken.experiment);
    space_ = experiment_.purpose == search::Purpose::search ? experiment_.space : space::Space{};
    past_ = std::move(taken.past);
    session_->start();
    Q_EMIT sessionChanged();
}

tl::expected<SessionController::TakenUp, Errors> SessionController::takeUp(const QString& folder,
                                                                           const run::SessionServices& services) {
    const std::filesystem::path path = folder.toStdString();
    auto experiment = run::load_study_experiment(path, *services.catalog);
    if (!experiment) return tl::make_unexpected(std::move(experiment.error()));
    if (const auto trusted = run::require_trusted_program(*experiment); !trusted)
        return tl::make_unexpected(Errors{trusted.error()});
    // Before anything of it runs again; what cannot be read is only not drawn.
    auto past = run::StudyReader(path).read();
    auto session = run::Session::resume(path, services);
    if (!session) return tl::make_unexpected(std::move(session.error()));
    return TakenUp{std::move(*session), std::move(*experiment), past ? std::move(past->batch) : run::Mailbox::Batch{}};
}

TrialOptions SessionController::optionsOf(const space::Params& params) const {
    auto resolved = experiment_.trial_config(*services_.catalog, params);
    return {experiment_.extended(*services_.catalog).compose(resolved.value), std::move(resolved.value)};
}

void SessionController::resume(const QString& folder) {
    if (isBusy()) {
        Q_EMIT resumeRefused({Error{"a study is running in this window", "stop it, or wait until it is done"}});
        return;
    }
    resuming_ = true;
    Q_EMIT busyChanged();
    work_->run([folder, &services = services_] { return takeUp(folder, services); },
               [this](tl::expected<TakenUp, Errors> taken) {
                   resuming_ = false;
                   if (taken) begin(std::move(*taken));
                   Q_EMIT busyChanged();
                   if (taken) Q_EMIT resumed();
                   else Q_EMIT resumeRefused(taken.error());
               });
}

bool SessionController::isRunning() const {
    return session_ && !run::is_over(session_->status().state);
}

void SessionController::stop() {
    if (session_) session_->stop();
}

Result<void> SessionController::handOver() {
    if (!session_) return fail("nothing runs");
    const auto folder = QString::fromStdString(session_->status().folder.string());
    auto old = std::exchange(session_, nullptr);
    Q_EMIT sessionChanged();
    old.reset();  // lets go of the folder's lock
    const QString program = QString::fromStdString(services_.worker_program);
    if (!startBehindTheWindow(program, {QStringLiteral("resume"), folder}))
        return fail("lathectl could not be started", "run it yourself: lathectl resume " + folder.toStdString());
    return {};
}

}  // namespace lathe::gui
