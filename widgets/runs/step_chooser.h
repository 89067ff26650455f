// SPDX-License-Identifier: GPL-3.0-or-later
// Which of the names that were recorded is looked at, and at which step. GUI thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QWidget>

#include "widgets/runs/media_trial.h"

class QComboBox;
class QLabel;
class QSlider;

namespace lathe::gui {

using StepsByTag = std::map<std::string, std::set<std::int64_t>>;

// Of one kind of media, of all trials.
template <class Recorded>
StepsByTag stepsOf(const std::vector<MediaTrial>& trials, store::ByTag<Recorded> store::TrialMedia::*kind) {
    StepsByTag all;
    for (const MediaTrial& trial : trials) {
        if (!trial.media) continue;
        for (const auto& [tag, items] : (*trial.media).*kind)
            for (const Recorded& item : items) all[tag].insert(item.step);
    }
    return all;
}

class StepChooser : public QWidget {
    Q_OBJECT

  public:
    // Its parts are called "imageNames", "imageSteps" and "imageStep" where `part` is "image".
    StepChooser(const QString& part, const QString& names, const QString& steps, QWidget* parent = nullptr);

    // What is looked at stays: the name, and the step; who looks at the newest goes on seeing the newest.
    void setSteps(const StepsByTag& steps);
    std::string tag() const;
    std::int64_t step() const;  // 0 where there is nothing
    // The step nearest to this one.
    void showStep(std::int64_t step);

  Q_SIGNALS:
    void chosen();  // another name or step, by the person or because there are others now

  private:
    void showTag();
    void tell();

    QComboBox* names_;
    QSlider* slider_;
    QLabel* label_;
    StepsByTag steps_;
    std::vector<std::int64_t> shown_;  // steps of the name
};

}  // namespace lathe::gui
