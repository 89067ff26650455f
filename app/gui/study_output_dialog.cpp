// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/study_output_dialog.h"

#include <algorithm>
#include <utility>

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include "app/gui/background_work.h"
#include "app/gui/report_pdf.h"
#include "core/base/files.h"
#include "core/report/report_html.h"
#include "widgets/common/restyle.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

QString outputName(const std::vector<store::ExportedStudy>& studies) {
    return studies.size() == 1 ? QString::fromStdString(studies.front().folder.filename().string())
                               : QStringLiteral("studies");
}

QString leftOutText(const std::vector<std::string>& parts) {
    QStringList lines;
    for (const auto& part : parts) lines << QString::fromStdString(part);
    return lines.join(QStringLiteral(", "));
}

OutputJob::Answer writeReport(const report::ReportRequest& request, bool pdf, const QString& target,
                              const store::ExportProgress& progress) {
    const auto report = report::make_report(request, progress);
    if (!report) return fail(report.error());
    const auto written =
        pdf ? writeReportPdf(*report, target) : write_file_atomically(target.toStdString(), report::to_html(*report));
    if (!written) return fail(written.error());
    return StudyOutputDialog::tr("Written: %1").arg(target);
}

OutputJob::Answer writeExport(const store::StudyExport& wanted, const store::ExportProgress& progress) {
    const auto summary = store::export_studies(wanted, progress);
    if (!summary) return fail(summary.error());
    QString text = StudyOutputDialog::tr("Written: %1").arg(QString::fromStdString(wanted.output.string())) +
                   QLatin1Char('\n') + StudyOutputDialog::tr("%n trial(s)", nullptr, static_cast<int>(summary->trials));
    for (const auto& note : summary->notes) text += QLatin1Char('\n') + QString::fromStdString(note);
    if (!summary->left_out.empty())
        text += QLatin1Char('\n') + StudyOutputDialog::tr("Left out: %1").arg(leftOutText(summary->left_out));
    return text;
}

}  // namespace

StudyOutputDialog::StudyOutputDialog(StudyOutputForm::Start start, std::vector<store::ExportedStudy> studies,
                                     const QString& folder, QWidget* parent)
    : QDialog(parent),
      studies_(std::move(studies)),
      background_(new BackgroundWork(this)),
      form_(new StudyOutputForm(start, outputName(studies_), folder)),
      table_(new QTableWidget),
      lacks_(new QLabel),
      summary_(new QLabel),
      message_(new QLabel),
      progress_(new QProgressBar),
      write_(new QPushButton),
      close_(new QPushButton) {
    setObjectName(QStringLiteral("studyOutputDialog"));
    setWindowTitle(tr("Export studies"));
    build();
    connect(form_, &StudyOutputForm::changed, this, &StudyOutputDialog::changed);
    timer_.setInterval(50);
    connect(&timer_, &QTimer::timeout, this, &StudyOutputDialog::poll);
    readPlan();
    refresh();
}

StudyOutputDialog::~StudyOutputDialog() = default;

void StudyOutputDialog::build() {
    lacks_->setObjectName(QStringLiteral("outputLacks"));
    lacks_->setWordWrap(true);
    lacks_->setTextFormat(Qt::PlainText);
    lacks_->hide();
    summary_->setObjectName(QStringLiteral("outputSummary"));
    summary_->setBuddy(table_);
    table_->setObjectName(QStringLiteral("outputStudies"));
    table_->setAccessibleName(tr("What goes in"));
    table_->setColumnCount(3);
    table_->setHorizontalHeaderLabels({tr("Study"), tr("Trials"), tr("Not ended")});
    table_->setEditTriggers(QAbstractItemView::NoEditTriggers);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTabKeyNavigation(false);
    table_->setShowGrid(false);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    table_->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    message_->setObjectName(QStringLiteral("outputMessage"));
    message_->setWordWrap(true);
    message_->setTextFormat(Qt::PlainText);
    message_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    message_->hide();
    progress_->setObjectName(QStringLiteral("outputProgress"));
    progress_->setAccessibleName(tr("Progress of the export"));
    progress_->setTextVisible(false);
    progress_->setFixedHeight(spacing);
    progress_->hide();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(spacing);
    layout->addWidget(lacks_);
    layout->addWidget(form_);
    layout->addWidget(summary_);
    layout->addWidget(table_, 1);
    layout->addWidget(progress_);
    layout->addWidget(message_);
    layout->addWidget(makeButtons());
    resize(90 * spacing, 76 * spacing);
}

void StudyOutputDialog::setLacks(const QString& lacks) {
    lacks_->setText(lacks);
    lacks_->setVisible(!lacks.isEmpty());
}

