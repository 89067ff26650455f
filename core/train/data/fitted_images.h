// SPDX-License-Identifier: GPL-3.0-or-later
// What pictures are made like before a network sees them, as its training did it: kept in checkpoints
// (DataSets::fitted), and applied to other pictures to predict from.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/train/data/dataset.h"
#include "core/train/data/image_set.h"

namespace lathe::train {

// Shape, normalisation and classes.
struct FittedImages {
    ImageShape shape;
    PixelStatistics statistics;  // by which they are normalised
    std::int64_t classes = 0;
    std::vector<std::string> class_names;  // empty: they are called by their numbers

    // The InputSpec of a classification of such images; without class_counts, which are not kept.
    InputSpec input() const { return {shape.channels, shape.height, shape.width, classes}; }
    // The same as checkpoints keep it: {images: {channels, height, width, mean, stddev, classes, class_names}}.
    config::Value to_value() const;
    // Reads what to_value() gave. The error: it is something else.
    static Result<FittedImages> from_value(const config::Value& value);
};

}  // namespace lathe::train
