// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/search_bar.h"

#include <algorithm>
#include <utility>

#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QSignalBlocker>
#include <QSpinBox>

#include "core/base/clock.h"
#include "widgets/common/core_text.h"
#include "widgets/common/elide.h"
#include "widgets/common/restyle.h"
#include "widgets/common/theme.h"
#include "widgets/queue/trial_text.h"

namespace lathe::gui {
namespace {

constexpr int progressSteps = 1000;
constexpr int leastSummary = 32 * spacing;  // pixels, before controls leave the row

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

// What the person has begun to type. Qt forgets its own mark of that on Return, before it tells of it.
constexpr const char* typedMark = "typed";

bool isBeingTyped(const QWidget* editor) {
    return editor->hasFocus() && editor->property(typedMark).isValid();
}

void markTyped(QLineEdit* line, QWidget* editor) {
    QObject::connect(line, &QLineEdit::textEdited, editor,
                     [editor](const QString& text) { editor->setProperty(typedMark, text); });
}

}  // namespace

double searchProgress(const run::SessionStatus& status) {
    double done = 0;
    for (const auto& trial : status.trials) {
        if (search::is_final(trial.state)) done += 1;
        else if (trial.state == search::TrialState::running) done += progressOf(trial).value_or(0);
    }
    const auto& limits = status.limits;
    if (!limits.max_trials) {  // then the time is what there is of it
        if (!limits.max_duration || limits.max_duration->count() <= 0) return 0;
        const std::chrono::duration<double> most = *limits.max_duration;
        return std::clamp(status.elapsed / most, 0.0, 1.0);
    }
    const auto all = std::max<double>(*limits.max_trials, static_cast<double>(status.trials.size()));
    return all > 0 ? std::clamp(done / all, 0.0, 1.0) : 0;
}

SearchBar::SearchBar(QWidget* parent)
    : OverflowRow(parent),
      state_(new QLabel(this)),
      summary_(new ElideLabel(this)),
      problem_(new ElideLabel(this)),
      time_(new QLabel(this)),
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
    problem_->setObjectName(QStringLiteral("studyProblem"));
    problem_->setProperty("bad", true);
    problem_->hide();
    time_->setObjectName(QStringLiteral("studyTime"));
    time_->setProperty("muted", true);
    progress_->setObjectName(QStringLiteral("studyProgress"));
    progress_->setAccessibleName(tr("Progress of the search"));
    progress_->setRange(0, progressSteps);
    progress_->setTextVisible(false);
    progress_->setFixedHeight(spacing);
    progress_->setMinimumWidth(6 * spacing);
    trials_->setToolTip(tr("How many trials the search makes in all"));
    concurrency_->setToolTip(tr("How many trials train at the same time"));
    duration_->setObjectName(QStringLiteral("limitDuration"));
    duration_->setAccessibleName(tr("Longest duration"));
    duration_->setPlaceholderText(tr("no limit"));
    duration_->setToolTip(tr("When the search ends at the latest, such as 30m, 1.5h or 2d; empty for no limit"));
    duration_->setFixedWidth(11 * spacing);

    setMargins(QMargins(2 * spacing, spacing, spacing, spacing));
    addWidget(state_, Keep::always);
    addWidget(summary_, Keep::always, 3);
    addWidget(problem_, Keep::always, 2);
    addWidget(progress_, Keep::longer, 1);
    addWidget(time_, Keep::longer);
    addGroup({labelFor(trials_, tr("Trials")), trials_}, Keep::longer);
    addGroup({labelFor(concurrency_, tr("At once")), concurrency_});
    addGroup({labelFor(duration_, tr("Duration")), duration_});

    connectEditors();
}

void SearchBar::setLimitsEnabled(bool enabled) {
    takesLimits_ = enabled;
    enableEditors();
}

void SearchBar::showProblem(const QString& problem) {
    problem_->setFullText(problem.isEmpty() ? problem : tr("The study cannot be read: %1").arg(problem));
    problem_->setVisible(!problem.isEmpty());
}

// A study that has failed does not go on by being allowed more.
void SearchBar::enableEditors() {
    const bool enabled = takesLimits_ && studyState_ != run::SessionState::failed;
    for (QWidget* editor :
         {static_cast<QWidget*>(trials_), static_cast<QWidget*>(concurrency_), static_cast<QWidget*>(duration_)})
        editor->setEnabled(enabled);
}

// Each changes its own limit of those that the session has now, and no other.
void SearchBar::connectEditors() {
    const auto count = [this](QSpinBox* box, auto limit) {
        const auto take = [this, box, limit] {
            box->setProperty(typedMark, {});
            run::Limits limits = shown_;
            if (box->value() > 0) limits.*limit = box->value();  // else it still says that there is none
            ask(limits);
        };
        connect(box, &QSpinBox::valueChanged, this, take);
        // What was typed may be what the box held, while the session has gone on to another. An emptied box goes back
        // to what it held by itself: that was not typed.
        connect(box, &QSpinBox::editingFinished, this, [box, take] {
            if (box->property(typedMark).toString() == box->text()) take();
            box->setProperty(typedMark, {});
        });
        markTyped(box->findChild<QLineEdit*>(), box);
    };
    count(trials_, &run::Limits::max_trials);
    count(concurrency_, &run::Limits::concurrency);
    connect(duration_, &QLineEdit::editingFinished, this, &SearchBar::askDuration);
    markTyped(duration_, duration_);
}

