// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_model.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <QCoreApplication>

namespace lathe::gui {

void ParallelModel::setTable(const ParallelTable& table) {
    std::vector<ParallelAxisState> older = std::move(axes_);
    std::vector<int> olderOrder = std::move(order_);
    axes_.clear();
    runs_.clear();
    rowOf_.clear();
    base_ = RowBits(table.rows.size(), true);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        runs_.push_back(table.rows[row].run);
        rowOf_.emplace_hint(rowOf_.end(), table.rows[row].run, row);
        if (away_.contains(runs_.back())) base_.set(row, false);
    }
    for (std::size_t i = 0; i < table.axes.size(); ++i) {
        std::vector<ParallelCell> cells(table.rows.size());
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
            if (i < table.rows[row].cells.size()) cells[row] = table.rows[row].cells[i];
        }
        ParallelAxisState axis(table.axes[i], std::move(cells));
        const auto same =
            std::find_if(older.begin(), older.end(), [&](const auto& o) { return o.name() == axis.name(); });
        if (same != older.end()) {
            axis.adopt(*same, base_);
        } else {
            axis.fit(base_);
        }
        axes_.push_back(std::move(axis));
    }
    // Known axes in the order they were put into; new ones where the table has them.
    std::vector<int> known;
    for (const int old : olderOrder) {
        const QString& name = older[static_cast<std::size_t>(old)].name();
        for (int i = 0; i < axisCount(); ++i) {
            if (axis(i).name() == name && !axis(i).hidden) known.push_back(i);
        }
    }
    order_ = known;
    for (int i = 0; i < axisCount(); ++i) {
        if (axis(i).hidden || std::find(order_.begin(), order_.end(), i) != order_.end()) continue;
        const auto at = std::find(order_.begin(), order_.end(), i - 1);
        order_.insert(at == order_.end() ? (i == 0 ? order_.begin() : order_.end()) : at + 1, i);
    }
    axisPassing_.clear();
    for (const auto& each : axes_) axisPassing_.push_back(each.passing());
    updateOrder();
    updateQuality();
    updateTop();
    updatePassing();
}

std::optional<std::size_t> ParallelModel::rowOf(int run) const {
    const auto found = rowOf_.find(run);
    return found != rowOf_.end() ? std::optional(found->second) : std::nullopt;
}

QString ParallelModel::runLabel(int run) const {
    const auto found = labels_.find(run);
    return found != labels_.end() ? found->second : QCoreApplication::translate("Charts", "Trial %1").arg(run);
}

void ParallelModel::updateOrder() {
    places_ = 0;
    for (const int i : order_) places_ |= axis(i).places();
}

void ParallelModel::moveAxis(int index, int position) {
    const auto at = std::find(order_.begin(), order_.end(), index);
    if (at == order_.end()) return;
    order_.erase(at);
    order_.insert(order_.begin() + std::clamp(position, 0, static_cast<int>(order_.size())), index);
}

void ParallelModel::setHidden(int index, bool hidden) {
    auto& axis = axes_[static_cast<std::size_t>(index)];
    if (axis.hidden == hidden || (hidden && order_.size() == 1)) return;
    axis.hidden = hidden;
    if (hidden) {
        std::erase(order_, index);
        axis.brushes.clear();  // nothing that cannot be seen may hide rows
        updateAxis(index);
    } else {
        const auto at = std::find_if(order_.begin(), order_.end(), [=](int other) { return other > index; });
        order_.insert(at, index);
    }
    updateOrder();
}

void ParallelModel::showAllAxes() {
    for (int i = 0; i < axisCount(); ++i) setHidden(i, false);
}

void ParallelModel::toggleInverted(int index) {
    auto& axis = axes_[static_cast<std::size_t>(index)];
    axis.inverted = !axis.inverted;
}

void ParallelModel::setKind(int index, ParallelAxis::Kind kind) {
    axes_[static_cast<std::size_t>(index)].setKind(kind, base_);
    updateOrder();
    if (index == colorAxis()) updateQuality();
    updateAxis(index);
}

