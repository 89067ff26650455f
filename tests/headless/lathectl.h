// SPDX-License-Identifier: GPL-3.0-or-later
// Starts the real lathectl in a workspace of its own, with the fake engine.
#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

#include "core/store/event_file.h"
#include "core/store/study_record.h"

namespace lathe {

struct Ran {
    int code = -1;
    QByteArray out;
    QByteArray err;
};

class Lathectl {
  public:
    Lathectl(const char* program, const char* engine);

    // Variables of the fake engine for the processes started after this; empty unsets.
    void set(const QString& name, const QString& value) { environment_.insert(name, value); }
    void unset(const QString& name) { environment_.remove(name); }

    std::unique_ptr<QProcess> start(const QStringList& arguments, void (*in_child)() = nullptr);
    Ran run(const QStringList& arguments, void (*in_child)() = nullptr);
    static Ran finish(QProcess& process);

    QString file(const QString& name) const { return dir_.filePath(name); }
    QString experiment() const { return file("experiment.yaml"); }  // a quadratic over opt.lr
    void write(const QString& name, const QByteArray& text) const;
    std::vector<std::filesystem::path> studies() const;  // of the workspace, sorted
    store::StudyRecord study() const;                    // the only one

  private:
    QString program_;
    QTemporaryDir dir_;
    QProcessEnvironment environment_;
};

}  // namespace lathe
