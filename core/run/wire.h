// SPDX-License-Identifier: GPL-3.0-or-later
// The line protocol between a session and a worker process: one JSON object a line, over a socket pair.
//
// To the worker:   {"trial": {"number": 3, "folder": "...", "devices": ["cuda:0"], "resume": false, "rank": 0,
//                             "ranks": 2, "rendezvous": "...", "stop_at_step": 40,
//                             "as_trial": 3, "usage_every_ms": 5000}}
//                  the first, and again after each end
//                  {"stop": true}   {"pause": true}   {"answer": null or "why to stop"}
// From the worker, all but the end from rank 0 alone:
//                  {"report": {"step": 3, "metrics": {...}}}   each is answered
//                  {"news": {"progress": [...], "points": {...}, "log": [...]}}   several times a second
//                  {"end": {...}}   the last of this trial
#pragma once

#include <chrono>
#include <mutex>
#include <optional>
#include <string>

#include "core/base/json.h"
#include "core/run/executor.h"
#include "core/run/mailbox.h"

namespace lathe::run {

// One end of the socket pair. send() from any thread; receive() from one.
class LineSocket {
  public:
    // Takes the descriptor over, and closes it.
    explicit LineSocket(int fd) : fd_(fd) {}
    ~LineSocket();
    LineSocket(const LineSocket&) = delete;
    LineSocket& operator=(const LineSocket&) = delete;

    // A peer that has gone is no error here: receive() tells of it.
    void send(const Json& message);
    // Waits for a line; nullopt: the peer has gone, or talks nonsense, or said nothing for so long.
    std::optional<Json> receive(std::optional<std::chrono::milliseconds> longest = std::nullopt);
    // Whether nothing more will ever come, for receive()'s thread.
    bool is_closed() const { return is_closed_; }
    // Whether that is because what came last was no message, for the same thread.
    bool is_garbled() const { return is_garbled_; }
    int fd() const { return fd_; }  // stays this object's

  private:
    bool wait_until(std::chrono::steady_clock::time_point until) const;

    int fd_;
    std::mutex send_mutex_;
    std::string buffer_;
    bool is_closed_ = false;
    bool is_garbled_ = false;
};

// Without the config, which is in the trial's folder.
Json to_json(const TrialJob& job);
// Reads what to_json() gave, all but the config. Throws Json::exception when it is something else.
Result<TrialJob> trial_job_from_json(const Json& json);

// {outcome}, {failure} or {session_failure}.
Json to_json(const TrialResult& result);
// Reads what to_json() gave. Throws Json::exception when it is something else.
TrialResult trial_result_from_json(const Json& json);

// {NAME: number}; NaN and infinities are strings, as json_number() has them.
Json metrics_to_json(const std::map<std::string, double>& metrics);
// The inverse of metrics_to_json(). What is no number is left out.
std::map<std::string, double> metrics_from_json(const Json& json);

// The progress and newest points of a trial as JSON, for take_news() on the other side.
Json news_to_json(const Progress& progress, const Mailbox::Batch& batch);
// Takes what news_to_json() gave into `progress`, and the points and the log of the trial into `mailbox`. Throws
// Json::exception when it is none.
void take_news(const Json& json, int trial, Progress& progress, Mailbox& mailbox);

}  // namespace lathe::run
