// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/config_delegate.h"

#include <QComboBox>

#include "widgets/common/theme.h"
#include "widgets/config/config_tree_model.h"
#include "widgets/config/experiment_document.h"
#include "widgets/config/value_editor.h"

namespace lathe::gui {

ConfigDelegate::ConfigDelegate(const ExperimentDocument& document, QObject* parent)
    : QStyledItemDelegate(parent), document_(document) {}

QWidget* ConfigDelegate::createEditor(QWidget* parent, const QStyleOptionViewItem&, const QModelIndex& index) const {
    const QString path = index.data(ConfigTreeModel::PathRole).toString();
    QWidget* editor = makeValueEditor(document_.schema().find(path.toStdString()), PathButton::none, parent);
    editor->setObjectName("valueEditor");
    editor->setAccessibleName(tr("Value of %1").arg(path));
    editor->setAutoFillBackground(true);
    if (auto* combo = qobject_cast<QComboBox*>(editor)) {
        auto* self = const_cast<ConfigDelegate*>(this);
        connect(combo, &QComboBox::activated, self, [self, combo] {
            Q_EMIT self->commitData(combo);
            Q_EMIT self->closeEditor(combo);
        });
    }
    return editor;
}

void ConfigDelegate::setEditorData(QWidget* editor, const QModelIndex& index) const {
    // The model may change under an open editor (a file read again); what the person types has precedence.
    if (editor->property("filled").toBool()) return;
    editor->setProperty("filled", true);
    setEditorText(editor, index.data(Qt::EditRole).toString());
}

void ConfigDelegate::setModelData(QWidget* editor, QAbstractItemModel* model, const QModelIndex& index) const {
    model->setData(index, editorText(editor), Qt::EditRole);
}

QSize ConfigDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(std::max(size.height(), 3 * spacing + spacing / 2));
    return size;
}

void ConfigDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    // Values may differ in their tails only; keep both ends.
    option->textElideMode = Qt::ElideMiddle;
}

}  // namespace lathe::gui
