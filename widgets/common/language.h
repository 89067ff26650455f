// SPDX-License-Identifier: GPL-3.0-or-later
// The language of the window: English is in the sources, others are compiled-in translations. GUI thread.
#pragma once

#include <QLocale>
#include <QString>
#include <QStringList>

class QApplication;

namespace lathe::gui {

// Numbers are read and written as in C ("0.5"), whatever the system's locale is: in fields, because they are what the
// file holds, and by libraries that ask LC_NUMERIC. Call it after the QApplication was made, which takes that from the
// environment.
void useCNumbers();

// "system", "en" or "ko".
QStringList languageNames();

// Installs the translation of `language` ("system": what the locale asks for) and Qt's own of it, replacing those of an
// earlier call. Texts of widgets that stand already do not change. Numbers stay in the C locale.
void applyLanguage(QApplication& app, const QString& language);

// What "system" means on a machine with these preferred languages: the first that there is a translation of.
QString languageOf(const QLocale& locale);

}  // namespace lathe::gui
