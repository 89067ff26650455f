// SPDX-License-Identifier: GPL-3.0-or-later
// The editor that fits an option: a spin box for numbers, a list for choices and bools, a field for texts and paths.
// Each takes an interpolation ("${...}") too. Used in the tree and in the panel beside it.
#pragma once

#include <functional>

#include <QString>
#include <QWidget>

#include "core/config/schema.h"

namespace lathe::gui {

enum class PathButton { none, browse };  // of a path: a button that opens a file dialog
// `option` null: any value, as YAML.
QWidget* makeValueEditor(const config::Option* option, PathButton button, QWidget* parent);

void setEditorText(QWidget* editor, const QString& text);  // "???" is shown as an empty field
QString editorText(const QWidget* editor);

// Calls back when the person has entered another text, made a step (`step`) or picked from the list.
void onValueEdited(QWidget* editor, QObject* context, const std::function<void(const QString& text, bool step)>& then);

}  // namespace lathe::gui
