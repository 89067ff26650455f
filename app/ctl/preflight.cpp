#include "app/ctl/preflight.h"

#include <iostream>

namespace lathe::ctl {

void say_notes(const std::vector<std::string>& notes) {
    for (const std::string& note : notes) std::cerr << "note: " << note << '\n';
}

Errors preflight_errors(const search::Experiment& experiment, Services& services) {
    // Without an engine the session says so; what it has begun goes on when there is one.
    if (!experiment.program && !services.engine()) return {};
    run::Preflight found = run::check_before_training(experiment, services.run());
    if (found.errors.empty()) say_notes(found.notes);
    return std::move(found.errors);
}

}  // namespace lathe::ctl
