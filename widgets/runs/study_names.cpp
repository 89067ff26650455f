// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/study_names.h"

#include <string>
#include <vector>

#include <QSet>

#include "widgets/runs/record_display.h"

namespace lathe::gui {

namespace {

using SameNames = std::vector<const store::StudyRecord*>;

QString startOf(const store::StudyRecord& study) {
    return timeText(study.start);
}

QString lastOfFolder(const store::StudyRecord& study) {
    return QString::fromStdString(study.folder.filename().string());
}

QString wholeFolder(const store::StudyRecord& study) {
    return QString::fromStdString(study.folder.string());
}

bool tellsApart(const SameNames& studies, QString (*what)(const store::StudyRecord&)) {
    QSet<QString> seen;
    for (const auto* study : studies) {
        const QString text = what(*study);
        if (text.isEmpty() || seen.contains(text)) return false;
        seen.insert(text);
    }
    return true;
}

}  // namespace

StudyNames::StudyNames(const std::vector<StudyPtr>& studies, Own own) : own_(own) {
    QHash<QString, SameNames> byName;
    QSet<QString> known;  // one study may be given several times
    for (const StudyPtr& study : studies) {
        if (known.contains(folderOf(study))) continue;
        known.insert(folderOf(study));
        byName[this->own(*study)].push_back(study.get());
    }
    for (auto same = byName.cbegin(); same != byName.cend(); ++same) {
        if (same->size() < 2) continue;
        const auto what = tellsApart(*same, startOf)        ? startOf
                          : tellsApart(*same, lastOfFolder) ? lastOfFolder
                                                            : wholeFolder;
        for (const auto* study : *same)
            told_.insert(wholeFolder(*study), QStringLiteral("%1 \u00b7 %2").arg(same.key(), what(*study)));
    }
}

QString StudyNames::of(const store::StudyRecord& study) const {
    if (told_.isEmpty()) return own(study);
    const auto found = told_.constFind(wholeFolder(study));
    return found != told_.cend() ? *found : own(study);
}

QString StudyNames::own(const store::StudyRecord& study) const {
    const std::string& given = study.marks.study.name;
    if (!given.empty()) return QString::fromStdString(given);
    return own_ == Own::folder ? lastOfFolder(study) : QString::fromStdString(study.name);
}

}  // namespace lathe::gui
