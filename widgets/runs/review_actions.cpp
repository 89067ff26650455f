#include "widgets/runs/review_actions.h"

#include <QAction>
#include <QKeySequence>
#include <QWidget>

#include "widgets/common/icons.h"

namespace lathe::gui {

ReviewActions::ReviewActions(QWidget* room) : QObject(room), room_(room) {
    refresh = make("reviewRefresh", "refresh", tr("Refresh"), QKeySequence::Refresh);
    open = make("reviewOpenExperiment", "edit", tr("Open experiment"), {});
    runAgain = make("reviewRunAgain", "rerun", tr("Run again"), {});
    showInFolder = make("reviewShowInFolder", "folder", tr("Show in folder"), {});
    copyParameters = make("reviewCopyParameters", "copy", tr("Copy parameters"), {});
    copyParameters->setToolTip(tr("Copy the parameters of the selected trials as JSON"));
}

QAction* ReviewActions::make(const char* name, const char* iconName, const QString& text, const QKeySequence& keys) {
    auto* action = new QAction(icon(QString::fromLatin1(iconName)), text, room_);
    action->setObjectName(QString::fromLatin1(name));
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(keys.isEmpty() ? text : tr("%1 (%2)").arg(text, keys.toString(QKeySequence::NativeText)));
    room_->addAction(action);
    all_.append(action);
    return action;
}

}  // namespace lathe::gui
