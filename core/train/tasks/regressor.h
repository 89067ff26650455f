// SPDX-License-Identifier: GPL-3.0-or-later
// Prediction of one number.
#pragma once

#include "core/train/metrics/regression_error.h"
#include "core/train/tasks/supervised.h"
#include "core/train/trainer.h"

namespace lathe::train {

// Logs val_mae, val_rmse, val_r2, and the same of the test. They and the predictions are in the units of the data as a
// person has it; the losses in those that are learned (InputSpec::target_scale).
class Regressor : public Supervised {
  public:
    // TrainError: a loss that does not fit.
    Regressor(std::shared_ptr<Network> network, const config::Value& config, const InputSpec& input)
        : Supervised(std::move(network), config, input), mean_(input.target_mean), scale_(input.target_scale) {}

  protected:
    std::vector<std::string> metric_names() const override { return {"mae", "rmse", "r2"}; }
    torch::Tensor shape(const torch::Tensor& output) const override { return output.squeeze(1); }
    torch::Tensor answer(const torch::Tensor& output) const override {
        const torch::Tensor learned = output.squeeze(1);
        if (mean_ == 0 && scale_ == 1) return learned;
        return learned.to(torch::kDouble) * scale_ + mean_;  // 32 bits may not hold both
    }
    void begin() override { error_.reset(); }
    void add(const torch::Tensor& predictions, const torch::Tensor& truth, const std::string&) override {
        error_.add(predictions, truth);
    }
    void finish(Trainer& trainer, const std::string& prefix) override {
        error_.reduce(trainer.ranks());
        const auto number = [](double value) { return torch::tensor(value, torch::kDouble); };
        log(prefix + "mae", number(scale_ * error_.mean_absolute()));
        log(prefix + "rmse", number(scale_ * error_.root_mean_square()));
        log(prefix + "r2", number(error_.r2()));
    }

  private:
    double mean_;
    double scale_;
    RegressionError error_;
};

}  // namespace lathe::train
