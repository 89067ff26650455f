// SPDX-License-Identifier: GPL-3.0-or-later
// Proximal policy optimisation (Schulman et al. 2017), arguments as NNI's PPOTuner: a policy chooses the parameters one
// after the other; each time trials_per_update trials have ended, it is trained on them. Numbers are chosen as one of
// 16 parts of their range. The policy is a fold over the ended trials, so that a resumed search has the same.
#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "core/search/distinct.h"
#include "core/search/ended.h"
#include "core/search/tuners/kinds.h"
#include "core/search/tuners/policy.h"

namespace lathe::search {

namespace {

constexpr std::size_t parts = 16;  // of a number's range

struct Settings {
    std::uint64_t seed;
    std::size_t trials_per_update;
    int epochs;
    std::size_t minibatch;
    double entropy;
    double rate;
    double value_weight;
    double max_norm;
    double gamma;
    double lambda;
    double clip;
};

class PpoTuner final : public Tuner {
  public:
    explicit PpoTuner(const config::Value& v)
        : settings_{static_cast<std::uint64_t>(v.int_or("seed", 0)),
                    static_cast<std::size_t>(v.int_or("trials_per_update", 20)),
                    static_cast<int>(v.int_or("epochs_per_update", 4)),
                    static_cast<std::size_t>(v.int_or("minibatch_size", 4)),
                    v.number_or("ent_coef", 0),
                    v.number_or("lr", 3e-4),
                    v.number_or("vf_coef", 0.5),
                    v.number_or("max_grad_norm", 0.5),
                    v.number_or("gamma", 0.99),
                    v.number_or("lam", 0.95),
                    v.number_or("cliprange", 0.2)} {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        if (cursor_.moved_to(seen)) {
            std::vector<std::size_t> actions;
            for (const auto& column : layout.columns())
                actions.push_back(column.is_choice() ? column.distribution.branches.size() : parts);
            policy_ = std::make_unique<Policy>(actions, settings_.seed);
            batch_.clear();
            updates_ = 0;
        }
        cursor_.advance(seen, [&](const Trial& trial, std::span<const double> row) {
            batch_.push_back({row, &trial});
            if (batch_.size() >= settings_.trials_per_update) learn(seen);
        });
        Random random(mix_seeds(settings_.seed, static_cast<std::uint64_t>(number)));
        return as_suggestion(layout, first_distinct(seen, random, [&] { return draw(layout, random); }));
    }

  private:
    struct Ended {
        std::span<const double> row;
        const Trial* trial;
    };
    struct Step {
        std::size_t column;
        double previous;
        std::size_t action;
        double log_probability;
        double advantage;
        double target;
    };

    static double place(const space::Column& column, double x) {
        if (!column.is_choice()) return x;
        return (x + 0.5) / static_cast<double>(column.distribution.branches.size());
    }
    static std::size_t action_of(const space::Column& column, double x) {
        if (column.is_choice()) return static_cast<std::size_t>(x);
        return std::min(parts - 1, static_cast<std::size_t>(std::max(0.0, x) * parts));
    }

    space::Row draw(const space::Layout& layout, Random& random) const {
        space::Row row(layout.size(), std::nan(""));
        double previous = std::nan("");
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (!layout.is_active(row, c)) continue;
            const auto& column = layout.columns()[c];
            const auto output = policy_->forward(c, previous);
            double left = random.uniform();
            Eigen::Index action = 0;
            while (action + 1 < output.probabilities.size() && left >= output.probabilities[action])
                left -= output.probabilities[action++];
            row[c] = column.is_choice() ? static_cast<double>(action)
                                        : (static_cast<double>(action) + random.uniform()) / parts;
            previous = place(column, row[c]);
        }
        return row;
    }

