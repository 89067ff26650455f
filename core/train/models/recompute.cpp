// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/models/recompute.h"

#include <c10/core/GradMode.h>
#include <torch/csrc/autograd/autograd.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/custom_class.h>

#include <optional>
#include <utility>

#include "core/train/autocast.h"
#include "core/train/rng.h"

namespace lathe::train {

namespace {

// The part, and what its result depends on beside its input.
struct RecomputedPart : torch::CustomClassHolder {
    std::function<torch::Tensor(const torch::Tensor&)> function;
    RngState random;
    std::optional<torch::ScalarType> narrow;
};

class Recompute : public torch::autograd::Function<Recompute> {
  public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                                 const c10::intrusive_ptr<RecomputedPart>& part) {
        part->random = RngState::capture(x.device());
        part->narrow = Autocast::current(x.device());
        context->save_for_backward({x});
        context->saved_data["part"] = c10::IValue::make_capsule(part);
        return part->function(x);
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   const torch::autograd::variable_list& gradients) {
        const auto capsule = context->saved_data["part"].toCapsule();
        const auto& part = static_cast<const RecomputedPart&>(*capsule);
        const torch::Tensor x = context->get_saved_variables().front().detach().requires_grad_();
        const c10::AutoGradMode with_gradients(true);
        torch::Tensor y;
        {
            const RngIsolation isolation(x.device());
            part.random.restore(x.device());
            const Autocast autocast(part.narrow, x.device());
            y = part.function(x);
        }
        // Adds to the gradients of the part's parameters.
        torch::autograd::backward({y}, {gradients.front()});
        return {x.grad(), torch::Tensor()};
    }
};

}  // namespace

torch::Tensor recomputed(std::function<torch::Tensor(const torch::Tensor&)> part, const torch::Tensor& x) {
    auto kept = c10::make_intrusive<RecomputedPart>();
    kept->function = std::move(part);
    return Recompute::apply(x, kept);
}

}  // namespace lathe::train
