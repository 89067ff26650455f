// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/queue_item.h"

#include <iostream>
#include <utility>

#include <fmt/format.h>

#include "app/ctl/on_end.h"
#include "app/ctl/preflight.h"
#include "app/ctl/run_session.h"
#include "core/queue/frozen_experiment.h"
#include "core/queue/queue.h"
#include "core/queue/study_end.h"
#include "core/store/study_record.h"

namespace lathe::ctl {

namespace {

// Goes on with the item's study, or begins it under the name that it has had since before this process: whatever
// crashes when, there is one study of an item.
MadeSession session_for(const queue::Item& item, Services& services) {
    if (store::is_study_folder(item.study_folder())) return resume_session(item.study_folder(), services);
    auto experiment = queue::thaw(item, Services::catalog());
    if (!experiment) return tl::make_unexpected(std::move(experiment.error()));
    auto mistakes = preflight_errors(*experiment, services);
    if (!mistakes.empty()) return tl::make_unexpected(std::move(mistakes));
    const auto kind = experiment->purpose;
    const auto with = services.run_with(queue::changed_since_frozen(item, *experiment));
    auto session = run::Session::create(std::move(*experiment), kind, item.workspace, with, item.study);
    if (!session) return tl::make_unexpected(Errors{session.error()});
    return std::move(*session);
}

queue::ItemEnd end_of(const queue::Item& item, const SessionEnd& end, int exit_code) {
    // A stop during the check looks like a mistake that the check has found.
    if (!end.refused.empty() && end.by_signal) return {queue::ItemState::waiting, std::nullopt, {}};
    if (!end.refused.empty()) return {queue::ItemState::failed, exit_code, end.refused.front().str()};
    if (auto told = queue::end_of_study(item)) return *told;
    if (end.by_signal) return {queue::ItemState::waiting, std::nullopt, {}};
    return {queue::ItemState::failed, exit_code, end.message};
}

}  // namespace

void run_queue_item(Program& program, int number, int lock, const std::string& on_end) {
    queue::Queue queue(queue::default_queue_folder());
    const auto command = OnEnd::parse(on_end);
    if (!command) return program.error(command.error());
    const auto item = queue.find(number);
    if (!item) return program.error(item.error());
    const auto held = FileLock::adopt(lock, item->lock_file());
    if (!held) return program.error(held.error());
    const auto may = queue.begin(number, queue::this_process());
    if (!may) return program.error(may.error());
    if (!*may) return;  // a person has changed it meanwhile
    const SessionEnd end = run_session(
        program, Results::text, [&](Services& services) { return session_for(*item, services); },
        [number](const run::SessionStatus& status) {
            return status.state == run::SessionState::failed ? fmt::format("lathectl queue release {}", number)
                                                             : std::string("lathectl queue run");
        });
    if (const auto told = queue.end(number, end_of(*item, end, program.exit_code)); !told)
        program.error(told.error(), 1);
    if (end.folder.empty()) return;
    const auto done = command->run(end.folder);
    if (done) return;
    std::cerr << "warning: " << done.error().str() << '\n';
    if (const auto told = queue.add_to_message(number, done.error().str()); !told) program.error(told.error(), 1);
}

}  // namespace lathe::ctl
