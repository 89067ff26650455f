// The distribution of one tuned option: its kind, range or values, and what it would give. A distribution that is not
// valid is shown with the reason and is not handed on.
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "core/space/space.h"

class QComboBox;
class QLabel;

namespace lathe::gui {

class ChoiceListEditor;
class HistogramView;
class NumberEdit;

class SpaceEditor : public QWidget {
    Q_OBJECT

  public:
    explicit SpaceEditor(QWidget* parent = nullptr);

    // What is tuned: kinds that cannot fit the option are disabled, values are checked against it. nullopt: an option
    // that no schema knows. `current` is its value in the config.
    void setOption(const std::optional<config::Option>& option, const config::Value& current);
    void setDistribution(const space::Distribution& distribution);
    const space::Distribution& distribution() const { return distribution_; }
    // Values that finished trials took.
    void setObserved(const std::vector<config::Value>& values);
    // Empty when the distribution is valid for the option.
    const QString& problem() const { return problem_; }

  Q_SIGNALS:
    // The person made another valid distribution. `step`: one of a row of small steps (a spin box).
    void edited(bool step);

  private:
    void buildFields();
    void connectFields();
    const config::Option* option() const { return option_ ? &*option_ : nullptr; }
    void showDistribution();
    void showKinds();
    void showLabels();
    void showPreview();
    void showSamples();
    void showObserved();
    QString reachableText(const std::vector<space::Distribution::Reachable>& reachable) const;
    void chooseKind();
    void readFields(bool step);
    void dragRange(double low, double high);
    void finish(space::Distribution changed, bool step);
    QString check(const space::Distribution& distribution) const;

    std::optional<config::Option> option_;
    config::Value current_;
    space::Distribution distribution_;
    std::vector<config::Value> observed_;
    QString problem_;

    QComboBox* kind_;
    QWidget* fields_;
    QLabel* lowLabel_;
    QLabel* highLabel_;
    QLabel* qLabel_;
    NumberEdit* low_;
    NumberEdit* high_;
    NumberEdit* q_;
    ChoiceListEditor* choices_;
    QLabel* nested_;
    QLabel* problemLabel_;
    HistogramView* histogram_;
    QLabel* summary_;
};

}  // namespace lathe::gui
