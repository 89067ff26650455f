// SPDX-License-Identifier: GPL-3.0-or-later
// A plug-in of another time: the descriptor alone, as plain C lays it out. ABI_STEP: how far its version is from ours.
#include "core/train/plugin/plugin_abi.h"

extern "C" {
struct Descriptor {
    int abi;
    const char* torch;
    const char* compiler;
    void (*fill)(void*);
};
extern const Descriptor lathe_plugin;
const Descriptor lathe_plugin = {lathe::train::plugin_abi + ABI_STEP, "1.0.0", "libstdc++, C++11 ABI", nullptr};
}
