// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/model_export.h"

#include <unistd.h>
#include <cstdio>
#include <map>

#include "app/ctl/command_output.h"
#include "app/ctl/model_use.h"
#include "core/base/plural.h"

namespace lathe::ctl {

namespace {

const std::map<std::string, train::ModelFormat>& model_formats() {
    static const std::map<std::string, train::ModelFormat> formats{
        {"torchscript", train::ModelFormat::torchscript},
        {"state_dict", train::ModelFormat::state_dict},
        {"safetensors", train::ModelFormat::safetensors},
    };
    return formats;
}

}  // namespace

bool is_model_format(const std::string& format) {
    return model_formats().contains(format) || format == "onnx";
}

void export_model(Program& program, const ModelExportOptions& options) {
    if (options.format == "onnx") {
        return program.error({"ONNX cannot be written: LibTorch's exporter for it is part of Python's torch",
                              "export torchscript, then in Python torch.onnx.export(torch.jit.load(FILE), ...)"});
    }
    if (options.output.empty()) return program.error({"no file to write is given", "add -o FILE"});
    if (is_standard_output(options.output) && ::isatty(STDOUT_FILENO) == 1)
        return program.error({"a network is not for a terminal", "name a file: -o FILE"});
    const ModelArguments model{options.target, options.checkpoint, "cpu"};
    with_model(program, model, [&](const train::Engine& engine, const train::ModelChoice& choice) {
        if (engine.export_model == nullptr) return Result<void>(fail_old_engine());
        const auto report = engine.export_model({choice, model_formats().at(options.format), options.output});
        if (!report) return Result<void>(fail(report.error()));
        tell(report->model);
        std::fprintf(stderr, "%s in %s; a sample is %s\n", counted(report->tensors, "tensor").c_str(),
                     output_name(options.output).c_str(), report->input.c_str());
        return Result<void>();
    });
}

}  // namespace lathe::ctl
