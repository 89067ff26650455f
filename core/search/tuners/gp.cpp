// SPDX-License-Identifier: GPL-3.0-or-later
// Bayesian optimisation with a Gaussian process (Jones et al. 1998), arguments as NNI's GPTuner. Trainings are noisy:
// what is best so far, and whether a trial was better than those before, is what the model believes of the trials and
// not what was observed (Picheny et al. 2013, "A benchmark of kriging-based infill criteria for noisy optimization",
// plug-in). Of several objectives the expected improvement of the hypervolume is searched (expected_hypervolume.h).
// Failed trials are no bad values, but say where trials fail (feasibility.h); where constraints are kept has a model of
// its own (kept_limit.h). Trials that still run are taken for what the model predicts of them, as if that were certain
// (kriging believer: Ginsbourger et al. 2010), and are kept away from: once the valley is known, nothing is to be
// gained anywhere, and they would all lie on one spot.
#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>
#include <optional>

#include "core/search/distinct.h"
#include "core/search/pareto.h"
#include "core/search/tuners/acquisition.h"
#include "core/search/tuners/acquisition_search.h"
#include "core/search/tuners/gp_models.h"
#include "core/search/tuners/kinds.h"
#include "core/search/tuners/sobol_rows.h"
#include "core/search/tuners/trust_region.h"
#include "core/search/tuners/worth.h"

namespace lathe::search {

namespace {

enum class Improvement : std::uint8_t { ei, ucb, poi };

constexpr std::size_t most_anchors = 6;
constexpr double widest_for_noise = 0.25;
constexpr double apart = 0.125;  // of the region that is searched: trials that run at once are no nearer than this
constexpr double behind_all_losses = 1e3;  // in the unit of the model, where what is usual is 1

class GpTuner final : public Tuner {
  public:
    explicit GpTuner(const config::Value& v)
        : seed_(static_cast<std::uint64_t>(v.int_or("seed", 0))),
          kappa_(v.number_or("kappa", 5)),
          xi_(v.number_or("xi", 0)),
          kernel_{v.number_or("nu", 2.5), v.number_or("alpha", 1e-6)},
          cold_start_(static_cast<std::size_t>(v.int_or("cold_start_num", 10))) {
        const std::string utility = v.string_or("utility", "ei");
        improvement_ = utility == "ucb" ? Improvement::ucb : utility == "poi" ? Improvement::poi : Improvement::ei;
    }

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        const Ended ended = ended_trials(seen);
        const auto useful = std::ranges::count_if(ended.losses, [](const auto& one) {
            return std::ranges::all_of(one, [](double x) { return std::isfinite(x); });
        });
        Proposals proposals;
        if (layout.size() == 0 || ended.rows.size() < std::max<std::size_t>(2, cold_start_) || useful < 2)
            proposals.rows = {sobol_.first_tries(layout, seed_, number)};
        else proposals = from_models(seen, ended, random);
        std::size_t next = 0;
        const auto row = first_distinct(seen, random, [&] {
            return next < proposals.rows.size() ? proposals.rows[next++] : layout.sample(random);
        });
        auto suggestion = as_suggestion(layout, row);
        if (suggestion) suggestion->note = std::move(proposals.note);
        return suggestion;
    }

  private:
    struct Proposals {
        std::vector<space::Row> rows;  // best first
        config::Value note;
    };

    Proposals from_models(const Observations& seen, const Ended& ended, Random& random) {
        GpModels models(seen.layout(), kernel_, ended, hyperparameters(seen, ended.rows.size()));
        if (ended.losses.front().size() > 1) return of_several(seen, ended, models, random);
        return {of_one(seen, ended, models, random), {}};
    }

    // --- one objective ---

    std::vector<space::Row> of_one(const Observations& seen, const Ended& ended, GpModels& models,
                                   Random& random) const {
        const auto judged = judged_losses(ended, models.objectives().front().believed);
        std::vector<std::size_t> order(judged.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {},
                                 [&](std::size_t i) { return std::pair(judged[i], ended.losses[i].front()); });
        // Better than what runs already: else all that run at once would be sent to the same place.
        double best = ended.violations[order.front()] > 0 ? HUGE_VAL : judged[order.front()];
        std::vector<std::span<const double>> running;
        for (const auto& one : seen.all()) {
            if (is_final(one.trial->state)) continue;
            if (const auto believed = models.believe(one.row)) best = std::min(best, believed->front());
            running.push_back(one.row);
        }
        const GaussianProcess& gp = models.objectives().front().gp;
        const auto chances = models.chances();
        double worst = 0;
        for (const std::size_t i : models.finite()) worst = std::max(worst, models.objectives().front().believed[i]);
        // Until a trial has kept the constraints, only that is looked for.
        std::vector<const GaussianProcess*> objectives;
        if (best < HUGE_VAL) objectives = {&gp};
        const Worth worth(objectives, utility(best - xi_, worst, !chances.empty()), chances);
        AcquisitionSearch search(seen, worth);
        std::vector<std::span<const double>> anchors;
        for (std::size_t i = 0; i < std::min(order.size(), most_anchors); ++i) anchors.push_back(ended.rows[order[i]]);
        // A region in which all differences are smaller than the noise is too small to learn anything in.
        double radius = std::max(trust_radius(judged, cold_start_, running.size() + 1),
                                 std::min(widest_for_noise, std::sqrt(gp.noise())));
        // Wider until something new is in it: the steps of quantised numbers may be larger than the region.
        for (;; radius *= 2) {
            search.stay_near(anchors.front(), radius);
            search.keep_apart(running, apart * std::min(1.0, radius));
            auto found = search.run(anchors, random);
            if (radius >= 1 || !found.empty()) return found;
        }
    }

