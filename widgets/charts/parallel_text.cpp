// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_text.h"

#include <QCoreApplication>

#include "widgets/charts/parallel_editor.h"

namespace lathe::gui {

namespace {

struct ParallelWords {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::ParallelText)
};

}  // namespace

QString parallelRowText(const ParallelModel& model, std::size_t row) {
    QString text = QStringLiteral("<b>%1</b><table>").arg(model.runLabel(model.run(row)).toHtmlEscaped());
    for (int i = 0; i < model.axisCount(); ++i) {
        text += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2</td></tr>")
                    .arg(model.axis(i).name().toHtmlEscaped(), model.axis(i).text(row).toHtmlEscaped());
    }
    return text + QStringLiteral("</table>");
}

QString parallelReading(const ParallelEditor& editor) {
    const QString help = ParallelWords::tr(
        "Left and Right choose an axis, Shift+Left and Shift+Right move it. Space brushes it or clears its brush, "
        "Shift+Space adds another brush and B goes to the next one, Up and Down move the brush, Ctrl+Up and "
        "Ctrl+Down change its size, with Shift its upper end is moved, with Alt its lower one; E lets you type the "
        "range, "
        "C clears the axis and Shift+C all of them. Page Down and Page Up go through the trials from the best on, "
        "Enter selects "
        "one. I inverts, Delete hides, Home shows all axes; K keeps what is brushed, X excludes it, R restores "
        "everything; the menu key offers the kind of the axis.");
    const ParallelModel& model = editor.model();
    const int axis = editor.focusedAxis();
    if (axis < 0) return help;
    QString text = ParallelWords::tr("Axis %1, %2 of %3. Trials that pass: %4. ")
                       .arg(model.axis(axis).name())
                       .arg(editor.focus() + 1)
                       .arg(model.order().size())
                       .arg(model.passing().count());
    if (const QString brushed = model.axis(axis).brushedText(); !brushed.isEmpty())
        text += ParallelWords::tr("Brushed: %1. ").arg(brushed);
    if (const int run = editor.hoveredRun(); run >= 0)
        text += ParallelWords::tr("%1 is pointed at. ").arg(model.runLabel(run));
    return text + help;
}

}  // namespace lathe::gui
