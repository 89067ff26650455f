// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_axis_state.h"

#include <algorithm>
#include <cmath>
#include <set>

#include <QCoreApplication>

#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

constexpr double tolerance = 1e-6;  // of positions, which are floats
constexpr int most_categories = 100;

}  // namespace

QString parallelPlaceText(ParallelPlace place) {
    switch (place) {
        case ParallelPlace::above: return QStringLiteral("∞");
        case ParallelPlace::notPositive: return QStringLiteral("≤ 0");
        case ParallelPlace::below: return QStringLiteral("-∞");
        case ParallelPlace::nan: return QStringLiteral("NaN");
        case ParallelPlace::missing:
            return QCoreApplication::translate("Charts", "none", "a parameter that was not used");
    }
    return {};
}

bool ParallelBrush::contains(float position) const {
    if (ParallelAxisState::isPlace(position)) return (places & bit(ParallelAxisState::placeOf(position))) != 0;
    return position >= low - tolerance && position <= high + tolerance;
}

ParallelAxisState::ParallelAxisState(const ParallelAxis& axis, std::vector<ParallelCell> cells)
    : name_(axis.name),
      isMetric_(axis.isMetric),
      lessIsBetter_(axis.lessIsBetter),
      kind_(axis.kind),
      given_(axis.kind),
      categories_(axis.categories),
      cells_(std::move(cells)) {
    for (const QString& category : categories_) {
        bool isNumber = false;
        const double value = category.toDouble(&isNumber);
        if (!isNumber) {
            categoryNumbers_.clear();
            break;
        }
        categoryNumbers_.push_back(value);
    }
}

double ParallelAxisState::number(std::size_t row, bool& has) const {
    const ParallelCell& cell = cells_[row];
    has = true;
    if (cell.kind == ParallelCell::number) return cell.value;
    const auto index = static_cast<std::size_t>(cell.value);
    if (cell.kind == ParallelCell::category && index < categoryNumbers_.size()) return categoryNumbers_[index];
    has = false;
    return 0;
}

std::vector<ParallelAxis::Kind> ParallelAxisState::kinds() const {
    bool anyNumber = categories_.isEmpty() || !categoryNumbers_.empty();
    bool anyPositive = false;
    std::set<double> distinct;
    for (std::size_t row = 0; row < cells_.size(); ++row) {
        bool has = false;
        const double value = number(row, has);
        if (!has || !std::isfinite(value)) continue;
        anyPositive = anyPositive || value > 0;
        if (distinct.size() <= most_categories) distinct.insert(value);
    }
    std::vector<ParallelAxis::Kind> kinds;
    if (anyNumber) kinds.push_back(ParallelAxis::numeric);
    if (anyNumber && (anyPositive || given_ == ParallelAxis::log)) kinds.push_back(ParallelAxis::log);
    if (anyNumber) kinds.push_back(ParallelAxis::percentile);
    if (!categories_.isEmpty() || distinct.size() <= most_categories) kinds.push_back(ParallelAxis::categorical);
    return kinds;
}

void ParallelAxisState::setKind(ParallelAxis::Kind kind, const RowBits& base) {
    const auto possible = kinds();
    if (std::find(possible.begin(), possible.end(), kind) == possible.end()) return;
    kind_ = kind;
    brushes.clear();  // positions mean something else now
    fit(base);
}

void ParallelAxisState::fitCategories(const RowBits& base) {
    shownCategories_ = categories_;
    sorted_.clear();
    if (categories_.isEmpty()) {
        std::set<double> distinct;
        base.each([&](std::size_t row) {
            bool has = false;
            const double value = number(row, has);
            if (has && std::isfinite(value)) distinct.insert(value);
        });
        sorted_.assign(distinct.begin(), distinct.end());
        for (const double value : sorted_) shownCategories_ << exactNumberText(value);
    }
    // Each category owns an equal part of the axis and lies in its middle.
    scale_ = {-0.5, std::max(0.5, double(shownCategories_.size()) - 0.5), false};
}

