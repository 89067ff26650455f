// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/mirrored_trial.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json_members.h"
#include "core/remote/answers.h"
#include "core/remote/record_files.h"
#include "core/remote/record_requests.h"

namespace lathe::remote {

namespace {

constexpr std::size_t most_metrics_followed = 64;  // that are followed, of one trial
constexpr std::uint64_t log_at_first = 256 << 10;  // bytes
constexpr std::size_t longest_metric = 500;        // bytes of its name

Result<std::vector<store::ScalarPoint>> scalar_points(const Json& curve, std::int64_t after) {
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
        if (!step || !time || !value || !std::isfinite(*time) || *step < before) return senseless("no curve");
        points.push_back({*step, *time, *value});
    }
    return points;
}

}  // namespace

MirroredTrial::MirroredTrial(std::string study, int number, fs::path folder)
    : study_(std::move(study)), number_(number), folder_(std::move(folder)) {
    forget_curves();
}

void MirroredTrial::forget_curves() {
    writer_.reset();
    last_steps_.clear();
    std::error_code code;
    std::vector<fs::path> files;
    for (fs::directory_iterator it(folder_, code); !code && it != fs::directory_iterator(); it.increment(code))
        if (it->path().filename().string().starts_with("events.out.tfevents.")) files.push_back(it->path());
    for (const fs::path& file : files) fs::remove(file, code);
}

Json MirroredTrial::request(int columns) const {
    Json request = {{"do", "curves"}, {"study", study_}, {"trial", number_}, {"ranges", Json::array()}};
    const auto metrics = static_cast<int>(std::max<std::size_t>(1, last_steps_.size()));
    const int each = std::clamp(RecordRequests::most_columns / metrics, 1, std::max(1, columns));
    for (const auto& [metric, last] : last_steps_)
        request["ranges"].push_back({{"metric", metric},
                                     {"from", last + 1},
                                     {"to", std::numeric_limits<std::int64_t>::max()},
                                     {"columns", each}});
    return request;
}

Result<std::vector<MirroredTrial::Points>> MirroredTrial::points_of(const Json& answer) const {
    const Json* curves = JsonMembers(answer).find("curves");
    if (curves == nullptr || !curves->is_array()) return senseless("no curves");
    std::vector<Points> all;
    for (const Json& curve : *curves) {
        if (!curve.is_object()) return senseless("no curve");
        const std::string metric = JsonMembers(curve).text("metric");
        const auto known = last_steps_.find(metric);
        if (known == last_steps_.end()) return senseless("a curve that was not asked for");
        auto points = scalar_points(curve, known->second);
        if (!points) return fail(points.error());
        if (!points->empty()) all.push_back({metric, std::move(*points)});
    }
    return all;
}

Result<void> MirroredTrial::write(const std::vector<Points>& all) {
    if (auto made = make_folders(folder_); !made) return made;
    if (!writer_) {
        auto made = store::EventFileWriter::create(folder_);
        if (!made) return fail(made.error());
        writer_.emplace(std::move(*made));
    }
    for (const auto& [metric, points] : all) {
        for (const store::ScalarPoint& point : points) writer_->add_scalar(metric, point);
        last_steps_[metric] = points.back().step;
    }
    return writer_->flush();
}

Result<bool> MirroredTrial::follow_curves(Host& host, int columns) {
    // Once for the metrics, once for their points.
    for (int i = 0; i < 2; ++i) {
        const auto answer = host.request(request(columns));
        if (!answer) return fail(answer.error());
        JsonMembers members(*answer);
        const auto generation = static_cast<std::uint64_t>(members.large_count("generation"));
        const Json* metrics = members.find("metrics");
        if (members.bad() != nullptr || metrics == nullptr || !metrics->is_object()) return senseless("no curves");
        if (std::exchange(generation_, generation) != generation) forget_curves();
        else if (const auto points = points_of(*answer); !points) return fail(points.error());
        else if (!points->empty()) return write(*points).map([] { return true; });
        bool has_new = false;
        for (const auto& [name, about] : metrics->items())
            if (last_steps_.size() < most_metrics_followed && name.size() <= longest_metric)
                has_new |= last_steps_.try_emplace(name, -1).second;
        if (!has_new) return false;
    }
    return false;
}

Result<bool> MirroredTrial::follow_log(Host& host) {
    const std::string name = fmt::format("trials/{:04}/log.txt", number_);
    const fs::path file = folder_ / "log.txt";
    bool has_new = false;
    for (int pieces = 0; pieces < 1000; ++pieces) {
        // Where it ends is asked first: a step beyond all files.
        const bool is_first = !log_;
        const std::uint64_t from = log_.value_or(most_record_bytes * 1024);
        const auto answer = host.request({{"do", "read"}, {"study", study_}, {"file", name}, {"from", from}});
        if (!answer) return fail(answer.error());
        const auto piece = piece_of(*answer, from);
        if (!piece) return fail(piece.error());
        if (is_first || piece->mark != log_mark_ || piece->size < from) {
            log_ = piece->size > log_at_first ? piece->size - log_at_first : 0;
            log_mark_ = piece->mark;
            auto emptied = AppendFile::open(file, 0);
            if (!emptied) return fail(emptied.error());
            continue;
        }
        std::string_view whole = piece->bytes;
        // A torn last line waits for its end; one that is longer than a piece is taken as it comes.
        if (whole.find('\n') != std::string_view::npos || from + whole.size() >= piece->size)
            whole = whole.substr(0, whole.rfind('\n') + 1);
        if (whole.empty()) return has_new;
        auto out = AppendFile::open(file);
        if (!out) return fail(out.error());
        if (out->size() + whole.size() > most_record_bytes) return senseless("a log beyond all bounds");
        if (auto added = out->append(whole); !added) return fail(added.error());
        *log_ += whole.size();
        has_new = true;
    }
    return has_new;
}

}  // namespace lathe::remote
