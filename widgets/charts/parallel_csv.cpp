// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_csv.h"

#include <QStringList>

#include "widgets/charts/chart_export.h"
#include "widgets/charts/parallel_model.h"

namespace lathe::gui {

QString parallelCsv(const ParallelModel& model) {
    QStringList head{QStringLiteral("run"), QStringLiteral("label")};
    for (int i = 0; i < model.axisCount(); ++i) head << csvField(model.axis(i).name());
    QString text = head.join(u',') + u'\n';
    model.passing().each([&](std::size_t row) {
        QStringList fields{QString::number(model.run(row)), csvField(model.runLabel(model.run(row)))};
        for (int i = 0; i < model.axisCount(); ++i) {
            const ParallelCell& cell = model.axis(i).cell(row);
            if (cell.kind == ParallelCell::missing) {
                fields << QString();
            } else if (cell.kind == ParallelCell::number) {
                fields << csvNumber(cell.value);
            } else {
                fields << csvField(model.axis(i).text(row));
            }
        }
        text += fields.join(u',') + u'\n';
    });
    return text;
}

}  // namespace lathe::gui
