// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/about_box.h"

#include <QApplication>
#include <QMessageBox>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

struct AboutBoxWords {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::AboutBox)
};

}  // namespace

void showAboutBox(QWidget* window) {
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, AboutBoxWords::tr("About Lathe"),
                        QStringLiteral("Lathe ") + QApplication::applicationVersion(), QMessageBox::Close, window);
    box->setObjectName(QStringLiteral("aboutDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setIconPixmap(applicationIcon().pixmap(6 * spacing, 6 * spacing));
    box->setInformativeText(
        AboutBoxWords::tr("A workbench for experiments with LibTorch.\nFree software under the GNU General Public "
                          "License, version 3 or later."));
    box->open();
}

}  // namespace lathe::gui
