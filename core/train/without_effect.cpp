// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/without_effect.h"

#include <ATen/Context.h>

#include <array>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/train/catalog.h"
#include "core/train/loss/loss_options.h"
#include "core/train/module.h"
#include "core/train/tasks/supervised.h"

namespace lathe::train {

namespace {

using Notes = std::vector<std::string>;

bool is_same(const config::Value& a, const config::Value& b) {
    return a == b || (a.is_number() && b.is_number() && a.as_number() == b.as_number());
}

bool is_switched_off(const config::Value& part) {
    const config::Value* enable = part.is_dict() ? part.get("enable") : nullptr;
    return enable != nullptr && enable->is_bool() && !enable->as_bool();
}

// The keys of a group that differ from their defaults; what no option of Lathe describes belongs to a plug-in.
std::vector<std::string> keys_that_were_set(const config::Schema& schema, const config::Value& config,
                                            const std::string& group) {
    std::vector<std::string> keys;
    const config::Value* given = config.find(group);
    if (given == nullptr || !given->is_dict()) return keys;
    for (const auto& [name, value] : given->as_dict()) {
        std::string key = group + "." + name;
        const config::Option* option = schema.find(key);
        const bool is_default = option != nullptr ? is_same(value, option->fallback) : is_switched_off(value);
        if (!is_default) keys.push_back(std::move(key));
    }
    return keys;
}

void note_parts_that_a_module_leaves(const Module& module, const config::Value& config, Notes& notes) {
    struct Part {
        PluginPart part;
        const char* group;
        const char* what;
    };
    constexpr std::array parts{
        Part{PluginPart::network, "network", "the network"}, Part{PluginPart::loss, "loss", "the loss"},
        Part{PluginPart::metric, "metrics", "the metrics"}, Part{PluginPart::optimizer, "opt", "the optimizer"},
        Part{PluginPart::scheduler, "sched", "the schedule"}};
    const config::Schema schema = catalog().compose(config);
    for (const Part& one : parts) {
        if (module.used_parts().contains(one.part)) continue;
        std::vector<std::string> keys;
        for (std::string& key : keys_that_were_set(schema, config, one.group)) {
            // These say what any module starts from.
            if (key != "network.checkpoint" && key != "network.checkpoint_fit") keys.push_back(std::move(key));
        }
        if (keys.empty()) continue;
        notes.push_back(fmt::format("module {} makes {} itself: {} {} no effect, unless the module reads {}",
                                    config.string_or("module.name", ""), one.what, fmt::join(keys, ", "),
                                    keys.size() == 1 ? "has" : "have", keys.size() == 1 ? "it" : "them"));
    }
}

// Options of losses that are about classes are refused by make_loss().
void note_what_wants_classes(const InputSpec& input, const config::Value& config, Notes& notes) {
    if (input.task == Task::classification) return;
    const char* const instead = input.task == Task::regression ? "has numbers to predict" : "is a text";
    const auto tell = [&](const std::string& key) {
        notes.push_back(fmt::format("{} has no effect: it is about classes, and the data {}", key, instead));
    };
    const auto o = read<MetricOptions>(config);
    if (o.train_acc) tell("metrics.train_acc");
    if (o.top_k) tell("metrics.top_k");
    if (o.precision_recall) tell("metrics.precision_recall");
    if (o.confusion_matrix) tell("metrics.confusion_matrix");
}

// Whether it is known that this trains on the processor; before the training, `auto` may still become a GPU.
bool has_no_gpu(const config::Value& config) {
    return config.string_or("hw.device", "auto") == "cpu" || !at::globalContext().hasCUDA();
}

void note_what_modes_rule_out(const Trainer& trainer, const InputSpec& input, const config::Value& config,
                              Notes& notes) {
    const TrainerOptions& o = trainer.options();
    if (o.balance_classes && o.overfits())
        notes.emplace_back(
            "train.balance_classes has no effect with train.overfit_batches: the same batches come in "
            "the same order");
    else if (o.balance_classes && !o.shuffle)
        notes.emplace_back(
            "train.shuffle=false has no effect with train.balance_classes, which draws the samples anew");
    if (o.benchmark && o.deterministic)
        notes.emplace_back(
            "train.benchmark has no effect with train.deterministic: what is the fastest may differ "
            "from run to run");
    else if (o.benchmark && has_no_gpu(config))
        notes.emplace_back("train.benchmark has no effect on the processor: it is about GPUs");
    if (o.float32_matmul_precision != "highest" && has_no_gpu(config))
        notes.emplace_back("train.float32_matmul_precision is about GPUs, and this trains on the processor");
    if (o.channels_last && input.kind != SampleKind::image)
        notes.emplace_back("train.channels_last has no effect: the data has no pictures");
    if (o.gradient_clip_algorithm != "norm" && !o.gradient_clip_val)
        notes.emplace_back("train.gradient_clip_algorithm has no effect: train.gradient_clip_val is not given");
    if (o.sync_batchnorm && trainer.ranks().is_alone() && has_no_gpu(config))
        notes.emplace_back("train.sync_batchnorm has no effect on one device");
}

}  // namespace

std::vector<std::string> settings_without_effect(const Trainer& trainer, const Module& module, const InputSpec& input,
                                                 const config::Value& config) {
    Notes notes;
    if (dynamic_cast<const Supervised*>(&module) == nullptr) note_parts_that_a_module_leaves(module, config, notes);
    else note_what_wants_classes(input, config, notes);
    note_what_modes_rule_out(trainer, input, config, notes);
    return notes;
}

}  // namespace lathe::train
