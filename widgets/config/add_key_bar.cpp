// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/add_key_bar.h"

#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QStringListModel>

#include "widgets/common/theme.h"
#include "widgets/config/config_edits.h"

namespace lathe::gui {

AddKeyBar::AddKeyBar(ExperimentDocument& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      key_(new QLineEdit(this)),
      value_(new QLineEdit(this)),
      known_(new QStringListModel(this)) {
    key_->setObjectName("addKeyPath");
    key_->setAccessibleName(tr("Key to add"));
    key_->setPlaceholderText(tr("key, e.g. opt.momentum"));
    key_->setFont(monospaceFont());
    auto* completer = new QCompleter(known_, key_);
    completer->setFilterMode(Qt::MatchContains);
    key_->setCompleter(completer);
    value_->setObjectName("addKeyValue");
    value_->setAccessibleName(tr("Value of the key to add"));
    value_->setPlaceholderText(tr("value"));
    value_->setFont(monospaceFont());
    auto* button = new QPushButton(tr("Add"), this);
    button->setObjectName("addKeyButton");
    button->setAutoDefault(false);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addWidget(key_, 2);
    layout->addWidget(value_, 1);
    layout->addWidget(button);
    connect(key_, &QLineEdit::returnPressed, value_, qOverload<>(&QWidget::setFocus));
    connect(value_, &QLineEdit::returnPressed, this, &AddKeyBar::add);
    connect(button, &QPushButton::clicked, this, &AddKeyBar::add);
    hide();
}

void AddKeyBar::begin(const QString& group) {
    QStringList keys;
    for (const auto& option : document_.schema().options())
        if (!document_.config().find(option.key)) keys << QString::fromStdString(option.key);
    known_->setStringList(keys);
    key_->setText(group.isEmpty() ? QString() : group + ".");
    value_->clear();
    show();
    key_->setFocus();
}

void AddKeyBar::add() {
    const QString key = key_->text().trimmed();
    if (key.isEmpty() || key.endsWith('.')) {
        key_->setFocus();
        return;
    }
    if (!addKey(document_, key, value_->text().isEmpty() ? QStringLiteral("null") : value_->text())) return;
    hide();
    Q_EMIT added(key);
}

void AddKeyBar::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape) hide();
    else QWidget::keyPressEvent(event);
}

}  // namespace lathe::gui
