// A plug-in of long ago: the descriptor alone, as plain C lays it out.
#ifndef OLD_ABI
#define OLD_ABI 0
#endif
#ifndef OLD_TORCH
#define OLD_TORCH "1.0.0"
#endif

extern "C" {
struct Descriptor {
    int abi;
    const char* torch;
    const char* compiler;
    void (*fill)(void*);
};
extern const Descriptor lathe_plugin;
const Descriptor lathe_plugin = {OLD_ABI, OLD_TORCH, "libstdc++, C++11 ABI", nullptr};
}
