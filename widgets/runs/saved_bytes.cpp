// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/saved_bytes.h"

#include <QFileDialog>

#include "widgets/charts/chart_exports.h"

namespace lathe::gui {

void askAndSaveBytes(QWidget& parent, const QString& title, const QString& suffix, const std::string& bytes) {
    auto* dialog = new QFileDialog(&parent, title);
    dialog->setObjectName(QStringLiteral("saveBytesDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    QObject::connect(dialog, &QFileDialog::fileSelected, &parent,
                     [&parent, bytes](const QString& path) { ChartExports::of(parent).writeBytes(path, bytes); });
    dialog->open();
}

}  // namespace lathe::gui
