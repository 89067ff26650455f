// @NAME@: a callback for Lathe. Its options show under `callbacks.@NAME@`. The places in a training where it may act,
// in order, are in core/train/hooks.h; what must outlive a stop goes into on_save_checkpoint.
#include <cmath>

#include <lathe/plugin.h>

using namespace lathe::train;

namespace {

struct Options {
    std::int64_t every = 1;

    void fields(Fields& f) { f("every", every, "Epochs between two reports").at_least(1).in("epochs"); }
};

class WeightNorm : public Callback {
  public:
    explicit WeightNorm(const Options& options) : every_(options.every) {}

    std::vector<std::string> metric_names() const override { return {"@NAME@"}; }
    void on_train_epoch_end(Trainer& trainer) override {
        if (trainer.state().epoch % every_ != 0) return;
        double sum = 0;
        for (const torch::Tensor& parameter : trainer.module().parameters())
            sum += parameter.detach().to(torch::kDouble).square().sum().item<double>();
        trainer.report("@NAME@", std::sqrt(sum));
    }

  private:
    std::int64_t every_;
};

}  // namespace

LATHE_PLUGIN(registry) {
    registry.callback<WeightNorm, Options>("@NAME@", "Reports the norm of all weights");
}