void ParallelAxisState::fit(const RowBits& base) {
    if (kind_ == ParallelAxis::categorical) {
        fitCategories(base);
    } else {
        shownCategories_.clear();
        sorted_.clear();
        ranks_.clear();
        double low = INFINITY;
        double high = -INFINITY;
        const bool log = kind_ == ParallelAxis::log;
        base.each([&](std::size_t row) {
            bool has = false;
            const double value = number(row, has);
            if (!has || !std::isfinite(value) || (log && value <= 0)) return;
            low = std::min(low, value);
            high = std::max(high, value);
            if (kind_ == ParallelAxis::percentile) sorted_.push_back(value);
        });
        scale_ = low <= high ? ChartScale{low, high, log} : ChartScale{log ? 0.1 : 0.0, 1, log};
        // Equal values share the middle of their ranks.
        std::sort(sorted_.begin(), sorted_.end());
        const double last = std::max(1.0, double(sorted_.size()) - 1);
        std::vector<double> distinct;
        for (std::size_t i = 0; i < sorted_.size();) {
            std::size_t end = i;
            while (end < sorted_.size() && sorted_[end] == sorted_[i]) ++end;
            distinct.push_back(sorted_[i]);
            ranks_.push_back(sorted_.size() == 1 ? 0.5 : double(i + end - 1) / 2 / last);
            i = end;
        }
        sorted_ = std::move(distinct);
    }
    positions_.resize(cells_.size());
    for (std::size_t row = 0; row < cells_.size(); ++row) positions_[row] = positionOf(row);
    places_ = 0;
    base.each([&](std::size_t row) {
        if (isPlace(positions_[row])) places_ |= ParallelBrush::bit(placeOf(positions_[row]));
    });
}

float ParallelAxisState::positionOf(std::size_t row) const {
    const ParallelCell& cell = cells_[row];
    if (cell.kind == ParallelCell::missing) return ofPlace(ParallelPlace::missing);
    if (kind_ == ParallelAxis::categorical && cell.kind == ParallelCell::category) {
        return static_cast<float>(std::clamp(scale_.toUnit(cell.value), 0.0, 1.0));
    }
    bool has = false;
    const double value = number(row, has);
    if (!has) return ofPlace(ParallelPlace::missing);
    if (std::isnan(value)) return ofPlace(ParallelPlace::nan);
    if (std::isinf(value)) return ofPlace(value > 0 ? ParallelPlace::above : ParallelPlace::below);
    if (kind_ == ParallelAxis::log && value <= 0) return ofPlace(ParallelPlace::notPositive);
    return static_cast<float>(std::clamp(positionOfValue(value), 0.0, 1.0));
}

double ParallelAxisState::positionOfValue(double value) const {
    if (kind_ == ParallelAxis::categorical) {
        if (!categories_.isEmpty()) return scale_.toUnit(value);
        // Of a number's category; between two of them, between their positions.
        const auto at = std::lower_bound(sorted_.begin(), sorted_.end(), value);
        const double index = double(at - sorted_.begin());
        return scale_.toUnit(at != sorted_.end() && *at == value ? index : index - 0.5);
    }
    if (kind_ != ParallelAxis::percentile) return scale_.toUnit(value);
    const auto at = std::lower_bound(sorted_.begin(), sorted_.end(), value);
    if (sorted_.empty()) return 0.5;
    if (at == sorted_.end()) return ranks_.back();
    const auto index = static_cast<std::size_t>(at - sorted_.begin());
    if (*at == value || index == 0) return ranks_[index];
    const double share = (value - sorted_[index - 1]) / (sorted_[index] - sorted_[index - 1]);
    return ranks_[index - 1] + share * (ranks_[index] - ranks_[index - 1]);
}

// The value at a position: for a categorical axis with given categories, in indexes.
double ParallelAxisState::valueAt(double position) const {
    if (kind_ == ParallelAxis::categorical && categories_.isEmpty() && !sorted_.empty()) {
        const double index = std::clamp(std::round(scale_.fromUnit(position)), 0.0, double(sorted_.size()) - 1);
        return sorted_[static_cast<std::size_t>(index)];
    }
    if (kind_ != ParallelAxis::percentile) return scale_.fromUnit(position);
    if (sorted_.empty()) return 0;
    const auto at = std::lower_bound(ranks_.begin(), ranks_.end(), position);
    if (at == ranks_.end()) return sorted_.back();
    const auto index = static_cast<std::size_t>(at - ranks_.begin());
    if (*at == position || index == 0) return sorted_[index];
    const double share = (position - ranks_[index - 1]) / (ranks_[index] - ranks_[index - 1]);
    return sorted_[index - 1] + share * (sorted_[index] - sorted_[index - 1]);
}

QString ParallelAxisState::text(std::size_t row) const {
    const ParallelCell& cell = cells_[row];
    if (cell.kind == ParallelCell::missing) return parallelPlaceText(ParallelPlace::missing);
    if (cell.kind == ParallelCell::category) return categories_.value(static_cast<int>(cell.value));
    return exactNumberText(cell.value);
}

