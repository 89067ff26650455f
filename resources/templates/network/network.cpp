// @NAME@: a network for Lathe. Its options show under `network`.
#include <lathe/plugin.h>

using namespace lathe::train;

namespace {

struct Options {
    std::int64_t hidden = 64;

    void fields(Fields& f) { f("hidden", hidden, "Units of the hidden layer").at_least(1); }
};

class Net : public Network {
  public:
    Net(const Options& options, const InputSpec& input) {
        const std::int64_t in = input.channels * input.height * input.width;
        layers_->push_back(torch::nn::Linear(in, options.hidden));
        layers_->push_back(torch::nn::ReLU());
        layers_->push_back(torch::nn::Linear(options.hidden, input.classes));
        register_module("layers", layers_);
    }
    torch::Tensor forward(const torch::Tensor& x) override { return layers_->forward(x.flatten(1)); }

  private:
    torch::nn::Sequential layers_;
};

}  // namespace

LATHE_PLUGIN(registry) {
    registry.network<Net, Options>("@NAME@", "One hidden layer");
}