    // As they compare: those that break constraints behind all others, by how much.
    static std::vector<double> judged_losses(const Ended& ended, const std::vector<double>& believed) {
        std::vector<double> out = believed;
        for (std::size_t i = 0; i < out.size(); ++i)
            if (ended.violations[i] > 0 && std::isfinite(out[i]))
                out[i] = behind_all_losses * (1 + std::min(ended.violations[i], 1e6));
        return out;
    }

    Worth::Utility utility(double best, double worst, bool as_logarithm) const {
        return [this, best, worst, as_logarithm](std::span<const Normal> p, std::span<NormalSlopes> slopes) {
            const auto [mean, deviation] = p.front();
            Acquisition a{};
            switch (improvement_) {
                case Improvement::ucb:
                    a = confidence_bound(mean, deviation, kappa_);
                    // Above that of the worst trial, which is seldom below 0.
                    if (as_logarithm) a = logarithm_above(a, -worst);
                    break;
                case Improvement::poi: a = log_probability_of_improvement(mean, deviation, best); break;
                case Improvement::ei: a = log_expected_improvement(mean, deviation, best); break;
            }
            if (!slopes.empty()) slopes.front() = {a.by_mean, a.by_deviation};
            return a.value;
        };
    }

    // --- several objectives ---

    Proposals of_several(const Observations& seen, const Ended& ended, GpModels& models, Random& random) const {
        const std::size_t objectives = models.objectives().size();
        std::vector<std::vector<double>> points;
        std::vector<std::size_t> places;  // of the points among the ended
        for (const std::size_t i : models.finite()) {
            if (ended.violations[i] > 0) continue;
            std::vector<double> point;
            for (const auto& one : models.objectives()) point.push_back(one.believed[i]);
            points.push_back(std::move(point));
            places.push_back(i);
        }
        std::vector<std::span<const double>> anchors;
        const auto front_loss = front_losses(points);
        std::vector<std::size_t> order(points.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return front_loss[i]; });
        for (std::size_t i = 0; i < std::min(order.size(), most_anchors); ++i)
            anchors.push_back(ended.rows[places[order[i]]]);
        // Up to the worst of each objective so far.
        std::vector<double> reference(objectives, -HUGE_VAL);
        config::List told;
        for (std::size_t k = 0; k < objectives && !points.empty(); ++k) {
            const auto worst = std::ranges::max_element(points, {}, [k](const auto& point) { return point[k]; });
            reference[k] = (*worst)[k];
            const double loss = ended.losses[places[static_cast<std::size_t>(worst - points.begin())]][k];
            told.emplace_back(seen.history().modes[k] == Mode::minimize ? loss : -loss);
        }
        std::vector<std::vector<double>> front;
        for (std::size_t i = 0; i < points.size(); ++i)
            if (front_loss[i] < 1) front.push_back(points[i]);
        std::vector<std::span<const double>> running;
        for (const auto& one : seen.all()) {
            if (is_final(one.trial->state)) continue;
            running.push_back(one.row);
            if (auto believed = models.believe(one.row)) front.push_back(std::move(*believed));
        }
        std::vector<const GaussianProcess*> processes;
        Worth::Utility utility;
        if (!points.empty()) {
            for (const auto& one : models.objectives()) processes.push_back(&one.gp);
            utility = [volume = ExpectedHypervolume(non_dominated(front), reference)](std::span<const Normal> p,
                                                                                      std::span<NormalSlopes> slopes) {
                return volume.log_improvement(p, slopes);
            };
        }
        const Worth worth(std::move(processes), std::move(utility), models.chances());
        AcquisitionSearch search(seen, worth);
        search.keep_apart(std::move(running), apart * widest_for_noise);
        Proposals out{search.run(anchors, random), {}};
        if (!points.empty()) out.note = config::Value(config::Dict{{"reference", config::Value(std::move(told))}});
        return out;
    }

    static std::vector<std::vector<double>> non_dominated(const std::vector<std::vector<double>>& points) {
        const auto numbers = front_numbers(points);
        std::vector<std::vector<double>> out;
        for (std::size_t i = 0; i < points.size(); ++i)
            if (numbers[i] == 0) out.push_back(points[i]);
        return out;
    }

    // Fitting costs points^3 many times over, so beyond a few dozen points it is done only when they have grown by a
    // tenth: at fixed numbers of points and from those that had ended by then, so that a resumed search fits the same.
    const GpHyperparameterSet& hyperparameters(const Observations& seen, std::size_t ended) {
        std::size_t due = 2;
        while (true) {
            const std::size_t next = due < 40 ? due + 1 : due + due / 10;
            if (next > ended) break;
            due = next;
        }
        if (fitted_for_ == seen.id() && fitted_count_ == due) return fitted_;
        fitted_ = fit_models(seen.layout(), kernel_, ended_trials(seen, due));
        fitted_for_ = seen.id();
        fitted_count_ = due;
        return fitted_;
    }

    std::uint64_t seed_;
    double kappa_;
    double xi_;
    GpKernel kernel_;
    std::size_t cold_start_;
    Improvement improvement_ = Improvement::ei;
    SobolRows sobol_;
    // Of the last fit.
    std::uint64_t fitted_for_ = 0;
    std::size_t fitted_count_ = 0;
    GpHyperparameterSet fitted_;
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
                "Acquisition for one objective: expected improvement, confidence bound, or probability of improvement; "
                "for several it is the expected improvement of the hypervolume")
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
