// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/network_dump.h"

#include <fstream>
#include <numeric>

#include <torch/nn/module.h>
#include <torch/types.h>
#include <torch/utils.h>

#include "core/train/data/data_registry.h"
#include "core/train/models/network.h"
#include "core/train/setup.h"
#include "core/train/trainer.h"

namespace lathe::test {

namespace {

void append(std::ofstream& file, const torch::Tensor& tensor) {
    const torch::Tensor flat = tensor.detach().to(torch::kFloat).contiguous();
    file.write(static_cast<const char*>(flat.data_ptr()), static_cast<std::streamsize>(flat.nbytes()));
}

void write(const std::filesystem::path& path, const torch::Tensor& tensor) {
    std::ofstream file(path, std::ios::binary);
    append(file, tensor);
}

void write_weights(const torch::nn::Module& module, const std::filesystem::path& path) {
    std::ofstream file(path, std::ios::binary);
    for (const torch::Tensor& tensor : module.parameters()) append(file, tensor);
    for (const torch::Tensor& tensor : module.buffers())
        if (tensor.is_floating_point()) append(file, tensor);
}

}  // namespace

void dump_network(const config::Value& config, const SampleShape& sample, std::int64_t batch,
                  const std::filesystem::path& folder) {
    const train::InputSpec input =
        sample.is_text
            ? train::InputSpec{1, sample.size, 1, sample.classes, train::SampleKind::text, train::Task::language_model}
            : train::InputSpec{sample.channels, sample.size, sample.size, sample.classes};
    torch::manual_seed(5);
    const auto network = train::make_network(config, input);
    // Normalisations begin with 1 and 0, which would hide a mistake in them.
    {
        const torch::NoGradGuard no_grad;
        for (torch::Tensor& buffer : network->buffers())
            if (buffer.is_floating_point()) buffer.copy_(torch::rand_like(buffer) + 0.5);
        for (torch::Tensor& parameter : network->parameters())
            if (parameter.dim() == 1) parameter.add_(torch::randn_like(parameter) * 0.1);
    }
    write_weights(*network, folder / "weights.bin");
    std::vector<std::int64_t> shape = input.zeros(batch).sizes().vec();
    const torch::Tensor x = sample.is_text ? torch::randint(input.classes, shape, torch::kInt64) : torch::randn(shape);
    write(folder / "x.bin", x);
    network->eval();
    write(folder / "y_eval.bin", network->forward(x));
    network->train();
    const torch::Tensor y = network->forward(x);
    write(folder / "y_train.bin", y);
    y.square().sum().backward();
    std::ofstream gradients(folder / "grad.bin", std::ios::binary);
    for (const torch::Tensor& parameter : network->parameters()) append(gradients, parameter.grad());
}

std::map<std::string, double> dump_text_model(const config::Value& config, const std::filesystem::path& folder) {
    const train::DataSets data = train::load_data(config, 0);
    const auto module = train::make_module(config, data.input, torch::kCPU);
    write_weights(*module, folder / "weights.bin");
    std::vector<std::int64_t> all(static_cast<std::size_t>(data.val->size()));
    std::iota(all.begin(), all.end(), 0);
    const train::Batch batch = data.val->get(all, 0);
    write(folder / "x.bin", batch.x);
    write(folder / "y.bin", batch.y);
    train::Environment environment;
    environment.config = config;
    train::Trainer trainer(train::read<train::TrainerOptions>(config), environment);
    return trainer.validate(*module, data).value();
}

}  // namespace lathe::test
