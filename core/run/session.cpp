// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/session.h"

#include <algorithm>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/run/command_queue.h"
#include "core/run/priority.h"
#include "core/run/program/program_environment.h"
#include "core/run/provenance.h"
#include "core/run/provenance_capture.h"
#include "core/run/scheduler.h"
#include "core/run/slurm/slurm_executor.h"
#include "core/run/snapshot.h"
#include "core/run/study_experiment.h"
#include "core/run/trial_services.h"
#include "core/store/study_record.h"

namespace lathe::run {

namespace {

// While something runs: GPUs that other programs leave and the end of max_duration are noticed by looking.
constexpr std::chrono::seconds look_again{1};
// Checksums of data that is large are given up when the session has nothing else to do.
constexpr std::chrono::seconds longest_comparison{10};

// A trial that is a job of Slurm's since an earlier session, and which this machine must not run beside it.
std::optional<Error> running_job(const fs::path& study_folder, const Replayed& replayed) {
    for (const int number : replayed.waiting) {
        const auto folder = store::trial_folder(study_folder, number);
        const auto job = slurm::job_that_may_run(folder);
        if (!job) return job.error();
        if (job->empty()) continue;
        return Error{fmt::format("trial {} may still run as job {} of Slurm's", number, *job),
                     fmt::format("resume with --engine slurm; or, once the job is over, remove {}",
                                 (folder / "worker").string())};
    }
    return std::nullopt;
}

// Each of the studies that the first trials come from, once.
std::vector<search::Origin> studies_of(const std::map<std::int64_t, search::Origin>& origins) {
    std::vector<search::Origin> out;
    for (const auto& [place, origin] : origins) {
        search::Origin study = origin;
        study.trial.reset();
        if (std::ranges::find(out, study) == out.end()) out.push_back(std::move(study));
    }
    return out;
}

}  // namespace

// One thread of its own carries out all commands, among them the ends of trials. Only a trial's reports come in from
// its own thread, because the trial waits for the answer.
//
// The order of the mutexes: mutex_ before those inside commands_ and snapshot_, which are held for an instant.
class Session::Impl final : public TrialListener {
  public:
    Impl(const search::Experiment& experiment, Replayed from, StudyRecorder recorder, const SessionServices& services)
        : record_name_(ProvenanceCapture::new_name(recorder.folder())),
          leases_(device::Leases::shared_in(services.lease_folder, recorder.folder().filename().string())),
          surroundings_(surroundings_of(experiment, *services.catalog)),
          of_program_(asker_of(experiment, services)),
          inventory_(*services.inventory),
          scheduler_(experiment.purpose, experiment.search, std::move(from), std::move(recorder),
                     TrialLauncher(experiment, *services.catalog, *services.inventory, std::move(leases_),
                                   make_executors(services_for(experiment, services), experiment, mailbox_)),
                     *this, facts_of(experiment, record_name_)) {
        for (const std::string& notice : services.notices) scheduler_.add_notice(notice);
    }

    ~Impl() override {
        commands_.post([this] {
            if (scheduler_.state() != SessionState::idle) scheduler_.stop();
        });
        commands_.close();
        if (thread_.joinable()) thread_.join();
        capture_.reset();  // it may still speak of what it finds
    }

    // Before anybody else knows this object.
    Scheduler& scheduler() { return scheduler_; }
    void begin() {
        scheduler_.publish(snapshot_);
        thread_ = std::thread([this] { carry_out_commands(); });
    }

    // scheduler.*method(arguments), on the scheduler's thread.
    template <class Method, class... Arguments>
    void post(Method method, Arguments... arguments) {
        commands_.post([this, method, ... arguments = std::move(arguments)] { (scheduler_.*method)(arguments...); });
    }
    // The record of the environment is begun with the first start, so that looking at a study writes nothing.
    void start() {
        commands_.post([this] {
            scheduler_.start();
            if (scheduler_.state() == SessionState::running && !capture_)
                capture_.emplace(status().folder, record_name_, surroundings_, inventory_.list(), of_program_,
                                 [this](const auto& changes) { post(&Scheduler::add_notice, notice_of(changes)); });
        });
    }
    // What has changed in the world since the study ran before is known at the end at the latest.
    SessionState wait() {
        const SessionState state = commands_.wait();
        if (state != SessionState::finished) return state;
        commands_.post([this] {
            if (capture_) capture_->wait_for_comparison(longest_comparison);
        });
        return commands_.wait();
    }
    SessionStatus status() const { return snapshot_.status(); }
    Mailbox& mailbox() { return mailbox_; }

    std::optional<std::string> on_report(int trial, std::int64_t step,
                                         const std::map<std::string, double>& metrics) override {
        const std::lock_guard lock(mutex_);
        commands_.post([] {});  // whatever changes here is to be shown
        return scheduler_.report(trial, step, metrics);
    }
    void on_ended(int trial, TrialResult result) override {
        commands_.post([this, trial, result = std::move(result)] {
            if (const auto* outcome = std::get_if<TrialOutcome>(&result); outcome && capture_)
                capture_->engine_is_loaded(engine_of(outcome->facts));
            scheduler_.trial_ended(trial, result);
        });
    }

