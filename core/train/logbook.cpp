// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/logbook.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/scalar_tensor.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include <utility>

#include <fmt/format.h>

#include "core/base/json.h"
#include "core/train/error.h"
#include "core/train/parallel/rank_group.h"
#include "core/train/state.h"

namespace lathe::train {

void Logbook::begin_evaluation() {
    if (phase_ != Phase::evaluation) before_evaluation_ = phase_;
    phase_ = Phase::evaluation;
    evaluation_.clear();
    evaluation_steps_.clear();
}

void Logbook::set_batch_size(std::int64_t size) {
    batch_size_ = size;
    if (size == 0) (phase_ == Phase::evaluation ? evaluation_steps_ : steps_).clear();
}

void Logbook::add(Sum& to, const torch::Tensor& value, double weight) {
    const bool first = !to.value.defined();
    switch (to.reduce) {
        case Reduce::mean:
            if (first) to.value = at::zeros({}, value.options().dtype(torch::kDouble));
            to.value.add_(value, weight);
            to.weight += weight;
            break;
        case Reduce::sum:
            if (first) to.value = at::zeros({}, value.options().dtype(torch::kDouble));
            to.value.add_(value);
            break;
        case Reduce::min:
            to.value = first ? value.to(torch::kDouble) : at::minimum(to.value, value.to(torch::kDouble));
            break;
        case Reduce::max:
            to.value = first ? value.to(torch::kDouble) : at::maximum(to.value, value.to(torch::kDouble));
            break;
    }
}

void Logbook::log(const std::string& name, const torch::Tensor& given, const LogOptions& options) {
    if (!given.defined() || given.numel() != 1)
        throw TrainError(fmt::format("what is logged as {} must be one number; it is {}", name,
                                     given.defined() ? fmt::format("{} numbers", given.numel()) : "nothing"),
                         "log its mean(), or its sum()");
    const torch::Tensor value = given.dim() == 0 ? given : given.reshape({});
    const bool evaluates = phase_ == Phase::evaluation;
    const bool on_step = options.on_step.value_or(phase_ == Phase::batch);
    const bool on_epoch = options.on_epoch.value_or(phase_ != Phase::batch);
    // A parameter, or a view of one, is changed in its place by the step that follows.
    const bool may_change = value.requires_grad() && (value.is_leaf() || value.is_view());
    const torch::Tensor scalar = may_change ? value.detach().clone() : value.detach();
    const auto weight = static_cast<double>(options.batch_size.value_or(batch_size_));
    if (on_step)
        (evaluates ? evaluation_steps_ : steps_)[on_epoch ? name + "_step" : name] = {options.reduce, weight, scalar};
    if (!on_epoch) return;

    const c10::NoGradGuard no_grad;
    Sum& sum = (evaluates ? evaluation_ : train_)[on_step ? name + "_epoch" : name];
    sum.reduce = options.reduce;
    add(sum, scalar, weight);
}

// Added up by rank, so that all ranks come to the same bits.
Logbook::Sums Logbook::over_all_ranks(const Sums& own) const {
    if (ranks_ == nullptr || ranks_->is_alone()) return own;
    Json mine = Json::object();
    for (const auto& [name, sum] : own)
        mine[name] = {static_cast<int>(sum.reduce), sum.weight, json_number(sum.value.item<double>())};
    Sums all;
    for (const Json& rank : ranks_->gather(mine)) {
        for (const auto& [name, given] : rank.items()) {
            Sum& sum = all[name];
            sum.reduce = static_cast<Reduce>(given.at(0).get<int>());
            const torch::Tensor value = at::scalar_tensor(number_from_json(given.at(2)).value_or(0), torch::kDouble);
            if (sum.reduce == Reduce::mean) {  // a sum already
                sum.value = sum.value.defined() ? sum.value + value : value;
                sum.weight += given.at(1).get<double>();
            } else {
                add(sum, value, 1);
            }
        }
    }
    return all;
}

std::map<std::string, double> Logbook::means_of(const Sums& own) const {
    std::map<std::string, double> values;
    for (const auto& [name, sum] : over_all_ranks(own)) {
        const auto value = sum.value.item<double>();
        values[name] = sum.reduce == Reduce::mean && sum.weight > 0 ? value / sum.weight : value;
    }
    return values;
}

std::map<std::string, double> Logbook::newest_of(const Sums& steps) const {
    if (ranks_ == nullptr || ranks_->is_alone()) {
        std::map<std::string, double> values;
        for (const auto& [name, step] : steps) values[name] = step.value.item<double>();
        return values;
    }
    Sums weighted = steps;
    for (auto& [name, step] : weighted)
        if (step.reduce == Reduce::mean) step.value = step.value.to(torch::kDouble) * step.weight;
    return means_of(weighted);
}

std::map<std::string, double> Logbook::step_values() const {
    return newest_of(steps_);
}

std::map<std::string, double> Logbook::take_train_epoch() {
    return means_of(std::exchange(train_, {}));
}

std::map<std::string, double> Logbook::take_evaluation() {
    auto values = means_of(std::exchange(evaluation_, {}));
    values.merge(newest_of(std::exchange(evaluation_steps_, {})));
    phase_ = before_evaluation_;
    return values;
}

void Logbook::save(State& state) const {
    Json sums = Json::object();
    for (const auto& [name, sum] : over_all_ranks(train_)) {
        sums[name] = {{"reduce", static_cast<int>(sum.reduce)}, {"weight", sum.weight}};
        state.tensors["logbook." + name] = sum.value;
    }
    state.json["logbook"] = std::move(sums);
}

void Logbook::load(const State& state) {
    train_.clear();
    if (ranks_ != nullptr && !ranks_->is_first()) return;  // all of it is in rank 0's hands
    for (const auto& [name, kept] : state.json.at("logbook").items()) {
        train_[name] = {static_cast<Reduce>(kept.at("reduce").get<int>()), kept.at("weight").get<double>(),
                        state.tensor("logbook." + name).clone()};
    }
}

}  // namespace lathe::train
