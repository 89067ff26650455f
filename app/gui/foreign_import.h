// SPDX-License-Identifier: GPL-3.0-or-later
// What is dropped on the window and was recorded by another tool becomes studies of the workspace. Looked at, read and
// written on another thread; can be cancelled. GUI thread.
#pragma once

#include <memory>

#include <QObject>
#include <QString>
#include <QTimer>

#include "app/gui/output_job.h"

class QAction;

namespace lathe::gui {

class ForeignImport : public QObject {
    Q_OBJECT

  public:
    explicit ForeignImport(QObject* parent = nullptr);
    ~ForeignImport() override;

    // `workspace`: where its studies come; "": nowhere, which is an error. Answers with one of the signals below. One
    // at a time: while one is read, another is refused.
    void open(const QString& path, const QString& workspace);
    QAction* cancel() const { return cancel_; }

  Q_SIGNALS:
    void notForeign(const QString& path);  // it is nothing of another tool's
    void progressed(const QString& text);
    void imported(const QString& study, const QString& text);  // the folder of the first one
    void failed(const QString& text);

  private:
    void poll();

    std::unique_ptr<OutputJob> job_;
    QString path_;
    QTimer timer_;
    QAction* cancel_;
};

}  // namespace lathe::gui
