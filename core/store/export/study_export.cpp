// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/export/study_export.h"

#include <map>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/store/export/export_writers.h"
#include "core/store/export/hidden_output.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

using TextWriter = Result<void> (*)(ExportRun&, TextOutput&);
using PathWriter = Result<void> (*)(ExportRun&, const fs::path&);

TextWriter text_writer_of(ExportFormat format) {
    switch (format) {
        case ExportFormat::trials_csv: return write_trials_csv;
        case ExportFormat::points_csv: return write_points_csv;
        case ExportFormat::json: return write_json;
        case ExportFormat::nni: return write_nni;
        case ExportFormat::nni_results: return write_nni_results;
        default: return nullptr;
    }
}

PathWriter path_writer_of(ExportFormat format) {
    switch (format) {
        case ExportFormat::tensorboard: return write_tensorboard;
        case ExportFormat::mlflow: return write_mlflow;
        case ExportFormat::optuna: return write_optuna;
        default: return nullptr;
    }
}

Result<void> write_text(ExportRun& run) {
    auto output = TextOutput::open(run.wanted().output);
    if (!output) return fail(output.error());
    if (auto done = text_writer_of(run.wanted().format)(run, *output); !done) return done;
    return output->finish();
}

Result<void> write_path(ExportRun& run) {
    auto output = HiddenOutput::open(run.wanted().output, writes_folder(run.wanted().format));
    if (!output) return fail(output.error());
    if (auto done = path_writer_of(run.wanted().format)(run, output->path()); !done) return done;
    return output->finish();
}

Result<void> know_all(const StudyRecord& study, const std::set<int>& trials) {
    std::set<int> known;
    for (const auto& trial : study.trials) known.insert(trial.number);
    for (const int number : trials) {
        if (known.contains(number)) continue;
        Error error{"is not the folder of a trial: it has no readable trial.json", "`lathectl show` its study"};
        error.file = trial_folder(study.folder, number).string();
        return fail(std::move(error));
    }
    return {};
}

}  // namespace

bool writes_folder(ExportFormat format) {
    return format == ExportFormat::tensorboard || format == ExportFormat::mlflow;
}

bool writes_text(ExportFormat format) {
    return text_writer_of(format) != nullptr;
}

std::string_view what_it_keeps(ExportFormat format) {
    switch (format) {
        case ExportFormat::trials_csv:
            return "Keeps parameters, last metrics, states, times, names, notes and tags. Leaves out the curves.";
        case ExportFormat::points_csv: return "Keeps every recorded point of every curve, and nothing else.";
        case ExportFormat::json:
            return "Keeps everything that is recorded of the trials as numbers and text, and every point of their "
                   "curves. "
                   "Leaves out pictures, logs and checkpoints.";
        case ExportFormat::tensorboard:
            return "Keeps curves, images and histograms as they are, and parameters in hparams.yaml. Leaves out "
                   "states, "
                   "times, notes, logs and checkpoints.";
        case ExportFormat::mlflow:
            return "Keeps parameters, curves, states, times, names, notes and tags; configs and logs as artifacts. "
                   "Leaves "
                   "out pictures and checkpoints.";
        case ExportFormat::optuna:
            return "Keeps parameters with their ranges, objectives with their curves, states, times, notes and tags. "
                   "Of "
                   "other metrics the last value. Leaves out logs, pictures and checkpoints.";
        case ExportFormat::nni: return "The experiment of one study: its space, tuner and limits. No trials.";
        case ExportFormat::nni_results: return "Keeps the parameters and results of the trials that have one.";
    }
    return {};
}

Result<std::vector<StudyRecord>> plan_export(const std::vector<ExportedStudy>& studies) {
    if (studies.empty()) return fail("no study is named", "name at least one");
    // A study that is named twice goes in once, with the trials of both.
    std::vector<ExportedStudy> wanted;
    std::map<fs::path, std::size_t> places;
    for (const ExportedStudy& one : studies) {
        const auto [place, is_new] = places.try_emplace(one.folder, wanted.size());
        if (is_new) wanted.push_back(one);
        else if (!one.trials) wanted[place->second].trials.reset();
        else if (auto& trials = wanted[place->second].trials) trials->insert(one.trials->begin(), one.trials->end());
    }
    std::vector<StudyRecord> records;
    for (const ExportedStudy& one : wanted) {
        auto study = read_study(one.folder);
        if (!study) return fail(study.error());
        if (one.trials)
            if (auto known = know_all(*study, *one.trials); !known) return fail(known.error());
        if (one.trials)
            std::erase_if(study->trials, [&](const auto& trial) { return !one.trials->contains(trial.number); });
        records.push_back(std::move(*study));
    }
    return records;
}

Result<ExportSummary> export_studies(const StudyExport& wanted, const ExportProgress& progress) {
    auto studies = plan_export(wanted.studies);
    if (!studies) return fail(studies.error());
    if (wanted.output.empty())
        return fail("no output is named", writes_folder(wanted.format) ? "name a folder" : "name a file");
    ExportRun run(wanted, std::move(*studies), progress);
    if (auto done = writes_text(wanted.format) ? write_text(run) : write_path(run); !done) return fail(done.error());
    return run.summary();
}

}  // namespace lathe::store
