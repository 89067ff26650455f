// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/callbacks/weight_averaging.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "core/train/distinct_parameters.h"
#include "core/train/module.h"
#include "core/train/trainer.h"

namespace lathe::train {

void WeightAveraging::on_fit_start(Trainer& trainer) {
    if (!others_.empty()) return;  // from a checkpoint
    for (const auto& one : distinct_parameters(trainer.module())) others_.push_back(one.detach().clone());
}

double WeightAveraging::decay(std::int64_t updates) const {
    if (!options_.warmup) return options_.decay;
    return std::min(options_.decay, static_cast<double>(1 + updates) / static_cast<double>(10 + updates));
}

void WeightAveraging::on_train_batch_end(Trainer& trainer, const torch::Tensor&, const Batch&, std::int64_t) {
    const std::int64_t step = trainer.state().step;
    if (step == last_step_ || step % options_.every_n_steps != 0) return;
    last_step_ = step;
    const torch::NoGradGuard no_grad;
    const auto parameters = distinct_parameters(trainer.module());
    const double keep = decay(step / options_.every_n_steps);
    for (std::size_t i = 0; i < others_.size(); ++i) others_[i].lerp_(parameters[i].detach(), 1 - keep);
}

// The optimizer keeps its hold of the same parameters; only their data changes places.
void WeightAveraging::swap(Trainer& trainer) {
    auto parameters = distinct_parameters(trainer.module());
    for (std::size_t i = 0; i < others_.size(); ++i) {
        const torch::Tensor held = parameters[i].detach();
        parameters[i].set_data(others_[i]);
        others_[i] = held;
    }
    swapped_ = !swapped_;
}

void WeightAveraging::on_validation_start(Trainer& trainer) {
    if (!swapped_ && !over_) swap(trainer);
}

void WeightAveraging::on_validation_end(Trainer& trainer) {
    if (swapped_ && !over_) swap(trainer);
}

// The mean is the result.
void WeightAveraging::on_train_end(Trainer& trainer) {
    if (!swapped_ && !over_) swap(trainer);
    over_ = true;
}

// A parameter that parts of the module share is there under each of its names.
void WeightAveraging::on_save_checkpoint(Trainer& trainer, State& state) {
    if (others_.empty()) return;
    std::unordered_map<const c10::TensorImpl*, std::size_t> places;
    for (const auto& one : distinct_parameters(trainer.module()))
        places.emplace(one.unsafeGetTensorImpl(), places.size());
    for (const auto& item : trainer.module().named_parameters()) {
        const torch::Tensor inside = item.value().detach();
        const torch::Tensor& other = others_[places.at(item.value().unsafeGetTensorImpl())];
        state.tensors["model." + item.key()] = (swapped_ ? inside : other).cpu();
        state.tensors["ema.raw." + item.key()] = (swapped_ ? other : inside).cpu();
    }
    state.json["ema"] = {{"last_step", last_step_}, {"over", over_}};
}

void WeightAveraging::on_load_checkpoint(Trainer& trainer, const State& state) {
    if (!state.json.contains("ema")) return;
    const torch::NoGradGuard no_grad;
    last_step_ = state.json.at("ema").at("last_step").get<std::int64_t>();
    over_ = state.json.at("ema").at("over").get<bool>();
    swapped_ = over_;
    others_.clear();
    // The module holds the mean, as loaded.
    std::unordered_set<const c10::TensorImpl*> seen;
    for (const auto& item : trainer.module().named_parameters()) {
        if (!seen.insert(item.value().unsafeGetTensorImpl()).second) continue;
        const torch::Tensor raw = state.tensor("ema.raw." + item.key()).to(trainer.device());
        torch::Tensor parameter = item.value();
        others_.push_back(over_ ? raw.clone() : parameter.detach().clone());
        if (!over_) parameter.copy_(raw);
    }
}

}  // namespace lathe::train
