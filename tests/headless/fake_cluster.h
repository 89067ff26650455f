// SPDX-License-Identifier: GPL-3.0-or-later
// A Slurm of one machine (fake_slurm/fake_slurm.py), in a folder of its own.
#pragma once

#include <memory>

#include <QJsonObject>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>

namespace lathe {

class FakeCluster {
  public:
    FakeCluster();
    ~FakeCluster();  // with all its jobs

    QString folder() const { return dir_.path(); }
    QString path() const;  // the variable PATH with its commands in front

    // Its controller; jobs outlive it.
    void start();
    void stop();

    // What only tests ask of it (fake_slurm.py).
    void fake(const QStringList& arguments);
    // Its jobs, as the controller has written them last.
    QList<QJsonObject> jobs() const;
    QStringList states() const;
    // Once a job of this trial is in this state: its id; "" after a long time.
    QString wait_for(int trial, const QString& state) const;

  private:
    QJsonObject state() const;

    QTemporaryDir dir_;
    std::unique_ptr<QProcess> controller_;
};

}  // namespace lathe
