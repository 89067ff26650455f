// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/run_body.h"

#include <exception>
#include <new>
#include <utility>

namespace lathe::run {

namespace {

// The first line is the sentence; libraries add stack traces below it, which belong into the log.
std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

TrialResult failed(TrialContext& context, const std::string& text, const std::string& kind = {}) {
    context.metrics.log("failed: " + text);
    const std::string why = text.empty() ? "failed without saying why" : first_line(text);
    if (context.resume && !context.prepared && kind != ranks_lost)
        return SessionFailure{{"a trial that was begun cannot go on: " + why, "put back what is missing"}};
    TrialFailure failure{why, context.facts};
    failure.is_consequence = kind == ranks_lost;
    return failure;
}

}  // namespace

TrialResult run_body(const BodyMaker& make_body, TrialContext& context) {
    try {
        auto body = make_body();
        if (!body) return SessionFailure{std::move(body.error())};
        auto outcome = (*body)->run(context);
        if (!outcome && outcome.error().kind == disk_full) return SessionFailure{std::move(outcome.error())};
        if (!outcome) {
            // The name of this kind is for programs: the sentence says the same.
            Error told = outcome.error();
            if (told.kind == ranks_lost) told.kind.clear();
            return failed(context, told.str(), outcome.error().kind);
        }
        return std::move(*outcome);
    } catch (const std::bad_alloc&) {
        return failed(context, "out of memory; use a smaller batch or network, or fewer trials at once");
    } catch (const std::exception& problem) {
        return failed(context, problem.what());
    } catch (...) {
        return failed(context, "the training code threw something that is no std::exception");
    }
}

}  // namespace lathe::run
