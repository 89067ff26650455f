// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/trial_launcher.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "core/run/device_request.h"
#include "core/run/process_executor.h"
#include "core/run/slurm/slurm_executor.h"
#include "core/run/thread_executor.h"

namespace lathe::run {

namespace {

std::string joined(const Errors& errors) {
    std::string text;
    for (const auto& error : errors) text += (text.empty() ? "" : " | ") + error.str();
    return text;
}

// Of Slurm, whose answers are shared by all jobs; files are looked at more often.
constexpr int looks_per_question = 5;

std::string holder_name(int number) {
    return "trial " + std::to_string(number);
}

// `hw.threads: 0` is all cores. Processes beside each other would then fight for them, and OpenMP's threads wait by
// spinning: two short trials took longer beside each other than one after the other. What it comes to is in the trial's
// config, and so in its record: the number of threads decides the last digits of a sum.
void share_cores(int processes, const std::vector<device::Device>& machine, config::Value& config) {
    if (processes <= 1 || config.int_or("hw.threads", -1) != 0) return;
    const auto cpu = std::find_if(machine.begin(), machine.end(), [](const auto& one) { return one.id.is_cpu(); });
    if (cpu == machine.end() || cpu->threads <= 0) return;
    config.set("hw.threads", static_cast<std::int64_t>(std::max(1, cpu->threads / processes)));
}

}  // namespace

Executors make_executors(const SessionServices& services, const search::Experiment& experiment, Mailbox& mailbox) {
    Executors executors;
    if (experiment.search.engine.kind == search::EngineKind::slurm) {
        slurm::SlurmSettings settings{experiment.search.engine, experiment.search.assessor.has_value(),
                                      services.lathectl, services.program_tools.supervisor};
        settings.look = services.slurm_look;
        settings.ask = looks_per_question * services.slurm_look;
        settings.longest_goodbye = services.longest_goodbye;
        executors.jobs = slurm::make_slurm_executor(std::move(settings), mailbox);
    }
    executors.threads = make_thread_executor(services.make_body, mailbox);
    executors.runs_foreign_code = services.runs_foreign_code;
    executors.stop_at_step = services.stop_at_step;
    executors.as_trial = services.as_trial;
    if (!services.worker_program.empty())
        executors.processes = make_process_executor(services.worker_program, services.longest_goodbye, mailbox);
    return executors;
}

TrialLauncher::TrialLauncher(search::Experiment experiment, const config::Catalog& catalog,
                             device::Inventory& inventory, device::Leases leases, Executors executors)
    : experiment_(std::move(experiment)),
      catalog_(catalog),
      inventory_(inventory),
      leases_(std::move(leases)),
      executors_(std::move(executors)) {}

tl::expected<TrialLauncher::Place, TrialLauncher::Refusal> TrialLauncher::find_place(const search::Trial& trial) {
    const auto refuse = [](Obstacle obstacle, std::string reason) {
        return tl::make_unexpected(Refusal{obstacle, std::move(reason)});
    };
    auto resolved = experiment_.trial_config(catalog_, trial.params, trial.budget);
    if (!resolved.errors.empty()) return refuse(Obstacle::wrong_config, joined(resolved.errors));
    if (executors_.jobs) return place_on_cluster(std::move(resolved.value));
    const auto machine = inventory_.list();
    auto wanted = wanted_ranks(resolved.value);
    if (!wanted) return refuse(Obstacle::wrong_config, wanted.error().str());
    if (experiment_.program) *wanted = 1;  // it does with its devices what it wants
    const auto request =
        device_request(experiment_.search.devices, resolved.value.string_or("hw.device", "auto"), machine, *wanted);
    if (!request) return refuse(Obstacle::wrong_config, request.error().str());
    auto lease = leases_.acquire(*request, machine, holder_name(trial.number));
    if (!lease)
        return refuse(lease.error().permanent ? Obstacle::no_such_device : Obstacle::device_taken,
                      lease.error().reason);
    const int ranks = ranks_on(lease->devices, *wanted);
    if (const auto why = why_no_ranks(ranks)) {
        leases_.release(*lease, holder_name(trial.number));
        return refuse(Obstacle::wrong_config, why->str());
    }
    if (!experiment_.program) {
        const bool is_search = experiment_.purpose == search::Purpose::search;
        share_cores(ranks * (is_search ? experiment_.search.concurrency : 1), machine, resolved.value);
    }
    return Place{std::move(resolved.value), std::move(*lease), ranks};
}

tl::expected<TrialLauncher::Place, TrialLauncher::Refusal> TrialLauncher::place_on_cluster(config::Value config) const {
    auto job = devices_of_job(experiment_, config);
    if (!job) return tl::make_unexpected(Refusal{Obstacle::wrong_config, job.error().str()});
    if (!experiment_.program)
        if (const auto fits = fit_threads_to_job(experiment_.search.engine, config); !fits)
            return tl::make_unexpected(Refusal{Obstacle::wrong_config, fits.error().str()});
    return Place{std::move(config), device::Lease{std::move(job->devices)}, job->ranks};
}

void TrialLauncher::release(int number, const device::Lease& lease) {
    if (!executors_.jobs) leases_.release(lease, holder_name(number));
}

std::optional<Error> TrialLauncher::why_no_ranks(int ranks) const {
    if (ranks > 1 && !executors_.processes)
        return Error{"a trial on several devices is several processes, and there is no program to start them",
                     "set hw.devices to 1"};
    return unfit_isolation(ranks, experiment_.search.isolation);
}

// What the option is wrong about is said before a trial starts (core/train).
config::Interval TrialLauncher::usage_interval(const config::Value& config) const {
    if (experiment_.program) return experiment_.program->system;
    const config::Value* option = config.find("log.system");
    const auto interval = option != nullptr ? config::read_interval(*option) : config::Interval();
    return interval.value_or(std::nullopt);
}

bool TrialLauncher::wants_process(const TrialJob& job, int concurrency) const {
    if (!executors_.processes) return false;
    if (job.place.ranks > 1) return true;
    switch (experiment_.search.isolation) {
        case search::Isolation::thread: return false;
        case search::Isolation::process: return true;
        case search::Isolation::automatic: break;
    }
    return concurrency > 1 || !job.device.is_cpu() || job.runs_foreign_code;
}

std::unique_ptr<RunningTrial> TrialLauncher::start(TrialJob job, int concurrency, TrialListener& listener) {
    job.usage_every = usage_interval(job.config);
    if (executors_.jobs) return executors_.jobs->start(std::move(job), listener);
    job.stop_at_step = executors_.stop_at_step;
    job.as_trial = executors_.as_trial;
    job.runs_foreign_code = executors_.runs_foreign_code && executors_.runs_foreign_code(job.config);
    Executor& executor = wants_process(job, concurrency) ? *executors_.processes : *executors_.threads;
    return executor.start(std::move(job), listener);
}

}  // namespace lathe::run
