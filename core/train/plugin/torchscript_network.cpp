// SPDX-License-Identifier: GPL-3.0-or-later
#include <torch/csrc/jit/api/module.h>
#include <torch/csrc/jit/ir/constants.h>
#include <torch/csrc/jit/passes/inliner.h>
#include <torch/csrc/jit/runtime/graph_executor.h>
#include <torch/csrc/jit/serialization/import.h>

#include <algorithm>
#include <map>

#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/plugin/file_options.h"
#include "core/train/plugin/plugin_network.h"
#include "core/train/plugin/trust.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

// Whether something in the graph is told once and for all that it trains, as tracing writes it of a module in training
// mode. What is scripted asks self.training each time.
bool trains_in(const torch::jit::Block& block) {
    static const std::map<std::string, std::size_t> place_of_training{
        {"aten::dropout", 2}, {"aten::feature_dropout", 2}, {"aten::alpha_dropout", 2}, {"aten::batch_norm", 5}};
    for (const torch::jit::Node* node : block.nodes()) {
        for (const torch::jit::Block* inner : node->blocks())
            if (trains_in(*inner)) return true;
        const auto found = place_of_training.find(node->kind().toQualString());
        if (found == place_of_training.end() || node->inputs().size() <= found->second) continue;
        const auto training = torch::jit::toIValue(node->input(found->second));
        if (training && training->isBool() && training->toBool()) return true;
    }
    return false;
}

bool always_trains(const torch::jit::Module& module) {
    const auto graph = module.get_method("forward").graph()->copy();
    torch::jit::Inline(*graph);
    return trains_in(*graph->block());
}

class TorchScriptNetwork : public Network {
  public:
    TorchScriptNetwork(torch::jit::Module module, fs::path path) : module_(std::move(module)), path_(std::move(path)) {
        // The same tensors as the script's, so that the optimizer trains those.
        for (const auto& parameter : module_.named_parameters()) {
            register_parameter(flat(parameter.name), parameter.value, parameter.value.requires_grad());
        }
        for (const auto& buffer : module_.named_buffers()) register_buffer(flat(buffer.name), buffer.value);
    }

    torch::Tensor forward(const torch::Tensor& x) override {
        // Unoptimised: what the optimiser fuses after some calls gives other last digits, and a resumed trial would
        // differ.
        const torch::jit::GraphOptimizerEnabledGuard guard(false);
        const torch::IValue answer = module_.forward({x});
        if (answer.isTensor()) return answer.toTensor();
        throw TrainError(path_.string() + ": forward gives " + answer.tagKind() + ", not a tensor",
                         "return the logits alone", "network.path");
    }
    void train(bool on) override {
        Network::train(on);
        module_.train(on);
    }

    std::vector<std::string> notes() const override {
        if (!always_trains(module_)) return {};
        return {
            path_.filename().string() +
            " drops out, or normalises by the batch, in validation and test too: it was traced in training mode; call "
            "model.eval() before torch.jit.trace, or use torch.jit.script"};
    }

  private:
    // LibTorch allows no dots in names.
    static std::string flat(std::string name) {
        std::replace(name.begin(), name.end(), '.', '/');
        return name;
    }

    torch::jit::Module module_;
    fs::path path_;
};

[[noreturn]] void refuse_script(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, "network.path"};
    error.file = path.string();
    throw TrainError(std::move(error));
}

void set_attribute(torch::jit::Module& module, const fs::path& path, const std::string& name,
                   const config::Value& value) {
    if (!module.hasattr(name)) {
        refuse_script(path, "has no attribute \"" + name + "\", which its options name",
                      "set it in __init__ of the Python module");
    }
    try {
        if (value.is_bool()) module.setattr(name, value.as_bool());
        else if (value.is_int()) module.setattr(name, value.as_int());
        else if (value.is_number()) module.setattr(name, value.as_number());
        else module.setattr(name, value.as_string());
    } catch (const c10::Error& error) {
        refuse_script(path, "attribute \"" + name + "\" cannot be set: " + telling_line(error),
                      "give the option the attribute's type");
    }
}

}  // namespace

std::shared_ptr<Network> make_torchscript_network(const TorchScriptOptions& options, const InputSpec&) {
    const fs::path path = value_or_throw(require_trusted(options.path));
    fs::path option_file = path;
    option_file.replace_extension(".yaml");
    const config::Value values = checked_options(options.options, value_or_throw(read_option_file(option_file)));
    torch::jit::Module module = [&path] {
        try {
            return torch::jit::load(path.string(), torch::kCPU);
        } catch (const c10::Error& error) {
            refuse_script(path, "cannot be read as TorchScript: " + telling_line(error),
                          "save it in Python with torch.jit.script(model).save(FILE)");
        }
    }();
    for (const auto& [name, value] : values.as_dict()) set_attribute(module, path, name, value);
    auto network = std::make_shared<TorchScriptNetwork>(std::move(module), path);
    if (network->parameters().empty()) refuse_script(path, "has no parameters to train", "do not freeze the module");
    return network;
}

}  // namespace lathe::train
