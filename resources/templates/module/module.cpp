// @NAME@: a module for Lathe: what is computed and logged for each batch, and which optimizers step. Its options show
// under `module`. With automatic_optimization() false and optimize(), each of several optimizers steps on a loss of its
// own: see the example dcgan.
#include <lathe/plugin.h>

using namespace lathe::train;

namespace {

struct Options {
    std::int64_t hidden = 64;

    void fields(Fields& f) { f("hidden", hidden, "Units of the hidden layer").at_least(1); }
};

class Own : public Module {
  public:
    Own(const Options& options, const ModuleSetup& setup) : config_(setup.config) {
        const InputSpec& input = setup.input;
        layers_->push_back(torch::nn::Linear(input.channels * input.height * input.width, options.hidden));
        layers_->push_back(torch::nn::ReLU());
        layers_->push_back(torch::nn::Linear(options.hidden, input.classes));
        register_module("layers", layers_);
    }

    torch::Tensor training_step(const Batch& data, std::int64_t) override {
        const torch::Tensor loss = torch::nn::functional::cross_entropy(scores(data), data.y);
        log("train_loss", loss);
        return loss;
    }
    void validation_step(const Batch& data, std::int64_t) override { evaluate(data, "val_"); }
    void test_step(const Batch& data, std::int64_t) override { evaluate(data, "test_"); }
    torch::Tensor predict_step(const Batch& data, std::int64_t) override { return scores(data).softmax(1); }

    // As the config's `opt`, `sched` and `params` have them; any optimizer of LibTorch, over any parameter groups, will
    // do: return Optimization{optimizer, schedule}.
    OptimizerSet configure_optimizers(std::int64_t total_steps) override {
        return make_optimization(config_, *this, total_steps);
    }
    std::optional<std::vector<std::string>> evaluation_metrics() const override {
        return std::vector<std::string>{"loss", "acc"};
    }

  private:
    torch::Tensor scores(const Batch& data) { return layers_->forward(data.x.flatten(1)); }
    void evaluate(const Batch& data, const std::string& prefix) {
        const torch::Tensor answers = scores(data);
        log(prefix + "loss", torch::nn::functional::cross_entropy(answers, data.y));
        log(prefix + "acc", answers.argmax(1).eq(data.y).to(torch::kDouble).mean());
    }

    lathe::config::Value config_;
    torch::nn::Sequential layers_;
};

}  // namespace

LATHE_PLUGIN(registry) {
    registry.module<Own, Options>("@NAME@", "A classifier with one hidden layer");
}
