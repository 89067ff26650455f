// SPDX-License-Identifier: GPL-3.0-or-later
// Where a trial runs: resolves its config, leases a device for it and starts it on the executor that suits both.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/config/interval.h"
#include "core/device/leases.h"
#include "core/run/executor.h"
#include "core/run/mailbox.h"
#include "core/run/session_services.h"
#include "core/search/experiment.h"
#include "core/search/trial.h"

namespace lathe::run {

// Each outlives the trials that it runs.
struct Executors {
    std::unique_ptr<Executor> threads;
    std::unique_ptr<Executor> processes;                                 // null: there is no worker program
    std::function<bool(const config::Value& config)> runs_foreign_code;  // empty: no trial does
    std::unique_ptr<Executor> jobs;                                      // null: search.engine is this machine
    std::optional<std::int64_t> stop_at_step;                            // of each trial, as TrialJob has it
    std::optional<int> as_trial;                                         // likewise
};
// The executors that the trials of an experiment may need. `mailbox` outlives them.
Executors make_executors(const SessionServices& services, const search::Experiment& experiment, Mailbox& mailbox);

// Not synchronised: its owner serialises access.
class TrialLauncher {
  public:
    // `catalog` and `inventory` outlive it.
    TrialLauncher(search::Experiment experiment, const config::Catalog& catalog, device::Inventory& inventory,
                  device::Leases leases, Executors executors);

    // What a trial that may start now is started with.
    struct Place {
        config::Value config;                                              // resolved
        device::Lease lease;                                               // to be given back with release()
        int ranks = 1;                                                     // processes that train it together
        device::DeviceId device() const { return lease.devices.front(); }  // the first of the lease, on which it trains
    };
    // Why a trial cannot start.
    enum class Obstacle : std::uint8_t {
        device_taken,    // it has to wait
        no_such_device,  // this machine does not have what every trial asks for
        wrong_config     // the trial itself is at fault
    };
    // A trial that cannot start now.
    struct Refusal {
        Obstacle obstacle = Obstacle::device_taken;
        std::string reason;  // for a person
    };
    // Resolves the trial's config and leases its devices, which release() gives back. On a cluster nothing is leased.
    tl::expected<Place, Refusal> find_place(const search::Trial& trial);
    // Gives back what find_place() leased for the trial with this number.
    void release(int number, const device::Lease& lease);

    // Starts a trial by the executor that fits. `concurrency`: how many trials the session may run at once. Where there
    // may be several each gets a process, because LibTorch's generators are one a process and device. So does a trial
    // that may crash: code of others, and what uses a GPU; and one that trains on several devices gets one for each.
    // search.isolation says otherwise; without a worker program all are threads.
    std::unique_ptr<RunningTrial> start(TrialJob job, int concurrency, TrialListener& listener);

  private:
    std::optional<Error> why_no_ranks(int ranks) const;
    // Of a cluster, which sees to it itself that nobody has the device.
    tl::expected<Place, Refusal> place_on_cluster(config::Value config) const;
    config::Interval usage_interval(const config::Value& config) const;
    bool wants_process(const TrialJob& job, int concurrency) const;

    search::Experiment experiment_;
    const config::Catalog& catalog_;
    device::Inventory& inventory_;
    device::Leases leases_;
    Executors executors_;
};

}  // namespace lathe::run
