// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/loader.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "core/base/plural.h"
#include "core/base/random.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

std::string rows_text(const torch::Tensor& tensor) {
    if (!tensor.defined()) return "nothing";
    return tensor.dim() == 0 ? "one number" : counted(tensor.size(0), "row");
}

// A batch that says it is empty would be passed over, and nothing would be learned of it.
void check_batch(const Batch& made, std::int64_t asked) {
    const auto holds = [asked](const torch::Tensor& t) { return t.defined() && t.dim() > 0 && t.size(0) == asked; };
    if (made.size == asked && holds(made.x) && holds(made.y)) return;
    throw TrainError("the data set was asked for " + counted(asked, "sample") + " and gives a batch of size " +
                         std::to_string(made.size) + " with " + rows_text(made.x) + " in x and " + rows_text(made.y) +
                         " in y",
                     "let its get() return {x, y, count}, and its transforms keep the number of samples", "data.name");
}

}  // namespace

Loader::Loader(std::shared_ptr<const Dataset> dataset, const LoaderOptions& options)
    : dataset_(std::move(dataset)), options_(options) {
    const std::int64_t size = dataset_->size();
    const std::int64_t of_all = options_.batch_size * options_.ranks;
    const std::int64_t rest = size % of_all;
    const bool drop_last = options_.drop_last || (options_.needs_all_ranks && rest < options_.ranks);
    batches_ = drop_last ? size / of_all : (size + of_all - 1) / of_all;
    order_.resize(static_cast<std::size_t>(size));
    std::iota(order_.begin(), order_.end(), 0);
    if (options_.balance) {
        std::map<std::int64_t, std::vector<std::int64_t>> of_class;
        const auto classes = dataset_->classes();
        for (std::size_t i = 0; i < classes.size(); ++i) of_class[classes[i]].push_back(static_cast<std::int64_t>(i));
        for (auto& [number, samples] : of_class) of_class_.push_back(std::move(samples));
        if (of_class_.empty())
            throw TrainError("the samples have no classes that could be balanced", "set train.balance_classes to false",
                             "train.balance_classes");
    }
    if (options_.workers > 0 && dataset_->is_costly()) {
        prefetcher_ =
            std::make_unique<Prefetcher>([this](std::int64_t batch) { return make(batch); }, options_.workers);
    }
}

void Loader::begin_epoch(std::int64_t epoch, std::int64_t first) {
    if (prefetcher_) prefetcher_->pause();
    epoch_seed_ = mix_seeds(options_.seed, static_cast<std::uint64_t>(epoch));
    if (options_.balance) draw_balanced(epoch_seed_);
    else if (options_.shuffle) {
        std::iota(order_.begin(), order_.end(), 0);
        Random random(epoch_seed_);
        for (std::size_t i = order_.size(); i > 1; --i) std::swap(order_[i - 1], order_[random.below(i)]);
    }
    if (prefetcher_) prefetcher_->start(first, batches_);
}

// As torch's WeightedRandomSampler, with replacement, where a sample's weight is one over the number of its class.
void Loader::draw_balanced(std::uint64_t seed) {
    Random random(seed);
    for (std::int64_t& sample : order_) {
        const auto& of_class = of_class_[random.below(of_class_.size())];
        sample = of_class[random.below(of_class.size())];
    }
}

Batch Loader::make(std::int64_t batch) const {
    const std::int64_t of_all = options_.batch_size * options_.ranks;
    const std::int64_t first = batch * of_all;
    const std::int64_t total = std::min(of_all, static_cast<std::int64_t>(order_.size()) - first);
    const auto begin_of = [&](std::int64_t rank) { return (total * rank + options_.ranks - 1) / options_.ranks; };
    const std::int64_t begin = begin_of(options_.rank);
    const std::int64_t size = begin_of(options_.rank + 1) - begin;
    Batch made;
    if (size > 0) {
        std::uint64_t seed = mix_seeds(epoch_seed_, static_cast<std::uint64_t>(batch));
        if (options_.rank > 0) seed = mix_seeds(seed, static_cast<std::uint64_t>(options_.rank));
        made = dataset_->get(
            std::span(order_).subspan(static_cast<std::size_t>(first + begin), static_cast<std::size_t>(size)), seed);
        check_batch(made, size);
    }
    if (options_.channels_last && made.size > 0 && made.x.dim() == 4)
        made.x = made.x.contiguous(at::MemoryFormat::ChannelsLast);
    // From such memory a copy to a GPU goes on beside the computation.
    if (options_.device.is_cuda() && made.size > 0) {
        made.x = made.x.pin_memory();
        made.y = made.y.pin_memory();
    }
    made.total = total;
    return made;
}

Batch Loader::get(std::int64_t batch) {
    Batch result = prefetcher_ ? prefetcher_->take(batch) : make(batch);
    if (result.size == 0) return result;
    const auto place = [this](const torch::Tensor& t) {
        const torch::ScalarType type = t.is_floating_point() ? options_.dtype : t.scalar_type();
        if (t.device() == options_.device && t.scalar_type() == type) return t;  // what to() would find out slowly
        return t.to(options_.device, type, /*non_blocking=*/true);
    };
    result.x = place(result.x);
    result.y = place(result.y);
    return result;
}

}  // namespace lathe::train
