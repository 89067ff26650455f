// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/predictor.h"

#include <c10/core/DeviceGuard.h>
#include <c10/core/InferenceMode.h>

#include "core/train/autocast.h"
#include "core/train/data/loader.h"
#include "core/train/data/preparation.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

namespace {

// Files are decoded ahead even where the training had no workers: a person waits.
std::int64_t decoding_threads(const TrainedModel& model) {
    return std::max<std::int64_t>(read<HardwareOptions>(model.config).num_workers, 1);
}

}  // namespace

Predictor::Predictor(const TrainedModel& model, Wanted wanted) : model_(model), wanted_(wanted) {}

torch::Tensor Predictor::answer(const Batch& batch, std::int64_t number) const {
    if (wanted_ == Wanted::outputs && model_.network) return model_.network->forward(batch.x);
    return model_.module->predict_step(batch, number);
}

void Predictor::run(const std::shared_ptr<const Dataset>& samples, const ModelChoice& choice, const Take& take) const {
    const auto options = read<TrainerOptions>(model_.config);
    LoaderOptions loading;
    loading.batch_size = options.test_batch_size;
    loading.seed = static_cast<std::uint64_t>(options.seed);
    loading.workers = decoding_threads(model_);
    loading.device = model_.device;
    loading.dtype = model_.dtype();
    Loader loader(samples, loading);
    const c10::OptionalDeviceGuard guard(model_.device.is_cuda() ? c10::make_optional(model_.device) : c10::nullopt);
    const c10::InferenceMode inference;
    loader.begin_epoch(0, 0);
    for (std::int64_t i = 0; i < loader.batches(); ++i) {
        if (choice.stop.stop_requested()) throw PreparationStopped();
        const Batch batch = loader.get(i);
        torch::Tensor answers;
        {
            const Autocast autocast(narrow_type(options), model_.device);
            answers = answer(batch, i);
        }
        const Batch on_cpu{batch.x, batch.y.cpu(), batch.size};
        take(i * loading.batch_size, on_cpu, answers.cpu());
        if (choice.tell) choice.tell(static_cast<int>(i + 1), static_cast<int>(loader.batches()));
    }
}

}  // namespace lathe::train
