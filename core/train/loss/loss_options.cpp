#include "core/train/loss/loss_options.h"

namespace lathe::train {

void CrossEntropyOptions::fields(Fields& f) {
    f("loss.label_smoothing", label_smoothing, "Part of the target that is spread evenly over all classes")
        .at_least(0)
        .below(1);
}

}  // namespace lathe::train
