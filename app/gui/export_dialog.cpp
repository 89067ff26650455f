// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/export_dialog.h"

#include <algorithm>
#include <utility>

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "app/gui/background_work.h"
#include "app/gui/export_form.h"
#include "app/gui/planned_files_model.h"
#include "widgets/common/icons.h"
#include "widgets/common/restyle.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

constexpr int mostWarningsShown = 3;

QString exportErrorText(const Errors& errors) {
    QStringList lines;
    for (const Error& error : errors) lines << QString::fromStdString(error.str());
    return lines.join(QLatin1Char('\n'));
}

QString exportWarningText(const std::vector<std::string>& warnings) {
    QStringList lines;
    for (const std::string& warning : warnings) lines << QString::fromStdString(warning);
    const int more = static_cast<int>(lines.size()) - mostWarningsShown;
    if (more <= 0) return lines.join(QLatin1Char('\n'));
    return lines.mid(0, mostWarningsShown).join(QLatin1Char('\n')) + QLatin1Char('\n') +
           ExportDialog::tr("and %n more", nullptr, more);
}

}  // namespace

ExportDialog::ExportDialog(const QString& source, const config::Catalog& catalog, const QString& lathectl,
                           Prepare prepare, QWidget* parent)
    : QDialog(parent),
      source_(source),
      catalog_(catalog),
      prepare_(std::move(prepare)),
      work_(new BackgroundWork(this)),
      form_(new ExportForm(source, lathectl)),
      files_(new PlannedFilesModel(this)),
      table_(new QTableView),
      summary_(new QLabel),
      warnings_(new QLabel),
      message_(new QLabel),
      progress_(new QProgressBar),
      export_(new QPushButton),
      close_(new QPushButton) {
    setObjectName(QStringLiteral("exportHeadlessDialog"));
    setWindowTitle(tr("Export %1 for a headless run").arg(QFileInfo(source).fileName()));
    build();
    connect(form_, &ExportForm::changed, this, &ExportDialog::changed);
    connect(form_, &ExportForm::contentChanged, this, &ExportDialog::preview);
    timer_.setInterval(50);
    connect(&timer_, &QTimer::timeout, this, &ExportDialog::poll);
    preview();
    refresh();
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::build() {
    message_->setObjectName(QStringLiteral("exportMessage"));
    message_->setWordWrap(true);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    message_->hide();
    progress_->setObjectName(QStringLiteral("exportProgress"));
    progress_->setAccessibleName(tr("Progress of the export"));
    progress_->setTextVisible(false);
    progress_->setFixedHeight(spacing);
    progress_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(2 * spacing);
    layout->addWidget(form_);
    layout->addWidget(makePreview(), 1);
    layout->addWidget(progress_);
    layout->addWidget(message_);
    layout->addWidget(makeButtons());
    resize(100 * spacing, 76 * spacing);
}

QWidget* ExportDialog::makePreview() {
    auto* widget = new QWidget;
    summary_->setObjectName(QStringLiteral("exportSummary"));
    summary_->setBuddy(table_);
    warnings_->setObjectName(QStringLiteral("exportWarnings"));
    warnings_->setWordWrap(true);
    warnings_->setProperty("muted", true);
    warnings_->hide();
    table_->setObjectName(QStringLiteral("exportFiles"));
    table_->setAccessibleName(tr("What goes in"));
    table_->setModel(files_);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->setWordWrap(false);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setMinimumSectionSize(10 * spacing);  // its own title, while there are no files
    table_->horizontalHeader()->setSectionResizeMode(PlannedFilesModel::Name, QHeaderView::Stretch);
    table_->horizontalHeader()->setSectionResizeMode(PlannedFilesModel::From, QHeaderView::Stretch);
    table_->horizontalHeader()->setSectionResizeMode(PlannedFilesModel::Size, QHeaderView::ResizeToContents);
    auto* layout = new QVBoxLayout(widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(summary_);
    layout->addWidget(table_, 1);
    layout->addWidget(warnings_);
    return widget;
}

QWidget* ExportDialog::makeButtons() {
    auto* widget = new QWidget;
    export_->setObjectName(QStringLiteral("exportWrite"));
    export_->setDefault(true);
    export_->setProperty("primary", true);
    close_->setObjectName(QStringLiteral("exportClose"));
    close_->setAutoDefault(false);
    connect(export_, &QPushButton::clicked, this, &ExportDialog::begin);
    connect(close_, &QPushButton::clicked, this, &ExportDialog::reject);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addStretch();
    row->addWidget(close_);
    row->addWidget(export_);
    return widget;
}

void ExportDialog::changed() {
    replaces_ = false;
    say({});
    refresh();
}

void ExportDialog::preview() {
    if (isBusy()) return;
    const int number = ++previews_;
    summary_->setText(tr("Looking at what goes in\u2026"));
    work_->run([wanted = form_->wanted(), &catalog = catalog_] { return bundle::plan_headless(wanted, catalog); },
               [this, number](const tl::expected<bundle::BundlePlan, Errors>& plan) {
                   if (number == previews_) showPlan(plan);
               });
}

void ExportDialog::showPlan(const tl::expected<bundle::BundlePlan, Errors>& plan) {
    const bool failed = !std::exchange(planned_, plan.has_value());
    files_->setFiles(plan ? plan->files : std::vector<bundle::PlannedFile>());
    warnings_->setText(plan ? exportWarningText(plan->warnings) : QString());
    warnings_->setVisible(!warnings_->text().isEmpty());
    const bool isBundle = form_->wanted().format == bundle::HeadlessFormat::bundle;
    form_->showData(plan && isBundle ? &plan->data : nullptr);
    if (plan) {
        const QString size = sizeText(plan->total_size());
        const int count = static_cast<int>(plan->files.size());
        summary_->setText(isBundle ? tr("&Goes in: %n file(s), %1 before compression", nullptr, count).arg(size)
                                   : tr("&Goes in: %n file(s), %1", nullptr, count).arg(size));
        if (failed) say({});  // why it could not be planned
    } else {
        summary_->setText(tr("Nothing can be exported yet"));
        say(exportErrorText(plan.error()), Tone::problem);
    }
    refresh();
}

void ExportDialog::begin() {
    if (isBusy() || !planned_) return;
    const QString target = QString::fromStdString(form_->wanted().output.string());
    if (target.isEmpty()) return say(tr("Name the file to write."), Tone::problem);
    if (QFileInfo(target).isDir()) return say(tr("%1 is a folder: name a file in it.").arg(target), Tone::problem);
    if (QFileInfo::exists(target) && !replaces_) {
        replaces_ = true;
        say(tr("%1 is there already. Replace it?").arg(target), Tone::problem);
        return refresh();
    }
    if (prepare_) prepare_([this] { write(); });
    else write();
}

void ExportDialog::write() {
    if (isBusy()) return;
    job_ = std::make_unique<ExportJob>(form_->wanted(), catalog_);
    ++previews_;  // one that is still being made says nothing any more
    progress_->setRange(0, 0);
    say(tr("Writing\u2026"));
    timer_.start();
    refresh();
}

void ExportDialog::poll() {
    const ExportJob::News news = job_->take();
    if (news.of > 0) {
        progress_->setRange(0, 1000);
        progress_->setValue(static_cast<int>(1000.0 * static_cast<double>(news.done) / static_cast<double>(news.of)));
        if (!job_->isStopping()) say(tr("Writing: %1 of %2").arg(sizeText(news.done / 2), sizeText(news.of / 2)));
    }
    if (news.answer) over(*news.answer);
}

void ExportDialog::over(const ExportJob::Answer& answer) {
    timer_.stop();
    const bool stopped = job_->isStopping();
    job_.reset();
    replaces_ = false;
    const QString target = QString::fromStdString(form_->wanted().output.string());
    if (answer && answer->empty()) say(tr("Written: %1").arg(target));
    else if (answer) say(tr("Written: %1, %2").arg(target, sizeText(QFileInfo(target).size())));
    else if (stopped) say(tr("Cancelled: nothing was written."));
    else say(exportErrorText(answer.error()), Tone::problem);
    refresh();
}

void ExportDialog::reject() {
    if (!isBusy()) return QDialog::reject();
    job_->stop();
    say(tr("Cancelling\u2026"));
}

void ExportDialog::say(const QString& text, Tone tone) {
    message_->setText(text);
    message_->setVisible(!text.isEmpty());
    restyle(*message_, "bad", tone == Tone::problem);
}

void ExportDialog::refresh() {
    form_->setLocked(isBusy());
    progress_->setVisible(isBusy());
    export_->setEnabled(planned_ && !isBusy());
    export_->setText(replaces_ ? tr("&Replace") : tr("&Export"));
    export_->setIcon(icon(QStringLiteral("export"), IconTone::onAccent));
    close_->setText(isBusy() ? tr("Cancel") : tr("Close"));
}

}  // namespace lathe::gui
