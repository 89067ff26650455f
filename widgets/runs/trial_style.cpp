// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/trial_style.h"

#include <QGuiApplication>
#include <QPixmapCache>

#include "widgets/common/theme.h"

namespace lathe::gui {

RunStyle styleOf(const store::StudyRecord& study, int trial) {
    RunStyle style;
    style.series = seriesOfTrial(QString::fromStdString(study.folder.string()), trial);
    std::string color = study.marks.of_trial(trial).color;
    if (color.empty() && study.trials.size() <= 1) color = study.marks.study.color;
    if (!color.empty()) style.color = QColor(QString::fromStdString(color));
    return style;
}

QPixmap swatchOf(const store::StudyRecord& study, int trial) {
    const bool dark = isDark(QGuiApplication::palette());
    RunStyles styles;
    styles.set(0, styleOf(study, trial));
    const QPen pen = styles.pen(0, dark);
    const QString key = QStringLiteral("trialSwatch %1 %2").arg(pen.color().name()).arg(pen.dashPattern().size());
    QPixmap swatch;
    if (QPixmapCache::find(key + QString::number(pen.dashPattern().value(0)), &swatch)) return swatch;
    swatch = lineSwatch(pen);
    QPixmapCache::insert(key + QString::number(pen.dashPattern().value(0)), swatch);
    return swatch;
}

}  // namespace lathe::gui
