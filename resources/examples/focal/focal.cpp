// A loss and a metric of one's own: the focal loss (Lin et al. 2017) cares less for samples that are classified well,
// the calibration error (Guo et al. 2017) says how far probabilities are from how often the network is right.
#include <lathe/plugin.h>

using namespace lathe::train;

namespace {

struct FocalOptions {
    double gamma = 2;

    void fields(Fields& f) { f("gamma", gamma, "How much less sure samples count; 0: cross entropy").at_least(0); }
};

class FocalLoss {
  public:
    explicit FocalLoss(const FocalOptions& options) : gamma_(options.gamma) {}

    torch::Tensor operator()(const torch::Tensor& scores, const torch::Tensor& classes) const {
        const torch::Tensor log_p = scores.log_softmax(1).gather(1, classes.unsqueeze(1));
        return -((1 - log_p.exp()).pow(gamma_) * log_p).mean();
    }

  private:
    double gamma_;
};

struct CalibrationOptions {
    std::int64_t bins = 15;

    void fields(Fields& f) { f("bins", bins, "Ranges of probabilities that are compared").at_least(1); }
};

// Of each bin: samples, their probabilities, how many are right.
class CalibrationError : public Metric {
  public:
    explicit CalibrationError(const CalibrationOptions& options) : bins_(options.bins) {}

    torch::Tensor totals(const torch::Tensor& scores, const torch::Tensor& classes) const override {
        const auto [p, predicted] = scores.to(torch::kDouble).softmax(1).max(1);
        const torch::Tensor bin = (p * bins_).to(torch::kInt64).clamp(0, bins_ - 1);
        const auto sum = [&](const torch::Tensor& of) { return torch::bincount(bin, of, bins_); };
        return torch::cat({sum(torch::ones_like(p)), sum(p), sum(predicted.eq(classes).to(torch::kDouble))});
    }
    double value(const torch::Tensor& totals) const override {
        const auto part = totals.chunk(3);
        return ((part[1] - part[2]).abs().sum() / part[0].sum()).item<double>();
    }

  private:
    std::int64_t bins_;
};

}  // namespace

LATHE_PLUGIN(registry) {
    registry.loss<FocalLoss, FocalOptions>("focal", "Cross entropy that cares for hard samples");
    registry.metric<CalibrationError, CalibrationOptions>("calibration", "Expected calibration error");
}
