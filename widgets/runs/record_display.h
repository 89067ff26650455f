// SPDX-License-Identifier: GPL-3.0-or-later
// How records are written in the window: states with their icons, local times, numbers in the C locale. GUI thread.
#pragma once

#include <optional>

#include <QDateTime>
#include <QIcon>
#include <QString>
#include <QVariant>

#include "core/base/clock.h"
#include "core/config/value.h"
#include "core/search/trial.h"
#include "core/store/study_journal.h"

namespace lathe::gui {

QString nameOf(search::TrialState state);
QString nameOf(store::StudyState state);
QIcon iconOf(search::TrialState state);
QIcon iconOf(store::StudyState state);

QDateTime localTime(const std::optional<Time>& time);  // invalid when unknown
QString timeText(const std::optional<Time>& time);     // "2026-11-24 10:02", local
std::optional<double> secondsOf(const std::optional<Time>& start, const std::optional<Time>& end);
// "0.4 s", "59 s", "12 min 03 s"; null where it is unknown, as that of what began and ended at one moment.
QString durationText(const std::optional<double>& seconds);
// What a picture or a colour says of a record, for a screen reader: ", starred, archived"; "" for nothing.
QString spokenMarks(bool starred, bool archived);
QString shortNumber(double value);                   // six digits
QString fullValue(const config::Value& value);       // every digit
QVariant sortableValue(const config::Value& value);  // a double where it is a number

}  // namespace lathe::gui
