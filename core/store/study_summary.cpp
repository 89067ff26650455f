// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/study_summary.h"

#include <sys/stat.h>
#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/crc32c.h"
#include "core/base/json_members.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

std::string stamp_of(const fs::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) return "-";
    return fmt::format("{}.{}.{}.{}", info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_ino);
}

}  // namespace

StudySummary summarise(const StudyRecord& study) {
    StudySummary summary;
    summary.folder = study.folder;
    summary.name = study.name;
    summary.state = study.state;
    summary.is_search = study.is_search;
    summary.metric = study.metric;
    summary.mode = study.mode;
    summary.tuner = study.tuner;
    summary.start = study.start;
    summary.end = study.end;
    summary.trials = static_cast<int>(study.trials.size());
    summary.finished = study.finished();
    summary.marks = study.marks.study;
    summary.warnings = study.warnings;
    if (const TrialRecord* best = study.best()) {
        summary.best_trial = best->number;
        summary.best_objective = best->objective;
    }
    return summary;
}

Json to_json(const StudySummary& summary) {
    Json json;
    json["name"] = summary.name;
    json["folder"] = summary.folder.string();
    json["state"] = name_of(summary.state);
    json["search"] = summary.is_search;
    json["objective"] = {{"metric", summary.metric},
                         {"mode", summary.mode == search::Mode::minimize ? "minimize" : "maximize"}};
    json["tuner"] = summary.tuner.empty() ? Json() : Json(summary.tuner);
    json["start"] = summary.start ? Json(to_iso8601(*summary.start)) : Json();
    json["end"] = summary.end ? Json(to_iso8601(*summary.end)) : Json();
    json["trials"] = summary.trials;
    json["finished"] = summary.finished;
    json["best_trial"] = summary.best_trial ? Json(*summary.best_trial) : Json();
    json["best_objective"] = summary.best_objective ? json_number(*summary.best_objective) : Json();
    json["marks"] = to_json(summary.marks);
    json["warnings"] = summary.warnings;
    return json;
}

Result<StudySummary> study_summary_from_json(const Json& json, const fs::path& folder) {
    using enum JsonMembers::Need;
    JsonMembers in(json);
    const Json* const objective = in.find("objective");
    if (!objective) return fail("the summary has no objective");
    JsonMembers in_objective(*objective);

    StudySummary summary;
    summary.folder = folder;
    summary.name = in.text("name", required);
    if (const auto state = study_state_from_name(in.text("state", required))) summary.state = *state;
    else in.refuse("state");
    summary.is_search = in.boolean("search", required);
    summary.metric = in_objective.text("metric", required);
    if (in_objective.text("mode", required) == "maximize") summary.mode = search::Mode::maximize;
    summary.tuner = in.text("tuner");
    summary.start = in.time("start");
    summary.end = in.time("end");
    summary.trials = in.count("trials", required);
    summary.finished = in.count("finished", required);
    if (in.find("best_trial")) summary.best_trial = in.count("best_trial");
    summary.best_objective = in.number("best_objective");
    if (const Json* marks = in.find("marks")) {
        auto read = marks_from_json(*marks);
        if (!read) return fail(read.error());
        summary.marks = std::move(*read);
    }
    for (const char* bad : {in.bad(), in_objective.bad()})
        if (bad) return fail(fmt::format("the summary has no good \"{}\"", bad));
    return summary;
}

std::string study_signature(const fs::path& folder) {
    std::vector<std::string> trials;
    std::error_code code;
    for (fs::directory_iterator it(folder / "trials", code), end; !code && it != end; it.increment(code))
        trials.push_back(it->path().filename().string() + ":" + stamp_of(it->path() / "trial.json"));
    std::sort(trials.begin(), trials.end());
    // Two independent 32-bit checksums keep the index small whatever the number of trials.
    std::string all = stamp_of(journal_path(folder)) + "|" + stamp_of(folder / "experiment.yaml") + "|" +
                      stamp_of(folder / marks_name);
    const std::string head = all;
    for (const auto& trial : trials) all += "|" + trial;
    const std::string backwards(all.rbegin(), all.rend());
    return fmt::format("{}|{}:{:08x}{:08x}", head, trials.size(), crc32c(all), crc32c(backwards));
}

}  // namespace lathe::store
