// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optim/schedule_notes.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/train/optim/scheduler_options.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

namespace {

using Notes = std::vector<std::string>;

// How often a schedule of this interval advances in the training; nullopt: unknown.
std::optional<std::int64_t> advances(const ScheduleInterval& o, std::optional<std::int64_t> steps,
                                     std::int64_t epochs) {
    if (o.interval == "step") return steps ? std::optional(*steps / o.frequency) : std::nullopt;
    if (epochs == std::numeric_limits<std::int64_t>::max()) return std::nullopt;
    return epochs / o.frequency;
}

std::string unit(const ScheduleInterval& o) {
    return o.frequency == 1 ? o.interval + "s" : fmt::format("times {} {}s", o.frequency, o.interval);
}

void note_step(const config::Value& config, std::optional<std::int64_t> steps, std::int64_t epochs, Notes& notes) {
    const auto o = read<StepOptions>(config);
    const auto all = advances(o, steps, epochs);
    // A fall after the last interval has nothing left to train.
    if (all && *all <= o.step_size)
        notes.push_back(fmt::format("sched.step_size is {}, and the training has {} {}: the learning rate never falls",
                                    o.step_size, *all, unit(o)));
}

void note_milestones(const config::Value& config, std::optional<std::int64_t> steps, std::int64_t epochs,
                     Notes& notes) {
    const auto o = read<MultiStepOptions>(config);
    const auto all = advances(o, steps, epochs);
    if (!all) return;
    std::vector<std::int64_t> late;
    std::ranges::copy_if(o.milestones, std::back_inserter(late), [&](std::int64_t m) { return m >= *all; });
    if (!late.empty())
        notes.push_back(fmt::format("the training has {} {}: sched.milestones {} are not reached", *all, unit(o),
                                    fmt::join(late, ", ")));
}

void note_cosine(const config::Value& config, std::optional<std::int64_t> steps, Notes& notes) {
    const auto o = read<CosineOptions>(config);
    if (steps && o.warmup_steps >= *steps)
        notes.push_back(
            fmt::format("sched.warmup_steps is {}, and the training has {}: the learning rate only rises, "
                        "to {:.3g} of opt.lr",
                        o.warmup_steps, counted(*steps, "step"),
                        static_cast<double>(*steps) / static_cast<double>(std::max<std::int64_t>(o.warmup_steps, 1))));
    else if (steps && o.t_max && *o.t_max > *steps - o.warmup_steps)
        notes.push_back(fmt::format("sched.t_max is {}, and {} the warm-up: the cosine does not come to its end",
                                    *o.t_max, counted(*steps - o.warmup_steps, "step follows", "steps follow")));
    else if (steps && o.t_max && !o.restarts && *o.t_max < *steps - o.warmup_steps)
        notes.push_back(
            fmt::format("sched.t_max is {}, and {} the warm-up: the last {} are trained with "
                        "sched.eta_min ({})",
                        *o.t_max, counted(*steps - o.warmup_steps, "step follows", "steps follow"),
                        *steps - o.warmup_steps - *o.t_max, o.eta_min));
    if (!o.restarts && o.t_mult != 1) notes.push_back("sched.t_mult counts only with sched.restarts: true");
}

void note_one_cycle(const config::Value& config, std::optional<std::int64_t> steps, Notes& notes) {
    const auto o = read<OneCycleOptions>(config);
    const std::string optimizer = config.string_or("opt.name", "Adam");
    if (o.cycle_momentum && (optimizer == "Adagrad" || optimizer == "LBFGS"))
        notes.push_back("sched.cycle_momentum has no effect: " + optimizer + " has no momentum");
    if (!steps || !o.total_steps || *o.total_steps == *steps) return;
    notes.push_back(fmt::format("sched.total_steps is {}, and the training has {}: {}", *o.total_steps,
                                counted(*steps, "step"),
                                *o.total_steps > *steps ? "the cycle does not come to its end"
                                                        : "the last ones are trained with the lowest learning rate"));
}

}  // namespace

std::vector<std::string> schedule_notes(const config::Value& config, std::optional<std::int64_t> steps,
                                        std::int64_t epochs) {
    Notes notes;
    const std::string name = config.string_or("sched.name", "none");
    if (name == "step") note_step(config, steps, epochs, notes);
    if (name == "multi_step") note_milestones(config, steps, epochs, notes);
    if (name == "cosine") note_cosine(config, steps, notes);
    if (name == "one_cycle") note_one_cycle(config, steps, notes);
    const bool ends_with_training = name == "cosine" || name == "one_cycle";
    if (ends_with_training && steps && config.find("train.max_time") && !config.find("train.max_time")->is_null())
        notes.push_back(
            fmt::format("the schedule is made for {}; if train.max_time ends the training sooner, it does "
                        "not come to its end",
                        counted(*steps, "step")));
    if (ends_with_training && steps && end_by_validation(read<TrainerOptions>(config), config))
        notes.push_back(
            fmt::format("the schedule is made for {}, and the validation is likely to end the training sooner: "
                        "give train.epochs",
                        counted(*steps, "step")));
    return notes;
}

}  // namespace lathe::train
