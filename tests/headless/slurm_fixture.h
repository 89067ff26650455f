// SPDX-License-Identifier: GPL-3.0-or-later
// A search whose trials are jobs of a Slurm that the test conducts, with real workers.
#pragma once

#include <memory>

#include <QProcess>
#include <QStringList>

#include "tests/headless/fake_cluster.h"
#include "tests/headless/lathectl.h"

namespace lathe {

class SlurmFixture {
  public:
    static constexpr int long_enough = 120'000;  // ms

    SlurmFixture();

    FakeCluster& cluster() { return cluster_; }
    Lathectl& ctl() { return ctl_; }

    QStringList tune() const { return {"tune", ctl_.experiment(), "--engine", "slurm", "--concurrency", "2"}; }
    QStringList resume() const { return {"resume", QString::fromStdString(ctl_.studies().at(0).string())}; }
    // The experiment with another line of `search:`; its file.
    QString experiment_with(const QByteArray& line) const;

    // A search whose trial 1 is at its second epoch, and waits there.
    std::unique_ptr<QProcess> tune_and_hold();
    QString here() const { return ctl_.file("here"); }  // is there once it waits
    void let_go() const { ctl_.write("here.go", ""); }

    store::StudyRecord first_study() const { return store::read_study(ctl_.studies().at(0)).value(); }
    // The study is the same as one that ran on this machine, and each trial was in it once.
    void compare_with_local(const store::StudyRecord& study);

  private:
    FakeCluster cluster_;
    Lathectl ctl_;
};

}  // namespace lathe
