// Prediction of one number.
#pragma once

#include "core/train/metrics/regression_error.h"
#include "core/train/tasks/supervised.h"

namespace lathe::train {

// Logs val_mae, val_rmse, val_r2, and the same of the test.
class Regressor : public Supervised {
  public:
    Regressor(std::shared_ptr<Network> network, const config::Value& config)
        : Supervised(std::move(network), config, Task::regression) {}

  protected:
    std::vector<std::string> metric_names() const override { return {"mae", "rmse", "r2"}; }
    torch::Tensor shape(const torch::Tensor& output) const override { return output.squeeze(1); }
    torch::Tensor answer(const torch::Tensor& output) const override { return output.squeeze(1); }
    void begin() override { error_.reset(); }
    void add(const torch::Tensor& predictions, const torch::Tensor& truth, const std::string&) override {
        error_.add(predictions, truth);
    }
    void finish(Trainer&, const std::string& prefix) override {
        const auto number = [](double value) { return torch::tensor(value, torch::kDouble); };
        log(prefix + "mae", number(error_.mean_absolute()));
        log(prefix + "rmse", number(error_.root_mean_square()));
        log(prefix + "r2", number(error_.r2()));
    }

  private:
    RegressionError error_;
};

}  // namespace lathe::train
