// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/torchscript_export.h"

#include <sstream>

#include <ATen/core/jit_type.h>
#include <c10/core/GradMode.h>
#include <torch/csrc/jit/api/compilation_unit.h>
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/frontend/tracer.h>
#include <torch/csrc/jit/serialization/import.h>
#include <torch/types.h>

#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/models/model_options.h"
#include "core/train/use/model_card.h"
#include "core/train/use/network_weights.h"

namespace lathe::train {

namespace {

namespace jit = torch::jit;

constexpr const char* card_file = "model.json";

// The tree of modules as TorchScript has it; each class has a name of its own. The weights are the network's own
// tensors, by which tracing knows them again.
jit::Module module_tree(const torch::nn::Module& network, const std::shared_ptr<jit::CompilationUnit>& unit,
                        const std::string& class_name) {
    jit::Module made(c10::QualifiedName("__torch__." + class_name), unit, /*shouldMangle=*/true);
    made.register_attribute("training", c10::BoolType::get(), false);
    for (const auto& item : network.named_parameters(/*recurse=*/false))
        made.register_parameter(item.key(), item.value(), /*is_buffer=*/false);
    for (const auto& item : network.named_buffers(/*recurse=*/false)) made.register_buffer(item.key(), item.value());
    for (const auto& item : network.named_children())
        made.register_module(item.key(), module_tree(*item.value(), unit, "Part"));
    return made;
}

// Samples that look like none in particular.
torch::Tensor some_samples(const InputSpec& input, std::int64_t count, torch::ScalarType dtype) {
    const torch::Tensor zeros = input.zeros(count);
    if (input.kind == SampleKind::text) {
        return torch::arange(zeros.numel(), torch::kInt64).remainder(input.classes).view(zeros.sizes());
    }
    const torch::Tensor wave = torch::arange(zeros.numel(), torch::kFloat).mul(0.37F).sin().view(zeros.sizes());
    torch::Tensor samples = wave.to(dtype);
    for (const CategoryInput& category : input.categories) samples.select(1, category.column).fill_(1);
    return samples;
}

void trace_forward(jit::Module& to, Network& network, const torch::Tensor& example) {
    const auto run = [&network](jit::Stack inputs) -> jit::Stack {
        return {network.forward(inputs.front().toTensor())};
    };
    const auto traced = jit::tracer::trace({example}, run, [](const torch::Tensor&) { return std::string(); },
                                           /*strict=*/true, /*force_outplace=*/false, &to, {"x"});
    const c10::QualifiedName name(*to.type()->name(), "forward");
    to.type()->addMethod(to._ivalue()->compilation_unit()->create_function(name, traced.first->graph));
}

// A network that is TorchScript already: its file with the weights of the training.
jit::Module script_of(const TrainedModel& model) {
    jit::Module script = jit::load(read<TorchScriptOptions>(model.config).path, torch::kCPU);
    std::map<std::string, torch::Tensor> trained;
    for (const auto& [name, tensor] : network_weights(model)) trained.emplace(name, tensor);
    const auto take = [&trained](const std::string& name, torch::Tensor to) {
        const auto found = trained.find(name);
        if (found != trained.end()) to.copy_(found->second);
    };
    for (const auto& item : script.named_parameters()) take(item.name, item.value);
    for (const auto& item : script.named_buffers()) take(item.name, item.value);
    script.eval();
    return script;
}

// What is exported must give what was trained.
void check_same(const TrainedModel& model, const std::string& bytes, Network& network) {
    std::istringstream in(bytes);
    jit::Module read = jit::load(in, torch::kCPU);
    for (const std::int64_t count : {1, 3}) {
        const torch::Tensor samples = some_samples(model.input, count, model.dtype());
        const torch::Tensor expected = network.forward(samples);
        const torch::Tensor given = read.forward({samples}).toTensor();
        // Also of a training that has diverged, whose answers are NaN.
        if (given.sizes() == expected.sizes() && given.allclose(expected, 1e-4, 1e-5, /*equal_nan=*/true)) continue;
        throw TrainError("TorchScript made of the network gives other answers for a batch of " + std::to_string(count),
                         "its forward depends on the samples in a way that tracing does not see; export a state_dict");
    }
}

}  // namespace

std::string torchscript_bytes(const TrainedModel& model) {
    if (!model.network) throw TrainError("this model has no network that could be exported as TorchScript");
    const c10::NoGradGuard no_grad;
    Network& network = *model.network;
    network.to(torch::kCPU);
    try {
        jit::Module module("unused");
        if (model.config.string_or("network.name", "") == "torchscript") {
            module = script_of(model);
        } else {
            module = module_tree(network, std::make_shared<jit::CompilationUnit>(), "Network");
            trace_forward(module, network, some_samples(model.input, 2, model.dtype()));
        }
        std::ostringstream out;
        module.save(out, {{card_file, dump_json(model_card(model), 1)}});
        check_same(model, out.str(), network);
        network.to(model.device);
        return out.str();
    } catch (const c10::Error& error) {
        throw TrainError("the network cannot be written as TorchScript: " + telling_line(error),
                         "export a state_dict instead");
    }
}

}  // namespace lathe::train
