// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/wire.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

namespace lathe::run {

LineSocket::~LineSocket() {
    if (fd_ >= 0) ::close(fd_);
}

void LineSocket::send(const Json& message) {
    const std::string line = dump_json(message) + "\n";
    const std::lock_guard lock(send_mutex_);
    std::string_view rest = line;
    while (!rest.empty()) {
        const ssize_t n = ::send(fd_, rest.data(), rest.size(), MSG_NOSIGNAL);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return;
        rest.remove_prefix(static_cast<std::size_t>(n));
    }
}

std::optional<Json> LineSocket::receive(std::optional<std::chrono::milliseconds> longest) {
    const auto until = std::chrono::steady_clock::now() + longest.value_or(std::chrono::milliseconds(0));
    std::size_t searched = 0;
    while (true) {
        if (const auto end = buffer_.find('\n', searched); end != std::string::npos) {
            auto json = parse_json(std::string_view(buffer_).substr(0, end));
            buffer_.erase(0, end + 1);
            if (!json || !json->is_object()) {
                is_closed_ = is_garbled_ = true;
                return std::nullopt;
            }
            return std::move(*json);
        }
        searched = buffer_.size();
        if (longest && !wait_until(until)) return std::nullopt;
        std::array<char, 65536> chunk{};
        const ssize_t n = ::recv(fd_, chunk.data(), chunk.size(), 0);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            is_closed_ = true;
            return std::nullopt;
        }
        buffer_.append(chunk.data(), static_cast<std::size_t>(n));
    }
}

bool LineSocket::wait_until(std::chrono::steady_clock::time_point until) const {
    while (true) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd one{fd_, POLLIN, 0};
        const int n = ::poll(&one, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
        if (n < 0 && errno == EINTR) continue;
        return n > 0;
    }
}

Json to_json(const TrialJob& job) {
    Json devices = Json::array();
    for (const auto& device : job.devices) devices.push_back(device.str());
    Json json = {{"number", job.number},       {"folder", job.folder.string()},
                 {"device", job.device.str()}, {"devices", std::move(devices)},
                 {"resume", job.resume},       {"rank", job.place.rank},
                 {"ranks", job.place.ranks},   {"rendezvous", job.place.rendezvous.string()}};
    if (job.stop_at_step) json["stop_at_step"] = *job.stop_at_step;
    if (job.as_trial) json["as_trial"] = *job.as_trial;
    if (job.usage_every) json["usage_every_ms"] = job.usage_every->count();
    return json;
}

Result<TrialJob> trial_job_from_json(const Json& json) {
    TrialJob job;
    job.number = json.at("number").get<int>();
    job.folder = json.at("folder").get<std::string>();
    job.resume = json.at("resume").get<bool>();
    job.place = {json.at("rank").get<int>(), json.at("ranks").get<int>(), json.at("rendezvous").get<std::string>()};
    if (const auto it = json.find("stop_at_step"); it != json.end()) job.stop_at_step = it->get<std::int64_t>();
    if (const auto it = json.find("as_trial"); it != json.end()) job.as_trial = it->get<int>();
    if (const auto it = json.find("usage_every_ms"); it != json.end())
        job.usage_every = std::chrono::milliseconds(it->get<std::int64_t>());
    const auto device = device::parse_device(json.at("device").get<std::string>());
    if (!device) return fail(device.error());
    job.device = *device;
    for (const auto& name : json.at("devices")) {
        const auto one = device::parse_device(name.get<std::string>());
        if (!one) return fail(one.error());
        job.devices.push_back(*one);
    }
    return job;
}

Json metrics_to_json(const std::map<std::string, double>& metrics) {
    Json json = Json::object();
    for (const auto& [name, value] : metrics) json[name] = json_number(value);
    return json;
}

std::map<std::string, double> metrics_from_json(const Json& json) {
    std::map<std::string, double> metrics;
    for (const auto& [name, value] : json.items())
        if (const auto number = number_from_json(value)) metrics[name] = *number;
    return metrics;
}

