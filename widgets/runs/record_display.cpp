// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/record_display.h"

#include <QCoreApplication>

#include <fmt/format.h>

#include "widgets/common/icons.h"

namespace lathe::gui {

namespace {

QString recordWord(const char* text) {
    return QCoreApplication::translate("Records", text);
}

struct Look {
    const char* icon;
    IconTone tone;
};

Look lookOf(search::TrialState state) {
    switch (state) {
        case search::TrialState::waiting: return {"waiting", IconTone::muted};
        case search::TrialState::running: return {"running", IconTone::accent};
        case search::TrialState::succeeded: return {"succeeded", IconTone::good};
        case search::TrialState::failed: return {"failed", IconTone::bad};
        case search::TrialState::early_stopped: return {"early-stopped", IconTone::warning};
        case search::TrialState::user_canceled:
        case search::TrialState::sys_canceled: break;
    }
    return {"canceled", IconTone::muted};
}

Look lookOf(store::StudyState state) {
    switch (state) {
        case store::StudyState::running: return {"running", IconTone::accent};
        case store::StudyState::finished: return {"succeeded", IconTone::good};
        case store::StudyState::failed: return {"failed", IconTone::bad};
        case store::StudyState::interrupted: break;
    }
    return {"pause", IconTone::warning};
}

QIcon iconOf(const Look& look) {
    return icon(QString::fromLatin1(look.icon), look.tone);
}

}  // namespace

QString nameOf(search::TrialState state) {
    switch (state) {
        case search::TrialState::waiting: return recordWord(QT_TRANSLATE_NOOP("Records", "Waiting"));
        case search::TrialState::running: return recordWord(QT_TRANSLATE_NOOP("Records", "Running"));
        case search::TrialState::succeeded: return recordWord(QT_TRANSLATE_NOOP("Records", "Succeeded"));
        case search::TrialState::failed: return recordWord(QT_TRANSLATE_NOOP("Records", "Failed"));
        case search::TrialState::early_stopped: return recordWord(QT_TRANSLATE_NOOP("Records", "Stopped early"));
        case search::TrialState::user_canceled: return recordWord(QT_TRANSLATE_NOOP("Records", "Canceled"));
        case search::TrialState::sys_canceled: break;
    }
    return recordWord(QT_TRANSLATE_NOOP("Records", "Canceled by the system"));
}

QString nameOf(store::StudyState state) {
    switch (state) {
        case store::StudyState::running: return recordWord(QT_TRANSLATE_NOOP("Records", "Running"));
        case store::StudyState::finished: return recordWord(QT_TRANSLATE_NOOP("Records", "Finished"));
        case store::StudyState::failed: return recordWord(QT_TRANSLATE_NOOP("Records", "Failed"));
        case store::StudyState::interrupted: break;
    }
    return recordWord(QT_TRANSLATE_NOOP("Records", "Interrupted"));
}

QIcon iconOf(search::TrialState state) {
    return iconOf(lookOf(state));
}

QIcon iconOf(store::StudyState state) {
    return iconOf(lookOf(state));
}

QDateTime localTime(const std::optional<Time>& time) {
    if (!time) return {};
    return QDateTime::fromMSecsSinceEpoch(time->time_since_epoch().count() / 1000);
}

QString timeText(const std::optional<Time>& time) {
    return localTime(time).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
}

std::optional<double> secondsOf(const std::optional<Time>& start, const std::optional<Time>& end) {
    if (!start || !end) return std::nullopt;
    return std::chrono::duration<double>(*end - *start).count();
}

QString durationText(const std::optional<double>& seconds) {
    // A record that begins and ends at one moment, as that of an import of one point, was not measured.
    if (!seconds || !(*seconds > 0)) return {};
    if (*seconds < 0.001) return QStringLiteral("< 0.001 s");
    if (*seconds < 1) return QString::fromStdString(fmt::format("{:.2g} s", *seconds));
    return QString::fromStdString(
        format_duration(std::chrono::milliseconds(static_cast<std::int64_t>(*seconds * 1000))));
}

QString spokenMarks(bool starred, bool archived) {
    QString text;
    if (starred) text += QStringLiteral(", ") + recordWord(QT_TRANSLATE_NOOP("Records", "starred"));
    if (archived) text += QStringLiteral(", ") + recordWord(QT_TRANSLATE_NOOP("Records", "archived"));
    return text;
}

QString shortNumber(double value) {
    return QString::fromStdString(fmt::format("{:.6g}", value));
}

QString fullValue(const config::Value& value) {
    return QString::fromStdString(value.is_string() ? value.as_string() : config::to_yaml_inline(value));
}

QVariant sortableValue(const config::Value& value) {
    if (value.is_number()) return value.as_number();
    return fullValue(value);
}

}  // namespace lathe::gui
