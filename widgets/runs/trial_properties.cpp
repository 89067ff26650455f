// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/trial_properties.h"

#include <algorithm>
#include <set>
#include <utility>

#include <QCoreApplication>

#include "widgets/runs/record_display.h"

namespace lathe::gui {

namespace {

constexpr std::size_t mostGroups = 12;

class PropertyWords {
    Q_DECLARE_TR_FUNCTIONS(TrialProperties)
};

class Properties {
  public:
    void add(const QString& name, int run, const QString& text) { property(name).text[run] = text; }
    void add(const QString& name, int run, const config::Value& value) {
        property(name).text[run] = fullValue(value);
        if (value.is_number()) property(name).numbers[run] = value.as_number();
    }
    std::vector<CurveProperty> take() { return std::move(all_); }

  private:
    CurveProperty& property(const QString& name) {
        const auto found = std::ranges::find(all_, name, &CurveProperty::name);
        return found != all_.end() ? *found : all_.emplace_back(CurveProperty{name, {}, {}});
    }
    std::vector<CurveProperty> all_;
};

}  // namespace

bool areOfSeveralStudies(const std::vector<SelectedTrial>& trials) {
    return std::ranges::any_of(trials,
                               [&](const auto& trial) { return trial.key.folder != trials.front().key.folder; });
}

StudyNames studyNamesOf(const std::vector<SelectedTrial>& trials) {
    std::vector<StudyPtr> studies;
    for (const auto& trial : trials)
        if (studies.empty() || studies.back() != trial.study) studies.push_back(trial.study);
    return {studies, StudyNames::Own::folder};
}

QString studyProperty() {
    return PropertyWords::tr("study");
}

std::vector<CurveProperty> propertiesOf(const std::vector<SelectedTrial>& trials, RunIds& ids) {
    Properties properties;
    const StudyNames names = studyNamesOf(trials);
    const bool several = areOfSeveralStudies(trials);
    for (const auto& trial : trials) {
        const int run = ids.idOf(trial.key);
        if (several) properties.add(studyProperty(), run, names.of(*trial.study));
        if (trial.trial->params.is_dict())
            for (const auto& [name, value] : trial.trial->params.as_dict())
                properties.add(QString::fromStdString(name), run, value);
        properties.add(PropertyWords::tr("state"), run, nameOf(trial.trial->state));
    }
    return properties.take();
}

std::vector<CurveGrouping> groupingsOf(const std::vector<SelectedTrial>& trials, RunIds& ids) {
    std::vector<CurveGrouping> groupings;
    for (CurveProperty& property : propertiesOf(trials, ids)) {
        std::set<QString> values;
        for (const auto& [run, text] : property.text) values.insert(text);
        const bool repeats = values.size() < property.text.size();
        if (values.size() < 2 || values.size() > mostGroups || !repeats) continue;
        groupings.push_back({property.name, std::move(property.text), {}});
    }
    const StudyNames names = studyNamesOf(trials);
    for (CurveGrouping& grouping : groupings) {
        if (grouping.name != studyProperty()) continue;
        for (const auto& trial : trials) {
            RunStyle style = styleOfSeries(seriesOfTrial(trial.key.folder, 0));
            style.color = QColor(QString::fromStdString(trial.study->marks.study.color));
            grouping.styles[names.of(*trial.study)] = style;
        }
    }
    return groupings;
}

}  // namespace lathe::gui
