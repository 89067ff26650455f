// For authors of plug-ins: a shared library that brings networks of its own. `lathectl new module NAME` writes one that
// builds; resources/examples/plugin is another.
//
//   struct Options { std::int64_t hidden = 64;  void fields(lathe::train::Fields& f) { f("hidden", hidden, "Units"); }
//   }; class Net : public lathe::train::Network { public: Net(const Options&, const lathe::train::InputSpec&); ... };
//   LATHE_PLUGIN(registry) { registry.network<Net, Options>("net", "What it is"); }
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <torch/version.h>

#include "core/train/models/network.h"
#include "core/train/options.h"
#include "core/train/plugin/plugin_abi.h"

namespace lathe::train {

struct PluginNetwork {
    std::string doc;
    std::vector<config::Option> options;
    std::function<std::shared_ptr<Network>(const config::Value& options, const InputSpec&)> make;
};

class PluginRegistry {
  public:
    // Net(const Options&, const InputSpec&); keys of the options are those below network.options.
    template <class Net, class Options>
    void network(const std::string& name, const std::string& doc) {
        networks[name] = {doc, declare<Options>(), [](const config::Value& options, const InputSpec& input) {
                              return std::make_shared<Net>(read<Options>(options), input);
                          }};
    }

    std::map<std::string, PluginNetwork> networks;
};

}  // namespace lathe::train

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

#define LATHE_PLUGIN(registry)                                                                        \
    static void lathe_fill_plugin(lathe::train::PluginRegistry& registry);                            \
    extern "C" __attribute__((visibility("default"))) const LathePlugin lathe_plugin;                 \
    const LathePlugin lathe_plugin = {lathe::train::plugin_abi, TORCH_VERSION, LATHE_PLUGIN_COMPILER, \
                                      lathe_fill_plugin};                                             \
    static void lathe_fill_plugin(lathe::train::PluginRegistry& registry)
