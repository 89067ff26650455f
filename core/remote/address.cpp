// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/address.h"

#include <algorithm>

#include <fmt/format.h>

#include "core/base/numbers.h"

namespace lathe::remote {

namespace {

constexpr std::string_view scheme = "ssh://";
constexpr int highest_port = 65535;
constexpr const char* form_hint = "write HOST, HOST:PATH or ssh://USER@HOST:PORT/PATH";

// What names of hosts and users are made of; brackets and ':' are those of IPv6.
bool may_be_in_destination(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("._-@%+[]:").find(c) != std::string_view::npos;
}

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

Result<void> check_destination(std::string_view destination) {
    const auto at = destination.find('@');
    const bool has_empty_part = destination.empty() || at == 0 || at + 1 == destination.size();
    if (has_empty_part || destination.front() == '-' || !std::ranges::all_of(destination, may_be_in_destination))
        return fail(fmt::format("'{}' is no name of a host", destination), form_hint);
    if (at != std::string_view::npos && destination[at + 1] == '-')
        return fail(fmt::format("'{}' is no name of a host", destination), form_hint);
    return {};
}

Result<void> check_workspace(std::string_view path) {
    if (std::ranges::any_of(path, is_control))
        return fail("the path of a workspace on another machine has a control character", "rename the folder there");
    return {};
}

// Where the host of "HOST:REST" ends; an address of IPv6 stands in brackets.
std::size_t end_of_host(std::string_view text) {
    const auto bracket = text.find(']');
    const bool is_bracketed = text.find('[') != std::string_view::npos && bracket != std::string_view::npos;
    return text.find(':', is_bracketed ? bracket : 0);
}

Result<Address> checked(Address address) {
    if (const auto good = check_destination(address.destination); !good) return fail(good.error());
    if (const auto good = check_workspace(address.workspace); !good) return fail(good.error());
    if (address.workspace.empty()) address.workspace = default_workspace;
    return address;
}

Result<Address> parse_url(std::string_view text) {
    Address address;
    const auto slash = text.find('/');
    std::string_view host = text.substr(0, slash);
    if (const auto colon = end_of_host(host); colon != std::string_view::npos) {
        const auto port = parse_number<int>(host.substr(colon + 1));
        if (!port || *port < 1 || *port > highest_port)
            return fail(fmt::format("'{}' is no port", host.substr(colon + 1)), form_hint);
        address.port = *port;
        host = host.substr(0, colon);
    }
    address.destination = host;
    if (slash != std::string_view::npos) {
        const std::string_view path = text.substr(slash);
        address.workspace = path.starts_with("/~/") ? path.substr(3) : path == "/" || path == "/~" ? "" : path;
    }
    return checked(std::move(address));
}

}  // namespace

std::string Address::str() const {
    const std::string place = port == 0 ? destination : fmt::format("{}:{}", destination, port);
    return fmt::format("{}{}{}{}", scheme, place, workspace.starts_with('/') ? "" : "/~/", workspace);
}

std::string Address::machine() const {
    return port == 0 ? destination : fmt::format("{}{}:{}", scheme, destination, port);
}

std::string Address::ssh_destination() const {
    std::string plain = destination;
    const auto host = plain.find('@') == std::string::npos ? 0 : plain.find('@') + 1;
    if (plain[host] != '[' || !plain.ends_with(']')) return plain;
    plain.pop_back();
    return plain.erase(host, 1);
}

std::string Address::name() const {
    if (workspace == default_workspace) return machine();
    return port == 0 ? destination + ":" + workspace : str();
}

bool is_address(std::string_view text) {
    return text.starts_with(scheme);
}

Result<Address> parse_address(std::string_view text) {
    if (is_address(text)) return parse_url(text.substr(scheme.size()));
    Address address;
    const auto colon = end_of_host(text);
    address.destination = text.substr(0, colon);
    if (colon != std::string_view::npos) address.workspace = text.substr(colon + 1);
    if (address.workspace.starts_with("~/")) address.workspace.erase(0, 2);
    return checked(std::move(address));
}

}  // namespace lathe::remote
