// SPDX-License-Identifier: GPL-3.0-or-later
// Options of the losses.
#pragma once

#include <string>

#include "core/train/options.h"

namespace lathe::train {

// Of losses that compare classes.
struct ClassLossOptions {
    std::string class_weights = "none";
    std::vector<double> weight;  // of each class; empty: see class_weights

    void fields(Fields& f);
};

// The options of the cross-entropy.
struct CrossEntropyOptions : ClassLossOptions {
    double label_smoothing = 0;

    void fields(Fields& f);
};

// The options of a loss that has none.
struct PlainLossOptions {
    void fields(Fields&) {}
};

// The options of the Huber loss.
struct HuberOptions {
    double delta = 1;

    void fields(Fields& f);
};

// What is reported beside the loss.
struct MetricOptions {
    bool train_acc = false;
    std::optional<std::int64_t> top_k;
    bool precision_recall = false;
    bool confusion_matrix = false;

    void fields(Fields& f);
};

}  // namespace lathe::train
