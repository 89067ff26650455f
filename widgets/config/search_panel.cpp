// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/search_panel.h"

#include <algorithm>
#include <optional>

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QScrollArea>
#include <QToolButton>

#include "core/search/experiment.h"
#include "core/search/search_settings_reader.h"
#include "core/search/tuner.h"
#include "widgets/common/core_text.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/config/argument_rows.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/constraint_rows.h"
#include "widgets/config/objective_rows.h"
#include "widgets/config/search_setting.h"
#include "widgets/config/value_editor.h"
#include "widgets/config/warm_start_row.h"
#include "widgets/space/budget.h"
#include "widgets/space/number_edit.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

namespace {

config::Option countOption(std::int64_t fallback) {
    return config::option("count", config::Type::integer, config::Value(fallback), {}).at_least(1);
}

template <class Kinds>
void showArgumentsOf(const Kinds& kinds, const QString& name, ArgumentRows& rows) {
    const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                   [&](const auto& one) { return QString::fromStdString(one.name) == name; });
    rows.showArguments(name, kind != kinds.end() ? kind->arguments : std::vector<config::Option>{});
    rows.setVisible(kind != kinds.end());
}

}  // namespace

SearchPanel::SearchPanel(ExperimentDocument& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      toggle_(new QToolButton(this)),
      summary_(new QLabel(this)),
      scroll_(new QScrollArea(this)),
      body_(new QWidget),
      grid_(new QGridLayout(body_)) {
    toggle_->setObjectName("searchToggle");
    toggle_->setText(tr("Search"));
    toggle_->setAccessibleName(tr("Settings of the search"));
    toggle_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    toggle_->setAutoRaise(true);
    toggle_->setCheckable(true);
    summary_->setObjectName("searchSummary");
    summary_->setWordWrap(true);

    auto* head = new QHBoxLayout;
    head->setSpacing(spacing);
    head->addWidget(toggle_);
    head->addWidget(summary_, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addLayout(head);
    layout->addWidget(scroll_);
    scroll_->setWidget(body_);
    scroll_->setWidgetResizable(true);
    scroll_->setFrameShape(QFrame::NoFrame);
    scroll_->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    scroll_->setFocusPolicy(Qt::NoFocus);
    buildFields();
    setExpanded(false);
    connect(toggle_, &QToolButton::toggled, this, &SearchPanel::setExpanded);
    connect(&document, &ExperimentDocument::changed, this, &SearchPanel::refresh);
}

void SearchPanel::setExpanded(bool on) {
    toggle_->setChecked(on);
    toggle_->setArrowType(on ? Qt::DownArrow : Qt::RightArrow);
    scroll_->setVisible(on);
}

void SearchPanel::setPastStudies(const QVector<PastStudy>& studies) {
    warmStart_->setPastStudies(studies);
}

void SearchPanel::addField(int row, int column, const QString& text, QWidget* field, const QString& name) {
    auto* label = new QLabel(text, body_);
    label->setBuddy(field);
    field->setObjectName(name);
    field->setAccessibleName(plainLabel(text));
    grid_->addWidget(label, row, 2 * column);
    grid_->addWidget(field, row, 2 * column + 1);
}

NumberEdit* SearchPanel::makeCount(const QString& key) {
    auto* field = new NumberEdit(countOption(key == "max_trials" ? search::default_max_trials : 1), body_);
    onValueEdited(field, this, [this, key](const QString& text, bool step) {
        if (text != settingText(document_, key.toStdString()))
            setSearchText(document_, key, text, step ? "search:" + key : QString());
    });
    return field;
}

void SearchPanel::buildFields() {
    tuner_ = new QComboBox(body_);
    for (const auto& kind : search::tuner_kinds()) {
        tuner_->addItem(QString::fromStdString(kind.name));
        tuner_->setItemData(tuner_->count() - 1, docText(kind.doc), Qt::ToolTipRole);
    }
    assessor_ = new QComboBox(body_);
    assessor_->addItem(tr("none"), QString());
    for (const auto& kind : search::assessor_kinds()) {
        assessor_->addItem(QString::fromStdString(kind.name), QString::fromStdString(kind.name));
        assessor_->setItemData(assessor_->count() - 1, docText(kind.doc), Qt::ToolTipRole);
    }
    metric_ = makeMetricCombo(body_);
    mode_ = makeModeCombo(body_);
    objectives_ = new ObjectiveRows(document_, body_);
    constraints_ = new ConstraintRows(document_, body_);
    trials_ = makeCount("max_trials");
    trials_->findChild<QLineEdit*>()->setPlaceholderText(tr("no limit"));
    concurrency_ = makeCount("concurrency");
    duration_ = new QLineEdit(body_);
    duration_->setPlaceholderText(tr("no limit, or 30m, 1.5h"));

    // They have what room there is; the longest of all names must not ask for more.
    for (QComboBox* combo : {tuner_, assessor_}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
    }

    addField(0, 0, tr("T&uner"), tuner_, "tunerCombo");
    addField(0, 1, tr("Assess&or"), assessor_, "assessorCombo");
    addField(1, 0, tr("&Metric"), metric_, "metricCombo");
    addField(1, 1, tr("Goa&l"), mode_, "modeCombo");
    grid_->addWidget(objectives_, 2, 1, 1, 3);
    // Level with its first row, however many there are. Without a key of its own: that would press the button.
    auto* constraints = new QLabel(tr("Constraints"), body_);
    constraints->setBuddy(constraints_);
    constraints->setMinimumHeight(tuner_->sizeHint().height());
    grid_->addWidget(constraints, 3, 0, Qt::AlignTop);
    grid_->addWidget(constraints_, 3, 1, 1, 3);
    addField(4, 0, tr("Tr&ials"), trials_, "maxTrials");
    addField(4, 1, tr("At o&nce"), concurrency_, "concurrency");
    addField(5, 0, tr("Lon&gest"), duration_, "maxDuration");
    engine_ = new QComboBox(body_);
    engine_->addItem(tr("this machine"), QStringLiteral("local"));
    engine_->addItem(tr("Slurm"), QStringLiteral("slurm"));
    engine_->setToolTip(tr("With Slurm each trial is a job of the cluster; search.engine says how"));
    addField(5, 1, tr("Runs &by"), engine_, "engineCombo");
    warmStart_ = new WarmStartRow(document_, body_);
    auto* startFrom = new QLabel(tr("Start &from"), body_);
    startFrom->setBuddy(warmStart_->field());
    grid_->addWidget(startFrom, 6, 0);
    grid_->addWidget(warmStart_, 6, 1, 1, 3);
    tunerArguments_ = new ArgumentRows(document_, QStringLiteral("tuner"), body_);
    assessorArguments_ = new ArgumentRows(document_, QStringLiteral("assessor"), body_);
    grid_->addWidget(tunerArguments_, 7, 0, 1, 2, Qt::AlignTop);
    grid_->addWidget(assessorArguments_, 7, 2, 1, 2, Qt::AlignTop);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setHorizontalSpacing(spacing);
    grid_->setVerticalSpacing(spacing);
    grid_->setColumnStretch(1, 1);
    grid_->setColumnStretch(3, 1);

    connect(tuner_, &QComboBox::activated, this, [this] { chooseTuner(document_, tuner_->currentText()); });
    connect(assessor_, &QComboBox::activated, this,
            [this] { chooseAssessor(document_, assessor_->currentData().toString()); });
    connect(mode_, &QComboBox::activated, this, [this] {
        setSearchText(document_, objectivePath(document_, 0) + ".mode", mode_->currentData().toString());
    });
    connect(engine_, &QComboBox::activated, this,
            [this] { setSearchText(document_, "engine.name", engine_->currentData().toString()); });
    onValueEdited(metric_, this, [this](const QString& text, bool) {
        const QString path = objectivePath(document_, 0) + ".metric";
        if (!text.isEmpty() && text != settingText(document_, path.toStdString())) setSearchText(document_, path, text);
    });
    onValueEdited(duration_, this, [this](const QString& text, bool) {
        if (text != settingText(document_, "max_duration")) setSearchText(document_, "max_duration", text);
    });
}

void SearchPanel::refresh() {
    const auto textOr = [this](const std::string& path, const QString& fallback) {
        const QString text = settingText(document_, path);
        return text.isEmpty() ? fallback : text;
    };
    summary_->setText(summary());
    tuner_->setCurrentIndex(tuner_->findText(textOr("tuner.name", "Auto")));
    assessor_->setCurrentIndex(assessor_->findData(textOr("assessor.name", {})));
    const std::string objective = objectivePath(document_, 0).toStdString();
    metric_->setEditText(textOr(objective + ".metric", {}));
    mode_->setCurrentIndex(mode_->findData(textOr(objective + ".mode", "minimize")));
    objectives_->refresh();
    constraints_->refresh();
    trials_->setText(trialsText());
    concurrency_->setText(textOr("concurrency", "1"));
    duration_->setText(textOr("max_duration", {}));
    warmStart_->refresh();
    engine_->setCurrentIndex(engine_->findData(textOr("engine.name", "local")));
    showArgumentsOf(search::tuner_kinds(), tuner_->currentText(), *tunerArguments_);
    showArgumentsOf(search::assessor_kinds(), assessor_->currentData().toString(), *assessorArguments_);
}

QString SearchPanel::summary() const {
    const space::Space& space = document_.space();
    if (space.empty()) return tr("Nothing is tuned yet: select an option and press Ctrl+T.");
    QString tuner = settingText(document_, "tuner.name");
    if (tuner.isEmpty()) tuner = "Auto";
    const QString options = tr("%n option(s) tuned", nullptr, static_cast<int>(space.parameters().size()));
    const QString trials = trialsText();
    const auto asked = trials.isEmpty() ? std::nullopt : std::optional(trials.toInt());
    return tr("%1: %2, by %3").arg(options, budgetText(space, asked), tuner);
}

QString SearchPanel::trialsText() const {
    const QString written = settingText(document_, "max_trials");
    if (!written.isEmpty()) return written;
    const config::Value* search = document_.document().root().get("search");
    const auto settings = search ? search::read_search_settings(*search).settings : search::SearchSettings();
    return settings.max_trials ? QString::number(*settings.max_trials) : QString();
}

}  // namespace lathe::gui
