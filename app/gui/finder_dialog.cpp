// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/finder_dialog.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/charts/number_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/restyle.h"
#include "widgets/common/theme.h"
#include "widgets/space/number_edit.h"

namespace lathe::gui {

namespace {

constexpr int frame = 33;  // ms

QString sentence(const Error& error) {
    QString text = QString::fromStdString(error.str());
    const bool words = error.file.empty() && error.key.empty();
    if (words && !text.isEmpty()) text[0] = text[0].toUpper();
    return text + u'.';
}

}  // namespace

Result<double> numberIn(const NumberEdit* field) {
    bool ok = false;
    const double value = field->text().toDouble(&ok);
    if (ok && !field->property("invalid").toBool()) return value;
    return fail(
        FinderDialog::tr("%1: \u201c%2\u201d cannot be used").arg(field->accessibleName(), field->text()).toStdString(),
        field->toolTip().toStdString());
}

FinderDialog::FinderDialog(const QString& name, const QString& key, const FinderSource& source, QWidget* parent)
    : QDialog(parent),
      source_(source),
      name_(name),
      key_(key),
      fields_(new QHBoxLayout),
      progress_(new QProgressBar(this)),
      message_(new QLabel(this)),
      find_(new QPushButton(this)),
      apply_(new QPushButton(tr("&Apply"), this)) {
    setObjectName(name + QStringLiteral("Dialog"));
    setModal(false);
    timer_.setInterval(frame);
    connect(&timer_, &QTimer::timeout, this, &FinderDialog::poll);
}

FinderDialog::~FinderDialog() = default;

void FinderDialog::build(const QString& title, const QString& explanation, QWidget* results) {
    setWindowTitle(title);
    auto* about = new QLabel(explanation, this);
    about->setWordWrap(true);
    about->setProperty("muted", true);
    fields_->setSpacing(2 * spacing);
    fields_->addStretch();
    progress_->setObjectName(name_ + QStringLiteral("Progress"));
    progress_->setAccessibleName(tr("Progress"));
    progress_->setTextVisible(false);
    progress_->setFixedHeight(spacing);
    message_->setObjectName(name_ + QStringLiteral("Message"));
    message_->setWordWrap(true);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse);

    find_->setObjectName(name_ + QStringLiteral("Find"));
    find_->setDefault(true);
    apply_->setObjectName(name_ + QStringLiteral("Apply"));
    apply_->setAutoDefault(false);
    auto* close = new QPushButton(tr("&Close"), this);
    close->setObjectName(name_ + QStringLiteral("Close"));
    close->setAutoDefault(false);
    connect(find_, &QPushButton::clicked, this, [this] { isBusy() ? stop() : begin(); });
    connect(apply_, &QPushButton::clicked, this, &FinderDialog::apply);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(spacing);
    buttons->addStretch();
    buttons->addWidget(close);
    buttons->addWidget(apply_);
    buttons->addWidget(find_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(2 * spacing);
    layout->addWidget(about);
    layout->addLayout(fields_);
    layout->addWidget(results, 1);
    layout->addWidget(progress_);
    layout->addWidget(message_);
    layout->addLayout(buttons);
    resize(88 * spacing, 68 * spacing);
    refresh();
}

void FinderDialog::addOption(const QString& label, const QString& name, QWidget* field) {
    field->setObjectName(name_ + name);
    field->setAccessibleName(label);
    auto* text = new QLabel(label, this);
    text->setBuddy(field);
    auto* column = new QVBoxLayout;
    column->setSpacing(spacing / 2);
    column->addWidget(text);
    column->addWidget(field);
    fields_->addLayout(column);
}

NumberEdit* FinderDialog::addNumber(const QString& label, const QString& name, const config::Option& option) {
    auto* field = new NumberEdit(option, this);
    field->setText(exactNumberText(option.fallback.as_number()));
    addOption(label, name, field);
    return field;
}

void FinderDialog::setBlocked(const QString& reason) {
    if (reason == blocked_) return;
    if (!isBusy() && (!reason.isEmpty() || message_->text() == blocked_)) say(reason);
    blocked_ = reason;
    refresh();
}

void FinderDialog::forget() {
    done(Rejected);
    found_.reset();
    clear();
    say(blocked_);
    refresh();
}

void FinderDialog::apply() {
    if (!found_) return;
    const QString value = QString::fromStdString(config::to_yaml_inline(*found_));
    if (source_.apply(key_, value)) say(tr("%1 is now %2. Undo takes it back.").arg(key_, value));
    else say(tr("%1 could not be set: the window says why.").arg(key_), Tone::problem);
}

void FinderDialog::say(const QString& text, Tone tone) {
    message_->setText(text);
    restyle(*message_, "bad", tone == Tone::problem);
}

void FinderDialog::refresh() {
    find_->setText(isBusy() ? tr("&Stop") : tr("&Find"));
    find_->setIcon(icon(isBusy() ? QStringLiteral("stop") : QStringLiteral("find")));
    find_->setEnabled(isBusy() ? !job_->isStopping() : blocked_.isEmpty());
    find_->setToolTip(blocked_);
    apply_->setEnabled(found_.has_value() && !isBusy());
    restyle(*apply_, "primary", apply_->isEnabled());
    restyle(*find_, "primary", !isBusy() && !apply_->isEnabled());
}

void FinderDialog::begin() {
    if (isBusy() || !blocked_.isEmpty()) return;
    found_.reset();
    const auto settings = options();
    auto experiment = source_.experiment();
    if (!settings) {
        say(sentence(settings.error()), Tone::problem);
    } else if (!experiment) {
        say(tr("The experiment has problems. %1").arg(sentence(experiment.error().front())), Tone::problem);
    } else {
        clear();
        say(tr("Preparing the data and the network\u2026"));
        progress_->setRange(0, 0);
        job_ = std::make_unique<FinderJob>(std::move(*experiment), *settings, source_.services, source_.engine);
        timer_.start();
        Q_EMIT busyChanged();
    }
    refresh();
}

void FinderDialog::stop() {
    if (!job_) return;
    job_->stop();
    say(tr("Stopping\u2026"));
    refresh();
}

void FinderDialog::done(int result) {
    stop();
    QDialog::done(result);
}

void FinderDialog::poll() {
    FinderJob::News news = job_->take();
    if (news.of > 0 && !job_->isStopping()) {
        progress_->setRange(0, news.of);
        progress_->setValue(news.done);
        say(tr("%1 of %2").arg(news.done).arg(news.of));
        add(news);
    }
    if (news.answer) over(*news.answer);
}

void FinderDialog::over(const FinderJob::Answer& answer) {
    timer_.stop();
    const bool stopped = job_->isStopping();
    job_.reset();
    progress_->setRange(0, 1);
    progress_->setValue(stopped ? 0 : 1);
    if (stopped) {
        say(tr("Stopped."));
    } else if (const auto* errors = std::get_if<Errors>(&answer)) {
        progress_->setValue(0);
        say(sentence(errors->front()), Tone::problem);
    } else if (const auto value = finish(answer); value) {
        found_ = *value;
        say(tr("Suggested: %1 = %2").arg(key_, QString::fromStdString(config::to_yaml_inline(*value))));
    } else {
        say(sentence(value.error()), Tone::problem);
    }
    refresh();
    Q_EMIT busyChanged();
}

}  // namespace lathe::gui
