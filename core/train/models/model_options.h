// SPDX-License-Identifier: GPL-3.0-or-later
// Options of the built-in networks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/train/options.h"

namespace lathe::train {

// The options of Mlp.
struct MlpOptions {
    std::vector<std::int64_t> hidden{256, 128};
    std::string activation = "relu";
    double dropout = 0;

    void fields(Fields& f);
};

// The options of LeNet.
struct LeNetOptions {
    std::string version = "1_0";

    void fields(Fields& f);
};

// The options of SqueezeNet.
struct SqueezeNetOptions {
    std::string version = "1_1";
    double dropout = 0.5;

    void fields(Fields& f);
};

// The options of ResNet.
struct ResNetOptions {
    std::string depth = "9";
    std::int64_t width = 64;

    void fields(Fields& f);
};

// The options of Gru.
struct GruOptions {
    std::int64_t embedding = 64;
    std::int64_t hidden = 128;
    std::int64_t layers = 1;
    double dropout = 0;

    void fields(Fields& f);
};

// The options of Transformer.
struct TransformerOptions {
    std::int64_t width = 128;
    std::int64_t heads = 4;
    std::int64_t layers = 2;
    std::int64_t feed_forward = 512;
    double dropout = 0.1;
    bool recompute = false;

    void fields(Fields& f);
};

// A network from a shared library.
struct PluginOptions {
    std::string path;
    std::optional<std::string> class_name;
    config::Value options{config::Dict{}};

    void fields(Fields& f);
};

// The options of a network from a TorchScript file.
struct TorchScriptOptions {
    std::string path;
    config::Value options{config::Dict{}};

    void fields(Fields& f);
};

// What every network takes.
struct NetworkOptions {
    std::optional<std::string> checkpoint;
    std::string checkpoint_fit = "all";

    void fields(Fields& f);
};

}  // namespace lathe::train
