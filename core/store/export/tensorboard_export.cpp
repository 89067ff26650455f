// SPDX-License-Identifier: GPL-3.0-or-later
// A folder a trial, of event files as they are, with the parameters in hparams.yaml, as Lightning's logger has them.
#include <cmath>

#include "core/base/csv.h"
#include "core/base/files.h"
#include "core/base/numbers.h"
#include "core/store/export/export_writers.h"
#include "core/store/export/hidden_output.h"
#include "core/store/foreign/foreign_study.h"
#include "core/store/trial_curves_reader.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

constexpr TrialParts kept_by_tensorboard{.points = true, .pictures = true};

Result<void> copy_event_file(const fs::path& from, const fs::path& to) {
    std::error_code code;
    fs::copy_file(from, to, code);
    if (!code) return {};
    Error error{"cannot be copied to " + to.string() + ": " + code.message(), "look whether the disk is full"};
    error.file = from.string();
    return fail(std::move(error));
}

// Of a trial that has numbers, but no event files.
Result<void> write_events(const fs::path& folder, const ScalarSeries& series) {
    auto events = EventFileWriter::create(folder);
    if (!events) return fail(events.error());
    for (const auto& [tag, points] : series)
        for (const ScalarPoint& point : points) events->add_scalar(tag, point);
    return events->flush();
}

std::size_t beyond_floats(const ScalarSeries& series) {
    std::size_t count = 0;
    for (const auto& [tag, points] : series)
        for (const ScalarPoint& point : points) {
            // The shortest digits of the float are those of the value: nothing is lost that anybody wrote.
            const auto kept = parse_number<double>(csv_number(static_cast<float>(point.value)));
            if (std::isfinite(point.value) && kept != point.value) ++count;
        }
    return count;
}

Result<void> write_trial_logs(ExportRun& run, const StudyRecord& study, const TrialRecord& trial,
                              const fs::path& folder) {
    const auto points = run.read(study, trial, kept_by_tensorboard);
    if (auto made = make_folders(folder); !made) return made;
    for (const fs::path& file : points.event_files)
        if (auto done = copy_event_file(file, folder / file.filename()); !done) return done;
    // What was recorded of the machine stands in a folder of its own within the trial's.
    const fs::path usage = usage_folder(trial_folder(study.folder, trial.number));
    const auto usage_files = event_files_of(usage);
    if (!usage_files.empty())
        if (auto made = make_folders(usage_folder(folder)); !made) return made;
    for (const fs::path& file : usage_files)
        if (auto done = copy_event_file(file, usage_folder(folder) / file.filename()); !done) return done;
    if (points.event_files.empty() && !points.series.empty())
        if (auto done = write_events(folder, points.series); !done) return done;
    if (points.series.empty() && points.event_files.empty())
        run.left_out().add("trial without curves", "trials without curves");
    run.left_out().add("value with more digits than a 32-bit float has (they are cut)",
                       "values with more digits than 32-bit floats have (they are cut)", beyond_floats(points.series));
    if (trial.state != search::TrialState::succeeded)
        run.left_out().add("state of a trial that did not succeed", "states of trials that did not succeed");
    const config::Value params(flat_params(trial.params));
    return put_file(folder / "hparams.yaml", config::to_yaml(params));
}

}  // namespace

Result<void> write_tensorboard(ExportRun& run, const fs::path& folder) {
    const bool several = run.studies().size() > 1;
    for (const auto& study : run.studies())
        for (const auto& trial : study.trials) {
            const fs::path own = trial_folder(study.folder, trial.number).filename();
            const fs::path place = several ? folder / run.folder_name(study) / own : folder / own;
            if (auto done = write_trial_logs(run, study, trial, place); !done) return done;
            if (auto done = run.step(); !done) return done;
        }
    return {};
}

}  // namespace lathe::store
