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

bool StudyStart::start(search::Purpose kind, const QString& workspace, const QString& device) {
    const bool search = kind == search::Purpose::search;
    if (!parts_.page.isOpen()) return false;
    if (const QString why = whyBlocked(); !why.isEmpty()) {
        Q_EMIT blocked(why);
        return false;
    }
    auto experiment = parts_.page.experiment(search);
    if (!experiment) return refuse(experiment.error());
    if (const Errors found = parts_.check.errors(); !found.empty()) {
        parts_.check.checkNow();  // what was missing may be there by now
        return refuse(found);
    }
    if (search && experiment->space.empty()) {
        Q_EMIT nothingTuned(
            tr("No option is marked as tunable. Select one in the tree and tick \u201cTune this\u201d."));
        return false;
    }
    if (!run::require_trusted_program(*experiment)) {
        askToTrustProgram(
            &parts_.window, *experiment, [this, kind, workspace, device] { start(kind, workspace, device); },
            [this](const Error& error) { refuse({error}); });
        return false;
    }
    if (const auto done = parts_.controller.start(std::move(*experiment), kind, workspace, device); !done)
        return refuse({done.error()});
    Q_EMIT started();
    return true;
}

bool StudyStart::refuse(const Errors& errors) {
    Q_EMIT refused(errors);
    return false;
}

}  // namespace lathe::gui