void ParallelModel::setBrushes(int index, std::vector<ParallelBrush> brushes) {
    std::erase_if(brushes, [](const ParallelBrush& brush) { return brush.empty(); });
    axes_[static_cast<std::size_t>(index)].brushes = std::move(brushes);
    updateAxis(index);
}

void ParallelModel::clearBrushes() {
    for (auto& axis : axes_) axis.brushes.clear();
    for (auto& bits : axisPassing_) bits = RowBits(rowCount(), true);
    updatePassing();
}

bool ParallelModel::isBrushed() const {
    return std::any_of(axes_.begin(), axes_.end(), [](const auto& axis) { return !axis.brushes.empty(); });
}

void ParallelModel::updateAxis(int index) {
    axisPassing_[static_cast<std::size_t>(index)] = axis(index).passing();
    updatePassing();
}

void ParallelModel::updatePassing() {
    passing_ = base_;
    passing_ &= top_;
    for (const RowBits& bits : axisPassing_) passing_ &= bits;
}

void ParallelModel::keep() {
    if (passing_.count() == 0) return;
    for (std::size_t row = 0; row < rowCount(); ++row) {
        if (!passing_.test(row)) away_.insert(runs_[row]);
    }
    base_ &= passing_;
    fitAxes();
}

void ParallelModel::exclude() {
    RowBits rest = base_;
    passing_.each([&](std::size_t row) { rest.set(row, false); });
    if (rest.count() == 0) return;  // nothing would be left to look at
    passing_.each([&](std::size_t row) { away_.insert(runs_[row]); });
    base_ = std::move(rest);
    fitAxes();
}

void ParallelModel::restore() {
    away_.clear();
    base_ = RowBits(rowCount(), true);
    fitAxes();
}

void ParallelModel::fitAxes() {
    for (auto& axis : axes_) {
        axis.brushes.clear();
        axis.fit(base_);
    }
    for (auto& bits : axisPassing_) bits = RowBits(rowCount(), true);
    updateOrder();
    updateQuality();
    updateTop();
    updatePassing();
}

void ParallelModel::setTopShare(double percent) {
    topShare_ = std::clamp(percent, 0.0, 100.0);
    updateTop();
    updatePassing();
}

void ParallelModel::updateTop() {
    top_ = RowBits(rowCount(), true);
    const int metric = metricAxis();
    if (topShare_ >= 100 || metric < 0) return;
    std::vector<std::pair<double, std::size_t>> ranked;
    base_.each([&](std::size_t row) {
        const ParallelCell& cell = axis(metric).cell(row);
        if (cell.kind == ParallelCell::number && std::isfinite(cell.value)) {
            ranked.emplace_back(minimizing_ ? cell.value : -cell.value, row);
        }
    });
    top_ = RowBits(rowCount());
    const auto count = static_cast<std::size_t>(std::ceil(double(ranked.size()) * topShare_ / 100 - 1e-9));
    std::nth_element(ranked.begin(), ranked.begin() + static_cast<std::ptrdiff_t>(count), ranked.end());
    for (std::size_t i = 0; i < count; ++i) top_.set(ranked[i].second, true);
}

void ParallelModel::setColorAxis(int index) {
    colorName_ = index >= 0 && index < axisCount() ? axis(index).name() : QString();
    updateQuality();
}

int ParallelModel::colorAxis() const {
    for (int i = 0; i < axisCount() && !colorName_.isEmpty(); ++i) {
        if (axis(i).name() == colorName_) return i;
    }
    return metricAxis();
}

int ParallelModel::metricAxis() const {
    for (int i = 0; i < axisCount(); ++i) {
        if (axis(i).isMetric()) return i;
    }
    return -1;
}

bool ParallelModel::isLessBetter(int index) const {
    return index == metricAxis() ? minimizing_ : axis(index).lessIsBetter();
}

void ParallelModel::setMinimizing(bool minimizing) {
    if (minimizing_ == minimizing) return;
    minimizing_ = minimizing;
    updateQuality();
    updateTop();
    updatePassing();
}

