// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optim/optimizer.h"

#include <map>
#include <tuple>

#include <torch/optim/adagrad.h>
#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/optim/lbfgs.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>

#include "core/train/error.h"
#include "core/train/optim/optimizer_options.h"
#include "core/train/plugin/part_uses.h"
#include "core/train/plugin/plugins.h"

namespace lathe::train {

namespace optim = torch::optim;

namespace {

using Parameters = std::vector<torch::Tensor>;
using MadeOptimizer = std::unique_ptr<optim::Optimizer>;
using OptimizerFactory = MadeOptimizer (*)(const config::Value&, Parameters);

MadeOptimizer make_sgd(const config::Value& config, Parameters parameters) {
    const auto o = read<SgdOptions>(config);
    if (o.nesterov && (o.momentum == 0 || o.dampening != 0)) {
        throw TrainError("nesterov needs a momentum above 0 and dampening 0", "set opt.momentum, e.g. to 0.9",
                         "opt.nesterov");
    }
    return std::make_unique<optim::SGD>(std::move(parameters), optim::SGDOptions(o.lr)
                                                                   .momentum(o.momentum)
                                                                   .dampening(o.dampening)
                                                                   .weight_decay(o.weight_decay)
                                                                   .nesterov(o.nesterov));
}

std::tuple<double, double> betas_of(const AdamOptions& o) {
    if (o.betas.size() != 2 || !(o.betas[0] >= 0 && o.betas[0] < 1 && o.betas[1] >= 0 && o.betas[1] < 1)) {
        throw TrainError("expected two numbers in [0, 1)", "the usual ones are [0.9, 0.999]", "opt.betas");
    }
    return {o.betas[0], o.betas[1]};
}

template <class Optimizer, class TorchOptions, class Options>
MadeOptimizer make_adam(const config::Value& config, Parameters parameters) {
    const auto o = read<Options>(config);
    return std::make_unique<Optimizer>(
        std::move(parameters),
        TorchOptions(o.lr).betas(betas_of(o)).eps(o.eps).weight_decay(o.weight_decay).amsgrad(o.amsgrad));
}

MadeOptimizer make_rmsprop(const config::Value& config, Parameters parameters) {
    const auto o = read<RmsPropOptions>(config);
    return std::make_unique<optim::RMSprop>(std::move(parameters), optim::RMSpropOptions(o.lr)
                                                                       .alpha(o.alpha)
                                                                       .eps(o.eps)
                                                                       .weight_decay(o.weight_decay)
                                                                       .momentum(o.momentum)
                                                                       .centered(o.centered));
}

MadeOptimizer make_adagrad(const config::Value& config, Parameters parameters) {
    const auto o = read<AdagradOptions>(config);
    return std::make_unique<optim::Adagrad>(std::move(parameters),
                                            optim::AdagradOptions(o.lr)
                                                .lr_decay(o.lr_decay)
                                                .weight_decay(o.weight_decay)
                                                .initial_accumulator_value(o.initial_accumulator_value)
                                                .eps(o.eps));
}

MadeOptimizer make_lbfgs(const config::Value& config, Parameters parameters) {
    const auto o = read<LbfgsOptions>(config);
    optim::LBFGSOptions options(o.lr);
    options.max_iter(o.max_iter).tolerance_grad(o.tolerance_grad).tolerance_change(o.tolerance_change);
    options.history_size(o.history_size);
    options.max_eval(o.max_eval.value_or(o.max_iter * 5 / 4));
    if (o.line_search) options.line_search_fn(*o.line_search);
    return std::make_unique<optim::LBFGS>(std::move(parameters), options);
}

const std::map<std::string, OptimizerFactory>& optimizer_factories() {
    static const std::map<std::string, OptimizerFactory> table{
        {"SGD", make_sgd},
        {"Adam", make_adam<optim::Adam, optim::AdamOptions, AdamOptions>},
        {"AdamW", make_adam<optim::AdamW, optim::AdamWOptions, AdamWOptions>},
        {"RMSprop", make_rmsprop},
        {"Adagrad", make_adagrad},
        {"LBFGS", make_lbfgs},
    };
    return table;
}

}  // namespace

MadeOptimizer make_optimizer(const config::Value& config, Parameters parameters) {
    PartUses::note(PluginPart::optimizer);
    const std::string name = config.string_or("opt.name", "Adam");
    const auto found = optimizer_factories().find(name);
    if (found == optimizer_factories().end()) {
        if (auto plugged = make_plugged_optimizer(config, std::move(parameters))) return plugged;
        throw TrainError("there is no optimizer \"" + name + "\"", "name the plug-in that has it in `plugins`",
                         "opt.name");
    }
    return found->second(config, std::move(parameters));
}

namespace {

// False: an optimizer without.
template <class Options>
bool scale_weight_decay(optim::OptimizerOptions& options, double factor) {
    auto* found = dynamic_cast<Options*>(&options);
    if (found != nullptr) found->weight_decay(found->weight_decay() * factor);
    return found != nullptr;
}

void apply_factors(optim::OptimizerParamGroup& to, const ParameterGroup& group) {
    optim::OptimizerOptions& options = to.options();
    options.set_lr(options.get_lr() * group.lr_factor);
    const double factor = group.weight_decay_factor;
    if (factor == 1) return;
    if (!scale_weight_decay<optim::SGDOptions>(options, factor) &&
        !scale_weight_decay<optim::AdamOptions>(options, factor) &&
        !scale_weight_decay<optim::AdamWOptions>(options, factor) &&
        !scale_weight_decay<optim::RMSpropOptions>(options, factor) &&
        !scale_weight_decay<optim::AdagradOptions>(options, factor))
        throw TrainError("this optimizer has no weight decay to multiply",
                         "leave params.weight_decay_factors empty, or choose another optimizer",
                         "params.weight_decay_factors");
}

}  // namespace

MadeOptimizer make_optimizer(const config::Value& config, const std::vector<ParameterGroup>& groups) {
    auto optimizer = make_optimizer(config, groups.front().parameters);
    if (groups.size() > 1 && needs_closure(config))
        throw TrainError("LBFGS searches along one line for all parameters: it knows no factors for some",
                         "leave params.lr_factors and params.weight_decay_factors empty, or choose another optimizer",
                         "params.lr_factors");
    const auto plain = optimizer->param_groups().front().options().clone();
    apply_factors(optimizer->param_groups().front(), groups.front());
    for (std::size_t i = 1; i < groups.size(); ++i) {
        optim::OptimizerParamGroup next(groups[i].parameters, plain->clone());
        apply_factors(next, groups[i]);
        optimizer->add_param_group(next);
    }
    return optimizer;
}

bool needs_closure(const config::Value& config) {
    return config.string_or("opt.name", "Adam") == "LBFGS";
}

void make_writable(optim::Optimizer& optimizer) {
    const auto fill = [](torch::Tensor& tensor) {
        if (!tensor.defined()) tensor = torch::zeros({0});
    };
    for (auto& [key, kept] : optimizer.state()) {
        auto* state = dynamic_cast<optim::LBFGSParamState*>(kept.get());
        if (state == nullptr) continue;
        fill(state->d());
        fill(state->H_diag());
        fill(state->prev_flat_grad());
        if (!state->al()) continue;
        for (torch::Tensor& tensor : *state->al()) fill(tensor);
    }
}

namespace {

template <class Options>
bool set_first_beta(optim::OptimizerOptions& options, double beta) {
    auto* found = dynamic_cast<Options*>(&options);
    if (found != nullptr) found->betas({beta, std::get<1>(found->betas())});
    return found != nullptr;
}

}  // namespace

std::optional<double> momentum_of(const optim::OptimizerOptions& options) {
    if (const auto* o = dynamic_cast<const optim::SGDOptions*>(&options)) return o->momentum();
    if (const auto* o = dynamic_cast<const optim::RMSpropOptions*>(&options)) return o->momentum();
    if (const auto* o = dynamic_cast<const optim::AdamOptions*>(&options)) return std::get<0>(o->betas());
    if (const auto* o = dynamic_cast<const optim::AdamWOptions*>(&options)) return std::get<0>(o->betas());
    return std::nullopt;
}

void set_momentum(optim::OptimizerOptions& options, double momentum) {
    if (auto* sgd = dynamic_cast<optim::SGDOptions*>(&options)) sgd->momentum(momentum);
    else if (auto* rms = dynamic_cast<optim::RMSpropOptions*>(&options)) rms->momentum(momentum);
    else if (!set_first_beta<optim::AdamOptions>(options, momentum))
        set_first_beta<optim::AdamWOptions>(options, momentum);
}

std::vector<std::string> optimizer_names() {
    std::vector<std::string> names;
    for (const auto& [name, factory] : optimizer_factories()) names.push_back(name);
    return names;
}

}  // namespace lathe::train
