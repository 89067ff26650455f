// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl run, devices, and what every command does with bad input.
#include <QtTest>

#include "core/base/json.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

class TestRun : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

  private Q_SLOTS:
    void init() { ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE); }

    void one_trial_as_json() {
        const Ran ran = ctl_->run({"run", ctl_->experiment(), "opt.lr=0.5", "--json"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY2(json, ran.out);
        QCOMPARE(json->at("trials").size(), 1u);
        QCOMPARE(json->at("trials")[0].at("state").get<std::string>(), std::string("SUCCEEDED"));
        QVERIFY(ran.err.contains("val_loss"));  // a plain line for each validation
        QCOMPARE(ctl_->study().trials.at(0).objective, std::optional<double>((0.5 - 0.3) * (0.5 - 0.3) + 1.0 / 3));
    }

    void nothing_but_results_on_stdout() {
        const Ran ran = ctl_->run({"run", ctl_->experiment()});
        QCOMPARE(ran.code, 0);
        QVERIFY2(ran.out.contains("SUCCEEDED") && ran.out.contains("val_loss"), ran.out);
        QVERIFY(!ran.err.contains('\r'));  // no bar where there is no terminal
    }

    void the_experiment_is_kept_with_its_comments_and_changes() {
        QCOMPARE(ctl_->run({"run", ctl_->experiment(), "train.epochs=1", "--name", "other"}).code, 0);
        const auto study = ctl_->study();
        QCOMPARE(study.name, std::string("other"));
        QVERIFY(read_file(study.folder / "source/experiment.yaml").value().starts_with("# A quadratic."));
        QVERIFY(read_file(study.folder / "experiment.yaml").value().find("epochs: 1") != std::string::npos);
        QCOMPARE(study.trials.at(0).epochs, std::int64_t{1});
    }

    void a_failed_trial_is_exit_1_with_its_sentence() {
        ctl_->set("LATHE_FAKE_FAIL", "all");
        const Ran ran = ctl_->run({"run", ctl_->experiment()});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("error: the network does not fit the images"), ran.err);
        QCOMPARE(ctl_->study().trials.at(0).state, search::TrialState::failed);
    }

    void bad_input_is_exit_2_and_one_line_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("no command") << QStringList{};
        QTest::newRow("unknown command") << QStringList{"fly"};
        QTest::newRow("no experiment") << QStringList{"run"};
        QTest::newRow("a file that is not there") << QStringList{"run", "missing.yaml"};
        QTest::newRow("a number that is none") << QStringList{"tune", "experiment.yaml", "--trials", "many"};
        QTest::newRow("no trials at all") << QStringList{"tune", "experiment.yaml", "--trials", "0"};
        QTest::newRow("a duration that is none") << QStringList{"tune", "experiment.yaml", "--duration", "soon"};
        QTest::newRow("an unknown flag") << QStringList{"run", "experiment.yaml", "--fast"};
        QTest::newRow("a study that is not there") << QStringList{"resume", "nowhere"};
    }
    void bad_input_is_exit_2_and_one_line() {
        QFETCH(QStringList, arguments);
        const Ran ran = ctl_->run(arguments);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.startsWith("error: "), ran.err);
        QCOMPARE(ran.err.count('\n'), 1);
        QVERIFY(ran.out.isEmpty());
        QVERIFY(ctl_->studies().empty());
    }

    void help_and_version() {
        const Ran version = ctl_->run({"--version"});
        QCOMPARE(version.code, 0);
        QVERIFY(version.out.startsWith("lathectl "));
        const Ran help = ctl_->run({"--help"});
        QCOMPARE(help.code, 0);
        QVERIFY(help.out.contains("tune") && !help.out.contains("worker"));
    }

    void devices() {
        const Ran ran = ctl_->run({"devices", "--json"});
        QCOMPARE(ran.code, 0);
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY2(json && json->is_array(), ran.out);
        QCOMPARE((*json)[0].at("device").get<std::string>(), std::string("cpu"));
        QCOMPARE((*json)[0].at("usable").get<bool>(), true);
        ctl_->set("LATHE_ENGINE", "/nowhere/engine.so");
        const Ran without = ctl_->run({"devices"});
        QVERIFY2(without.code == 0 && without.out.contains("cannot train"), without.out);
    }

    void without_an_engine_nothing_runs_until_there_is_one() {
        ctl_->set("LATHE_ENGINE", "/nowhere/engine.so");
        Ran ran = ctl_->run({"run", ctl_->experiment()});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("error: the training engine cannot be loaded"), ran.err);
        ctl_->set("LATHE_ENGINE", LATHE_FAKE_ENGINE);
        ran = ctl_->run({"resume", QString::fromStdString(ctl_->studies().at(0).string())});
        QVERIFY2(ran.code == 0, ran.err);
    }
};

LATHE_CORE_TEST(TestRun)
#include "test_run.moc"
