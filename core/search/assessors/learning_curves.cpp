// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/assessors/learning_curves.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include <nlopt.hpp>

namespace lathe::search {

namespace {

constexpr std::size_t fewest_values = 4;
constexpr int evaluations = 400;  // of each fit

// y = limit + amplitude * shape(x; p): the two linear parameters follow from the shape by least squares, so that only p
// is searched for. x counts reports from 1.
struct Family {
    double (*shape)(double x, const std::vector<double>& p);
    std::vector<double> start;
    std::vector<double> low;
    std::vector<double> high;
};

const std::vector<Family>& families() {
    static const std::vector<Family> all = {
        // pow3: c - a x^-alpha
        {[](double x, const std::vector<double>& p) { return std::pow(x, -p[0]); }, {0.7}, {0.05}, {5}},
        // pow4: c - (a x + b)^-alpha
        {[](double x, const std::vector<double>& p) { return std::pow(1 + p[1] * x, -p[0]); },
         {0.7, 1},
         {0.05, 0.01},
         {5, 100}},
        // exp3 and exp4: c - a exp(-b x^alpha)
        {[](double x, const std::vector<double>& p) { return std::exp(-p[0] * x); }, {0.3}, {1e-3}, {5}},
        {[](double x, const std::vector<double>& p) { return std::exp(-p[0] * std::pow(x, p[1])); },
         {0.5, 0.7},
         {1e-3, 0.1},
         {5, 3}},
        // log power: a / (1 + (x / e^b)^c)
        {[](double x, const std::vector<double>& p) { return 1 / (1 + std::pow(x / p[0], p[1])); },
         {3, 1},
         {0.05, 0.1},
         {200, 5}},
        // hill3 and Morgan-Mercer-Flodin: x^eta / (kappa^eta + x^eta)
        {[](double x, const std::vector<double>& p) {
             return std::pow(p[0], p[1]) / (std::pow(p[0], p[1]) + std::pow(x, p[1]));
         },
         {1, 1},
         {0.01, 0.1},
         {200, 5}},
        // vapour pressure and ilog2: for curves that go on falling slowly
        {[](double x, const std::vector<double>& p) { return 1 / std::log(x + p[0]); }, {1.5}, {1.01}, {50}},
    };
    return all;
}

struct Fit {
    double limit = 0;
    double amplitude = 0;
    double error = HUGE_VAL;  // sum of squares
};

Fit linear_fit(const std::vector<double>& shape, std::span<const double> y) {
    const double n = static_cast<double>(y.size());
    double s = 0;
    double t = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        s += shape[i] / n;
        t += y[i] / n;
    }
    double covariance = 0;
    double variance = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        covariance += (shape[i] - s) * (y[i] - t);
        variance += (shape[i] - s) * (shape[i] - s);
    }
    Fit fit;
    fit.amplitude = variance > 1e-18 ? covariance / variance : 0;
    fit.limit = t - fit.amplitude * s;
    fit.error = 0;
    for (std::size_t i = 0; i < y.size(); ++i) {
        const double d = y[i] - fit.limit - fit.amplitude * shape[i];
        fit.error += d * d;
    }
    return fit;
}

struct Problem {
    const Family* family;
    std::span<const double> y;
};

Fit fit_at(const Problem& problem, const std::vector<double>& p) {
    std::vector<double> shape(problem.y.size());
    for (std::size_t i = 0; i < shape.size(); ++i) shape[i] = problem.family->shape(static_cast<double>(i + 1), p);
    return linear_fit(shape, problem.y);
}

std::vector<double> best_parameters(const Problem& problem) {
    const auto error = [](const std::vector<double>& p, std::vector<double>&, void* data) {
        const double e = fit_at(*static_cast<const Problem*>(data), p).error;
        return std::isfinite(e) ? e : 1e300;
    };
    std::vector<double> p = problem.family->start;
    nlopt::opt optimizer(nlopt::LN_SBPLX, static_cast<unsigned>(p.size()));
    optimizer.set_lower_bounds(problem.family->low);
    optimizer.set_upper_bounds(problem.family->high);
    Problem copy = problem;
    optimizer.set_min_objective(error, &copy);
    optimizer.set_maxeval(evaluations);
    optimizer.set_xtol_rel(1e-4);
    double value = 0;
    try {
        optimizer.optimize(p, value);
    } catch (const std::exception&) {
        // What it found before rounding stopped it.
    }
    return p;
}

}  // namespace

std::optional<double> predict_curve(std::span<const double> values, double target) {
    if (values.size() < fewest_values) return std::nullopt;
    if (!std::ranges::all_of(values, [](double x) { return std::isfinite(x); })) return std::nullopt;
    const auto [low, high] = std::ranges::minmax(values);
    const double width = high / 2 - low / 2;
    if (!(width > 0)) return values.back();
    std::vector<double> y;  // in [0, 2]: large values must not overflow
    for (const double x : values) y.push_back((x / 2 - low / 2) / width * 2);
    double sum = 0;
    double weights = 0;
    for (const Family& family : families()) {
        const Problem problem{&family, y};
        const auto p = best_parameters(problem);
        const Fit fit = fit_at(problem, p);
        const double predicted = fit.limit + fit.amplitude * family.shape(target, p);
        if (!std::isfinite(predicted) || !std::isfinite(fit.error)) continue;
        // The likelihood of the residuals, with a floor on their variance; a parameter more costs as in Akaike's
        // criterion.
        const double n = static_cast<double>(y.size());
        const double log_weight = -n / 2 * std::log(fit.error / n + 1e-4) - static_cast<double>(p.size());
        const double weight = std::exp(std::min(600.0, log_weight));
        sum += weight * predicted;
        weights += weight;
    }
    if (!(weights > 0) || !std::isfinite(sum)) return std::nullopt;
    return (sum / weights / 2 * width + low / 2) * 2;
}

}  // namespace lathe::search
