// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/parallel/communicators.h"

#if defined(USE_C10D_GLOO) && __has_include(<gloo/rendezvous/store.h>)
#define LATHE_GLOO
#include <gloo/common/error.h>
#include <torch/csrc/distributed/c10d/FileStore.hpp>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#endif
#if defined(LATHE_GLOO) && defined(USE_C10D_NCCL) && __has_include(<nccl.h>)
#define LATHE_NCCL
#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>
#endif

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include "core/base/files.h"
#include "core/train/error.h"

namespace lathe::train {

#ifdef LATHE_GLOO

namespace {

// A rank that dies closes its connections, which is noticed at once; this is for one that hangs. Rank 0 may take long:
// it writes checkpoints, and reads a data set that is in the others' cache.
constexpr std::chrono::minutes longest_wait{30};
// From the first rank's coming to the last one's: each loads LibTorch meanwhile.
constexpr std::chrono::minutes longest_meeting{5};

}  // namespace

Communicators make_communicators(const run::RankPlace& place, torch::Device device) {
    // The store's destructor throws where the file cannot be opened, and that ends the process.
    value_or_throw(AppendFile::open(place.rendezvous));
    const auto store = c10::make_intrusive<c10d::FileStore>(place.rendezvous.string(), place.ranks);
    store->setTimeout(longest_meeting);
    const auto part = [&](const char* name) -> c10::intrusive_ptr<c10d::Store> {
        return c10::make_intrusive<c10d::PrefixStore>(name, store);
    };
    Communicators made;
    auto options = c10d::ProcessGroupGloo::Options::create(longest_wait);
    // Where all ranks are on this machine it is the loopback, and nothing of theirs leaves it.
    options->devices.push_back(c10d::ProcessGroupGloo::createDeviceForHostname(place.address));
    options->threads = 2;
    made.host = c10::make_intrusive<c10d::ProcessGroupGloo>(part("host"), place.rank, place.ranks, options);
#ifdef LATHE_NCCL
    if (device.is_cuda())
        made.device = c10::make_intrusive<c10d::ProcessGroupNCCL>(part("device"), place.rank, place.ranks);
#else
    static_cast<void>(device);  // Gloo copies what is on a GPU
#endif
    return made;
}

bool says_a_rank_is_gone(const std::exception& problem) {
    // A connection was closed, or nothing came over it for too long.
    if (dynamic_cast<const gloo::IoException*>(&problem) != nullptr) return true;
    // The store and NCCL have no types of their own. The first two: not all ranks have come.
    constexpr std::array<std::string_view, 5> signs{"Timeout waiting for key", "ait timeout", "ncclRemoteError",
                                                    "remote process exited", "communicator was aborted"};
    const std::string_view text = problem.what();
    return std::ranges::any_of(signs, [&](auto sign) { return text.find(sign) != std::string_view::npos; });
}

#else

Communicators make_communicators(const run::RankPlace&, torch::Device) {
    throw TrainError("this Lathe was built without Gloo, and one trial cannot train on several devices",
                     "set hw.devices to 1, or build Lathe where libgloo-dev is installed", "hw.devices");
}

bool says_a_rank_is_gone(const std::exception&) {
    return false;
}

#endif

}  // namespace lathe::train
