// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/common/language.h"

#include <clocale>

#include <QApplication>
#include <QLibraryInfo>
#include <QTranslator>

#include "widgets/common/resources.h"

namespace lathe::gui {
namespace {

// Replaces the application's translator of that name; an empty file name only removes it.
void install(QApplication& app, const QString& name, const QString& file, const QString& folder) {
    delete app.findChild<QTranslator*>(name, Qt::FindDirectChildrenOnly);
    if (file.isEmpty()) return;
    auto* translator = new QTranslator(&app);
    translator->setObjectName(name);
    if (translator->load(file, folder)) QApplication::installTranslator(translator);
    else delete translator;
}

}  // namespace

void useCNumbers() {
    std::setlocale(LC_NUMERIC, "C");
    QLocale::setDefault(QLocale::c());
}

QStringList languageNames() {
    return {QStringLiteral("system"), QStringLiteral("en"), QStringLiteral("ko")};
}

QString languageOf(const QLocale& locale) {
    for (const QString& name : locale.uiLanguages()) {
        const QString language = name.section(QLatin1Char('-'), 0, 0);
        if (language == QLatin1String("en") || language == QLatin1String("C")) return QStringLiteral("en");
        if (languageNames().contains(language)) return language;
    }
    return QStringLiteral("en");
}

void applyLanguage(QApplication& app, const QString& language) {
    initResources();
    const QString chosen =
        language == QLatin1String("ko") || language == QLatin1String("en") ? language : languageOf(QLocale::system());
    const bool translated = chosen != QLatin1String("en");
    install(app, QStringLiteral("qtTranslator"), translated ? QStringLiteral("qtbase_") + chosen : QString(),
            QLibraryInfo::path(QLibraryInfo::TranslationsPath));
    // English has a translation, too: of its plurals.
    const QString folder = QStringLiteral(":/lathe/translations");
    install(app, QStringLiteral("latheTranslator"), QStringLiteral("lathe_") + chosen, folder);
    install(app, QStringLiteral("docsTranslator"), translated ? QStringLiteral("lathe_docs_") + chosen : QString(),
            folder);
}

}  // namespace lathe::gui