std::vector<ParallelAxisState::Tick> ParallelAxisState::ticks(int about) const {
    std::vector<Tick> ticks;
    if (kind_ == ParallelAxis::categorical) {
        for (int i = 0; i < shownCategories_.size(); ++i) ticks.push_back({scale_.toUnit(i), shownCategories_[i]});
        return ticks;
    }
    if (kind_ == ParallelAxis::percentile) {
        if (sorted_.empty()) return ticks;
        for (const double share : {0.0, 0.25, 0.5, 0.75, 1.0}) ticks.push_back({share, numberText(valueAt(share))});
        return ticks;
    }
    if (scale_.low == scale_.high) return {{0.5, numberText(scale_.low, 6)}};
    const QVector<double> values = scale_.ticks(about);
    const QStringList texts = scale_.tickLabels(values);
    for (int i = 0; i < values.size(); ++i) ticks.push_back({scale_.toUnit(values[i]), texts[i]});
    return ticks;
}

RowBits ParallelAxisState::passing() const {
    if (brushes.empty()) return RowBits(positions_.size(), true);
    RowBits bits(positions_.size());
    for (std::size_t row = 0; row < positions_.size(); ++row) {
        const float position = positions_[row];
        if (std::any_of(brushes.begin(), brushes.end(), [=](const ParallelBrush& b) { return b.contains(position); })) {
            bits.set(row, true);
        }
    }
    return bits;
}

void ParallelAxisState::adopt(const ParallelAxisState& older, const RowBits& base) {
    inverted = older.inverted;
    hidden = older.hidden;
    // A kind that was chosen stays; one that came with the table follows the table.
    if (older.kind_ != older.given_) kind_ = older.kind_;
    const auto possible = kinds();
    if (std::find(possible.begin(), possible.end(), kind_) == possible.end()) kind_ = given_;
    fit(base);
    if (kind_ != older.kind_) return;
    for (ParallelBrush brush : older.brushes) {
        if (brush.hasSpan()) {
            const bool steps = kind_ == ParallelAxis::categorical && categories_.isEmpty();
            // Categories of numbers: from the middle of the first to the middle of the last that is brushed.
            const double inset = steps ? older.step() / 2 : 0;
            brush.low = positionOfValue(older.valueAt(brush.low + inset)) - (steps ? step() / 2 : 0);
            brush.high = positionOfValue(older.valueAt(brush.high - inset)) + (steps ? step() / 2 : 0);
        }
        brushes.push_back(brush);
    }
}

double ParallelAxisState::step() const {
    return kind_ == ParallelAxis::categorical ? 1.0 / std::max<double>(1, double(shownCategories_.size())) : 0.05;
}

ParallelBrush ParallelAxisState::firstBrush() const {
    ParallelBrush brush;
    if (kind_ == ParallelAxis::categorical) {
        brush.low = 0;
        brush.high = step();
    } else {
        brush.low = 0.375;
        brush.high = 0.625;
    }
    return brush;
}

ParallelBrush ParallelAxisState::nextBrush() const {
    if (brushes.empty()) return firstBrush();
    if (kind_ == ParallelAxis::categorical) {
        for (int i = 0; i < shownCategories_.size(); ++i) {
            const auto middle = static_cast<float>(scale_.toUnit(i));
            if (std::none_of(brushes.begin(), brushes.end(), [=](const auto& b) { return b.contains(middle); }))
                return {i * step(), (i + 1) * step(), 0};
        }
        return {};
    }
    std::vector<std::pair<double, double>> covered{{0, 0}, {1, 1}};
    for (const ParallelBrush& brush : brushes)
        if (brush.hasSpan()) covered.emplace_back(brush.low, brush.high);
    std::sort(covered.begin(), covered.end());
    double end = 0;
    double from = 0;
    double width = 0;
    for (const auto& [low, high] : covered) {
        if (low - end > width) {
            from = end;
            width = low - end;
        }
        end = std::max(end, high);
    }
    if (width < step()) return {};
    const double size = std::min(0.25, width / 2);
    return {from + (width - size) / 2, from + (width + size) / 2, 0};
}

std::vector<ParallelPlace> ParallelAxisState::usedPlaces(bool above) const {
    std::vector<ParallelPlace> used;
    for (int i = 0; i < parallelPlaceCount; ++i) {
        const auto place = static_cast<ParallelPlace>(i);
        if ((places_ & ParallelBrush::bit(place)) != 0 && (place == ParallelPlace::above) == above)
            used.push_back(place);
    }
    return used;
}

