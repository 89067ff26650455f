// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/connection.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/json_members.h"
#include "core/base/shell.h"
#include "core/base/system_error.h"
#include "core/remote/message.h"
#include "core/run/program/program_variables.h"

namespace lathe::remote {

namespace {

using Clock = std::chrono::steady_clock;

// Constant, and a form that sh, csh and fish read alike. `install-on` links lathectl into ~/.local/bin, which is not in
// everybody's PATH.
constexpr const char* remote_command = "exec sh -c 'PATH=\"$HOME/.local/bin:$PATH\"; export PATH; exec lathectl serve'";

constexpr int ssh_failed = 255;
constexpr int no_such_command = 127;
constexpr std::size_t most_noise = 200;            // lines that a login shell may print before the server speaks
constexpr std::chrono::milliseconds goodbye{500};  // for ssh to end by itself

Error lost_error(std::string what) {
    Error error{std::move(what), {}};
    error.kind = connection_lost;
    return error;
}

// Whether ssh was on its way in when the connection broke, which another attempt may not meet: the network, or a server
// that has more to do than it takes on. Everything else that ssh says at its beginning stays as it is.
bool is_dropped(std::string_view said) {
    constexpr std::array<std::string_view, 7> words{"Connection closed",          "Connection reset", "Broken pipe",
                                                    "closed by remote host",      "banner exchange",  "Connection lost",
                                                    "kex_exchange_identification"};
    return std::ranges::any_of(words, [&](std::string_view word) { return said.find(word) != std::string_view::npos; });
}

// Whatever a shell printed before it without ending its line: a prompt, a terminal's title.
bool ends_with_greeting(std::string_view line) {
    const auto begin = line.rfind("{\"lathe\"");
    const auto json = parse_json(begin == std::string_view::npos ? line : line.substr(begin));
    return json && json->is_object() && is_greeting(*json);
}

std::chrono::milliseconds left_until(Clock::time_point until) {
    return std::max(std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now()), std::chrono::milliseconds(0));
}

}  // namespace

std::string ssh_program() {
    const char* named = std::getenv("LATHE_SSH");
    return named != nullptr && *named != '\0' ? named : "ssh";
}

std::vector<std::string> ssh_arguments(const Address& address) {
    std::vector<std::string> arguments{"-T", "-o", "BatchMode=yes", "-o", "Compression=yes"};
    if (address.port != 0) arguments.insert(arguments.end(), {"-p", std::to_string(address.port)});
    arguments.insert(arguments.end(), {"--", address.ssh_destination()});
    return arguments;
}

Result<Connection> Connection::open(const Address& address, std::chrono::milliseconds longest,
                                    const std::stop_token& stop) {
    const std::string program = ssh_program();
    int ends[2] = {-1, -1};
    int errors[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0 || ::pipe2(errors, O_CLOEXEC) != 0)
        return fail(system_error("cannot be started", program, errno));
    run::ChildStart start;
    start.program = program;
    start.arguments = ssh_arguments(address);
    start.arguments.emplace_back(remote_command);
    start.variables = run::environment_with({});
    start.descriptors = {ends[1], ends[1], errors[1]};
    auto ssh = run::ChildProcess::start(start);
    ::close(ends[1]);
    ::close(errors[1]);
    if (!ssh) {
        ::close(ends[0]);
        ::close(errors[0]);
        Error error = system_error("cannot be started", program, ssh.error());
        error.hint = "install ssh (Debian: openssh-client)";
        return fail(std::move(error));
    }
    Connection connection(Wire(ends[0], ends[0]), address);
    connection.ssh_ = std::make_unique<run::ChildProcess>(std::move(*ssh));
    connection.errors_ = std::make_unique<ErrorTail>(errors[0]);
    connection.set_stop(stop);
    if (auto greeted = connection.greet(longest); !greeted) return fail(greeted.error());
    return connection;
}

Result<Connection> Connection::over(Wire wire, const Address& address, std::chrono::milliseconds longest) {
    Connection connection(std::move(wire), address);
    if (auto greeted = connection.greet(longest); !greeted) return fail(greeted.error());
    return connection;
}

void Connection::set_stop(const std::stop_token& stop) {
    wire_->set_stop(stop);
    stop_ = stop;
}

Connection::~Connection() {
    if (!ssh_) return;
    wire_.reset();  // which ends ssh, and the server there
    if (!ssh_->has_ended()) ssh_->signal_group(SIGKILL);
}

Result<void> Connection::greet(std::chrono::milliseconds longest) {
    const auto until = Clock::now() + longest;
    for (std::size_t noise = 0;; ++noise) {
        const auto line = wire_->receive_line(left_until(until));
        if (!line) return fail(why_lost(line.error()));
        if (ends_with_greeting(*line)) break;
        if (noise == most_noise)
            return fail("what answers at " + address_.str() + " is not lathectl", "check the host");
    }
    is_greeted_ = true;
    auto hello = request({{"do", "hello"}, {"protocol", protocol_version}, {"workspace", address_.workspace}},
                         left_until(until));
    if (!hello) return fail(hello.error());
    JsonMembers members(*hello);
    if (members.count("protocol") != protocol_version) {
        Error error{fmt::format("lathectl on {} speaks another version of the protocol", address_.destination),
                    fmt::format("install the same there: lathectl install-on {}", shell_quoted(address_.machine()))};
        error.kind = not_installed;
        return fail(std::move(error));
    }
    hello_ = {{"version", harmless(members.text("version"))},
              {"host", harmless(members.text("host"))},
              {"workspace", harmless(members.text("workspace"))}};
    if (const Json* cleared = members.find("cleared"); cleared != nullptr && cleared->is_object())
        hello_["cleared"] = *cleared;
    return {};
}

// The same as a person would type it.
std::string Connection::by_hand() const {
    const std::string port = address_.port == 0 ? "" : fmt::format("-p {} ", address_.port);
    return fmt::format("ssh {}{}", port, shell_quoted(address_.ssh_destination()));
}

// With what ssh said, once it has had a moment to say it.
Error Connection::why_lost(Error error) {
    if (!ssh_) return error;
    const auto until = Clock::now() + goodbye;
    while (!ssh_->has_ended() && Clock::now() < until && !stop_.stop_requested()) {
        ::poll(nullptr, 0, 10);
        errors_->drain();
    }
    errors_->drain();
    if (!ssh_->has_ended()) return error;
    const int status = ssh_->wait();
    const std::string said = errors_->last_line();
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == no_such_command) {
        Error missing{"there is no lathectl on the other machine" + (said.empty() ? said : ": " + said),
                      fmt::format("install the package lathe there, or let `lathectl install-on {}` do it",
                                  shell_quoted(address_.machine()))};
        missing.kind = not_installed;
        return missing;
    }
    if (said.empty()) return lost_error(error.what);
    Error told = lost_error((code == ssh_failed ? "ssh: " : "the other machine said: ") + said);
    if (!is_greeted_ && code == ssh_failed && !is_dropped(said)) told.kind = cannot_connect;
    told.hint = fmt::format("try `{}` by hand; it must not ask for a password (ssh-add, ssh-copy-id)", by_hand());
    return told;
}

Result<Json> Connection::request(Json request, std::chrono::milliseconds longest) {
    request["id"] = ++last_id_;
    if (errors_) errors_->drain();
    if (auto sent = wire_->send(request, longest); !sent)
        return fail(sent.error().kind == connection_lost ? why_lost(sent.error()) : sent.error());
    const auto answer = wire_->receive(longest);
    if (!answer) return fail(why_lost(answer.error()));
    return result_of(*answer, last_id_);
}

}  // namespace lathe::remote
