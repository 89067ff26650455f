// SPDX-License-Identifier: GPL-3.0-or-later
// One axis of parallel coordinates: where each row lies on it, how it is looked at, and what is brushed. No widgets.
#pragma once

#include <span>
#include <vector>

#include "widgets/charts/chart_scale.h"
#include "widgets/charts/parallel_table.h"
#include "widgets/charts/row_bits.h"

namespace lathe::gui {

// Where a value is that has no position on the axis: above its top, or below its bottom in this order.
enum class ParallelPlace : unsigned char { above, notPositive, below, nan, missing };
constexpr int parallelPlaceCount = 5;
QString parallelPlaceText(ParallelPlace place);  // "∞", "≤ 0", "-∞", "NaN", "none"

// A part of an axis: positions from low to high (0 bottom, 1 top, before inversion; none when low > high) and the
// places whose bit is set.
struct ParallelBrush {
    double low = 1;
    double high = 0;
    unsigned places = 0;

    static unsigned bit(ParallelPlace place) { return 1U << static_cast<unsigned>(place); }
    bool hasSpan() const { return low <= high; }
    bool empty() const { return !hasSpan() && places == 0; }
    bool contains(float position) const;
    friend bool operator==(const ParallelBrush&, const ParallelBrush&) = default;
};

class ParallelAxisState {
  public:
    // Positions: 0 to 1 on the axis; -1 - place for the others.
    static float ofPlace(ParallelPlace place) { return -1.0F - static_cast<float>(place); }
    static bool isPlace(float position) { return position < 0; }
    static ParallelPlace placeOf(float position) { return static_cast<ParallelPlace>(static_cast<int>(-position) - 1); }

    ParallelAxisState(const ParallelAxis& axis, std::vector<ParallelCell> cells);

    const QString& name() const { return name_; }
    bool isMetric() const { return isMetric_; }
    bool lessIsBetter() const { return lessIsBetter_; }
    ParallelAxis::Kind kind() const { return kind_; }
    // Kinds that show something: no log without a positive number, no numbers for words, no categories beyond 100.
    std::vector<ParallelAxis::Kind> kinds() const;
    void setKind(ParallelAxis::Kind kind, const RowBits& base);
    // Fits the scale to the rows of `base` and places every row.
    void fit(const RowBits& base);

    std::span<const float> positions() const { return positions_; }
    unsigned places() const { return places_; }  // bits of the places that rows of `base` are in
    const ChartScale& scale() const { return scale_; }
    const QStringList& categories() const { return shownCategories_; }  // of a categorical axis, bottom first
    const ParallelCell& cell(std::size_t row) const { return cells_[row]; }
    QString text(std::size_t row) const;  // all digits, for reading
    // Ticks with their positions.
    struct Tick {
        double position;
        QString text;
    };
    std::vector<Tick> ticks(int about) const;

    bool inverted = false;
    bool hidden = false;
    std::vector<ParallelBrush> brushes;

    // Rows that lie in one of the brushes; all when there is none.
    RowBits passing() const;
    // Takes over kind, inversion, visibility and brushes (by value, not by position) from the same axis of an older
    // table.
    void adopt(const ParallelAxisState& older, const RowBits& base);

    // A brush for the first category, or a quarter of the axis around its middle.
    ParallelBrush firstBrush() const;
    // One more beside those that are there, in the widest part that none covers; empty when nothing is left.
    ParallelBrush nextBrush() const;
    // Moved up by `steps` (down: negative): by a category, or by a twentieth of the axis; beyond the ends to the places
    // that rows are in, one after another.
    ParallelBrush moved(const ParallelBrush& brush, int steps) const;
    // Made larger (or smaller) at both ends by a step.
    ParallelBrush grown(const ParallelBrush& brush, int steps) const;
    enum class End { upper, lower };  // as it is seen
    // One end of it moved up by `steps`; it stays on the axis, and does not pass the other end.
    ParallelBrush stretched(const ParallelBrush& brush, End end, int steps) const;

    // By values, of an axis of numbers: whole or not, the axis itself is the limit.
    ParallelBrush brushOver(double low, double high) const;
    std::pair<double, double> valuesOf(const ParallelBrush& brush) const;
    // Of an axis of categories: those of them, by place in categories().
    std::vector<ParallelBrush> brushesOver(const std::vector<int>& chosen) const;
    bool covers(const ParallelBrush& brush, int category) const;
    // "0.001 to 0.01", "adam, sgd": what is brushed, in words; empty: nothing.
    QString brushedText() const;

  private:
    double number(std::size_t row, bool& has) const;
    float positionOf(std::size_t row) const;
    void fitCategories(const RowBits& base);
    double valueAt(double position) const;
    double positionOfValue(double value) const;
    double step() const;
    std::vector<ParallelPlace> usedPlaces(bool above) const;

    QString name_;
    bool isMetric_;
    bool lessIsBetter_;
    ParallelAxis::Kind kind_;
    ParallelAxis::Kind given_;
    QStringList categories_;               // as given
    std::vector<double> categoryNumbers_;  // of the given categories; empty when one is no number
    std::vector<ParallelCell> cells_;

    ChartScale scale_;
    QStringList shownCategories_;
    std::vector<double> sorted_;  // distinct finite values: percentile ranks, and categories made of numbers
    std::vector<double> ranks_;   // position of each of sorted_ on a percentile axis
    std::vector<float> positions_;
    unsigned places_ = 0;
};

}  // namespace lathe::gui
