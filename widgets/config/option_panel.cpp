// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/option_panel.h"

#include <utility>

#include <QCheckBox>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/option_facts.h"
#include "widgets/config/raw_text.h"
#include "widgets/config/value_editor.h"
#include "widgets/space/distribution_value.h"
#include "widgets/space/space_defaults.h"
#include "widgets/space/space_editor.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

namespace {

QString toQString(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

}  // namespace

OptionPanel::OptionPanel(ExperimentDocument& document, QWidget* parent)
    : QWidget(parent), document_(document), stack_(new QStackedWidget(this)) {
    setObjectName("optionPanel");
    setAccessibleName(tr("The selected option"));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(stack_);

    auto* empty = new QLabel(tr("Select an option to see what it does, and to tune it."), stack_);
    empty->setAlignment(Qt::AlignCenter);
    empty->setWordWrap(true);
    empty->setProperty("muted", true);
    stack_->addWidget(empty);

    auto* scroll = new QScrollArea(stack_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    auto* page = new QWidget(scroll);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(2 * spacing, spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(spacing);
    facts_ = new OptionFacts(document, page);
    layout->addWidget(facts_);
    buildValue(page);
    tune_ = new QCheckBox(tr("&Tune this (Ctrl+T)"), page);
    tune_->setObjectName("tuneCheck");
    tune_->setAccessibleName(tr("Tune this option"));
    space_ = new SpaceEditor(page);
    layout->addSpacing(spacing);
    layout->addWidget(tune_);
    layout->addWidget(space_, 1);
    layout->addStretch();
    scroll->setWidget(page);
    stack_->addWidget(scroll);

    connect(tune_, &QCheckBox::toggled, this, [this](bool on) { setTuned(key_, on); });
    connect(space_, &SpaceEditor::edited, this, [this](bool step) {
        setDistribution(document_, key_, space_->distribution(), step ? "space:" + key_ : QString());
    });
    connect(facts_, &OptionFacts::keyChosen, this, &OptionPanel::keyChosen);
    connect(&document, &ExperimentDocument::changed, this, &OptionPanel::refresh);
    connect(&document, &ExperimentDocument::replaced, this, [this] { showKey({}); });
}

void OptionPanel::buildValue(QWidget* page) {
    valueLabel_ = new QLabel(tr("&Value"), page);
    reset_ = new QToolButton(page);
    reset_->setObjectName("resetValue");
    reset_->setIcon(icon("reset"));
    reset_->setToolTip(tr("Back to the default: removes the key from the file"));
    reset_->setAccessibleName(tr("Reset to default"));
    reset_->setAutoRaise(true);
    valueRow_ = new QHBoxLayout;
    valueRow_->setSpacing(spacing);
    valueRow_->addWidget(valueLabel_);
    valueRow_->addWidget(reset_);
    keyActions_ = new QHBoxLayout;
    keyActions_->setSpacing(spacing);
    keyActions_->addStretch();
    auto* layout = qobject_cast<QVBoxLayout*>(page->layout());
    problem_ = new QLabel(page);
    problem_->setObjectName("optionProblem");
    problem_->setWordWrap(true);
    problem_->setTextFormat(Qt::PlainText);
    problem_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    problem_->setProperty("bad", true);
    // Its line is there while it is empty: what is below does not move while one types.
    problem_->setText(QStringLiteral(" "));
    layout->addLayout(valueRow_);
    layout->addWidget(problem_);
    layout->addLayout(keyActions_);
    connect(reset_, &QToolButton::clicked, this, [this] { eraseKey(document_, key_); });
}

void OptionPanel::addKeyAction(const QString& key, QAction* action) {
    auto* button = new QToolButton(this);
    button->setObjectName(action->objectName() + QStringLiteral("KeyButton"));
    setPlainAction(*button, *action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->setVisible(key == key_);
    keyActions_->addWidget(button);
    keyButtons_.insert(key, button);
}

void OptionPanel::showKey(const QString& key) {
    // A field that is being edited is committed to its own key before the panel turns to another.
    if (key != key_ && editor_ && editor_->hasFocus()) setFocus();
    key_ = key;
    refresh();
}

const config::Option* OptionPanel::option() const {
    return document_.schema().find(key_.toStdString());
}

const config::Value* OptionPanel::written() const {
    return document_.config().find(key_.toStdString());
}

config::Value OptionPanel::current(const QString& key) const {
    const config::Value* value = document_.resolved().value.find(key.toStdString());
    return value ? *value : config::Value();
}

bool OptionPanel::isTuned(const QString& key) const {
    QString dotted = key;
    dotted.replace('[', '.').remove(']');
    return document_.space().find(key.toStdString()) || document_.space().find(dotted.toStdString());
}

bool OptionPanel::isTunable(const QString& key) const {
    const std::string path = key.toStdString();
    if (path.empty() || document_.schema().is_group(path)) return isTuned(key);
    const config::Value* value = document_.config().find(path);
    if (value && (value->is_dict() || value->is_list())) return isTuned(key);
    return value || document_.schema().find(path);
}

void OptionPanel::setTuned(const QString& key, bool on) {
    if (on == isTuned(key)) return;
    if (!on) {
        removeDistribution(document_, key);
    } else if (isTunable(key)) {
        const config::Option* known = document_.schema().find(key.toStdString());
        setDistribution(document_, key, defaultDistribution(known, current(key)));
    }
    refresh();
}

void OptionPanel::setObserved(const QVector<space::Params>& params) {
    observed_ = params;
    refresh();
}

void OptionPanel::refresh() {
    stack_->setCurrentIndex(key_.isEmpty() ? 0 : 1);
    if (key_.isEmpty()) return;
    facts_->showKey(key_);
    refreshProblem();
    refreshValue();
    refreshSpace();
    for (auto each = keyButtons_.cbegin(); each != keyButtons_.cend(); ++each)
        each.value()->setVisible(each.key() == key_);
}

void OptionPanel::refreshProblem() {
    const std::string key = key_.toStdString();
    QString text;
    for (const auto& error : document_.problems()) {
        if (configKey(error) != key) continue;
        text = toQString(error.what);
        if (!error.hint.empty()) text += "; " + toQString(error.hint);
        break;
    }
    problem_->setText(text.isEmpty() ? QStringLiteral(" ") : text);
    problem_->setAccessibleName(text);
}

// Later, because it may be the one whose edit is being handled.
void OptionPanel::dropEditor() {
    if (!editor_) return;
    QWidget* old = std::exchange(editor_, nullptr);
    old->hide();
    old->setObjectName({});
    old->deleteLater();
}

void OptionPanel::makeEditor() {
    const config::Option* known = option();
    dropEditor();
    editor_ = makeValueEditor(known, PathButton::browse, this);
    editor_->setObjectName("optionValue");
    editor_->setAccessibleName(tr("Value of %1").arg(key_));
    valueLabel_->setBuddy(editor_);
    valueRow_->insertWidget(1, editor_, 1);
    // What an editor says after it was dropped (it loses the focus then) counts no more. It is not simply disconnected:
    // the style sheet's own connection, by which it learns of the editor's end, must stay.
    onValueEdited(editor_, editor_, [this, editor = editor_](const QString& text, bool step) {
        if (editor == editor_) commitValue(text, step);
    });
}

void OptionPanel::refreshValue() {
    const config::Value* value = written();
    const config::Option* known = option();
    const bool leaf = (known || value) && !(value && (value->is_dict() || value->is_list())) &&
                      !document_.schema().is_group(key_.toStdString());
    valueLabel_->setVisible(leaf);
    problem_->setVisible(leaf || !problem_->text().trimmed().isEmpty());
    reset_->setVisible(leaf);
    reset_->setEnabled(value && known);
    if (!leaf) {
        dropEditor();
        editorSignature_.clear();
        return;
    }
    QString signature = key_;
    if (known) {
        signature += "|" + toQString(name_of(known->type)) + "|" + rangeText(*known);
        for (const auto& choice : known->choices) signature += "|" + textOf(known, choice);
    }
    if (!editor_ || signature != editorSignature_) makeEditor();
    editorSignature_ = signature;
    const config::Value& shown = value ? *value : known->fallback;
    const QString raw = value && !isText(known)
                            ? QString::fromStdString(RawText(document_.document().text()).of(*value))
                            : textOf(known, shown);
    setEditorText(editor_, raw);
}

void OptionPanel::commitValue(const QString& text, bool step) {
    const config::Value* value = written();
    const config::Option* known = option();
    const config::Value& shown = value ? *value : known->fallback;
    const bool missing = shown.is_missing();
    if (missing && text.isEmpty()) return;
    // Leaving a field untouched is no edit.
    const QString before = value && !isText(known)
                               ? QString::fromStdString(RawText(document_.document().text()).of(*value))
                               : textOf(known, shown);
    if (!missing && text == before) return;
    setOptionText(document_, key_, text, step ? "value:" + key_ : QString());
}

// What a nested choice over the variants of a group can bring.
void OptionPanel::showBranches() {
    const config::Catalog catalog = document_.extendedCatalog();
    for (const auto& group : catalog.groups()) {
        const std::string prefix = group.selector.substr(0, group.selector.rfind('.'));
        if (key_.toStdString() != group.selector && key_.toStdString() != prefix) continue;
        QStringList names;
        for (const auto& variant : group.variants) names << toQString(variant.name);
        return space_->setBranches(names, [group, prefix](const QString& branch) {
            std::vector<config::Option> options;
            for (const auto& variant : group.variants) {
                if (variant.name != branch.toStdString()) continue;
                for (config::Option option : variant.options) {
                    option.key = option.key.substr(prefix.size() + 1);
                    options.push_back(std::move(option));
                }
            }
            return options;
        });
    }
    space_->setBranches({}, {});
}

void OptionPanel::focusSpace() {
    space_->setFocus(Qt::ShortcutFocusReason);
}

void OptionPanel::refreshSpace() {
    const bool tuned = isTuned(key_);
    tune_->setVisible(isTunable(key_));
    const QSignalBlocker quiet(tune_);
    tune_->setChecked(tuned);
    space_->setVisible(tuned);
    if (!tuned) return;
    QString dotted = key_;
    dotted.replace('[', '.').remove(']');
    const space::Parameter* parameter = document_.space().find(key_.toStdString());
    if (!parameter) parameter = document_.space().find(dotted.toStdString());
    const config::Option* known = option();
    space_->setOption(known ? std::optional(*known) : std::nullopt, current(key_));
    showBranches();
    space_->setDistribution(parameter->distribution);
    std::vector<config::Value> values;
    for (const auto& params : observed_)
        if (const config::Value* one = params.get(parameter->path)) values.push_back(*one);
    space_->setObserved(values);
}

}  // namespace lathe::gui
