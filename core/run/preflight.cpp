// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/preflight.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

#include "core/run/device_request.h"
#include "core/run/metric_names.h"
#include "core/run/program/program_body.h"
#include "core/run/slurm/slurm_commands.h"
#include "core/run/warm_start.h"
#include "core/search/first_trials.h"
#include "core/space/corners.h"

namespace lathe::run {

namespace {

constexpr std::size_t most_configurations = 16;
// After this long no other configuration is looked at: networks at the far end of a space can be large.
constexpr std::chrono::seconds long_enough{10};

class Look {
  public:
    Look(const search::Experiment& experiment, const SessionServices& services, CheckDepth depth, PreflightScope scope)
        : experiment_(experiment),
          services_(services),
          depth_(depth),
          is_every_way_(scope == PreflightScope::every_way),
          is_run_(scope == PreflightScope::every_way || experiment.purpose == search::Purpose::trial),
          is_searched_(scope == PreflightScope::every_way ? !experiment.space.empty()
                                                          : experiment.purpose == search::Purpose::search) {}

    Preflight take() {
        is_local() ? check_device_indices() : check_cluster();
        check_isolation();
        std::vector<space::Params> all;
        if (is_run_) all.emplace_back(config::Dict{});
        if (is_searched_)
            std::ranges::move(space::corners(experiment_.space, most_configurations), std::back_inserter(all));
        const auto begun = std::chrono::steady_clock::now();
        for (const space::Params& params : all) {
            if (found_.configurations > 0 && std::chrono::steady_clock::now() - begun > long_enough) break;
            check(params);
        }
        if (is_searched_) look_at_modes();
        if (is_searched_ && is_every_way_) check_what_comes_first();
        if (experiment_.program && depth_ == CheckDepth::one_batch)
            say("the program of the experiment is not started by this check; what it reports, only a trial tells");
        tell();
        return std::move(found_);
    }

  private:
    bool is_local() const { return experiment_.search.engine.kind == search::EngineKind::local; }

    void check_cluster() {
        if (const auto& devices = experiment_.search.devices;
            !devices.indices.empty() || devices.trials_per_gpu != 1 || devices.use_active)
            say("search.devices chooses among the GPUs of one machine; with Slurm only its per_trial counts");
        const auto installed = slurm::SlurmCommands::check_installed();
        if (installed) return;
        Error error = installed.error();
        error.key = "search.engine.name";
        found_.errors.push_back(std::move(error));
    }

    void check_device_indices() {
        const auto& wanted = experiment_.search.devices.indices;
        if (wanted.empty() || services_.inventory == nullptr) return;
        machine_ = services_.inventory->list();
        for (const int index : wanted) {
            const auto is_it = [index](const device::Device& one) { return !one.id.is_cpu() && one.id.gpu == index; };
            if (std::ranges::any_of(machine_, is_it)) continue;
            const auto gpus = std::ranges::count_if(machine_, [](const auto& one) { return !one.id.is_cpu(); });
            Error error;
            error.key = "search.devices.indices";
            error.kind = "ValidationError";
            error.what = fmt::format("there is no GPU {} on this machine", index);
            error.hint = gpus == 0 ? "it has none: remove search.devices.indices"
                                   : fmt::format("it has {}: see `lathectl devices`", gpus);
            found_.errors.push_back(std::move(error));
        }
    }

    void check_isolation() {
        const auto& settings = experiment_.search;
        if (settings.isolation != search::Isolation::thread || settings.concurrency <= 1 || experiment_.program ||
            !is_local())
            return;
        Error error;
        error.key = "search.isolation";
        error.kind = "ValidationError";
        error.what = fmt::format(
            "{} trials at once on threads of one process would share its random numbers, and none "
            "could be run again",
            settings.concurrency);
        error.hint = "write auto, or set search.concurrency to 1";
        found_.errors.push_back(std::move(error));
    }

    void check_device(const config::Value& config, const space::Params& params) {
        if (!is_local()) {
            config::Value fitted = config;
            if (const auto devices = devices_of_job(experiment_, config); !devices) add(devices.error(), params);
            else if (const auto fits = fit_threads_to_job(experiment_.search.engine, fitted);
                     !fits && !experiment_.program)
                add(fits.error(), params);
            return;
        }
        if (services_.inventory == nullptr) return;
        if (machine_.empty()) machine_ = services_.inventory->list();
        const auto& settings = experiment_.search.devices;
        const Result<std::optional<int>> ranks = experiment_.program ? std::optional(1) : wanted_ranks(config);
        if (!ranks) return add(ranks.error(), params);
        const auto request = device_request(settings, config.string_or("hw.device", "auto"), machine_, *ranks);
        if (!request) return add(request.error(), params);
        device::Leases free;
        const auto lease = free.acquire(*request, machine_, "the check");
        if (lease) {
            const auto unfit = unfit_isolation(ranks_on(lease->devices, *ranks), experiment_.search.isolation);
            if (unfit) add(*unfit, params);
        } else if (lease.error().permanent) {
            Error error;
            error.key = "hw.device";
            error.kind = "ValidationError";
            error.what = lease.error().reason;
            error.hint = "see `lathectl devices`";
            add(error, params);
        }
    }

