// SPDX-License-Identifier: GPL-3.0-or-later
// Runs of other tools as studies. The files are written here as the tools write them.
#include <cmath>

#include <SQLiteCpp/Database.h>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/foreign/foreign_readers.h"
#include "core/store/foreign/possible_objectives.h"
#include "core/store/study_record.h"
#include "core/store/trial_curves_reader.h"
#include "fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::store;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestForeign : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder_;

    void put(const std::string& name, const std::string& bytes) {
        fs::create_directories((folder_ / name).parent_path());
        put_bytes(folder_ / name, bytes);
    }
    void events(const std::string& run, double loss) {
        fs::create_directories(folder_ / run);
        auto writer = EventFileWriter::create(folder_ / run);
        for (int step = 0; step < 3; ++step) writer->add_scalar("val/loss", {step, 1.7e9 + step, loss / (step + 1)});
        QVERIFY(writer->flush());
    }
    StudyRecord written(const ForeignStudy& study) {
        const auto made = write_foreign_study(Workspace(folder_ / "runs"), study);
        if (!made) qFatal("%s", made.error().str().c_str());
        return *read_study(*made);
    }
    void mlflow_run(const std::string& id, const std::string& status, const std::string& stage = "active") {
        const std::string run = "mlruns/7/" + id + "/";
        put(run + "meta.yaml", "run_id: " + id + "\nrun_name: calm-" + id + "\nstatus: " + status +
                                   "\nstart_time: 1700000000000\nend_time: 1700000060000\nlifecycle_stage: " + stage +
                                   "\n");
        put(run + "params/opt/lr", "0.01");
        put(run + "params/name", "Adam");
        put(run + "metrics/val_loss", "1700000001000 0.5 0\n1700000002000 0.25 1\n");
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = fs::path(dir_->path().toStdString());
    }

    void tensorboard_folders_are_trials() {
        events("logs/version_0", 1);
        events("logs/version_1", 2);
        put("logs/version_1/hparams.yaml", "opt: {lr: 0.1, name: Adam}\nlayers: [1, 2]\n");
        const auto read = read_tensorboard_folder(folder_ / "logs", {"val/loss"});
        QVERIFY2(read.has_value(), read ? "" : read.error().str().c_str());
        const auto study = written(*read);
        QCOMPARE(study.name, std::string("logs"));
        QCOMPARE(study.trials.size(), 2u);
        QVERIFY(study.warnings.empty());
        QCOMPARE(study.trials[0].objective.value(), double(1 / 3.0F));
        QCOMPARE(study.best()->number, 0);
        QCOMPARE(study.trials[1].params.get("opt.lr")->as_number(), 0.1);
        QCOMPARE(study.trials[1].params.get("layers")->as_list().size(), 2u);
        QCOMPARE(study.marks.of_trial(1).name, std::string("version_1"));
        EventFolderReader copied(trial_folder(study.folder, 1));
        QCOMPARE(copied.poll().at("val/loss").size(), 3u);
        // A trial of ours has its use of the machine in a folder of its own: no trial beside it.
        events("logs/version_1/system", 7);
        const auto again = read_tensorboard_folder(folder_ / "logs", {"val/loss"});
        QCOMPARE(again->trials.size(), 2u);
        EventFolderReader usage(usage_folder(trial_folder(written(*again).folder, 1)));
        QCOMPARE(usage.poll().at("val/loss").size(), 3u);
        QVERIFY(!read_tensorboard_folder(folder_ / "nothing", {}).has_value());
        put("empty/x.txt", "");
        QVERIFY(!read_tensorboard_folder(folder_ / "empty", {}).has_value());
    }

    void mlflow_experiments_are_studies() {
        put("mlruns/7/meta.yaml", "experiment_id: '7'\nname: digits\nlifecycle_stage: active\n");
        mlflow_run("aaa", "3");
        mlflow_run("bbb", "4");
        mlflow_run("ccc", "3", "deleted");
        put("mlruns/7/aaa/tags/mlflow.note.content", "a note");
        put("mlruns/7/bbb/metrics/val_loss", "1700000001000 nan 0\nbroken\n");
        const auto read = read_mlflow_folder(folder_ / "mlruns", {"val_loss"});
        QVERIFY(read);
        QCOMPARE(read->size(), 1u);
        const auto study = written(read->front());
        QCOMPARE(study.name, std::string("digits"));
        QCOMPARE(study.trials.size(), 2u);
        QCOMPARE(study.trials[0].objective.value(), 0.25);
        QCOMPARE(study.trials[0].params.get("opt/lr")->as_number(), 0.01);
        QCOMPARE(study.trials[0].params.get("name")->as_string(), std::string("Adam"));
        QVERIFY(study.trials[1].state == search::TrialState::failed);
        QVERIFY(std::isnan(study.trials[1].objective.value()));
        QCOMPARE(study.marks.of_trial(0).note, std::string("a note"));
        QCOMPARE(read->front().notes.size(), 2u);  // a broken line, a deleted run
        QVERIFY(read_mlflow_folder(folder_ / "mlruns" / "7", {}).has_value());
    }

    // A copy that was cut short, or somebody's hand in it.
    void half_an_mlruns_gives_its_half() {
        put("mlruns/7/meta.yaml", "experiment_id: '7'\nname: digits\n");
        mlflow_run("aaa", "3");
        mlflow_run("bbb", "3");
        put("mlruns/7/bbb/meta.yaml", "run_id: [\n");
        mlflow_run("ccc", "3");
        fs::remove(folder_ / "mlruns/7/ccc/meta.yaml");
        const auto read = read_mlflow_folder(folder_ / "mlruns", {});
        QCOMPARE(read->front().trials.size(), 1u);
        QCOMPARE(read->front().notes.front(), std::string("digits: 2 runs without a readable meta.yaml were left out"));
        put("mlruns/7/meta.yaml", "experiment_id: [\n");
        const auto nameless = read_mlflow_folder(folder_ / "mlruns", {});
        QCOMPARE(nameless->front().name, std::string("7"));
        QCOMPARE(nameless->front().notes.size(), 2u);
        const auto stopped = read_mlflow_folder(folder_ / "mlruns", {}, [](std::size_t) { return fail("stopped"); });
        QCOMPARE(stopped.error().what, std::string("stopped"));
    }

    void optuna_databases_hold_studies() {
        const fs::path file = folder_ / "optuna.db";
        {
            SQLite::Database database(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            database.exec(
                "CREATE TABLE studies (study_id INTEGER, study_name TEXT);"
                "CREATE TABLE study_directions (direction TEXT, study_id INTEGER, objective INTEGER);"
                "CREATE TABLE trials (trial_id INTEGER, number INTEGER, study_id INTEGER, state TEXT, datetime_start "
                "TEXT, datetime_complete TEXT);"
                "CREATE TABLE trial_params (trial_id INTEGER, param_name TEXT, param_value REAL, distribution_json "
                "TEXT);"
                "CREATE TABLE trial_values (trial_id INTEGER, objective INTEGER, value REAL, value_type TEXT);"
                "CREATE TABLE trial_intermediate_values (trial_id INTEGER, step INTEGER, intermediate_value REAL, "
                "intermediate_value_type TEXT);"
                "INSERT INTO studies VALUES (1, 'digits'), (2, 'empty');"
                "INSERT INTO study_directions VALUES ('MAXIMIZE', 1, 0);"
                "INSERT INTO trials VALUES (1, 0, 1, 'COMPLETE', '2026-11-01 10:00:00.000000', '2026-11-01 "
                "10:01:00.500000'), (2, 1, 1, 'PRUNED', NULL, NULL), (3, 2, 1, 'RUNNING', NULL, NULL), (4, 3, 1, "
                "'COMPLETE', NULL, NULL);"
                "INSERT INTO trial_params VALUES (1, 'lr', 0.01, '{\"name\": \"FloatDistribution\", \"attributes\": "
                "{}}'), (1, 'opt', 1.0, '{\"name\": \"CategoricalDistribution\", \"attributes\": {\"choices\": "
                "[\"SGD\", "
                "\"Adam\"]}}'), (1, 'layers', 3.0, '{\"name\": \"IntDistribution\", \"attributes\": {}}');"
                "INSERT INTO trial_values VALUES (1, 0, 0.9, 'FINITE'), (4, 0, NULL, 'INF_NEG');"
                "INSERT INTO trial_intermediate_values VALUES (1, 5, 0.8, 'FINITE'), (2, 1, 0.1, 'FINITE');");
        }
        const auto read = read_optuna_database(file);
        QVERIFY2(read.has_value(), read ? "" : read.error().str().c_str());
        QCOMPARE(read->size(), 1u);
        const auto study = written(read->front());
        QCOMPARE(study.trials.size(), 3u);
        QVERIFY(study.mode == search::Mode::maximize);
        QCOMPARE(study.best()->number, 0);
        QCOMPARE(study.trials[0].objective.value(), 0.9);
        QCOMPARE(study.trials[0].params.get("opt")->as_string(), std::string("Adam"));
        QCOMPARE(study.trials[0].params.get("layers")->as_int(), std::int64_t{3});
        QCOMPARE(to_iso8601(*study.trials[0].end), std::string("2026-11-01T10:01:00.500Z"));
        QVERIFY(study.trials[1].state == search::TrialState::early_stopped);
        QCOMPARE(study.trials[2].objective.value(), -HUGE_VAL);
        {
            SQLite::Database writer(file.string(), SQLite::OPEN_READWRITE);
            writer.exec("BEGIN EXCLUSIVE");
            QVERIFY(read_optuna_database(file).error().what.find("locked") != std::string::npos);
        }
        SQLite::Database(file.string(), SQLite::OPEN_READWRITE)
            .exec("UPDATE trial_params SET distribution_json = '{\"name\": 3}'");
        QVERIFY(read_optuna_database(file).has_value());
        put("no.db", "this is no database at all, but long enough to be looked at as one");
        QVERIFY(!read_optuna_database(folder_ / "no.db").has_value());
        QVERIFY(!read_optuna_database(folder_ / "missing.db").has_value());
    }

    void rows_of_a_table_are_trials() {
        put("t.csv", "lr,name,acc,loss\n0.1,\"a, b\",0.5,\n1e-3,c,0.75,0.1\n");
        const auto read = read_trials_csv(folder_ / "t.csv", {"acc", search::Mode::maximize}, {"loss"});
        QVERIFY(read);
        const auto study = written(read->front());
        QCOMPARE(study.trials.size(), 2u);
        QCOMPARE(study.best()->number, 1);
        QCOMPARE(study.trials[0].params.get("name")->as_string(), std::string("a, b"));
        QCOMPARE(study.trials[1].params.get("lr")->as_number(), 1e-3);
        QVERIFY(!study.trials[0].metrics.get("loss"));
        QCOMPARE(study.trials[1].metrics.get("loss")->as_number(), 0.1);
        // Where nobody says it, the numbers could be the objective; with results, only these.
        using Names = std::vector<std::string>;
        QCOMPARE(possible_objectives(read_trials_csv(folder_ / "t.csv", {}, {})->front()),
                 (Names{"lr", "acc", "loss"}));
        QCOMPARE(possible_objectives(read_trials_csv(folder_ / "t.csv", {}, {"loss"})->front()), Names{"loss"});
        const auto unknown = read_trials_csv(folder_ / "t.csv", {"nothing"}, {});
        QVERIFY(!unknown.has_value());
        QVERIFY(unknown.error().hint.find("lr, name, acc, loss") != std::string::npos);
        put("bad.csv", "a,b\n1\n");
        QCOMPARE(read_trials_csv(folder_ / "bad.csv", {}, {}).error().line, 2);
        put("twice.csv", "a,b,a\n1,2,3\n");
        QVERIFY(!read_trials_csv(folder_ / "twice.csv", {}, {}).has_value());
        put("word.csv", "a,b\n1,x\n");
        QCOMPARE(read_trials_csv(folder_ / "word.csv", {"b"}, {}).error().line, 2);
    }
};

LATHE_TEST(TestForeign)
#include "test_foreign.moc"
