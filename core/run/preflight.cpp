#include "core/run/preflight.h"

#include <algorithm>
#include <cctype>
#include <chrono>

#include <fmt/format.h>

#include "core/config/schema.h"
#include "core/run/device_request.h"
#include "core/run/program/program_body.h"
#include "core/space/corners.h"

namespace lathe::run {

namespace {

constexpr std::size_t most_configurations = 16;
// After this long no other configuration is looked at: networks at the far end of a space can be large.
constexpr std::chrono::seconds long_enough{10};

// The names that are near `name` by spelling, or say the same with other separators (val/acc, val-acc).
std::string suggestion(const std::string& name, const std::vector<std::string>& known) {
    const auto plain = [](std::string text) {
        std::erase_if(text, [](char c) { return c == '/' || c == '_' || c == '-' || c == '.' || c == ' '; });
        std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
        return text;
    };
    const auto same = std::ranges::find_if(known, [&](const std::string& one) { return plain(one) == plain(name); });
    if (same != known.end()) return *same;
    return config::nearest_name(name, known);
}

Error not_reported(const std::string& metric, const std::string& key, const std::vector<std::string>& known) {
    Error error;
    error.key = key;
    error.kind = "ValidationError";
    error.what = "no trial reports \"" + metric + "\"";
    const std::string near = suggestion(metric, known);
    error.hint =
        (near.empty() ? "" : "did you mean " + near + "? ") + fmt::format("the metrics are {}", fmt::join(known, ", "));
    return error;
}

class Look {
  public:
    Look(const search::Experiment& experiment, const SessionServices& services, CheckDepth depth)
        : experiment_(experiment), services_(services), depth_(depth) {}

    Preflight take() {
        check_device_indices();
        const auto all = experiment_.purpose == search::Purpose::search
                             ? space::corners(experiment_.space, most_configurations)
                             : std::vector<space::Params>{config::Value(config::Dict{})};
        const auto begun = std::chrono::steady_clock::now();
        for (const space::Params& params : all) {
            if (found_.configurations > 0 && std::chrono::steady_clock::now() - begun > long_enough) break;
            check(params);
        }
        tell();
        return std::move(found_);
    }

  private:
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
                                   : fmt::format("it has {}: {}", gpus, "see `lathectl devices`");
            found_.errors.push_back(std::move(error));
        }
    }

    void check_device(const config::Value& config, const space::Params& params) {
        if (services_.inventory == nullptr) return;
        if (machine_.empty()) machine_ = services_.inventory->list();
        const auto& settings = experiment_.search.devices;
        const auto request = device_request(settings, config.string_or("hw.device", "auto"), machine_);
        if (!request) return add(request.error(), params);
        device::Leases free;
        if (const auto lease = free.acquire(*request, machine_, "the check"); !lease && lease.error().permanent) {
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
        for (const std::string& note : checked.notes)
            if (std::ranges::find(found_.notes, note) == found_.notes.end()) found_.notes.push_back(note);
        if (checked.metrics && checked.errors.empty()) check_objectives(*checked.metrics, params);
    }

    void check_objectives(const std::vector<std::string>& known, const space::Params& params) {
        if (experiment_.purpose != search::Purpose::search) return;
        const auto& settings = experiment_.search;
        const auto missing = [&known](const std::string& metric) {
            return std::ranges::find(known, metric) == known.end();
        };
        for (std::size_t i = 0; i < settings.objectives.size(); ++i) {
            const std::string& metric = settings.objectives[i].metric;
            if (missing(metric))
                add(not_reported(metric, fmt::format("search.objectives[{}].metric", i), known), params);
        }
        if (settings.objectives.empty() && settings.objective && missing(settings.objective->metric))
            add(not_reported(settings.objective->metric, "search.objective.metric", known), params);
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
    std::vector<device::Device> machine_;
    std::vector<Told> told_;
    Preflight found_;
};

}  // namespace

Preflight check_before_training(const search::Experiment& experiment, const SessionServices& services,
                                CheckDepth depth) {
    return Look(experiment, services, depth).take();
}

}  // namespace lathe::run
