// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/option_facts.h"

#include <algorithm>

#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "widgets/common/core_text.h"
#include "widgets/common/elide.h"
#include "widgets/common/end_cut_delegate.h"
#include "widgets/common/theme.h"
#include "widgets/config/experiment_document.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

namespace {

QString utf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QLabel* makeText(const QString& name, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

}  // namespace

OptionFacts::OptionFacts(const ExperimentDocument& document, QWidget* parent) : QWidget(parent), document_(document) {
    title_ = new ElideLabel(this);
    title_->setObjectName("optionKey");
    QFont font = monospaceFont();
    font.setBold(true);
    font.setPointSizeF(font.pointSizeF() * 1.2);
    title_->setFont(font);
    type_ = new QLabel(this);
    type_->setObjectName("optionType");
    type_->setFont(monospaceFont());
    type_->setProperty("muted", true);
    doc_ = makeText("optionDoc", this);
    facts_ = new QFormLayout;
    facts_->setContentsMargins(0, 0, 0, 0);
    facts_->setHorizontalSpacing(2 * spacing);
    facts_->setVerticalSpacing(spacing / 2);
    facts_->setFieldGrowthPolicy(QFormLayout::ExpandingFieldsGrow);
    makeOptions();

    auto* head = new QHBoxLayout;
    head->addWidget(title_, 1);
    head->addWidget(type_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addLayout(head);
    layout->addWidget(doc_);
    layout->addLayout(facts_);
    layout->addWidget(options_);
}

void OptionFacts::makeOptions() {
    options_ = new QTreeWidget(this);
    options_->setObjectName("groupOptions");
    options_->setAccessibleName(tr("Options of this group"));
    options_->setHeaderLabels({tr("key"), tr("value"), tr("what it is")});
    options_->setRootIsDecorated(false);
    options_->setUniformRowHeights(true);
    options_->setTextElideMode(Qt::ElideMiddle);
    options_->setItemDelegateForColumn(2, new EndCutDelegate(EndCutDelegate::Rows::all, options_));
    options_->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    options_->setProperty("boxed", true);
    options_->header()->setStretchLastSection(true);
    options_->header()->resizeSection(0, 16 * spacing);
    options_->header()->resizeSection(1, 10 * spacing);
    const auto choose = [this](const QTreeWidgetItem* item) {
        Q_EMIT keyChosen(item->data(0, Qt::UserRole).toString());
    };
    connect(options_, &QTreeWidget::itemActivated, this, choose);
    connect(options_, &QTreeWidget::itemClicked, this, choose);
}

void OptionFacts::showOptions() {
    options_->clear();
    for (const auto& key : document_.schema().children(key_.toStdString())) addOption(key);
    const int rows = options_->topLevelItemCount();
    options_->setFixedHeight(options_->header()->sizeHint().height() + rows * std::max(1, options_->sizeHintForRow(0)) +
                             2 * options_->frameWidth() + 2);
}

void OptionFacts::addOption(const std::string& key) {
    const config::Option* known = document_.schema().find(key);
    const config::Value* raw = document_.config().find(key);
    const config::Value* value = document_.resolved().value.find(key);
    auto* item = new QTreeWidgetItem(options_);
    // The group stands above; its name again before each would leave no room for what they differ in.
    item->setText(0, QString::fromStdString(key.substr(key.rfind('.') + 1)));
    if (!value && known) value = &known->fallback;
    item->setText(1, known && value ? textOf(known, *value) : QString());
    const QString doc = known ? docText(known->doc) : tr("group");
    item->setText(2, doc);
    for (int column = 0; column < 3; ++column) item->setToolTip(column, doc);
    item->setData(0, Qt::UserRole, QString::fromStdString(key));
    for (int column = 0; column < 2; ++column) item->setFont(column, monospaceFont());
    // As in the tree: what the file does not write is fainter.
    if (!raw)
        for (int column = 0; column < 2; ++column) item->setForeground(column, palette().placeholderText());
}

const config::Option* OptionFacts::option() const {
    return document_.schema().find(key_.toStdString());
}

const config::Value* OptionFacts::written() const {
    return document_.config().find(key_.toStdString());
}

QString OptionFacts::documentation() const {
    const config::Option* known = option();
    QString text = known ? docText(known->doc) : QString();
    const std::string key = key_.toStdString();
    const config::Catalog catalog = document_.extendedCatalog();
    for (const auto& group : catalog.groups()) {
        const std::string prefix = group.selector.substr(0, group.selector.rfind('.'));
        if (key != group.selector && key != prefix) continue;
        const std::string chosen = document_.resolved().value.string_or(group.selector, group.fallback);
        if (text.isEmpty()) text = docText(group.doc);
        for (const auto& variant : group.variants)
            if (variant.name == chosen) text += QString("\n%1: %2").arg(utf8(variant.name), docText(variant.doc));
    }
    if (text.isEmpty() && !known && !document_.schema().is_group(key))
        text = tr("A key that the schema does not name.");
    return text.trimmed();
}

QString OptionFacts::origin() const {
    const config::Value* value = written();
    if (!value) return tr("default");
    if (!document_.isOwn(*value) && value->mark.file)
        return tr("%1, line %2").arg(QString::fromStdString(*value->mark.file)).arg(value->mark.line);
    return value->mark.line > 0 ? tr("file, line %1").arg(value->mark.line) : tr("file");
}

void OptionFacts::addFact(const QString& name, const QString& value) {
    if (value.isEmpty()) return;
    auto* label = new QLabel(name, this);
    label->setProperty("muted", true);
    QLabel* text = makeText({}, this);
    text->setFont(monospaceFont());
    text->setText(value);
    facts_->addRow(label, text);
}

void OptionFacts::showKey(const QString& key) {
    key_ = key;
    const config::Option* known = option();
    title_->setFullText(key_);
    const bool group = document_.schema().is_group(key_.toStdString());
    type_->setText(known ? utf8(name_of(known->type)) : group ? tr("group") : QString());
    const QString doc = documentation();
    doc_->setText(doc);
    doc_->setVisible(!doc.isEmpty());

    while (facts_->rowCount() > 0) facts_->removeRow(0);
    if (known) {
        const bool required = known->fallback.is_missing();
        QString fallback = required ? tr("none, must be given") : textOf(known, known->fallback);
        if (known->fallback.is_string() && fallback.isEmpty()) fallback = "\"\"";
        if (!required && !known->unit.empty()) fallback += " " + unitText(known->unit, fallback);
        addFact(tr("Default"), fallback);
        addFact(tr("Range"), rangeText(*known).replace(QStringLiteral(" .. "), QStringLiteral("\u00a0..\u00a0")));
        QStringList choices;
        for (const auto& choice : known->choices) choices << textOf(known, choice);
        addFact(tr("One of"), choices.join(", "));
    }
    if (known || written()) addFact(tr("From"), origin());
    const config::Value* value = written();
    const config::Value* inForce = document_.resolved().value.find(key_.toStdString());
    if (value && value->is_string() && value->as_string().find("${") != std::string::npos)
        addFact(tr("Resolved"), textOf(known, inForce ? *inForce : config::Value()));

    options_->setVisible(group);
    if (group) showOptions();
}

}  // namespace lathe::gui
