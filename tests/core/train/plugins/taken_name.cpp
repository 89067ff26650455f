// SPDX-License-Identifier: GPL-3.0-or-later
// A plug-in whose network has the name of one of Lathe's.
#include <lathe/plugin.h>

using namespace lathe::train;

namespace {

struct TakenOptions {
    void fields(Fields&) {}
};

class TakenNet : public Network {
  public:
    TakenNet(const TakenOptions&, const InputSpec&) {}
    torch::Tensor forward(const torch::Tensor& x) override { return x; }
};

}  // namespace

LATHE_PLUGIN(registry) {
    registry.network<TakenNet, TakenOptions>("lenet", "Not the one that Lathe has");
}
