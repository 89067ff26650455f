// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loss/loss.h"

#include <c10/core/InferenceMode.h>
#include <torch/nn/functional/loss.h>

#include <map>
#include <utility>

#include "core/base/plural.h"
#include "core/train/error.h"
#include "core/train/loss/loss_options.h"
#include "core/train/plugin/part_uses.h"
#include "core/train/plugin/plugins.h"

namespace lathe::train {

namespace F = torch::nn::functional;

namespace {

// Class numbers as 0 and 1 for each class; probabilities as they are.
torch::Tensor one_hot(const torch::Tensor& predictions, const torch::Tensor& targets) {
    if (targets.is_floating_point()) return targets;
    return torch::zeros_like(predictions).scatter_(1, targets.unsqueeze(1), 1);
}

// A weight for each class, undefined where all count alike; where and as what the predictions are.
class ClassWeights {
  public:
    explicit ClassWeights(torch::Tensor weights) : weights_(std::move(weights)) {}

    torch::Tensor like(const torch::Tensor& predictions) {
        if (!weights_.defined() ||
            (weights_.device() == predictions.device() && weights_.dtype() == predictions.dtype())) {
            return weights_;
        }
        // The first evaluation may come before the training, which cannot use what was made in inference mode.
        const c10::InferenceMode normal(false);
        weights_ = weights_.to(predictions.options());
        return weights_;
    }

