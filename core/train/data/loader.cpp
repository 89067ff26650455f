#include "core/train/data/loader.h"

#include <algorithm>
#include <numeric>

#include "core/base/random.h"

namespace lathe::train {

Loader::Loader(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options)
    : dataset_(std::move(dataset)), options_(options) {
    const std::int64_t size = dataset_->size();
    batches_ = options_.drop_last ? size / options_.batch_size : (size + options_.batch_size - 1) / options_.batch_size;
    order_.resize(static_cast<std::size_t>(size));
    std::iota(order_.begin(), order_.end(), 0);
    if (options_.workers > 0 && dataset_->is_costly()) {
        prefetcher_ =
            std::make_unique<Prefetcher>([this](std::int64_t batch) { return make(batch); }, options_.workers);
    }
}

void Loader::begin_epoch(std::int64_t epoch, std::int64_t first) {
    if (prefetcher_) prefetcher_->pause();
    epoch_seed_ = mix_seeds(options_.seed, static_cast<std::uint64_t>(epoch));
    if (options_.shuffle) {
        std::iota(order_.begin(), order_.end(), 0);
        Random random(epoch_seed_);
        for (std::size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[random.below(i)]);
    }
    if (prefetcher_) prefetcher_->start(first, batches_);
}

Batch Loader::make(std::int64_t batch) const {
    const auto first = static_cast<std::size_t>(batch * options_.batch_size);
    const std::size_t size = std::min(static_cast<std::size_t>(options_.batch_size), order_.size() - first);
    return dataset_->get(std::span(order_).subspan(first, size),
                         mix_seeds(epoch_seed_, static_cast<std::uint64_t>(batch)));
}

Batch Loader::get(std::int64_t batch) {
    Batch result = prefetcher_ ? prefetcher_->take(batch) : make(batch);
    const auto place = [this](const torch::Tensor& t) {
        return t.is_floating_point() ? t.to(options_.device, options_.dtype, /*non_blocking=*/true)
                                     : t.to(options_.device, t.scalar_type(), /*non_blocking=*/true);
    };
    result.x = place(result.x);
    result.y = place(result.y);
    return result;
}

}  // namespace lathe::train
