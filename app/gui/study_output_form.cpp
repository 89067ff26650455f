// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/study_output_form.h"

#include <array>

#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

using store::ExportFormat;

// In the order of the list: the two reports, then the forms for other programs.
constexpr int htmlReport = 0;
constexpr int pdfReport = 1;
constexpr int firstFormat = 2;
constexpr std::array listedFormats{ExportFormat::trials_csv,  ExportFormat::points_csv, ExportFormat::json,
                                   ExportFormat::tensorboard, ExportFormat::mlflow,     ExportFormat::optuna,
                                   ExportFormat::nni_results};
constexpr std::array outputSuffixes{".html", ".pdf",    ".csv", "-points.csv", ".json",
                                    "-logs", "-mlruns", ".db",  "-nni.json"};

QString partTitle(report::ReportPart part) {
    switch (part) {
        case report::ReportPart::studies: return StudyOutputForm::tr("Studies");
        case report::ReportPart::notes: return StudyOutputForm::tr("Notes");
        case report::ReportPart::best: return StudyOutputForm::tr("Best trials");
        case report::ReportPart::history: return StudyOutputForm::tr("History of the search");
        case report::ReportPart::importance: return StudyOutputForm::tr("What matters");
        case report::ReportPart::parallel: return StudyOutputForm::tr("Parallel coordinates");
        case report::ReportPart::parameters: return StudyOutputForm::tr("Parameter by parameter");
        case report::ReportPart::curves: return StudyOutputForm::tr("Curves");
        case report::ReportPart::trials: return StudyOutputForm::tr("All trials");
        case report::ReportPart::environment: return StudyOutputForm::tr("Environment");
    }
    return {};
}

QString whatItKeeps(ExportFormat format) {
    switch (format) {
        case ExportFormat::trials_csv:
            return StudyOutputForm::tr(
                "Keeps parameters, last metrics, states, times, names, notes and tags. Leaves out "
                "the curves.");
        case ExportFormat::points_csv:
            return StudyOutputForm::tr("Keeps every recorded point of every curve, and nothing else.");
        case ExportFormat::json:
            return StudyOutputForm::tr(
                "Keeps everything that is recorded as numbers and text, and every point. Leaves out "
                "pictures, logs and checkpoints.");
        case ExportFormat::tensorboard:
            return StudyOutputForm::tr(
                "Keeps curves, images and histograms, and parameters in hparams.yaml. Leaves out "
                "states, times, notes, logs and checkpoints.");
        case ExportFormat::mlflow:
            return StudyOutputForm::tr(
                "Keeps parameters, curves, states, times, names, notes, tags, configs and logs. "
                "Leaves out pictures and checkpoints.");
        case ExportFormat::optuna:
            return StudyOutputForm::tr(
                "Keeps parameters with their ranges, the objective with its curve, states, times, "
                "notes and tags; of other metrics the last value. For Optuna 3.2 and later.");
        default: return StudyOutputForm::tr("Keeps the parameters and results of the trials that have one.");
    }
}

}  // namespace

StudyOutputForm::StudyOutputForm(Start start, const QString& name, const QString& folder, QWidget* parent)
    : QWidget(parent),
      name_(name),
      folder_(folder),
      kind_(new QComboBox),
      keeps_(new QLabel),
      target_(new QLineEdit),
      title_(new QLineEdit) {
    parts_ = makeParts();
    kind_->setObjectName(QStringLiteral("outputKind"));
    kind_->setAccessibleName(tr("Written as"));
    kind_->addItems({tr("Report: one HTML page"), tr("Report: PDF"), tr("CSV: a row a trial"),
                     tr("CSV: a row a recorded point"), tr("JSON: everything"), tr("TensorBoard: event files"),
                     tr("MLflow: its folder mlruns"), tr("Optuna: its SQLite storage"),
                     tr("NNI: results for nnictl experiment import")});
    keeps_->setObjectName(QStringLiteral("outputKeeps"));
    keeps_->setWordWrap(true);
    keeps_->setProperty("muted", true);
    title_->setObjectName(QStringLiteral("outputTitle"));
    title_->setAccessibleName(tr("Title of the report"));
    title_->setPlaceholderText(name);
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(2 * spacing);
    form->setVerticalSpacing(spacing);
    form->addRow(tr("Written &as"), kind_);
    form->addRow(QString(), keeps_);
    auto* target = makeTarget();
    form->addRow(tr("&Write to"), target);
    qobject_cast<QLabel*>(form->labelForField(target))->setBuddy(target_);
    form->addRow(tr("&Title"), title_);
    form->addRow(tr("Parts"), parts_);
    setFocusProxy(kind_);
    connect(kind_, &QComboBox::currentIndexChanged, this, &StudyOutputForm::kindChanged);
    connect(target_, &QLineEdit::textEdited, this, [this] { ownName_ = true; });
    connect(target_, &QLineEdit::textChanged, this, &StudyOutputForm::changed);
    kind_->setCurrentIndex(start == Start::report ? htmlReport : firstFormat);
    kindChanged();
}