    void learn(const Observations& seen) {
        std::vector<const Trial*> trials;
        for (const Ended& one : batch_) trials.push_back(one.trial);
        const auto rewards = rewards_of(compared_losses(seen.history(), trials));
        std::vector<std::vector<Step>> episodes;
        for (std::size_t i = 0; i < batch_.size(); ++i)
            episodes.push_back(episode(seen.layout(), batch_[i].row, rewards[i]));
        batch_.clear();
        Random random(mix_seeds(settings_.seed + 1, static_cast<std::uint64_t>(++updates_)));
        std::vector<std::size_t> order(episodes.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (int epoch = 0; epoch < settings_.epochs; ++epoch) {
            for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
            for (std::size_t begin = 0; begin < order.size(); begin += settings_.minibatch) {
                std::vector<Step> steps;
                for (std::size_t i = begin; i < std::min(order.size(), begin + settings_.minibatch); ++i)
                    steps.insert(steps.end(), episodes[order[i]].begin(), episodes[order[i]].end());
                train(steps);
            }
        }
    }

    // Ranks within the batch, from -1 (worst) to 1: no scale of the objective, however odd, upsets the training.
    static std::vector<double> rewards_of(const std::vector<double>& losses) {
        std::vector<double> out;
        for (const double one : losses) {
            double better = 0;
            for (const double other : losses) better += (one < other ? 1.0 : 0.0) - (one > other ? 1.0 : 0.0);
            out.push_back(better / std::max<double>(1, static_cast<double>(losses.size()) - 1));
        }
        return out;
    }

    // The choices that led to a row. The reward comes at the end; advantages by generalised advantage estimation.
    std::vector<Step> episode(const space::Layout& layout, std::span<const double> row, double reward) const {
        std::vector<Step> steps;
        std::vector<double> values;
        double previous = std::nan("");
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (std::isnan(row[c])) continue;
            const auto& column = layout.columns()[c];
            const auto output = policy_->forward(c, previous);
            const std::size_t action = action_of(column, row[c]);
            steps.push_back(
                {c, previous, action, std::log(output.probabilities[static_cast<Eigen::Index>(action)]), 0, 0});
            values.push_back(output.value);
            previous = place(column, row[c]);
        }
        double advantage = 0;
        for (std::size_t i = steps.size(); i-- > 0;) {
            const bool last = i + 1 == steps.size();
            const double delta = (last ? reward : settings_.gamma * values[i + 1]) - values[i];
            advantage = delta + (last ? 0 : settings_.gamma * settings_.lambda * advantage);
            steps[i].advantage = advantage;
            steps[i].target = advantage + values[i];
        }
        return steps;
    }

    void train(const std::vector<Step>& steps) {
        const double n = static_cast<double>(steps.size());
        double mean = 0;
        double squares = 0;
        for (const Step& step : steps) {
            mean += step.advantage / n;
            squares += step.advantage * step.advantage / n;
        }
        const double deviation = std::sqrt(std::max(0.0, squares - mean * mean)) + 1e-8;
        for (const Step& step : steps) {
            const auto output = policy_->forward(step.column, step.previous);
            const auto action = static_cast<Eigen::Index>(step.action);
            const double advantage = (step.advantage - mean) / deviation;
            const double ratio = std::exp(std::log(output.probabilities[action]) - step.log_probability);
            const bool clipped = advantage > 0 ? ratio > 1 + settings_.clip : ratio < 1 - settings_.clip;
            Eigen::VectorXd by_logits = Eigen::VectorXd::Zero(output.probabilities.size());
            if (!clipped) {
                by_logits = advantage * ratio * output.probabilities;
                by_logits[action] -= advantage * ratio;
            }
            const Eigen::ArrayXd logs = output.probabilities.array().max(1e-12).log();
            const double entropy = -(output.probabilities.array() * logs).sum();
            by_logits.array() += settings_.entropy * output.probabilities.array() * (logs + entropy);
            policy_->backward(step.column, output, by_logits / n,
                              settings_.value_weight * (output.value - step.target) / n);
        }
        policy_->update(settings_.rate, settings_.max_norm);
    }

    Settings settings_;
    EndedCursor cursor_;
    std::unique_ptr<Policy> policy_;
    std::vector<Ended> batch_;
    int updates_ = 0;
};

}  // namespace

TunerKind ppo_kind() {
    using config::option;
    using config::Type;
    return {
        "PPO",
        "Reinforcement learning: a policy network chooses the parameters; wants many trials",
        {seed_option(),
         option("trials_per_update", Type::integer, 20, "Ended trials between two trainings of the policy")
             .at_least(1)
             .at_most(1e6),
         option("epochs_per_update", Type::integer, 4, "Passes over them").at_least(1).at_most(10000),
         option("minibatch_size", Type::integer, 4, "Trials of one gradient step").at_least(1).at_most(1e6),
         option("ent_coef", Type::floating, 0.0, "Weight of the policy's entropy").at_least(0),
         option("lr", Type::floating, 3e-4, "Learning rate of the policy").above(0),
         option("vf_coef", Type::floating, 0.5, "Weight of the critic's loss").at_least(0),
         option("max_grad_norm", Type::floating, 0.5, "Longest gradient").above(0),
         option("gamma", Type::floating, 0.99, "Discount").above(0).at_most(1),
         option("lam", Type::floating, 0.95, "Lambda of the advantage estimation").at_least(0).at_most(1),
         option("cliprange", Type::floating, 0.2, "How far the policy may move from the one that chose").above(0)},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> { return std::make_unique<PpoTuner>(arguments); }};
}

}  // namespace lathe::search
