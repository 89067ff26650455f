// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/evaluation_kind.h"

#include "core/train/module.h"

namespace lathe::train {

EvaluationKind EvaluationKind::validation() {
    return {hook::validation_start,     hook::validation_epoch_start,         hook::validation_batch_start,
            hook::validation_batch_end, hook::validation_epoch_end,           hook::validation_end,
            "validation_step",          std::mem_fn(&Module::validation_step)};
}

EvaluationKind EvaluationKind::test() {
    return {hook::test_start,     hook::test_epoch_start,         hook::test_batch_start,
            hook::test_batch_end, hook::test_epoch_end,           hook::test_end,
            "test_step",          std::mem_fn(&Module::test_step)};
}

EvaluationKind EvaluationKind::prediction(std::vector<torch::Tensor>& answers) {
    return {hook::predict_start,
            hook::predict_epoch_start,
            hook::predict_batch_start,
            hook::predict_batch_end,
            hook::predict_epoch_end,
            hook::predict_end,
            "predict_step",
            [&answers](Module& module, const Batch& batch, std::int64_t number) {
                answers.push_back(module.predict_step(batch, number).cpu());
            }};
}

}  // namespace lathe::train
