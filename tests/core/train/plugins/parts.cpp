// SPDX-License-Identifier: GPL-3.0-or-later
// A plug-in for tests: one part of each kind, all of them simple enough to say what numbers must come out.
#include <cmath>

#include <lathe/plugin.h>

using namespace lathe::train;

namespace {

struct NoOptions {
    void fields(Fields&) {}
};

struct CountOptions {
    std::int64_t count = 32;

    void fields(Fields& f) { f("count", count, "Samples").at_least(1); }
};

// Rows of one zero; every second sample is of class 1.
DataSets load_zeros(const CountOptions& options, const DataSetup&) {
    const auto make = [&] {
        return std::make_shared<TensorSet>(torch::zeros({options.count, 1}),
                                           torch::arange(options.count, torch::kInt64).remainder(2));
    };
    DataSets sets;
    sets.train = make();
    sets.val = make();
    sets.test = make();
    sets.input.kind = SampleKind::table;
    sets.input.classes = 2;
    return sets;
}

struct BiasOptions {
    double bias = 0;

    void fields(Fields& f) { f("bias", bias, "Of both scores at first"); }
};

// Scores that do not depend on the sample.
class Bias : public Network {
  public:
    Bias(const BiasOptions& options, const InputSpec& input)
        : bias_(register_parameter("bias", torch::full({input.classes}, options.bias))) {}
    torch::Tensor forward(const torch::Tensor& x) override { return bias_.expand({x.size(0), bias_.size(0)}); }

  private:
    torch::Tensor bias_;
};

struct FactorOptions {
    double factor = 1;

    void fields(Fields& f) { f("factor", factor, "Of the cross entropy").above(0); }
};

class ScaledLoss {
  public:
    explicit ScaledLoss(const FactorOptions& options) : factor_(options.factor) {}
    torch::Tensor operator()(const torch::Tensor& scores, const torch::Tensor& classes) const {
        return factor_ * torch::nn::functional::cross_entropy(scores, classes);
    }

  private:
    double factor_;
};

struct RateOptions {
    double lr = 0.5;

    void fields(Fields& f) { f("lr", lr, "Learning rate").above(0); }
};

std::unique_ptr<torch::optim::Optimizer> make_plain(const RateOptions& options, std::vector<torch::Tensor> parameters) {
    return std::make_unique<torch::optim::SGD>(std::move(parameters), options.lr);
}

// Halves the learning rate after each epoch.
class Halving : public Scheduler {
  public:
    Halving(const NoOptions&, std::int64_t) {}
    double lr(double base) const override { return std::ldexp(base, -epochs_); }
    void advance(double) override { ++epochs_; }
    lathe::Json state() const override { return {{"epochs", epochs_}}; }
    void set_state(const lathe::Json& state) override { epochs_ = state.at("epochs").get<int>(); }

  private:
    int epochs_ = 0;
};

struct ShiftOptions {
    double by = 1;

    void fields(Fields& f) { f("by", by, "What is added to each number"); }
};

class Shift : public Transform {
  public:
    explicit Shift(const ShiftOptions& options) : by_(options.by) {}
    void apply(Batch& batch, lathe::Random&) const override { batch.x = batch.x + by_; }

  private:
    double by_;
};

// The part of the samples that is of class 1.
class PartOfOnes : public Metric {
  public:
    explicit PartOfOnes(const NoOptions&) {}
    torch::Tensor totals(const torch::Tensor&, const torch::Tensor& truth) const override {
        return torch::tensor({truth.sum().item<double>(), static_cast<double>(truth.numel())}, torch::kDouble);
    }
    double value(const torch::Tensor& totals) const override {
        return totals[0].item<double>() / totals[1].item<double>();
    }
};

// Reports the mean of each training batch.
class Seen : public Callback {
  public:
    explicit Seen(const NoOptions&) {}
    std::vector<std::string> metric_names() const override { return {"seen"}; }
    void on_train_batch_end(Trainer& trainer, const torch::Tensor&, const Batch& batch, std::int64_t) override {
        trainer.report("seen", batch.x.mean().item<double>());
    }
};

// Two numbers, each with an optimizer. The loss of the second depends on the first as well, which must not move by it.
class Pair : public Module {
  public:
    Pair(const NoOptions&, const ModuleSetup&)
        : first_(register_parameter("first", torch::zeros({}))),
          second_(register_parameter("second", torch::zeros({}))) {}
    bool automatic_optimization() const override { return false; }
    torch::Tensor training_step(const Batch&, std::int64_t) override {
        optimize(0, [&] { return (first_ - 1).square(); });
        const torch::Tensor loss = optimize(1, [&] { return (second_ - 2).square() + second_ * first_; });
        log("train_loss", loss);
        log("first", first_);
        log("second", second_);
        return loss;
    }
    void validation_step(const Batch&, std::int64_t) override {
        log("val_loss", first_);
        log_images("two", torch::stack({torch::zeros({1, 2, 3}), torch::ones({1, 2, 3})}), 2);
    }
    OptimizerSet configure_optimizers(std::int64_t) override {
        std::vector<Optimization> both(2);
        both[0].optimizer = std::make_unique<torch::optim::SGD>(std::vector{first_}, 0.1);
        both[1].optimizer = std::make_unique<torch::optim::SGD>(std::vector{second_}, 0.25);
        both[1].scheduler = std::make_unique<Halving>(NoOptions{}, 0);
        return OptimizerSet(std::move(both));
    }

