// @NAME@: a metric for Lathe, reported as val_@NAME@ and test_@NAME@. Its options show under `metrics.@NAME@`.
#include <lathe/plugin.h>

using namespace lathe::train;

namespace {

struct Options {
    double threshold = 0.5;

    void fields(Fields& f) {
        f("threshold", threshold, "Probability from which on an answer is sure").at_least(0).at_most(1);
    }
};

// The part of all samples whose class is right, and whose probability is high enough.
class SureAndRight : public Metric {
  public:
    explicit SureAndRight(const Options& options) : threshold_(options.threshold) {}

    torch::Tensor totals(const torch::Tensor& predictions, const torch::Tensor& truth) const override {
        const auto [probability, predicted] = predictions.softmax(1).max(1);
        const torch::Tensor good = predicted.eq(truth).logical_and(probability.ge(threshold_));
        return torch::stack({good.sum().to(torch::kDouble), torch::ones_like(good).sum().to(torch::kDouble)});
    }
    double value(const torch::Tensor& totals) const override {
        return totals[0].item<double>() / totals[1].item<double>();
    }

  private:
    double threshold_;
};

}  // namespace

LATHE_PLUGIN(registry) {
    registry.metric<SureAndRight, Options>("@NAME@", "Part of the samples that are classified rightly, and surely");
}
