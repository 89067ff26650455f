// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/study_report.h"

#include <array>

#include <fmt/format.h>

#include "core/base/plural.h"
#include "core/report/report_parts.h"

namespace lathe::report {

namespace {

struct PartName {
    std::string_view name;
    std::string_view title;
};

constexpr std::array<PartName, report_part_count> part_names{{{"studies", "Studies"},
                                                              {"notes", "Notes"},
                                                              {"best", "Best trials"},
                                                              {"history", "History of the search"},
                                                              {"importance", "What matters"},
                                                              {"parallel", "Parallel coordinates"},
                                                              {"parameters", "Parameter by parameter"},
                                                              {"curves", "Curves"},
                                                              {"trials", "All trials"},
                                                              {"environment", "Environment"}}};

std::vector<Block> blocks_of(ReportPart part, const ReportStudies& studies, const ReportRequest& request) {
    switch (part) {
        case ReportPart::studies: return studies_part(studies);
        case ReportPart::notes: return notes_part(studies);
        case ReportPart::best: return best_part(studies);
        case ReportPart::history: return history_part(studies);
        case ReportPart::importance: return importance_part(studies);
        case ReportPart::parallel: return parallel_part(studies);
        case ReportPart::parameters: return parameters_part(studies);
        case ReportPart::curves: return curves_part(studies, request.metrics);
        case ReportPart::trials: return trials_part(studies);
        case ReportPart::environment: return environment_part(studies);
    }
    return {};
}

}  // namespace

std::string_view name_of(ReportPart part) {
    return part_names[static_cast<std::size_t>(part)].name;
}

std::string_view title_of(ReportPart part) {
    return part_names[static_cast<std::size_t>(part)].title;
}

std::optional<ReportPart> report_part_from_name(std::string_view name) {
    for (std::size_t i = 0; i < part_names.size(); ++i)
        if (part_names[i].name == name) return static_cast<ReportPart>(i);
    return std::nullopt;
}

Result<Report> make_report(const ReportRequest& request, const ReportProgress& progress) {
    const auto wants = [&](ReportPart part) { return request.parts.empty() || request.parts.contains(part); };
    const auto studies = ReportStudies::read(request, wants(ReportPart::curves), progress);
    if (!studies) return fail(studies.error());
    Report report;
    report.title = request.title;
    const std::size_t count = studies->all().size();
    const std::string of = count == 1 ? "one study" : fmt::format("{} studies", count);
    if (report.title.empty()) report.title = count == 1 ? studies->all().front().label : of;
    report.subtitle =
        fmt::format("{} of {}{}", counted(studies->trial_count(), "trial"), of,
                    request.made == Time()
                        ? ""
                        : fmt::format("; made {} UTC with Lathe {}",
                                      to_iso8601(request.made).substr(0, 16).replace(10, 1, " "), LATHE_VERSION));
    if (!request.note.empty()) report.sections.push_back({"Summary", {Note{"", request.note}}});
    for (int i = 0; i < report_part_count; ++i) {
        const auto part = static_cast<ReportPart>(i);
        if (!wants(part)) continue;
        auto blocks = blocks_of(part, *studies, request);
        if (!blocks.empty()) report.sections.push_back({std::string(title_of(part)), std::move(blocks)});
    }
    report.warnings = studies->warnings();
    for (const auto& metric : request.metrics)
        if (wants(ReportPart::curves) && !studies->has_curve(metric))
            report.warnings.push_back(fmt::format("{}: no trial whose curves are drawn has this metric", metric));
    return report;
}

}  // namespace lathe::report