Json to_json(const TrialResult& result) {
    if (const auto* failure = std::get_if<TrialFailure>(&result))
        return {{"failure", failure->why},
                {"facts", config::to_json(failure->facts)},
                {"is_consequence", failure->is_consequence}};
    if (const auto* failure = std::get_if<SessionFailure>(&result)) {
        const Error& error = failure->error;
        return {{"session_failure",
                 {{"what", error.what}, {"hint", error.hint}, {"kind", error.kind}, {"file", error.file}}}};
    }
    const auto& outcome = std::get<TrialOutcome>(result);
    return {{"outcome",
             {{"end", static_cast<int>(outcome.end)},
              {"reason", outcome.reason},
              {"metrics", metrics_to_json(outcome.metrics)},
              {"steps", outcome.steps},
              {"epochs", outcome.epochs},
              {"facts", config::to_json(outcome.facts)}}}};
}

TrialResult trial_result_from_json(const Json& json) {
    if (const auto it = json.find("failure"); it != json.end())
        return TrialFailure{it->get<std::string>(),
                            config::from_json(json.value("facts", Json())),
                            {},
                            json.value("is_consequence", false)};
    if (const auto it = json.find("session_failure"); it != json.end()) {
        Error error;
        error.what = it->at("what").get<std::string>();
        error.hint = it->at("hint").get<std::string>();
        error.kind = it->at("kind").get<std::string>();
        error.file = it->at("file").get<std::string>();
        return SessionFailure{std::move(error)};
    }
    const Json& from = json.at("outcome");
    TrialOutcome outcome;
    outcome.end = static_cast<TrialEnding>(from.at("end").get<int>());
    outcome.reason = from.at("reason").get<std::string>();
    outcome.metrics = metrics_from_json(from.at("metrics"));
    outcome.steps = from.at("steps").get<std::int64_t>();
    outcome.epochs = from.at("epochs").get<std::int64_t>();
    outcome.facts = config::from_json(from.at("facts"));
    return outcome;
}

Json news_to_json(const Progress& progress, const Mailbox::Batch& batch) {
    Json json = {
        {"progress",
         {progress.step.load(), progress.total_steps.load(), progress.epoch.load(), progress.total_epochs.load(),
          json_number(progress.steps_per_second.load()), progress.longest_ms.load()}}};
    Json points = Json::object();
    for (const auto& [key, list] : batch.points) {
        Json& rows = points[key.metric] = Json::array();
        for (const auto& point : list) rows.push_back({point.step, point.wall_time, json_number(point.value)});
    }
    json["points"] = std::move(points);
    json["log"] = Json::array();
    for (const auto& [trial, line] : batch.log) json["log"].push_back(line);
    return json;
}

void take_news(const Json& json, int trial, Progress& progress, Mailbox& mailbox) {
    const Json& counts = json.at("progress");
    progress.step = counts.at(0).get<std::int64_t>();
    progress.total_steps = counts.at(1).get<std::int64_t>();
    progress.epoch = counts.at(2).get<std::int64_t>();
    progress.total_epochs = counts.at(3).get<std::int64_t>();
    progress.steps_per_second = number_from_json(counts.at(4)).value_or(0);
    // The worker of a cluster's job may be of an older Lathe.
    progress.longest_ms = counts.size() > 5 ? counts.at(5).get<std::int64_t>() : -1;
    for (const auto& [metric, rows] : json.at("points").items()) {
        std::vector<store::ScalarPoint> points;
        for (const auto& row : rows)
            points.push_back(
                {row.at(0).get<std::int64_t>(), row.at(1).get<double>(), number_from_json(row.at(2)).value_or(0)});
        mailbox.put({trial, metric}, points);
    }
    for (const auto& line : json.at("log")) mailbox.put_log(trial, line.get<std::string>());
}

}  // namespace lathe::run
