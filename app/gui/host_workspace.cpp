// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/host_workspace.h"

#include <utility>

#include <QDir>

#include "core/remote/mirror_loop.h"

namespace lathe::gui {

HostWorkspace::HostWorkspace(QObject* parent) : QObject(parent) {}

HostWorkspace::~HostWorkspace() {
    close();
}

void HostWorkspace::close() {
    mirror_.request_stop();
    curves_.request_stop();
    mirror_ = {};
    curves_ = {};
    curveLoop_.reset();
}

QString HostWorkspace::name() const {
    return QString::fromStdString(address_.str());
}

QString HostWorkspace::host() const {
    return QString::fromStdString(address_.destination);
}

QString HostWorkspace::folder() const {
    return QString::fromStdString(remote::mirror_folder(address_).string());
}

bool HostWorkspace::owns(const QString& path) const {
    return isOpen() && path.startsWith(folder() + QLatin1Char('/'));
}

QString HostWorkspace::recordOf(const QString& path) const {
    return QDir(folder()).relativeFilePath(path);
}

Result<void> HostWorkspace::open(const QString& address, std::unique_ptr<remote::Connection> first) {
    auto parsed = remote::parse_address(address.toStdString());
    if (!parsed) return fail(parsed.error());
    close();
    address_ = std::move(*parsed);
    begin(std::move(first));
    return {};
}

void HostWorkspace::reopen() {
    close();
    begin(nullptr);
}

void HostWorkspace::begin(std::unique_ptr<remote::Connection> first) {
    const QString machine = host();
    const auto later = [this](auto call) { QMetaObject::invokeMethod(this, call, Qt::QueuedConnection); };
    const auto tell = [this, later](const QString& text) { later([this, text] { Q_EMIT stateChanged(text); }); };
    using State = remote::MirrorLoop::State;
    remote::MirrorLoop::Callbacks callbacks;
    callbacks.on_state = [this, later, tell, machine](State state, const std::string& why) {
        const QString reason = QString::fromStdString(why);
        switch (state) {
            case State::connecting: return tell(tr("%1: connecting\u2026").arg(machine));
            case State::connected:
                tell(reason.isEmpty() ? tr("%1: connected").arg(machine)
                                      : tr("%1: connected (%2)").arg(machine, reason));
                return later([this] { Q_EMIT filled(); });
            case State::lost: return tell(tr("%1: connection lost, trying again (%2)").arg(machine, reason));
            case State::failed:
                tell(tr("%1: %2").arg(machine, reason));
                return later([this, reason] { Q_EMIT cannotConnect(reason); });
        }
    };
    callbacks.on_place = [this, later](const std::string& folder) {
        later([this, there = QString::fromStdString(folder)] { Q_EMIT connected(there); });
    };
    callbacks.on_change = [this, later] { later([this] { Q_EMIT changed(); }); };
    callbacks.on_queue = [this, later](const queue::Standing& standing) {
        later([this, shared = std::make_shared<const queue::Standing>(standing)] { Q_EMIT queueChanged(shared); });
    };
    const auto copy = remote::mirror_folder(address_);
    curveLoop_ = std::make_shared<remote::CurveLoop>(address_, copy, [this, later, copy](const auto& place) {
        later([this, study = QString::fromStdString((copy / place.first).string()), trial = place.second] {
            Q_EMIT pointsCame(study, trial);
        });
    });
    mirror_ = std::jthread(
        [address = address_, copy, callbacks, first = std::move(first)](const std::stop_token& stop) mutable {
            remote::MirrorLoop(address, copy, callbacks, std::move(first)).run(stop);
        });
    curves_ = std::jthread([loop = curveLoop_](const std::stop_token& stop) { loop->run(stop); });
}

void HostWorkspace::lookAt(std::vector<remote::LookedAt> trials) {
    if (curveLoop_) curveLoop_->look_at(std::move(trials));
}

void HostWorkspace::refine(std::map<remote::TrialPlace, std::vector<remote::CurvePart>> parts) {
    if (curveLoop_) curveLoop_->refine(std::move(parts));
}

}  // namespace lathe::gui
