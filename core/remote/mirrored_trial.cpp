// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/mirrored_trial.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/remote/answers.h"
#include "core/remote/record_files.h"
#include "core/remote/record_requests.h"

namespace lathe::remote {

namespace {

constexpr std::size_t most_metrics_kept = 64;     // of one trial
constexpr std::size_t longest_metric = 500;       // bytes of its name
constexpr std::size_t most_complete_parts = 100;  // of a metric that are remembered
constexpr std::size_t most_points_kept = 2'000'000;
constexpr const char* curves_memory = ".curves.json";  // beside the event file
constexpr const char* log_name = "log.txt";

Result<std::vector<store::ScalarPoint>> scalar_points(const Json& curve, std::int64_t after, std::int64_t upto) {
    JsonMembers members(curve);
    const Json* steps = members.find("steps");
    const Json* times = members.find("times");
    const Json* values = members.find("values");
    for (const Json* list : {steps, times, values})
        if (list == nullptr || !list->is_array() || list->size() != steps->size()) return senseless("half a curve");
    std::vector<store::ScalarPoint> points;
    for (std::size_t i = 0; i < steps->size(); ++i) {
        const auto step = integer_from_json((*steps)[i]);
        const auto time = number_from_json((*times)[i]);
        const auto value = number_from_json((*values)[i]);
        // A step that was given before is not shown twice; several points of one step are.
        const std::int64_t before = points.empty() ? after + 1 : points.back().step;
        if (!step || !time || !value || !std::isfinite(*time) || *step < before || *step > upto)
            return senseless("no curve");
        points.push_back({*step, *time, *value});
    }
    return points;
}

bool is_event_file(const fs::path& file) {
    return file.filename().string().starts_with("events.out.tfevents.");
}

}  // namespace

MirroredTrial::MirroredTrial(std::string study, int number, fs::path folder)
    : study_(std::move(study)), number_(number), folder_(std::move(folder)) {
    is_remembered_ = recall();
    if (!is_remembered_) forget_curves();
}

bool MirroredTrial::was_removed() const {
    std::error_code code;
    return is_remembered_ && !fs::exists(folder_ / curves_memory, code) && !code;
}

// What was kept here; false: nothing that could be gone on with.
bool MirroredTrial::recall() {
    const auto text = read_file(folder_ / curves_memory);
    const auto json = text ? parse_json(*text) : Result<Json>(fail("none"));
    if (!json || !json->is_object()) return false;
    JsonMembers members(*json);
    generation_ = static_cast<std::uint64_t>(members.large_count("generation"));
    is_whole_ = members.boolean("whole");
    const Json* log = members.find("log");
    const auto log_start = static_cast<std::uint64_t>(members.large_count("log"));
    log_mark_ = members.text("log_mark");
    if (members.bad() != nullptr) return false;
    std::error_code code;
    const auto size = fs::file_size(folder_ / log_name, code);
    if (log != nullptr && !code) {
        log_start_ = log_start;
        log_ = log_start + size;
    }
    for (const auto& [metric, points] : store::EventFolderReader(folder_).poll()) {
        for (const auto& point : points) last_steps_[metric] = std::max(last_steps_[metric], point.step);
        has_given_ = true;
    }
    return true;
}

void MirroredTrial::remember() {
    Json json = {{"generation", generation_.value_or(0)}, {"whole", is_whole_}};
    if (log_) {
        json["log"] = log_start_;
        json["log_mark"] = log_mark_;
    }
    is_remembered_ = write_file_atomically(folder_ / curves_memory, dump_json(json)).has_value();
}

void MirroredTrial::set_whole() {
    is_whole_ = true;
    remember();
}

// What says that they are here goes first.
void MirroredTrial::forget_curves() {
    writer_.reset();
    generation_.reset();
    is_whole_ = false;
    last_steps_.clear();
    complete_.clear();
    std::error_code code;
    fs::remove(folder_ / curves_memory, code);
    is_remembered_ = false;
    std::vector<fs::path> files;
    for (fs::directory_iterator it(folder_, code); !code && it != fs::directory_iterator(); it.increment(code))
        if (is_event_file(it->path())) files.push_back(it->path());
    for (const fs::path& file : files) fs::remove(file, code);
    has_given_ |= !files.empty();
}

void MirroredTrial::begin_anew() {
    forget_curves();
    log_.reset();
    log_start_ = 0;
    log_mark_.clear();
}

Json MirroredTrial::request(int columns) const {
    Json request = {{"study", study_}, {"trial", number_}, {"columns", columns}, {"known", Json::object()}};
    if (generation_) request["generation"] = *generation_;
    for (const auto& [metric, last] : last_steps_) request["known"][metric] = last;
    if (log_) request["log"] = {{"from", *log_}};
    return request;
}

Result<std::vector<MirroredTrial::Points>> MirroredTrial::points_of(const Json& answer) const {
    const Json* curves = JsonMembers(answer).find("curves");
    if (curves == nullptr || !curves->is_array()) return senseless("no curves");
    std::vector<Points> all;
    std::set<std::string> seen;
    for (const Json& curve : *curves) {
        if (!curve.is_object()) return senseless("no curve");
        const std::string metric = JsonMembers(curve).text("metric");
        const auto known = last_steps_.find(metric);
        if (metric.empty() || metric.size() > longest_metric || !seen.insert(metric).second)
            return senseless("a curve without a name of its own");
        if (known == last_steps_.end() && last_steps_.size() + all.size() >= most_metrics_kept) continue;
        auto points = scalar_points(curve, known == last_steps_.end() ? -1 : known->second,
                                    std::numeric_limits<std::int64_t>::max());
        if (!points) return fail(points.error());
        if (!points->empty()) all.push_back({metric, std::move(*points)});
    }
    return all;
}

Result<void> MirroredTrial::begin_file(bool restarts) {
    if (auto made = make_folders(folder_); !made) return made;
    auto made = store::EventFileWriter::create(folder_, restarts ? std::optional<std::int64_t>(1) : std::nullopt);
    if (!made) return fail(made.error());
    writer_.emplace(std::move(*made));
    return {};
}

Result<void> MirroredTrial::write(const std::vector<Points>& all) {
    const bool is_new = last_steps_.empty();
    if (!writer_)
        if (auto begun = begin_file(is_new && has_given_); !begun) return begun;
    if (is_new) remember();
    for (const auto& [metric, points] : all) {
        for (const store::ScalarPoint& point : points) writer_->add_scalar(metric, point);
        last_steps_[metric] = points.back().step;
    }
    has_given_ = true;
    return writer_->flush();
}

Result<bool> MirroredTrial::take(const Json& answer) {
    JsonMembers members(answer);
    if (members.find("error") != nullptr) return senseless("there is no such trial");
    const auto generation = static_cast<std::uint64_t>(members.large_count("generation"));
    if (members.bad() != nullptr) return senseless("no curves");
    if (generation_ != generation) forget_curves();
    generation_ = generation;
    const auto points = points_of(answer);
    if (!points) return fail(points.error());
    if (!points->empty())
        if (auto written = write(*points); !written) return fail(written.error());
    const Json* log = members.find("log");
    const auto has_log = log != nullptr && log->is_object() ? take_log(*log) : Result<bool>(false);
    if (!has_log) return has_log;
    return !points->empty() || *has_log;
}

// Its end at first, then what is added.
Result<bool> MirroredTrial::take_log(const Json& log) {
    const auto from = static_cast<std::uint64_t>(JsonMembers(log).large_count("from"));
    const auto piece = piece_of(log, from);
    if (!piece) return fail(piece.error());
    const fs::path file = folder_ / log_name;
    bool begins = false;
    if (auto made = make_folders(folder_); !made) return fail(made.error());
    if (!log_ || from != *log_ || piece->mark != log_mark_) {
        auto emptied = AppendFile::open(file, 0);
        if (!emptied) return fail(emptied.error());
        // Another file of this name is asked for anew.
        if (log_ && from == *log_) {
            log_.reset();
            return true;
        }
        log_ = log_start_ = from;
        log_mark_ = piece->mark;
        begins = true;
    }
    std::string_view whole = piece->bytes;
    if (begins && from > 0)  // in the middle of a line
        if (const auto end = whole.find('\n'); end != std::string_view::npos) {
            whole.remove_prefix(end + 1);
            log_ = log_start_ = from + end + 1;
        }
    if (begins) remember();
    // A torn last line waits for its end; one that is longer than a piece is taken as it comes.
    if (whole.find('\n') != std::string_view::npos || *log_ + whole.size() >= piece->size)
        whole = whole.substr(0, whole.rfind('\n') + 1);
    if (whole.empty()) return false;
    auto out = AppendFile::open(file);
    if (!out) return fail(out.error());
    if (out->size() + whole.size() > most_record_bytes) return senseless("a log beyond all bounds");
    if (auto added = out->append(whole); !added) return fail(added.error());
    *log_ += whole.size();
    return true;
}

bool MirroredTrial::is_known(const CurvePart& part) const {
    const auto found = complete_.find(part.metric);
    return found != complete_.end() && std::ranges::any_of(found->second, [&](const CurvePart& one) {
               return one.from <= part.from && part.to <= one.to;
           });
}

Result<bool> MirroredTrial::refine(Host& host, const std::vector<CurvePart>& parts) {
    Json request = {{"do", "curves"}, {"study", study_}, {"trial", number_}, {"ranges", Json::array()}};
    std::map<std::string, CurvePart> asked;
    for (CurvePart part : parts) {
        const auto last = last_steps_.find(part.metric);
        if (last == last_steps_.end()) continue;  // none of it is here yet
        part.to = std::min(part.to, last->second);
        if (part.from > part.to || part.columns < 1 || is_known(part)) continue;
        part.columns = std::min(part.columns, RecordRequests::most_columns / static_cast<int>(parts.size()));
        if (part.columns < 1 || !asked.emplace(part.metric, part).second) continue;
        request["ranges"].push_back(
            {{"metric", part.metric}, {"from", part.from}, {"to", part.to}, {"columns", part.columns}});
    }
    if (asked.empty()) return false;
    const auto answer = host.request(request);
    if (!answer) return fail(answer.error());
    JsonMembers members(*answer);
    const auto generation = static_cast<std::uint64_t>(members.large_count("generation"));
    const Json* curves = members.find("curves");
    if (members.bad() != nullptr || curves == nullptr || !curves->is_array()) return senseless("no curves");
    if (generation != generation_ || was_removed()) return false;  // other curves are on their way
    Series all = store::EventFolderReader(folder_).poll();
    bool has_more = false;
    for (const Json& curve : *curves) {
        if (!curve.is_object()) return senseless("no curve");
        JsonMembers of_curve(curve);
        const auto found = asked.find(of_curve.text("metric"));
        if (found == asked.end()) return senseless("a curve that was not asked for");
        const CurvePart& part = found->second;
        const auto points = scalar_points(curve, part.from - 1, part.to);
        if (!points) return fail(points.error());
        has_more |= merge(all, part.metric, *points);
        if (auto& complete = complete_[part.metric]; of_curve.boolean("whole") && complete.size() < most_complete_parts)
            complete.push_back(part);
    }
    if (!has_more) return false;
    return rewrite(all).map([] { return true; });
}

// Those whose steps are new, at their places.
bool MirroredTrial::merge(Series& all, const std::string& metric, const std::vector<store::ScalarPoint>& points) const {
    auto& here = all[metric];
    std::set<std::int64_t> steps;
    for (const auto& point : here) steps.insert(point.step);
    const auto before = here.size();
    std::ranges::copy_if(points, std::back_inserter(here),
                         [&](const store::ScalarPoint& point) { return !steps.contains(point.step); });
    if (here.size() == before || here.size() > most_points_kept) {
        here.resize(before);
        return false;
    }
    std::ranges::stable_sort(here, {}, &store::ScalarPoint::step);
    return true;
}

// Were this to end in between, the curves are asked for again: they are a copy.
Result<void> MirroredTrial::rewrite(const Series& all) {
    const auto generation = generation_;
    const bool was_whole = is_whole_;
    auto complete = std::move(complete_);
    forget_curves();
    generation_ = generation;
    is_whole_ = was_whole;
    complete_ = std::move(complete);
    std::vector<Points> points;
    for (const auto& [metric, series] : all)
        if (!series.empty()) points.push_back({metric, series});
    return write(points);
}

}  // namespace lathe::remote
