// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/batch_norm.h"

#include <ATen/Context.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <algorithm>

#include "core/train/error.h"
#include "core/train/module.h"

namespace lathe::train {

namespace {

// A sum over all ranks, of which each rank's loss may depend: its gradient is the sum of theirs.
class SumOverRanks : public torch::autograd::Function<SumOverRanks> {
  public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& own,
                                 const RankGroup* ranks) {
        context->saved_data["ranks"] = reinterpret_cast<std::int64_t>(ranks);
        torch::Tensor sum = own.contiguous().clone();
        ranks->sum(sum);
        return sum;
    }
    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto* ranks = reinterpret_cast<const RankGroup*>(context->saved_data["ranks"].toInt());
        torch::Tensor sum = gradients.front().contiguous().clone();
        ranks->sum(sum);
        return {sum, torch::Tensor()};
    }
};

torch::Tensor of_channels(const torch::Tensor& values) {
    return values.view({1, -1, 1, 1});
}

}  // namespace

BatchNorm2d::BatchNorm2d(std::int64_t channels) : options(channels) {
    weight = register_parameter("weight", torch::ones({channels}));
    bias = register_parameter("bias", torch::zeros({channels}));
    running_mean = register_buffer("running_mean", torch::zeros({channels}));
    running_var = register_buffer("running_var", torch::ones({channels}));
    num_batches_tracked = register_buffer("num_batches_tracked", torch::zeros({}, torch::kInt64));
}

void BatchNorm2d::reset_running_stats() {
    running_mean.zero_();
    running_var.fill_(1);
    num_batches_tracked.zero_();
}

double BatchNorm2d::part_of_batch() const {
    return options.momentum() ? *options.momentum() : 1 / num_batches_tracked.item<double>();
}

torch::Tensor BatchNorm2d::forward(const torch::Tensor& x) {
    TORCH_CHECK(x.dim() == 4, "expected pictures of 4 dimensions, found ", x.dim());
    if (is_training()) num_batches_tracked += 1;
    if (is_training() && ranks_ != nullptr) return over_all_ranks(x);
    return torch::batch_norm(x, weight, bias, running_mean, running_var, is_training(),
                             is_training() ? part_of_batch() : 0, options.eps(),
                             at::globalContext().userEnabledCuDNN());
}

// The mean first, and then the deviations from it: their squares' mean keeps its digits. All of it in the type of the
// weights, also where `x` has fewer bits (train.precision=bf16): a sum of thousands would lose all but its first
// digits.
torch::Tensor BatchNorm2d::over_all_ranks(const torch::Tensor& narrow) {
    const torch::Tensor x = narrow.to(weight.scalar_type());
    const torch::Tensor count =
        torch::full({1}, static_cast<double>(x.numel() / x.size(1)), weight.options().requires_grad(false));
    const torch::Tensor sums = SumOverRanks::apply(torch::cat({x.sum({0, 2, 3}), count}), ranks_);
    const auto n = sums[-1].item<double>();
    const torch::Tensor mean = sums.narrow(0, 0, x.size(1)) / n;
    const torch::Tensor centred = x - of_channels(mean);
    const torch::Tensor variance = SumOverRanks::apply(centred.square().sum({0, 2, 3}), ranks_) / n;
    {
        const torch::NoGradGuard no_grad;
        running_mean.lerp_(mean, part_of_batch());
        running_var.lerp_(variance * (n / std::max(n - 1, 1.0)), part_of_batch());
    }
    const torch::Tensor scale = (variance + options.eps()).rsqrt() * weight;
    return (centred * of_channels(scale) + of_channels(bias)).to(narrow.scalar_type());
}

void synchronise_norms(Module& module, const RankGroup& ranks) {
    for (const auto& item : module.modules()) {
        if (auto* norm = item->as<BatchNorm2d>()) {
            norm->synchronise(ranks);
        } else if (item->name().find("BatchNorm") != std::string::npos) {
            throw TrainError("the network has a batch normalisation that cannot be synchronised: " + item->name(),
                             "set train.sync_batchnorm to false", "train.sync_batchnorm");
        }
    }
}

}  // namespace lathe::train
