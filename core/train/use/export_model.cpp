// SPDX-License-Identifier: GPL-3.0-or-later
// A trained network as a file for other programs, and what files of weights hold.
#include "core/base/output_stream.h"
#include "core/train/data/data_registry.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/setup.h"
#include "core/train/trainer_options.h"
#include "core/train/use/input_file.h"
#include "core/train/use/model_card.h"
#include "core/train/use/network_weights.h"
#include "core/train/use/state_dict.h"
#include "core/train/use/tensor_file.h"
#include "core/train/use/torchscript_export.h"
#include "core/train/use/use.h"
#include "core/train/use/weight_file.h"

namespace lathe::train {

namespace {

std::string bytes_of_model(const TrainedModel& model, ModelFormat format) {
    switch (format) {
        case ModelFormat::torchscript: return torchscript_bytes(model);
        case ModelFormat::state_dict: return state_dict_bytes(network_weights(model));
        case ModelFormat::safetensors: break;
    }
    return safetensors_bytes(network_weights(model), {{"format", "pt"}, {"lathe", dump_json(model_card(model))}});
}

// The module that the training of this config would begin with, but for network.checkpoint.
std::shared_ptr<Module> module_of(const config::Value& config, const std::stop_token& stop) {
    prepare_thread(config, device::DeviceId{});
    const DataSets data = load_data(config, static_cast<std::uint64_t>(read<TrainerOptions>(config).seed), {stop, {}});
    auto module = make_module(config, data.input, torch::kCPU);
    module->configure_model();
    return module;
}

}  // namespace

Result<ExportReport> export_model(const ExportRequest& request) {
    try {
        value_or_throw(check_output(request.output));
        const TrainedModel model = load_model(request.model);
        ExportReport report;
        report.model = model.used;
        report.tensors = static_cast<std::int64_t>(network_weights(model).size());
        report.input = model.input.describe();
        value_or_throw(write_output(request.output, bytes_of_model(model, request.format)));
        return report;
    } catch (...) {
        return fail(describe_current_exception());
    }
}

Result<WeightTable> describe_weights(const WeightsRequest& request) {
    try {
        const InputFile given(request.file.string());
        const WeightFile file =
            given.read([](const std::string& path) { return value_or_throw(read_weight_file(path)); });
        if (!request.config) return WeightTable{file.format, list_weights(file.tensors), false};
        const auto module = module_of(*request.config, request.stop);
        return WeightTable{file.format, compare_weights(*module, named_as_in(module.get(), file)), true};
    } catch (...) {
        return fail(describe_current_exception());
    }
}

}  // namespace lathe::train
