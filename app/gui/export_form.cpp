// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/export_form.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/gui/headless.h"
#include "app/gui/planned_files_model.h"
#include "core/store/study_record.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

// Where it is proposed to be written: beside the experiment, or beside the study, whose own folder is a record.
QDir folderBeside(const QString& source) {
    const QFileInfo info(source);
    if (info.isFile()) return info.absoluteDir();
    return QFileInfo(QString::fromStdString(store::place_of(source.toStdString()).study.string())).absoluteDir();
}

QString exportName(const QString& source) {
    const QFileInfo info(source);
    if (info.isFile()) return info.completeBaseName();
    const auto [study, trial] = store::place_of(source.toStdString());
    const QString name = QString::fromStdString(study.filename().string());
    return trial ? QStringLiteral("%1-%2").arg(name, info.fileName()) : name;
}

}  // namespace

ExportForm::ExportForm(const QString& source, const QString& lathectl, QWidget* parent)
    : QWidget(parent),
      source_(source),
      lathectl_(lathectl),
      kind_(new QComboBox),
      target_(new QLineEdit),
      withData_(new QCheckBox),
      command_(new QLineEdit),
      chosen_(new QWidget) {
    kind_->setObjectName(QStringLiteral("exportKind"));
    kind_->setAccessibleName(tr("Kind"));
    kind_->addItem(tr("Bundle: one file with all it needs"));
    kind_->addItem(tr("Container: a Dockerfile"));
    kind_->addItem(tr("Conda: an environment.yaml"));
    kind_->addItem(tr("Slurm: a batch file"));
    withData_->setObjectName(QStringLiteral("exportWithData"));
    auto* form = new QFormLayout(chosen_);
    form->setContentsMargins(0, 0, 0, 0);
    form->setHorizontalSpacing(2 * spacing);
    form->setVerticalSpacing(spacing);
    form->addRow(tr("&Kind"), kind_);
    auto* target = makeTarget();
    form->addRow(tr("&Write to"), target);
    qobject_cast<QLabel*>(form->labelForField(target))->setBuddy(target_);
    form->addRow(QString(), withData_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(chosen_);
    layout->addWidget(makeCommand());
    setFocusProxy(kind_);
    connect(kind_, &QComboBox::currentIndexChanged, this, &ExportForm::kindChanged);
    connect(withData_, &QCheckBox::toggled, this, [this] {
        refreshCommand();
        Q_EMIT changed();
        Q_EMIT contentChanged();
    });
    connect(target_, &QLineEdit::textEdited, this, [this] { ownName_ = true; });
    connect(target_, &QLineEdit::textChanged, this, [this] {
        refreshCommand();
        Q_EMIT changed();
    });
    // Texts name the experiment from where they stand.
    connect(target_, &QLineEdit::editingFinished, this, &ExportForm::contentChanged);
    proposeName();
    showData(nullptr);
}

QWidget* ExportForm::makeTarget() {
    auto* widget = new QWidget;
    target_->setObjectName(QStringLiteral("exportTarget"));
    target_->setAccessibleName(tr("The file to write"));
    auto* browse = new QPushButton(icon(QStringLiteral("folder")), tr("&Browse\u2026"));
    browse->setObjectName(QStringLiteral("exportBrowse"));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, &ExportForm::browse);
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(target_, 1);
    row->addWidget(browse);
    return widget;
}

QWidget* ExportForm::makeCommand() {
    auto* widget = new QWidget;
    command_->setObjectName(QStringLiteral("exportCommand"));
    command_->setAccessibleName(tr("The command that does the same"));
    command_->setReadOnly(true);
    command_->setFont(monospaceFont());
    auto* label = new QLabel(tr("The same without a window:"));
    label->setProperty("muted", true);
    auto* copy = new QPushButton(icon(QStringLiteral("copy")), tr("&Copy"));
    copy->setObjectName(QStringLiteral("exportCopyCommand"));
    copy->setAccessibleName(tr("Copy the command"));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [this] { QGuiApplication::clipboard()->setText(command_->text()); });
    auto* row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing);
    row->addWidget(label);
    row->addWidget(command_, 1);
    row->addWidget(copy);
    return widget;
}

bundle::HeadlessFormat ExportForm::format() const {
    return static_cast<bundle::HeadlessFormat>(kind_->currentIndex());
}

bundle::HeadlessExport ExportForm::wanted() const {
    const bool isBundle = format() == bundle::HeadlessFormat::bundle;
    QString target = target_->text().trimmed();
    if (!target.isEmpty()) target = folderBeside(source_).absoluteFilePath(target);
    return {source_.toStdString(), format(), target.toStdString(), isBundle && withData_->isChecked()};
}

void ExportForm::kindChanged() {
    withData_->setEnabled(format() == bundle::HeadlessFormat::bundle);
    if (!ownName_) proposeName();
    refreshCommand();
    Q_EMIT changed();
    Q_EMIT contentChanged();
}

void ExportForm::proposeName() {
    QString name = exportName(source_) + QLatin1String(bundle::bundle_suffix);
    if (format() == bundle::HeadlessFormat::docker) name = QStringLiteral("Dockerfile");
    if (format() == bundle::HeadlessFormat::conda) name = QStringLiteral("environment.yaml");
    if (format() == bundle::HeadlessFormat::slurm) name = exportName(source_) + QStringLiteral(".sbatch");
    target_->setText(folderBeside(source_).absoluteFilePath(name));
    refreshCommand();
}

void ExportForm::browse() {
    auto* dialog = new QFileDialog(this, tr("The file to write"));
    dialog->setObjectName(QStringLiteral("exportTargetDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);  // asked for when it is written
    const QFileInfo now(QString::fromStdString(wanted().output.string()));
    dialog->setDirectory(now.absolutePath());
    dialog->selectFile(now.fileName());
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        ownName_ = true;
        target_->setText(file);
        Q_EMIT contentChanged();
    });
    dialog->open();
}

void ExportForm::refreshCommand() {
    const bundle::HeadlessExport now = wanted();
    const std::string_view to = bundle::name_of(now.format);
    QStringList parts{lathectl_,
                      QStringLiteral("export"),
                      source_,
                      QStringLiteral("--to"),
                      QString::fromUtf8(to.data(), static_cast<qsizetype>(to.size())),
                      QStringLiteral("-o"),
                      QString::fromStdString(now.output.string())};
    if (now.with_data) parts << QStringLiteral("--with-data");
    for (QString& part : parts) part = shellQuoted(part);
    command_->setText(parts.join(QLatin1Char(' ')));
    command_->setToolTip(command_->text());
    command_->setCursorPosition(0);
}

void ExportForm::showData(const std::vector<bundle::ManifestData>* read) {
    if (!read) return withData_->setText(tr("With the &data that it reads"));
    std::uint64_t bytes = 0;
    std::int64_t files = 0;
    for (const auto& one : *read) {
        bytes += one.manifest.value("bytes", std::uint64_t(0));
        files += one.manifest.value("files", std::int64_t(0));
    }
    withData_->setText(files == 0
                           ? tr("With the &data that it reads: there are none")
                           : tr("With the &data that it reads: %1 in %n file(s)", nullptr, static_cast<int>(files))
                                 .arg(sizeText(bytes)));
}

void ExportForm::setLocked(bool locked) {
    chosen_->setEnabled(!locked);
}

}  // namespace lathe::gui
