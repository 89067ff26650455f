// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/text_sampler.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <c10/core/DeviceGuard.h>
#include <c10/core/InferenceMode.h>
#include <torch/types.h>

#include "core/train/data/preparation.h"
#include "core/train/error.h"
#include "core/train/failure.h"

namespace lathe::train {

namespace {

std::string beginning_of(const SampleRequest& request, const Alphabet& alphabet) {
    if (!request.prompt.empty()) return request.prompt;
    return alphabet.number("\n") >= 0 ? "\n" : alphabet.character(0);
}

Alphabet alphabet_of(const TrainedModel& model) {
    if (model.input.task != Task::language_model || !model.network)
        throw TrainError("the model predicts no text", "give a trial whose data is text");
    return value_or_throw(Alphabet::from_value(model.fitted));
}

}  // namespace

TextSampler::TextSampler(const TrainedModel& model, const SampleRequest& request)
    : model_(model),
      request_(request),
      alphabet_(alphabet_of(model)),
      beginning_(beginning_of(request, alphabet_)),
      random_(request.seed) {
    auto numbers = alphabet_.numbers(beginning_);
    if (!numbers) {
        Error error = numbers.error();
        error.key = "--prompt";
        throw TrainError(std::move(error));
    }
    context_ = std::move(*numbers);
}

std::int64_t TextSampler::draw(const std::vector<double>& scores, double temperature, std::int64_t top_k,
                               Random& random) {
    std::vector<std::size_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
    if (temperature == 0) return static_cast<std::int64_t>(order.front());
    if (top_k > 0 && static_cast<std::size_t>(top_k) < order.size()) order.resize(static_cast<std::size_t>(top_k));
    std::vector<double> weights;
    for (const std::size_t i : order) weights.push_back(std::exp((scores[i] - scores[order.front()]) / temperature));
    double left = random.uniform() * std::accumulate(weights.begin(), weights.end(), 0.0);
    for (std::size_t i = 0; i < order.size(); ++i) {
        left -= weights[i];
        if (left < 0) return static_cast<std::int64_t>(order[i]);
    }
    return static_cast<std::int64_t>(order.front());  // rounding
}

const std::string& TextSampler::next() {
    const c10::InferenceMode inference;
    const auto longest = static_cast<std::size_t>(model_.input.height);
    if (context_.size() > longest) context_.erase(context_.begin(), context_.end() - static_cast<long>(longest));
    const torch::Tensor x = torch::tensor(context_, torch::kInt64).unsqueeze(0).to(model_.device);
    const torch::Tensor last = model_.network->forward(x).select(1, -1).squeeze(0).to(torch::kDouble).cpu();
    const auto* from = last.data_ptr<double>();
    const std::int64_t drawn =
        draw(std::vector<double>(from, from + last.numel()), request_.temperature, request_.top_k, random_);
    context_.push_back(drawn);
    return alphabet_.character(drawn);
}

Result<std::string> sample_text(const SampleRequest& request) {
    try {
        const TrainedModel model = load_model(request.model);
        const c10::OptionalDeviceGuard guard(model.device.is_cuda() ? c10::make_optional(model.device) : c10::nullopt);
        TextSampler sampler(model, request);
        std::string text = sampler.beginning();
        if (request.on_text) request.on_text(text);
        for (std::int64_t i = 0; i < request.length; ++i) {
            if (request.model.stop.stop_requested()) throw PreparationStopped();
            const std::string& next = sampler.next();
            text += next;
            if (request.on_text) request.on_text(next);
        }
        return text;
    } catch (...) {
        return fail(describe_current_exception());
    }
}

}  // namespace lathe::train
