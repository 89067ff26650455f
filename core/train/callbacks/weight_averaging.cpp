// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/callbacks/weight_averaging.h"

#include <algorithm>

#include "core/train/module.h"
#include "core/train/trainer.h"

namespace lathe::train {

void WeightAveraging::on_fit_start(Trainer& trainer) {
    if (!others_.empty()) return;  // from a checkpoint
    for (const auto& parameter : trainer.module().parameters()) others_.push_back(parameter.detach().clone());
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
    const auto parameters = trainer.module().parameters();
    const double keep = decay(step / options_.every_n_steps);
    for (std::size_t i = 0; i < others_.size(); ++i) others_[i].lerp_(parameters[i].detach(), 1 - keep);
}

// The optimizer keeps its hold of the same parameters; only their data changes places.
void WeightAveraging::swap(Trainer& trainer) {
    auto parameters = trainer.module().parameters();
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

void WeightAveraging::on_save_checkpoint(Trainer& trainer, State& state) {
    if (others_.empty()) return;
    const auto parameters = trainer.module().named_parameters();
    for (std::size_t i = 0; i < others_.size(); ++i) {
        const std::string& name = parameters[i].key();
        const torch::Tensor inside = parameters[i].value().detach();
        state.tensors["model." + name] = (swapped_ ? inside : others_[i]).cpu();
        state.tensors["ema.raw." + name] = (swapped_ ? others_[i] : inside).cpu();
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
    for (const auto& item : trainer.module().named_parameters()) {
        const torch::Tensor raw = state.tensor("ema.raw." + item.key()).to(trainer.device());
        torch::Tensor parameter = item.value();
        others_.push_back(over_ ? raw.clone() : parameter.detach().clone());
        if (!over_) parameter.copy_(raw);
    }
}

}  // namespace lathe::train
