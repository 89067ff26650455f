// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/trial_editor.h"

#include <algorithm>
#include <utility>

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include "widgets/common/core_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/restyle.h"
#include "widgets/common/theme.h"
#include "widgets/space/describe.h"
#include "widgets/space/distribution_value.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

namespace {

const config::Option* pointer(const std::optional<config::Option>& option) {
    return option ? &*option : nullptr;
}

// Names are texts to be typed as they are, whatever YAML would take them for.
bool choosesTexts(const space::Distribution& distribution) {
    return distribution.kind == space::Kind::choice && !distribution.is_nested() &&
           std::all_of(distribution.branches.begin(), distribution.branches.end(),
                       [](const space::Branch& branch) { return branch.value.is_string(); });
}

QString allowed(const config::Option& option) {
    QStringList choices;
    for (const auto& choice : option.choices) choices << textOf(&option, choice);
    if (!choices.isEmpty()) return choices.join(QStringLiteral(", "));
    if (option.type == config::Type::boolean) return QStringLiteral("true, false");
    return rangeText(option);
}

}  // namespace

TrialEditor::TrialEditor(int number, const space::Params& params, space::Space space, const TrialOptions& options,
                         QWidget* parent)
    : QDialog(parent), space_(std::move(space)), verdict_(new QLabel(this)), problem_(new QLabel(this)), add_(nullptr) {
    setObjectName(QStringLiteral("trialEditor"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setWindowTitle(tr("Clone trial %1").arg(number));

    auto* words = new QLineEdit(this);
    words->setObjectName(QStringLiteral("trialEditorFilter"));
    words->setAccessibleName(tr("Filter of the options"));
    words->setPlaceholderText(tr("Filter by key or description"));
    words->setClearButtonEnabled(true);
    words->addAction(icon(QStringLiteral("filter"), IconTone::muted), QLineEdit::LeadingPosition);
    connect(words, &QLineEdit::textChanged, this, &TrialEditor::filter);

    verdict_->setObjectName(QStringLiteral("trialEditorVerdict"));
    problem_->setObjectName(QStringLiteral("trialEditorProblem"));
    problem_->setProperty("bad", true);
    for (QLabel* text : {verdict_, problem_}) {
        text->setTextFormat(Qt::PlainText);
        text->setWordWrap(true);
    }
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("trialEditorCancel"));
    add_ = buttons->addButton(tr("Add trial"), QDialogButtonBox::AcceptRole);
    add_->setObjectName(QStringLiteral("trialEditorAdd"));
    add_->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &TrialEditor::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(spacing);
    layout->addWidget(words);
    layout->addWidget(makeRows(params, options), 1);
    layout->addWidget(verdict_);
    layout->addWidget(problem_);
    layout->addWidget(buttons);
    words->setVisible(rows_.size() > 12);
    resize(88 * spacing, std::min(80 * spacing, 24 * spacing + 5 * spacing * static_cast<int>(rows_.size())));
    if (!rows_.empty()) rows_.front().field->setFocus();
    check();
}

std::optional<config::Option> TrialEditor::optionOf(const std::string& key, const TrialOptions& options) const {
    if (const auto* known = options.schema.find(key)) return *known;
    const space::Parameter* parameter = space_.find(key);
    if (parameter && choosesTexts(parameter->distribution))
        return config::option(key, config::Type::string, config::Value(std::string()), {});
    return std::nullopt;
}

QWidget* TrialEditor::makeRows(const space::Params& params, const TrialOptions& options) {
    auto* area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* page = new QWidget(area);
    auto* grid = new QGridLayout(page);
    grid->setContentsMargins(0, 0, spacing, 0);
    grid->setHorizontalSpacing(2 * spacing);
    grid->setVerticalSpacing(spacing / 2);
    grid->setColumnStretch(1, 2);
    grid->setColumnStretch(2, 1);
    const bool more = !options.schema.empty();
    if (params.is_dict() && !params.as_dict().empty()) {
        if (more) addHeading(grid, tr("Searched over"));
        for (const auto& [key, value] : params.as_dict()) addRow(grid, {key, optionOf(key, options), value, true});
    }
    if (more) addHeading(grid, tr("Other options"));
    for (const config::Option& option : options.schema.options()) {
        const config::Value* value = options.config.find(option.key);
        const bool listed = std::any_of(rows_.begin(), rows_.end(), [&](const Row& row) {
            // A nested choice over "network" brings "network.name" and what hangs on it.
            return option.key == row.key || (row.before.is_dict() && option.key.starts_with(row.key + "."));
        });
        if (!listed) addRow(grid, {option.key, option, value ? *value : option.fallback});
    }
    grid->setRowStretch(grid->rowCount(), 1);
    area->setWidget(page);
    return area;
}

void TrialEditor::addHeading(QGridLayout* grid, const QString& text) {
    auto* heading = new QLabel(text);
    heading->setProperty("section", true);
    grid->addWidget(heading, grid->rowCount(), 0, 1, 3);
}

void TrialEditor::addRow(QGridLayout* grid, Row row) {
    const QString name = QString::fromStdString(row.key);
    row.field = new QLineEdit(textOf(pointer(row.option), row.before));
    row.field->setObjectName(QStringLiteral("param:") + name);
    row.field->setAccessibleName(name);
    row.field->setFont(monospaceFont());
    row.field->setMinimumWidth(16 * spacing);
    row.field->setCursorPosition(0);
    connect(row.field, &QLineEdit::textChanged, this, &TrialEditor::check);
    row.label = new QLabel(name);
    row.label->setTextFormat(Qt::PlainText);
    row.label->setBuddy(row.field);
    const space::Parameter* parameter = space_.find(row.key);
    const QString range = parameter ? describe(parameter->distribution) : row.option ? allowed(*row.option) : QString();
    row.range = new QLabel(range);
    row.range->setTextFormat(Qt::PlainText);
    row.range->setProperty("muted", true);
    row.range->setWordWrap(true);
    const QString doc = row.option ? docText(row.option->doc) : QString();
    for (QWidget* part : {static_cast<QWidget*>(row.label), static_cast<QWidget*>(row.field)}) part->setToolTip(doc);
    row.field->setAccessibleDescription(doc.isEmpty() ? range : doc + QStringLiteral("; ") + range);
    const int line = grid->rowCount();
    grid->addWidget(row.label, line, 0);
    grid->addWidget(row.field, line, 1);
    grid->addWidget(row.range, line, 2);
    rows_.push_back(std::move(row));
}

void TrialEditor::filter(const QString& words) {
    const QStringList all = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    for (const Row& row : rows_) {
        const QString text = row.label->text() + QLatin1Char(' ') + row.label->toolTip();
        const bool fits = std::all_of(all.begin(), all.end(),
                                      [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
        for (QWidget* part :
             {static_cast<QWidget*>(row.label), static_cast<QWidget*>(row.field), static_cast<QWidget*>(row.range)})
            part->setVisible(fits);
    }
}

void TrialEditor::check() {
    params_ = space::Params(config::Dict{});
    QString problem;
    QStringList outside;
    for (const Row& row : rows_) {
        const QString name = QString::fromStdString(row.key);
        auto value = typedValue(pointer(row.option), row.field->text());
        QString wrong;
        if (!value) {
            wrong = QString::fromStdString(value.error().what);
        } else {
            const space::Parameter* parameter = space_.find(row.key);
            const bool same = sameNumberOrValue(*value, row.before);
            const bool outsideHere = parameter ? !parameter->distribution.contains(*value) : row.isParameter || !same;
            if (outsideHere) outside << name;
            if (row.isParameter || !same) params_.as_dict().emplace_back(row.key, std::move(*value));
            QFont font = row.label->font();
            font.setBold(!same);
            row.label->setFont(font);
        }
        if (problem.isEmpty() && !wrong.isEmpty()) problem = name + QStringLiteral(": ") + wrong;
        restyle(*row.field, "invalid", !wrong.isEmpty());
    }
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
    verdict_->setVisible(problem.isEmpty() && !space_.empty());
    verdict_->setText(outside.isEmpty()
                          ? tr("Inside the search space: the tuner learns from this trial, too.")
                          : tr("Outside the search space: %1. The trial is run and compared like the others, but the "
                               "tuner does not learn from it.")
                                .arg(outside.join(QStringLiteral(", "))));
    add_->setEnabled(problem.isEmpty());
}

void TrialEditor::choose() {
    if (!add_->isEnabled()) return;
    Q_EMIT paramsChosen(params_);
    accept();
}

}  // namespace lathe::gui
