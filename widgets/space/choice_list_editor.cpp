// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/choice_list_editor.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QListWidget>
#include <QScopedValueRollback>
#include <QToolButton>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

namespace {

QToolButton* makeListButton(const QString& name, const QString& iconName, const QString& what, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setAutoRaise(true);
    return button;
}

}  // namespace

ChoiceListEditor::ChoiceListEditor(QWidget* parent) : QWidget(parent), list_(new QListWidget(this)) {
    list_->setObjectName("spaceChoices");
    list_->setAccessibleName(tr("Values to choose from"));
    list_->setFont(monospaceFont());
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    list_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed |
                           QAbstractItemView::AnyKeyPressed);
    list_->installEventFilter(this);
    setFocusProxy(list_);

    auto* add = makeListButton("spaceChoiceAdd", "add", tr("Add a value"), this);
    remove_ = makeListButton("spaceChoiceRemove", "remove", tr("Remove the value (Del)"), this);
    up_ = makeListButton("spaceChoiceUp", "arrow-up", tr("Move up (Alt+Up)"), this);
    down_ = makeListButton("spaceChoiceDown", "arrow-down", tr("Move down (Alt+Down)"), this);

    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(spacing / 2);
    for (auto* button : {add, remove_, up_, down_}) buttons->addWidget(button);
    buttons->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing / 2);
    layout->addWidget(list_, 1);
    layout->addLayout(buttons);

    connect(add, &QToolButton::clicked, this, &ChoiceListEditor::add);
    connect(remove_, &QToolButton::clicked, this, &ChoiceListEditor::remove);
    connect(up_, &QToolButton::clicked, this, [this] { move(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { move(1); });
    connect(list_, &QListWidget::itemChanged, this, &ChoiceListEditor::changed);
    connect(list_->model(), &QAbstractItemModel::rowsMoved, this, &ChoiceListEditor::changed);
}

void ChoiceListEditor::setOption(const std::optional<config::Option>& option) {
    option_ = option;
    showProblems();
}

QListWidgetItem* ChoiceListEditor::append(const QString& text) {
    auto* item = new QListWidgetItem(text, list_);
    item->setFlags(item->flags() | Qt::ItemIsEditable);
    item->setFlags(item->flags() & ~Qt::ItemIsDropEnabled);
    return item;
}

void ChoiceListEditor::setValues(const std::vector<config::Value>& values) {
    if (values == this->values() && static_cast<int>(values.size()) == list_->count()) return;
    const QScopedValueRollback<bool> filling(filling_, true);
    const int row = list_->currentRow();
    list_->clear();
    for (const auto& value : values) append(textOf(option(), value));
    list_->setCurrentRow(std::min(std::max(row, 0), list_->count() - 1));
    showProblems();
}

std::vector<config::Value> ChoiceListEditor::values() const {
    std::vector<config::Value> values;
    for (int i = 0; i < list_->count(); ++i)
        if (auto value = typedValue(option(), list_->item(i)->text())) values.push_back(std::move(*value));
    return values;
}

QString ChoiceListEditor::problem() const {
    if (list_->count() == 0) return tr("a choice needs at least one value");
    std::vector<config::Value> seen;
    for (int i = 0; i < list_->count(); ++i) {
        const QString text = list_->item(i)->text();
        auto value = typedValue(option(), text);
        if (!value) return QString("%1: %2").arg(text, problemOf(option(), text));
        if (std::find(seen.begin(), seen.end(), *value) != seen.end()) return tr("%1 is there twice").arg(text);
        seen.push_back(std::move(*value));
    }
    return {};
}

void ChoiceListEditor::showProblems() {
    const QScopedValueRollback<bool> filling(filling_, true);
    const ThemeColors& colors = themeColors(palette());
    for (int i = 0; i < list_->count(); ++i) {
        auto* item = list_->item(i);
        const QString problem = problemOf(option(), item->text());
        item->setForeground(problem.isEmpty() ? colors.text : colors.bad);
        item->setToolTip(problem);
    }
}

void ChoiceListEditor::changed() {
    if (filling_) return;
    showProblems();
    Q_EMIT edited();
}

// A choice of the option that is not in the list yet, or twice the last number.
QString ChoiceListEditor::proposal() const {
    const auto present = values();
    if (option_)
        for (const auto& choice : option_->choices)
            if (std::find(present.begin(), present.end(), choice) == present.end()) return textOf(option(), choice);
    if (!present.empty() && present.back().is_int())
        return QString::number(present.back().as_int() == 0 ? 1 : present.back().as_int() * 2);
    if (!present.empty() && present.back().is_float()) return textOf(option(), present.back().as_float() * 2);
    return option_ ? textOf(option(), option_->fallback) : QString();
}

void ChoiceListEditor::add() {
    QListWidgetItem* item = nullptr;
    {
        const QScopedValueRollback<bool> filling(filling_, true);
        item = append(proposal());
    }
    list_->setCurrentItem(item);
    changed();
    list_->editItem(item);
}

void ChoiceListEditor::remove() {
    if (list_->currentRow() < 0) return;
    delete list_->takeItem(list_->currentRow());
    changed();
}

void ChoiceListEditor::move(int by) {
    const int from = list_->currentRow();
    const int to = from + by;
    if (from < 0 || to < 0 || to >= list_->count()) return;
    {
        const QScopedValueRollback<bool> filling(filling_, true);
        list_->insertItem(to, list_->takeItem(from));
        list_->setCurrentRow(to);
    }
    changed();
}

bool ChoiceListEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == list_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Delete) {
            remove();
            return true;
        }
        if (key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            move(key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace lathe::gui
