// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optim/optimizer_options.h"

namespace lathe::train {

namespace {

void lr_field(Fields& f, double& lr) {
    f("opt.lr", lr, "Learning rate: how far one step goes").above(0);
}

void weight_decay_field(Fields& f, double& weight_decay) {
    f("opt.weight_decay", weight_decay, "Pull of the weights towards zero").at_least(0);
}

}  // namespace

void SgdOptions::fields(Fields& f) {
    lr_field(f, lr);
    f("opt.momentum", momentum, "Part of the last step that is kept").at_least(0).below(1);
    f("opt.dampening", dampening, "How much of the new gradient momentum leaves out").at_least(0).at_most(1);
    weight_decay_field(f, weight_decay);
    f("opt.nesterov", nesterov, "Look ahead along the momentum (needs momentum > 0 and dampening 0)");
}

void AdamOptions::fields(Fields& f) {
    lr_field(f, lr);
    f("opt.betas", betas, "Decay of the running means of the gradient and of its square: two numbers in [0, 1)");
    f("opt.eps", eps, "Added to the denominator, against division by zero").above(0);
    weight_decay_field(f, weight_decay);
    f("opt.amsgrad", amsgrad, "Divide by the largest second moment so far");
}

void RmsPropOptions::fields(Fields& f) {
    lr_field(f, lr);
    f("opt.alpha", alpha, "Decay of the running mean of the squared gradient").at_least(0).below(1);
    f("opt.eps", eps, "Added to the denominator, against division by zero").above(0);
    weight_decay_field(f, weight_decay);
    f("opt.momentum", momentum, "Part of the last step that is kept").at_least(0).below(1);
    f("opt.centered", centered, "Divide by the gradient's variance rather than its mean square");
}

void AdagradOptions::fields(Fields& f) {
    lr_field(f, lr);
    f("opt.lr_decay", lr_decay, "How fast the learning rate falls with the number of steps").at_least(0);
    weight_decay_field(f, weight_decay);
    f("opt.initial_accumulator_value", initial_accumulator_value, "Start of the sum of squared gradients").at_least(0);
    f("opt.eps", eps, "Added to the denominator, against division by zero").above(0);
}

void LbfgsOptions::fields(Fields& f) {
    lr_field(f, lr);
    f("opt.max_iter", max_iter, "Iterations in one step").at_least(1);
    f("opt.max_eval", max_eval, "Evaluations in one step; null: max_iter * 5 / 4").at_least(1);
    f("opt.tolerance_grad", tolerance_grad, "A step ends when no gradient is larger").at_least(0);
    f("opt.tolerance_change", tolerance_change, "A step ends when loss or parameters change less").at_least(0);
    f("opt.history_size", history_size, "Steps that the estimate of the curvature remembers").at_least(1);
    f("opt.line_search", line_search, "strong_wolfe looks for the length of each step; null: lr")
        .one_of({"strong_wolfe"});
}

}  // namespace lathe::train
