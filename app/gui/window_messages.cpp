// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window_messages.h"

#include "widgets/common/banner.h"

namespace lathe::gui {

WindowMessages::WindowMessages(Banner& banner, QObject* parent) : QObject(parent), banner_(banner) {}

void WindowMessages::tell(const QString& message) {
    banner_.showMessage(Banner::Kind::info, message);
}

void WindowMessages::warn(const QString& message) {
    banner_.showMessage(Banner::Kind::warning, message);
}

void WindowMessages::showError(const QString& message) {
    banner_.showMessage(Banner::Kind::error, message);
}

void WindowMessages::showErrors(const Errors& errors) {
    if (errors.empty()) return;
    showError(textOf(errors));
    if (!errors.front().key.empty()) Q_EMIT keyNamed(QString::fromStdString(errors.front().key));
}

QString WindowMessages::textOf(const Errors& errors) {
    if (errors.empty()) return {};
    const QString message = QString::fromStdString(errors.front().str());
    return errors.size() == 1 ? message : message + tr("  (and %n more)", nullptr, static_cast<int>(errors.size()) - 1);
}

}  // namespace lathe::gui
