// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/value_editor.h"

#include <QAction>
#include <QComboBox>
#include <QFileDialog>
#include <QFileInfo>
#include <QLineEdit>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/space/number_edit.h"
#include "widgets/space/typed_text.h"

namespace lathe::gui {

namespace {

QWidget* makeCombo(const config::Option& option, QWidget* parent) {
    auto* combo = new QComboBox(parent);
    combo->setEditable(true);
    combo->setInsertPolicy(QComboBox::NoInsert);
    combo->setFont(monospaceFont());
    if (option.type == config::Type::boolean) combo->addItems({"true", "false"});
    for (const auto& choice : option.choices) combo->addItem(textOf(&option, choice));
    return combo;
}

// Not modal, and the field may be gone before the dialog is.
void browseFor(QLineEdit* field) {
    auto* dialog = new QFileDialog(field->window(), QObject::tr("Choose a file or a folder"), field->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileInfo(field->text()).isDir() ? QFileDialog::Directory : QFileDialog::AnyFile);
    QObject::connect(dialog, &QFileDialog::fileSelected, field, [field](const QString& file) {
        field->setText(file);
        Q_EMIT field->editingFinished();
    });
    dialog->show();
}

QWidget* makeField(const config::Option* option, PathButton button, QWidget* parent) {
    auto* field = new QLineEdit(parent);
    field->setFont(monospaceFont());
    if (button == PathButton::browse && option && option->type == config::Type::path) {
        QAction* action = field->addAction(icon("folder", IconTone::muted), QLineEdit::TrailingPosition);
        action->setObjectName("browse");
        action->setToolTip(QObject::tr("Browse"));
        QObject::connect(action, &QAction::triggered, field, [field] { browseFor(field); });
    }
    return field;
}

}  // namespace

QWidget* makeValueEditor(const config::Option* option, PathButton button, QWidget* parent) {
    if (!option) return makeField(nullptr, button, parent);
    if (option->type == config::Type::boolean || !option->choices.empty()) return makeCombo(*option, parent);
    if (option->type == config::Type::integer || option->type == config::Type::floating)
        return new NumberEdit(*option, parent);
    return makeField(option, button, parent);
}

void setEditorText(QWidget* editor, const QString& text) {
    const QString shown = text == "???" ? QString() : text;
    if (auto* number = qobject_cast<NumberEdit*>(editor)) {
        number->setText(shown);
    } else if (auto* combo = qobject_cast<QComboBox*>(editor)) {
        combo->setCurrentIndex(combo->findText(shown));
        combo->setEditText(shown);
    } else if (auto* field = qobject_cast<QLineEdit*>(editor); field && field->text() != shown) {
        field->setText(shown);
    }
}

QString editorText(const QWidget* editor) {
    if (const auto* number = qobject_cast<const NumberEdit*>(editor)) return number->text();
    if (const auto* combo = qobject_cast<const QComboBox*>(editor)) return combo->currentText();
    if (const auto* field = qobject_cast<const QLineEdit*>(editor)) return field->text();
    return {};
}

void onValueEdited(QWidget* editor, QObject* context, const std::function<void(const QString&, bool)>& then) {
    const auto finished = [editor, then] { then(editorText(editor), false); };
    if (auto* number = qobject_cast<NumberEdit*>(editor)) {
        QObject::connect(number, &NumberEdit::stepped, context, [then](const QString& text) { then(text, true); });
        QObject::connect(number, &NumberEdit::editingFinished, context, finished);
    } else if (auto* combo = qobject_cast<QComboBox*>(editor)) {
        QObject::connect(combo, &QComboBox::activated, context, finished);
        QObject::connect(combo->lineEdit(), &QLineEdit::editingFinished, context, finished);
    } else if (auto* field = qobject_cast<QLineEdit*>(editor)) {
        QObject::connect(field, &QLineEdit::editingFinished, context, finished);
    }
}

}  // namespace lathe::gui
