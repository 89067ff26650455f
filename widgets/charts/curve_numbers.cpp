// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curve_numbers.h"

#include <cstddef>
#include <memory>
#include <utility>

#include "core/base/csv.h"
#include "core/store/event_file.h"
#include "widgets/charts/curves_scene.h"

namespace lathe::gui {

namespace {

struct NumberedCurve {
    std::string head;  // of each line
    std::vector<store::ScalarPoint> points;
};

std::string linesOf(const std::vector<NumberedCurve>& curves, const std::stop_token& stop) {
    constexpr std::size_t between_looks = 10'000;
    std::string text = "run,label,metric,step,wall_time,value\n";
    std::size_t lines = 0;
    for (const NumberedCurve& curve : curves) {
        for (const store::ScalarPoint& point : curve.points) {
            if (++lines % between_looks == 0 && stop.stop_requested()) return text;
            text += curve.head;
            text += std::to_string(point.step);
            text += ',';
            text += csvNumber(point.wall_time).toStdString();
            text += ',';
            text += csvNumber(point.value).toStdString();
            text += '\n';
        }
    }
    return text;
}

}  // namespace

ChartNumbers curveNumbers(const CurvesScene& scene, const std::vector<std::string>& metrics) {
    std::vector<NumberedCurve> curves;
    for (const std::string& metric : metrics) {
        for (const auto& [run, entry] : scene.data.runs()) {
            const auto found = entry.metrics.find(metric);
            if (!scene.shows(run) || found == entry.metrics.end()) continue;
            curves.push_back(
                {std::to_string(run) + ',' + csv_cell(scene.label(run).toStdString()) + ',' + csv_cell(metric) + ',',
                 found->second.points()});
        }
    }
    return [shared = std::make_shared<const std::vector<NumberedCurve>>(std::move(curves))](
               const std::stop_token& stop) { return linesOf(*shared, stop); };
}

}  // namespace lathe::gui
