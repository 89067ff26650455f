// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/parallel/gradient_reducer.h"

#include <torch/csrc/autograd/function.h>
#include <torch/csrc/autograd/utils/lambda_post_hook.h>
#include <torch/csrc/autograd/variable.h>
#include <torch/types.h>

#include <algorithm>
#include <mutex>

namespace lathe::train {

namespace {

struct Bucket {
    std::vector<torch::Tensor> parameters;
    // Their gradients one after another, then a 1 for each that has one. Ranks differ in that where not every loss
    // reaches every parameter, or one has no samples.
    torch::Tensor flat;
    std::int64_t numbers = 0;  // of the gradients
    std::size_t missing = 0;   // gradients that are not there yet
    bool has_all = true;       // this rank had a gradient of each
    RankGroup::Wait wait;      // empty: not on its way

    void pack() {
        has_all = true;
        std::int64_t at = 0;
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const torch::Tensor& gradient = parameters[i].grad();
            torch::Tensor place = flat.narrow(0, at, parameters[i].numel());
            gradient.defined() ? place.view(gradient.sizes()).copy_(gradient) : place.zero_();
            flat.narrow(0, numbers + static_cast<std::int64_t>(i), 1).fill_(gradient.defined() ? 1 : 0);
            has_all = has_all && gradient.defined();
            at += parameters[i].numel();
        }
    }
    void unpack() {
        // Where all have a gradient here, nothing need be read back from a GPU.
        const torch::Tensor counts = has_all ? torch::Tensor() : flat.narrow(0, numbers, flat.numel() - numbers).cpu();
        std::int64_t at = 0;
        for (std::size_t i = 0; i < parameters.size(); ++i) {
            const bool is_there = has_all || counts[static_cast<std::int64_t>(i)].item<double>() > 0;
            const torch::Tensor sum = flat.narrow(0, at, parameters[i].numel()).view(parameters[i].sizes());
            torch::Tensor& gradient = parameters[i].mutable_grad();
            if (is_there && gradient.defined()) gradient.copy_(sum);
            else if (is_there) gradient = sum.clone();
            at += parameters[i].numel();
        }
    }
};

}  // namespace

// Gradients come from the threads of the backward pass.
class GradientReducer::Buckets {
  public:
    Buckets(const RankGroup& ranks, const std::vector<torch::Tensor>& parameters, std::size_t bytes) : ranks_(ranks) {
        // The last layers' gradients come first.
        std::size_t filled = 0;
        for (auto parameter = parameters.rbegin(); parameter != parameters.rend(); ++parameter) {
            if (!parameter->requires_grad()) continue;
            const bool goes_along = !all_.empty() && filled + parameter->nbytes() <= bytes &&
                                    all_.back().parameters.front().options().type_equal(parameter->options());
            if (!goes_along) {
                all_.emplace_back();
                filled = 0;
            }
            all_.back().parameters.push_back(*parameter);
            all_.back().numbers += parameter->numel();
            filled += parameter->nbytes();
        }
        for (Bucket& bucket : all_) {
            const auto count = bucket.numbers + static_cast<std::int64_t>(bucket.parameters.size());
            bucket.flat = torch::zeros({count}, bucket.parameters.front().options().requires_grad(false));
        }
    }

    // `self`: these buckets.
    static void listen(const std::shared_ptr<Buckets>& self) {
        namespace autograd = torch::autograd;
        for (std::size_t b = 0; b < self->all_.size(); ++b) {
            for (const torch::Tensor& parameter : self->all_[b].parameters) {
                auto accumulator = autograd::impl::grad_accumulator(parameter);
                const auto tell = [weak = std::weak_ptr(self), b](const autograd::variable_list& outputs,
                                                                  const autograd::variable_list&) {
                    if (const auto buckets = weak.lock()) buckets->one_more(b);
                    return outputs;
                };
                accumulator->add_post_hook(std::make_unique<autograd::utils::LambdaPostHook>(tell));
                self->accumulators_.push_back(std::move(accumulator));
            }
        }
    }

    void begin() {
        const std::lock_guard lock(mutex_);
        is_open_ = true;
        next_ = 0;
        for (Bucket& bucket : all_) {
            bucket.missing = bucket.parameters.size();
            bucket.wait = nullptr;
        }
    }

    void finish() {
        const std::lock_guard lock(mutex_);
        is_open_ = false;
        while (next_ < all_.size()) send(all_[next_++]);
        const c10::NoGradGuard no_grad;
        for (Bucket& bucket : all_) {
            bucket.wait();
            bucket.unpack();
        }
    }

  private:
    void one_more(std::size_t b) {
        const std::lock_guard lock(mutex_);
        if (!is_open_) return;
        --all_[b].missing;
        // In the same order on all ranks.
        while (next_ < all_.size() && all_[next_].missing == 0) send(all_[next_++]);
    }

    void send(Bucket& bucket) {
        const c10::NoGradGuard no_grad;
        bucket.pack();
        bucket.wait = ranks_.begin_sum(bucket.flat);
    }

    const RankGroup& ranks_;
    std::mutex mutex_;
    std::vector<Bucket> all_;
    std::vector<std::shared_ptr<torch::autograd::Node>> accumulators_;  // parameters know theirs weakly
    std::size_t next_ = 0;                                              // bucket to be sent
    bool is_open_ = false;
};

GradientReducer::GradientReducer(const RankGroup& ranks, const std::vector<torch::Tensor>& parameters,
                                 std::size_t bytes)
    : buckets_(std::make_shared<Buckets>(ranks, parameters, bytes)) {
    Buckets::listen(buckets_);
}

GradientReducer::~GradientReducer() = default;

void GradientReducer::begin() {
    buckets_->begin();
}

void GradientReducer::finish() {
    buckets_->finish();
}

}  // namespace lathe::train
