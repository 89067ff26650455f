// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/model_bar.h"

#include <utility>

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

#include "core/store/study_record.h"
#include "widgets/common/elide.h"
#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

QString numberOfTrial(const QString& folder) {
    return QString::number(store::place_of(folder.toStdString()).trial.value_or(0));
}

// What lathectl complained of; its notes are not errors.
Errors errorsIn(const QString& said) {
    Errors errors;
    for (const QString& line : said.split(u'\n', Qt::SkipEmptyParts)) {
        constexpr QLatin1String mark("error: ");
        if (line.startsWith(mark)) errors.push_back({line.mid(mark.size()).toStdString(), {}});
    }
    return errors;
}

}  // namespace

ModelBar::ModelBar(QString lathectl, QWidget* parent)
    : QFrame(parent), lathectl_(std::move(lathectl)), text_(new ElideLabel(this)) {
    setObjectName(QStringLiteral("modelBar"));
    setProperty("notice", true);
    text_->setObjectName(QStringLiteral("modelText"));
    auto* progress = new QProgressBar(this);
    progress->setObjectName(QStringLiteral("modelProgress"));
    progress->setAccessibleName(tr("The model is being used"));
    progress->setTextVisible(false);
    progress->setRange(0, 0);
    auto* cancel = new QAction(icon(QStringLiteral("close")), tr("Cancel"), this);
    cancel->setObjectName(QStringLiteral("modelCancel"));
    cancel->setToolTip(tr("Cancel what is done with the model"));
    cancel->setProperty("notACommand", true);
    connect(cancel, &QAction::triggered, this, &ModelBar::cancel);
    auto* button = new QToolButton(this);
    button->setObjectName(QStringLiteral("modelCancelButton"));
    setPlainAction(*button, *cancel);
    button->setFocusPolicy(Qt::TabFocus);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2 * spacing, spacing / 2, spacing, spacing / 2);
    row->setSpacing(spacing);
    row->addWidget(text_, 1);
    row->addWidget(progress, 1);
    row->addWidget(button);
    hide();
}

ModelBar::~ModelBar() {
    if (process_ == nullptr) return;
    process_->disconnect(this);
    process_->kill();
    process_->waitForFinished();
}

void ModelBar::start(const QString& text, const QStringList& arguments, std::function<void()> then) {
    if (isBusy()) return;
    canceled_ = false;
    then_ = std::move(then);
    process_ = new QProcess(this);
    process_->setStandardOutputFile(QProcess::nullDevice());
    connect(process_, &QProcess::finished, this, &ModelBar::finish);
    connect(process_, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart) finish(-1, QProcess::CrashExit);
    });
    text_->setFullText(text);
    show();
    process_->start(lathectl_, arguments);
}

void ModelBar::finish(int code, QProcess::ExitStatus status) {
    const QString said = QString::fromUtf8(process_->readAllStandardError());
    process_->deleteLater();
    process_ = nullptr;
    hide();
    if (canceled_) return;
    if (status == QProcess::NormalExit && code == 0) return then_();
    Errors errors = errorsIn(said);
    if (errors.empty())
        errors.push_back({tr("The program that uses the model crashed or could not be started").toStdString(),
                          tr("look at the log of the trial, and try lathectl test").toStdString()});
    Q_EMIT failed(errors);
}

void ModelBar::cancel() {
    if (process_ == nullptr) return;
    canceled_ = true;
    process_->terminate();
}

void ModelBar::test(const QString& trialFolder) {
    if (isBusy()) return;
    auto folder = std::make_unique<QTemporaryDir>();
    const QString path = folder->path();
    tests_.push_back(std::move(folder));
    start(tr("The model of trial %1 is tested").arg(numberOfTrial(trialFolder)),
          {QStringLiteral("test"), trialFolder, QStringLiteral("-o"), path},
          [this, trialFolder, path] { Q_EMIT tested(trialFolder, path); });
}

void ModelBar::exportModel(const QString& trialFolder, const QString& format, const QString& file) {
    start(tr("The model of trial %1 is exported").arg(numberOfTrial(trialFolder)),
          {QStringLiteral("export"), trialFolder, QStringLiteral("--to"), format, QStringLiteral("-o"), file},
          [this, file] { Q_EMIT exported(tr("The model is in %1.").arg(file)); });
}

void ModelBar::askAndExport(const QString& trialFolder) {
    if (isBusy()) return;
    const QString torchscript = tr("TorchScript, for torch.jit.load (*.pt)");
    const QString stateDict = tr("state_dict, for torch.load (*.pth)");
    const QString safetensors = tr("safetensors (*.safetensors)");
    QString chosen = torchscript;
    const QString proposed = QStringLiteral("model-%1.pt").arg(numberOfTrial(trialFolder));
    QString file = QFileDialog::getSaveFileName(this, tr("Export model"), proposed,
                                                QStringList{torchscript, stateDict, safetensors}.join(";;"), &chosen);
    if (file.isEmpty()) return;
    const QString format = chosen == stateDict     ? QStringLiteral("state_dict")
                           : chosen == safetensors ? QStringLiteral("safetensors")
                                                   : QStringLiteral("torchscript");
    const QString ending = chosen == stateDict ? ".pth" : chosen == safetensors ? ".safetensors" : ".pt";
    if (QFileInfo(file).suffix().isEmpty()) file += ending;
    exportModel(trialFolder, format, file);
}

}  // namespace lathe::gui
