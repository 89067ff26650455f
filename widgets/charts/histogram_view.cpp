#include "widgets/charts/histogram_view.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr int side_margin = 24;   // room for half a tick label
constexpr int below = 30;  // handles and tick labels
constexpr std::size_t few_values = 24;

}  // namespace

HistogramView::HistogramView(QWidget* parent) : QWidget(parent), lowest_(-infinity), highest_(infinity) {
    setObjectName(QStringLiteral("histogramView"));
    setAccessibleName(tr("Histogram of samples"));
    setMouseTracking(true);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    describeRange();
}

QSize HistogramView::sizeHint() const {
    return {320, 160};
}

QSize HistogramView::minimumSizeHint() const {
    return {160, 96};
}

void HistogramView::setSamples(const std::vector<double>& samples, bool log) {
    std::map<double, double> distinct;
    std::vector<double> shown;
    for (const double sample : samples) {
        if (!std::isfinite(sample) || (log && sample <= 0)) continue;
        shown.push_back(sample);
        if (distinct.size() <= few_values) ++distinct[sample];
    }
    if (distinct.size() <= few_values) {
        std::vector<double> values;
        std::vector<double> weights;
        for (const auto& [value, weight] : distinct) {
            values.push_back(value);
            weights.push_back(weight);
        }
        return setSpikes(std::move(values), std::move(weights), log);
    }
    const auto [low, high] = std::minmax_element(shown.begin(), shown.end());
    const ChartScale scale{*low, *high, log};
    const std::size_t count =
        std::clamp<std::size_t>(static_cast<std::size_t>(2 * std::cbrt(double(shown.size()))), 8, 60);
    std::vector<double> edges;
    for (std::size_t i = 0; i <= count; ++i) edges.push_back(scale.fromUnit(double(i) / double(count)));
    std::vector<double> weights(count);
    for (const double sample : shown) {
        const auto bin = static_cast<std::size_t>(std::clamp(scale.toUnit(sample), 0.0, 1.0) * double(count));
        ++weights[std::min(bin, count - 1)];
    }
    setBins(std::move(edges), std::move(weights), log);
}

void HistogramView::setBins(std::vector<double> edges, std::vector<double> weights, bool log) {
    bars_.clear();
    categories_.clear();
    log_ = log;
    for (std::size_t i = 0; i + 1 < edges.size() && i < weights.size(); ++i) {
        bars_.push_back({edges[i], edges[i + 1], weights[i]});
    }
    fitScale();
}

void HistogramView::setSpikes(std::vector<double> values, std::vector<double> weights, bool log) {
    bars_.clear();
    categories_.clear();
    log_ = log;
    for (std::size_t i = 0; i < values.size() && i < weights.size(); ++i) {
        bars_.push_back({values[i], values[i], weights[i]});
    }
    fitScale();
}

void HistogramView::setCategories(const QStringList& names, const std::vector<double>& counts) {
    bars_.clear();
    categories_ = names;
    log_ = false;
    for (std::size_t i = 0; i < counts.size(); ++i) bars_.push_back({double(i), double(i), counts[i]});
    fitScale();
}

void HistogramView::clear() {
    bars_.clear();
    categories_.clear();
    overlay_.clear();
    fitScale();
}

void HistogramView::setOverlay(std::vector<double> values) {
    overlay_ = std::move(values);
    fitScale();
}

void HistogramView::setRange(std::optional<double> low, std::optional<double> high) {
    low_ = low;
    high_ = high;
    setFocusPolicy(low_ && high_ ? Qt::StrongFocus : Qt::NoFocus);
    fitScale();
    describeRange();
}

void HistogramView::setRangeLimits(double low, double high) {
    lowest_ = low;
    highest_ = high;
}

void HistogramView::describeRange() {
    if (!low_ || !high_) return setAccessibleDescription(tr("What the search space would give"));
    setAccessibleDescription(
        tr("Range from %1 to %2. Left and Right move the end in focus, with Shift ten times as far; "
           "Tab goes to the other end.")
            .arg(numberText(*low_, 6), numberText(*high_, 6)));
}

// The axis holds still while a handle moves, or the handle would run away from the mouse.
void HistogramView::fitScale() {
    update();
    if (dragged_ != Handle::none || edited_) return;
    if (!categories_.isEmpty()) {
        scale_ = {-0.5, double(categories_.size()) - 0.5, false};
        return;
    }
    double low = infinity;
    double high = -infinity;
    const auto take = [&](double value) {
        if (!std::isfinite(value) || (log_ && value <= 0)) return;
        low = std::min(low, value);
        high = std::max(high, value);
    };
    for (const Bar& bar : bars_) {
        take(bar.low);
        take(bar.high);
    }
    if (low_) take(*low_);
    if (high_) take(*high_);
    for (const double value : overlay_) take(value);
    if (!(low <= high)) {
        scale_ = {log_ ? 0.1 : 0.0, 1, log_};
        return;
    }
    if (low == high) {
        low = log_ ? low / 2 : low - (low != 0 ? std::abs(low) / 2 : 0.5);
        high = log_ ? high * 2 : high + (high != 0 ? std::abs(high) / 2 : 0.5);
    }
    // Room at both ends, to drag a handle outward.
    const ChartScale tight{low, high, log_};
    const double air = low_ && high_ ? 0.08 : 0.03;
    const ChartScale wide{tight.fromUnit(-air), tight.fromUnit(1 + air), log_};
    const bool usable = std::isfinite(wide.low) && std::isfinite(wide.high) && (!log_ || wide.low > 0);
    scale_ = usable ? wide : tight;
}

QRectF HistogramView::plotArea() const {
    return QRectF(rect()).adjusted(side_margin, rug + 4, -side_margin, -below);
}

double HistogramView::xOf(double value) const {
    const QRectF area = plotArea();
    return area.left() + std::clamp(scale_.toUnit(value), -1.0, 2.0) * area.width();
}

QRectF HistogramView::barRect(const Bar& bar) const {
    const QRectF area = plotArea();
    double most = 0;
    for (const Bar& each : bars_) most = std::max(most, each.weight);
    const double height = most > 0 ? bar.weight / most * area.height() : 0;
    double left = xOf(bar.low);
    double right = xOf(bar.high);
    if (bar.low == bar.high) {
        const double width = categories_.isEmpty() ? 6.0 : std::min(48.0, area.width() / double(bars_.size()) * 0.7);
        left -= width / 2;
        right = left + width;
    } else if (right - left > 3) {
        right -= 1;  // a hairline between bars
    }
    return {left, area.bottom() - height, right - left, height};
}

}  // namespace lathe::gui
