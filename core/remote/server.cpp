// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/server.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/host.h"
#include "core/base/json_members.h"
#include "core/remote/job_requests.h"
#include "core/remote/leftovers.h"
#include "core/remote/message.h"
#include "core/remote/queue_requests.h"
#include "core/remote/record_requests.h"

namespace lathe::remote {

namespace {

constexpr std::chrono::milliseconds for_a_client{60'000};  // to say hello, and to take an answer
constexpr std::chrono::hours longest_silence{24};
constexpr std::chrono::milliseconds look_again{50};  // while a request waits for something new

std::int64_t id_of(const Json& request) {
    const auto it = request.find("id");
    return it == request.end() ? -1 : integer_from_json(*it).value_or(-1);
}

}  // namespace

class Server::Workspace {
  public:
    Workspace(const fs::path& folder, const std::string& program, const Wire& wire)
        : records_(folder, [&wire] { return wire.has_input(look_again); }),
          jobs_(folder, program, [&wire] { return wire.has_input(look_again); }) {}

    void add_to(Handlers& handlers) {
        records_.add_to(handlers);
        add_queue_requests(handlers);
        jobs_.add_to(handlers);
    }

  private:
    RecordRequests records_;
    JobRequests jobs_;
};

Server::Server(Wire wire, std::string program, fs::path home)
    : wire_(std::move(wire)), program_(std::move(program)), home_(std::move(home)) {}

Server::~Server() = default;

Result<void> Server::send(const Json& message) {
    return wire_.send(message, for_a_client);
}

Result<void> Server::begin() {
    if (auto sent = send(greeting()); !sent) return sent;
    const auto request = wire_.receive(for_a_client);
    if (!request) return fail(request.error());
    JsonMembers members(*request);
    const int protocol = members.count("protocol", JsonMembers::Need::required);
    const std::string workspace = members.text("workspace", JsonMembers::Need::required);
    Result<void> good;
    if (members.text("do") != "hello" || members.bad() != nullptr || workspace.empty()) good = bad_member("hello");
    else if (protocol != protocol_version)
        good = fail(fmt::format("lathectl here speaks version {} of the protocol, and the other machine {}",
                                protocol_version, protocol),
                    "install the same version on both machines");
    if (!good) {
        static_cast<void>(send(refusal(id_of(*request), good.error())));
        return good;
    }
    const fs::path folder = (home_ / workspace).lexically_normal();
    workspace_ = std::make_unique<Workspace>(folder, program_, wire_);
    workspace_->add_to(handlers_);
    Json hello = {{"protocol", protocol_version},
                  {"version", LATHE_VERSION},
                  {"host", host_name()},
                  {"workspace", folder.string()}};
    if (const auto cleared = clear_leftovers(folder / remote_folder); !cleared.is_empty())
        hello["cleared"] = to_json(cleared);
    return send(answer(id_of(*request), std::move(hello)));
}

Result<void> Server::run() {
    if (auto begun = begin(); !begun) return begun;
    while (true) {
        const auto request = wire_.receive(longest_silence);
        if (!request) return {};
        const auto name = request->find("do");
        const auto handler =
            name != request->end() && name->is_string() ? handlers_.find(name->get<std::string>()) : handlers_.end();
        auto result = handler != handlers_.end() ? handler->second(*request) : Result<Json>(bad_member("do"));
        const std::int64_t id = id_of(*request);
        if (auto sent = send(result ? answer(id, std::move(*result)) : refusal(id, result.error())); !sent) {
            // The answer was too long: say so instead.
            if (sent.error().kind == connection_lost) return {};
            if (auto told = send(refusal(id, sent.error())); !told) return {};
        }
    }
}

}  // namespace lathe::remote
