// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_styling.h"

#include <algorithm>
#include <optional>

#include "widgets/charts/number_text.h"
#include "widgets/charts/series_style.h"
#include "widgets/common/natural_order.h"

namespace lathe::gui {

namespace {

// The values of a property among the runs that are there: numbers by size, then texts in natural order.
class PropertyValues {
  public:
    PropertyValues(const CurveProperty& property, const CurveData& data) : property_(property) {
        for (const auto& [run, entry] : data.runs()) {
            const auto text = property.text.find(run);
            if (text == property.text.end() || places_.contains(text->second)) continue;
            const auto number = property.numbers.find(run);
            if (number == property.numbers.end()) numeric_ = false;
            places_[text->second] = 0;
            order_.push_back(
                {number == property.numbers.end() ? std::nullopt : std::optional(number->second), text->second});
        }
        std::ranges::sort(order_, [](const Value& a, const Value& b) {
            if (a.number && b.number && *a.number != *b.number) return *a.number < *b.number;
            if (a.number.has_value() != b.number.has_value()) return a.number.has_value();
            return NaturalOrder()(a.text, b.text);
        });
        for (std::size_t i = 0; i < order_.size(); ++i) places_[order_[i].text] = static_cast<int>(i);
    }

    int count() const { return static_cast<int>(order_.size()); }
    bool areNumbers() const { return numeric_; }
    std::optional<int> placeOf(int run) const {
        const auto text = property_.text.find(run);
        return text == property_.text.end() ? std::nullopt : std::optional(places_.at(text->second));
    }

  private:
    struct Value {
        std::optional<double> number;
        QString text;
    };

    const CurveProperty& property_;
    std::map<QString, int> places_;
    std::vector<Value> order_;
    bool numeric_ = true;
};

void colorBy(RunStyle& style, const PropertyValues& values, int run) {
    style.color = QColor();
    style.dash = 0;
    const auto place = values.placeOf(run);
    if (!place) {
        style.muted = true;
    } else if (values.count() > seriesColorCount() && values.areNumbers()) {
        style.quality = static_cast<float>(*place) / static_cast<float>(values.count() - 1);
    } else {
        style.series = *place;
        if (values.count() > seriesColorCount()) style.dash.reset();  // the colours come again, with other dashes
    }
}

void addValue(QString& all, const CurveProperty& property, int run) {
    const auto text = property.text.find(run);
    if (text == property.text.end()) return;
    const auto number = property.numbers.find(run);
    const QString value = number != property.numbers.end() ? numberText(number->second) : text->second;
    const QString one = QStringLiteral("%1 %2").arg(property.name.section(QLatin1Char('.'), -1), value);
    all += all.isEmpty() ? one : QStringLiteral(", ") + one;
}

}  // namespace

std::vector<CurveProperty> propertiesOf(const ParallelTable& table) {
    std::vector<CurveProperty> properties;
    for (std::size_t i = 0; i < table.axes.size(); ++i) {
        const ParallelAxis& axis = table.axes[i];
        if (axis.isMetric) continue;
        CurveProperty property{axis.name, {}, {}};
        for (const ParallelRow& row : table.rows) {
            if (i >= row.cells.size() || row.cells[i].kind == ParallelCell::missing) continue;
            const ParallelCell& cell = row.cells[i];
            if (cell.kind == ParallelCell::category) {
                property.text[row.run] = axis.categories.value(static_cast<int>(cell.value));
            } else {
                property.text[row.run] = exactNumberText(cell.value);
                property.numbers[row.run] = cell.value;
            }
        }
        if (!property.text.empty()) properties.push_back(std::move(property));
    }
    return properties;
}

const CurveProperty* CurvesStyling::find(const QString& name) const {
    const auto found = std::ranges::find(properties_, name, &CurveProperty::name);
    return found != properties_.end() && !name.isEmpty() ? &*found : nullptr;
}

void CurvesStyling::style(CurvesScene& scene, const QString& colorName, const QString& dashName) const {
    scene.values.clear();
    scene.styles = styles_;
    const CurveProperty* color = find(colorName);
    const CurveProperty* dash = find(dashName);
    if (!color && !dash) return;
    const auto valuesOf = [&](const CurveProperty* property) {
        return property ? std::optional<PropertyValues>(std::in_place, *property, scene.data) : std::nullopt;
    };
    const auto colors = valuesOf(color), dashes = valuesOf(dash);
    for (const auto& [run, entry] : scene.data.runs()) {
        RunStyle style = styles_.style(run);
        if (colors) colorBy(style, *colors, run);
        if (dashes) style.dash = dashes->placeOf(run).value_or(0);
        scene.styles.set(run, style);
        QString values;
        if (color) addValue(values, *color, run);
        if (dash && dash != color) addValue(values, *dash, run);
        if (!values.isEmpty()) scene.values[run] = values;
    }
}

void CurvesStyling::group(CurvesScene& scene, const QString& groupBy) const {
    for (const CurveGrouping& grouping : groupings_) {
        if (groupBy != grouping.name) continue;
        std::map<QString, int, NaturalOrder> places;
        for (const auto& [run, value] : grouping.groupOf) places.emplace(value, 0);
        for (auto& [value, place] : places) {
            place = static_cast<int>(scene.groupNames.size());
            const auto style = grouping.styles.find(value);
            scene.groupStyles.set(place, style != grouping.styles.end() ? style->second : styleOfSeries(place));
            scene.groupNames.push_back(QStringLiteral("%1 = %2").arg(grouping.name, value));
        }
        for (const auto& [run, value] : grouping.groupOf) scene.groups[run] = places.at(value);
        return;
    }
}

}  // namespace lathe::gui
