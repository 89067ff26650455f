// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/preflight.h"

#include <iostream>

#include "core/base/printable.h"

namespace lathe::ctl {

void say_notes(const std::vector<std::string>& notes) {
    for (const std::string& note : notes) std::cerr << "note: " << printable(note) << '\n';
}

run::Preflight look_before_training(const search::Experiment& experiment, Services& services, run::CheckDepth depth,
                                    run::PreflightScope scope) {
    run::SessionServices known = services.run();
    std::string why;
    if (!experiment.program)
        if (const auto engine = services.engine(); !engine) {
            known.check_trial = {};
            why = engine.error().what;
        }
    run::Preflight found = run::check_before_training(experiment, known, depth, scope);
    if (!why.empty()) found.notes.push_back("data and network were not looked at: " + why);
    return found;
}

Errors preflight_errors(const search::Experiment& experiment, Services& services) {
    // Without an engine the session says so; what it has begun goes on when there is one.
    if (!experiment.program && !services.engine()) return {};
    run::Preflight found =
        look_before_training(experiment, services, run::CheckDepth::prepared, run::PreflightScope::its_purpose);
    if (found.errors.empty()) say_notes(found.notes);
    return std::move(found.errors);
}

}  // namespace lathe::ctl
