// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/run/session_bench.h"

#include <utility>

#include "core/store/study_record.h"

namespace lathe::run {

void SessionBench::renew() {
    dir_ = std::make_unique<QTemporaryDir>();
    bench_ = std::make_unique<Workbench>();
}

std::unique_ptr<Session> SessionBench::make(search::Experiment experiment, search::Purpose kind) {
    auto session = Session::create(std::move(experiment), kind, workspace(), bench_->services());
    if (!session) qFatal("%s", session.error().str().c_str());
    return std::move(*session);
}

SessionState SessionBench::run(Session& session) {
    session.start();
    return session.wait();
}

store::TrialRecord SessionBench::record(const SessionStatus& status, int number) {
    return store::read_trial_record(store::trial_folder(status.folder, number)).value();
}

}  // namespace lathe::run
