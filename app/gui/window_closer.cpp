// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window_closer.h"

#include <QMessageBox>
#include <QPushButton>

#include "app/gui/experiment_files.h"
#include "app/gui/session_controller.h"
#include "widgets/config/configure_page.h"

namespace lathe::gui {

WindowCloser::WindowCloser(const ConfigurePage& page, ExperimentFiles& files, SessionController& controller,
                           QWidget& window)
    : QObject(&window), page_(page), files_(files), controller_(controller), window_(window) {}

bool WindowCloser::mayClose() const {
    const bool edited = page_.isOpen() && page_.isModified();
    return decided_ || (!edited && !controller_.isRunning());
}

void WindowCloser::ask() {
    files_.whenSafe([this] { askAboutStudy(); });
}

void WindowCloser::askAboutStudy() {
    if (!controller_.isRunning()) return closeNow();
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("A study is running"),
                                tr("Stop training, or go on without the window?"), QMessageBox::NoButton, &window_);
    box->setObjectName(QStringLiteral("closeWhileTrainingDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("A study that is stopped can be resumed later, in Review or with lathectl resume."));
    const auto add = [&](const char* name, const QString& text, QMessageBox::ButtonRole role) {
        QPushButton* button = box->addButton(text, role);
        button->setObjectName(QLatin1String(name));
        return button;
    };
    QPushButton* goOn = add("closeGoOn", tr("Go on without the window"), QMessageBox::AcceptRole);
    QPushButton* stop = add("closeStop", tr("Stop and close"), QMessageBox::DestructiveRole);
    QPushButton* cancel = add("closeCancel", tr("Cancel"), QMessageBox::RejectRole);
    goOn->setEnabled(controller_.canHandOver());
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    connect(goOn, &QPushButton::clicked, this, [this] { leave(WhenOver::handOver); });
    connect(stop, &QPushButton::clicked, this, [this] { leave(WhenOver::close); });
    box->open();
}

void WindowCloser::leave(WhenOver then) {
    whenOver_ = then;
    if (!controller_.isRunning()) closeNow();
    else controller_.stop();
}

void WindowCloser::studyOver() {
    if (whenOver_ == WhenOver::nothing) return;
    if (whenOver_ == WhenOver::handOver) {
        if (const auto handed = controller_.handOver(); !handed) {
            whenOver_ = WhenOver::nothing;
            Q_EMIT handOverFailed(handed.error());
            return;
        }
    }
    closeNow();
}

void WindowCloser::closeNow() {
    decided_ = true;
    window_.close();
}

}  // namespace lathe::gui
