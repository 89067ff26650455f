#include "core/train/loss/loss.h"

#include <torch/nn/functional/loss.h>

#include <map>

#include "core/train/error.h"
#include "core/train/loss/loss_options.h"

namespace lathe::train {

namespace F = torch::nn::functional;

namespace {

// Class numbers as 0 and 1 for each class; probabilities as they are.
torch::Tensor one_hot(const torch::Tensor& predictions, const torch::Tensor& targets) {
    if (targets.is_floating_point()) return targets;
    return torch::zeros_like(predictions).scatter_(1, targets.unsqueeze(1), 1);
}

Loss cross_entropy(const config::Value& config) {
    const auto o = read<CrossEntropyOptions>(config);
    return [o](const torch::Tensor& predictions, const torch::Tensor& targets) {
        return at::cross_entropy_loss(predictions, targets, {}, at::Reduction::Mean, /*ignore_index=*/-100,
                                      o.label_smoothing);
    };
}

// The built-in networks give scores; a log-softmax leaves log-probabilities as they are.
Loss nll(const config::Value&) {
    return [](const torch::Tensor& predictions, const torch::Tensor& targets) {
        const torch::Tensor logs = predictions.log_softmax(1);
        if (targets.is_floating_point()) return -(logs * targets).sum(1).mean();  // blended by mixup
        return F::nll_loss(logs, targets);
    };
}

Loss bce(const config::Value&) {
    return [](const torch::Tensor& predictions, const torch::Tensor& targets) {
        return at::binary_cross_entropy_with_logits(predictions, one_hot(predictions, targets));
    };
}

Loss mse(const config::Value&) {
    return [](const torch::Tensor& predictions, const torch::Tensor& targets) {
        return at::mse_loss(predictions, targets);
    };
}

Loss l1(const config::Value&) {
    return [](const torch::Tensor& predictions, const torch::Tensor& targets) {
        return at::l1_loss(predictions, targets);
    };
}

Loss huber(const config::Value& config) {
    const auto o = read<HuberOptions>(config);
    return [o](const torch::Tensor& predictions, const torch::Tensor& targets) {
        return at::huber_loss(predictions, targets, at::Reduction::Mean, o.delta);
    };
}

struct Entry {
    Loss (*make)(const config::Value&);
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

}  // namespace

std::string loss_name(const config::Value& config, Task task) {
    const std::string name = config.string_or("loss.name", "auto");
    if (name != "auto") return name;
    return task == Task::regression ? "mse" : "cross_entropy";
}

Loss make_loss(const config::Value& config, Task task) {
    const std::string name = loss_name(config, task);
    const auto found = entries().find(name);
    if (found == entries().end()) throw TrainError("there is no loss \"" + name + "\"", {}, "loss.name");
    const bool regression = task == Task::regression;
    if (found->second.of_numbers != regression) {
        throw TrainError(
            regression ? "loss " + name + " compares classes, but the data has numbers to predict"
                       : "loss " + name + " compares numbers, but the data has classes to predict",
            regression ? "set loss.name to mse, l1 or huber" : "set loss.name to cross_entropy, nll or bce",
            "loss.name");
    }
    if (task == Task::language_model && name == "bce") {
        throw TrainError("loss bce does not fit a language model", "set loss.name to cross_entropy", "loss.name");
    }
    if (name == "mse" && read<CrossEntropyOptions>(config).label_smoothing > 0) {
        throw TrainError("label_smoothing is for classes, and the data has numbers to predict",
                         "remove loss.label_smoothing", "loss.label_smoothing");
    }
    return found->second.make(config);
}

std::vector<std::string> loss_names() {
    std::vector<std::string> names{"auto"};
    for (const auto& [name, entry] : entries()) names.push_back(name);
    return names;
}

}  // namespace lathe::train
