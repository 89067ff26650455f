// SPDX-License-Identifier: GPL-3.0-or-later
// Bayesian optimisation with a Gaussian process (Jones et al. 1998), arguments as NNI's GPTuner. Trainings are noisy:
// what is best so far, and whether a trial was better than those before, is what the model believes of the trials and
// not what was observed (Picheny et al. 2013, "A benchmark of kriging-based infill criteria for noisy optimization",
// plug-in). Failed trials are no bad values, but say where trials fail (feasibility.h). Trials that still run are taken
// for what the model predicts of them (kriging believer: Ginsbourger et al. 2010).
#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>

#include "core/search/distinct.h"
#include "core/search/ended.h"
#include "core/search/tuners/acquisition.h"
#include "core/search/tuners/acquisition_search.h"
#include "core/search/tuners/feasibility.h"
#include "core/search/tuners/gaussian_process.h"
#include "core/search/tuners/kinds.h"
#include "core/search/tuners/sobol_rows.h"
#include "core/search/tuners/trust_region.h"
#include "core/search/tuners/warp.h"

namespace lathe::search {

namespace {

enum class Utility : std::uint8_t { ei, ucb, poi };

constexpr std::size_t most_fitted = 128;  // hyper-parameters do not get better with more points than this
constexpr std::size_t most_points = 300;
constexpr std::size_t most_anchors = 6;
constexpr double widest_for_noise = 0.25;

class GpTuner final : public Tuner {
  public:
    explicit GpTuner(const config::Value& v)
        : seed_(static_cast<std::uint64_t>(v.int_or("seed", 0))),
          kappa_(v.number_or("kappa", 5)),
          xi_(v.number_or("xi", 0)),
          nu_(v.number_or("nu", 2.5)),
          alpha_(v.number_or("alpha", 1e-6)),
          cold_start_(static_cast<std::size_t>(v.int_or("cold_start_num", 10))) {
        const std::string utility = v.string_or("utility", "ei");
        utility_ = utility == "ucb" ? Utility::ucb : utility == "poi" ? Utility::poi : Utility::ei;
    }

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        const Ended ended = ended_trials(seen);
        const auto useful = std::ranges::count_if(ended.losses, [](const auto& one) {
            return std::ranges::all_of(one, [](double x) { return std::isfinite(x); });
        });
        std::vector<space::Row> proposals;
        if (layout.size() == 0 || ended.rows.size() < std::max<std::size_t>(2, cold_start_) || useful < 2)
            proposals = {sobol_.first_tries(layout, seed_, number)};
        else proposals = from_model(seen, ended, random);
        std::size_t next = 0;
        const auto row = first_distinct(
            seen, random, [&] { return next < proposals.size() ? proposals[next++] : layout.sample(random); });
        return as_suggestion(layout, row);
    }

  private:
    std::vector<space::Row> from_model(const Observations& seen, const Ended& ended, Random& random) {
        const space::Layout& layout = seen.layout();
        const auto losses = scalarised(ended, ended.rows.size());
        const auto& [objective, success] = hyperparameters(seen);
        GaussianProcess gp(layout, nu_, alpha_);
        gp.set(objective);
        const auto believed = learn(gp, ended, losses);
        std::vector<std::size_t> order(losses.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return std::pair(believed[i], losses[i]); });
        // Better than what runs already: else all that run at once would be sent to the same place.
        const Running running = believe_in_running_ones(seen, gp);
        AcquisitionSearch search(seen, gp, utility(std::min(believed[order.front()], running.best) - xi_));
        std::optional<Feasibility> feasibility;
        if (success) {
            feasibility.emplace(layout, nu_, alpha_, outcomes(ended, losses), *success);
            if (utility_ != Utility::ucb) search.mind(*feasibility);  // a bound is no logarithm
        }
        std::vector<std::span<const double>> anchors;
        for (std::size_t i = 0; i < std::min(order.size(), most_anchors); ++i) anchors.push_back(ended.rows[order[i]]);
        if (ended.losses.front().size() > 1) return search.run(anchors, random);  // no best trial to stay near
        // A region in which all differences are smaller than the noise is too small to learn anything in.
        double radius = std::max(trust_radius(believed, cold_start_, running.count + 1),
                                 std::min(widest_for_noise, std::sqrt(gp.noise())));
        // Wider until something new is in it: the steps of quantised numbers may be larger than the region.
        for (;; radius *= 2) {
            search.stay_near(anchors.front(), radius);
            auto found = search.run(anchors, random);
            if (radius >= 1 || !found.empty()) return found;
        }
    }

    AcquisitionSearch::Utility utility(double best) const {
        return [this, best](double mean, double deviation) {
            switch (utility_) {
                case Utility::ucb: return confidence_bound(mean, deviation, kappa_);
                case Utility::poi: return log_probability_of_improvement(mean, deviation, best);
                default: return log_expected_improvement(mean, deviation, best);
            }
        };
    }

    // What each trial's loss is taken for: half way between what was observed, which may be luck, and what the model
    // predicts, which takes roughness for noise. +infinity for failed ones.
    static std::vector<double> learn(GaussianProcess& gp, const Ended& ended, const std::vector<double>& losses) {
        const auto telling = most_telling(losses);
        std::vector<double> values;
        for (const std::size_t i : telling) {
            gp.add(ended.rows[i]);
            values.push_back(losses[i]);
        }
        const Eigen::VectorXd y = normal_scores(values);
        gp.set_targets(y);
        std::vector<double> believed(losses.size(), HUGE_VAL);
        for (std::size_t i = 0; i < losses.size(); ++i)
            if (std::isfinite(losses[i])) believed[i] = gp.mean_at(ended.rows[i]);
        for (std::size_t i = 0; i < telling.size(); ++i)
            believed[telling[i]] += (y[static_cast<Eigen::Index>(i)] - believed[telling[i]]) / 2;
        return believed;
    }

