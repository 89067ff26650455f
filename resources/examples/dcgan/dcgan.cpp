// A DCGAN (Radford, Metz, Chintala 2016): a generator and a discriminator, each with an optimizer of its own, that
// train against each other. After each epoch a grid of samples is recorded; Review shows it.
#include <lathe/plugin.h>

using namespace lathe::train;
namespace nn = torch::nn;

namespace {

struct Options {
    std::int64_t latent = 64;
    std::int64_t width = 32;
    double lr = 2e-4;
    double beta1 = 0.5;

    void fields(Fields& f) {
        f("latent", latent, "Random numbers that a sample is made from").at_least(1);
        f("width", width, "Channels of the widest picture; smaller ones have two and four times as many").at_least(1);
        f("lr", lr, "Learning rate of both optimizers").above(0);
        f("beta1", beta1, "First beta of both (Adam)").at_least(0).below(1);
    }
};

nn::ConvTranspose2d up(std::int64_t in, std::int64_t out) {
    return nn::ConvTranspose2d(nn::ConvTranspose2dOptions(in, out, 4).stride(2).padding(1).bias(false));
}
nn::Conv2d down(std::int64_t in, std::int64_t out) {
    return nn::Conv2d(nn::Conv2dOptions(in, out, 4).stride(2).padding(1).bias(false));
}
nn::LeakyReLU leaky() {
    return nn::LeakyReLU(nn::LeakyReLUOptions().negative_slope(0.2));
}

class Dcgan : public Module {
  public:
    Dcgan(const Options& o, const ModuleSetup& setup) : options_(o) {
        const InputSpec& in = setup.input;
        if (in.kind != SampleKind::image || in.height % 4 != 0 || in.width % 4 != 0)
            throw TrainError("a DCGAN needs pictures whose sides are multiples of 4, not " + in.describe());
        const std::int64_t w = o.width, h4 = in.height / 4, w4 = in.width / 4;
        generator_ = register_module(
            "generator", nn::Sequential(nn::Linear(o.latent, 4 * w * h4 * w4),
                                        nn::Unflatten(1, std::vector<std::int64_t>{4 * w, h4, w4}),
                                        nn::BatchNorm2d(4 * w), nn::ReLU(), up(4 * w, 2 * w), nn::BatchNorm2d(2 * w),
                                        nn::ReLU(), up(2 * w, in.channels), nn::Tanh()));
        discriminator_ = register_module(
            "discriminator", nn::Sequential(down(in.channels, w), leaky(), down(w, 2 * w), nn::BatchNorm2d(2 * w),
                                            leaky(), nn::Flatten(), nn::Linear(2 * w * h4 * w4, 1)));
        for (torch::Tensor& weight : parameters())
            if (weight.dim() > 1) nn::init::normal_(weight, 0, 0.02);
        fixed_ = register_buffer("fixed", torch::randn({64, o.latent}));
    }

    bool automatic_optimization() const override { return false; }

    torch::Tensor training_step(const Batch& data, std::int64_t) override {
        const torch::Tensor fake = generate(data.size);
        const torch::Tensor d_loss = optimize(1, [&] { return told_apart(data.x, fake.detach()); });
        const torch::Tensor g_loss = optimize(0, [&] { return taken_for(fake, 1); });
        log("train_loss", g_loss);
        log("train_d_loss", d_loss);
        return g_loss;
    }
    void validation_step(const Batch& data, std::int64_t) override { evaluate(data, "val_"); }
    void test_step(const Batch& data, std::int64_t) override { evaluate(data, "test_"); }
    // How likely a picture is a real one.
    torch::Tensor predict_step(const Batch& data, std::int64_t) override {
        return discriminator_->forward(data.x).sigmoid();
    }
    std::optional<std::vector<std::string>> evaluation_metrics() const override {
        return std::vector<std::string>{"loss", "d_loss"};
    }

    OptimizerSet configure_optimizers(std::int64_t) override {
        std::vector<Optimization> both(2);
        both[0].optimizer = adam(generator_->parameters());
        both[1].optimizer = adam(discriminator_->parameters());
        return OptimizerSet(std::move(both));
    }

    void on_train_epoch_end(Trainer&) override {
        const torch::NoGradGuard no_grad;
        generator_->eval();
        log_images("samples", generator_->forward(fixed_) * 0.5 + 0.5, 8);
        generator_->train();
    }

  private:
    torch::Tensor generate(std::int64_t count) {
        return generator_->forward(torch::randn({count, options_.latent}, fixed_.options()));
    }
    torch::Tensor taken_for(const torch::Tensor& pictures, double real) {
        const torch::Tensor scores = discriminator_->forward(pictures);
        return torch::binary_cross_entropy_with_logits(scores, torch::full_like(scores, real));
    }
    torch::Tensor told_apart(const torch::Tensor& real, const torch::Tensor& fake) {
        return taken_for(real, 1) + taken_for(fake, 0);
    }
    void evaluate(const Batch& data, const std::string& prefix) {
        const torch::Tensor fake = generate(data.size);
        log(prefix + "loss", taken_for(fake, 1));
        log(prefix + "d_loss", told_apart(data.x, fake));
    }
    std::unique_ptr<torch::optim::Optimizer> adam(const std::vector<torch::Tensor>& parameters) const {
        return std::make_unique<torch::optim::Adam>(
            parameters, torch::optim::AdamOptions(options_.lr).betas({options_.beta1, 0.999}));
    }

    Options options_;
    nn::Sequential generator_{nullptr};
    nn::Sequential discriminator_{nullptr};
    torch::Tensor fixed_;
};

}  // namespace

LATHE_PLUGIN(registry) {
    registry.module<Dcgan, Options>("dcgan", "Generator and discriminator of pictures");
}
