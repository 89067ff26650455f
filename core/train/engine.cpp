// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/engine.h"

#include <ATen/Context.h>
#include <torch/version.h>

#include "core/train/blas.h"
#include "core/train/trainer_body.h"
#include "core/train/trial_check.h"

const lathe::train::Engine* lathe_train_engine() {
    using namespace lathe::train;
    static const Engine engine = [] {
        prepare_blas();
        Engine made;
        made.make_body = []() -> std::unique_ptr<lathe::run::TrialBody> { return std::make_unique<TrainerBody>(); };
        made.check_trial = check_trial;
        made.check_plugin = check_plugin;
        made.plugin_declarations = plugin_declarations;
        made.find_learning_rate = find_learning_rate;
        made.find_batch_size = find_batch_size;
        made.test_model = test_model;
        made.predict = predict;
        made.sample_text = sample_text;
        made.export_model = export_model;
        made.describe_weights = describe_weights;
        made.has_cuda = at::globalContext().hasCUDA();
        made.torch_version = TORCH_VERSION;
        made.blas = blas_description();
        return made;
    }();
    return &engine;
}
