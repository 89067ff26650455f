#include "app/gui/headless.h"

#include <QRegularExpression>
#include <QStandardPaths>

namespace lathe::gui {

QString shellQuoted(const QString& argument) {
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_./:=+@%,-]+$"));
    if (plain.match(argument).hasMatch()) return argument;
    QString quoted = argument;
    quoted.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + quoted + QLatin1Char('\'');
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
    const auto resolved = experiment.trial_config(catalog, space::Params(config::Dict{}));
    if (!resolved.errors.empty()) return tl::make_unexpected(resolved.errors);
    config::Value root(config::Dict{});
    root.set("lathe", 1);
    root.set("name", experiment.name);
    root.set("config", resolved.value);
    if (!experiment.space.empty()) root.set("space", experiment.space.to_value());
    if (const config::Value* search = document.root().get("search")) root.set("search", *search);
    return QString::fromStdString(config::to_yaml(root));
}

}  // namespace lathe::gui
