// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/reproduce_bar.h"

#include <QAction>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

#include "core/store/study_record.h"
#include "widgets/common/elide.h"
#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

ReproduceBar::ReproduceBar(const run::SessionServices& services, QWidget* parent)
    : QFrame(parent), services_(services), text_(new ElideLabel(this)), progress_(new QProgressBar(this)) {
    setObjectName(QStringLiteral("reproduceBar"));
    setProperty("notice", true);
    text_->setObjectName(QStringLiteral("reproduceText"));
    progress_->setObjectName(QStringLiteral("reproduceProgress"));
    progress_->setAccessibleName(tr("Progress of the reproduction"));
    progress_->setTextVisible(false);
    auto* cancel = new QAction(icon(QStringLiteral("close")), tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("reproduceCancel"));
    cancel->setToolTip(tr("Cancel the reproduction"));
    cancel->setProperty("notACommand", true);
    connect(cancel, &QAction::triggered, this, &ReproduceBar::cancel);
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("reproduceCancelButton"));
    setPlainAction(*button, *cancel);
    button->setFocusPolicy(Qt::TabFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * spacing, spacing / 2, spacing, spacing / 2);
    row->setSpacing(spacing);
    row->addWidget(text_, 1);
    row->addWidget(progress_, 1);
    row->addWidget(button);
    timer_.setInterval(50);
    connect(&timer_, &QTimer::timeout, this, &ReproduceBar::look);
    hide();
}

void ReproduceBar::start(const QString& trialFolder) {
    const std::filesystem::path folder = trialFolder.toStdString();
    const auto [study, number] = store::place_of(folder);
    if (isBusy() || !number) return;
    trial_ = QString::number(*number);
    study_ = QString::fromStdString(study.filename().string());
    job_ = std::make_unique<ReproduceJob>(study, *number, services_);
    text_->setFullText(tr("Trial %1 of %2 is trained again").arg(trial_, study_));
    progress_->setRange(0, 0);
    show();
    timer_.start();
    Q_EMIT busyChanged();
}

void ReproduceBar::cancel() {
    if (job_) job_->stop();
}

void ReproduceBar::look() {
    const auto news = job_->take();
    if (news.of > 0) {
        progress_->setRange(0, 1000);
        progress_->setValue(static_cast<int>(1000 * news.step / news.of));
    }
    if (!news.answer) return;
    timer_.stop();
    job_.reset();
    hide();
    Q_EMIT busyChanged();
    tell(*news.answer);
}

void ReproduceBar::tell(const ReproduceJob::Answer& answer) {
    if (!answer) {
        Q_EMIT failed(answer.error());
        return;
    }
    if (!*answer) return;  // canceled
    const run::Reproduction& result = **answer;
    const QString message = tr("Trial %1 of %2, trained again: %3");
    Q_EMIT done(result.equal, message.arg(trial_, study_, QString::fromStdString(result.summary())));
}

}  // namespace lathe::gui
