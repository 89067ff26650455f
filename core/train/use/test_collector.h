// SPDX-License-Identifier: GPL-3.0-or-later
// Makes a test's record while the test runs: counts of classes, and the samples that were most wrong.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/store/test_record.h"
#include "core/train/data/dataset.h"
#include "core/train/metrics/confusion_matrix.h"
#include "core/train/tasks/answer_observer.h"

namespace lathe::train {

// Of one rank. Nothing is collected of texts.
class TestCollector : public AnswerObserver {
  public:
    // `class_names`: as many as there are classes, or none, and then they are called by their numbers. `fitted`: of the
    // data, by which pictures are made visible again.
    TestCollector(const InputSpec& input, std::vector<std::string> class_names, const config::Value& fitted);

    void see(const Batch& batch, const torch::Tensor& answers) override;

    // The record of the test so far. `names`: of the samples; may be empty. Metrics, part and checkpoint are for the
    // caller to fill in.
    store::TestRecord record(const std::vector<std::string>& names) const;
    // PNG of the most wrong samples, one tile under another; empty where there are no pictures.
    std::string pictures() const;

  private:
    struct Wrong {
        std::int64_t index = 0;
        double loss = 0;
        double probability = 0;
        double truth = 0;       // class, or number
        double prediction = 0;  // likewise
        torch::Tensor x;        // on the CPU; undefined: it is no picture
    };
    // Each sample's loss, answer and the answer's probability, double [size] on the CPU.
    struct Judged {
        torch::Tensor loss, prediction, probability, truth;
    };
    Judged judge(const Batch& batch, const torch::Tensor& answers);
    std::string answer_name(double answer) const;
    bool shows_pictures() const;

    InputSpec input_;
    std::vector<std::string> class_names_;
    config::Value fitted_;
    std::optional<ConfusionMatrix> confusion_;
    std::int64_t samples_ = 0;
    std::vector<Wrong> worst_;  // the most wrong first
};

}  // namespace lathe::train
