// SPDX-License-Identifier: GPL-3.0-or-later
// What ran can be run again: from its study, from a trial, from another folder, and it proves itself equal.
#include <QtTest>

#include "core/base/files.h"
#include "core/base/json_reader.h"
#include "core/run/reproduction.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

namespace {

QByteArray a_table() {
    QByteArray text = "a,b,c,kind\n";
    for (int i = 0; i < 240; ++i)
        text += QByteArray::number((i * 37) % 101 / 50.0) + "," + QByteArray::number((i * 53) % 89 / 40.0) + "," +
                QByteArray::number((i * 11) % 17) + "," + (((i * 37) % 101 > 50) ? "up" : "down") + "\n";
    return text;
}

const char csv_experiment[] = R"(lathe: 1
name: table
config:
  train: {epochs: 3, batch_size: 16}
  network: {name: mlp}
  data: {name: csv, file: tables/t.csv, target: kind, val_part: 0.2, test_part: 0.2}
  opt: {name: Adam, lr: 0.01}
  log: {every_n_steps: 2}
  hw: {device: cpu, threads: 1}
  seed: 5
space:
  opt.lr: {_type: loguniform, _value: [1e-4, 0.1]}
search:
  objective: {metric: val_loss, mode: minimize}
  tuner: {name: TPE, args: {seed: 1}}
  max_trials: 3
)";

QString text_of(const fs::path& path) {
    return QString::fromStdString(path.string());
}

}  // namespace

