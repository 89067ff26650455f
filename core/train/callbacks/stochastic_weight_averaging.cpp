// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/callbacks/stochastic_weight_averaging.h"

#include <torch/nn/modules/batchnorm.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/plural.h"
#include "core/train/models/batch_norm.h"
#include "core/train/module.h"
#include "core/train/trainer.h"

namespace lathe::train {

namespace nn = torch::nn;

namespace {

// Makes the running statistics those of the whole epoch that is shown next: calls `look` on every kind of layer that
// keeps some.
template <class Look>
void for_each_norm(const Module& module, const Look& look) {
    for (const auto& item : module.modules()) {
        if (auto* norm = item->as<nn::BatchNorm1dImpl>()) look(*norm);
        else if (auto* flat = item->as<nn::BatchNorm2dImpl>()) look(*flat);
        else if (auto* own = item->as<BatchNorm2d>()) look(*own);
        else if (auto* deep = item->as<nn::BatchNorm3dImpl>()) look(*deep);
    }
}

}  // namespace

double SwaSchedule::lr(double base) const {
    const double part = std::min(1.0, static_cast<double>(t_) / static_cast<double>(options_.annealing_epochs));
    const double weight = options_.annealing_strategy == "cos" ? (1 - std::cos(std::numbers::pi * part)) / 2 : part;
    return options_.lr * weight + base * factor_ * (1 - weight);
}

void SwaSchedule::set_state(const Json& state) {
    t_ = state.at("t").get<std::int64_t>();
    factor_ = state.at("factor").get<double>();
}

std::int64_t StochasticWeightAveraging::first_epoch(const Trainer& trainer) const {
    if (options_.start.is_int()) return std::max<std::int64_t>(options_.start.as_int() - 1, 0);
    const double part = std::min(options_.start.as_number(), 1.0);
    const auto start = static_cast<std::int64_t>(static_cast<double>(trainer.max_epochs()) * part);
    return std::max<std::int64_t>(start - 1, 0);
}

void StochasticWeightAveraging::begin(Trainer& trainer) {
    begun_ = true;
    trainer.replace_schedule(std::make_unique<SwaSchedule>(options_, trainer.optimizers().scheduled_part()));
}

void StochasticWeightAveraging::on_train_epoch_start(Trainer& trainer) {
    if (!begun_ && trainer.state().epoch >= first_epoch(trainer)) begin(trainer);
}

void StochasticWeightAveraging::on_train_batch_end(Trainer& trainer, const torch::Tensor&, const Batch&,
                                                   std::int64_t batch) {
    if (!begun_ || finished_) return;
    const bool last = trainer.is_last_batch();
    if (last || batch + 1 == trainer.batches_per_epoch()) add(trainer);
    if (last) finish(trainer);
}

// A training that early stopping ended.
void StochasticWeightAveraging::on_train_end(Trainer& trainer) {
    if (count_ > 0 && !finished_) finish(trainer);
}

void StochasticWeightAveraging::add(Trainer& trainer) {
    const torch::NoGradGuard no_grad;
    const auto parameters = trainer.module().parameters();
    ++count_;
    if (mean_.empty()) {
        for (const auto& parameter : parameters) mean_.push_back(parameter.detach().clone());
        return;
    }
    for (std::size_t i = 0; i < mean_.size(); ++i) {
        mean_[i].add_(parameters[i].detach() - mean_[i], 1.0 / static_cast<double>(count_));
    }
}

void StochasticWeightAveraging::finish(Trainer& trainer) {
    const torch::NoGradGuard no_grad;
    Module& module = trainer.module();
    auto parameters = module.parameters();
    for (std::size_t i = 0; i < mean_.size(); ++i) parameters[i].copy_(mean_[i]);
    trainer.log_line("the weights are now the mean over " + counted(count_, "epoch"));
    finished_ = true;

    bool has_norms = false;
    for_each_norm(module, [&](auto& norm) {
        has_norms = true;
        norm.reset_running_stats();
        norm.options.momentum(c10::nullopt);  // a plain mean over the batches
    });
    if (!has_norms) return;
    const bool was_training = module.is_training();
    module.train();
    std::int64_t batches = 0;
    // Stopped: again when the trial goes on.
    finished_ = trainer.for_each_training_batch([&](const Batch& batch) { module.predict_step(batch, batches++); });
    module.train(was_training);
    for_each_norm(module, [&](auto& norm) {  // each rank has seen its part
        for (torch::Tensor mean : {norm.running_mean, norm.running_var}) {
            trainer.ranks().sum(mean);
            mean.div_(trainer.ranks().size());
        }
    });
}

void StochasticWeightAveraging::on_save_checkpoint(Trainer&, State& state) {
    state.json["swa"] = {{"begun", begun_}, {"count", count_}, {"finished", finished_}};
    for (std::size_t i = 0; i < mean_.size(); ++i) state.tensors["swa." + std::to_string(i)] = mean_[i].cpu();
}

void StochasticWeightAveraging::on_load_checkpoint(Trainer& trainer, const State& state) {
    if (!state.json.contains("swa")) return;
    const Json& saved = state.json.at("swa");
    count_ = saved.at("count").get<std::int64_t>();
    finished_ = saved.at("finished").get<bool>();
    mean_.clear();
    for (std::size_t i = 0; count_ > 0 && i < trainer.module().parameters().size(); ++i) {
        mean_.push_back(
            state.tensor("swa." + std::to_string(i)).to(trainer.device(), /*non_blocking=*/false, /*copy=*/true));
    }
    if (saved.at("begun").get<bool>()) begin(trainer);  // the schedule's own state is set after this
}

}  // namespace lathe::train
