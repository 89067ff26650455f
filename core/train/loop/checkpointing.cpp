// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/checkpointing.h"

#include <ATen/ops/zeros_like.h>

#include "core/train/checkpoint.h"
#include "core/train/error.h"
#include "core/train/fitted.h"
#include "core/train/logbook.h"
#include "core/train/module.h"
#include "core/train/rng.h"
#include "core/train/weights.h"

namespace lathe::train {

namespace {

Json loop_to_json(const LoopState& s) {
    return {{"epoch", s.epoch},
            {"batch", s.batch},
            {"step", s.step},
            {"validations", s.validations},
            {"validation_due", s.validation_due},
            {"done", s.done},
            {"stop_requested", s.stop_requested},
            {"stop_now", s.stop_now},
            {"stop_reason", s.stop_reason},
            {"trained_ms", s.trained_ms}};
}

LoopState loop_from_json(const Json& json) {
    LoopState s;
    json.at("epoch").get_to(s.epoch);
    json.at("batch").get_to(s.batch);
    json.at("step").get_to(s.step);
    json.at("validations").get_to(s.validations);
    json.at("validation_due").get_to(s.validation_due);
    json.at("done").get_to(s.done);
    json.at("stop_requested").get_to(s.stop_requested);
    json.at("stop_now").get_to(s.stop_now);
    json.at("stop_reason").get_to(s.stop_reason);
    json.at("trained_ms").get_to(s.trained_ms);
    return s;
}

std::string gradient_name(const std::string& parameter) {
    return "grad." + parameter;
}

}  // namespace

State Checkpointing::save(const LoopState& loop, Gradients gradients) const {
    State state;
    training_.logbook.save(state);
    if (gradients == Gradients::keep) save_gradients(state);
    if (!training_.ranks.is_first()) return {};
    state.json["format"] = checkpoint_format;
    state.json["loop"] = loop_to_json(loop);
    state.json["batch_samples"] = training_.epoch.samples;
    state.json["epoch_batches"] = training_.epoch.count;
    state.json["config"] = config::to_json(training_.config);
    if (!training_.fitted.is_null()) state.json["fitted"] = config::to_json(training_.fitted);
    Json newest = Json::object();
    for (const auto& [name, value] : training_.metrics.newest()) newest[name] = json_number(value);
    state.json["metrics"] = std::move(newest);
    for (const auto& [name, tensor] : weights_of(training_.module)) state.tensors[name] = tensor.detach().cpu();
    training_.optimizers.save_moments(state);
    training_.optimizers.save_schedules(state);
    if (training_.scaler != nullptr) state.json["gradient_scaler"] = training_.scaler->state();
    RngState::capture(training_.device).save(state);
    training_.hooks.save_checkpoint(state);
    return state;
}

// What the ranks have of a step that goes on, together. A parameter may have a gradient on some of them, or on none.
void Checkpointing::save_gradients(State& state) const {
    const auto parameters = training_.module.named_parameters();
    Json mine = Json::object();
    for (const auto& item : parameters)
        if (item.value().grad().defined()) mine[item.key()] = true;
    Json anywhere = Json::object();
    for (const Json& rank : training_.ranks.gather(mine)) anywhere.update(rank);
    for (const auto& item : parameters) {
        if (!anywhere.contains(item.key())) continue;
        const torch::Tensor& gradient = item.value().grad();
        const torch::Tensor sum = gradient.defined() ? gradient.contiguous().clone() : torch::zeros_like(item.value());
        training_.ranks.sum(sum);
        state.tensors[gradient_name(item.key())] = sum.cpu();
    }
}

// An older Lathe knew one rank, and one between did not write how many batches there were.
EpochBatches Checkpointing::epoch_of(const State& state) const {
    return {state.json.value("batch_samples", training_.epoch.samples / training_.ranks.size()),
            state.json.value("epoch_batches", INT64_MAX)};
}

void Checkpointing::check_fitted(const State& state) const {
    if (training_.fitted.is_null()) return;
    const auto before = state.json.find("fitted");
    if (before == state.json.end()) {
        if (training_.fitted.get("table") == nullptr) return;  // an older Lathe kept only what it learned of tables
        throw TrainError("the checkpoint does not say what was learned of the table: an older Lathe wrote it",
                         "run the experiment anew", "data.file");
    }
    if (is_same_fitted(config::from_json(*before), training_.fitted)) return;
    throw TrainError(
        "the data is not what the checkpoint was trained on: its columns, classes, characters or means differ",
        "bring the old data back, or run the experiment anew", "data");
}

void Checkpointing::load(const State& state) {
    training_.loop = loop_from_json(state.json.at("loop"));
    const bool goes_on_with_step = training_.ranks.is_first() && epoch_of(state).samples == training_.epoch.samples;
    for (const auto& item : training_.module.named_parameters()) {
        const auto found = state.tensors.find(gradient_name(item.key()));
        if (goes_on_with_step && found != state.tensors.end())
            item.value().mutable_grad() = found->second.to(training_.device);
    }
    training_.optimizers.load_moments(state);
    if (const auto it = state.json.find("gradient_scaler"); training_.scaler != nullptr && it != state.json.end())
        training_.scaler->set_state(*it);
    training_.logbook.load(state);
    Metrics newest;
    for (const auto& [name, value] : state.json.at("metrics").items()) {
        newest[name] = number_from_json(value).value_or(0);
    }
    training_.metrics.set_newest(std::move(newest));
    training_.hooks.load_checkpoint(state);
    // After the callbacks, one of which may have brought another schedule.
    training_.optimizers.load_schedules(state);
    RngState::load(state).restore(training_.device);
}

State Checkpointing::as_beginning(State state) const {
    const config::Value before = config::from_json(state.json.at("config"));
    const auto same = [&](const char* key) {
        const config::Value* a = before.find(key);
        const config::Value* b = training_.config.find(key);
        return a && b && *a == *b;
    };
    const LoopState source = loop_from_json(state.json.at("loop"));
    LoopState loop;
    loop.epoch = source.epoch;
    loop.step = source.step;
    loop.validations = source.validations;
    state.json["loop"] = loop_to_json(loop);
    for (const char* callback : {"model_checkpoint", "early_stopping"}) state.json.erase(callback);
    std::erase_if(state.tensors, [](const auto& item) { return item.first.starts_with(gradient_name("")); });
    if (!same("opt.name")) training_.optimizers.save_moments(state);
    if (!same("sched")) {
        for (const char* schedules : {"scheduler", "schedulers"}) state.json.erase(schedules);
    }
    return state;
}

void Checkpointing::begin_from(const State& other) {
    auto options = training_.optimizers.group_options();
    load(as_beginning(other));
    training_.optimizers.set_group_options(std::move(options));
}

std::optional<Checkpointing::Start> Checkpointing::find(const std::filesystem::path& folder, const RankGroup& ranks,
                                                        const std::function<void(const std::string&)>& say) {
    if (ranks.is_alone()) return find_first(folder, say);
    auto start = ranks.is_first() ? find_first(folder, say) : std::nullopt;
    const bool is_own = ranks.share(start && start->origin == Origin::this_trial);
    const std::string bytes = ranks.share(start ? encode(start->state) : std::string());
    if (ranks.is_first() || bytes.empty()) return start;
    return Start{value_or_throw(decode(bytes)), is_own ? Origin::this_trial : Origin::another_trial};
}

std::optional<Checkpointing::Start> Checkpointing::find_first(const std::filesystem::path& folder,
                                                              const std::function<void(const std::string&)>& say) {
    const auto say_from = [&say](const std::string& from, const State& state) {
        const LoopState loop = loop_from_json(state.json.at("loop"));
        say("goes on from " + from + ": epoch " + std::to_string(loop.epoch) + ", step " + std::to_string(loop.step));
    };
    if (auto found = newest_checkpoint(folder, say)) {
        say_from(found->path.filename().string(), found->state);
        return Start{std::move(found->state), Origin::this_trial};
    }
    std::error_code ignored;
    if (const auto other = folder / "start.pt"; std::filesystem::exists(other, ignored)) {
        State state = value_or_throw(read_checkpoint(other));
        say_from("another trial", state);
        return Start{std::move(state), Origin::another_trial};
    }
    say("no checkpoint to go on from: the trial starts again");
    return std::nullopt;
}

}  // namespace lathe::train
