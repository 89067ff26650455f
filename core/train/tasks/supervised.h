// SPDX-License-Identifier: GPL-3.0-or-later
// Training with right answers at hand: a network and a loss. Each kind of task adds its metrics.
#pragma once

#include <memory>
#include <string>

#include "core/train/loss/loss.h"
#include "core/train/metrics/metric_total.h"
#include "core/train/models/network.h"
#include "core/train/module.h"
#include "core/train/tasks/answer_observer.h"

namespace lathe::train {

// Logs train_loss, val_loss and test_loss, and the metrics of plug-ins that the config switches on.
class Supervised : public Module {
  public:
    // The network becomes the submodule "network". TrainError: a loss that does not fit the task, a plug-in whose
    // metric cannot be made.
    Supervised(std::shared_ptr<Network> network, config::Value config, const InputSpec& input);

    torch::Tensor training_step(const Batch& data, std::int64_t batch) override;
    void validation_step(const Batch& data, std::int64_t) override { evaluate(data, "val_"); }
    void test_step(const Batch& data, std::int64_t) override {
        const torch::Tensor answers = evaluate(data, "test_");
        if (observer_ != nullptr) observer_->see(data, answers);
    }
    torch::Tensor predict_step(const Batch& data, std::int64_t) override { return answer(network_->forward(data.x)); }
    OptimizerSet configure_optimizers(std::int64_t total_steps) override;

    void on_validation_epoch_start(Trainer&) override { begin_evaluation(); }
    void on_validation_epoch_end(Trainer& trainer) override { finish_evaluation(trainer, "val_"); }
    void on_test_epoch_start(Trainer&) override { begin_evaluation(); }
    void on_test_epoch_end(Trainer& trainer) override { finish_evaluation(trainer, "test_"); }

    std::vector<std::string> notes() const override { return network_->notes(); }
    std::optional<std::vector<std::string>> evaluation_metrics() const override {
        std::vector<std::string> names{"loss"};
        for (std::string& name : metric_names()) names.push_back(std::move(name));
        for (const MetricTotal& own : own_metrics_) names.push_back(own.name());
        return names;
    }

    // Has `observer` see all tests from now on; it outlives them. nullptr: nobody does.
    void observe_tests(AnswerObserver* observer) { observer_ = observer; }

  protected:
    // Of the metrics beside the loss, without prefix.
    virtual std::vector<std::string> metric_names() const = 0;
    // What the loss and the metrics compare with the answers.
    virtual torch::Tensor shape(const torch::Tensor& output) const { return output; }
    // What a person wants to know, from the output of the network.
    virtual torch::Tensor answer(const torch::Tensor& output) const { return output; }
    // An evaluation begins: sums start anew.
    virtual void begin() {}
    // Adds a batch to the metrics, whose names begin with `prefix` ("val_", "test_"). `predictions` as shape() gives
    // them, `truth` as Batch::y.
    virtual void add(const torch::Tensor& predictions, const torch::Tensor& truth, const std::string& prefix) = 0;
    // Logs what only the whole set tells, whose names begin with `prefix`. All ranks call it together.
    virtual void finish(Trainer&, const std::string& /*prefix*/) {}
    // Metrics of a training batch, where they are wanted. `predictions` have gradients: detach what is made of them.
    virtual void log_training(const torch::Tensor& /*predictions*/, const torch::Tensor& /*truth*/) {}

    const config::Value& config() const { return config_; }  // resolved, as the constructor got it

  private:
    void begin_evaluation();
    torch::Tensor evaluate(const Batch& data, const std::string& prefix);
    void finish_evaluation(Trainer& trainer, const std::string& prefix);

    std::shared_ptr<Network> network_;
    config::Value config_;
    Loss loss_;
    std::vector<MetricTotal> own_metrics_;  // of plug-ins
    AnswerObserver* observer_ = nullptr;
};

// Makes the module for the task of the data: a classifier, a regressor or a language model. TrainError as its
// constructor.
std::shared_ptr<Module> make_task(std::shared_ptr<Network> network, const config::Value& config,
                                  const InputSpec& input);

}  // namespace lathe::train
