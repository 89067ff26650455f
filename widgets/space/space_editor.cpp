// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/space_editor.h"

#include <algorithm>
#include <cmath>

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QStandardItemModel>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/charts/histogram_view.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/space/choice_list_editor.h"
#include "widgets/space/describe.h"
#include "widgets/space/distribution_value.h"
#include "widgets/space/number_edit.h"
#include "widgets/space/space_defaults.h"
#include "widgets/space/space_preview.h"

namespace lathe::gui {

namespace {

using space::Distribution;
using space::Kind;

constexpr Kind kinds[] = {Kind::choice,      Kind::uniform, Kind::loguniform, Kind::randint, Kind::quniform,
                          Kind::qloguniform, Kind::normal,  Kind::lognormal,  Kind::qnormal, Kind::qlognormal};

QString kindText(Kind kind) {
    const auto name = name_of(kind);
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

config::Option numberOption() {
    config::Option option;
    option.type = config::Type::floating;
    option.fallback = config::Value(0.0);
    return option;
}

NumberEdit* makeNumber(const QString& name, QWidget* parent) {
    auto* edit = new NumberEdit(numberOption(), parent);
    edit->setObjectName(name);
    return edit;
}

QLabel* makeLabel(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    return label;
}

}  // namespace

SpaceEditor::SpaceEditor(QWidget* parent)
    : QWidget(parent),
      kind_(new QComboBox(this)),
      fields_(new QWidget(this)),
      lowLabel_(new QLabel(fields_)),
      highLabel_(new QLabel(fields_)),
      qLabel_(new QLabel(tr("&Step"), fields_)),
      low_(makeNumber("spaceLow", fields_)),
      high_(makeNumber("spaceHigh", fields_)),
      q_(makeNumber("spaceQ", fields_)),
      choices_(new ChoiceListEditor(this)),
      nested_(new NestedChoiceEditor(this)),
      nest_(new QToolButton(this)),
      flatten_(new QToolButton(this)),
      nodeLabel_(makeLabel("spaceNode", this)),
      problemLabel_(makeLabel("spaceProblem", this)),
      histogram_(new HistogramView(this)),
      summary_(makeLabel("spaceSummary", this)) {
    buildFields();
    connectFields();
    showDistribution();
}

void SpaceEditor::buildFields() {
    setFocusProxy(kind_);
    kind_->setObjectName("spaceKind");
    kind_->setAccessibleName(tr("Kind of distribution"));
    for (const Kind kind : kinds) kind_->addItem(kindText(kind), static_cast<int>(kind));
    q_->setAccessibleName(tr("Step"));
    histogram_->setObjectName("spacePreview");
    histogram_->setAccessibleName(tr("Preview of what the search would try"));
    histogram_->setMinimumHeight(spacing * 16);
    histogram_->setMaximumHeight(spacing * 26);
    choices_->setMaximumHeight(spacing * 18);
    nested_->setObjectName("spaceNested");
    nested_->setMinimumHeight(spacing * 20);
    nest_->setObjectName("spaceNest");
    nest_->setText(tr("Give each value options of its own"));
    nest_->setToolTip(tr("Makes each value a branch that brings options which are searched only when it is picked"));
    flatten_->setObjectName("spaceFlatten");
    flatten_->setText(tr("Make it a plain choice"));
    flatten_->setToolTip(tr("Keeps the names of the branches and drops their options"));
    for (auto* button : {nest_, flatten_}) {
        button->setAccessibleName(button->text());
        button->setAutoRaise(true);
    }
    summary_->setProperty("muted", true);
    problemLabel_->setProperty("bad", true);

    lowLabel_->setBuddy(low_);
    highLabel_->setBuddy(high_);
    qLabel_->setBuddy(q_);
    auto* grid = new QGridLayout(fields_);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(spacing);
    grid->setVerticalSpacing(spacing / 2);
    int column = 0;
    for (auto [label, edit] : {std::pair{lowLabel_, low_}, {highLabel_, high_}, {qLabel_, q_}}) {
        grid->addWidget(label, 0, column);
        grid->addWidget(edit, 1, column);
        grid->setColumnStretch(column++, 1);
    }

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    for (QWidget* one :
         {static_cast<QWidget*>(nested_), static_cast<QWidget*>(nodeLabel_), static_cast<QWidget*>(kind_), fields_,
          static_cast<QWidget*>(choices_), static_cast<QWidget*>(nest_), static_cast<QWidget*>(flatten_),
          static_cast<QWidget*>(problemLabel_)})
        layout->addWidget(one);
    layout->addWidget(histogram_, 1);
    layout->addWidget(summary_);
}

void SpaceEditor::connectFields() {
    connect(kind_, &QComboBox::activated, this, &SpaceEditor::chooseKind);
    for (NumberEdit* edit : {low_, high_, q_}) {
        connect(edit, &NumberEdit::stepped, this, [this] { readFields(true); });
        connect(edit, &NumberEdit::editingFinished, this, [this] { readFields(false); });
    }
    connect(choices_, &ChoiceListEditor::edited, this, [this] { readFields(false); });
    connect(nested_, &NestedChoiceEditor::edited, this, [this] { replaceRoot(nested_->distribution(), false); });
    connect(nested_, &NestedChoiceEditor::currentChanged, this, &SpaceEditor::showNode);
    connect(nest_, &QToolButton::clicked, this, &SpaceEditor::nest);
    connect(flatten_, &QToolButton::clicked, this, &SpaceEditor::flatten);
    connect(histogram_, &HistogramView::rangeEdited, this, &SpaceEditor::dragRange);
    connect(histogram_, &HistogramView::rangeEditFinished, this, [this] { readFields(false); });
}

void SpaceEditor::setOption(const std::optional<config::Option>& option, const config::Value& current) {
    if ((option ? option->key : std::string()) != (option_ ? option_->key : std::string())) histogram_->fitAxis();
    option_ = option;
    current_ = current;
    choices_->setOption(option);
    showKinds();
}

void SpaceEditor::setBranches(const QStringList& names, NestedChoiceEditor::BranchOptions options) {
    nested_->setBranchNames(names);
    nested_->setBranchOptions(std::move(options));
}

void SpaceEditor::setDistribution(const Distribution& distribution) {
    root_ = distribution;
    nested_->setDistribution(root_);
    showNode();
}

const config::Option* SpaceEditor::option() const {
    if (path_.empty()) return option_ ? &*option_ : nullptr;
    return nested_->optionAt(path_);
}

// What is selected in the tree of a nested choice, or the choice itself.
void SpaceEditor::showNode() {
    path_ = root_.is_nested() ? nested_->current() : NestedPath{};
    if (!nodeAt(root_, path_)) path_.clear();
    if (!path_.empty()) choices_->setOption(option() ? std::optional(*option()) : std::nullopt);
    else choices_->setOption(option_);
    nodeLabel_->setText(nested_->nameOf(path_));
    showKinds();
    showDistribution();
}

// Branches named after the values.
void SpaceEditor::nest() {
    Distribution changed = root_;
    Distribution& choice = *nodeAt(changed, path_);
    for (auto& branch : choice.branches) {
        branch.name = branch.value.is_string() ? branch.value.as_string() : config::to_yaml_inline(branch.value);
        branch.value = {};
    }
    replaceRoot(std::move(changed), false);
}

void SpaceEditor::flatten() {
    Distribution changed = root_;
    Distribution& choice = *nodeAt(changed, path_);
    for (auto& branch : choice.branches) branch = {config::Value(branch.name), {}, {}};
    path_.clear();
    replaceRoot(std::move(changed), false);
}

void SpaceEditor::setObserved(const std::vector<config::Value>& values) {
    observed_ = values;
    showObserved();
}

// Disables the kinds that cannot fit, so that they can still be found, with the reason.
void SpaceEditor::showKinds() {
    auto* model = qobject_cast<QStandardItemModel*>(kind_->model());
    for (int i = 0; i < kind_->count(); ++i) {
        const bool fits = kindFits(static_cast<Kind>(kind_->itemData(i).toInt()), option());
        model->item(i)->setEnabled(fits);
        model->item(i)->setToolTip(fits ? QString() : tr("does not give values of this option's type"));
    }
}

void SpaceEditor::showLabels() {
    const bool bounded = space::is_bounded(node().kind);
    const bool log = space::is_log(node().kind);
    const QString low = bounded ? tr("&Low") : log ? tr("&Mean of ln") : tr("&Mean");
    const QString high = !bounded                       ? log ? tr("&Sigma of ln") : tr("&Sigma")
                                               : node().kind == Kind::randint ? tr("&High (left out)")
                                                        : tr("&High");
    lowLabel_->setText(low);
    highLabel_->setText(high);
    low_->setAccessibleName(plainLabel(low));
    high_->setAccessibleName(plainLabel(high));
}

void SpaceEditor::showDistribution() {
    const Distribution& shown = node();
    const bool choice = shown.kind == Kind::choice;
    const bool quantised = space::is_quantised(shown.kind);
    const bool strings = std::all_of(shown.branches.begin(), shown.branches.end(),
                                     [](const auto& branch) { return branch.value.is_string(); });
    kind_->setCurrentIndex(kind_->findData(static_cast<int>(shown.kind)));
    nested_->setVisible(root_.is_nested());
    nodeLabel_->setVisible(!path_.empty());
    fields_->setVisible(!choice);
    choices_->setVisible(choice && !shown.is_nested());
    nest_->setVisible(choice && !shown.is_nested() && strings && !shown.branches.empty());
    flatten_->setVisible(shown.is_nested());
    qLabel_->setVisible(quantised);
    q_->setVisible(quantised);
    // Low and High fill the row where there is no step.
    static_cast<QGridLayout*>(fields_->layout())->setColumnStretch(2, quantised ? 1 : 0);
    showLabels();
    if (!choice) {
        low_->setText(shortNumberText(shown.a));
        high_->setText(shortNumberText(shown.b));
        if (quantised) q_->setText(shortNumberText(shown.q));
    } else if (!shown.is_nested()) {
        std::vector<config::Value> values;
        for (const auto& branch : shown.branches) values.push_back(branch.value);
        choices_->setValues(values);
    }
    problem_ = check(root_);
    if (problem_.isEmpty()) problem_ = checkNode(shown);
    showPreview();
}

// The schema of a nested choice depends on the branch: the document checks it as a whole.
QString SpaceEditor::check(const Distribution& root) const {
    const std::string key = option_ ? option_->key : "value";
    auto space = space::Space::parse(config::Value(config::Dict{{key, toValue(root)}}));
    if (space) return {};
    QString text = QString::fromStdString(space.error().front().what);
    if (!space.error().front().hint.empty()) text += "; " + QString::fromStdString(space.error().front().hint);
    return text;
}

QString SpaceEditor::checkNode(const Distribution& shown) const {
    const config::Option* known = option();
    if (!known || shown.is_nested()) return {};
    auto space = space::Space::parse(config::Value(config::Dict{{known->key, toValue(shown)}}));
    Errors errors = space ? Errors{} : space.error();
    if (space) {
        config::Schema schema;
        schema.add(*known);
        errors = space->check(config::Value(config::Dict{}), schema);
    }
    if (errors.empty()) return {};
    QString text = QString::fromStdString(errors.front().what);
    if (!errors.front().hint.empty()) text += "; " + QString::fromStdString(errors.front().hint);
    return text;
}

void SpaceEditor::chooseKind() {
    const config::Value current = path_.empty() || !option() ? current_ : option()->fallback;
    finish(withKind(node(), static_cast<Kind>(kind_->currentData().toInt()), option(), current), false);
}

void SpaceEditor::readFields(bool step) {
    Distribution changed = node();
    if (changed.is_nested()) return;
    if (changed.kind == Kind::choice) {
        problem_ = choices_->problem();
        changed.branches.clear();
        for (auto& value : choices_->values()) changed.branches.push_back({std::move(value), {}, {}});
        if (!problem_.isEmpty()) {
            showPreview();
            return;
        }
    } else {
        bool ok[3] = {false, false, true};
        changed.a = low_->text().toDouble(&ok[0]);
        changed.b = high_->text().toDouble(&ok[1]);
        if (space::is_quantised(changed.kind)) changed.q = q_->text().toDouble(&ok[2]);
        if (!ok[0] || !ok[1] || !ok[2]) {
            problem_ = tr("a number is expected");
            showPreview();
            return;
        }
    }
    finish(std::move(changed), step);
}

// The fields and the histogram follow a handle; the edit is made when it rests.
void SpaceEditor::dragRange(double low, double high) {
    const Distribution moved = fromHandles(node(), low, high);
    low_->setText(shortNumberText(moved.a));
    high_->setText(shortNumberText(moved.b));
    if (checkNode(moved).isEmpty() && check(moved).isEmpty()) showSamples(*histogram_, moved, option());
}

void SpaceEditor::finish(Distribution changed, bool step) {
    problem_ = checkNode(changed);
    if (!problem_.isEmpty()) {
        showPreview();
        return;
    }
    Distribution root = root_;
    *nodeAt(root, path_) = std::move(changed);
    replaceRoot(std::move(root), step);
}

void SpaceEditor::replaceRoot(Distribution changed, bool step) {
    problem_ = check(changed);
    if (!problem_.isEmpty() || toValue(changed) == toValue(root_)) {
        showPreview();
        return;
    }
    setDistribution(changed);
    Q_EMIT edited(step);
}

void SpaceEditor::showPreview() {
    problemLabel_->setText(problem_);
    problemLabel_->setVisible(!problem_.isEmpty());
    if (!check(node()).isEmpty()) {
        histogram_->clear();
        summary_->clear();
        return;
    }
    gui::showPreview(*histogram_, node(), option());
    summary_->setText(reachableText(node(), option()));
    showObserved();
}

void SpaceEditor::showObserved() {
    std::vector<config::Value> values;
    for (const auto& value : observed_)
        if (const config::Value* at = valueAt(root_, path_, value)) values.push_back(*at);
    histogram_->setOverlay(observedMarks(node(), values));
}

}  // namespace lathe::gui