class TestAgain : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

    Ran elsewhere(QStringList arguments) {
        auto process = std::make_unique<QProcess>();
        process->setWorkingDirectory("/");
        process->start(LATHECTL, QStringList{"--workspace", ctl_->file("again")} + arguments);
        return Lathectl::finish(*process);
    }
    std::vector<fs::path> again() const {
        std::vector<fs::path> found;
        std::error_code code;
        for (const auto& entry : fs::directory_iterator(ctl_->file("again").toStdString(), code))
            if (entry.is_directory() && entry.path().filename() != "bundles") found.push_back(entry.path());
        return found;
    }
    static std::string metrics_of(const fs::path& trial) { return read_file(trial / "metrics.csv").value(); }

    // Every trial of the study was trained again with the same numbers.
    void compare_all(const fs::path& a, const fs::path& b) {
        const auto one = store::read_study(a).value();
        const auto other = store::read_study(b).value();
        QCOMPARE(other.trials.size(), one.trials.size());
        QCOMPARE(other.is_search, one.is_search);
        for (const auto& trial : one.trials) {
            QVERIFY(other.trials.at(static_cast<std::size_t>(trial.number)).params == trial.params);
            QCOMPARE(metrics_of(store::trial_folder(b, trial.number)),
                     metrics_of(store::trial_folder(a, trial.number)));
        }
    }

  private Q_SLOTS:
    void init() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        ctl_->unset("LATHE_ENGINE");
        QVERIFY(QDir().mkpath(ctl_->file("tables")));
        ctl_->write("tables/t.csv", a_table());
        ctl_->write("table.yaml", csv_experiment);
    }

    void each_kind_of_run_gives_the_same_again_data() {
        QTest::addColumn<QList<QStringList>>("commands");
        using Commands = QList<QStringList>;
        QTest::newRow("a run with relative paths") << Commands{{"run", "table.yaml"}};
        QTest::newRow("overrides") << Commands{{"run", "table.yaml", "opt.lr=0.003", "train.epochs=2", "seed=9"}};
        QTest::newRow("a search") << Commands{{"tune", "table.yaml"}};
        QTest::newRow("--trials, a sweep, overrides")
            << Commands{{"tune", "table.yaml", "--trials", "4", "train.batch_size=8,32", "train.epochs=2"}};
        QTest::newRow("limits changed on the way")
            << Commands{{"tune", "table.yaml", "--trials", "2"}, {"resume", "STUDY", "--trials", "4"}};
        QTest::newRow("composed of files") << Commands{{"run", "composed.yaml", "network=wide"}};
        QTest::newRow("epochs that the tuner gives") << Commands{{"tune", "bands.yaml"}};
    }
    void each_kind_of_run_gives_the_same_again() {
        QFETCH(QList<QStringList>, commands);
        QVERIFY(QDir().mkpath(ctl_->file("network")));
        ctl_->write("network/wide.yaml", "name: mlp\nhidden: [48]\n");
        ctl_->write("network/small.yaml", "name: mlp\nhidden: [8]\n");
        QByteArray composed(csv_experiment);
        composed.replace("  network: {name: mlp}\n", "");
        composed.replace("config:\n", "defaults:\n  - network: small\nconfig:\n");
        ctl_->write("composed.yaml", composed);
        QByteArray bands(csv_experiment);
        bands.replace("tuner: {name: TPE, args: {seed: 1}}", "tuner: {name: Hyperband, args: {R: 4, eta: 2}}");
        bands.replace("max_trials: 3", "max_trials: 6");
        ctl_->write("bands.yaml", bands);
        for (QStringList& command : commands) {
            if (const auto at = command.indexOf("STUDY"); at >= 0) command[at] = text_of(ctl_->studies().front());
            const Ran ran = ctl_->run(command);
            QVERIFY2(ran.code == 0, ran.err);
        }
        const fs::path study = ctl_->studies().front();

        // From its folder, as from its file, with another current folder.
        Ran ran = elsewhere({"run", text_of(study)});
        QVERIFY2(ran.code == 0, ran.err);
        compare_all(study, again().front());
        const fs::path first = again().front();
        ran = elsewhere({"run", text_of(first / "experiment.yaml")});
        QVERIFY2(ran.code == 0, ran.err);
        for (const auto& other : again())
            if (other != first) compare_all(study, other);

        // The last trial by itself.
        const auto record = store::read_study(study).value();
        const fs::path last = store::trial_folder(study, record.trials.back().number);
        fs::remove_all(ctl_->file("again").toStdString());
        const bool alone = !record.trials.back().start_from;
        ran = elsewhere({"run", text_of(last)});
        QVERIFY2(ran.code == (alone ? 0 : 2), ran.err);
        if (alone) QCOMPARE(metrics_of(store::trial_folder(again().front(), 0)), metrics_of(last));

        // And it proves itself.
        ran = elsewhere({"reproduce", text_of(study)});
        QVERIFY2(ran.code == 0, ran.out + ran.err);
        QVERIFY2(ran.out.contains("equal: ") && ran.out.contains(" weights"), ran.out);
        const auto kept = run::read_reproduction(store::trial_folder(study, 0)).value();
        QVERIFY(kept && kept->equal && kept->weights_are == run::Reproduction::Weights::equal);
    }

    void what_the_person_wrote_is_kept_beside() {
        QByteArray text(csv_experiment);
        text.prepend("# mine\n");
        ctl_->write("table.yaml", text);
        QVERIFY2(ctl_->run({"run", "table.yaml", "seed=3"}).code == 0, "");
        const fs::path study = ctl_->studies().front();
        QCOMPARE(read_file(study / "source/table.yaml").value(), text.toStdString());
        QVERIFY(!fs::exists(study / "effective.json"));
    }

    void a_difference_is_told_and_is_exit_1() {
        QVERIFY2(ctl_->run({"run", "table.yaml"}).code == 0, "");
        const fs::path trial = ctl_->studies().front() / "trials/0000";
        auto metrics = QByteArray::fromStdString(metrics_of(trial));
        const auto rows = metrics.split('\n');
        // One digit of one number.
        QByteArray row = rows.at(2);
        const auto digit = row.lastIndexOf('1') >= 0 ? row.lastIndexOf('1') : row.lastIndexOf('2');
        row[digit] = '3';
        metrics.replace(rows.at(2), row);
        QVERIFY(write_file_atomically(trial / "metrics.csv", metrics.toStdString()));
        Ran ran = elsewhere({"reproduce", text_of(trial)});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.out.contains("differs: ") && ran.out.contains("recorded"), ran.out);
        QVERIFY(!run::read_reproduction(trial).value()->equal);
        ran = elsewhere({"reproduce", text_of(trial), "--tolerance", "1e9"});
        QVERIFY2(ran.code == 0 && ran.out.contains("1 of 1 trial is equal within 1"), ran.out);
    }

    void changed_data_are_told_before_anything_trains() {
        QVERIFY2(ctl_->run({"run", "table.yaml"}).code == 0, "");
        const fs::path study = ctl_->studies().front();
        ctl_->write("tables/t.csv", a_table().replace("up", "UP"));
        Ran ran = elsewhere({"reproduce", text_of(study)});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("t.csv has changed") && ran.out.contains("is not as it was"), ran.out + ran.err);
        QVERIFY(QFile::remove(ctl_->file("tables/t.csv")));
        ran = elsewhere({"reproduce", text_of(study)});
        QVERIFY2(ran.code == 1 && ran.err.contains("missing"), ran.err);
        QVERIFY(!run::read_reproduction(study / "trials/0000").value());
    }

    void a_deleted_trial_is_no_difference() {
        QVERIFY2(ctl_->run({"tune", "table.yaml", "--trials", "2"}).code == 0, "");
        const fs::path study = ctl_->studies().front();
        Ran ran = ctl_->run({"rm", text_of(study / "trials/0000")});
        QVERIFY2(ran.code == 0, ran.err);
        ran = elsewhere({"reproduce", text_of(study)});
        QVERIFY2(ran.code == 0 && ran.out.contains("1 of 1 trial is equal"), ran.out + ran.err);
    }

    // A rerun, a rerun of a trial with another value, and a search that starts from what another found know their
    // parents, and tell what changed.
    void what_is_run_again_knows_its_parent() {
        QVERIFY2(ctl_->run({"tune", "table.yaml", "--trials", "2"}).code == 0, "");
        const fs::path search = ctl_->studies().front();
        const auto record = store::read_study(search).value();
        QVERIFY2(elsewhere({"run", text_of(search / "trials/0001"), "opt.lr=0.5"}).code == 0, "");
        const fs::path child = again().front();
        const auto of_child = store::read_study(child).value();
        QVERIFY(of_child.from);
        QCOMPARE(of_child.from->id, record.id);
        QCOMPARE(of_child.from->trial, std::optional(1));
        QVERIFY(read_file(child / "experiment.yaml").value().find("from:") != std::string::npos);
        QByteArray warm(csv_experiment);
        warm.replace("  max_trials: 3", ("  max_trials: 2\n  warm_start: [" + search.string() + "]").c_str());
        ctl_->write("warm.yaml", warm);
        QVERIFY2(elsewhere({"tune", ctl_->file("warm.yaml")}).code == 0, "");
        for (const auto& folder : again()) {
            const auto study = store::read_study(folder).value();
            if (!study.is_search) continue;
            QCOMPARE(study.warm_start.size(), std::size_t{1});
            QCOMPARE(study.warm_start.front().id, record.id);
            QVERIFY(study.trials.front().from && study.trials.front().from->how == search::Origin::How::warm_start);
        }
        // The parent lies in another workspace: it is named.
        Ran ran = elsewhere({"show", text_of(child), "--descent"});
        QVERIFY2(ran.code == 0 && ran.out.contains(QByteArray::fromStdString(search.filename().string())) &&
                     ran.out.contains("not in this workspace"),
                 ran.out + ran.err);
        // In one workspace all of it is there, with what changed.
        fs::rename(search, child.parent_path() / search.filename());
        ran = elsewhere({"show", text_of(child), "--descent", "--json"});
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY2(json, ran.out + ran.err);
        QCOMPARE(json->at("study").get<std::string>(), search.filename().string());
        QCOMPARE(json->at("children").size(), std::size_t{2});  // trial 1, and the warm start
        const Json& trial = json->at("children")[0];
        QCOMPARE(trial.at("trial").get<int>(), 1);
        const Json& changes = trial.at("children")[0].at("changes");
        QCOMPARE(changes.size(), std::size_t{1});
        QCOMPARE(changes[0].at("path").get<std::string>(), std::string("opt.lr"));
        QCOMPARE(changes[0].at("own").get<double>(), 0.5);
        ran = elsewhere({"show", text_of(child)});
        QVERIFY2(ran.out.contains(QByteArray::fromStdString(search.filename().string() + "/trials/0001")), ran.out);
    }

    void any_number_of_trials_are_compared() {
        QVERIFY2(ctl_->run({"tune", "table.yaml"}).code == 0, "");
        const QString study = text_of(ctl_->studies().front());
        const QStringList trials{study + "/trials/0000", study + "/trials/0001", study + "/trials/0002"};
        Ran ran = ctl_->run(QStringList{"show"} + trials + QStringList{"--compare"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY2(ran.out.contains("PARAMETERS") && ran.out.contains("val_loss (best)"), ran.out);
        QVERIFY2(!ran.out.contains("train.epochs"), ran.out);  // the same in all
        ran = ctl_->run(QStringList{"show"} + trials + QStringList{"--compare", "--all", "--json"});
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY2(json, ran.out + ran.err);
        QCOMPARE(json->at("trials").size(), std::size_t{3});
        bool found = false;
        for (const auto& row : json->at("config"))
            found = found || (row.at("path") == "train.epochs" && row.at("values") == Json{3, 3, 3});
        QVERIFY(found);
        ran = ctl_->run(QStringList{"show"} + trials + QStringList{"--compare", "--csv"});
        QVERIFY2(ran.out.startsWith("section,property,") && ran.out.contains("parameters,opt.lr,"), ran.out);
        QCOMPARE(ctl_->run({"show", trials[0], trials[0], "--compare"}).out, QByteArray("no difference\n"));
        QCOMPARE(ctl_->run({"show", trials[0], trials[1]}).code, 2);
        ran = ctl_->run({"show", study, "--compare"});  // its best, with nothing
        QVERIFY2(ran.code == 2 && ran.err.contains("name another"), ran.out + ran.err);
        QVERIFY2(ctl_->run({"show", study, "--compare", "--all"}).out.contains("PARAMETERS"), "");
        QCOMPARE(ctl_->run({"show", trials[0], "--csv"}).code, 2);
    }

    void the_environments_of_two_runs_are_compared() {
        QVERIFY2(ctl_->run({"run", "table.yaml"}).code == 0, "");
        const QString study = text_of(ctl_->studies().front());
        QVERIFY2(elsewhere({"run", study, "opt.lr=0.5"}).code == 0, "");
        const Ran ran = elsewhere({"show", study, "--diff", text_of(again().front()), "--json"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY(json && json->at("environment").is_array());
        QCOMPARE(json->at("config").size(), 1u);
        QCOMPARE(json->at("config")[0].at("path").get<std::string>(), std::string("opt.lr"));
    }

    void a_bundle_runs_elsewhere_and_gives_the_same() {
        QVERIFY2(ctl_->run({"tune", "table.yaml", "--trials", "2"}).code == 0, "");
        const fs::path study = ctl_->studies().front();
        const QString bundle = ctl_->file("t.lathe.tar.zst");
        Ran ran =
            elsewhere({"export", text_of(study / "experiment.yaml"), "--to", "bundle", "-o", bundle, "--with-data"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY(QFile::rename(ctl_->file("tables"), ctl_->file("moved")));
        ran = elsewhere({"run", bundle});
        QVERIFY2(ran.code == 0, ran.err);
        compare_all(study, again().front());
    }

    void the_bundle_of_one_trial_proves_itself() {
        QVERIFY2(ctl_->run({"tune", "table.yaml", "--trials", "2"}).code == 0, "");
        const fs::path trial = ctl_->studies().front() / "trials/0001";
        const QString bundle = ctl_->file("t.lathe.tar.zst");
        Ran ran = elsewhere({"export", text_of(trial), "--to", "bundle", "-o", bundle, "--with-data"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY(QFile::rename(ctl_->file("tables"), ctl_->file("moved")));
        fs::rename(ctl_->studies().front(), ctl_->file("gone").toStdString());
        for (int time = 0; time < 2; ++time) {  // the first leaves its result beside the unpacked record
            ran = elsewhere({"reproduce", bundle});
            QVERIFY2(ran.code == 0, ran.out + ran.err);
            QVERIFY2(ran.out.contains("trial 1: equal: ") && ran.out.contains(" weights\n") &&
                         ran.out.contains("1 of 1 trial is equal"),
                     ran.out);
        }
        const fs::path unpacked = fs::directory_iterator(ctl_->file("again/bundles").toStdString())->path();
        QVERIFY(run::read_reproduction(unpacked / "trial").value()->equal);
        ran = elsewhere({"reproduce", text_of(unpacked)});
        QVERIFY2(ran.code == 0 && ran.out.contains("1 of 1 trial is equal"), ran.out + ran.err);
        // What is compared with is what was packed.
        QByteArray metrics = QByteArray::fromStdString(metrics_of(unpacked / "trial"));
        QVERIFY(write_file_atomically(unpacked / "trial/metrics.csv", metrics.replace('1', '2').toStdString()));
        ran = elsewhere({"reproduce", bundle});
        QVERIFY2(ran.code == 2 && ran.err.contains("metrics.csv: was changed"), ran.out + ran.err);
        ran = elsewhere({"reproduce", text_of(unpacked)});
        QVERIFY2(ran.code == 1 && ran.out.contains("differs: "), ran.out + ran.err);
    }

    void the_bundle_of_one_trial_knows_its_data() {
        QVERIFY2(ctl_->run({"run", "table.yaml"}).code == 0, "");
        const fs::path trial = ctl_->studies().front() / "trials/0000";
        const QString bundle = ctl_->file("t.lathe.tar.zst");
        Ran ran = elsewhere({"export", text_of(trial), "--to", "bundle", "-o", bundle});
        QVERIFY2(ran.code == 0, ran.err);
        ctl_->write("tables/t.csv", a_table().replace("up", "UP"));
        ran = elsewhere({"reproduce", bundle});
        QCOMPARE(ran.code, 1);
        QVERIFY2(ran.err.contains("t.csv has changed") && ran.out.contains("is not as it was"), ran.out + ran.err);
    }

    void the_bundle_of_a_composed_experiment_stands_by_itself() {
        QVERIFY(QDir().mkpath(ctl_->file("network")));
        ctl_->write("network/small.yaml", "name: mlp\nhidden: [8]\n");
        QByteArray composed(csv_experiment);
        composed.replace("  network: {name: mlp}\n", "");
        composed.replace("config:\n", "defaults:\n  - network: small\nconfig:\n");
        ctl_->write("composed.yaml", composed);
        QVERIFY2(ctl_->run({"run", "composed.yaml"}).code == 0, "");
        const QString bundle = ctl_->file("c.lathe.tar.zst");
        Ran ran = elsewhere({"export", ctl_->file("composed.yaml"), "--to", "bundle", "-o", bundle, "--with-data"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY(QFile::rename(ctl_->file("network"), ctl_->file("moved")));
        ran = elsewhere({"run", bundle});
        QVERIFY2(ran.code == 0, ran.err);
        compare_all(ctl_->studies().front(), again().front());
    }

    void a_study_of_an_earlier_lathe_is_not_run_as_another_experiment() {
        QVERIFY2(ctl_->run({"run", "table.yaml"}).code == 0, "");
        const fs::path study = ctl_->studies().front();
        QVERIFY(write_file_atomically(study / "effective.json", "{}"));
        for (const char* command : {"run", "resume"}) {
            const Ran ran = ctl_->run({command, text_of(study)});
            QVERIFY2(ran.code == 2 && ran.err.contains("earlier Lathe"), ran.err);
        }
        QCOMPARE(ctl_->run({"show", text_of(study)}).code, 0);
    }

    void a_changed_config_does_not_go_on_but_changed_limits_do() {
        QVERIFY2(ctl_->run({"tune", "table.yaml", "--trials", "1"}).code == 0, "");
        const fs::path file = ctl_->studies().front() / "experiment.yaml";
        const QString study = text_of(file.parent_path());
        const QString kept = QString::fromStdString(read_file(file).value());
        QString edited = kept;
        QVERIFY(write_file_atomically(file, edited.replace("seed: 5", "seed: 6").toStdString()));
        const Ran ran = ctl_->run({"resume", study});
        QVERIFY2(ran.code == 2 && ran.err.contains("was changed since the study was begun"), ran.err);
        edited = kept;
        QVERIFY(write_file_atomically(file, edited.replace("max_trials: 1", "max_trials: 2").toStdString()));
        QCOMPARE(ctl_->run({"resume", study}).code, 0);
        const auto record = store::read_study(file.parent_path()).value();
        QCOMPARE(record.trials.size(), 2u);
        QCOMPARE(record.max_trials, 2);
    }

    void an_edited_record_is_not_compared_or_taken_for_what_ran() {
        QVERIFY2(ctl_->run({"tune", "table.yaml", "--trials", "2"}).code == 0, "");
        const fs::path study = ctl_->studies().front();
        Ran ran = ctl_->run({"resume", text_of(study), "--trials", "1"});
        QVERIFY2(ran.code == 2 && ran.err.contains("has 2 trials already"), ran.err);
        QString text = QString::fromStdString(read_file(study / "experiment.yaml").value());
        QVERIFY(text.contains("max_trials: 2"));
        QVERIFY(write_file_atomically(study / "experiment.yaml", text.replace("epochs: 3", "epochs: 2").toStdString()));
        for (const QStringList& arguments :
             {QStringList{"reproduce", text_of(study)}, QStringList{"run", text_of(study / "trials/0001")}}) {
            ran = elsewhere(arguments);
            QVERIFY2(ran.code == 2 && ran.err.contains("was changed since the study was begun"), ran.err);
        }
    }

    void a_trial_exported_for_slurm_is_that_trial() {
        QVERIFY2(ctl_->run({"tune", "table.yaml", "--trials", "2"}).code == 0, "");
        const fs::path trial = ctl_->studies().front() / "trials/0001";
        const Ran ran = elsewhere({"export", text_of(trial), "--to", "slurm"});
        QVERIFY2(ran.code == 0 && ran.out.contains("trials/0001"), ran.out + ran.err);
    }

    void a_bundle_without_its_data_finds_them_where_they_lie() {
        QVERIFY2(ctl_->run({"run", "table.yaml"}).code == 0, "");
        const QString bundle = ctl_->file("n.lathe.tar.zst");
        QVERIFY2(elsewhere({"export", ctl_->file("table.yaml"), "--to", "bundle", "-o", bundle}).code == 0, "");
        Ran ran = elsewhere({"run", bundle});
        QVERIFY2(ran.code == 0, ran.err);
        compare_all(ctl_->studies().front(), again().front());
        QVERIFY(QFile::remove(ctl_->file("tables/t.csv")));
        ran = elsewhere(
            {"export", ctl_->file("table.yaml"), "--to", "bundle", "-o", ctl_->file("m.lathe.tar.zst"), "--with-data"});
        QVERIFY2(ran.code != 0 && ran.err.contains("data.file"), ran.err);
        QVERIFY(!QFile::exists(ctl_->file("m.lathe.tar.zst")));
    }

    // Where the data were moved while a trial waits to go on, it waits on, and the command says so.
    void a_trial_that_lacks_its_data_can_go_on_later() {
        QVERIFY2(ctl_->run({"run", "table.yaml"}).code == 0, "");
        const fs::path study = ctl_->studies().front();
        // As a kill leaves it: begun, with a checkpoint, without an end.
        const auto whole = metrics_of(study / "trials/0000");
        auto journal = QByteArray::fromStdString(read_file(study / "study.jsonl").value());
        QByteArrayList kept;
        for (const QByteArray& line : journal.split('\n'))
            if (!line.contains("\"finished\"")) kept << line;
        QVERIFY(write_file_atomically(study / "study.jsonl", kept.join('\n').toStdString()));
        auto record = parse_json(read_file(study / "trials/0000/trial.json").value()).value();
        record["state"] = "RUNNING";
        QVERIFY(write_file_atomically(study / "trials/0000/trial.json", dump_json(record)));

        QVERIFY(QFile::rename(ctl_->file("tables"), ctl_->file("away")));
        Ran ran = ctl_->run({"resume", text_of(study)});
        QVERIFY2(ran.code == 2 && ran.err.contains("t.csv: data.file: cannot be read"), ran.err);
        QCOMPARE(store::read_study(study)->trials.at(0).state, search::TrialState::waiting);
        QVERIFY(QFile::rename(ctl_->file("away"), ctl_->file("tables")));
        ran = ctl_->run({"resume", text_of(study)});
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(store::read_study(study)->trials.at(0).state, search::TrialState::succeeded);
        QCOMPARE(metrics_of(study / "trials/0000"), whole);
    }

    void a_search_that_goes_on_with_other_data_says_so() {
        QVERIFY2(ctl_->run({"tune", "table.yaml", "--trials", "1"}).code == 0, "");
        const QString study = text_of(ctl_->studies().front());
        Ran ran = ctl_->run({"resume", study, "--trials", "2"});
        QVERIFY2(ran.code == 0 && !ran.err.contains("warning"), ran.err);
        ctl_->write("tables/t.csv", a_table().replace("up", "UP"));
        ran = ctl_->run({"resume", study, "--trials", "3"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY2(ran.err.contains("warning: since this study ran before, data.file: t.csv has changed"), ran.err);
    }

    void a_search_with_a_failed_trial_is_exit_1() {
        ctl_->set("LATHE_ENGINE", LATHE_FAKE_ENGINE);
        ctl_->set("LATHE_FAKE_FAIL", "0001");
        const Ran ran = ctl_->run({"tune", ctl_->experiment()});
        QVERIFY2(ran.code == 1 && ran.err.contains("1 of 4 trials failed"), ran.err);
        const auto study = ctl_->study();
        QCOMPARE(study.state, store::StudyState::finished);
        QVERIFY(!study.trials.at(1).facts.string_or("host", "").empty());
    }
};

LATHE_CORE_TEST(TestAgain)
#include "test_again.moc"
