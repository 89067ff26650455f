// SPDX-License-Identifier: GPL-3.0-or-later
// What the Review room shows, as plain values that the reader's thread hands to the window.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QList>
#include <QString>

#include "core/space/space.h"
#include "core/store/event_file.h"
#include "core/store/study_record.h"
#include "core/store/trial_media.h"
#include "widgets/runs/descent_data.h"
#include "widgets/runs/test_facts.h"

namespace lathe::gui {

using StudyPtr = std::shared_ptr<const store::StudyRecord>;

inline QString folderOf(const StudyPtr& study) {
    return QString::fromStdString(study->folder.string());
}

// Numbers of the trials that are marked: the best one, of several objectives the Pareto front.
inline std::set<int> bestTrialsOf(const store::StudyRecord& study) {
    const auto front = study.pareto_front();
    const auto* best = study.best();
    if (study.objectives.empty() && best) return {best->number};
    return {front.begin(), front.end()};
}

// Which trial; stays the same while the records change.
struct TrialKey {
    QString folder;  // of the study
    int number = 0;
    friend bool operator==(const TrialKey&, const TrialKey&) = default;
    friend bool operator<(const TrialKey& a, const TrialKey& b) {
        return a.folder != b.folder ? a.folder < b.folder : a.number < b.number;
    }
};

// One whose curves are drawn.
struct ShownTrial {
    TrialKey key;
    bool isOver = false;
};

// A part of its curve of a metric that is shown larger: steps, both included, and the columns that it is drawn in.
struct ShownTrialPart {
    TrialKey key;
    QString metric;
    qint64 from = 0;
    qint64 to = 0;
    int columns = 0;
};

struct WorkspaceSnapshot {
    std::vector<StudyPtr> studies;  // newest first
    QString error;                  // why they cannot be read; a workspace that is yet to be made is an empty one
};

// Whether the trial of a folder was reproduced, as a mark and a sentence; null: it was never run again.
using ReproductionText = std::function<QString(const std::filesystem::path& trialFolder)>;

// Texts of one trial's folder.
struct TrialTexts {
    TrialKey key;
    QString config;                               // config.yaml
    std::shared_ptr<const config::Value> values;  // the same, read; nullptr: it cannot be
    QString log;                                  // the end of log.txt
    QString reproduction;                         // as ReproductionText
    // provenance::readable_record() of what was recorded of its environment, code and data; null: nothing was.
    std::shared_ptr<const config::Value> record;
    QString recordError;                             // why a record that there is cannot be read
    std::shared_ptr<const store::TrialMedia> media;  // the same as before where nothing is new
    TestFacts test;
    bool keepsCheckpoints = false;
};

// What belongs to the selected study, and to the trials whose texts are shown.
struct Details {
    QString folder;
    QString experiment;  // text of experiment.yaml
    space::Space space;
    std::vector<TrialTexts> trials;
    std::optional<CommonAncestor> ancestor;    // of two trials
    std::shared_ptr<const DescentRow> family;  // of the trial or study; nullptr: nobody asked
};

// What of Details is wanted beyond what each look needs.
struct WantedDetails {
    QString study;
    QList<TrialKey> trials;             // whose texts are wanted
    std::optional<RecordKey> familyOf;  // whose relatives are
};

// A trial that is selected, with the study it belongs to.
struct SelectedTrial {
    TrialKey key;
    StudyPtr study;
    const store::TrialRecord* trial = nullptr;  // in `study`
};

// What is selected in the Review room, and what is shown of it.
struct ReviewSelection {
    static constexpr int mostTexts = 32;      // trials whose config, log and environment are read
    static constexpr int mostCompared = 200;  // side by side

    StudyPtr study;                     // the one that parallel coordinates and files belong to; nullptr: none
    std::vector<SelectedTrial> trials;  // the selected ones
    std::vector<StudyPtr> studies;      // those that are selected as a whole
    // Those whose curves are drawn: the selected trials, and those of the selected studies, up to a bound.
    std::vector<SelectedTrial> drawn;
    int notDrawn = 0;  // beyond the bound
    // Side by side, in natural order: the selected trials; where only several studies are selected, the best of each.
    std::vector<SelectedTrial> compared;
    int notCompared = 0;  // beyond the bound
};

// Points that were recorded since the last time.
struct TrialPoints {
    TrialKey key;
    int since = 0;                            // what ReviewReader::follow() gave when it began with this trial
    std::optional<std::int64_t> restartedAt;  // forget what is at this step or later
    store::ScalarSeries series;
};

}  // namespace lathe::gui