// Another study: what was being typed was meant for the one before.
void SearchBar::forget() {
    askedTrials_ = {};
    askedConcurrency_ = {};
    askedDuration_ = {};
    for (QWidget* editor :
         {static_cast<QWidget*>(trials_), static_cast<QWidget*>(concurrency_), static_cast<QWidget*>(duration_)})
        editor->setProperty(typedMark, {});
    shown_.max_duration.reset();
    showDuration();
}

void SearchBar::showStatus(const run::SessionStatus& status) {
    if (status.folder != folder_) {
        folder_ = status.folder;
        forget();
    }
    state_->setText(status.stops_after_running ? tr("Stops after the running trials") : sessionStateText(status.state));
    state_->setToolTip(status.stops_after_running ? tr("Nothing more is begun. Resume, or more trials, go on.")
                                                  : coreText(status.message));
    showSummary(status);
    progress_->setValue(static_cast<int>(searchProgress(status) * progressSteps));
    showTime(status);
    showLimits(status.limits);
    studyState_ = status.state;
    enableEditors();
}

void SearchBar::showSummary(const run::SessionStatus& status) {
    QString summary = countText(status);
    if (status.best_trial)
        for (const auto& trial : status.trials)
            if (trial.number == *status.best_trial && trial.objective)
                summary += tr(", best %1 = %2 (trial %3)")
                               .arg(QString::fromStdString(status.metric), metricText(*trial.objective))
                               .arg(trial.number);
    const bool ended = std::any_of(status.trials.begin(), status.trials.end(),
                                   [](const auto& trial) { return search::is_final(trial.state); });
    if (!status.constraints.empty() && !status.best_trial && ended) summary += tr(", none keeps the constraints yet");
    // Why it ended where it did.
    const QString message = run::is_over(status.state) ? coreText(status.message) : QString();
    if (!message.isEmpty()) summary += QStringLiteral("; ") + message;
    const QString tuner = QString::fromStdString(status.tuner.name);
    if (!tuner.isEmpty() && message.isEmpty()) summary += tr(", by %1").arg(tuner);
    summary_->setFullText(summary);
    summary_->setMinimumWidth(std::min(summary_->sizeHint().width(), leastSummary));
    summary_->setDetail(
        tuner.isEmpty() ? QString() : tr("%1 chooses the parameters: %2").arg(tuner, coreText(status.tuner.reason)));
}

// What has passed and what is left are never shown in one another's place.
void SearchBar::showTime(const run::SessionStatus& status) {
    const QString passed = durationText(status.elapsed);
    const bool over = run::is_over(status.state);
    time_->setText(over               ? tr("took %1").arg(passed)
                   : status.remaining ? tr("%1 so far, about %2").arg(passed, remainingText(*status.remaining))
                                      : tr("%1 so far").arg(passed));
}

void SearchBar::showLimits(const run::Limits& told) {
    const run::Limits limits{askedTrials_.shown(told.max_trials), askedConcurrency_.shown(told.concurrency),
                             askedDuration_.shown(told.max_duration)};
    const auto follow = [](QSpinBox* box, int value) {
        const QSignalBlocker quiet(box);
        if (!isBeingTyped(box)) box->setValue(value);
    };
    const bool hasNoLimit = !limits.max_trials;
    if (hasNoLimit == trials_->specialValueText().isEmpty()) {
        const QSignalBlocker quiet(trials_);
        trials_->setSpecialValueText(hasNoLimit ? tr("no limit") : QString());
        trials_->setMinimum(hasNoLimit ? 0 : 1);
    }
    follow(trials_, limits.max_trials.value_or(0));
    follow(concurrency_, limits.concurrency);
    const bool other = shown_.max_duration != limits.max_duration;
    shown_ = limits;
    if (other && !isBeingTyped(duration_)) showDuration();
}

void SearchBar::showDuration() {
    durationShown_ = shown_.max_duration ? QString::fromStdString(format_duration(*shown_.max_duration)) : QString();
    duration_->setText(durationShown_);
    restyle(*duration_, "invalid", false);
}

void SearchBar::askDuration() {
    run::Limits limits = shown_;
    const QString typed = duration_->text().trimmed();
    bool valid = true;
    if (typed.isEmpty()) {
        limits.max_duration.reset();
    } else {
        const auto parsed = parse_duration(typed.toStdString());
        valid = parsed.has_value();
        if (valid) limits.max_duration = *parsed;
    }
    restyle(*duration_, "invalid", !valid);
    if (!valid) return;
    duration_->setProperty(typedMark, {});
    // The text that was shown is no wish of the person, whatever the session has gone on to.
    if (typed == durationShown_) {
        if (limits.max_duration != shown_.max_duration) showDuration();
        return;
    }
    durationShown_ = typed;
    ask(limits);
}

void SearchBar::ask(const run::Limits& limits) {
    const run::Limits before = std::exchange(shown_, limits);
    const bool trials = limits.max_trials != before.max_trials;
    const bool concurrency = limits.concurrency != before.concurrency;
    const bool duration = limits.max_duration != before.max_duration;
    if (trials) askedTrials_.ask(limits.max_trials);
    if (concurrency) askedConcurrency_.ask(limits.concurrency);
    if (duration) askedDuration_.ask(limits.max_duration);
    if (trials || concurrency || duration) Q_EMIT limitsEdited(limits);
}

}  // namespace lathe::gui
