// SPDX-License-Identifier: GPL-3.0-or-later
// A session in a workspace of its own, with training that the test conducts. Classes of tests derive from it.
#pragma once

#include <filesystem>
#include <memory>

#include <QTemporaryDir>

#include "core/run/session.h"
#include "core/store/trial_record.h"
#include "tests/core/run/fixtures.h"

namespace lathe::run {

class SessionBench {
  protected:
    // Begins anew, with an empty workspace.
    void renew();

    std::filesystem::path workspace() const { return dir_->path().toStdString(); }
    std::unique_ptr<Session> make(search::Experiment experiment, search::Purpose kind = search::Purpose::search);
    static SessionState run(Session& session);  // to its end
    static store::TrialRecord record(const SessionStatus& status, int number);

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<Workbench> bench_;
};

}  // namespace lathe::run
