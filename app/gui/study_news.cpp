// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/study_news.h"

#include <algorithm>

#include <QString>
#include <QVector>

#include "app/gui/desktop_notifier.h"
#include "app/gui/window_closer.h"
#include "app/gui/window_messages.h"
#include "app/gui/window_status.h"
#include "widgets/common/core_text.h"
#include "widgets/config/configure_page.h"
#include "widgets/queue/train_page.h"
#include "widgets/runs/review_page.h"

namespace lathe::gui {

StudyNews::StudyNews(const Parts& parts, QObject* parent) : QObject(parent), parts_(parts) {
    connect(&parts.train, &TrainPage::statusChanged, this, &StudyNews::showStatus);
    connect(&parts.train, &TrainPage::sessionOver, this, &StudyNews::tellEnd);
    connect(&parts.train, &TrainPage::trialFailed, this, [this](int number, const QString& reason) {
        parts_.messages.showError(tr("Trial %1 failed: %2").arg(QString::number(number), reason));
    });
}

void StudyNews::showStatus(const run::SessionStatus& status) {
    parts_.status.showProgress(status);
    const auto isOver = [](const run::TrialStatus& trial) { return search::is_final(trial.state); };
    // Several times a second, of thousands of trials: nothing is copied where no other one is over.
    const auto over = std::ranges::count_if(status.trials, isOver);
    if (over == tried_) return;
    tried_ = over;
    QVector<space::Params> params;
    for (const auto& trial : status.trials)
        if (isOver(trial)) params << trial.params;
    parts_.configure.setObservedParams(params);
}

void StudyNews::tellEnd(run::SessionState state) {
    parts_.review.refresh();
    const run::SessionStatus& status = parts_.train.status();
    if (!status.notices.empty()) parts_.messages.warn(QString::fromStdString(status.notices.back()));
    const QString message = coreText(status.message);
    if (state == run::SessionState::failed)
        parts_.messages.showError(message.isEmpty() ? tr("The study failed.") : message);
    // Why it ended before its last trial.
    if (state == run::SessionState::finished && !message.isEmpty())
        parts_.messages.tell(tr("The search has ended: %1").arg(message));
    const QString name = QString::fromStdString(status.folder.filename().string());
    if (state != run::SessionState::stopped) parts_.notifier.notifyEnd(name, state == run::SessionState::finished);
    parts_.closer.studyOver();
}

}  // namespace lathe::gui
