// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/use/use_probe.h"

#include <functional>
#include <numeric>

#include <torch/types.h>

#include "core/base/files.h"
#include "core/train/checkpoint.h"
#include "core/train/error.h"
#include "core/train/use/npy_file.h"
#include "core/train/use/output_array.h"
#include "core/train/use/text_sampler.h"
#include "core/train/use/trained_model.h"

namespace lathe::test {

namespace {

class NamelessInputs : public train::Inputs {
  public:
    std::shared_ptr<const train::Dataset> samples() const override { return nullptr; }
    std::string name(std::int64_t, std::int64_t) const override { return {}; }
};

}  // namespace

void write_samples(const std::filesystem::path& trial, const std::string& part, const std::filesystem::path& file) {
    train::ModelChoice choice;
    choice.source = trial;
    const auto [model, data] = train::load_model_and_data(choice);
    const auto samples = train::part_of(data, part);
    std::vector<std::int64_t> all(static_cast<std::size_t>(samples->size()));
    std::iota(all.begin(), all.end(), 0);
    const torch::Tensor x = samples->get(all, 0).x.to(torch::kFloat).contiguous();
    const auto* from = x.data_ptr<float>();
    train::value_or_throw(
        write_file_atomically(file, train::npy_bytes(x.sizes().vec(), std::vector<float>(from, from + x.numel()))));
}

std::map<std::string, double> weight_sums(const std::filesystem::path& checkpoint) {
    std::map<std::string, double> sums;
    const auto state = train::read_checkpoint(checkpoint);
    if (!state) return sums;
    for (const auto& [name, tensor] : state->tensors)
        if (name.starts_with("model.")) sums[name.substr(6)] = tensor.to(torch::kDouble).sum().item<double>();
    return sums;
}

void forget_how_cells_were_read(const std::filesystem::path& checkpoint) {
    if (!std::filesystem::exists(checkpoint)) return;
    auto state = train::value_or_throw(train::read_checkpoint(checkpoint));
    Json& table = state.json.at("fitted").at("table");
    table.erase("decimal");
    for (Json& column : table.at("columns")) column.erase("day_first");
    train::value_or_throw(train::write_checkpoint(checkpoint, state));
}

std::vector<int> draw_counts(const std::vector<double>& scores, double temperature, std::int64_t top_k, int draws) {
    std::vector<int> counts(scores.size());
    Random random(11);
    for (int i = 0; i < draws; ++i)
        ++counts[static_cast<std::size_t>(train::TextSampler::draw(scores, temperature, top_k, random))];
    return counts;
}

std::vector<std::int64_t> saved_shape(const std::vector<std::vector<std::int64_t>>& batches, std::int64_t samples,
                                      bool text, std::string& error) {
    std::size_t written = 0;  // bytes
    train::OutputArray array(text ? train::SampleKind::text : train::SampleKind::image,
                             [&written](std::string_view bytes) { written += bytes.size(); });
    const NamelessInputs inputs;
    try {
        std::int64_t first = 0;
        for (const auto& sizes : batches) {
            train::Batch batch;
            batch.size = samples;
            array.add(inputs, first, batch, torch::zeros(sizes));
            first += samples;
        }
    } catch (const train::TrainError& failure) {
        error = failure.error().str();
        return {};
    }
    const auto shape = array.shape();
    const auto numbers = std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    if (array.header().size() != train::npy_header_size || written != static_cast<std::size_t>(numbers) * sizeof(float))
        error = "the bytes are not those of the shape";
    return shape;
}

}  // namespace lathe::test
