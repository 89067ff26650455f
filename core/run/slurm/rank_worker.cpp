// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/rank_worker.h"

#include <chrono>
#include <future>
#include <thread>
#include <utility>

#include "core/run/crash_report.h"
#include "core/run/mailbox.h"
#include "core/run/slurm/job_body.h"
#include "core/run/slurm/job_end.h"
#include "core/run/slurm/json_member.h"
#include "core/run/slurm/talk_reader.h"
#include "core/run/slurm/trial_talk.h"
#include "core/run/thread_executor.h"
#include "core/run/wire.h"

namespace lathe::run::slurm {

namespace {

constexpr std::chrono::milliseconds look_for_the_end{500};

// Only rank 0 asks the assessor.
class EndOfRank final : public TrialListener {
  public:
    std::optional<std::string> on_report(int, std::int64_t, const std::map<std::string, double>&) override {
        return std::nullopt;
    }
    void on_ended(int, TrialResult result) override { end_.set_value(std::move(result)); }
    TrialResult wait() { return end_.get_future().get(); }

  private:
    std::promise<TrialResult> end_;
};

TrialResult train(TrialJob& job, const SessionServices& services) {
    auto make_body = prepare_body(job, services);
    if (!make_body) return SessionFailure{std::move(make_body).error()};
    Mailbox nobody;
    const auto executor = make_thread_executor(std::move(*make_body), nobody);
    EndOfRank end;
    const auto trial = executor->start(job, end);
    return end.wait();
}

// srun ends the others a while after the first that leaves: rank 0 may have a checkpoint to write.
void wait_for_rank_0(TalkReader& said) {
    while (true) {
        for (const Json& event : said.poll())
            if (const std::string kind = text_member(event, "event");
                kind == "end" || kind == "stopped" || kind == "left")
                return;
        std::this_thread::sleep_for(look_for_the_end);
    }
}

}  // namespace

Result<int> run_rank_worker(const TalkFolder& talk, TrialJob job, int restarts, const SessionServices& services) {
    auto to_rank_0 = store::Journal::open(talk.from_rank(job.place.rank));
    if (!to_rank_0) return fail(std::move(to_rank_0).error());
    TalkReader from_rank_0(talk.from_worker());
    from_rank_0.poll();  // of earlier runs of the job
    report_crashes();
    const TrialResult result = train(job, services);
    if (!say_line(*to_rank_0, {{"event", "end"}, {"restarts", restarts}, {"result", to_json(result)}}))
        return exit_unsaid;
    wait_for_rank_0(from_rank_0);
    return 0;
}

std::optional<TrialResult> end_of_rank(const TalkFolder& talk, int rank, int restarts) {
    const auto said = store::Journal::read(talk.from_rank(rank));
    if (!said) return std::nullopt;
    for (const Json& event : said->events) {
        if (integer_member(event, "restarts", -1) != restarts) continue;
        try {
            return trial_result_from_json(event.at("result"));
        } catch (const Json::exception&) {  // of another version
        }
    }
    return std::nullopt;
}

}  // namespace lathe::run::slurm
