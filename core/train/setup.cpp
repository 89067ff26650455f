// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/setup.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <stdlib.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <unistd.h>

#include <mutex>
#include <set>

#include "core/base/plural.h"
#include "core/train/allocator.h"
#include "core/train/blas.h"
#include "core/train/error.h"
#include "core/train/failure.h"
#include "core/train/plugin/part_uses.h"
#include "core/train/plugin/plugins.h"
#include "core/train/rng.h"
#include "core/train/tasks/supervised.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

namespace {

torch::Device to_torch(device::DeviceId id) {
    if (id.is_cpu()) return torch::kCPU;
    if (!at::globalContext().hasCUDA()) {
        throw TrainError("this LibTorch was built without CUDA and cannot use " + id.str(),
                         "set hw.device to cpu, or use a LibTorch with CUDA", "hw.device");
    }
    return {torch::kCUDA, static_cast<c10::DeviceIndex>(id.gpu)};
}

// A pass of one empty sample, so that a network that does not fit is refused before training, with a sentence.
void check_fit(Network& network, const InputSpec& input, const std::string& name) {
    const torch::NoGradGuard no_grad;
    const bool was_training = network.is_training();
    network.eval();
    const std::string shape = input.describe();
    torch::Tensor answer;
    try {
        answer = network.forward(input.zeros(1));
    } catch (const TrainError&) {
        throw;
    } catch (const std::exception& error) {
        const auto* torch = dynamic_cast<const c10::Error*>(&error);
        throw TrainError("network " + name + " does not fit samples of " + shape + ": " +
                             (torch != nullptr ? telling_line(*torch) : telling_line(std::string(error.what()))),
                         "choose another network, or change its options", "network");
    }
    if (answer.dim() != (input.kind == SampleKind::text ? 3 : 2) || answer.size(-1) != input.classes) {
        throw TrainError(
            "network " + name + " does not give " + counted(input.classes, "answer") + " for each " + shape + " sample",
            {}, "network");
    }
    network.train(was_training);
}

}  // namespace

torch::Device prepare_thread(const config::Value& config, device::DeviceId id) {
    const auto options = read<TrainerOptions>(config);
    const auto hardware = read<HardwareOptions>(config);
    const auto cores = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
    at::set_num_threads(hardware.threads > 0 ? static_cast<int>(hardware.threads) : cores);
    prepare_blas();
    keep_freed_memory();
    at::globalContext().setDeterministicAlgorithms(options.deterministic, /*warn_only=*/false);
    at::globalContext().setDeterministicCuDNN(options.deterministic);
    at::globalContext().setBenchmarkCuDNN(options.benchmark && !options.deterministic);
    at::globalContext().setFloat32MatmulPrecision(options.float32_matmul_precision);
    at::globalContext().setAllowTF32CuDNN(options.float32_matmul_precision != "highest");
    torch::autograd::AnomalyMode::set_enabled(options.detect_anomaly);
    const torch::Device device = to_torch(id);
    if (options.precision == "16-mixed" && !device.is_cuda()) {
        throw TrainError("float16 (16-mixed) is for GPUs: the processor computes most operations only with more bits",
                         "set train.precision to bf16-mixed or 32", "train.precision");
    }
    // cuBLAS reads it when it is first used; without it its sums differ from run to run, and LibTorch refuses them.
    if (options.deterministic && device.is_cuda()) ::setenv("CUBLAS_WORKSPACE_CONFIG", ":4096:8", /*overwrite=*/0);
    return device;
}

std::shared_ptr<Module> make_module(const config::Value& config, const InputSpec& input, torch::Device device) {
    // LibTorch's default generator is one per process: trials that start at once draw their weights one after another.
    static std::mutex seeding;
    const std::lock_guard lock(seeding);
    seed_generators(static_cast<std::uint64_t>(read<TrainerOptions>(config).seed), device);
    std::set<PluginPart> used;
    std::shared_ptr<Module> module;
    {
        const PartUses uses(used);
        module = make_plugged_module(config, input);
    }
    if (module) {
        module->used_parts() = std::move(used);
    } else {
        if (const std::string name = config.string_or("module.name", "auto"); name != "auto")
            throw TrainError("there is no module \"" + name + "\"", "name the plug-in that has it in `plugins`",
                             "module.name");
        auto network = make_network(config, input);
        check_fit(*network, input, config.string_or("network.name", "lenet"));
        module = make_task(std::move(network), config, input);
    }
    return module;
}

}  // namespace lathe::train
