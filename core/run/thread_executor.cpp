// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/thread_executor.h"

#include <functional>
#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/run/priority.h"
#include "core/run/record_writer.h"
#include "core/run/run_body.h"
#include "core/run/trial_log.h"
#include "core/run/trial_recorder.h"
#include "core/run/usage/usage_sampler.h"

namespace lathe::run {

namespace {

class ListenerSink final : public ObjectiveSink {
  public:
    ListenerSink(const TrialJob& job, const Progress& progress, TrialListener& listener, MetricSink& metrics)
        : trial_(job.number),
          stop_at_step_(job.stop_at_step),
          progress_(progress),
          listener_(listener),
          metrics_(metrics) {}
    std::optional<std::string> report(std::int64_t step, const std::map<std::string, double>& metrics) override {
        // The journal must not know of a validation that the record has lost.
        if (!metrics_.flush()) return std::nullopt;
        auto reason = listener_.on_report(trial_, step, metrics);
        if (stop_at_step_ && progress_.step >= *stop_at_step_) return "the recorded trial ended here";
        return reason;
    }

  private:
    int trial_;
    std::optional<std::int64_t> stop_at_step_;
    const Progress& progress_;
    TrialListener& listener_;
    MetricSink& metrics_;
};

// For a rank that keeps no record: rank 0 logs the same, but for why this one fails.
class Silence final : public MetricSink, public ObjectiveSink {
  public:
    SeriesId series(const std::string&) override { return 0; }
    void report(SeriesId, std::int64_t, double) override {}
    void log(const std::string& line) override { last_line_ = line; }
    const std::string& last_line() const { return last_line_; }
    std::optional<std::string> report(std::int64_t, const std::map<std::string, double>&) override {
        return std::nullopt;
    }

  private:
    std::string last_line_;
};

// What the tuner chose; of a trial that no tuner made, every setting.
config::Value hparams_of(const TrialJob& job) {
    if (const auto text = read_file(job.folder / "params.json")) {
        const auto json = parse_json(*text);
        if (json && json->is_object() && !json->empty()) return config::from_json(*json);
    }
    config::Value flat{config::Dict{}};
    const std::function<void(const std::string&, const config::Value&)> add = [&](const std::string& path,
                                                                                  const config::Value& value) {
        if (!value.is_dict()) return flat.as_dict().emplace_back(path, value), void();
        for (const auto& [key, child] : value.as_dict()) add(path.empty() ? key : path + "." + key, child);
    };
    add({}, job.config);
    return flat;
}

class TrialThread final : public RunningTrial {
  public:
    TrialThread(TrialJob job, TrialListener& listener, const BodyMaker& make_body, Mailbox& mailbox,
                RecordWriter& writer, UsageSampler& sampler)
        : thread_([this, job = std::move(job), &listener, &make_body, &mailbox, &writer, &sampler](std::stop_token) {
              yield_to_the_window();
              listener.on_ended(job.number, run(job, listener, make_body, mailbox, writer, sampler));
          }) {}

    ~TrialThread() override { request_stop(); }

    void request_stop() override { stop_.request_stop(); }
    void set_paused(bool paused) override { paused ? gate_.pause() : gate_.resume(); }

  private:
    TrialResult run(const TrialJob& job, TrialListener& listener, const BodyMaker& make_body, Mailbox& mailbox,
                    RecordWriter& writer, UsageSampler& sampler) {
        if (job.place.rank > 0) return run_without_record(job, make_body, mailbox, sampler);
        auto opened = TrialRecorder::open(job.number, job.folder, job.resume, mailbox);
        if (!opened) return SessionFailure{opened.error()};
        const std::shared_ptr<TrialRecorder> recorder = std::move(*opened);
        recorder->on_error([this](const Error&) { request_stop(); });
        if (!job.resume) recorder->begin_hparams(hparams_of(job));
        writer.add(recorder);
        ListenerSink objective(job, *progress_, listener, *recorder);
        TrialContext context{job.config, job.folder, job.device, stop_.get_token(), gate_,
                             *recorder,  objective,  *progress_, job.resume};
        context.devices = job.devices;
        context.place = job.place;
        context.as_trial = job.as_trial;
        auto usage = watch_usage(job, sampler, mailbox, [recorder](const std::string& line) { recorder->log(line); });
        TrialResult result = run_body(make_body, context);
        usage.reset();
        writer.remove(recorder);
        const auto* outcome = std::get_if<TrialOutcome>(&result);
        if (!outcome || outcome->end != TrialEnding::stopped) recorder->end_hparams(outcome != nullptr);
        // Here, where nothing is trained any more: on_ended() has trial.json written.
        if (auto closed = recorder->close(); !closed) return SessionFailure{closed.error()};
        return result;
    }

    std::unique_ptr<UsageSampler::Watch> watch_usage(const TrialJob& job, UsageSampler& sampler, Mailbox& mailbox,
                                                     std::function<void(const std::string&)> say) {
        if (!job.usage_every) return nullptr;
        const auto devices = job.devices.empty() ? std::vector{job.device} : job.devices;
        return sampler.watch(
            {job.number, job.folder, *job.usage_every, devices, job.place.rank, progress_, &gate_, std::move(say)},
            mailbox);
    }

    // Rank 0 keeps the trial's record; what it uses only each of the others knows.
    TrialResult run_without_record(const TrialJob& job, const BodyMaker& make_body, Mailbox& mailbox,
                                   UsageSampler& sampler) {
        Silence silence;
        TrialContext context{job.config, job.folder, job.device, stop_.get_token(), gate_,
                             silence,    silence,    *progress_, job.resume};
        context.devices = job.devices;
        context.place = job.place;
        auto usage = watch_usage(job, sampler, mailbox, {});
        TrialResult result = run_body(make_body, context);
        usage.reset();
        // The whole text, of which the result has the first line.
        const auto* failure = std::get_if<TrialFailure>(&result);
        if (failure != nullptr && !failure->is_consequence)
            add_to_log(job.folder, fmt::format("rank {} {}", job.place.rank, silence.last_line()));
        return result;
    }

    PauseGate gate_;
    std::stop_source stop_;  // not the thread's own: a write error stops the trial, too
    std::jthread thread_;    // last: it uses all the others
};

class ThreadExecutor final : public Executor {
  public:
    ThreadExecutor(BodyMaker make_body, Mailbox& mailbox) : make_body_(std::move(make_body)), mailbox_(mailbox) {}

    std::unique_ptr<RunningTrial> start(TrialJob job, TrialListener& listener) override {
        return std::make_unique<TrialThread>(std::move(job), listener, make_body_, mailbox_, writer_, sampler_);
    }

  private:
    BodyMaker make_body_;
    Mailbox& mailbox_;
    RecordWriter writer_;
    UsageSampler sampler_;
};

}  // namespace

std::unique_ptr<Executor> make_thread_executor(BodyMaker make_body, Mailbox& mailbox) {
    return std::make_unique<ThreadExecutor>(std::move(make_body), mailbox);
}

}  // namespace lathe::run
