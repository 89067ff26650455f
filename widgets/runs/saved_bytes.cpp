// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/saved_bytes.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QPointer>
#include <QThreadPool>

#include "core/base/files.h"

namespace lathe::gui {

namespace {

void saveBytes(QWidget* parent, const QString& path, const std::string& bytes,
               const std::function<void(const QString& text)>& failed) {
    QThreadPool::globalInstance()->start([parent = QPointer(parent), file = path.toStdString(), bytes, failed] {
        const auto written = write_file_atomically(file, bytes);
        if (written) return;
        // Whether the view is still there, its own thread alone can tell.
        QMetaObject::invokeMethod(qApp, [parent, failed, text = QString::fromStdString(written.error().str())] {
            if (parent) failed(text);
        });
    });
}

}  // namespace

void askAndSaveBytes(QWidget* parent, const QString& title, const QString& suffix, const std::string& bytes,
                     const std::function<void(const QString& text)>& failed) {
    auto* dialog = new QFileDialog(parent, title);
    dialog->setObjectName(QStringLiteral("saveBytesDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [parent, bytes, failed](const QString& path) { saveBytes(parent, path, bytes, failed); });
    dialog->open();
}

}  // namespace lathe::gui
