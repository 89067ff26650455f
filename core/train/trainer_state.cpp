// What the Trainer keeps in checkpoints, and how it goes on from one.
#include <sstream>

#include <torch/serialize/input-archive.h>
#include <torch/serialize/output-archive.h>

#include "core/train/checkpoint.h"
#include "core/train/optim/optimizer.h"
#include "core/train/rng.h"
#include "core/train/trainer.h"

namespace lathe::train {

namespace {

std::string shape_of(const torch::Tensor& tensor) {
    std::ostringstream text;
    text << tensor.sizes();
    return text.str();
}

torch::Tensor optimizer_bytes(torch::optim::Optimizer& optimizer) {
    make_writable(optimizer);
    torch::serialize::OutputArchive archive;
    optimizer.save(archive);
    std::string bytes;
    archive.save_to([&bytes](const void* data, std::size_t size) {
        bytes.append(static_cast<const char*>(data), size);
        return size;
    });
    return torch::from_blob(bytes.data(), {static_cast<std::int64_t>(bytes.size())}, torch::kUInt8).clone();
}

void load_optimizer(torch::optim::Optimizer& optimizer, const torch::Tensor& bytes) {
    torch::serialize::InputArchive archive;
    archive.load_from(static_cast<const char*>(bytes.data_ptr()), static_cast<std::size_t>(bytes.numel()));
    optimizer.load(archive);
}

using GroupOptions = std::vector<std::unique_ptr<torch::optim::OptimizerOptions>>;

GroupOptions options_of(const torch::optim::Optimizer& optimizer) {
    GroupOptions options;
    for (const auto& group : optimizer.param_groups()) options.push_back(group.options().clone());
    return options;
}

// Parameters and buffers under their names in the module.
std::map<std::string, torch::Tensor> weights_of(const Module& module) {
    std::map<std::string, torch::Tensor> weights;
    for (const auto& item : module.named_parameters()) weights["model." + item.key()] = item.value();
    for (const auto& item : module.named_buffers()) weights["model." + item.key()] = item.value();
    return weights;
}

Json to_json(const LoopState& s) {
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

// Another trial's checkpoint as the beginning of one with this config (population based training, successive halving):
// weights, moments and counters go on; when it ends and what its callbacks keep is its own.
State as_beginning(State state, const config::Value& config, torch::optim::Optimizer& optimizer) {
    const config::Value before = config::from_json(state.json.at("config"));
    const auto same = [&](const char* key) {
        const config::Value* a = before.find(key);
        const config::Value* b = config.find(key);
        return a && b && *a == *b;
    };
    const LoopState source = loop_from_json(state.json.at("loop"));
    LoopState loop;
    loop.epoch = source.epoch;
    loop.step = source.step;
    loop.validations = source.validations;
    state.json["loop"] = to_json(loop);
    for (const char* callback : {"model_checkpoint", "early_stopping"}) state.json.erase(callback);
    std::erase_if(state.tensors, [](const auto& item) { return item.first.starts_with("grad."); });
    if (!same("opt.name")) state.tensors["optimizer"] = optimizer_bytes(optimizer);
    if (!same("sched")) state.json.erase("scheduler");
    return state;
}

}  // namespace

void Trainer::save_checkpoint(const std::filesystem::path& path) {
    const ProfilerSpan span(profiler_.get(), "save_checkpoint");
    // What a trial goes on from must not be ahead of its record; when that cannot be written the trial is being
    // stopped.
    if (environment_.metrics != nullptr && !environment_.metrics->flush()) return;
    State state;
    LoopState loop = state_;
    if (in_batch_) {  // saved by a hook at the batch's end: the batch is done
        ++loop.batch;
        loop.validation_due = val_loader_ && validation_falls_after(loop.batch);
    }
    loop.trained_ms = trained_ms();
    state.json["format"] = 1;
    state.json["loop"] = to_json(loop);
    state.json["config"] = config::to_json(environment_.config);
    Json kept = Json::object();
    for (const auto& [name, value] : metrics_) kept[name] = json_number(value);
    state.json["metrics"] = std::move(kept);
    for (const auto& [name, tensor] : weights_of(*module_)) state.tensors[name] = tensor.detach().cpu();
    // Within an accumulation the gradients so far are part of the state.
    const std::int64_t batches = state_.batch + (in_batch_ ? 1 : 0);
    if (batches % accumulation_ != 0 && batches < train_batches_) {
        for (const auto& item : module_->named_parameters()) {
            if (item.value().grad().defined()) state.tensors["grad." + item.key()] = item.value().grad().cpu();
        }
    }
    state.tensors["optimizer"] = optimizer_bytes(optimizer());
    if (optimization_.scheduler) state.json["scheduler"] = optimization_.scheduler->state();
    RngState::capture(device()).save(state);
    logbook_.save(state);
    for (const auto& callback : callbacks_) callback->on_save_checkpoint(*this, state);
    module_->on_save_checkpoint(*this, state);
    value_or_throw(write_checkpoint(path, state));
}

void load_weights(Module& module, const State& state) {
    const torch::NoGradGuard no_grad;
    auto weights = weights_of(module);
    std::string differences;
    const auto differs = [&differences](const std::string& text) {
        differences += (differences.empty() ? "" : "; ") + text;
    };
    for (const auto& [name, tensor] : weights) {
        const auto found = state.tensors.find(name);
        if (found == state.tensors.end()) {
            differs(name.substr(6) + " is not in the checkpoint");
        } else if (found->second.sizes() != tensor.sizes()) {
            differs(name.substr(6) + " is " + shape_of(found->second) + " in the checkpoint and " + shape_of(tensor) +
                    " in the network");
        }
    }
    for (const auto& [name, tensor] : state.tensors) {
        if (name.starts_with("model.") && !weights.contains(name)) differs(name.substr(6) + " is not in the network");
    }
    if (!differences.empty()) {
        throw TrainError("the checkpoint does not fit the network: " + differences,
                         "use the network and the data that it was made with");
    }
    for (auto& [name, tensor] : weights) tensor.copy_(state.tensor(name));
}

void Trainer::load_checkpoint(const State& state) {
    state_ = loop_from_json(state.json.at("loop"));
    for (const auto& item : module_->named_parameters()) {
        const auto found = state.tensors.find("grad." + item.key());
        if (found != state.tensors.end()) item.value().mutable_grad() = found->second.to(device());
    }
    load_optimizer(optimizer(), state.tensor("optimizer"));
    logbook_.load(state);
    for (const auto& [name, value] : state.json.at("metrics").items()) {
        metrics_[name] = number_from_json(value).value_or(0);
    }
    for (const auto& callback : callbacks_) callback->on_load_checkpoint(*this, state);
    module_->on_load_checkpoint(*this, state);
    // After the callbacks, one of which may have brought another schedule.
    if (optimization_.scheduler && state.json.contains("scheduler")) {
        optimization_.scheduler->set_state(state.json.at("scheduler"));
        apply_schedule();
    }
    RngState::load(state).restore(device());
}

void Trainer::begin_from(const State& other) {
    GroupOptions options = options_of(optimizer());
    load_checkpoint(as_beginning(other, environment_.config, optimizer()));
    for (std::size_t i = 0; i < options.size(); ++i) optimizer().param_groups()[i].set_options(std::move(options[i]));
    apply_schedule();
}

std::optional<Trainer::Start> Trainer::find_checkpoint() {
    const auto say = [this](const std::string& from, const State& state) {
        const LoopState loop = loop_from_json(state.json.at("loop"));
        log_line("goes on from " + from + ": epoch " + std::to_string(loop.epoch) + ", step " +
                 std::to_string(loop.step));
    };
    auto found = newest_checkpoint(folder() / "checkpoints", [this](const std::string& line) { log_line(line); });
    if (found) {
        say(found->path.filename().string(), found->state);
        return Start{std::move(found->state), false};
    }
    std::error_code ignored;
    if (const auto other = folder() / "checkpoints" / "start.pt"; std::filesystem::exists(other, ignored)) {
        State state = value_or_throw(read_checkpoint(other));
        say("another trial", state);
        return Start{std::move(state), true};
    }
    log_line("no checkpoint to go on from: the trial starts again");
    return std::nullopt;
}

}  // namespace lathe::train
