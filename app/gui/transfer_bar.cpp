// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/transfer_bar.h"

#include <utility>

#include <QAction>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

#include "app/gui/planned_files_model.h"
#include "widgets/common/elide.h"
#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

TransferBar::TransferBar(QWidget* parent)
    : QFrame(parent), text_(new ElideLabel(this)), progress_(new QProgressBar(this)) {
    setObjectName(QStringLiteral("transferBar"));
    text_->setObjectName(QStringLiteral("transferText"));
    progress_->setObjectName(QStringLiteral("transferProgress"));
    progress_->setAccessibleName(tr("How much has been carried over"));
    progress_->setTextVisible(false);
    cancel_ = new QAction(icon(QStringLiteral("close")), tr("Cancel"), this);
    cancel_->setObjectName(QStringLiteral("transferCancel"));
    cancel_->setToolTip(tr("Cancel what is being carried; what is there already is not sent again the next time"));
    cancel_->setProperty("notACommand", true);
    connect(cancel_, &QAction::triggered, this, &TransferBar::cancel);
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("transferCancelButton"));
    setPlainAction(*button, *cancel_);
    button->setFocusPolicy(Qt::TabFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * spacing, spacing / 2, spacing, spacing / 2);
    row->setSpacing(spacing);
    row->addWidget(text_, 1);
    row->addWidget(progress_, 1);
    row->addWidget(button);
    timer_.setInterval(50);
    connect(&timer_, &QTimer::timeout, this, &TransferBar::look);
    hide();
}

TransferBar::~TransferBar() = default;

void TransferBar::start(const QString& what, const QString& host, TransferJob::Work work, Then then) {
    waiting_.push_back({what, host, std::move(work), std::move(then)});
    if (!isBusy()) begin();
}

void TransferBar::begin() {
    now_ = std::move(waiting_.front());
    waiting_.pop_front();
    job_ = std::make_unique<TransferJob>(std::move(now_.work));
    progress_->setRange(0, 0);
    look();
    if (!job_) return;
    show();
    timer_.start();
}

void TransferBar::cancel() {
    if (job_) job_->cancel();
}

QString TransferBar::textOf(const TransferJob::News& news) const {
    switch (news.phase) {
        case TransferPhase::packing: return tr("Packing %1 for %2").arg(now_.what, now_.host);
        case TransferPhase::sending:
            return tr("Sending %1 to %2: %3 of %4").arg(now_.what, now_.host, sizeText(news.done), sizeText(news.of));
        case TransferPhase::adding: return tr("Adding %1 to the queue of %2").arg(now_.what, now_.host);
        case TransferPhase::running: return tr("Waiting for %1 of %2").arg(now_.what, now_.host);
        case TransferPhase::fetching:
            return tr("Fetching %1 from %2: %3 of %4")
                .arg(now_.what, now_.host, sizeText(news.done), sizeText(news.of));
    }
    return {};
}

void TransferBar::look() {
    const TransferJob::News news = job_->take();
    text_->setFullText(textOf(news));
    cancel_->setEnabled(news.phase != TransferPhase::adding);
    progress_->setRange(0, news.of > 0 ? 1000 : 0);
    if (news.of > 0)
        progress_->setValue(static_cast<int>(1000.0 * static_cast<double>(news.done) / static_cast<double>(news.of)));
    if (!news.outcome) return;
    const bool wasCancelled = job_->isCancelled() && !*news.outcome;
    timer_.stop();
    job_.reset();
    hide();
    const Transfer ended = std::move(now_);
    if (!waiting_.empty()) begin();
    if (wasCancelled) Q_EMIT cancelled(ended.what);
    else ended.then(*news.outcome);
}

}  // namespace lathe::gui
