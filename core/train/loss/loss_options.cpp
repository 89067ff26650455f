// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loss/loss_options.h"

namespace lathe::train {

void ClassLossOptions::fields(Fields& f) {
    f("loss.class_weights", class_weights,
      "balanced: a sample counts the more, the fewer of its class are trained on; losses of validation and test "
      "likewise")
        .one_of({"none", "balanced"});
    f("loss.weight", weight,
      "How much a sample of each class counts, in the order of the classes; empty: as class_weights")
        .at_least(0);
}

void CrossEntropyOptions::fields(Fields& f) {
    ClassLossOptions::fields(f);
    f("loss.label_smoothing", label_smoothing, "Part of the target that is spread evenly over all classes")
        .at_least(0)
        .below(1);
}

void HuberOptions::fields(Fields& f) {
    f("loss.delta", delta, "Errors up to this count squared, larger ones linearly").above(0);
}

void MetricOptions::fields(Fields& f) {
    f("metrics.train_acc", train_acc,
      "Record the accuracy on the training batches with train_loss, as they were trained on: augmented, with dropout; "
      "of "
      "two images blended by mixup the larger part counts");
    f("metrics.top_k", top_k, "Count a sample as right when its class is among this many best: val_top_k; null: off")
        .at_least(1);
    f("metrics.precision_recall", precision_recall, "Report precision, recall and F1, averaged over the classes");
    f("metrics.confusion_matrix", confusion_matrix, "Record a picture of the confusion matrix after each validation");
}

}  // namespace lathe::train
