// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/policy.h"

#include <cmath>

namespace lathe::search {

namespace {

constexpr Eigen::Index hidden_units = 64;

Eigen::MatrixXd random_matrix(Eigen::Index rows, Eigen::Index columns, double deviation, Random& random) {
    Eigen::MatrixXd out(rows, columns);
    for (Eigen::Index j = 0; j < columns; ++j)
        for (Eigen::Index i = 0; i < rows; ++i) out(i, j) = deviation * random.normal();
    return out;
}

Eigen::VectorXd with_bias(const Eigen::VectorXd& x) {
    Eigen::VectorXd out(x.size() + 1);
    out << x, 1;
    return out;
}

}  // namespace

void Policy::Parameter::reset(Eigen::MatrixXd v) {
    value = std::move(v);
    gradient = first_moment = second_moment = Eigen::MatrixXd::Zero(value.rows(), value.cols());
}

Policy::Policy(std::vector<std::size_t> action_counts, std::uint64_t seed) : action_counts_(std::move(action_counts)) {
    Random random(seed);
    const auto state = static_cast<Eigen::Index>(steps()) + 3;
    in_.reset(random_matrix(hidden_units, state, 1 / std::sqrt(static_cast<double>(state)), random));
    critic_.reset(random_matrix(1, hidden_units + 1, 0.1, random));
    // Nearly uniform at first (Andrychowicz et al. 2021).
    for (const std::size_t count : action_counts_) {
        heads_.emplace_back();
        heads_.back().reset(random_matrix(static_cast<Eigen::Index>(count), hidden_units + 1, 0.01, random));
    }
}

Policy::Output Policy::forward(std::size_t step, double previous) const {
    Output out;
    out.state = Eigen::VectorXd::Zero(in_.value.cols());
    const auto n = static_cast<Eigen::Index>(steps());
    out.state[static_cast<Eigen::Index>(step)] = 1;
    if (!std::isnan(previous)) {
        out.state[n] = previous;
        out.state[n + 1] = 1;
    }
    out.state[n + 2] = 1;
    out.hidden = with_bias((in_.value * out.state).array().tanh().matrix());
    Eigen::VectorXd logits = heads_[step].value * out.hidden;
    logits.array() -= logits.maxCoeff();
    out.probabilities = logits.array().exp();
    out.probabilities /= out.probabilities.sum();
    out.value = (critic_.value * out.hidden)(0);
    return out;
}

void Policy::backward(std::size_t step, const Output& output, const Eigen::VectorXd& by_logits, double by_value) {
    heads_[step].gradient.noalias() += by_logits * output.hidden.transpose();
    critic_.gradient.noalias() += by_value * output.hidden.transpose();
    const Eigen::VectorXd by_hidden = heads_[step].value.transpose() * by_logits + critic_.value.transpose() * by_value;
    const auto hidden = output.hidden.head(hidden_units).array();
    in_.gradient.noalias() +=
        (by_hidden.head(hidden_units).array() * (1 - hidden.square())).matrix() * output.state.transpose();
}

std::vector<Policy::Parameter*> Policy::parameters() {
    std::vector<Parameter*> out{&in_, &critic_};
    for (Parameter& head : heads_) out.push_back(&head);
    return out;
}

void Policy::update(double rate, double max_norm) {
    double squares = 0;
    for (const Parameter* one : parameters()) squares += one->gradient.squaredNorm();
    const double scale = std::min(1.0, max_norm / (std::sqrt(squares) + 1e-12));
    ++updates_;
    const double first = 1 - std::pow(0.9, updates_);
    const double second = 1 - std::pow(0.999, updates_);
    for (Parameter* one : parameters()) {
        one->gradient *= scale;
        one->first_moment = 0.9 * one->first_moment + 0.1 * one->gradient;
        one->second_moment = 0.999 * one->second_moment + 0.001 * one->gradient.cwiseAbs2();
        one->value.array() -=
            rate * (one->first_moment.array() / first) / ((one->second_moment.array() / second).sqrt() + 1e-5);
        one->gradient.setZero();
    }
}

}  // namespace lathe::search