  private:
    torch::Tensor first_;
    torch::Tensor second_;
};

struct LineOptions {
    bool plain = false;

    void fields(Fields& f) { f("plain", plain, "The optimizer is made without a schedule and the factors of params"); }
};

// Two numbers that go to 1, by whatever optimizer the config has.
class Line : public Module {
  public:
    Line(const LineOptions& options, const ModuleSetup& setup)
        : options_(options),
          config_(setup.config),
          first_(register_parameter("first", torch::zeros({}))),
          second_(register_parameter("second", torch::zeros({}))) {}
    torch::Tensor training_step(const Batch&, std::int64_t) override {
        const torch::Tensor loss = (first_ - 1).square() + (second_ - 1).square();
        log("train_loss", loss);
        log("first", first_);
        log("second", second_);
        return loss;
    }
    OptimizerSet configure_optimizers(std::int64_t total_steps) override {
        if (options_.plain) return Optimization{make_optimizer(config_, parameters()), nullptr};
        return make_optimization(config_, *this, total_steps);
    }

  private:
    LineOptions options_;
    lathe::config::Value config_;
    torch::Tensor first_;
    torch::Tensor second_;
};

// Makes its layer when it is set up, and logs wherever it is asked.
class Late : public Module {
  public:
    Late(const NoOptions&, const ModuleSetup&) {}
    void configure_model() override { register_module("layer", layer_ = torch::nn::Linear(1, 1)); }
    torch::Tensor training_step(const Batch& data, std::int64_t) override { return loss_of(data); }
    void test_step(const Batch& data, std::int64_t) override { log("test_loss", loss_of(data)); }
    torch::Tensor predict_step(const Batch& data, std::int64_t) override {
        log("asked", torch::ones({}));
        return layer_(data.x);
    }
    OptimizerSet configure_optimizers(std::int64_t) override {
        return Optimization{std::make_unique<torch::optim::SGD>(parameters(), 0.1), nullptr};
    }

  private:
    torch::Tensor loss_of(const Batch& data) {
        return (layer_(data.x).squeeze(1) - data.y.to(torch::kFloat)).square().mean();
    }
    torch::nn::Linear layer_{nullptr};
};

std::unique_ptr<torch::optim::Optimizer> make_none(const NoOptions&, std::vector<torch::Tensor>) {
    return nullptr;
}

}  // namespace

LATHE_PLUGIN(registry) {
    registry.data<CountOptions>("zeros", "Rows of one zero", load_zeros);
    registry.network<Bias, BiasOptions>("bias", "A bias for each class");
    registry.module<Pair, NoOptions>("pair", "Two numbers with an optimizer each");
    registry.module<Line, LineOptions>("line", "Two numbers that go to 1");
    registry.module<Late, NoOptions>("late", "A layer that is made late");
    registry.loss<ScaledLoss, FactorOptions>("scaled", "Cross entropy times a factor");
    registry.optimizer<RateOptions>("plain", "Gradient descent", make_plain);
    registry.optimizer<NoOptions>("none_at_all", "Forgets to make one", make_none);
    registry.scheduler<Halving, NoOptions>("halving", "Half of it after each epoch");
    registry.transform<Shift, ShiftOptions>("shift", "Adds a number");
    registry.metric<PartOfOnes, NoOptions>("ones", "Part of the samples of class 1");
    registry.callback<Seen, NoOptions>("seen", "Reports the mean of each batch");
}
