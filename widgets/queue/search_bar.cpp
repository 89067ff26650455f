#include "widgets/queue/search_bar.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QStyle>

#include "core/base/clock.h"
#include "widgets/common/theme.h"
#include "widgets/queue/trial_text.h"

namespace lathe::gui {
namespace {

constexpr int progressSteps = 1000;

QSpinBox* makeCount(QWidget* parent, const QString& name, const QString& accessible, int most) {
    auto* box = new QSpinBox(parent);
    box->setObjectName(name);
    box->setAccessibleName(accessible);
    box->setRange(1, most);
    box->setKeyboardTracking(false);
    return box;
}

QLabel* labelFor(QWidget* editor, const QString& text) {
    auto* label = new QLabel(text, editor->parentWidget());
    label->setProperty("muted", true);
    label->setBuddy(editor);
    return label;
}

}  // namespace

double searchProgress(const run::SessionStatus& status) {
    double done = 0;
    for (const auto& trial : status.trials) {
        if (search::is_final(trial.state)) done += 1;
        else if (trial.state == search::TrialState::running) done += progressOf(trial).value_or(0);
    }
    const auto all = std::max<double>(status.limits.max_trials, static_cast<double>(status.trials.size()));
    return all > 0 ? std::clamp(done / all, 0.0, 1.0) : 0;
}

SearchBar::SearchBar(QWidget* parent)
    : QWidget(parent),
      state_(new QLabel(this)),
      summary_(new QLabel(this)),
      remaining_(new QLabel(this)),
      progress_(new QProgressBar(this)),
      trials_(makeCount(this, QStringLiteral("limitTrials"), tr("Number of trials"), 1'000'000)),
      concurrency_(makeCount(this, QStringLiteral("limitConcurrency"), tr("Trials at once"), 256)),
      duration_(new QLineEdit(this)) {
    setObjectName(QStringLiteral("searchBar"));
    state_->setObjectName(QStringLiteral("studyState"));
    state_->setFont([this] {
        QFont font = state_->font();
        font.setWeight(QFont::DemiBold);
        return font;
    }());
    summary_->setObjectName(QStringLiteral("studySummary"));
    summary_->setProperty("muted", true);
    remaining_->setObjectName(QStringLiteral("studyRemaining"));
    remaining_->setProperty("muted", true);
    progress_->setObjectName(QStringLiteral("studyProgress"));
    progress_->setAccessibleName(tr("Progress of the search"));
    progress_->setRange(0, progressSteps);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(spacing);
    progress_->setMinimumWidth(10 * spacing);
    trials_->setToolTip(tr("How many trials the search makes in all"));
    concurrency_->setToolTip(tr("How many trials train at the same time"));
    duration_->setObjectName(QStringLiteral("limitDuration"));
    duration_->setAccessibleName(tr("Longest duration"));
    duration_->setPlaceholderText(tr("no limit"));
    duration_->setToolTip(tr("When the search ends at the latest, such as 30m, 1.5h or 2d; empty for no limit"));
    duration_->setFixedWidth(11 * spacing);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * spacing, spacing, 2 * spacing, spacing);
    layout->setSpacing(spacing);
    layout->addWidget(state_);
    layout->addWidget(summary_);
    layout->addWidget(progress_, 1);
    layout->addWidget(remaining_);
    layout->addSpacing(2 * spacing);
    layout->addWidget(labelFor(trials_, tr("Trials")));
    layout->addWidget(trials_);
    layout->addSpacing(spacing);
    layout->addWidget(labelFor(concurrency_, tr("At once")));
    layout->addWidget(concurrency_);
    layout->addSpacing(spacing);
    layout->addWidget(labelFor(duration_, tr("Duration")));
    layout->addWidget(duration_);

    connect(trials_, &QSpinBox::valueChanged, this, &SearchBar::edited);
    connect(concurrency_, &QSpinBox::valueChanged, this, &SearchBar::edited);
    connect(duration_, &QLineEdit::editingFinished, this, &SearchBar::edited);
}

void SearchBar::showStatus(const run::SessionStatus& status) {
    state_->setText(sessionStateText(status.state));
    int finished = 0;
    for (const auto& trial : status.trials) finished += search::is_final(trial.state) ? 1 : 0;
    QString summary = tr("%1 of %2 trials")
                          .arg(finished)
                          .arg(std::max<int>(status.limits.max_trials, static_cast<int>(status.trials.size())));
    if (status.best_trial)
        for (const auto& trial : status.trials)
            if (trial.number == *status.best_trial && trial.objective)
                summary += tr(", best %1 = %2 (trial %3)")
                               .arg(QString::fromStdString(status.metric), metricText(*trial.objective))
                               .arg(trial.number);
    summary_->setText(summary);
    progress_->setValue(static_cast<int>(searchProgress(status) * progressSteps));
    remaining_->setText(run::is_over(status.state) ? tr("took %1").arg(durationText(status.elapsed))
                        : status.remaining         ? remainingText(*status.remaining)
                                                   : durationText(status.elapsed));
    showLimits(status.limits);
    for (QWidget* editor :
         {static_cast<QWidget*>(trials_), static_cast<QWidget*>(concurrency_), static_cast<QWidget*>(duration_)})
        editor->setEnabled(status.state != run::SessionState::failed);
}

void SearchBar::showLimits(const run::Limits& limits) {
    const QSignalBlocker quiet1(trials_);
    const QSignalBlocker quiet2(concurrency_);
    if (!trials_->hasFocus()) trials_->setValue(limits.max_trials);
    if (!concurrency_->hasFocus()) concurrency_->setValue(limits.concurrency);
    if (!duration_->hasFocus() && shown_.max_duration != limits.max_duration)
        duration_->setText(limits.max_duration ? QString::fromStdString(format_duration(*limits.max_duration))
                                               : QString());
    shown_ = limits;
}

run::Limits SearchBar::limits() const {
    run::Limits limits = shown_;
    limits.max_trials = trials_->value();
    limits.concurrency = concurrency_->value();
    return limits;
}

void SearchBar::edited() {
    run::Limits limits = this->limits();
    const QString typed = duration_->text().trimmed();
    const bool untouched =
        shown_.max_duration && typed == QString::fromStdString(format_duration(*shown_.max_duration));
    bool valid = true;
    if (typed.isEmpty()) {
        limits.max_duration.reset();
    } else if (!untouched) {
        const auto parsed = parse_duration(typed.toStdString());
        valid = parsed.has_value();
        if (valid) limits.max_duration = *parsed;
    }
    duration_->setProperty("invalid", !valid);
    duration_->style()->unpolish(duration_);
    duration_->style()->polish(duration_);
    if (!valid) return;
    if (limits.max_trials == shown_.max_trials && limits.concurrency == shown_.concurrency &&
        limits.max_duration == shown_.max_duration)
        return;
    shown_ = limits;
    Q_EMIT limitsEdited(limits);
}

}  // namespace lathe::gui