QWidget* StudyOutputDialog::makeButtons() {
    auto* widget = new QWidget;
    write_->setObjectName(QStringLiteral("outputWrite"));
    write_->setDefault(true);
    write_->setProperty("primary", true);
    close_->setObjectName(QStringLiteral("outputClose"));
    close_->setAutoDefault(false);
    connect(write_, &QPushButton::clicked, this, &StudyOutputDialog::begin);
    connect(close_, &QPushButton::clicked, this, &StudyOutputDialog::reject);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addStretch();
    row->addWidget(close_);
    row->addWidget(write_);
    return widget;
}

void StudyOutputDialog::readPlan() {
    summary_->setText(tr("Looking at what goes in\u2026"));
    background_->run([studies = studies_] { return store::plan_export(studies); },
                     [this](const Result<std::vector<store::StudyRecord>>& plan) { showPlan(plan); });
}

void StudyOutputDialog::showPlan(const Result<std::vector<store::StudyRecord>>& plan) {
    planned_ = plan.has_value();
    if (!plan) {
        summary_->setText(tr("Nothing can be exported"));
        say(QString::fromStdString(plan.error().str()), Tone::problem);
        return refresh();
    }
    std::size_t trials = 0;
    table_->setRowCount(static_cast<int>(plan->size()));
    for (int row = 0; row < table_->rowCount(); ++row) {
        const auto& study = (*plan)[static_cast<std::size_t>(row)];
        trials += study.trials.size();
        const auto open = static_cast<int>(study.trials.size()) - study.finished();
        table_->setItem(row, 0, new QTableWidgetItem(QString::fromStdString(study.folder.filename().string())));
        table_->setItem(row, 1, new QTableWidgetItem(QString::number(study.trials.size())));
        table_->setItem(row, 2, new QTableWidgetItem(QString::number(open)));
    }
    summary_->setText(tr("&Goes in: %n trial(s)", nullptr, static_cast<int>(trials)));
    refresh();
}

void StudyOutputDialog::changed() {
    replaces_ = false;
    say({});
    refresh();
}

void StudyOutputDialog::begin() {
    if (isBusy() || !planned_) return;
    const QString target = form_->target();
    if (target.isEmpty()) return say(tr("Name the file or folder to write."), Tone::problem);
    if (form_->isReport() && form_->request().parts.empty()) return say(tr("Choose at least one part."), Tone::problem);
    const bool text = form_->isReport() || store::writes_text(form_->format());
    if (text && QFileInfo(target).isDir())
        return say(tr("%1 is a folder: name a file in it.").arg(target), Tone::problem);
    if (text && QFileInfo::exists(target) && !replaces_) {
        replaces_ = true;
        say(tr("%1 is there already. Replace it?").arg(target), Tone::problem);
        return refresh();
    }
    job_ = std::make_unique<OutputJob>(work());
    progress_->setRange(0, 0);
    say(tr("Writing\u2026"));
    timer_.start();
    refresh();
}

OutputJob::Work StudyOutputDialog::work() const {
    if (form_->isReport()) {
        report::ReportRequest request = form_->request();
        request.studies = studies_;
        return [request, pdf = form_->isPdf(), target = form_->target()](const store::ExportProgress& progress) {
            return writeReport(request, pdf, target, progress);
        };
    }
    store::StudyExport wanted;
    wanted.format = form_->format();
    wanted.studies = studies_;
    wanted.output = form_->target().toStdString();
    return [wanted](const store::ExportProgress& progress) { return writeExport(wanted, progress); };
}

void StudyOutputDialog::poll() {
    const OutputJob::News news = job_->take();
    if (news.of > 0) {
        progress_->setRange(0, static_cast<int>(news.of));
        progress_->setValue(static_cast<int>(news.done));
    }
    if (news.answer) over(*news.answer);
}

void StudyOutputDialog::over(const OutputJob::Answer& answer) {
    timer_.stop();
    const bool stopped = job_->isStopping();
    job_.reset();
    replaces_ = false;
    if (answer) say(*answer);
    else if (stopped) say(tr("Cancelled: nothing was written."));
    else say(QString::fromStdString(answer.error().str()), Tone::problem);
    refresh();
}

void StudyOutputDialog::reject() {
    if (!isBusy()) return QDialog::reject();
    job_->stop();
    say(tr("Cancelling\u2026"));
}

void StudyOutputDialog::say(const QString& text, Tone tone) {
    message_->setText(text);
    message_->setVisible(!text.isEmpty());
    restyle(*message_, "bad", tone == Tone::problem);
}

void StudyOutputDialog::refresh() {
    form_->setLocked(isBusy());
    write_->setText(replaces_ ? tr("Re&place") : tr("&Export"));
    write_->setEnabled(planned_ && !isBusy());
    progress_->setVisible(isBusy());
    close_->setText(isBusy() ? tr("&Cancel") : tr("&Close"));
}

}  // namespace lathe::gui
