// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/test_collector.h"

#include <algorithm>

#include <fmt/format.h>
#include <torch/types.h>

#include "core/train/use/visible_pictures.h"

namespace lathe::train {

TestCollector::TestCollector(const InputSpec& input, std::vector<std::string> class_names, const config::Value& fitted)
    : input_(input), class_names_(std::move(class_names)), fitted_(fitted) {
    if (input.task != Task::classification) return;
    if (input.classes <= static_cast<std::int64_t>(store::most_confusion_classes)) confusion_.emplace(input.classes);
    for (auto i = static_cast<std::int64_t>(class_names_.size()); i < input.classes; ++i)
        class_names_.push_back(std::to_string(i));
}

TestCollector::Judged TestCollector::judge(const Batch& batch, const torch::Tensor& answers) {
    Judged judged;
    if (input_.task == Task::regression) {
        judged.prediction = answers.to(torch::kDouble);
        judged.truth = batch.y.to(torch::kDouble);
        judged.loss = (judged.prediction - judged.truth).abs();
        judged.probability = torch::zeros_like(judged.loss);
    } else {
        const torch::Tensor logs = answers.to(torch::kDouble).log_softmax(1);
        const auto [best, place] = logs.max(1);
        if (confusion_) confusion_->add(place, batch.y);
        judged.loss = -logs.gather(1, batch.y.unsqueeze(1)).squeeze(1);
        // What is right is not among the most wrong.
        judged.loss = judged.loss.masked_fill(place.eq(batch.y), -1);
        judged.prediction = place.to(torch::kDouble);
        judged.probability = best.exp();
        judged.truth = batch.y.to(torch::kDouble);
    }
    for (torch::Tensor* values : {&judged.loss, &judged.prediction, &judged.probability, &judged.truth})
        *values = values->cpu().contiguous();
    return judged;
}

void TestCollector::see(const Batch& batch, const torch::Tensor& answers) {
    const std::int64_t first = samples_;
    samples_ += batch.size;
    if (input_.task == Task::language_model) return;
    const Judged judged = judge(batch, answers);
    const auto most = std::min<std::int64_t>(batch.size, static_cast<std::int64_t>(store::most_wrong_samples));
    const auto [losses, places] = judged.loss.topk(most);
    for (std::int64_t i = 0; i < most; ++i) {
        const double loss = losses.data_ptr<double>()[i];
        if (loss < 0) break;
        if (worst_.size() == store::most_wrong_samples && loss <= worst_.back().loss) break;
        const std::int64_t place = places.data_ptr<std::int64_t>()[i];
        Wrong wrong{first + place,
                    loss,
                    judged.probability.data_ptr<double>()[place],
                    judged.truth.data_ptr<double>()[place],
                    judged.prediction.data_ptr<double>()[place],
                    {}};
        if (shows_pictures()) wrong.x = batch.x[place].to(torch::kFloat).cpu().clone();
        const auto after = std::upper_bound(worst_.begin(), worst_.end(), loss,
                                            [](double value, const Wrong& other) { return value > other.loss; });
        worst_.insert(after, std::move(wrong));
        if (worst_.size() > store::most_wrong_samples) worst_.pop_back();
    }
}

std::string TestCollector::answer_name(double answer) const {
    if (input_.task == Task::regression)
        return fmt::format("{:.6g}", input_.target_mean + input_.target_scale * answer);
    return class_names_[static_cast<std::size_t>(answer)];
}

store::TestRecord TestCollector::record(const std::vector<std::string>& names) const {
    store::TestRecord record;
    record.samples = samples_;
    record.classes = class_names_;
    if (confusion_) {
        const torch::Tensor counts = confusion_->counts();
        const auto count = counts.accessor<std::int64_t, 2>();
        for (std::int64_t row = 0; row < input_.classes; ++row) {
            auto& to = record.confusion.emplace_back();
            for (std::int64_t column = 0; column < input_.classes; ++column) to.push_back(count[row][column]);
        }
    }
    for (std::size_t i = 0; i < worst_.size(); ++i) {
        const Wrong& wrong = worst_[i];
        store::WrongSample sample;
        sample.index = wrong.index;
        if (static_cast<std::size_t>(wrong.index) < names.size())
            sample.name = names[static_cast<std::size_t>(wrong.index)];
        sample.truth = answer_name(wrong.truth);
        sample.prediction = answer_name(wrong.prediction);
        sample.probability = wrong.probability;
        sample.loss = input_.task == Task::regression ? input_.target_scale * wrong.loss : wrong.loss;
        record.worst.push_back(std::move(sample));
    }
    if (shows_pictures() && !worst_.empty()) {
        const VisibleSize size = visible_size(worst_.front().x);
        record.tile_width = size.width;
        record.tile_height = size.height;
    }
    return record;
}

bool TestCollector::shows_pictures() const {
    return fitted_.get("images") != nullptr && (input_.channels == 1 || input_.channels == 3);
}

std::string TestCollector::pictures() const {
    const auto fitted = FittedImages::from_value(fitted_);
    if (!fitted || !shows_pictures() || worst_.empty()) return {};
    std::vector<torch::Tensor> samples;
    for (const Wrong& wrong : worst_) samples.push_back(wrong.x);
    return visible_pictures(samples, *fitted).value_or(std::string());
}

}  // namespace lathe::train
