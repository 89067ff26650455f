// Options of the built-in networks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/train/options.h"

namespace lathe::train {

struct MlpOptions {
    std::vector<std::int64_t> hidden{256, 128};
    std::string activation = "relu";
    double dropout = 0;

    void fields(Fields& f);
};

struct LeNetOptions {
    std::string version = "1_0";

    void fields(Fields& f);
};

struct SqueezeNetOptions {
    std::string version = "1_1";
    double dropout = 0.5;

    void fields(Fields& f);
};

}  // namespace lathe::train