  private:
    // Asks for the environment of that program, as the config has it before anything is chosen.
    static ProvenanceCapture::OfProgram asker_of(const search::Experiment& experiment,
                                                 const SessionServices& services) {
        if (!experiment.program) return {};
        ProgramQuestion question{*experiment.program, experiment.folder,
                                 experiment.trial_config(*services.catalog, config::Value(config::Dict{})).value,
                                 services.program_tools};
        return [question = std::move(question)](const std::stop_token& stop) {
            return program_environment(question, stop);
        };
    }
    static config::Value facts_of(const search::Experiment& experiment, const std::string& record_name) {
        config::Value facts = provenance(experiment.folder);
        facts.set("provenance", record_name);
        return facts;
    }
    static std::string notice_of(const std::vector<std::string>& changes) {
        return fmt::format("since this study ran before, {}{}: its trials before and after that cannot be compared",
                           changes.front(),
                           changes.size() > 1 ? fmt::format(", and {} more", changes.size() - 1) : std::string());
    }
    static config::Value engine_of(const config::Value& facts) {
        config::Value engine{config::Dict{}};
        for (const char* key : {"torch", "blas", "threads"})
            if (const config::Value* value = facts.get(key)) engine.set(key, *value);
        return engine;
    }

    void carry_out_commands() {
        yield_to_the_window();
        auto state = SessionState::idle;
        for (bool leave = false; !leave;) {
            const auto batch = is_still(state) ? commands_.take() : commands_.take(look_again);
            {
                const std::lock_guard lock(mutex_);
                for (const auto& command : batch.commands) command();
                scheduler_.step();
                scheduler_.publish(snapshot_);
                state = scheduler_.state();
            }
            commands_.handled(batch.commands.size(), state);
            leave = batch.closed && is_still(state);
        }
    }

    const std::string record_name_;  // of the environment, in the study's provenance folder
    device::Leases leases_;          // until the scheduler's launcher has them
    const Surroundings surroundings_;
    const ProvenanceCapture::OfProgram of_program_;
    device::Inventory& inventory_;
    std::optional<ProvenanceCapture> capture_;  // of the scheduler's thread
    Mailbox mailbox_;
    std::mutex mutex_;  // guards scheduler_
    Scheduler scheduler_;
    CommandQueue commands_;
    Snapshot snapshot_;
    std::thread thread_;  // last: it uses all the others
};

Result<std::unique_ptr<Session>> Session::create(search::Experiment experiment, search::Purpose kind,
                                                 const fs::path& workspace, const SessionServices& services,
                                                 const std::string& reserved) {
    experiment.purpose = kind;
    auto study = new_study(experiment);
    if (!study) return fail(study.error());
    auto recorder = StudyRecorder::create(workspace, experiment, reserved, studies_of(study->origins_of_first));
    if (!recorder) return fail(recorder.error());
    auto impl = std::make_unique<Impl>(experiment, std::move(*study), std::move(*recorder), services);
    if (kind == search::Purpose::trial)
        impl->scheduler().add_trial(experiment.repeated.value_or(search::Choice{config::Value(config::Dict{}), {}}));
    return std::unique_ptr<Session>(new Session(std::move(impl)));
}

tl::expected<std::unique_ptr<Session>, Errors> Session::resume(const fs::path& study_folder,
                                                               const SessionServices& services,
                                                               std::optional<search::EngineKind> engine) {
    const auto refused = [](const Error& error) { return tl::make_unexpected(Errors{error}); };
    auto lock = store::StudyLock::try_lock(study_folder);
    if (!lock) return refused(lock.error());
    auto experiment = load_study_experiment(study_folder, *services.catalog);
    if (!experiment) return tl::make_unexpected(std::move(experiment.error()));
    if (engine) experiment->search.engine.kind = *engine;
    auto replayed = replay(*experiment, study_folder);
    if (!replayed) return refused(replayed.error());
    if (experiment->search.engine.kind == search::EngineKind::local)
        if (const auto job = running_job(study_folder, *replayed)) return refused(*job);
    if (engine)
        if (const auto saved = save_study_engine(study_folder, *engine); !saved) return refused(saved.error());
    auto recorder = StudyRecorder::open(study_folder, std::move(*lock));
    if (!recorder) return refused(recorder.error());
    if (auto done = recorder->record_resumed(*experiment, *replayed); !done) return refused(done.error());
    auto impl = std::make_unique<Impl>(*experiment, std::move(*replayed), std::move(*recorder), services);
    return std::unique_ptr<Session>(new Session(std::move(impl)));
}

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {
    impl_->begin();
}

Session::~Session() = default;

void Session::start() {
    impl_->start();
}
void Session::pause() {
    impl_->post(&Scheduler::pause);
}
void Session::unpause() {
    impl_->post(&Scheduler::unpause);
}
void Session::stop() {
    impl_->post(&Scheduler::stop);
}
void Session::stop_after_running(bool wanted) {
    impl_->post(&Scheduler::stop_after_running, wanted);
}
void Session::cancel_trial(int number) {
    impl_->post(&Scheduler::cancel_trial, number);
}
void Session::add_trial(space::Params params, std::optional<int> clone_of) {
    std::optional<search::Origin> from;
    if (clone_of) from = search::Origin{search::Origin::How::clone, {}, {}, clone_of};
    impl_->post(&Scheduler::add_trials, std::vector{std::move(params)}, QueueEnd::first, std::move(from));
}
void Session::rerun_failed() {
    impl_->post(&Scheduler::rerun_failed);
}
void Session::set_limits(const Limits& limits) {
    impl_->post(&Scheduler::set_limits, limits);
}
SessionStatus Session::status() const {
    return impl_->status();
}
Mailbox& Session::mailbox() {
    return impl_->mailbox();
}
SessionState Session::wait() {
    return impl_->wait();
}

}  // namespace lathe::run
