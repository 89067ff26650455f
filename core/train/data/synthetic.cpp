// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/synthetic.h"

#include <torch/types.h>

#include <vector>

#include "core/base/random.h"
#include "core/train/data/tensor_set.h"

namespace lathe::train {

namespace {

std::shared_ptr<const Dataset> make_set(const SyntheticOptions& o, const std::vector<float>& pictures,
                                        std::int64_t count, std::uint64_t part, const char* name, DataReport& report) {
    if (count == 0) return nullptr;
    DataPart counted{name, count, std::vector<std::int64_t>(static_cast<std::size_t>(o.classes))};
    const std::int64_t pixels = o.channels * o.size * o.size;
    torch::Tensor x = torch::empty({count, o.channels, o.size, o.size}, torch::kFloat32);
    torch::Tensor y = torch::empty({count}, torch::kInt64);
    auto* to = x.data_ptr<float>();
    Random random(mix_seeds(static_cast<std::uint64_t>(o.data_seed), part));
    for (std::int64_t i = 0; i < count; ++i) {
        const auto label = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(o.classes)));
        y.data_ptr<std::int64_t>()[i] = label;
        ++counted.of_class[static_cast<std::size_t>(label)];
        const float* picture = pictures.data() + label * pixels;
        for (std::int64_t p = 0; p < pixels; ++p) {
            *to++ = picture[p] + static_cast<float>(o.noise * random.normal());
        }
    }
    report.parts.push_back(std::move(counted));
    return std::make_shared<TensorSet>(std::move(x), std::move(y));
}

}  // namespace

DataSets make_synthetic(const SyntheticOptions& o) {
    std::vector<float> pictures(static_cast<std::size_t>(o.classes * o.channels * o.size * o.size));
    Random random(mix_seeds(static_cast<std::uint64_t>(o.data_seed), 0));
    for (float& pixel : pictures) pixel = static_cast<float>(random.normal());
    DataSets sets;
    sets.input = {o.channels, o.size, o.size, o.classes};
    sets.train = make_set(o, pictures, o.samples, 1, "train", sets.report);
    sets.val = make_set(o, pictures, o.val_samples, 2, "val", sets.report);
    sets.test = make_set(o, pictures, o.test_samples, 3, "test", sets.report);
    return sets;
}

}  // namespace lathe::train
