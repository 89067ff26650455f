// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/headless.h"

#include <QStandardPaths>

#include "core/base/shell.h"
#include "core/bundle/resolved_experiment.h"
#include "core/config/document.h"

namespace lathe::gui {

QString shellQuoted(const QString& argument) {
    return QString::fromStdString(shell_quoted(argument.toStdString()));
}

QString headlessCommand(const QString& program, HeadlessVerb verb, const QString& file, const QString& workspace,
                        const QStringList& overrides) {
    QStringList parts{program, verb == HeadlessVerb::tune ? QStringLiteral("tune") : QStringLiteral("run"), file};
    parts += overrides;
    parts << QStringLiteral("--workspace") << workspace;
    for (QString& part : parts) part = shellQuoted(part);
    return parts.join(QLatin1Char(' '));
}

QString lathectlProgram(const QString& beside) {
    const QString name = QStringLiteral("lathectl");
    return beside.isEmpty() || !QStandardPaths::findExecutable(name).isEmpty() ? name : beside;
}

tl::expected<QString, Errors> resolvedExperiment(const config::Document& document, const search::Experiment& experiment,
                                                 const config::Catalog& catalog) {
    return bundle::resolved_experiment(document, experiment, catalog).map([](const std::string& text) {
        return QString::fromStdString(text);
    });
}

}  // namespace lathe::gui
