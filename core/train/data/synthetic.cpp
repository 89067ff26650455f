#include "core/train/data/synthetic.h"

#include <torch/types.h>

#include <vector>

#include "core/base/random.h"
#include "core/train/data/tensor_set.h"

namespace lathe::train {

namespace {

std::shared_ptr<const Dataset> make_set(const SyntheticOptions& o, const std::vector<float>& pictures,
                                        std::int64_t count, std::uint64_t part) {
    if (count == 0) return nullptr;
    const std::int64_t pixels = o.channels * o.size * o.size;
    torch::Tensor x = torch::empty({count, o.channels, o.size, o.size}, torch::kFloat32);
    torch::Tensor y = torch::empty({count}, torch::kInt64);
    auto* to = x.data_ptr<float>();
    Random random(mix_seeds(static_cast<std::uint64_t>(o.data_seed), part));
    for (std::int64_t i = 0; i < count; ++i) {
        const auto label = static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(o.classes)));
        y.data_ptr<std::int64_t>()[i] = label;
        const float* picture = pictures.data() + label * pixels;
        for (std::int64_t p = 0; p < pixels; ++p) {
            *to++ = picture[p] + static_cast<float>(o.noise * random.normal());
        }
    }
    return std::make_shared<TensorSet>(std::move(x), std::move(y));
}

}  // namespace

DataSets make_synthetic(const SyntheticOptions& o) {
    std::vector<float> pictures(static_cast<std::size_t>(o.classes * o.channels * o.size * o.size));
    Random random(mix_seeds(static_cast<std::uint64_t>(o.data_seed), 0));
    for (float& pixel : pictures) pixel = static_cast<float>(random.normal());
    DataSets sets;
    sets.input = {o.channels, o.size, o.size, o.classes};
    sets.train = make_set(o, pictures, o.samples, 1);
    sets.val = make_set(o, pictures, o.val_samples, 2);
    sets.test = make_set(o, pictures, o.test_samples, 3);
    return sets;
}

}  // namespace lathe::train
