// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/host_opening.h"

#include <string>
#include <utility>

#include <QAction>

#include "app/gui/background_work.h"
#include "core/remote/address.h"
#include "core/remote/leftovers.h"
#include "core/remote/mirror.h"
#include "widgets/common/icons.h"

namespace lathe::gui {

namespace {

struct TriedHost {
    std::string told;  // what is to be known of the machine
    std::unique_ptr<remote::Connection> connection;
};

// Once it has answered, and nobody else keeps its copy.
Result<TriedHost> tryHost(const remote::Address& address, const std::stop_token& stop) {
    remote::Host::Options options;
    options.stop = stop;
    remote::Host host(address, options);
    if (auto connected = host.connect(); !connected) return fail(connected.error());
    if (auto copy = remote::Mirror::open(host, remote::mirror_folder(address)); !copy) return fail(copy.error());
    std::string told = remote::cleared_text(host.hello());
    return TriedHost{std::move(told), host.give_away()};
}

}  // namespace

HostOpening::HostOpening(QObject* parent)
    : QObject(parent),
      work_(new BackgroundWork(this)),
      cancel_(new QAction(icon(QStringLiteral("close")), tr("Cancel"), this)) {
    cancel_->setObjectName(QStringLiteral("hostOpeningCancel"));
    cancel_->setProperty("notACommand", true);
    connect(cancel_, &QAction::triggered, this, &HostOpening::cancel);
}

HostOpening::~HostOpening() {
    cancel();
    delete work_;  // while there is somebody to wait for it
}

Result<void> HostOpening::open(const QString& address) {
    const auto parsed = remote::parse_address(address.toStdString());
    if (!parsed) return fail(parsed.error());
    cancel();
    stop_ = std::stop_source();
    const QString name = QString::fromStdString(parsed->str());
    work_->run([address = *parsed, stop = stop_.get_token()] { return tryHost(address, stop); },
               [this, name, stop = stop_.get_token()](Result<TriedHost> tried) {
                   if (stop.stop_requested()) return;
                   if (!tried) {
                       Q_EMIT impossible(name, QString::fromStdString(tried.error().str()));
                       return;
                   }
                   connection_ = std::move(tried->connection);
                   Q_EMIT possible(name, QString::fromStdString(tried->told));
                   connection_.reset();
               });
    return {};
}

std::unique_ptr<remote::Connection> HostOpening::takeConnection() {
    return std::move(connection_);
}

void HostOpening::cancel() {
    stop_.request_stop();
}

}  // namespace lathe::gui
