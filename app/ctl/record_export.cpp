// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/record_export.h"

#include <unistd.h>
#include <cstdio>
#include <map>
#include <stop_token>

#include <fmt/format.h>

#include "app/ctl/command_output.h"
#include "app/ctl/record_target.h"
#include "app/ctl/signals.h"
#include "core/base/plural.h"
#include "core/store/export/study_export.h"

namespace lathe::ctl {

namespace {

using store::ExportFormat;

const std::map<std::string, ExportFormat>& record_formats() {
    static const std::map<std::string, ExportFormat> formats{
        {"csv", ExportFormat::trials_csv},          {"json", ExportFormat::json},
        {"tensorboard", ExportFormat::tensorboard}, {"mlflow", ExportFormat::mlflow},
        {"optuna", ExportFormat::optuna},           {"nni", ExportFormat::nni},
        {"nni-results", ExportFormat::nni_results}};
    return formats;
}

// Options that the format does not have are told rather than passed over.
Result<store::StudyExport> wanted_export(const Program& program, const RecordExportOptions& options) {
    auto studies = exported_studies(program, options.targets);
    if (!studies) return fail(studies.error());
    store::StudyExport wanted;
    wanted.format = record_formats().at(options.format);
    wanted.studies = std::move(*studies);
    wanted.output = options.output.empty() ? "-" : options.output;
    wanted.catalog = program.catalog;
    if (!options.table.empty() && options.format != "csv") return fail("--table is for --to csv", "leave it out");
    if (options.table == "metrics") wanted.format = ExportFormat::points_csv;
    if (!options.optuna.empty() && options.format != "optuna")
        return fail("--optuna-release is for --to optuna", "leave it out");
    if (options.optuna == "3.0") wanted.optuna = store::OptunaSchema::v3_0;
    if (is_standard_output(options.output) && !store::writes_text(wanted.format))
        return fail(fmt::format("-o is missing: --to {} writes a {}", options.format,
                                store::writes_folder(wanted.format) ? "folder" : "database"),
                    store::writes_folder(wanted.format) ? "name a folder that is not there yet"
                                                        : "name a file that is not there yet");
    return wanted;
}

void say_summary(const store::ExportSummary& summary, bool to_file) {
    for (const auto& warning : summary.warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
    if (to_file)
        std::fprintf(stderr, "%s of %s, %s\n", counted(summary.trials, "trial").c_str(),
                     summary.studies == 1 ? "one study" : counted(summary.studies, "study", "studies").c_str(),
                     counted(summary.points, "point").c_str());
    for (const auto& note : summary.notes) std::fprintf(stderr, "note: %s\n", note.c_str());
    if (!summary.left_out.empty())
        std::fprintf(stderr, "left out: %s\n", fmt::format("{}", fmt::join(summary.left_out, ", ")).c_str());
}

}  // namespace

bool is_record_format(const std::string& format) {
    return record_formats().contains(format);
}

void export_records(Program& program, const RecordExportOptions& options) {
    const auto wanted = wanted_export(program, options);
    if (!wanted) return program.error(wanted.error());
    std::stop_source stop;
    const StopSignals signals([&] { stop.request_stop(); });
    const bool to_file = !is_standard_output(options.output);
    const bool terminal = ::isatty(STDERR_FILENO) != 0 && to_file;
    std::size_t shown = 0;
    const auto progress = [&](std::size_t done, std::size_t of) -> Result<void> {
        if (stop.stop_requested()) return fail("the export was stopped; nothing was written");
        if (terminal && (done == of || 100 * done / of != shown)) {
            shown = 100 * done / of;
            std::fprintf(stderr, "\r%zu of %s%s", done, counted(of, "trial").c_str(), done == of ? "\n" : "");
        }
        return {};
    };
    const auto summary = store::export_studies(*wanted, progress);
    if (summary) return say_summary(*summary, to_file);
    if (shown > 0) std::fputs("\r\x1b[K", stderr);
    say_unwritten(program, summary.error());
    if (signals.exit_code() != 0) program.exit_code = signals.exit_code();
}

}  // namespace lathe::ctl
