// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/recovery_offer.h"

#include <QAction>

#include "app/gui/main_window.h"
#include "widgets/common/banner.h"
#include "widgets/config/configure_page.h"

namespace lathe::gui {

void offerRecovery(const QString& text, ConfigurePage& page, Banner& banner) {
    const auto add = [&](const char* name, const QString& label) {
        auto* action = new QAction(label, &banner);
        action->setObjectName(QLatin1String(name));
        action->setProperty("notACommand", true);
        return action;
    };
    QAction* recover = add("recoverAction", MainWindow::tr("Take them back"));
    QObject::connect(recover, &QAction::triggered, &page, [text, &page, &banner] {
        if (page.recover(text)) return;
        banner.showMessage(Banner::Kind::error,
                           MainWindow::tr("The unsaved edits are damaged and cannot be taken back."));
    });
    QAction* discard = add("discardRecoveryAction", MainWindow::tr("Discard"));
    QObject::connect(discard, &QAction::triggered, &page,
                     [file = page.file()] { ConfigurePage::discardRecovery(file); });
    banner.showMessage(Banner::Kind::warning,
                       MainWindow::tr("Lathe ended before these edits of %1 were saved.").arg(page.title()),
                       {recover, discard});
}

}  // namespace lathe::gui
