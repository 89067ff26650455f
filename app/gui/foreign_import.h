// SPDX-License-Identifier: GPL-3.0-or-later
// What is dropped on the window and was recorded by another tool becomes studies of the workspace. Looked at, read and
// written on another thread; how far it is stands in the banner, until that is closed or says something else, with a
// way to cancel it. GUI thread.
#pragma once

#include <memory>

#include <QObject>
#include <QString>
#include <QTimer>

#include "app/gui/output_job.h"

class QAction;

namespace lathe::gui {

class Banner;

class ForeignImport : public QObject {
    Q_OBJECT

  public:
    // `banner` outlives this.
    explicit ForeignImport(Banner& banner, QObject* parent = nullptr);
    ~ForeignImport() override;

    // `workspace`: where its studies come; "": nowhere, which is an error. Answers with one of the signals below. One
    // at a time: while one is read, another is refused.
    void open(const QString& path, const QString& workspace);
    bool isBusy() const { return job_ != nullptr; }

  Q_SIGNALS:
    void notForeign(const QString& path);                      // it is nothing of another tool's
    void imported(const QString& study, const QString& text);  // the folder of the first one
    void failed(const QString& text);

  private:
    void poll();
    void tellProgress(const QString& text);

    Banner& banner_;
    std::unique_ptr<OutputJob> job_;
    QString path_;
    QString told_;  // of its progress, as the banner has it
    QTimer timer_;
    QAction* cancel_;
};

}  // namespace lathe::gui
