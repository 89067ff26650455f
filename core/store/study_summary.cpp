#include "core/store/study_summary.h"

#include <sys/stat.h>
#include <algorithm>
#include <exception>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/crc32c.h"

namespace lathe::store {

namespace {

namespace fs = std::filesystem;

std::string stamp_of(const fs::path& file) {
    struct stat info {};
    if (::stat(file.c_str(), &info) != 0) return "-";
    return fmt::format("{}.{}.{}.{}", info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec, info.st_ino);
}

std::optional<Time> time_of(const Json& json) {
    return json.is_string() ? from_iso8601(json.get<std::string>()) : std::nullopt;
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
    return json;
}

Result<StudySummary> study_summary_from_json(const Json& json, const fs::path& folder) {
    // The index is written by this program only, so any surprise means: read the study itself again.
    try {
        StudySummary summary;
        summary.folder = folder;
        summary.name = json.at("name").get<std::string>();
        const auto state = study_state_from_name(json.at("state").get<std::string>());
        if (!state) return fail("the summary's state is unknown");
        summary.state = *state;
        summary.is_search = json.at("search").get<bool>();
        summary.metric = json.at("objective").at("metric").get<std::string>();
        if (json.at("objective").at("mode") == "maximize") summary.mode = search::Mode::maximize;
        if (json.at("tuner").is_string()) summary.tuner = json.at("tuner").get<std::string>();
        summary.start = time_of(json.at("start"));
        summary.end = time_of(json.at("end"));
        summary.trials = json.at("trials").get<int>();
        summary.finished = json.at("finished").get<int>();
        if (!json.at("best_trial").is_null()) summary.best_trial = json.at("best_trial").get<int>();
        summary.best_objective = number_from_json(json.at("best_objective"));
        return summary;
    } catch (const Json::exception& problem) {
        return fail(fmt::format("the summary cannot be read: {}", problem.what()));
    }
}

std::string study_signature(const fs::path& folder) {
    std::vector<std::string> trials;
    std::error_code code;
    for (fs::directory_iterator it(folder / "trials", code), end; !code && it != end; it.increment(code))
        trials.push_back(it->path().filename().string() + ":" + stamp_of(it->path() / "trial.json"));
    std::sort(trials.begin(), trials.end());
    // Two independent 32-bit checksums keep the index small whatever the number of trials.
    std::string all = stamp_of(journal_path(folder)) + "|" + stamp_of(folder / "experiment.yaml");
    const std::string head = all;
    for (const auto& trial : trials) all += "|" + trial;
    const std::string backwards(all.rbegin(), all.rend());
    return fmt::format("{}|{}:{:08x}{:08x}", head, trials.size(), crc32c(all), crc32c(backwards));
}

}  // namespace lathe::store