void ParallelModel::updateQuality() {
    quality_.assign(rowCount(), -1);
    const int index = colorAxis();
    if (index >= 0) {
        const bool turned = isLessBetter(index);
        const auto positions = axis(index).positions();
        for (std::size_t row = 0; row < rowCount(); ++row) {
            if (!ParallelAxisState::isPlace(positions[row]))
                quality_[row] = turned ? 1 - positions[row] : positions[row];
        }
    }
    drawOrder_.resize(rowCount());
    std::iota(drawOrder_.begin(), drawOrder_.end(), 0U);
    std::stable_sort(drawOrder_.begin(), drawOrder_.end(),
                     [this](std::uint32_t a, std::uint32_t b) { return quality_[a] < quality_[b]; });
}

QSet<int> ParallelModel::passingRuns() const {
    QSet<int> runs;
    runs.reserve(static_cast<qsizetype>(passing_.count()));
    passing_.each([&](std::size_t row) { runs.insert(runs_[row]); });
    return runs;
}

double ParallelModel::placeHeight(ParallelPlace place) const {
    if (place == ParallelPlace::above) return 1 + placeGap;
    double height = 0;
    for (int i = 1; i <= static_cast<int>(place); ++i) {
        if ((places_ & ParallelBrush::bit(static_cast<ParallelPlace>(i))) != 0) height -= placeGap;
    }
    return height;
}

double ParallelModel::lowest() const {
    for (int i = parallelPlaceCount - 1; i > 0; --i) {
        const auto place = static_cast<ParallelPlace>(i);
        if ((places_ & ParallelBrush::bit(place)) != 0) return placeHeight(place);
    }
    return 0;
}

double ParallelModel::highest() const {
    return (places_ & ParallelBrush::bit(ParallelPlace::above)) != 0 ? placeHeight(ParallelPlace::above) : 1;
}

double ParallelModel::heightOf(int index, float position) const {
    if (ParallelAxisState::isPlace(position)) return placeHeight(ParallelAxisState::placeOf(position));
    return axis(index).inverted ? 1.0 - double(position) : double(position);
}

ParallelBrush ParallelModel::brushOver(int index, double from, double to) const {
    const auto [low, high] = std::minmax({from, to});
    ParallelBrush brush;
    // The ends of the axis reach half way to the first place, so that the outermost values are easy to catch.
    if (high >= -placeGap / 2 && low <= 1 + placeGap / 2) {
        brush.low = std::clamp(low, 0.0, 1.0);
        brush.high = std::clamp(high, 0.0, 1.0);
        if (axis(index).inverted) {
            brush.low = std::exchange(brush.high, 1 - brush.low);
            brush.low = 1 - brush.low;
        }
    }
    for (int i = 0; i < parallelPlaceCount; ++i) {
        const auto place = static_cast<ParallelPlace>(i);
        if ((axis(index).places() & ParallelBrush::bit(place)) == 0) continue;
        const double middle = placeHeight(place);
        if (low <= middle + placeGap / 2 && high >= middle - placeGap / 2) brush.places |= ParallelBrush::bit(place);
    }
    return brush;
}

std::vector<std::pair<double, double>> ParallelModel::spansOf(int index, const ParallelBrush& brush) const {
    std::vector<std::pair<double, double>> spans;
    if (brush.hasSpan()) {
        if (axis(index).inverted) {
            spans.emplace_back(1 - brush.high, 1 - brush.low);
        } else {
            spans.emplace_back(brush.low, brush.high);
        }
    }
    for (int i = 0; i < parallelPlaceCount; ++i) {
        const auto place = static_cast<ParallelPlace>(i);
        if ((brush.places & ParallelBrush::bit(place)) == 0 || (places_ & ParallelBrush::bit(place)) == 0) continue;
        const double middle = placeHeight(place);
        spans.emplace_back(middle - placeGap * 0.4, middle + placeGap * 0.4);
    }
    return spans;
}

}  // namespace lathe::gui
