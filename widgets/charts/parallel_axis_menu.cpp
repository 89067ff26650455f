// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_axis_menu.h"

#include <algorithm>
#include <utility>

#include "widgets/charts/parallel_editor.h"

namespace lathe::gui {

ParallelAxisMenu::ParallelAxisMenu(ParallelEditor& editor, int axis, QWidget* parent)
    : QMenu(parent), editor_(editor), axis_(axis) {
    setObjectName(QStringLiteral("parallelAxisMenu"));
    addKinds();
    addSeparator();
    const auto add = [&](const QString& text, const char* name, auto what) {
        QAction* action = addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, &editor_, what);
        return action;
    };
    const ParallelModel& model = editor.model();
    add(tr("Colour by this &axis"), "parallelColorByAxis", [&editor, axis] { editor.setColorAxis(axis); });
    add(tr("Brush a &range\u2026\tE"), "parallelRange", [&editor, axis] {
        const auto& order = editor.model().order();
        editor.setFocus(static_cast<int>(std::find(order.begin(), order.end(), axis) - order.begin()));
        Q_EMIT editor.rangeAsked();
    });
    add(tr("&Invert\tI"), "parallelInvert", [&editor, axis] { editor.toggleInverted(axis); });
    QAction* clear = add(tr("Clear &brushes\tC"), "parallelClearAxis", [&editor, axis] { editor.clearAxis(axis); });
    clear->setEnabled(!model.axis(axis).brushes.empty());
    QAction* hide = add(tr("&Hide\tDel"), "parallelHide", [&editor, axis] { editor.hideAxis(axis); });
    hide->setEnabled(model.order().size() > 1);
    QAction* all = add(tr("&Show all axes\tHome"), "parallelShowAll", [&editor] { editor.showAllAxes(); });
    all->setEnabled(static_cast<int>(model.order().size()) < model.axisCount());
}

void ParallelAxisMenu::addKinds() {
    const ParallelAxisState& state = editor_.model().axis(axis_);
    const auto kinds = state.kinds();
    const std::pair<ParallelAxis::Kind, QString> names[] = {{ParallelAxis::numeric, tr("&Linear")},
                                                            {ParallelAxis::log, tr("Lo&garithmic")},
                                                            {ParallelAxis::percentile, tr("&Percentiles")},
                                                            {ParallelAxis::categorical, tr("&Categories")}};
    for (const auto& [kind, name] : names) {
        QAction* action = addAction(name);
        action->setObjectName(QStringLiteral("parallelKind%1").arg(static_cast<int>(kind)));
        action->setCheckable(true);
        action->setChecked(state.kind() == kind);
        action->setEnabled(std::find(kinds.begin(), kinds.end(), kind) != kinds.end());
        connect(action, &QAction::triggered, &editor_,
                [&editor = editor_, axis = axis_, chosen = kind] { editor.setKind(axis, chosen); });
    }
}

}  // namespace lathe::gui
