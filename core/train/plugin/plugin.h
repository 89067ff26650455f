// SPDX-License-Identifier: GPL-3.0-or-later
// The one header that a plug-in includes: a shared library with parts of a training of your own. `lathectl new` writes
// projects that build and train; resources/examples/dcgan, focal and plugin are others.
//
//   #include <lathe/plugin.h>
//   using namespace lathe::train;
//
//   struct Options {
//       std::int64_t hidden = 64;
//       void fields(Fields& f) { f("hidden", hidden, "Units of the hidden layer").at_least(1); }
//   };
//   class Net : public Network { public: Net(const Options&, const InputSpec&); ... };
//
//   LATHE_PLUGIN(registry) { registry.network<Net, Options>("my_net", "What it is"); }
//
// and in the experiment
//
//   config:
//     plugins: [build/libmy_net.so]
//     network: {name: my_net, hidden: 32}
#pragma once

#include <torch/nn/functional/activation.h>
#include <torch/nn/functional/loss.h>
#include <torch/nn/functional/pooling.h>
#include <torch/nn/init.h>
#include <torch/nn/modules/activation.h>
#include <torch/nn/modules/batchnorm.h>
#include <torch/nn/modules/container/sequential.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/dropout.h>
#include <torch/nn/modules/embedding.h>
#include <torch/nn/modules/linear.h>
#include <torch/nn/modules/normalization.h>
#include <torch/nn/modules/pooling.h>
#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/optim/sgd.h>
#include <torch/types.h>
#include <torch/version.h>

#include "core/train/data/tensor_set.h"
#include "core/train/error.h"
#include "core/train/optim/optimization.h"
#include "core/train/optim/optimizer.h"
#include "core/train/plugin/plugin_abi.h"
#include "core/train/plugin/plugin_registry.h"
#include "core/train/state.h"
#include "core/train/trainer.h"

// What is looked at before anything of the plug-in is called: plain C.
extern "C" struct LathePlugin {
    int abi;
    const char* torch;
    const char* compiler;
    void (*fill)(lathe::train::PluginRegistry&);
};

// The C++ library and its ABI, which decide whether std::string is the same on both sides.
#if defined(_GLIBCXX_USE_CXX11_ABI) && _GLIBCXX_USE_CXX11_ABI
#define LATHE_PLUGIN_COMPILER "libstdc++, C++11 ABI"
#elif defined(_GLIBCXX_USE_CXX11_ABI)
#define LATHE_PLUGIN_COMPILER "libstdc++, old ABI"
#else
#define LATHE_PLUGIN_COMPILER "another C++ library"
#endif

// Begins the function that registers the parts of this plug-in; once in a library. `registry`: the name of its
// PluginRegistry&.
#define LATHE_PLUGIN(registry)                                                                        \
    static void lathe_fill_plugin(lathe::train::PluginRegistry& registry);                            \
    extern "C" __attribute__((visibility("default"))) const LathePlugin lathe_plugin;                 \
    const LathePlugin lathe_plugin = {lathe::train::plugin_abi, TORCH_VERSION, LATHE_PLUGIN_COMPILER, \
                                      lathe_fill_plugin};                                             \
    static void lathe_fill_plugin(lathe::train::PluginRegistry& registry)