  private:
    torch::Tensor weights_;
};

Loss cross_entropy(const config::Value& config, const torch::Tensor& weights) {
    const auto o = read<CrossEntropyOptions>(config);
    return
        [o, weights = ClassWeights(weights)](const torch::Tensor& predictions, const torch::Tensor& targets) mutable {
            return at::cross_entropy_loss(predictions, targets, weights.like(predictions), at::Reduction::Mean,
                                          /*ignore_index=*/-100, o.label_smoothing);
        };
}

// The built-in networks give scores; a log-softmax leaves log-probabilities as they are.
Loss nll(const config::Value&, const torch::Tensor& weights) {
    return [weights = ClassWeights(weights)](const torch::Tensor& predictions, const torch::Tensor& targets) mutable {
        const torch::Tensor logs = predictions.log_softmax(1);
        const torch::Tensor weight = weights.like(logs);
        if (targets.is_floating_point()) {  // blended by mixup
            return -((weight.defined() ? logs * weight : logs) * targets).sum(1).mean();
        }
        return F::nll_loss(logs, targets, F::NLLLossFuncOptions().weight(weight));
    };
}

// Each sample as heavy as its class.
Loss bce(const config::Value&, const torch::Tensor& weights) {
    return [weights = ClassWeights(weights)](const torch::Tensor& predictions, const torch::Tensor& targets) mutable {
        const torch::Tensor truth = one_hot(predictions, targets);
        const torch::Tensor weight = weights.like(predictions);
        if (!weight.defined()) return at::binary_cross_entropy_with_logits(predictions, truth);
        const torch::Tensor of_sample = (truth * weight).sum(1, /*keepdim=*/true);
        return at::binary_cross_entropy_with_logits(predictions, truth, of_sample);
    };
}

Loss mse(const config::Value&, const torch::Tensor&) {
    return [](const torch::Tensor& predictions, const torch::Tensor& targets) {
        return at::mse_loss(predictions, targets);
    };
}

Loss l1(const config::Value&, const torch::Tensor&) {
    return [](const torch::Tensor& predictions, const torch::Tensor& targets) {
        return at::l1_loss(predictions, targets);
    };
}

Loss huber(const config::Value& config, const torch::Tensor&) {
    const auto o = read<HuberOptions>(config);
    return [o](const torch::Tensor& predictions, const torch::Tensor& targets) {
        return at::huber_loss(predictions, targets, at::Reduction::Mean, o.delta);
    };
}

struct Entry {
    Loss (*make)(const config::Value&, const torch::Tensor& weights);
    bool of_numbers;  // for regression
};

const std::map<std::string, Entry>& entries() {
    static const std::map<std::string, Entry> table{
        {"cross_entropy", {cross_entropy, false}},
        {"nll", {nll, false}},
        {"bce", {bce, false}},
        {"mse", {mse, true}},
        {"l1", {l1, true}},
        {"huber", {huber, true}},
    };
    return table;
}

// So that all classes count the same over the training samples, and samples 1 on average.
torch::Tensor balanced_weights(const std::vector<std::int64_t>& class_counts) {
    double samples = 0;
    double classes = 0;
    for (const std::int64_t count : class_counts) {
        samples += static_cast<double>(count);
        classes += count > 0 ? 1 : 0;
    }
    torch::Tensor weights = torch::ones({static_cast<std::int64_t>(class_counts.size())}, torch::kFloat64);
    for (std::size_t i = 0; i < class_counts.size(); ++i) {
        if (class_counts[i] == 0) continue;
        weights[static_cast<std::int64_t>(i)] = samples / (classes * static_cast<double>(class_counts[i]));
    }
    return weights;
}

torch::Tensor given_weights(const ClassLossOptions& o, std::int64_t classes) {
    const auto count = static_cast<std::int64_t>(o.weight.size());
    if (o.class_weights != "none")
        throw TrainError("weights of the classes are given, and those of their numbers are wanted, too",
                         "set loss.class_weights to none, or leave loss.weight empty", "loss.weight");
    if (count != classes)
        throw TrainError("there are " + counted(count, "weight") + " for " + counted(classes, "class", "classes"),
                         "give one for each class", "loss.weight");
    return torch::tensor(o.weight, torch::kFloat64);
}

// Undefined: all classes count alike.
torch::Tensor class_weights(const config::Value& config, Task task, const std::vector<std::int64_t>& class_counts,
                            std::int64_t classes) {
    const auto o = read<ClassLossOptions>(config);
    if (task == Task::regression) return {};
    if (!o.weight.empty()) return given_weights(o, classes);
    if (o.class_weights == "none") return {};
    if (task == Task::language_model || class_counts.empty()) {
        throw TrainError("this data does not say how many samples each class has", "set loss.class_weights to none",
                         "loss.class_weights");
    }
    return balanced_weights(class_counts);
}

}  // namespace

std::string loss_name(const config::Value& config, Task task) {
    const std::string name = config.string_or("loss.name", "auto");
    if (name != "auto") return name;
    return task == Task::regression ? "mse" : "cross_entropy";
}

Loss make_loss(const config::Value& config, Task task, std::int64_t classes,
               const std::vector<std::int64_t>& class_counts) {
    PartUses::note(PluginPart::loss);
    const std::string name = loss_name(config, task);
    const auto found = entries().find(name);
    if (found == entries().end()) {
        if (auto plugged = make_plugged_loss(config)) return plugged;
        throw TrainError("there is no loss \"" + name + "\"", "name the plug-in that has it in `plugins`", "loss.name");
    }
    const bool regression = task == Task::regression;
    if (found->second.of_numbers != regression) {
        // Of a table the person says which of the two it is.
        const bool may_choose = config.find("data.task") != nullptr;
        const std::string other_task = regression ? ", or data.task to classification" : ", or data.task to regression";
        throw TrainError(regression ? "loss " + name + " compares classes, but the data has numbers to predict"
                                    : "loss " + name + " compares numbers, but the data has classes to predict",
                         (regression ? "set loss.name to auto, mse, l1 or huber"
                                     : "set loss.name to auto, cross_entropy, nll or bce") +
                             (may_choose ? other_task : std::string()),
                         "loss.name");
    }
    if (task == Task::language_model && name == "bce") {
        throw TrainError("loss bce does not fit a language model", "set loss.name to cross_entropy", "loss.name");
    }
    if (regression && read<CrossEntropyOptions>(config).label_smoothing > 0) {
        throw TrainError("label_smoothing is for classes, and the data has numbers to predict",
                         "remove loss.label_smoothing", "loss.label_smoothing");
    }
    if (regression && read<ClassLossOptions>(config).class_weights != "none") {
        throw TrainError("class_weights are for classes, and the data has numbers to predict",
                         "remove loss.class_weights", "loss.class_weights");
    }
    if (regression && !read<ClassLossOptions>(config).weight.empty()) {
        throw TrainError("weights are of classes, and the data has numbers to predict", "remove loss.weight",
                         "loss.weight");
    }
    return found->second.make(config, class_weights(config, task, class_counts, classes));
}

std::vector<std::string> loss_names() {
    std::vector<std::string> names{"auto"};
    for (const auto& [name, entry] : entries()) names.push_back(name);
    return names;
}

}  // namespace lathe::train
