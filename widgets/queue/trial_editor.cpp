// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/trial_editor.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

#include "core/config/document.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

Result<config::Value> parseValue(const QString& text) {
    const auto document = config::Document::parse("value: " + text.trimmed().toStdString() + "\n");
    if (!document) return fail(document.error());
    const config::Value* value = document->root().get("value");
    if (!value || document->root().as_dict().size() != 1) return fail("expected one value");
    return *value;
}

TrialEditor::TrialEditor(int number, const space::Params& params, space::Space space, QWidget* parent)
    : QDialog(parent), space_(std::move(space)), problem_(new QLabel(this)), add_(nullptr) {
    setObjectName(QStringLiteral("trialEditor"));
    setAttribute(Qt::WA_DeleteOnClose);
    setModal(false);
    setWindowTitle(tr("Clone trial %1").arg(number));

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * spacing);
    form->setVerticalSpacing(spacing);
    form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    if (params.is_dict())
        for (const auto& [key, value] : params.as_dict()) {
            const QString name = QString::fromStdString(key);
            auto* field = new QLineEdit(QString::fromStdString(config::to_yaml_inline(value)), this);
            field->setObjectName(QStringLiteral("param:") + name);
            field->setAccessibleName(name);
            field->setFont(monospaceFont());
            field->setMinimumWidth(30 * spacing);
            connect(field, &QLineEdit::textChanged, this, &TrialEditor::check);
            auto* label = new QLabel(name, this);
            label->setBuddy(field);
            form->addRow(label, field);
            fields_.emplace_back(key, field);
        }

    problem_->setObjectName(QStringLiteral("trialEditorProblem"));
    problem_->setProperty("bad", true);
    problem_->setWordWrap(true);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Cancel)->setObjectName(QStringLiteral("trialEditorCancel"));
    add_ = buttons->addButton(tr("Add trial"), QDialogButtonBox::AcceptRole);
    add_->setObjectName(QStringLiteral("trialEditorAdd"));
    add_->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &TrialEditor::choose);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(2 * spacing);
    layout->addLayout(form);
    layout->addWidget(problem_);
    layout->addWidget(buttons);
    check();
}

void TrialEditor::check() {
    params_ = space::Params(config::Dict{});
    QString problem;
    for (const auto& [key, field] : fields_) {
        auto value = parseValue(field->text());
        QString wrong;
        if (!value) {
            wrong = QString::fromStdString(value.error().what);
        } else {
            const space::Parameter* parameter = space_.find(key);
            if (parameter && !parameter->distribution.contains(*value)) wrong = tr("is not in the search space");
            params_.as_dict().emplace_back(key, std::move(*value));
        }
        if (problem.isEmpty() && !wrong.isEmpty()) problem = QString::fromStdString(key) + QStringLiteral(": ") + wrong;
        field->setProperty("invalid", !wrong.isEmpty());
        field->style()->unpolish(field);
        field->style()->polish(field);
    }
    problem_->setText(problem);
    problem_->setVisible(!problem.isEmpty());
    add_->setEnabled(problem.isEmpty());
}

void TrialEditor::choose() {
    if (!add_->isEnabled()) return;
    Q_EMIT paramsChosen(params_);
    accept();
}

}  // namespace lathe::gui
