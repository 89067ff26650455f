#include "core/train/logbook.h"

#include <ATen/ops/maximum.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/train/state.h"

namespace lathe::train {

void Logbook::begin_evaluation() {
    if (phase_ != Phase::evaluation) before_evaluation_ = phase_;
    phase_ = Phase::evaluation;
    evaluation_.clear();
    evaluation_steps_.clear();
}

void Logbook::log(const std::string& name, const torch::Tensor& value, const LogOptions& options) {
    const bool evaluates = phase_ == Phase::evaluation;
    const bool on_step = options.on_step.value_or(phase_ == Phase::batch);
    const bool on_epoch = options.on_epoch.value_or(phase_ != Phase::batch);
    const torch::Tensor scalar = value.detach();
    if (on_step) (evaluates ? evaluation_steps_ : steps_)[on_epoch ? name + "_step" : name] = scalar;
    if (!on_epoch) return;

    const c10::NoGradGuard no_grad;
    Sum& sum = (evaluates ? evaluation_ : train_)[on_step ? name + "_epoch" : name];
    sum.reduce = options.reduce;
    const auto weight = static_cast<double>(options.batch_size.value_or(batch_size_));
    const bool first = !sum.value.defined();
    switch (options.reduce) {
        case Reduce::mean:
            if (first) sum.value = at::zeros({}, scalar.options().dtype(torch::kDouble));
            sum.value.add_(scalar, weight);
            sum.weight += weight;
            break;
        case Reduce::sum:
            if (first) sum.value = at::zeros({}, scalar.options().dtype(torch::kDouble));
            sum.value.add_(scalar);
            break;
        case Reduce::min:
            sum.value = first ? scalar.to(torch::kDouble) : at::minimum(sum.value, scalar.to(torch::kDouble));
            break;
        case Reduce::max:
            sum.value = first ? scalar.to(torch::kDouble) : at::maximum(sum.value, scalar.to(torch::kDouble));
            break;
    }
}

std::map<std::string, double> Logbook::step_values() const {
    std::map<std::string, double> values;
    for (const auto& [name, value] : steps_) values[name] = value.item<double>();
    return values;
}

std::map<std::string, double> Logbook::take(Sums& sums) {
    std::map<std::string, double> values;
    for (const auto& [name, sum] : sums) {
        const auto value = sum.value.item<double>();
        values[name] = sum.reduce == Reduce::mean && sum.weight > 0 ? value / sum.weight : value;
    }
    sums.clear();
    return values;
}

std::map<std::string, double> Logbook::take_train_epoch() {
    return take(train_);
}

std::map<std::string, double> Logbook::take_evaluation() {
    auto values = take(evaluation_);
    for (const auto& [name, value] : evaluation_steps_) values[name] = value.item<double>();
    evaluation_steps_.clear();
    phase_ = before_evaluation_;
    return values;
}

void Logbook::save(State& state) const {
    Json sums = Json::object();
    for (const auto& [name, sum] : train_) {
        sums[name] = {{"reduce", static_cast<int>(sum.reduce)}, {"weight", sum.weight}};
        state.tensors["logbook." + name] = sum.value;
    }
    state.json["logbook"] = std::move(sums);
}

void Logbook::load(const State& state) {
    train_.clear();
    for (const auto& [name, kept] : state.json.at("logbook").items()) {
        train_[name] = {static_cast<Reduce>(kept.at("reduce").get<int>()), kept.at("weight").get<double>(),
                        state.tensor("logbook." + name).clone()};
    }
}

}  // namespace lathe::train
