// Who trains where: hands out devices to the trials of one session. NNI's rules (reference: NNI 3.0, "GPUs").
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/device/device.h"

namespace lathe::device {

// What one trial asks for.
struct Request {
    double gpus = 0;           // 0: the CPU; below 1: a part of one GPU; otherwise rounded up to whole ones
    std::vector<int> indices;  // GPUs that may be used; empty: all
    int trials_per_gpu = 1;    // each GPU asked for is shared by this many trials
    bool use_active = false;   // also GPUs that other programs use
};

struct Lease {
    std::vector<DeviceId> devices;  // the first is the one to train on
    double share = 0;               // of each GPU
};

struct Refusal {
    std::string reason;      // for a person: what is missing, and who has it
    bool permanent = false;  // waiting cannot help: this machine does not have it
};

// Not synchronised: its owner serialises access.
class Leases {
  public:
    // GPUs that are idle come first, then the least loaded. The CPU is always granted: how many trials run there at
    // once is the session's concurrency. `holder` ("trial 3") is named to those who wait.
    tl::expected<Lease, Refusal> acquire(const Request& request, const std::vector<Device>& devices,
                                         const std::string& holder);
    void release(const Lease& lease, const std::string& holder);

  private:
    struct Load {
        double used = 0;
        std::multiset<std::string> holders;
        // Processes that appeared while we held the GPU and that /proc does not show: ours, seen from a container.
        std::set<int> adopted;
    };
    bool is_active(const Device& gpu);
    std::string why_taken(const Device& gpu, bool active) const;

    std::map<int, Load> loads_;  // by GPU
};

}  // namespace lathe::device
