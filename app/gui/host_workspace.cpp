// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/host_workspace.h"

#include <utility>

#include <QFileInfo>

#include "core/base/temporary_folder.h"
#include "core/bundle/bundle.h"
#include "core/bundle/plan_experiment.h"
#include "core/remote/mirror_loop.h"
#include "core/remote/queue_there.h"

namespace lathe::gui {

namespace {

using Queued = tl::expected<remote::QueuedThere, Errors>;

Queued queueOn(const remote::Address& address, const search::Experiment& experiment, const config::Catalog& catalog) {
    const auto one = [](const Error& error) { return tl::make_unexpected(Errors{error}); };
    const auto folder = TemporaryFolder::make("lathe-send-");
    if (!folder) return one(folder.error());
    const fs::path base = QFileInfo(QString::fromStdString(experiment.source)).absolutePath().toStdString();
    const auto plan = bundle::plan_experiment(experiment, catalog, base);
    if (!plan) return tl::make_unexpected(plan.error());
    const fs::path file = folder->path() / (std::string("experiment") + bundle::bundle_suffix);
    if (const auto written = bundle::Bundle::write(*plan, file); !written) return one(written.error());
    remote::Host host(address, {});
    const auto run_as = experiment.purpose == search::Purpose::trial ? remote::RunAs::once : remote::RunAs::as_it_says;
    auto queued = remote::queue_there(host, file, run_as);
    if (!queued) return one(queued.error());
    return std::move(*queued);
}

}  // namespace

HostWorkspace::HostWorkspace(const config::Catalog& catalog, QObject* parent) : QObject(parent), catalog_(catalog) {}

HostWorkspace::~HostWorkspace() {
    close();
}

void HostWorkspace::close() {
    if (!isOpen()) return;
    loop_.request_stop();
    loop_.join();
    loop_ = {};
}

QString HostWorkspace::name() const {
    return QString::fromStdString(address_.str());
}

QString HostWorkspace::folder() const {
    return QString::fromStdString(remote::mirror_folder(address_).string());
}

Result<void> HostWorkspace::open(const QString& address) {
    auto parsed = remote::parse_address(address.toStdString());
    if (!parsed) return fail(parsed.error());
    close();
    address_ = std::move(*parsed);
    const QString host = QString::fromStdString(address_.destination);
    const auto tell = [this](const QString& text) {
        QMetaObject::invokeMethod(
            this, [this, text] { Q_EMIT stateChanged(text); }, Qt::QueuedConnection);
    };
    using State = remote::MirrorLoop::State;
    remote::MirrorLoop::Callbacks callbacks;
    callbacks.on_state = [tell, host](State state, const std::string& why) {
        const QString reason = QString::fromStdString(why);
        switch (state) {
            case State::connecting: return tell(tr("%1: connecting\u2026").arg(host));
            case State::connected: return tell(tr("%1: connected").arg(host));
            case State::lost: return tell(tr("%1: connection lost, trying again (%2)").arg(host, reason));
            case State::failed: return tell(tr("%1: %2").arg(host, reason));
        }
    };
    callbacks.on_change = [this] {
        QMetaObject::invokeMethod(
            this, [this] { Q_EMIT changed(); }, Qt::QueuedConnection);
    };
    loop_ =
        std::jthread([address = address_, folder = remote::mirror_folder(address_), callbacks](
                         const std::stop_token& stop) { remote::MirrorLoop(address, folder, callbacks).run(stop); });
    return {};
}

void HostWorkspace::add(search::Experiment experiment) {
    const QString name = QString::fromStdString(experiment.name);
    const QString host = QString::fromStdString(address_.destination);
    work_.run([this, address = address_,
               experiment = std::move(experiment)] { return queueOn(address, experiment, catalog_); },
              [this, name, host](const Queued& queued) {
                  if (!queued) return Q_EMIT failed(queued.error());
                  QString text = tr("%1 is in the queue of %2.").arg(name, host);
                  for (const auto& warning : queued->warnings) text += ' ' + QString::fromStdString(warning);
                  Q_EMIT added(text, !queued->warnings.empty());
              });
}

}  // namespace lathe::gui