ParallelBrush ParallelAxisState::moved(const ParallelBrush& brush, int steps) const {
    ParallelBrush result = brush;
    for (int i = 0; i < std::abs(steps); ++i) {
        const bool up = (steps > 0) != inverted;  // on the axis before inversion
        const bool towardsAbove = steps > 0;      // places do not turn with the axis
        const auto ahead = usedPlaces(towardsAbove);
        if (!result.hasSpan()) {
            // Among the places: the next one outward, or back to the axis.
            const auto behind = usedPlaces(!towardsAbove);
            const auto within = std::find_if(behind.begin(), behind.end(), [&](ParallelPlace p) {
                return (result.places & ParallelBrush::bit(p)) != 0;
            });
            if (within != behind.end()) {
                if (within == behind.begin()) {
                    result.places = 0;
                    const double size = std::max(step(), kind_ == ParallelAxis::categorical ? step() : 0.25);
                    result.low = up ? 0 : 1 - size;
                    result.high = result.low + size;
                } else {
                    result.places = ParallelBrush::bit(*(within - 1));
                }
                continue;
            }
            const auto here = std::find_if(ahead.begin(), ahead.end(), [&](ParallelPlace p) {
                return (result.places & ParallelBrush::bit(p)) != 0;
            });
            if (here != ahead.end() && here + 1 != ahead.end()) result.places = ParallelBrush::bit(*(here + 1));
            continue;
        }
        const double room = up ? 1 - result.high : result.low;
        if (room > tolerance) {
            const double by = std::min(step(), room) * (up ? 1 : -1);
            result.low += by;
            result.high += by;
        } else if (!ahead.empty()) {
            result = ParallelBrush{1, 0, ParallelBrush::bit(ahead.front())};
        }
    }
    return result;
}

ParallelBrush ParallelAxisState::grown(const ParallelBrush& brush, int steps) const {
    if (!brush.hasSpan()) return brush;
    ParallelBrush result = brush;
    if (kind_ == ParallelAxis::categorical) {
        // By whole categories, at the upper end.
        result.high = std::clamp(result.high + steps * step(), result.low + step(), 1.0);
        return result;
    }
    const double by = steps * step() / 2;
    result.low = std::max(0.0, result.low - by);
    result.high = std::min(1.0, result.high + by);
    if (result.high - result.low < step() / 2) return brush;
    return result;
}

ParallelBrush ParallelAxisState::stretched(const ParallelBrush& brush, End end, int steps) const {
    if (!brush.hasSpan()) return brush;
    ParallelBrush result = brush;
    const bool high = (end == End::upper) != inverted;
    const double by = step() * (inverted ? -steps : steps);
    // A category is the least that makes sense of categories.
    const double least = kind_ == ParallelAxis::categorical ? step() : 0;
    if (high) result.high = std::clamp(brush.high + by, std::min(1.0, brush.low + least), 1.0);
    else result.low = std::clamp(brush.low + by, 0.0, std::max(0.0, brush.high - least));
    return result;
}

ParallelBrush ParallelAxisState::brushOver(double low, double high) const {
    const auto at = [this](double value) {
        if (kind_ == ParallelAxis::log && value <= 0) return 0.0;
        return std::clamp(positionOfValue(value), 0.0, 1.0);
    };
    const auto [least, most] = std::minmax(low, high);
    return {at(least), at(most), 0};
}

std::pair<double, double> ParallelAxisState::valuesOf(const ParallelBrush& brush) const {
    return {valueAt(brush.low), valueAt(brush.high)};
}

std::vector<ParallelBrush> ParallelAxisState::brushesOver(const std::vector<int>& chosen) const {
    std::vector<ParallelBrush> made;
    for (const int category : chosen) {
        const double low = category * step();
        // Neighbours become one.
        if (!made.empty() && std::abs(made.back().high - low) < tolerance) made.back().high = low + step();
        else made.push_back({low, low + step(), 0});
    }
    return made;
}

bool ParallelAxisState::covers(const ParallelBrush& brush, int category) const {
    return brush.contains(static_cast<float>(scale_.toUnit(category)));
}

QString ParallelAxisState::brushedText() const {
    QStringList parts;
    for (const ParallelBrush& brush : brushes) {
        if (kind_ == ParallelAxis::categorical) {
            for (int i = 0; i < shownCategories_.size(); ++i)
                if (covers(brush, i)) parts << shownCategories_[i];
        } else if (brush.hasSpan()) {
            const auto [low, high] = valuesOf(brush);
            parts << QCoreApplication::translate("Charts", "%1 to %2", "a range of values")
                         .arg(numberText(low, 4), numberText(high, 4));
        }
        for (int i = 0; i < parallelPlaceCount; ++i)
            if ((brush.places & ParallelBrush::bit(static_cast<ParallelPlace>(i))) != 0)
                parts << parallelPlaceText(static_cast<ParallelPlace>(i));
    }
    return parts.join(QStringLiteral(", "));
}

}  // namespace lathe::gui
