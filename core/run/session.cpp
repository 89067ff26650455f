#include "core/run/session.h"

#include <utility>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/run/session_impl.h"
#include "core/store/workspace.h"

namespace lathe::run {

namespace {

Limits limits_of(const Effective& effective) {
    const auto& search = effective.experiment.search;
    if (!effective.search) return {1, 1, search.max_duration};
    return {search.max_trials, search.concurrency, search.max_duration};
}

store::event::Created created(const Effective& effective) {
    const auto& search = effective.experiment.search;
    const auto objective = search.objective.value_or(search::Objective{});
    store::event::Created event{
        effective.experiment.name, effective.search, objective.metric, objective.mode, objective.use_best, {}, {}, 1};
    if (effective.search) {
        event.tuner = search.tuner.name;
        if (search.assessor) event.assessor = search.assessor->name;
        event.max_trials = search.max_trials;
        for (const auto& one : search.objectives) event.objectives.emplace_back(one.metric, one.mode);
    }
    return event;
}

}  // namespace

Result<std::unique_ptr<Session>> Session::create(search::Experiment experiment, bool search, const fs::path& workspace,
                                                 const Services& services) {
    if (!experiment.command.empty())
        return fail("command: programs of others are not run as trials yet: " + experiment.command,
                    "remove `command` to train the network that `config` describes");
    Effective effective{std::move(experiment), search};
    auto study = make_study(effective);
    if (!study) return fail(study.error());
    const auto folder = store::Workspace(workspace).make_study_folder(effective.experiment.name);
    if (!folder) return fail(folder.error());
    auto lock = store::StudyLock::try_lock(*folder);
    if (!lock) return fail(lock.error());
    if (auto done = write_file_atomically(*folder / "experiment.yaml", effective.experiment.text); !done)
        return fail(done.error());
    if (auto done = save_effective(*folder, effective); !done) return fail(done.error());
    auto journal = store::Journal::open(store::journal_path(*folder));
    if (!journal) return fail(journal.error());
    if (auto done = journal->append(store::to_json(store::StudyEvent(created(effective)))); !done)
        return fail(done.error());
    const Limits limits = limits_of(effective);
    auto impl = std::make_unique<Impl>(std::move(effective), *folder, services, std::move(*study), std::move(*journal),
                                       std::move(*lock));
    const std::lock_guard state(impl->state_mutex);
    impl->limits = limits;
    if (!search) impl->waiting.push_back(impl->take_in(*impl->study.add(config::Value(config::Dict{}))));
    impl->publish();
    return std::unique_ptr<Session>(new Session(std::move(impl)));
}

tl::expected<std::unique_ptr<Session>, Errors> Session::resume(const fs::path& study_folder, const Services& services) {
    const auto refused = [](const Error& error) { return tl::make_unexpected(Errors{error}); };
    auto lock = store::StudyLock::try_lock(study_folder);
    if (!lock) return refused(lock.error());
    auto effective = load_effective(study_folder);
    if (!effective) return refused(effective.error());
    if (effective->edited)
        if (auto done = take_edited_space(study_folder, *effective, *services.catalog); !done)
            return tl::make_unexpected(std::move(done.error()));
    auto replayed = replay(*effective, study_folder);
    if (!replayed) return refused(replayed.error());
    auto journal = store::Journal::open(store::journal_path(study_folder));
    if (!journal) return refused(journal.error());
    auto impl = std::make_unique<Impl>(std::move(*effective), study_folder, services, std::move(replayed->study),
                                       std::move(*journal), std::move(*lock));
    const std::lock_guard state(impl->state_mutex);
    impl->limits = replayed->limits;
    if (const auto outside = impl->study.outside(); !outside.empty())
        impl->notices.push_back(fmt::format(
            "the space was edited: {} of the trials so far lie outside it ({}); they are kept, but not learned from",
            outside.size(), fmt::join(outside, ", ")));
    impl->watch = Stopwatch(replayed->elapsed);
    impl->waiting = std::move(replayed->waiting);
    for (auto& record : replayed->records) {
        Impl::Row row;
        row.resume = replayed->begun.contains(record.number);
        if (record.start && record.end)
            row.watch = Stopwatch(std::chrono::duration_cast<std::chrono::milliseconds>(*record.end - *record.start));
        row.record = std::move(record);
        impl->changed(row.record.number);
        impl->rows.push_back(std::move(row));
    }
    impl->write(store::event::Resumed{});
    impl->publish();
    return std::unique_ptr<Session>(new Session(std::move(impl)));
}

Session::Session(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Session::~Session() = default;

void Session::start() {
    impl_->post([impl = impl_.get()] { impl->begin(); });
}
void Session::pause() {
    impl_->post([impl = impl_.get()] { impl->set_paused(true); });
}
void Session::unpause() {
    impl_->post([impl = impl_.get()] { impl->set_paused(false); });
}
void Session::stop() {
    impl_->post([impl = impl_.get()] { impl->begin_stop(); });
}
void Session::stop_after_running() {
    impl_->post([impl = impl_.get()] { impl->last_ones = true; });
}
void Session::cancel_trial(int number) {
    impl_->post([impl = impl_.get(), number] { impl->cancel(number); });
}
void Session::add_trial(space::Params params) {
    impl_->post([impl = impl_.get(), params = std::move(params)] { impl->add_trials({params}, true); });
}
void Session::rerun_failed() {
    impl_->post([impl = impl_.get()] { impl->rerun_failed(); });
}
void Session::set_limits(const Limits& limits) {
    impl_->post([impl = impl_.get(), limits] { impl->change_limits(limits); });
}
SessionStatus Session::status() const {
    return impl_->status();
}
Mailbox& Session::mailbox() {
    return impl_->mailbox;
}
void Session::on_change(std::function<void()> callback) {
    const std::lock_guard lock(impl_->callback_mutex);
    impl_->callback = std::move(callback);
}
SessionState Session::wait() {
    return impl_->wait();
}

}  // namespace lathe::run
