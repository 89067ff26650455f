// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/host_commands.h"

#include <chrono>
#include <utility>

#include "core/remote/run_there.h"

namespace lathe::gui {

namespace {

// A person waits for the answer.
constexpr std::chrono::seconds commandPatience{60};
// Within which a command that goes on by itself says that it cannot begin.
constexpr std::chrono::seconds untilItHasBegun{8};

}  // namespace

HostCommands::HostCommands(QObject* parent) : QObject(parent), pool_(new BackgroundWork(this)) {}

HostCommands::~HostCommands() {
    close();
    delete pool_;  // while there is somebody to wait for it
}

void HostCommands::open(const remote::Address& address) {
    close();
    stop_ = std::stop_source();
    remote::Host::Options options;
    options.patience = commandPatience;
    options.stop = stop_.get_token();
    host_ = std::make_shared<remote::Host>(address, options);
}

void HostCommands::close() {
    stop_.request_stop();
    host_.reset();
}

void HostCommands::work(Work work, std::function<void(const std::string& answer)> then) {
    if (!host_) return;
    pool_->run([host = host_, work = std::move(work)] { return work(*host); },
               [this, stop = stop_.get_token(), then = std::move(then)](const Result<std::string>& answer) {
                   if (stop.stop_requested()) return;
                   if (!answer) Q_EMIT failed({answer.error()});
                   else if (then) then(*answer);
               });
}

void HostCommands::run(const std::vector<std::string>& arguments, std::function<void(const std::string& out)> then) {
    work([arguments](remote::Host& host) { return remote::run_there(host, {arguments, {}, {}}); }, std::move(then));
}

void HostCommands::start(const std::vector<std::string>& arguments, std::function<void()> then) {
    work(
        [arguments](remote::Host& host) {
            return remote::start_there(host, arguments, untilItHasBegun).map([] { return std::string(); });
        },
        [then = std::move(then)](const std::string&) {
            if (then) then();
        });
}

}  // namespace lathe::gui
