// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/headless/fake_cluster.h"

#include <signal.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

namespace lathe {

namespace {

constexpr int patience_with_slurm = 120'000;  // ms, for a machine that is busy with other tests

}  // namespace

FakeCluster::FakeCluster() {
    for (const char* name : {"slurmctld", "sbatch", "squeue", "scancel", "scontrol", "sacct", "srun", "fake"})
        QFile::link(LATHE_SOURCE_DIR "/tests/headless/fake_slurm/fake_slurm.py", dir_.filePath(name));
    start();
}

FakeCluster::~FakeCluster() {
    stop();
    for (const QJsonObject& job : jobs())
        if (const int pid = job["pid"].toInt(); pid > 0 && job["state"] != "COMPLETED") ::kill(-pid, SIGKILL);
}

QString FakeCluster::path() const {
    return dir_.path() + ":" + qEnvironmentVariable("PATH");
}

void FakeCluster::start() {
    controller_ = std::make_unique<QProcess>();
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("FAKE_SLURM", dir_.path());
    controller_->setProcessEnvironment(environment);
    QFile::remove(dir_.filePath("socket"));
    controller_->start(dir_.filePath("slurmctld"), {});
    if (!QTest::qWaitFor([&] { return QFile::exists(dir_.filePath("socket")); }, patience_with_slurm))
        qFatal("the fake Slurm does not start");
}

void FakeCluster::stop() {
    controller_->kill();
    controller_->waitForFinished();
}

void FakeCluster::fake(const QStringList& arguments) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("FAKE_SLURM", dir_.path());
    process.setProcessEnvironment(environment);
    process.start(dir_.filePath("fake"), arguments);
    if (!process.waitForFinished(patience_with_slurm) || process.exitCode() != 0)
        qFatal("fake %s: %s", qPrintable(arguments.join(' ')), process.readAllStandardError().constData());
}

QJsonObject FakeCluster::state() const {
    QFile file(dir_.filePath("state.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QList<QJsonObject> FakeCluster::jobs() const {
    QList<QJsonObject> all;
    for (const auto& job : state()["jobs"].toObject()) all.push_back(job.toObject());
    return all;
}

QStringList FakeCluster::states() const {
    QStringList all;
    for (const QJsonObject& job : jobs()) all.push_back(job["state"].toString());
    return all;
}

QString FakeCluster::wait_for(int trial, const QString& wanted) const {
    QString id;
    const QString part = QString("-%1-").arg(trial, 4, 10, QChar('0'));
    static_cast<void>(QTest::qWaitFor(
        [&] {
            for (const QJsonObject& job : jobs())
                if ((job["element"].toString().isEmpty() ? job["name"].toString().contains(part)
                                                         : job["element"].toString().toInt() == trial) &&
                    job["state"] == wanted)
                    id = job["id"].toString();
            return !id.isEmpty();
        },
        patience_with_slurm));
    return id;
}

}  // namespace lathe
