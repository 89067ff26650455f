// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/transform.h"

namespace lathe::train {

namespace {

class TransformedSet : public Dataset {
  public:
    TransformedSet(std::shared_ptr<const Dataset> data, std::vector<std::shared_ptr<const Transform>> transforms)
        : data_(std::move(data)), transforms_(std::move(transforms)) {}

    std::int64_t size() const override { return data_->size(); }
    Batch get(std::span<const std::int64_t> indices, std::uint64_t seed) const override {
        Batch batch = data_->get(indices, seed);
        for (std::size_t i = 0; i < transforms_.size(); ++i) {
            Random random(mix_seeds(seed, i + 1));
            transforms_[i]->apply(batch, random);
        }
        return batch;
    }
    bool is_costly() const override { return true; }
    std::shared_ptr<const Dataset> unchanged() const override {
        auto plain = data_->unchanged();
        return plain ? plain : data_;
    }
    std::vector<std::int64_t> classes() const override { return data_->classes(); }

  private:
    std::shared_ptr<const Dataset> data_;
    std::vector<std::shared_ptr<const Transform>> transforms_;
};

}  // namespace

std::shared_ptr<const Dataset> transformed(std::shared_ptr<const Dataset> data,
                                           std::vector<std::shared_ptr<const Transform>> transforms) {
    if (transforms.empty()) return data;
    return std::make_shared<TransformedSet>(std::move(data), std::move(transforms));
}

}  // namespace lathe::train
