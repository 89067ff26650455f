// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/data_facts.h"

#include <QCoreApplication>
#include <QStringList>

#include "widgets/runs/record_display.h"

namespace lathe::gui {

namespace {

QString partText(const config::Value& part) {
    const auto* samples = part.get("samples");
    if (!samples) return fullValue(part);
    const QString count = QCoreApplication::translate("ReviewTables", "%1 samples").arg(fullValue(*samples));
    const auto* classes = part.get("classes");
    if (!classes) return count;
    // Of many classes only how many there are.
    if (!classes->is_dict())
        return QCoreApplication::translate("ReviewTables", "%1 of %2 classes").arg(count, fullValue(*classes));
    QStringList each;
    for (const auto& [name, number] : classes->as_dict())
        each << QString::fromStdString(name) + QLatin1Char(' ') + fullValue(number);
    return count + QStringLiteral(": ") + each.join(QStringLiteral(", "));
}

}  // namespace

std::vector<std::pair<QString, QString>> dataFacts(const config::Value& data) {
    std::vector<std::pair<QString, QString>> facts;
    const QString prefix = QCoreApplication::translate("ReviewTables", "data: ");
    if (const auto* parts = data.get("parts"); parts && parts->is_dict()) {
        for (const auto& [name, part] : parts->as_dict())
            facts.emplace_back(prefix + QString::fromStdString(name), partText(part));
    }
    if (const auto* notes = data.get("notes"); notes && notes->is_list()) {
        QStringList lines;
        for (const auto& note : notes->as_list()) lines << fullValue(note);
        facts.emplace_back(prefix + QCoreApplication::translate("ReviewTables", "notes"),
                           lines.join(QStringLiteral("; ")));
    }
    return facts;
}

}  // namespace lathe::gui