    static std::vector<Feasibility::Outcome> outcomes(const Ended& ended, const std::vector<double>& losses) {
        std::vector<Feasibility::Outcome> out;
        for (std::size_t i = 0; i < losses.size(); ++i) out.push_back({ended.rows[i], !std::isfinite(losses[i])});
        return out;
    }

    // Of those that did not fail: all while they are few; then the best and the newest.
    static std::vector<std::size_t> most_telling(const std::vector<double>& losses) {
        std::vector<std::size_t> out;
        for (std::size_t i = 0; i < losses.size(); ++i)
            if (std::isfinite(losses[i])) out.push_back(i);
        if (out.size() <= most_points) return out;
        std::ranges::stable_sort(out, {}, [&](std::size_t i) { return losses[i]; });
        std::ranges::sort(out.begin() + most_points / 2, out.end(), std::greater());
        out.resize(most_points);
        std::ranges::sort(out);
        return out;
    }

    struct Fitted {
        GpHyperparameters objective;
        std::optional<GpHyperparameters> success;  // when there are both failed trials and others
    };

    // Fitting costs points^3 many times over, so beyond a few dozen points it is done only when they have grown by a
    // tenth: at fixed numbers of points and from those that had ended by then, so that a resumed search fits the same.
    const Fitted& hyperparameters(const Observations& seen) {
        const std::size_t ended_count = ended_trials(seen).rows.size();
        std::size_t due = 2;
        while (true) {
            const std::size_t next = due < 40 ? due + 1 : due + due / 10;
            if (next > ended_count) break;
            due = next;
        }
        if (fitted_for_ == seen.id() && fitted_count_ == due) return fitted_;
        const Ended ended = ended_trials(seen, due);
        const auto losses = scalarised(ended, due);
        const GaussianProcess gp(seen.layout(), nu_, alpha_);
        fitted_ = {fit(gp, seen.layout().size(), ended, losses), {}};
        if (std::ranges::any_of(losses, [](double x) { return !std::isfinite(x); }))
            fitted_.success = Feasibility::fit(gp, outcomes(ended, losses));
        fitted_for_ = seen.id();
        fitted_count_ = due;
        return fitted_;
    }

    static GpHyperparameters fit(const GaussianProcess& gp, std::size_t columns, const Ended& ended,
                                 const std::vector<double>& losses) {
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < losses.size(); ++i)
            if (std::isfinite(losses[i])) order.push_back(i);
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return losses[i]; });
        std::vector<double> values;
        for (const std::size_t i : order) values.push_back(losses[i]);
        const Eigen::VectorXd y = normal_scores(values);
        const std::size_t others = std::max<std::size_t>(1, order.size() / (most_fitted / 2));
        std::vector<std::span<const double>> rows;
        std::vector<double> targets;
        for (std::size_t i = 0; i < order.size(); ++i) {
            if (order.size() > most_fitted && i >= most_fitted / 2 && i % others != 0)
                continue;  // the best, and a sample
            rows.push_back(ended.rows[order[i]]);
            targets.push_back(y[static_cast<Eigen::Index>(i)]);
        }
        if (rows.size() < 2) return GpHyperparameters::prior_mode(columns);
        return gp.fit(rows,
                      Eigen::Map<const Eigen::VectorXd>(targets.data(), static_cast<Eigen::Index>(targets.size())));
    }

    struct Running {
        std::size_t count = 0;
        double best = HUGE_VAL;  // of what they are taken for
    };
    static Running believe_in_running_ones(const Observations& seen, GaussianProcess& gp) {
        Running out;
        for (const auto& one : seen.all()) {
            if (is_final(one.trial->state)) continue;
            out.best = std::min(out.best, gp.believe(one.row));
            ++out.count;
        }
        return out;
    }

    std::uint64_t seed_;
    double kappa_;
    double xi_;
    double nu_;
    double alpha_;
    std::size_t cold_start_;
    Utility utility_ = Utility::ei;
    SobolRows sobol_;
    // Of the last fit.
    std::uint64_t fitted_for_ = 0;
    std::size_t fitted_count_ = 0;
    Fitted fitted_;
};

}  // namespace

TunerKind gp_kind() {
    using config::option;
    using config::Type;
    return {
        "GP",
        "Bayesian optimisation with a Gaussian process: few trials, each well chosen",
        {seed_option(),
         option("utility", Type::string, "ei",
                "Acquisition: expected improvement, confidence bound, or probability of improvement")
             .one_of({"ei", "ucb", "poi"}),
         option("kappa", Type::floating, 5.0, "For ucb: standard deviations below the mean").at_least(0),
         option("xi", Type::floating, 0.0,
                "For ei and poi: improvement asked for, in standard deviations of the objective")
             .at_least(0),
         option("nu", Type::floating, 2.5, "Smoothness of the Matern kernel").one_of({0.5, 1.5, 2.5}),
         option("alpha", Type::floating, 1e-6, "Noise added to the fitted one").above(0),
         option("cold_start_num", Type::integer, 10,
                "The middle, then trials of a Sobol sequence, before the model is used")
             .at_least(2)},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> { return std::make_unique<GpTuner>(arguments); }};
}

}  // namespace lathe::search
