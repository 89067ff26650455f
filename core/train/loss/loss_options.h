// Options of the losses.
#pragma once

#include "core/train/options.h"

namespace lathe::train {

struct CrossEntropyOptions {
    double label_smoothing = 0;

    void fields(Fields& f);
};

}  // namespace lathe::train