QWidget* StudyOutputForm::makeTarget() {
    auto* widget = new QWidget;
    target_->setObjectName(QStringLiteral("outputTarget"));
    target_->setAccessibleName(tr("The file or folder to write"));
    auto* browse = new QPushButton(icon(QStringLiteral("folder")), tr("&Browse\u2026"));
    browse->setObjectName(QStringLiteral("outputBrowse"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &StudyOutputForm::browse);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(target_, 1);
    row->addWidget(browse);
    return widget;
}

QWidget* StudyOutputForm::makeParts() {
    auto* widget = new QWidget;
    auto* grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(spacing / 2);
    for (int i = 0; i < report::report_part_count; ++i) {
        auto* box = new QCheckBox(partTitle(static_cast<report::ReportPart>(i)));
        box->setObjectName(QStringLiteral("outputPart%1").arg(i));
        box->setChecked(true);
        connect(box, &QCheckBox::toggled, this, &StudyOutputForm::changed);
        partBoxes_.push_back(box);
        grid->addWidget(box, i / 3, i % 3);
    }
    return widget;
}

bool StudyOutputForm::isReport() const {
    return kind_->currentIndex() < firstFormat;
}

bool StudyOutputForm::isPdf() const {
    return kind_->currentIndex() == pdfReport;
}

ExportFormat StudyOutputForm::format() const {
    return isReport() ? ExportFormat::json
                      : listedFormats[static_cast<std::size_t>(kind_->currentIndex() - firstFormat)];
}

QString StudyOutputForm::target() const {
    const QString text = target_->text().trimmed();
    return text.isEmpty() ? QString() : QDir(folder_).absoluteFilePath(text);
}

report::ReportRequest StudyOutputForm::request() const {
    report::ReportRequest request;
    request.title = title_->text().trimmed().toStdString();
    request.made = now();
    for (int i = 0; i < report::report_part_count; ++i)
        if (partBoxes_[static_cast<std::size_t>(i)]->isChecked())
            request.parts.insert(static_cast<report::ReportPart>(i));
    return request;
}

void StudyOutputForm::kindChanged() {
    keeps_->setText(isReport() ? tr("Notes, tables and charts to read and to hand on. Needs nothing from outside.")
                               : whatItKeeps(format()));
    title_->setEnabled(isReport());
    parts_->setEnabled(isReport());
    if (!ownName_) {
        const char* suffix = outputSuffixes[static_cast<std::size_t>(kind_->currentIndex())];
        target_->setText(QDir(folder_).absoluteFilePath(name_ + QLatin1String(suffix)));
    }
    Q_EMIT changed();
}

void StudyOutputForm::browse() {
    auto* dialog = new QFileDialog(this, tr("The file or folder to write"));
    dialog->setObjectName(QStringLiteral("outputTargetDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);  // asked for when it is written
    const QFileInfo now(target());
    dialog->setDirectory(now.absolutePath());
    dialog->selectFile(now.fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        ownName_ = true;
        target_->setText(file);
    });
    dialog->open();
}

void StudyOutputForm::setLocked(bool locked) {
    setEnabled(!locked);
}

}  // namespace lathe::gui
