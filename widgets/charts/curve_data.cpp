// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curve_data.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace lathe::gui {

namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

bool EpochScale::add(const store::ScalarPoint& point) {
    if (!std::isfinite(point.value)) return false;
    const auto known =
        std::find_if(knots_.begin(), knots_.end(), [&](const Knot& k) { return k.epoch == point.value; });
    if (known != knots_.end()) {
        if (known->step <= point.step) return false;
        known->step = point.step;
    } else {
        knots_.push_back({point.step, point.value});
    }
    std::sort(knots_.begin(), knots_.end(), [](const Knot& a, const Knot& b) { return a.step < b.step; });
    return true;
}

double EpochScale::at(std::int64_t step) const {
    if (knots_.empty()) return std::numeric_limits<double>::quiet_NaN();
    if (knots_.size() == 1) return knots_.front().epoch;
    auto after = std::upper_bound(knots_.begin() + 1, knots_.end() - 1, step,
                                  [](std::int64_t s, const Knot& k) { return s < k.step; });
    const Knot& a = *(after - 1);
    const Knot& b = *after;
    if (a.step == b.step) return b.epoch;
    return a.epoch + (b.epoch - a.epoch) * static_cast<double>(step - a.step) / static_cast<double>(b.step - a.step);
}

void Curve::add(const std::vector<store::ScalarPoint>& points) {
    if (restarts_ && !points.empty() && !points_.empty() && points.front().step <= points_.back().step) {
        restarts_ = false;
        std::erase_if(points_, [from = points.front().step](const auto& known) { return known.step >= from; });
        invalidate();
    }
    points_.insert(points_.end(), points.begin(), points.end());
}

double Curve::xOf(const store::ScalarPoint& point, const EpochScale& epochs, double start) const {
    switch (settings_.x) {
        case CurveX::step: return static_cast<double>(point.step);
        case CurveX::epoch: return epochs.at(point.step);
        case CurveX::relative: return point.wall_time - start;
        case CurveX::wall: return point.wall_time;
    }
    return std::numeric_limits<double>::quiet_NaN();
}

void Curve::append(double x, double y) {
    const auto shown = [this](double v) { return settings_.logY && v <= 0 ? -kInfinity : v; };
    if (raw_.empty()) constant_ = y == y;
    else if (y != recorded(0)) constant_ = false;
    const bool plain = constant_ || raw_.size() + 1 < settings_.smoothFrom;
    if (plain_ && !plain && !raw_.empty()) {
        // What was passed through is now the beginning of an average.
        smoother_ = Smoother(settings_.smoothing);
        store::Series again;
        again.reserve(raw_.size() + 1);
        for (std::size_t i = 0; i < raw_.size(); ++i) again.append(raw_.x(i), shown(smoother_.next(recorded(i))));
        smooth_ = std::move(again);
    }
    plain_ = plain;
    raw_.append(x, shown(y));
    smooth_.append(x, shown(plain ? y : smoother_.next(y)));
}

void Curve::rebuild(const EpochScale& epochs, double start) {
    raw_.clear();
    smooth_.clear();
    smoother_ = Smoother(settings_.smoothing);
    plain_ = true;
    std::vector<double> xs(points_.size());
    std::transform(points_.begin(), points_.end(), xs.begin(),
                   [&](const store::ScalarPoint& p) { return xOf(p, epochs, start); });
    order_.resize(points_.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::erase_if(order_, [&](std::uint32_t i) { return !std::isfinite(xs[i]); });
    const auto before = [&](std::uint32_t a, std::uint32_t b) { return xs[a] < xs[b]; };
    if (!std::is_sorted(order_.begin(), order_.end(), before)) std::stable_sort(order_.begin(), order_.end(), before);
    raw_.reserve(order_.size());
    smooth_.reserve(order_.size());
    for (const std::uint32_t i : order_) append(xs[i], points_[i].value);
    built_ = points_.size();
}

void Curve::build(const CurveSettings& settings, const EpochScale& epochs, double start) {
    const bool fresh = built_ == 0 || settings != settings_;
    settings_ = settings;
    if (fresh) return rebuild(epochs, start);
    for (; built_ < points_.size(); ++built_) {
        const double x = xOf(points_[built_], epochs, start);
        if (!std::isfinite(x)) continue;
        if (!raw_.empty() && x < raw_.x(raw_.size() - 1)) return rebuild(epochs, start);
        order_.push_back(static_cast<std::uint32_t>(built_));
        append(x, points_[built_].value);
    }
}

void CurveData::add(int run, const std::string& metric, const std::vector<store::ScalarPoint>& points) {
    CurveRun& entry = runs_[run];
    Curve& curve = entry.metrics[metric];
    if (points.empty()) return;
    bool moved = false;
    for (const store::ScalarPoint& point : points) {
        if (point.wall_time < entry.start) {
            moved = true;
            entry.start = point.wall_time;
        }
        if (metric == "epoch") moved = entry.epochs.add(point) || moved;
    }
    if (moved) {
        for (auto& [name, each] : entry.metrics) each.invalidate();
    }
    curve.add(points);
}

void CurveData::restart(int run) {
    const auto entry = runs_.find(run);
    if (entry == runs_.end()) return;
    for (auto& [name, curve] : entry->second.metrics) curve.restart();
}

const Curve* CurveData::curve(int run, const std::string& metric, const CurveSettings& settings) {
    const auto entry = runs_.find(run);
    if (entry == runs_.end()) return nullptr;
    const auto found = entry->second.metrics.find(metric);
    if (found == entry->second.metrics.end()) return nullptr;
    found->second.build(settings, entry->second.epochs, entry->second.start);
    return &found->second;
}

std::pair<double, double> quantiles(std::vector<double>& values, double low, double high) {
    std::erase_if(values, [](double v) { return !std::isfinite(v); });
    if (values.empty()) return {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::quiet_NaN()};
    const auto at = [&](double share) {
        const double rank = share * static_cast<double>(values.size() - 1);
        const auto below = static_cast<std::size_t>(rank);
        std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(below), values.end());
        const double first = values[below];
        if (below + 1 == values.size()) return first;
        const double next = *std::min_element(values.begin() + static_cast<std::ptrdiff_t>(below) + 1, values.end());
        return first + (next - first) * (rank - static_cast<double>(below));
    };
    return {at(low), at(high)};
}

}  // namespace lathe::gui
