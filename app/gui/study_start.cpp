// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/study_start.h"

#include "app/gui/experiment_check.h"
#include "app/gui/finders.h"
#include "app/gui/program_trust.h"
#include "app/gui/reproduce_bar.h"
#include "app/gui/session_controller.h"
#include "core/run/program/program_trust.h"
#include "widgets/config/configure_page.h"

namespace lathe::gui {

QString StudyStart::whyBlocked() const {
    if (parts_.controller.isBusy()) return tr("A study is running here. Stop it, or wait until it is done.");
    if (parts_.reproduce.isBusy()) return tr("A trial is being reproduced. Cancel that, or wait until it is done.");
    if (parts_.finders.isBusy()) return tr("A finder is running. Stop it, or wait until it is done.");
    return {};
}

std::optional<search::Experiment> StudyStart::experiment(search::Purpose kind, const std::function<void()>& again,
                                                         Where where) {
    const bool search = kind == search::Purpose::search;
    auto experiment = parts_.page.experiment(search ? std::optional(kind) : std::nullopt);
    if (!experiment) {
        refuse(experiment.error());
        return std::nullopt;
    }
    if (const Errors found = parts_.check.errors(); !found.empty() && where == Where::here) {
        parts_.check.checkNow();  // what was missing may be there by now
        refuse(found);
        return std::nullopt;
    }
    if (search && experiment->space.empty()) {
        Q_EMIT nothingTuned(
            tr("No option is marked as tunable. Select one in the tree and tick \u201cTune this\u201d."));
        return std::nullopt;
    }
    if (!run::require_trusted_program(*experiment)) {
        askToTrustProgram(&parts_.window, *experiment, again, [this](const Error& error) { refuse({error}); });
        return std::nullopt;
    }
    return std::move(*experiment);
}

bool StudyStart::start(search::Purpose kind, const QString& workspace, const QString& device) {
    if (!parts_.page.isOpen()) return false;
    if (const QString why = whyBlocked(); !why.isEmpty()) {
        Q_EMIT blocked(why);
        return false;
    }
    auto ready = experiment(kind, [this, kind, workspace, device] { start(kind, workspace, device); });
    if (!ready) return false;
    if (const auto done = parts_.controller.start(std::move(*ready), kind, workspace, device); !done) {
        refuse({done.error()});
        return false;
    }
    Q_EMIT started();
    return true;
}

void StudyStart::refuse(const Errors& errors) {
    Q_EMIT refused(errors);
}

}  // namespace lathe::gui
