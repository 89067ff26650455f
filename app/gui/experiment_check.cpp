// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/experiment_check.h"

#include <algorithm>
#include <utility>

#include <QDir>
#include <QFileInfo>

#include "app/gui/preflight_job.h"
#include "widgets/config/configure_page.h"

namespace lathe::gui {

ExperimentCheck::ExperimentCheck(ConfigurePage& page, const QString& lathectl, QObject* parent)
    : QObject(parent), page_(page), job_(new PreflightJob(lathectl, this)), available_(!lathectl.isEmpty()) {
    setObjectName(QStringLiteral("experimentCheck"));
    still_.setSingleShot(true);
    setDelay(std::chrono::seconds(1));
    connect(&still_, &QTimer::timeout, this, &ExperimentCheck::checkNow);
    connect(&page, &ConfigurePage::experimentChanged, this, &ExperimentCheck::forget);
    connect(&page, &ConfigurePage::titleChanged, this, [this] {
        // Relative paths mean another folder now.
        if (place() != checkedPlace_) forget();
    });
    connect(job_, &PreflightJob::done, this, &ExperimentCheck::take);
    connect(job_, &PreflightJob::notStarted, this, [this] {
        available_ = false;
        Q_EMIT stateChanged();
    });
}

bool ExperimentCheck::isPossible() const {
    return available_ && page_.isOpen() && page_.problems().empty();
}

bool ExperimentCheck::isRunning() const {
    return job_->isRunning();
}

void ExperimentCheck::setDevice(const QString& device) {
    if (device != std::exchange(device_, device)) forget();
}

// A text that is in no file yet is taken to stand in the home folder.
QString ExperimentCheck::place() const {
    if (!page_.file().isEmpty()) return QFileInfo(page_.file()).absoluteFilePath();
    return QDir::home().filePath(QFileInfo(page_.title()).fileName());
}

void ExperimentCheck::forget() {
    job_->stop();
    still_.stop();
    checkedPlace_ = place();
    const bool said = !found_.errors.empty() || !found_.notes.isEmpty();
    found_ = {};
    if (said) page_.setFindings({});
    if (isPossible()) still_.start();
    Q_EMIT stateChanged();
}

void ExperimentCheck::checkNow() {
    still_.stop();
    if (!isPossible()) return;
    PreflightJob::Request request{QString::fromStdString(page_.document().text()), place(), {}};
    if (!device_.isEmpty()) request.changes << QStringLiteral("hw.device=") + device_;
    job_->start(request);
    Q_EMIT stateChanged();
}

void ExperimentCheck::take(CheckFindings findings) {
    // The device that is chosen here is there, and stands in for the one that the experiment names.
    if (!device_.isEmpty())
        std::erase_if(findings.errors, [](const Error& error) {
            return error.key == "hw.device" || error.key.starts_with("search.devices");
        });
    for (Error& error : findings.errors) {
        constexpr std::string_view config = "config.";
        if (error.key.starts_with(config)) error.key.erase(0, config.size());
        if (page_.file().isEmpty() && error.file == place().toStdString()) error.file.clear();
    }
    found_ = std::move(findings);
    page_.setFindings(found_);
    Q_EMIT stateChanged();
}

}  // namespace lathe::gui
