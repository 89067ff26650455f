// Bayesian optimisation with a Gaussian process (Jones et al. 1998), arguments as NNI's GPTuner. Trials that still run
// are taken for what the model predicts of them (kriging believer: Ginsbourger et al. 2010).
#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <numeric>

#include "core/search/distinct.h"
#include "core/search/ended.h"
#include "core/search/tuners/acquisition.h"
#include "core/search/tuners/acquisition_search.h"
#include "core/search/tuners/gaussian_process.h"
#include "core/search/tuners/kinds.h"
#include "core/search/tuners/sobol_rows.h"
#include "core/search/tuners/trust_region.h"
#include "core/search/tuners/warp.h"

namespace lathe::search {

namespace {

enum class Utility : std::uint8_t { ei, ucb, poi };

constexpr std::size_t most_fitted = 192;  // hyper-parameters do not get better with more points than this
constexpr std::size_t most_points = 1000;
constexpr std::size_t most_anchors = 6;

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
        const auto all = scalarised(ended, ended.rows.size());
        std::vector<std::span<const double>> rows;
        std::vector<double> values;
        for (const std::size_t i : most_telling(all)) {
            rows.push_back(ended.rows[i]);
            values.push_back(all[i]);
        }
        Eigen::VectorXd y = normal_scores(values);
        GaussianProcess gp(layout, nu_, alpha_);
        gp.set(hyperparameters(seen, gp, ended));
        for (const auto row : rows) gp.add(row);
        gp.set_targets(y);
        believe_in_running_ones(seen, gp, y);
        const double best = y.minCoeff() - xi_;
        const auto utility = [&](double mean, double deviation) {
            switch (utility_) {
                case Utility::ucb: return confidence_bound(mean, deviation, kappa_);
                case Utility::poi: return log_probability_of_improvement(mean, deviation, best);
                default: return log_expected_improvement(mean, deviation, best);
            }
        };
        std::vector<std::size_t> order(rows.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
        std::vector<std::span<const double>> anchors;
        for (std::size_t i = 0; i < std::min(order.size(), most_anchors); ++i) anchors.push_back(rows[order[i]]);
        AcquisitionSearch search(seen, gp, utility);
        if (ended.losses.front().size() > 1) return search.run(anchors, random);  // no best trial to stay near
        const auto running =
            std::ranges::count_if(seen.all(), [](const auto& one) { return !is_final(one.trial->state); });
        double radius = trust_radius(all, cold_start_, static_cast<std::size_t>(running) + 1);
        // Wider until something new is in it: the steps of quantised numbers may be larger than the region.
        for (;; radius *= 2) {
            search.stay_near(anchors.front(), radius);
            auto found = search.run(anchors, random);
            if (radius >= 1 || !found.empty()) return found;
        }
    }

    // All while they are few; then the best and the newest.
    static std::vector<std::size_t> most_telling(const std::vector<double>& values) {
        std::vector<std::size_t> out(values.size());
        std::iota(out.begin(), out.end(), std::size_t{0});
        if (out.size() <= most_points) return out;
        std::ranges::stable_sort(out, {}, [&](std::size_t i) { return values[i]; });
        std::ranges::sort(out.begin() + most_points / 2, out.end(), std::greater());
        out.resize(most_points);
        std::ranges::sort(out);
        return out;
    }

    // Fitting costs points^3 many times over, so beyond a few dozen points it is done only when they have grown by a
    // tenth: at fixed numbers of points and from those that had ended by then, so that a resumed search fits the same.
    const GpHyperparameters& hyperparameters(const Observations& seen, const GaussianProcess& gp, const Ended& ended) {
        std::size_t due = 2;
        while (true) {
            const std::size_t next = due < 40 ? due + 1 : due + due / 10;
            if (next > ended.rows.size()) break;
            due = next;
        }
        if (fitted_for_ == seen.id() && fitted_ == due) return hyper_;
        const auto values = scalarised(ended, due);
        const Eigen::VectorXd y = normal_scores(values);
        std::vector<std::size_t> order(due);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
        const std::size_t others = std::max<std::size_t>(1, due / (most_fitted / 2));
        std::vector<std::span<const double>> rows;
        std::vector<double> targets;
        for (std::size_t i = 0; i < due; ++i) {
            if (due > most_fitted && i >= most_fitted / 2 && i % others != 0) continue;  // the best, and a sample
            rows.push_back(ended.rows[order[i]]);
            targets.push_back(y[static_cast<Eigen::Index>(order[i])]);
        }
        hyper_ =
            gp.fit(rows, Eigen::Map<const Eigen::VectorXd>(targets.data(), static_cast<Eigen::Index>(targets.size())));
        fitted_for_ = seen.id();
        fitted_ = due;
        return hyper_;
    }

    static void believe_in_running_ones(const Observations& seen, GaussianProcess& gp, Eigen::VectorXd& y) {
        for (const auto& one : seen.all()) {
            if (is_final(one.trial->state)) continue;
            const double believed = gp.predict(one.row).mean;
            gp.add(one.row);
            y.conservativeResize(y.size() + 1);
            y[y.size() - 1] = believed;
            gp.set_targets(y);
        }
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
    std::size_t fitted_ = 0;
    GpHyperparameters hyper_;
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
