// SPDX-License-Identifier: GPL-3.0-or-later
// What makes a validation, a test and a prediction of the same loop: their hooks and their step.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "core/train/loop/named_hook.h"

namespace lathe::train {

class Module;

// Hooks in the order in which they are called; `step` is what is computed for a batch.
struct EvaluationKind {
    NamedHook<> start;
    NamedHook<> epoch_start;
    NamedHook<const Batch&, std::int64_t> batch_start;
    NamedHook<const Batch&, std::int64_t> batch_end;
    NamedHook<> epoch_end;
    NamedHook<> end;  // the values are known
    const char* step_name;
    std::function<void(Module&, const Batch&, std::int64_t)> step;

    // A validation, with Module::validation_step.
    static EvaluationKind validation();
    // A test, with Module::test_step.
    static EvaluationKind test();
    // A prediction, with Module::predict_step; what that gives is added to `answers`, on the CPU. They outlive the
    // kind.
    static EvaluationKind prediction(std::vector<torch::Tensor>& answers);
};

}  // namespace lathe::train
