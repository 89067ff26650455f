// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/window_closer.h"

#include <utility>

#include <QMessageBox>
#include <QPushButton>

#include "app/gui/experiment_files.h"
#include "app/gui/session_controller.h"
#include "app/gui/transfer_bar.h"
#include "widgets/config/configure_page.h"

namespace lathe::gui {

WindowCloser::WindowCloser(const ConfigurePage& page, ExperimentFiles& files, SessionController& controller,
                           const TransferBar& transfers, IsWriting isWriting, QWidget& window)
    : QObject(&window),
      page_(page),
      files_(files),
      controller_(controller),
      transfers_(transfers),
      isWriting_(std::move(isWriting)),
      window_(window) {}

bool WindowCloser::mayClose() const {
    const bool edited = page_.isOpen() && page_.isModified();
    return decided_ || (!edited && !controller_.isRunning() && !transfers_.isBusy() && !isWriting_());
}

void WindowCloser::ask() {
    files_.whenSafe([this] { askAboutTransfer(); });
}

void WindowCloser::askAboutTransfer() {
    if (!transfers_.isBusy()) return askAboutWriting();
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("Something is on its way"),
                        tr("Close, and cancel what is being sent or fetched?"), QMessageBox::NoButton, &window_);
    box->setObjectName(QStringLiteral("closeWhileSendingDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("What is there already is not sent again the next time."));
    QPushButton* close = box->addButton(tr("Cancel it and close"), QMessageBox::DestructiveRole);
    close->setObjectName(QStringLiteral("closeCancelSending"));
    QPushButton* stay = box->addButton(tr("Stay"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("closeStay"));
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(close, &QPushButton::clicked, this, [this] { askAboutWriting(); });
    box->open();
}

void WindowCloser::askAboutWriting() {
    if (!isWriting_()) return askAboutStudy();
    auto* box =
        new QMessageBox(QMessageBox::NoIcon, tr("Something is being written"),
                        tr("Close, and cancel what is being imported or exported?"), QMessageBox::NoButton, &window_);
    box->setObjectName(QStringLiteral("closeWhileWritingDialog"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setInformativeText(tr("What is not whole yet is not kept."));
    QPushButton* close = box->addButton(tr("Cancel it and close"), QMessageBox::DestructiveRole);
    close->setObjectName(QStringLiteral("closeCancelWriting"));
    QPushButton* stay = box->addButton(tr("Stay"), QMessageBox::RejectRole);
    stay->setObjectName(QStringLiteral("closeStayWriting"));
    box->setDefaultButton(stay);
    box->setEscapeButton(stay);
    connect(close, &QPushButton::clicked, this, [this] { askAboutStudy(); });
    box->open();
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
