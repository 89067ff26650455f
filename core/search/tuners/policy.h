// SPDX-License-Identifier: GPL-3.0-or-later
// The actor and critic of PPO: one small network with a hidden layer, and Adam.
#pragma once

#include <vector>

#include <Eigen/Core>

#include "core/base/random.h"

namespace lathe::search {

// Chooses one action at each of `steps` steps, of action_counts[step] actions. The state of a step: which step it is,
// and the action at the step before.
class Policy {
  public:
    // Weights are drawn by the seed; at first all actions are about equally likely.
    Policy(std::vector<std::size_t> action_counts, std::uint64_t seed);

    // The number of steps, which is that of actions in a row.
    std::size_t steps() const { return action_counts_.size(); }
    // What the network computes for one step: the probability of each action, the value of the state, and what
    // backward() needs.
    struct Output {
        Eigen::VectorXd state;
        Eigen::VectorXd hidden;
        Eigen::VectorXd probabilities;
        double value;
    };
    // Computes one step. `previous` in [0, 1]: the place of the former action in its list; NaN for the first step or a
    // skipped one.
    Output forward(std::size_t step, double previous) const;

    // Adds the gradient of a loss, given its derivatives by the logits and by the value.
    void backward(std::size_t step, const Output& output, const Eigen::VectorXd& by_logits, double by_value);
    // One step of Adam along the gradient so far, scaled down to max_norm; then the gradient is zero.
    void update(double rate, double max_norm);

  private:
    struct Parameter {
        Eigen::MatrixXd value;
        Eigen::MatrixXd gradient;
        Eigen::MatrixXd first_moment;
        Eigen::MatrixXd second_moment;
        void reset(Eigen::MatrixXd v);
    };
    std::vector<Parameter*> parameters();

    std::vector<std::size_t> action_counts_;
    Parameter in_;                  // hidden x state
    Parameter critic_;              // 1 x (hidden + 1)
    std::vector<Parameter> heads_;  // by step: actions x (hidden + 1)
    int updates_ = 0;
};

}  // namespace lathe::search
