// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/pipeline.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/numbers.h"
#include "core/space/normal.h"

namespace lathe::space {

namespace {

bool is_normal(Kind kind) {
    return !is_bounded(kind) && kind != Kind::choice;
}

}  // namespace

std::int64_t first_integer(const Distribution& d) {
    return static_cast<std::int64_t>(std::ceil(d.a));
}

std::uint64_t integer_count(const Distribution& d) {
    return static_cast<std::uint64_t>(std::max(0.0, std::ceil(d.b) - std::ceil(d.a)));
}

double continuous_cdf(const Distribution& d, double value) {
    if (is_log(d.kind) && value <= 0) return 0;
    const double x = is_log(d.kind) ? std::log(value) : value;
    if (is_normal(d.kind)) return normal_cdf((x - d.a) / d.b);
    const double low = is_log(d.kind) ? std::log(d.a) : d.a;
    const double high = is_log(d.kind) ? std::log(d.b) : d.b;
    // Halved, so that a range as wide as the doubles themselves does not overflow.
    return std::clamp((x / 2 - low / 2) / (high / 2 - low / 2), 0.0, 1.0);
}

double continuous_quantile(const Distribution& d, double u) {
    double x = 0;
    if (is_normal(d.kind)) {
        x = d.a + d.b * normal_quantile(u);
    } else {
        const double low = is_log(d.kind) ? std::log(d.a) : d.a;
        const double high = is_log(d.kind) ? std::log(d.b) : d.b;
        x = low * (1 - u) + high * u;
    }
    return is_log(d.kind) ? std::exp(x) : x;
}

double quantise_and_clip(const Distribution& d, double x) {
    if (is_quantised(d.kind)) x = std::nearbyint(x / d.q) * d.q + 0.0;  // + 0.0: no negative zero
    if (is_bounded(d.kind)) x = std::clamp(x, d.a, d.b);
    return x;
}

std::optional<Multiples> multiples(const Distribution& d) {
    if (!is_quantised(d.kind) || !is_bounded(d.kind)) return std::nullopt;
    const double low = std::nearbyint(d.a / d.q);
    const double high = std::nearbyint(d.b / d.q);
    if (!(std::abs(low) < exact_integers) || !(std::abs(high) < exact_integers)) return std::nullopt;
    Multiples range{static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)};
    // An end that is a tie (x.5 multiples) rounds there from one point alone: probability 0.
    if (range.first < range.last && (low + 0.5) * d.q <= d.a) ++range.first;
    if (range.first < range.last && (high - 0.5) * d.q >= d.b) --range.last;
    return range;
}

double probability_of_multiple(const Distribution& d, const Multiples& range, std::int64_t k) {
    const double centre = static_cast<double>(k);
    const double below = k == range.first ? 0 : continuous_cdf(d, (centre - 0.5) * d.q);
    const double up_to = k == range.last ? 1 : continuous_cdf(d, (centre + 0.5) * d.q);
    return up_to - below;
}

double lowest(const Distribution& d) {
    if (d.kind == Kind::randint) return static_cast<double>(first_integer(d));
    if (const auto range = multiples(d)) return quantise_and_clip(d, static_cast<double>(range->first) * d.q);
    if (is_bounded(d.kind)) return d.a;
    return is_log(d.kind) ? 0 : -std::numeric_limits<double>::infinity();
}

double highest(const Distribution& d) {
    if (d.kind == Kind::randint) return std::ceil(d.b) - 1;
    if (const auto range = multiples(d)) return quantise_and_clip(d, static_cast<double>(range->last) * d.q);
    if (is_bounded(d.kind)) return d.b;
    return std::numeric_limits<double>::infinity();
}

}  // namespace lathe::space
