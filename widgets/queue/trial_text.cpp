// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/trial_text.h"

#include <algorithm>
#include <cmath>

#include <QCoreApplication>
#include <QLocale>

#include "widgets/common/core_text.h"

namespace lathe::gui {
namespace {

struct TrialWords {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::TrialText)
};

}  // namespace

QString stateText(search::TrialState state) {
    switch (state) {
        case search::TrialState::waiting: return TrialWords::tr("Waiting");
        case search::TrialState::running: return TrialWords::tr("Running");
        case search::TrialState::succeeded: return TrialWords::tr("Succeeded");
        case search::TrialState::failed: return TrialWords::tr("Failed");
        case search::TrialState::early_stopped: return TrialWords::tr("Stopped early");
        case search::TrialState::user_canceled: return TrialWords::tr("Canceled");
        case search::TrialState::sys_canceled: return TrialWords::tr("Canceled by Lathe");
    }
    return {};
}

QString stateIconName(search::TrialState state) {
    switch (state) {
        case search::TrialState::waiting: return QStringLiteral("waiting");
        case search::TrialState::running: return QStringLiteral("running");
        case search::TrialState::succeeded: return QStringLiteral("succeeded");
        case search::TrialState::failed: return QStringLiteral("failed");
        case search::TrialState::early_stopped: return QStringLiteral("early-stopped");
        case search::TrialState::user_canceled:
        case search::TrialState::sys_canceled: break;
    }
    return QStringLiteral("canceled");
}

IconTone stateTone(search::TrialState state) {
    switch (state) {
        case search::TrialState::running: return IconTone::accent;
        case search::TrialState::succeeded: return IconTone::good;
        case search::TrialState::failed: return IconTone::bad;
        case search::TrialState::early_stopped: return IconTone::warning;
        default: return IconTone::muted;
    }
}

QString sessionStateText(run::SessionState state) {
    switch (state) {
        case run::SessionState::idle: return TrialWords::tr("Ready");
        case run::SessionState::running: return TrialWords::tr("Running");
        case run::SessionState::paused: return TrialWords::tr("Paused");
        case run::SessionState::stopping: return TrialWords::tr("Stopping");
        case run::SessionState::finished: return TrialWords::tr("Finished");
        case run::SessionState::stopped: return TrialWords::tr("Stopped");
        case run::SessionState::failed: return TrialWords::tr("Failed");
    }
    return {};
}

QString metricText(double value) {
    if (std::isnan(value)) return QStringLiteral("NaN");
    if (std::isinf(value)) return value > 0 ? QStringLiteral("inf") : QStringLiteral("-inf");
    return QString::number(value, 'g', 6);
}

QString valueText(const config::Value& value) {
    if (value.is_float()) return metricText(value.as_float());
    if (value.is_string()) return QString::fromStdString(value.as_string());
    if (value.is_dict()) {
        const config::Value* name = value.get("_name");
        if (!name) return QString::fromStdString(config::to_yaml_inline(value));
        QStringList parts;
        for (const auto& [key, child] : value.as_dict())
            if (key != "_name") parts << QString::fromStdString(key) + QLatin1Char('=') + valueText(child);
        const QString branch = valueText(*name);
        return parts.isEmpty() ? branch : branch + QStringLiteral(" (%1)").arg(parts.join(QStringLiteral(", ")));
    }
    return QString::fromStdString(config::to_yaml_inline(value));
}

QString durationText(std::chrono::milliseconds duration) {
    const qint64 seconds = std::max<qint64>(0, duration.count() / 1000);
    const qint64 minutes = seconds / 60;
    if (minutes == 0) return TrialWords::tr("%1 s").arg(seconds);
    if (minutes < 60) return TrialWords::tr("%1 min %2 s").arg(minutes).arg(seconds % 60);
    return TrialWords::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

QString remainingText(std::chrono::milliseconds duration) {
    const qint64 minutes = std::chrono::round<std::chrono::minutes>(duration).count();
    const bool exact = minutes < 10 || minutes >= 60;
    return TrialWords::tr("%1 left").arg(exact ? durationText(duration) : TrialWords::tr("%1 min").arg(minutes));
}

QString countText(int ended, int created, std::optional<int> asked) {
    if (!asked) return TrialWords::tr("%n trial(s)", nullptr, ended);
    return TrialWords::tr("%1 of %n trial(s)", nullptr, std::max(created, *asked)).arg(ended);
}

QString countText(const run::SessionStatus& status) {
    int ended = 0;
    for (const auto& trial : status.trials) ended += search::is_final(trial.state) ? 1 : 0;
    return countText(ended, static_cast<int>(status.trials.size()), status.limits.max_trials);
}

std::optional<double> progressOf(const run::TrialStatus& trial) {
    if (trial.total_steps > 0)
        return std::clamp(static_cast<double>(trial.step) / static_cast<double>(trial.total_steps), 0.0, 1.0);
    if (trial.total_epochs > 0)
        return std::clamp(static_cast<double>(trial.epoch) / static_cast<double>(trial.total_epochs), 0.0, 1.0);
    return std::nullopt;
}

QString activityText(const run::TrialStatus& trial) {
    const QLocale c = QLocale::c();
    switch (trial.state) {
        case search::TrialState::waiting: return coreText(trial.waiting_for);
        case search::TrialState::running: {
            const auto progress = progressOf(trial);
            if (!progress)
                return trial.step > 0 ? TrialWords::tr("step %1").arg(trial.step) : TrialWords::tr("preparing");
            const QString percent = QStringLiteral("%1%").arg(static_cast<int>(std::floor(*progress * 100)));
            if (trial.total_epochs <= 1) return percent;
            return TrialWords::tr("%1, epoch %2/%3")
                .arg(percent)
                .arg(std::min(trial.epoch + 1, trial.total_epochs))
                .arg(trial.total_epochs);
        }
        default: break;
    }
    if (!trial.error.empty()) return coreText(trial.error);
    if (trial.step == 0) return {};
    if (trial.step == 1) return TrialWords::tr("1 step");
    return TrialWords::tr("%1 steps").arg(c.toString(static_cast<qlonglong>(trial.step)));
}

}  // namespace lathe::gui
