// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/record_requests.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/base/base64.h"
#include "core/base/json_members.h"
#include "core/base/numbers.h"
#include "core/store/study_lock.h"

namespace lathe::remote {

namespace {

using Need = JsonMembers::Need;

constexpr std::size_t most_kept = 64;                 // trials
constexpr std::size_t most_kept_points = 50'000'000;  // of all of them
constexpr std::size_t most_ranges = 64;               // in one request
constexpr std::size_t most_metrics_told = 1000;       // in one answer
constexpr std::size_t most_metrics_followed = 64;     // of one trial
constexpr std::size_t most_log_bytes = 64 << 10;      // in one answer of `follow`
constexpr std::chrono::milliseconds longest_follow{20'000};

Json to_json(const ChangeList::Changes& changes) {
    Json json = {{"changed", Json::array()}, {"gone", changes.gone}, {"upto", changes.upto}, {"more", changes.more}};
    for (const auto& [name, mark] : changes.changed) json["changed"].push_back({{"name", name}, {"mark", mark}});
    return json;
}

// Event files hold 32-bit floats: the shortest digits that give the same one.
Json value_json(double value) {
    if (!std::isfinite(value)) return json_number(value);
    return parse_number<double>(fmt::format("{}", static_cast<float>(value))).value_or(value);
}

// To the millisecond, which is shorter. Other programs' files may hold any number; JSON has no NaN.
double rounded_time(double seconds) {
    const double rounded = std::round(seconds * 1000) / 1000;
    return std::isfinite(rounded) ? rounded : 0;
}

Json to_json(const std::string& metric, const std::vector<store::ScalarPoint>& points) {
    Json steps = Json::array(), times = Json::array(), values = Json::array();
    for (const store::ScalarPoint& point : points) {
        steps.push_back(point.step);
        times.push_back(rounded_time(point.wall_time));
        values.push_back(value_json(point.value));
    }
    return {
        {"metric", metric}, {"steps", std::move(steps)}, {"times", std::move(times)}, {"values", std::move(values)}};
}

Json metrics_json(const TrialCurves& curves) {
    Json json = Json::object();
    for (const std::string& name : curves.metrics()) {
        if (json.size() == most_metrics_told) break;
        const store::Series& series = *curves.find(name);
        json[name] = {{"points", series.size()},
                      {"first", static_cast<std::int64_t>(series.xs().front())},
                      {"last", static_cast<std::int64_t>(series.xs().back())},
                      {"value", value_json(series.ys().back())}};
    }
    return json;
}

constexpr std::int64_t last_step = std::numeric_limits<std::int64_t>::max();

struct WantedCurve {
    std::string metric;
    CurveRange range;
};

Result<std::vector<WantedCurve>> wanted_curves(const Json& request) {
    JsonMembers members(request);
    const Json* ranges = members.find("ranges");
    std::vector<WantedCurve> wanted;
    if (ranges == nullptr) return wanted;
    if (!ranges->is_array() || ranges->size() > most_ranges) return bad_member("ranges");
    std::int64_t columns = 0;
    for (const Json& json : *ranges) {
        if (!json.is_object()) return bad_member("ranges");
        JsonMembers range(json);
        WantedCurve one{range.text("metric", Need::required),
                        {range.integer("from"), range.integer("to", Need::optional, last_step),
                         range.count("columns", Need::required)}};
        if (range.bad() != nullptr) return bad_member(range.bad());
        columns += one.range.columns;
        wanted.push_back(std::move(one));
    }
    if (columns > RecordRequests::most_columns)
        return fail(
            fmt::format("{} columns are more than the {} of one request", columns, RecordRequests::most_columns),
            "ask for no more than a screen shows");
    return wanted;
}

// Those of the trial's metrics that are followed: those that the client knows come first.
std::vector<std::string> metrics_to_follow(const TrialCurves& curves,
                                           const std::map<std::string, std::int64_t>& known) {
    std::vector<std::string> metrics = curves.metrics();
    std::ranges::stable_partition(metrics, [&](const std::string& name) { return known.contains(name); });
    if (metrics.size() > most_metrics_followed) metrics.resize(most_metrics_followed);
    return metrics;
}

}  // namespace

struct RecordRequests::FollowedTrial {
    std::string study;
    int number = 0;
    std::optional<std::uint64_t> generation;    // that the client has
    std::map<std::string, std::int64_t> known;  // metric -> its last step there
    int columns = 0;                            // of each metric, if there is room for them
    std::optional<std::int64_t> log;            // from where it is wanted; nullopt: its end
};

RecordRequests::RecordRequests(const std::filesystem::path& workspace, std::function<bool()> is_waited_for)
    : is_waited_for_(std::move(is_waited_for)), folder_(workspace) {}

void RecordRequests::add_to(Handlers& handlers) {
    handlers["studies"] = [this](const Json& request) { return studies(request); };
    handlers["files"] = [this](const Json& request) { return files(request); };
    handlers["read"] = [this](const Json& request) { return read(request); };
    handlers["follow"] = [this](const Json& request) { return follow(request); };
    handlers["curves"] = [this](const Json& request) { return curves(request); };
}

Result<Json> RecordRequests::studies(const Json& request) {
    JsonMembers members(request);
    const std::int64_t since = members.large_count("since");
    if (members.bad() != nullptr) return bad_member(members.bad());
    auto marks = folder_.studies();
    if (!marks) return fail(marks.error());
    // Who runs a study stands in no file that changes.
    std::map<std::string, store::LockHolder> holders;
    for (auto& [name, mark] : *marks) {
        const auto holder = store::lock_holder(folder_.path() / name);
        if (!holder) continue;
        holders[name] = *holder;
        mark += fmt::format(" {} {}", holder->pid, holder->host);
    }
    studies_.update(*marks);
    const auto changes = studies_.since(static_cast<std::uint64_t>(since), most_names);
    Json json = to_json(changes);
    for (Json& change : json["changed"]) {
        const auto name = change["name"].get<std::string>();
        if (const auto found = holders.find(name); found != holders.end())
            change["holder"] = {{"pid", found->second.pid}, {"host", found->second.host}};
    }
    return json;
}

Result<Json> RecordRequests::files(const Json& request) {
    JsonMembers members(request);
    const std::string study = members.text("study", Need::required);
    const std::int64_t since = members.large_count("since");
    if (members.bad() != nullptr) return bad_member(members.bad());
    const auto marks = folder_.files(study);
    if (!marks) return fail(marks.error());
    ChangeList& changes = files_[study];
    changes.update(*marks);
    return to_json(changes.since(static_cast<std::uint64_t>(since), most_names));
}

Result<Json> RecordRequests::read(const Json& request) const {
    JsonMembers members(request);
    const std::string study = members.text("study", Need::required);
    const std::string file = members.text("file", Need::required);
    const std::int64_t from = members.large_count("from");
    if (members.bad() != nullptr) return bad_member(members.bad());
    const auto piece = folder_.read(study, file, static_cast<std::uint64_t>(from), piece_bytes);
    if (!piece) return fail(piece.error());
    return Json{
        {"from", piece->from}, {"size", piece->size}, {"mark", piece->mark}, {"bytes", to_base64(piece->bytes)}};
}

// Reading a million points takes a while, so that those of a few trials are kept.
Result<TrialCurves*> RecordRequests::curves_of(const std::string& study, int trial) {
    const auto folder = folder_.trial(study, trial);
    if (!folder) return fail(folder.error());
    for (auto it = kept_.begin(); it != kept_.end(); ++it)
        if (it->folder == *folder) {
            kept_.splice(kept_.begin(), kept_, it);
            kept_.front().curves.read();
            return &kept_.front().curves;
        }
    kept_.push_front({*folder, TrialCurves(*folder)});
    kept_.front().curves.read();
    std::size_t points = 0, count = 0;
    for (auto it = kept_.begin(); it != kept_.end();) {
        points += it->curves.points();
        const bool is_kept = ++count == 1 || (count <= most_kept && points <= most_kept_points);
        it = is_kept ? std::next(it) : kept_.erase(it);
    }
    return &kept_.front().curves;
}

Result<Json> RecordRequests::curves(const Json& request) {
    JsonMembers members(request);
    const std::string study = members.text("study", Need::required);
    const int trial = members.count("trial", Need::required);
    if (members.bad() != nullptr) return bad_member(members.bad());
    const auto wanted = wanted_curves(request);
    if (!wanted) return fail(wanted.error());
    const auto curves = curves_of(study, trial);
    if (!curves) return fail(curves.error());
    Json json = {
        {"generation", (*curves)->generation()}, {"metrics", metrics_json(**curves)}, {"curves", Json::array()}};
    for (const auto& [metric, range] : *wanted) {
        const auto points = (*curves)->sample(metric, range);
        json["curves"].push_back(to_json(metric, points));
        json["curves"].back()["whole"] = points.size() == (*curves)->count(metric, range);
    }
    return json;
}

Result<std::vector<RecordRequests::FollowedTrial>> RecordRequests::followed_trials(const Json& request) {
    const Json* list = JsonMembers(request).find("trials");
    if (list == nullptr || !list->is_array() || list->empty() || list->size() > most_followed)
        return bad_member("trials");
    std::vector<FollowedTrial> trials;
    for (const Json& json : *list) {
        if (!json.is_object()) return bad_member("trials");
        JsonMembers members(json);
        FollowedTrial trial{members.text("study", Need::required),
                            members.count("trial", Need::required),
                            {},
                            {},
                            members.count("columns", Need::required),
                            {}};
        if (members.find("generation") != nullptr)
            trial.generation = static_cast<std::uint64_t>(members.large_count("generation"));
        if (const Json* log = members.find("log"); log != nullptr && log->is_object())
            trial.log = JsonMembers(*log).large_count("from");
        const Json* known = members.find("known");
        if (known != nullptr && (!known->is_object() || known->size() > most_metrics_told)) return bad_member("known");
        if (known != nullptr)
            for (const auto& [metric, step] : known->items())
                trial.known[metric] = integer_from_json(step).value_or(-1);
        if (members.bad() != nullptr || trial.columns < 1) return bad_member("trials");
        trials.push_back(std::move(trial));
    }
    return trials;
}

Result<Json> RecordRequests::news_of(const FollowedTrial& trial, int columns, std::size_t log_bytes, bool& has_news) {
    const auto curves = curves_of(trial.study, trial.number);
    if (!curves) return fail(curves.error());
    Json json = {{"generation", (*curves)->generation()}, {"curves", Json::array()}};
    const bool is_same = trial.generation == (*curves)->generation();
    const auto known = is_same ? trial.known : std::map<std::string, std::int64_t>();
    const auto metrics = metrics_to_follow(**curves, known);
    const int each = std::clamp(columns / std::max(1, static_cast<int>(metrics.size())), 1, trial.columns);
    has_news |= !is_same;
    for (const std::string& metric : metrics) {
        const auto last = known.find(metric);
        const auto points = (*curves)->sample(metric, {last == known.end() ? 0 : last->second + 1, last_step, each});
        if (points.empty()) continue;
        has_news = true;
        json["curves"].push_back(to_json(metric, points));
    }
    const std::string file = fmt::format("trials/{:04}/log.txt", trial.number);
    auto from = static_cast<std::uint64_t>(trial.log.value_or(0));
    auto log = folder_.read(trial.study, file, from, trial.log ? log_bytes : 0);
    // Its end, where the client has nothing of it, or of a longer one.
    if (log && (!trial.log || log->size < from)) {
        from = log->size > log_bytes ? log->size - log_bytes : 0;
        log = folder_.read(trial.study, file, from, log_bytes);
    }
    if (!log) return json;
    has_news |= !log->bytes.empty();
    json["log"] = {{"from", log->from}, {"size", log->size}, {"mark", log->mark}, {"bytes", to_base64(log->bytes)}};
    return json;
}

Result<Json> RecordRequests::follow(const Json& request) {
    const auto trials = followed_trials(request);
    if (!trials) return fail(trials.error());
    JsonMembers members(request);
    const std::chrono::milliseconds wait{members.large_count("wait")};
    if (members.bad() != nullptr) return bad_member(members.bad());
    const auto count = static_cast<int>(trials->size());
    const auto until = std::chrono::steady_clock::now() + std::min(wait, longest_follow);
    while (true) {
        bool has_news = false;
        Json json = {{"trials", Json::array()}};
        for (const FollowedTrial& trial : *trials) {
            auto news = news_of(trial, std::max(1, most_columns / count), most_log_bytes / trials->size(), has_news);
            json["trials"].push_back(news ? std::move(*news) : Json{{"error", news.error().what}});
        }
        if (has_news || std::chrono::steady_clock::now() >= until || is_waited_for_()) return json;
    }
}

}  // namespace lathe::remote
