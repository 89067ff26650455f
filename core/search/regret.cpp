// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/regret.h"

#include <algorithm>
#include <cmath>

#include <Eigen/Cholesky>

#include "core/search/ended.h"
#include "core/search/tuners/gaussian_process.h"
#include "core/search/tuners/kept_limit.h"
#include "core/search/tuners/sobol_rows.h"

namespace lathe::search {

namespace {

constexpr double matern_nu = 2.5;
constexpr double regret_noise_floor = 1e-6;
constexpr std::size_t most_learned = 200;
constexpr int spread_places = 192;  // over the whole space
constexpr int near_places = 24;     // around each of the best trials
constexpr std::size_t best_trials = 6;
constexpr int drawn_functions = 256;
constexpr double worst_counted = 3;  // losses beyond so many times the distance from the best to the middle are cut

// The results that count, best first.
struct Results {
    std::vector<std::span<const double>> rows;
    std::vector<double> losses;
    std::vector<std::span<const double>> excesses;
    std::vector<double> violations;
};

Results best_results(const Observations& seen) {
    const Ended ended = ended_trials(seen);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < ended.losses.size(); ++i)
        if (std::isfinite(ended.losses[i].front())) order.push_back(i);
    const auto compared = scalarised(ended);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return compared[i]; });
    order.resize(std::min(order.size(), most_learned));
    Results out;
    for (const std::size_t i : order) {
        out.rows.push_back(ended.rows[i]);
        out.losses.push_back(ended.losses[i].front());
        out.excesses.push_back(ended.excesses[i]);
        out.violations.push_back(ended.violations[i]);
    }
    return out;
}

// To zero mean and unit variance; very bad losses would hide what differs among good ones.
struct Scale {
    explicit Scale(const std::vector<double>& losses) : targets(static_cast<Eigen::Index>(losses.size())) {
        std::vector<double> sorted = losses;
        std::ranges::sort(sorted);
        const double best = sorted.front();
        const double middle = sorted[sorted.size() / 2];
        const double cut = best + worst_counted * (middle - best);
        for (std::size_t i = 0; i < losses.size(); ++i)
            targets[static_cast<Eigen::Index>(i)] = (std::isfinite(cut) ? std::min(losses[i], cut) : losses[i]) - best;
        targets.array() -= targets.mean();
        const double deviation = std::sqrt(targets.squaredNorm() / static_cast<double>(targets.size()));
        if (!(deviation > 0) || !std::isfinite(deviation)) return;
        unit = deviation;
        targets /= deviation;
    }
    Eigen::VectorXd targets;
    double unit = 0;  // 0: all losses are the same, or too far apart for doubles
};

space::Row near(const space::Layout& layout, std::span<const double> centre, Random& random) {
    space::Row row(centre.begin(), centre.end());
    const double width = std::pow(10, random.uniform(-2.5, -0.5));
    for (std::size_t c = 0; c < row.size(); ++c) {
        if (std::isnan(row[c])) continue;
        const auto& column = layout.columns()[c];
        if (!column.is_choice()) row[c] = std::clamp(row[c] + width * random.normal(), 0.0, 1.0);
        else if (random.uniform() < 1 / static_cast<double>(row.size()))
            row[c] = static_cast<double>(random.below(column.distribution.branches.size()));
    }
    layout.complete(row, random);
    return layout.snap(row);
}

std::vector<space::Row> places_of(const space::Layout& layout, const Results& results) {
    std::vector<space::Row> out;
    SobolRows sobol;
    Random random(0);
    for (int i = 0; i < spread_places; ++i) out.push_back(layout.snap(sobol.row(layout, 0, i)));
    for (std::size_t k = 0; k < std::min(best_trials, results.rows.size()); ++k)
        for (int i = 0; i < near_places; ++i) out.push_back(near(layout, results.rows[k], random));
    return out;
}

// Takes away the places where a constraint is more likely broken than kept.
void leave_feasible(const space::Layout& layout, const Results& results, std::vector<space::Row>& places) {
    for (std::size_t k = 0; k < results.excesses.front().size(); ++k) {
        std::vector<double> excesses;
        for (const auto& one : results.excesses) excesses.push_back(one[k]);
        const GaussianProcess gp(layout, matern_nu, regret_noise_floor);
        const KeptLimit limit(layout, matern_nu, regret_noise_floor, results.rows, excesses,
                              gp.fit(results.rows, ScaledExcesses(excesses).targets));
        std::erase_if(places, [&](const space::Row& row) {
            return limit.log_probability(limit.process().predict(row)).value < std::log(0.5);
        });
    }
}

}  // namespace

std::size_t fewest_results_for_regret(const space::Layout& layout) {
    return std::max<std::size_t>(10, 2 * layout.size() + 1);
}

std::optional<double> expected_regret(const Observations& seen) {
    const space::Layout& layout = seen.layout();
    if (!seen.history().modes.empty() || layout.size() == 0) return std::nullopt;
    const Results results = best_results(seen);
    if (results.rows.size() < fewest_results_for_regret(layout) || results.violations.front() > 0) return std::nullopt;
    const Scale scale(results.losses);
    if (scale.unit == 0) return std::nullopt;
    GaussianProcess gp(layout, matern_nu, regret_noise_floor);
    gp.set(gp.fit(results.rows, scale.targets));
    for (const auto row : results.rows) gp.add(row);
    gp.set_targets(scale.targets);

    std::size_t best = 0;
    for (std::size_t i = 1; i < results.rows.size() && !(results.violations[i] > 0); ++i)
        if (gp.mean_at(results.rows[i]) < gp.mean_at(results.rows[best])) best = i;
    std::vector<space::Row> places = places_of(layout, results);
    leave_feasible(layout, results, places);
    places.emplace_back(results.rows[best].begin(), results.rows[best].end());

    const auto joint = gp.predict_together(places);
    Eigen::MatrixXd covariance = joint.covariance;
    covariance.diagonal().array() += 1e-8 * covariance.diagonal().maxCoeff() + 1e-12;
    const Eigen::LLT<Eigen::MatrixXd> llt(covariance);
    if (llt.info() != Eigen::Success) return std::nullopt;
    Random random(1);
    double sum = 0;
    for (int i = 0; i < drawn_functions; ++i) {
        Eigen::VectorXd z(joint.mean.size());
        for (double& one : z) one = random.normal();
        const Eigen::VectorXd values = joint.mean + llt.matrixL() * z;
        sum += values[values.size() - 1] - values.minCoeff();
    }
    return scale.unit * sum / drawn_functions;
}

}  // namespace lathe::search
