// SPDX-License-Identifier: GPL-3.0-or-later
// Prediction of the next character at every place of a text.
#pragma once

#include "core/train/tasks/supervised.h"
#include "core/train/trainer.h"

namespace lathe::train {

// Logs val_acc and val_perplexity (the exponential of the mean loss over the epoch), and the same of the test.
class LanguageModel : public Supervised {
  public:
    // TrainError: a loss that does not fit.
    LanguageModel(std::shared_ptr<Network> network, const config::Value& config, const InputSpec& input)
        : Supervised(std::move(network), config, input) {}

  protected:
    std::vector<std::string> metric_names() const override { return {"acc", "perplexity"}; }
    // [batch, length, classes] -> [batch, classes, length], as losses want it.
    torch::Tensor shape(const torch::Tensor& output) const override { return output.transpose(1, 2); }
    torch::Tensor answer(const torch::Tensor& output) const override { return output.softmax(2); }
    void begin() override {
        sum_ = torch::Tensor();
        count_ = 0;
    }
    void add(const torch::Tensor& predictions, const torch::Tensor& truth, const std::string& prefix) override {
        log(prefix + "acc", predictions.argmax(1).eq(truth).to(torch::kDouble).mean());
        // Without label smoothing, which is no property of the text.
        const torch::Tensor loss =
            at::cross_entropy_loss(predictions, truth, {}, at::Reduction::Sum).to(torch::kDouble);
        sum_ = sum_.defined() ? sum_ + loss : loss;
        count_ += truth.numel();
    }
    void finish(Trainer& trainer, const std::string& prefix) override {
        reduce(trainer.ranks());
        if (count_ > 0) log(prefix + "perplexity", (sum_ / count_).exp());
    }

  private:
    void reduce(const RankGroup& ranks) {
        if (ranks.is_alone()) return;
        const double own = sum_.defined() ? sum_.item<double>() : 0;
        torch::Tensor both = torch::tensor({own, static_cast<double>(count_)}, torch::kDouble);
        ranks.sum(both);
        sum_ = both[0];
        count_ = static_cast<std::int64_t>(both[1].item<double>());
    }

    torch::Tensor sum_;
    std::int64_t count_ = 0;
};

}  // namespace lathe::train
