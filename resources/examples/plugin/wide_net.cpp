// A convolution, then one wide layer. Everything that a network of one's own needs is here.
#include <lathe/plugin.h>

using namespace lathe::train;

namespace {

struct Options {
    std::int64_t filters = 8;
    std::int64_t width = 256;

    void fields(Fields& f) {
        f("filters", filters, "Filters of 3x3").at_least(1);
        f("width", width, "Units of the wide layer").at_least(1);
    }
};

class WideNet : public Network {
  public:
    WideNet(const Options& o, const InputSpec& input)
        : filters_(torch::nn::Conv2dOptions(input.channels, o.filters, 3).padding(1)),
          wide_(o.filters * (input.height / 2) * (input.width / 2), o.width),
          last_(o.width, input.classes) {
        register_module("filters", filters_);
        register_module("wide", wide_);
        register_module("last", last_);
    }
    torch::Tensor forward(const torch::Tensor& x) override {
        return last_->forward(wide_->forward(torch::max_pool2d(filters_->forward(x).relu(), 2).flatten(1)).relu());
    }

  private:
    torch::nn::Conv2d filters_;
    torch::nn::Linear wide_;
    torch::nn::Linear last_;
};

}  // namespace

LATHE_PLUGIN(registry) {
    registry.network<WideNet, Options>("wide_net", "A convolution and one wide layer");
}
