// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/argument_rows.h"

#include <QFormLayout>
#include <QLabel>

#include "widgets/common/core_text.h"
#include "widgets/common/theme.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/search_setting.h"
#include "widgets/config/value_editor.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

ArgumentRows::ArgumentRows(ExperimentDocument& document, const QString& role, QWidget* parent)
    : QWidget(parent), document_(document), role_(role), rows_(new QFormLayout(this)) {
    rows_->setContentsMargins(0, 0, 0, 0);
    rows_->setVerticalSpacing(spacing / 2);
    rows_->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
}

void ArgumentRows::addRow(const config::Option& option) {
    const QString key = QString::fromStdString(option.key);
    QWidget* field = makeValueEditor(&option, PathButton::none, this);
    field->setObjectName(role_ + "Arg_" + key);
    field->setAccessibleName(key);
    field->setToolTip(docText(option.doc));
    auto* label = new QLabel(key, this);
    label->setFont(monospaceFont());
    label->setToolTip(docText(option.doc));
    label->setBuddy(field);
    rows_->addRow(label, field);
    const QString path = QStringLiteral("%1.args.%2").arg(role_, key);
    const QString fallback = textOf(&option, option.fallback);
    onValueEdited(field, field, [this, path, fallback](const QString& text, bool step) {
        const QString before = settingText(document_, path.toStdString());
        if (text == (before.isEmpty() ? fallback : before)) return;
        setSearchText(document_, path, text, step ? path : QString());
    });
}

void ArgumentRows::showArguments(const QString& name, const std::vector<config::Option>& arguments) {
    if (name != shown_) {
        shown_ = name;
        while (rows_->rowCount() > 0) rows_->removeRow(0);
        for (const auto& option : arguments) addRow(option);
    }
    for (const auto& option : arguments) {
        const QString text = settingText(document_, role_.toStdString() + ".args." + option.key);
        setEditorText(findChild<QWidget*>(role_ + "Arg_" + QString::fromStdString(option.key)),
                      text.isEmpty() ? textOf(&option, option.fallback) : text);
    }
}

}  // namespace lathe::gui
