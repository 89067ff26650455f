// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window_status.h"

#include <QLabel>
#include <QStatusBar>
#include <QToolButton>

#include "widgets/common/elide.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/queue/search_bar.h"
#include "widgets/queue/trial_text.h"

namespace lathe::gui {

WindowStatus::WindowStatus(QStatusBar* bar)
    : QObject(bar), problems_(new QToolButton), progress_(new QLabel), workspace_(new ElideLabel) {
    problems_->setObjectName(QStringLiteral("problemsButton"));
    problems_->setFocusPolicy(Qt::TabFocus);
    problems_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    progress_->setObjectName(QStringLiteral("trainingStatus"));
    workspace_->setObjectName(QStringLiteral("workspaceLabel"));
    workspace_->setContentsMargins(0, 0, spacing, 0);
    bar->setObjectName(QStringLiteral("statusBar"));
    bar->setSizeGripEnabled(false);
    bar->addWidget(problems_);
    bar->addWidget(progress_, 1);
    bar->addPermanentWidget(workspace_);
    connect(problems_, &QToolButton::clicked, this, &WindowStatus::problemsClicked);
    showProblems(std::nullopt);
}

void WindowStatus::showProblems(std::optional<int> errors) {
    errors_ = errors;
    refreshProblems();
}

void WindowStatus::showChecking(bool checking) {
    checking_ = checking;
    refreshProblems();
}

void WindowStatus::refreshProblems() {
    const int count = errors_.value_or(0);
    problems_->setVisible(errors_.has_value());
    if (count > 0) {
        problems_->setIcon(icon(QStringLiteral("error"), IconTone::bad));
        problems_->setText(tr("%n problem(s)", nullptr, count));
    } else if (checking_) {
        problems_->setIcon(icon(QStringLiteral("running"), IconTone::muted));
        problems_->setText(tr("Checking data and network\u2026"));
    } else {
        problems_->setIcon(icon(QStringLiteral("check"), IconTone::good));
        problems_->setText(tr("No problems"));
    }
    problems_->setAccessibleName(problems_->text());
}

void WindowStatus::showProgress(const run::SessionStatus& status) {
    progress_->setText(QStringLiteral("%1  %2%").arg(sessionStateText(status.state),
                                                     QString::number(int(searchProgress(status) * 100))));
}

void WindowStatus::showWorkspace(const QString& folder) {
    workspace_->setFullText(tr("Runs in %1").arg(folder));
}

void WindowStatus::showHost(const QString& state) {
    workspace_->setFullText(state);
}

}  // namespace lathe::gui
