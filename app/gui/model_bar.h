// SPDX-License-Identifier: GPL-3.0-or-later
// A trained model that is tested or exported, by lathectl in a process of its own, so that the window never loads
// LibTorch for it: what is done, and a way to cancel it. Hidden when there is nothing. One at a time. GUI thread.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include <QFrame>
#include <QProcess>
#include <QTemporaryDir>

#include "core/base/error.h"

namespace lathe::gui {

class ElideLabel;

class ModelBar : public QFrame {
    Q_OBJECT

  public:
    explicit ModelBar(QString lathectl, QWidget* parent = nullptr);
    ~ModelBar() override;

    // `trialFolder`: STUDY/trials/0003. Nothing while it is busy.
    void test(const QString& trialFolder);
    // `format`: as lathectl export --to has it.
    void exportModel(const QString& trialFolder, const QString& format, const QString& file);
    // Asks for the file and the format first.
    void askAndExport(const QString& trialFolder);
    bool isBusy() const { return process_ != nullptr; }
    void cancel();

  Q_SIGNALS:
    // The record of the test lies in `testFolder` as long as this lives.
    void tested(const QString& trialFolder, const QString& testFolder);
    void exported(const QString& message);
    void failed(const lathe::Errors& errors);

  private:
    void start(const QString& text, const QStringList& arguments, std::function<void()> then);
    void finish(int code, QProcess::ExitStatus status);

    QString lathectl_;
    QProcess* process_ = nullptr;
    bool canceled_ = false;
    std::function<void()> then_;
    std::vector<std::unique_ptr<QTemporaryDir>> tests_;
    ElideLabel* text_;
};

}  // namespace lathe::gui
