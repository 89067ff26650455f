// SPDX-License-Identifier: GPL-3.0-or-later
// A plug-in that registers what cannot be meant; LATHE_TEST_FAULT chooses what.
#include <cstdlib>
#include <stdexcept>

#include <lathe/plugin.h>

using namespace lathe::train;

namespace {

struct NoSettings {
    void fields(Fields&) {}
};

// An option of type text under any name, or the same one twice.
template <int fault>
struct FaultySettings {
    std::string text;
    std::int64_t number = 0;

    void fields(Fields& f) {
        switch (fault) {
            case 0: f("name", text, "The selector's"); return;
            case 1: f("enable", text, "The switch's"); return;
            case 2: f("checkpoint", number, "A number where Lathe has a file"); return;
            case 3: f("network.hidden", number, "With its group"); return;
            case 4:
                f("hidden", number, "One");
                f("hidden", text, "And another");
                return;
            default: f("", number, "Without a name"); return;
        }
    }
};

template <class Settings>
class FaultyNet : public Network {
  public:
    FaultyNet(const Settings&, const InputSpec&) {}
    torch::Tensor forward(const torch::Tensor& x) override { return x; }
};

template <class Settings>
class FaultyCallback : public Callback {
  public:
    explicit FaultyCallback(const Settings&) {}
};

template <int fault>
void add_faulty_net(PluginRegistry& registry) {
    registry.network<FaultyNet<FaultySettings<fault>>, FaultySettings<fault>>("faulty", "Has a faulty option");
}

}  // namespace

LATHE_PLUGIN(registry) {
    const char* chosen = std::getenv("LATHE_TEST_FAULT");
    const std::string fault = chosen != nullptr ? chosen : "";
    if (fault == "twice") {
        registry.network<FaultyNet<NoSettings>, NoSettings>("faulty", "The first");
        registry.network<FaultyNet<NoSettings>, NoSettings>("faulty", "The second");
    }
    if (fault == "name") add_faulty_net<0>(registry);
    if (fault == "enable")
        registry.callback<FaultyCallback<FaultySettings<1>>, FaultySettings<1>>("faulty", "Switched");
    if (fault == "checkpoint") add_faulty_net<2>(registry);
    if (fault == "group") add_faulty_net<3>(registry);
    if (fault == "option twice") add_faulty_net<4>(registry);
    if (fault == "no name") add_faulty_net<5>(registry);
    if (fault == "throws") throw std::runtime_error("not today");
    if (fault == "throws a number") throw 7;
    // One of each kind may have the same name.
    registry.callback<FaultyCallback<NoSettings>, NoSettings>("plain", "Does nothing");
    registry.network<FaultyNet<NoSettings>, NoSettings>("plain", "Does nothing either");
}
