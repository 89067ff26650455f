// SPDX-License-Identifier: GPL-3.0-or-later
// The distribution of one tuned option: its kind, range or values, and what it would give. A distribution that is not
// valid is shown with the reason and is not handed on.
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "core/space/space.h"
#include "widgets/space/nested_choice_editor.h"

class QComboBox;
class QLabel;
class QToolButton;

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
    // For a choice between named variants: their names, and the options that each brings.
    void setBranches(const QStringList& names, NestedChoiceEditor::BranchOptions options);
    void setDistribution(const space::Distribution& distribution);
    const space::Distribution& distribution() const { return root_; }
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
    // Of what is edited now: the option itself, or the one that is selected within a nested choice.
    const config::Option* option() const;
    const space::Distribution& node() const { return *nodeAt(root_, path_); }
    void showDistribution();
    void showKinds();
    void showLabels();
    void showPreview();
    void showObserved();
    void showNode();
    void nest();
    void flatten();
    void chooseKind();
    void readFields(bool step);
    void dragRange(double low, double high);
    void finish(space::Distribution changed, bool step);
    void replaceRoot(space::Distribution changed, bool step);
    QString check(const space::Distribution& root) const;
    QString checkNode(const space::Distribution& node) const;

    std::optional<config::Option> option_;
    config::Value current_;
    space::Distribution root_;
    NestedPath path_;  // of what is edited within a nested choice
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
    NestedChoiceEditor* nested_;
    QToolButton* nest_;
    QToolButton* flatten_;
    QLabel* nodeLabel_;
    QLabel* problemLabel_;
    HistogramView* histogram_;
    QLabel* summary_;
};

}  // namespace lathe::gui
