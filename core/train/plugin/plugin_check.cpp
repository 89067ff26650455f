// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plugin/plugin_check.h"

#include <torch/nn/module.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/logbook.h"
#include "core/train/module.h"
#include "core/train/plugin/file_options.h"
#include "core/train/plugin/plugins.h"
#include "core/train/plugin/trust.h"
#include "core/train/setup.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

struct Samples {
    const char* name;
    InputSpec input;
};

std::array<Samples, 4> usual_samples() {
    return {{
        {"grey pictures of 1x28x28", {1, 28, 28, 10}},
        {"colour pictures of 3x32x32", {3, 32, 32, 10}},
        {"table rows of 16 numbers", {16, 1, 1, 3, SampleKind::table}},
        {"texts of 64 characters", {1, 64, 1, 96, SampleKind::text, Task::language_model}},
    }};
}

Batch batch_of(const InputSpec& input) {
    constexpr std::int64_t size = 2;  // more than one, as batch normalisation wants
    Batch batch;
    batch.size = size;
    batch.x = input.zeros(size);
    if (batch.x.is_floating_point()) batch.x.normal_();
    batch.y = torch::zeros(input.kind == SampleKind::text ? batch.x.sizes().vec() : std::vector<std::int64_t>{size},
                           torch::kInt64);
    return batch;
}

// One training step without the optimizer. Throws what the network throws.
std::int64_t learn_once(const config::Value& config, const InputSpec& input) {
    const auto module = make_module(config, input, torch::kCPU);
    Logbook logbook;
    module->attach(&logbook);
    logbook.begin_training();
    module->train();
    const torch::Tensor loss = module->training_step(batch_of(input), 0);
    if (!loss.requires_grad())
        throw TrainError("its answers do not depend on its parameters: nothing would be learned",
                         "register parameters and modules (register_module), and do not detach the answer");
    loss.backward();
    std::int64_t parameters = 0;
    bool learns = false;
    for (const torch::Tensor& parameter : module->parameters()) {
        if (!parameter.requires_grad()) continue;
        parameters += parameter.numel();
        learns = learns || parameter.grad().defined();
    }
    if (!learns) throw TrainError("no parameter receives a gradient: nothing would be learned");
    return parameters;
}

// What was wrong with some of the samples.
struct Refusal {
    Error error;
    std::string samples;
};

void add(std::vector<Refusal>& refusals, const char* samples, Error error) {
    const auto same = std::ranges::find_if(refusals, [&](const Refusal& one) { return one.error.what == error.what; });
    if (same == refusals.end()) refusals.push_back({std::move(error), samples});
    else same->samples += std::string(", ") + samples;
}

// Of a network that takes nothing. The same of all samples is its own fault; otherwise it may be made for others.
Error error_of(const std::vector<Refusal>& refusals) {
    Error error = refusals.front().error;
    if (refusals.size() == 1) return error;
    error.what = "takes none of the usual samples";
    for (const Refusal& one : refusals) error.what += "; " + one.samples + ": " + one.error.what;
    error.hint = "where it is made for others, lathectl config validate tries it on yours";
    return error;
}

void try_samples(const config::Value& config, PluginNetworkCheck& check) {
    for (const config::Option& option : check.options) {
        if (!option.fallback.is_missing()) continue;
        check.notes.push_back("not tried: its option " + option.key + " has no default");
        return;
    }
    std::vector<Refusal> refusals;
    for (const Samples& samples : usual_samples()) {
        try {
            const std::int64_t parameters = learn_once(config, samples.input);
            if (check.fits.empty()) check.parameters = parameters;
            check.fits.emplace_back(samples.name);
        } catch (...) {
            add(refusals, samples.name, describe_current_exception());
        }
    }
    if (check.fits.empty()) check.errors.push_back(error_of(refusals));
}

config::Value config_for(const char* kind, const fs::path& path) {
    config::Value config{config::Dict{}};
    config.set("network.name", std::string(kind));
    config.set("network.path", path.string());
    return config;
}

// Of a TorchScript file: the one network that it is.
PluginNetworkCheck check_script(const fs::path& path) {
    PluginNetworkCheck check;
    check.name = path.stem().string();
    check.doc = "TorchScript";
    fs::path option_file = path;
    option_file.replace_extension(".yaml");
    check.options = value_or_throw(read_option_file(option_file));
    try_samples(config_for("torchscript", path), check);
    return check;
}

}  // namespace

PluginCheck check_plugin(const std::string& path) {
    PluginCheck check;
    try {
        const fs::path trusted = value_or_throw(require_trusted(path));
        if (trusted.extension() == ".pt") {
            check.networks.push_back(check_script(trusted));
            return check;
        }
        const PluginRegistry& registry = load_plugin(trusted);
        for (const auto& [name, network] : registry.networks) {
            PluginNetworkCheck& one = check.networks.emplace_back();
            one.name = name;
            one.doc = network.doc;
            one.options = network.options;
            config::Value config = config_for("plugin", trusted);
            config.set("network.class", name);
            try_samples(config, one);
        }
        for (PluginDeclaration& one : declarations_of(registry))
            if (one.part != PluginPart::network) check.others.push_back(std::move(one));
        if (check.networks.empty() && check.others.empty()) {
            Error error{"registers nothing",
                        "call registry.network<Net, Options>(NAME, DOC), for example, in LATHE_PLUGIN"};
            error.file = trusted.string();
            check.errors.push_back(std::move(error));
        }
    } catch (...) {
        check.errors.push_back(describe_current_exception());
    }
    return check;
}

Result<std::vector<PluginDeclaration>> plugin_declarations(const std::string& path) {
    try {
        return declarations_of(load_plugin(value_or_throw(require_trusted(path))));
    } catch (...) {
        Error error = describe_current_exception();
        if (error.file.empty()) error.file = path;
        return fail(std::move(error));
    }
}

}  // namespace lathe::train
