// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/step_place.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <cstdlib>
#include <optional>

#include <fmt/format.h>

#include "core/base/numbers.h"

namespace lathe::run::slurm {

namespace {

std::optional<int> number_of(const char* variable) {
    const char* text = std::getenv(variable);
    return text != nullptr ? parse_number<int>(text) : std::nullopt;
}

// The address from which this node talks to that one: a node may have several, and its name may mean its loopback. A
// socket for datagrams that is connected has sent nothing. "": there is no way to it.
std::string address_towards(const char* node) {
    sockaddr_in there{};
    there.sin_family = AF_INET;
    there.sin_port = htons(9);  // any
    if (node == nullptr || ::inet_pton(AF_INET, node, &there.sin_addr) != 1) return {};
    const int probe = ::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (probe < 0) return {};
    sockaddr_in here{};
    socklen_t size = sizeof here;
    std::array<char, INET_ADDRSTRLEN> text{};
    const bool is_known = ::connect(probe, reinterpret_cast<const sockaddr*>(&there), sizeof there) == 0 &&
                          ::getsockname(probe, reinterpret_cast<sockaddr*>(&here), &size) == 0 &&
                          ::inet_ntop(AF_INET, &here.sin_addr, text.data(), text.size()) != nullptr;
    ::close(probe);
    return is_known ? text.data() : std::string();
}

}  // namespace

Result<StepPlace> own_step_place(int ranks) {
    const auto rank = number_of("SLURM_PROCID");
    const auto local_rank = number_of("SLURM_LOCALID");
    const auto tasks = number_of("SLURM_NTASKS");
    if (!rank || !local_rank || tasks != ranks || *rank < 0 || *rank >= ranks)
        return fail(fmt::format("this trial is for {} tasks of srun", ranks), "this command is for jobs of Slurm's");
    StepPlace place{*rank, *local_rank};
    if (number_of("SLURM_STEP_NUM_NODES").value_or(1) == 1) return place;
    place.address = address_towards(std::getenv("SLURM_LAUNCH_NODE_IPADDR"));
    if (place.address.empty()) return fail("the node of rank 0 cannot be reached by IPv4 from this one");
    return place;
}

}  // namespace lathe::run::slurm
