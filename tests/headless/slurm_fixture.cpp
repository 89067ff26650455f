// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/headless/slurm_fixture.h"

#include <QFile>
#include <QtTest>

#include "core/store/event_file.h"

namespace lathe {

SlurmFixture::SlurmFixture() : ctl_(LATHECTL, LATHE_FAKE_ENGINE) {
    ctl_.set("PATH", cluster_.path());
    ctl_.set("FAKE_SLURM", cluster_.folder());
    ctl_.set("LATHE_SLURM_LOOK", "100ms");
}

QString SlurmFixture::experiment_with(const QByteArray& line) const {
    QFile base(ctl_.experiment());
    if (!base.open(QIODevice::ReadOnly)) qFatal("the experiment cannot be read");
    ctl_.write("changed.yaml", base.readAll() + "  " + line + "\n");
    return ctl_.file("changed.yaml");
}

std::unique_ptr<QProcess> SlurmFixture::tune_and_hold() {
    ctl_.set("LATHE_FAKE_HOLD", "0001:" + here());
    auto process = ctl_.start(tune());
    ctl_.unset("LATHE_FAKE_HOLD");
    if (!QTest::qWaitFor([&] { return QFile::exists(here()) || process->state() == QProcess::NotRunning; },
                         long_enough) ||
        !QFile::exists(here()))
        qFatal("the trial did not come to its second epoch: %s", process->readAllStandardError().constData());
    return process;
}

void SlurmFixture::compare_with_local(const store::StudyRecord& study) {
    const Ran ran = ctl_.run({"tune", ctl_.experiment(), "--name", "here"});
    QVERIFY2(ran.code == 0, ran.err);
    const auto local = store::read_study(ctl_.studies().back()).value();
    QCOMPARE(study.trials.size(), local.trials.size());
    for (std::size_t i = 0; i < local.trials.size(); ++i) {
        QCOMPARE(study.trials[i].state, search::TrialState::succeeded);
        QVERIFY(study.trials[i].params == local.trials[i].params);
        QCOMPARE(*study.trials[i].objective, *local.trials[i].objective);
        const int number = static_cast<int>(i);
        const auto ours = store::EventFolderReader(store::trial_folder(study.folder, number)).poll();
        const auto theirs = store::EventFolderReader(store::trial_folder(local.folder, number)).poll();
        for (const auto& [name, points] : theirs) {
            QCOMPARE(ours.at(name).size(), points.size());
            for (std::size_t k = 0; k < points.size(); ++k) {
                QCOMPARE(ours.at(name)[k].step, points[k].step);
                QCOMPARE(ours.at(name)[k].value, points[k].value);
            }
        }
    }
}

}  // namespace lathe
