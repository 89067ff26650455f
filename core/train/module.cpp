// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/module.h"

#include "core/train/error.h"
#include "core/train/image_grid.h"
#include "core/train/logbook.h"
#include "core/train/loop/manual_optimization.h"
#include "core/train/trainer.h"

namespace lathe::train {

torch::Tensor Module::predict_step(const Batch&, std::int64_t) {
    throw TrainError("this module predicts nothing", "give it a predict_step");
}

void Module::log(const std::string& name, const torch::Tensor& value, const LogOptions& options) {
    // A model that only predicts has nobody who would read it.
    if (logbook_ != nullptr) logbook_->log(name, value, options);
}

void Module::log_images(const std::string& name, const torch::Tensor& images, std::int64_t columns) {
    if (trainer_ == nullptr || trainer_->metric_sink() == nullptr || trainer_->sanity_checking()) return;
    trainer_->metric_sink()->image(name, trainer_->state().step, image_grid(images, columns));
}

torch::Tensor Module::optimize(std::size_t optimizer, const std::function<torch::Tensor()>& loss) {
    if (optimization_ == nullptr || automatic_optimization())
        throw TrainError("optimize() is for training_step of a module whose automatic_optimization() is false");
    return optimization_->step(optimizer, loss);
}

}  // namespace lathe::train