    void check(const space::Params& params) {
        ++found_.configurations;
        const auto resolved = experiment_.trial_config(*services_.catalog, params);
        if (!resolved.errors.empty()) {
            for (const Error& error : resolved.errors) add(error, params);
            return;
        }
        check_device(resolved.value, params);
        if (!experiment_.program && !services_.check_trial) return;
        const TrialCheck checked = experiment_.program
                                       ? check_program(*experiment_.program, experiment_.folder, resolved.value)
                                       : services_.check_trial(resolved.value, depth_);
        for (const Error& error : checked.errors) add(error, params);
        for (const std::string& note : checked.notes) say(note);
        if (is_searched_ && checked.metrics && checked.errors.empty()) check_objectives(checked, params);
    }

    // Each with its key.
    std::vector<std::pair<std::string, search::Objective>> objectives() const {
        const auto& settings = experiment_.search;
        std::vector<std::pair<std::string, search::Objective>> all;
        for (std::size_t i = 0; i < settings.objectives.size(); ++i)
            all.emplace_back(fmt::format("search.objectives[{}]", i), settings.objectives[i]);
        if (all.empty() && settings.objective) all.emplace_back("search.objective", *settings.objective);
        return all;
    }

    void check_objectives(const TrialCheck& checked, const space::Params& params) {
        for (const auto& [key, objective] : objectives())
            check_metric(key + ".metric", objective.metric, checked, params);
        for (std::size_t i = 0; i < experiment_.search.constraints.size(); ++i)
            check_metric(fmt::format("search.constraints[{}].metric", i), experiment_.search.constraints[i].metric,
                         checked, params);
    }

    void check_metric(const std::string& key, const std::string& metric, const TrialCheck& checked,
                      const space::Params& params) {
        if (std::ranges::find(checked.unlogged, metric) != checked.unlogged.end()) {
            Error error{metric + " would never be recorded: the training has fewer steps than log.every_n_steps",
                        "lower log.every_n_steps, or name a metric of the validation"};
            error.key = key;
            error.kind = "ValidationError";
            add(error, params);
        } else if (const auto error = unreported_metric(key, metric, *checked.metrics)) {
            add(*error, params);
        }
    }

    // A search says these itself: its first trials when its experiment is read, earlier studies when it begins. One
    // that goes on does without the studies.
    void check_what_comes_first() {
        if (experiment_.purpose != search::Purpose::search)
            for (Error& error : search::check_first_trials(experiment_.search.first, experiment_.space))
                found_.errors.push_back(std::move(error));
        search::Experiment search = experiment_;
        search.purpose = search::Purpose::search;
        if (const auto learned = warm_start(search); !learned) found_.errors.push_back(learned.error());
    }

    void look_at_modes() {
        for (const auto& [key, objective] : objectives())
            if (const auto note = note_of_wrong_way(key + ".mode", objective.metric, objective.mode)) say(*note);
    }

    void say(const std::string& note) {
        if (std::ranges::find(found_.notes, note) == found_.notes.end()) found_.notes.push_back(note);
    }

    // The same mistake of several configurations is told once, with the first of them.
    void add(const Error& error, const space::Params& params) {
        const auto is_same = [&](const Told& told) {
            return told.error.key == error.key && told.error.what == error.what;
        };
        const auto before = std::ranges::find_if(told_, is_same);
        if (before != told_.end()) ++before->times;
        else told_.push_back({error, params, 1});
    }

    void tell() {
        for (Told& told : told_) {
            Error error = std::move(told.error);
            if (told.times < found_.configurations && told.params.is_dict() && !told.params.as_dict().empty())
                error.what += " (a trial with " + config::to_yaml_inline(told.params) + ")";
            found_.errors.push_back(std::move(error));
        }
    }

    struct Told {
        Error error;
        space::Params params;
        int times = 0;
    };

    const search::Experiment& experiment_;
    const SessionServices& services_;
    const CheckDepth depth_;
    const bool is_every_way_;
    const bool is_run_;       // as one trial, with the values that stand in the config
    const bool is_searched_;  // with those of its space
    std::vector<device::Device> machine_;
    std::vector<Told> told_;
    Preflight found_;
};

}  // namespace

Preflight check_before_training(const search::Experiment& experiment, const SessionServices& services, CheckDepth depth,
                                PreflightScope scope) {
    return Look(experiment, services, depth, scope).take();
}

}  // namespace lathe::run
