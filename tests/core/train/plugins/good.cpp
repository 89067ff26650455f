// SPDX-License-Identifier: GPL-3.0-or-later
// A plug-in for tests: a network that works, and some that throw.
#include <torch/nn/modules/linear.h>

#include <stdexcept>

#include "core/train/plugin/plugin.h"

using namespace lathe::train;

namespace {

struct Options {
    double scale = 1;
    std::string title;

    void fields(Fields& f) {
        f("scale", scale, "Factor of the answer").above(0);
        f("title", title, "A text");
    }
};

class Net : public Network {
  public:
    Net(const Options& options, const InputSpec& input)
        : linear_(input.channels * input.height * input.width, input.classes), scale_(options.scale) {
        register_module("linear", linear_);
    }
    torch::Tensor forward(const torch::Tensor& x) override { return linear_->forward(x.flatten(1)) * scale_; }

  private:
    torch::nn::Linear linear_;
    double scale_;
};

class Throws : public Network {
  public:
    Throws(const Options&, const InputSpec&) { throw std::runtime_error("the plug-in is unwell"); }
    torch::Tensor forward(const torch::Tensor& x) override { return x; }
};

class LearnsNothing : public Network {
  public:
    LearnsNothing(const Options&, const InputSpec& input) : classes_(input.classes) {}
    torch::Tensor forward(const torch::Tensor& x) override { return torch::zeros({x.size(0), classes_}); }

  private:
    std::int64_t classes_;
};

struct Private {};

class ThrowsItsOwn : public Network {
  public:
    ThrowsItsOwn(const Options&, const InputSpec&) {}
    torch::Tensor forward(const torch::Tensor&) override { throw Private(); }
};

}  // namespace

LATHE_PLUGIN(registry) {
    registry.network<Net, Options>("net", "Linear");
    registry.network<Throws, Options>("throws", "Throws when it is made");
    registry.network<ThrowsItsOwn, Options>("throws_its_own", "Throws a type that nobody knows");
    registry.network<LearnsNothing, Options>("learns_nothing", "Has no parameters");
}
