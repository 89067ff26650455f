// SPDX-License-Identifier: GPL-3.0-or-later
// One trial on several devices with the real engine: the same curve, a rank that is killed, and going on with another
// number of them.
#include <signal.h>

#include <cmath>

#include <QtTest>

#include "core/base/files.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;
using search::TrialState;

namespace {

const char experiment_text[] = R"(lathe: 1
name: shared
config:
  train: {epochs: 2, batch_size: 24, precision: "64"}
  val: {batch_size: 24}
  network: {name: mlp, hidden: [16]}
  data: {name: synthetic, samples: 200, val_samples: 50, test_samples: 50, size: 12}
  opt: {name: Adam, lr: 0.01}
  log: {every_n_steps: 1}
  hw: {device: cpu, threads: 1}
  seed: 5
space:
  opt.lr: {_type: loguniform, _value: [0.001, 0.1]}
search:
  objective: {metric: val_loss, mode: minimize}
  tuner: {name: Random, args: {seed: 1}}
)";

}  // namespace

class TestTrainedRanks : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

    static auto curves_of(const store::StudyRecord& study, int trial = 0) {
        return store::EventFolderReader(store::trial_folder(study.folder, trial)).poll();
    }
    // The processes that lathectl has started for its ranks.
    static std::vector<pid_t> workers_of(const QProcess& process) {
        std::vector<pid_t> found;
        const auto tasks =
            QDir(QString("/proc/%1/task").arg(process.processId())).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        for (const QString& task : tasks) {
            QFile children(QString("/proc/%1/task/%2/children").arg(process.processId()).arg(task));
            if (!children.open(QIODevice::ReadOnly)) continue;
            for (const QByteArray& child : children.readAll().simplified().split(' '))
                if (const auto pid = child.toInt(); pid > 0) found.push_back(pid);
        }
        std::sort(found.begin(), found.end());
        return found;
    }
    QString study_folder() const { return QString::fromStdString(ctl_->studies().at(0).string()); }

    // Waits until the trial of a study whose name begins so has a checkpoint, or its process has ended.
    void wait_for_checkpoint(const QProcess& process, const QString& name) const {
        const auto is_there = [&] {
            const auto studies = ctl_->studies();
            std::error_code code;
            return !studies.empty() && studies.back().filename().string().starts_with(name.toStdString()) &&
                   std::filesystem::exists(store::trial_folder(studies.back(), 0) / "checkpoints" / "last.pt", code);
        };
        while (process.state() != QProcess::NotRunning && !is_there()) QTest::qWait(1);
    }

    // A training without end, once it has a checkpoint.
    std::unique_ptr<QProcess> start_endless() {
        auto process =
            ctl_->start({"run", "shared.yaml", "hw.devices=2", "train.epochs=100000", "log.every_n_steps=50"});
        const auto is_begun = [this] {
            const auto studies = ctl_->studies();
            std::error_code code;
            return !studies.empty() &&
                   std::filesystem::exists(store::trial_folder(studies.front(), 0) / "checkpoints" / "last.pt", code);
        };
        while (process->state() != QProcess::NotRunning && !is_begun()) QTest::qWait(10);
        return process;
    }

  private Q_SLOTS:
    void init() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        ctl_->unset("LATHE_ENGINE");
        ctl_->write("shared.yaml", experiment_text);
    }

    void the_curve_is_that_of_one_device() {
        Ran ran = ctl_->run({"run", "shared.yaml"});
        QVERIFY2(ran.code == 0, ran.err);
        ran = ctl_->run(
            {"run", "shared.yaml", "--name", "two", "hw.devices=2", "train.batch_size=12", "val.batch_size=12"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto alone = store::read_study(ctl_->studies().at(0)).value();
        const auto together = store::read_study(ctl_->studies().at(1)).value();
        QCOMPARE(together.trials.at(0).facts.int_or("ranks", 0), std::int64_t{2});
        const auto one = curves_of(alone);
        const auto two = curves_of(together);
        for (const char* name : {"train_loss", "val_loss", "val_acc", "test_loss"}) {
            QCOMPARE(two.at(name).size(), one.at(name).size());
            for (std::size_t i = 0; i < one.at(name).size(); ++i)
                QVERIFY2(std::abs(one.at(name)[i].value - two.at(name)[i].value) < 1e-5, name);
        }
    }

    void a_search_trains_on_several() {
        const Ran ran = ctl_->run({"tune", "shared.yaml", "hw.devices=2", "--trials", "2"});
        QVERIFY2(ran.code == 0, ran.err);
        for (const auto& trial : ctl_->study().trials) {
            QCOMPARE(trial.state, TrialState::succeeded);
            QCOMPARE(trial.facts.int_or("ranks", 0), std::int64_t{2});
        }
    }

    // Each rank draws its own numbers, and the same again.
    void stopped_and_resumed_it_gives_the_same_bits() {
        const auto weights = [](const fs::path& study) {
            return store::read_study(study).value().trials.at(0).facts.string_or("weights.xxh3", "none");
        };
        // Where it is done before it can be stopped, a longer one is.
        QStringList arguments;
        fs::path parts;
        for (int epochs = 40, code = 0; code != 130; epochs *= 4) {
            arguments = QStringList{"hw.devices=2", "network.dropout=0.3", "train.precision=32",
                                    QString("train.epochs=%1").arg(epochs)};
            const QString name = QString("parts%1").arg(epochs, 9, 10, QChar('0'));
            auto process = ctl_->start(QStringList{"run", "shared.yaml", "--name", name} + arguments);
            wait_for_checkpoint(*process, name);
            ::kill(static_cast<pid_t>(process->processId()), SIGINT);
            const Ran ran = Lathectl::finish(*process);
            code = ran.code;
            QVERIFY2(code == 130 || code == 0, ran.err);
            parts = ctl_->studies().back();
        }
        Ran ran = ctl_->run({"resume", QString::fromStdString(parts.string())});
        QVERIFY2(ran.code == 0, ran.err);
        ran = ctl_->run(QStringList{"run", "shared.yaml", "--name", "whole"} + arguments);
        QVERIFY2(ran.code == 0, ran.err);
        const fs::path whole = ctl_->studies().back();
        QVERIFY(whole != parts && weights(whole) != "none");
        QCOMPARE(weights(parts), weights(whole));
        ran = ctl_->run({"reproduce", QString::fromStdString(whole.string())});
        QVERIFY2(ran.code == 0, ran.out + ran.err);
    }

    void what_an_assessor_stopped_is_reproduced() {
        QByteArray text(experiment_text);
        text += "  assessor: {name: Threshold, args: {upper: 1.0e-6}}\n";
        ctl_->write("shared.yaml", text);
        Ran ran = ctl_->run({"tune", "shared.yaml", "hw.devices=2", "--trials", "1"});
        const auto study = ctl_->study();
        QVERIFY2(study.trials.at(0).state == TrialState::early_stopped, ran.err);
        QCOMPARE(study.trials.at(0).epochs, std::int64_t{1});
        ran = ctl_->run({"reproduce", study_folder()});
        QVERIFY2(ran.code == 0 && ran.out.contains("equal"), ran.out + ran.err);
    }

    void a_rank_that_is_killed_ends_the_trial_and_it_goes_on_data() {
        QTest::addColumn<int>("devices");
        QTest::newRow("on one") << 1;
        QTest::newRow("on three") << 3;
    }
    void a_rank_that_is_killed_ends_the_trial_and_it_goes_on() {
        QFETCH(const int, devices);
        auto process = start_endless();
        const auto workers = workers_of(*process);
        QCOMPARE(workers.size(), 2u);
        ::kill(workers.back(), SIGKILL);
        Ran ran = Lathectl::finish(*process);
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("the trial's process was killed by signal 9"), ran.err);
        QVERIFY2(ran.err.contains("rank "), ran.err);
        auto trial = ctl_->study().trials.at(0);
        QCOMPARE(trial.state, TrialState::waiting);

        // It goes on, and is stopped by hand, because it has no end.
        QCOMPARE(ctl_->run({"config", "set", study_folder() + "/experiment.yaml", QString("hw.devices=%1").arg(devices),
                            "--in-place"})
                     .code,
                 0);
        auto again = ctl_->start({"resume", study_folder()});
        const auto log = store::trial_folder(ctl_->studies().front(), 0) / "log.txt";
        const auto goes_on = [&] {
            const auto text = read_file(log);
            const auto at = text ? text->find("goes on from last.pt") : std::string::npos;
            return at != std::string::npos && text->find(" of 100000", at) != std::string::npos;
        };
        while (again->state() != QProcess::NotRunning && !goes_on()) QTest::qWait(10);
        ::kill(static_cast<pid_t>(again->processId()), SIGINT);
        ran = Lathectl::finish(*again);
        QVERIFY2(ran.code == 130, ran.err);
        QVERIFY(goes_on());
        const auto text = read_file(log).value();
        QVERIFY2(text.find("a batch had 48 samples before, and has " + std::to_string(24 * devices) + " now") !=
                     std::string::npos,
                 text.c_str());
        QCOMPARE(ctl_->study().trials.at(0).state, TrialState::waiting);
    }
};

LATHE_CORE_TEST(TestTrainedRanks)
#include "test_trained_ranks.moc"
