// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/trial_talk.h"

#include <algorithm>
#include <utility>

#include "core/base/files.h"
#include "core/run/slurm/job_request.h"
#include "core/run/slurm/json_member.h"
#include "core/run/slurm/ownership.h"
#include "core/run/wire.h"

namespace lathe::run::slurm {

namespace {

Result<Json> read_json_file(const fs::path& file) {
    const auto text = read_file(file);
    if (!text) return fail(text.error());
    return parse_json(*text, file.string());
}

// As the session, or else the worker has recorded it; with "" as its id: neither has.
JobKey recorded_job(const TalkFolder& talk) {
    for (const fs::path& file : {talk.submitted(), talk.owner()})
        if (const auto json = read_json_file(file); json && !text_member(*json, "job").empty())
            return {text_member(*json, "job"), text_member(*json, "name")};
    const std::string array = planned_array(talk);
    return {{}, array.empty() || !is_job_of(talk, array) ? job_name(talk) : array};
}

// The folder was copied, or moved, since its job was submitted: that job writes elsewhere.
bool is_copied(const TalkFolder& talk) {
    const JobKey job = recorded_job(talk);
    return !job.id.empty() && !is_job_of(talk, job.name);
}

// "": none that writes here.
std::string known_job(const TalkFolder& talk) {
    return is_copied(talk) ? std::string() : recorded_job(talk).id;
}

// All that was said, for a look that is not followed by another: a damaged line is not waited for.
std::vector<Json> all_lines(const fs::path& file) {
    auto contents = store::Journal::read(file);
    return contents ? std::move(contents->events) : std::vector<Json>();
}

bool holds(const std::vector<Json>& events, std::string_view kind) {
    return std::ranges::any_of(events, [&](const Json& event) { return text_member(event, "event") == kind; });
}

bool has_ended(const TalkFolder& talk) {
    return holds(all_lines(talk.from_worker()), "end") || holds(all_lines(talk.to_worker()), "over");
}

}  // namespace

Result<JobOrder> JobOrder::read(const TalkFolder& talk) {
    const auto json = read_json_file(talk.job());
    if (!json) return fail(json.error());
    try {
        auto job = trial_job_from_json(json->at("job"));
        if (!job) return fail(std::move(job).error());
        JobOrder order{std::move(*job), json->at("waits_for_answers").get<bool>(),
                       std::chrono::milliseconds(json->at("look_ms").get<int>())};
        order.job.folder = talk.trial_folder();  // wherever the study lies now
        return order;
    } catch (const Json::exception&) {
        return fail(talk.job().string() + " is not one that this Lathe understands",
                    "let the session and its jobs be of the same version");
    }
}

Result<void> JobOrder::write(const TalkFolder& talk) const {
    const Json json = {{"lathe", 1},
                       {"job", to_json(job)},
                       {"waits_for_answers", waits_for_answers},
                       {"look_ms", static_cast<std::int64_t>(look.count())}};
    return write_file_atomically(talk.job(), dump_json(json) + "\n");
}

Result<void> say_line(store::Journal& lines, Json event) {
    return lines.append(std::move(event)).and_then([&] { return lines.flush_to_disk(); });
}

TrialTalk::TrialTalk(TalkFolder folder, store::Journal to_worker)
    : folder_(std::move(folder)),
      to_worker_(std::move(to_worker)),
      from_worker_(folder_.from_worker()),
      job_{{}, job_name(folder_)} {}

Result<TrialTalk> TrialTalk::begin(const TalkFolder& talk, const JobOrder& order, const std::string& script) {
    // job.json is last: an attempt without it was never submitted.
    auto done = make_folders(talk.path())
                    .and_then([&] { return write_file_atomically(talk.from_worker(), ""); })
                    .and_then([&] { return write_file_atomically(talk.script(), script); })
                    .and_then([&] { return order.write(talk); });
    if (!done) return fail(std::move(done).error());
    return take_up(talk);
}

Result<TrialTalk> TrialTalk::take_up(const TalkFolder& talk) {
    auto journal = store::Journal::open(talk.to_worker());
    if (!journal) return fail(std::move(journal).error());
    TrialTalk taken(talk, std::move(*journal));
    const auto said = all_lines(talk.to_worker());
    taken.stop_said_ = holds(said, "stop");
    taken.over_said_ = holds(said, "over") || (is_copied(talk) && !holds(all_lines(talk.from_worker()), "end"));
    for (const Json& event : said) {
        const std::string kind = text_member(event, "event");
        if (kind == "answer") taken.answered_ = std::max(taken.answered_, integer_member(event, "report"));
        if (kind == "pause") taken.paused_said_ = is_true_member(event, "paused");
    }
    if (!is_copied(talk)) taken.job_ = recorded_job(talk);
    taken.is_in_array_ = taken.job_.name != job_name(talk);
    return taken;
}

Result<void> TrialTalk::keep_job(const std::string& id) {
    job_.id = id;
    return write_file_atomically(folder_.submitted(), dump_json({{"job", id}, {"name", job_.name}}) + "\n");
}

Result<void> TrialTalk::plan_array(const std::string& name) {
    is_in_array_ = !name.empty();
    job_.name = is_in_array_ ? name : job_name(folder_);
    return write_file_atomically(folder_.array(), dump_json({{"name", name}}) + "\n");
}

void TrialTalk::poll(const OnReport& on_report) {
    for (const Json& event : from_worker_.poll()) {
        try {
            take(event, on_report);
        } catch (const Json::exception&) {  // of another version
        }
    }
}

void TrialTalk::take(const Json& event, const OnReport& on_report) {
    const auto kind = event.at("event").get<std::string>();
    if (kind == "started") {
        has_started_ = true;
        is_stopped_ = false;
        job_.id = event.at("job").get<std::string>();
    } else if (kind == "report") {
        // One that was answered may be new to this session all the same: a power cut can take the journal's last line.
        const auto why = on_report(event.at("step").get<std::int64_t>(), metrics_from_json(event.at("metrics")));
        const auto number = event.at("report").get<std::int64_t>();
        if (number <= answered_) return;
        answered_ = number;
        say({{"event", "answer"}, {"report", number}, {"why", why ? Json(*why) : Json()}});
    } else if (kind == "stopped") {
        is_stopped_ = true;
    } else if (kind == "end") {
        result_ = trial_result_from_json(event.at("result"));
    }
}

void TrialTalk::say_stop() {
    if (!std::exchange(stop_said_, true)) say({{"event", "stop"}});
}

void TrialTalk::say_paused(bool paused) {
    if (std::exchange(paused_said_, paused) != paused) say({{"event", "pause"}, {"paused", paused}});
}

void TrialTalk::say_over() {
    if (!std::exchange(over_said_, true)) say({{"event", "over"}});
}

void TrialTalk::revoke() {
    say_stop();
    static_cast<void>(write_file_atomically(folder_.owner(), "{}\n"));
}

void TrialTalk::say(Json event) {
    static_cast<void>(say_line(to_worker_, std::move(event)));
}

std::string planned_array(const TalkFolder& talk) {
    const auto plan = read_json_file(talk.array());
    return plan ? text_member(*plan, "name") : std::string();
}

std::string unfinished_job(const TalkFolder& talk) {
    return has_ended(talk) ? std::string() : known_job(talk);
}

Result<void> close_unrecorded(const TalkFolder& talk) {
    std::error_code code;
    if (has_ended(talk) || is_copied(talk) || !fs::exists(talk.job(), code)) return {};
    const auto is_closed = Ownership::close(talk.owner());
    if (!is_closed) return fail(is_closed.error());
    if (!*is_closed) return {};
    auto taken = TrialTalk::take_up(talk);
    if (!taken) return fail(std::move(taken).error());
    taken->say_over();
    return {};
}

}  // namespace lathe::run::slurm
