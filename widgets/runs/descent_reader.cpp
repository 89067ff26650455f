// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/descent_reader.h"

#include <algorithm>

namespace lathe::gui {

namespace {

std::vector<const store::StudyRecord*> pointersOf(const std::vector<StudyPtr>& studies) {
    std::vector<const store::StudyRecord*> out;
    for (const StudyPtr& study : studies) out.push_back(study.get());
    return out;
}

const store::StudyRecord* studyIn(const std::vector<StudyPtr>& studies, const QString& folder) {
    const auto found = std::ranges::find_if(studies, [&](const StudyPtr& study) { return folderOf(study) == folder; });
    return found != studies.end() ? found->get() : nullptr;
}

const store::TrialRecord* trialOf(const store::Descent::Record& record) {
    if (!record.trial) return record.study->best();
    const auto found = std::ranges::find(record.study->trials, *record.trial, &store::TrialRecord::number);
    return found != record.study->trials.end() ? &*found : nullptr;
}

}  // namespace

std::shared_ptr<const DescentRow> DescentReader::family(const std::vector<StudyPtr>& studies, const RecordKey& of) {
    const auto* study = studyIn(studies, of.study);
    if (!study) return nullptr;
    const store::Descent descent(pointersOf(studies));
    const auto asked = descent.record_of(*study, of.trial);
    return std::make_shared<const DescentRow>(rowOf(descent.family_of(asked), nullptr, asked));
}

DescentRow DescentReader::rowOf(const store::Descent::Node& node, const store::Descent::Node* parent,
                                const store::Descent::Record& asked) {
    DescentRow row;
    row.name = node.name;
    row.how = node.how;
    row.asked = node.record == asked;
    row.shownElsewhere = node.shown_elsewhere;
    if (node.record) {
        const store::StudyRecord& study = *node.record->study;
        row.key = RecordKey{QString::fromStdString(study.folder.string()), node.record->trial};
        const auto& marks = node.record->trial ? study.marks.of_trial(*node.record->trial) : study.marks.study;
        row.ownName = QString::fromStdString(marks.name);
        row.metric = QString::fromStdString(study.metric);
        if (const auto* trial = trialOf(*node.record)) row.objective = trial->objective;
        if (node.how && parent && parent->record && !node.shown_elsewhere)
            row.changes = changes_.between(*parent->record, *node.record);
    }
    for (const auto& child : node.children) row.children.push_back(rowOf(child, &node, asked));
    return row;
}

std::optional<CommonAncestor> DescentReader::ancestor(const std::vector<StudyPtr>& studies, const TrialKey& a,
                                                      const TrialKey& b) {
    const auto* first = studyIn(studies, a.folder);
    const auto* second = studyIn(studies, b.folder);
    if (!first || !second) return std::nullopt;
    const store::Descent descent(pointersOf(studies));
    const auto left = descent.record_of(*first, a.number), right = descent.record_of(*second, b.number);
    const auto common = descent.common_ancestor(left, right);
    if (!common || *common == left || *common == right) return std::nullopt;
    return CommonAncestor{store::origin_of(*common->study, common->trial), changes_.config_of(*common)};
}

}  // namespace lathe::gui
