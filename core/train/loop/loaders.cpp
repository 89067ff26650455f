// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/loaders.h"

#include "core/base/plural.h"
#include "core/train/error.h"

namespace lathe::train {

torch::ScalarType floating_point_type(const TrainerOptions& options) {
    return options.precision == "64" ? torch::kDouble : torch::kFloat;
}

LoaderOptions loader_options(const TrainerOptions& options, const Environment& environment, std::int64_t batch_size) {
    LoaderOptions loader;
    loader.batch_size = batch_size;
    loader.seed = static_cast<std::uint64_t>(options.seed);
    loader.device = environment.device;
    loader.workers = environment.workers;
    loader.dtype = floating_point_type(options);
    loader.channels_last = options.channels_last;
    if (environment.ranks != nullptr) {
        loader.rank = environment.ranks->rank();
        loader.ranks = environment.ranks->size();
    }
    return loader;
}

Loaders::Loaders(const TrainerOptions& options, const Environment& environment, const DataSets& data) {
    const bool overfits = options.overfits();
    const auto limit = [](const char* key, const config::Value& value, const Loader& loader) {
        return value_or_throw(batch_limit(key, value, loader.batches()));
    };

    LoaderOptions train = loader_options(options, environment, options.batch_size);
    train.shuffle = options.shuffle && !overfits;
    train.balance = options.balance_classes && !overfits;
    train.drop_last = options.drop_last;
    train.needs_all_ranks = options.sync_batchnorm;
    train_ = std::make_unique<Loader>(data.train, train);
    if (train_->batches() == 0) {
        const std::string of_ranks = train.ranks > 1 ? " on each of " + counted(train.ranks, "rank") : "";
        throw TrainError("there is no whole training batch of " + counted(options.batch_size, "sample") + of_ranks,
                         "lower train.batch_size or set train.drop_last to false", "train.batch_size");
    }
    train_batches_ = overfits ? limit("train.overfit_batches", options.overfit_batches, *train_)
                              : limit("train.limit_train_batches", options.limit_train_batches, *train_);

    if (overfits) {
        val_ = std::make_unique<Loader>(data.train, loader_options(options, environment, options.batch_size));
        val_batches_ = train_batches_;
    } else if (data.val) {
        val_ = std::make_unique<Loader>(data.val, loader_options(options, environment, options.val_batch_size));
        val_batches_ = limit("train.limit_val_batches", options.limit_val_batches, *val_);
    }
    if (val_batches_ == 0) val_.reset();
}

}  // namespace lathe::train
