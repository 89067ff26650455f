// SPDX-License-Identifier: GPL-3.0-or-later
// Programs of others as trials, by the real lathectl: imported from NNI, resumed after a kill, reproduced.
#include <signal.h>

#include <QtTest>
#include <algorithm>
#include <cmath>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/store/study_record.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;
using search::TrialState;

namespace {

// NNI's trial functions, speaking its local protocol with what stands around the trial; a script sees no difference.
const char* const nni_package = R"(
import json, os

def _folder():
    return os.environ["NNI_SYS_DIR"]

def get_next_parameter():
    with open(os.path.join(_folder(), "parameter.cfg")) as file:
        return json.load(file)["parameters"]

def _send(kind, sequence, value):
    folder = os.path.join(_folder(), ".nni")
    os.makedirs(folder, exist_ok=True)
    record = json.dumps({"parameter_id": 0, "trial_job_id": os.environ["NNI_TRIAL_JOB_ID"], "type": kind,
                         "sequence": sequence, "value": json.dumps(value)}) + "\n"
    with open(os.path.join(folder, "metrics"), "ab") as file:
        file.write(b"ME%06d" % len(record.encode()) + record.encode())

_count = 0

def report_intermediate_result(value):
    global _count
    _send("PERIODICAL", _count, value)
    _count += 1

def report_final_result(value):
    _send("FINAL", 0, value)
)";

// As the script of somebody who came from OmegaConf and NNI: flat keys merged into a config of its own.
const char* const script = R"(
import nni

config = {"train": {"batch_size": 64}, "network": {"version": "1_0"}}
for key, value in nni.get_next_parameter().items():
    at = config
    *path, last = key.split(".")
    for part in path:
        at = at[part]
    at[last] = value
loss = 1.0 / config["train"]["batch_size"] + (0.1 if config["network"]["version"] == "1_0" else 0.0)
for epoch in range(3):
    nni.report_intermediate_result(loss + 0.1 * (2 - epoch))
print("trained with", config)
nni.report_final_result(loss)
)";

const char* const nni_config = R"(authorName: default
experimentName: boilerplate
trialConcurrency: 1
maxExecDuration: 1h
maxTrialNum: 10
trainingServicePlatform: local
searchSpacePath: search.json
useAnnotation: false
tuner:
  builtinTunerName: GridSearch
trial:
  command: python3 run_nni.py
  codeDir: .
  gpuNum: 0
)";

const char* const search_json = R"({"train.batch_size": {"_type": "choice", "_value": [32, 64, 128]},
 "network.version": {"_type": "choice", "_value": ["1_0", "1_1"]}})";

}  // namespace

class TestProgramTrials : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

  private Q_SLOTS:
    void init() { ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE); }

    // Many draw their random numbers by it.
    void a_repeated_program_is_told_the_number_of_the_recorded_trial() {
        ctl_->write("t.sh",
                    "mkdir -p \"$LATHE_TRIAL_DIR/.lathe\"\n"
                    "echo \"{\\\"metrics\\\": {\\\"m\\\": $LATHE_TRIAL}}\" >> "
                    "\"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"\n");
        ctl_->write("e.yaml",
                    "lathe: 1\nname: e\ntrial: {command: [sh, t.sh]}\nconfig: {a: 0}\n"
                    "space: {a: {_type: choice, _value: [1, 2, 3]}}\n"
                    "search: {objective: {metric: m}, tuner: {name: Random}, max_trials: 2}\n");
        QVERIFY2(ctl_->run({"tune", ctl_->file("e.yaml")}).code == 0, "");
        const Ran ran = ctl_->run({"reproduce", QString::fromStdString(ctl_->studies().front().string())});
        QVERIFY2(ran.code == 0 && ran.out.contains("2 of 2 trials are equal"), ran.out + ran.err);
    }

    // NNI's trials read what was chosen, not the config.
    void a_repeated_program_is_told_what_was_chosen() {
        ctl_->write("t.sh",
                    "a=$(tr -dc 0-9 < \"$LATHE_TRIAL_DIR/.lathe/params.json\")\n"
                    "echo \"{\\\"metrics\\\": {\\\"m\\\": ${a:-0}}}\" >> "
                    "\"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"\n");
        ctl_->write("e.yaml",
                    "lathe: 1\nname: e\ntrial: {command: [sh, t.sh]}\nconfig: {a: 0}\n"
                    "space: {a: {_type: choice, _value: [1, 2, 3]}}\n"
                    "search: {objective: {metric: m}, tuner: {name: Random}, max_trials: 2}\n");
        QVERIFY2(ctl_->run({"tune", ctl_->file("e.yaml")}).code == 0, "");
        const QString study = QString::fromStdString(ctl_->studies().front().string());
        Ran ran = ctl_->run({"reproduce", study});
        QVERIFY2(ran.code == 0 && ran.out.contains("2 of 2 trials are equal"), ran.out + ran.err);

        const auto value_of = [&](const QString& target, const QString& name) {
            const Ran again = ctl_->run({"run", target, "--name", name, "--json"});
            const auto json = parse_json(again.out.toStdString());
            return json ? (*json)["trials"][0]["objective"].get<double>() : std::nan("");
        };
        const auto recorded = store::read_study(study.toStdString());
        QVERIFY(recorded && recorded->trials.back().objective);
        const double wanted = *recorded->trials.back().objective;
        QCOMPARE(value_of(study + "/trials/0001", "alone"), wanted);
        const auto studies = ctl_->studies();
        const auto alone = std::ranges::find_if(
            studies, [](const auto& folder) { return folder.filename().string().starts_with("alone"); });
        QVERIFY(alone != studies.end());
        QCOMPARE(value_of(QString::fromStdString(alone->string()), "again"), wanted);
        QCOMPARE(value_of(QString::fromStdString((*alone / "experiment.yaml").string()), "by file"), wanted);
        const QString bundle = ctl_->file("one.lathe.tar.zst");
        QCOMPARE(ctl_->run({"export", study + "/trials/0001", "--to", "bundle", "-o", bundle}).code, 0);
        QCOMPARE(ctl_->run({"trust", bundle}).code, 0);
        QCOMPARE(value_of(bundle, "packed"), wanted);
    }

    void a_script_that_changed_is_told() {
        ctl_->set("LATHE_QUEUE", ctl_->file("queue"));
        const QByteArray script_text =
            "mkdir -p \"$LATHE_TRIAL_DIR/.lathe\"\n"
            "echo '{\"metrics\": {\"m\": 1}}' >> \"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"\n";
        ctl_->write("t.sh", script_text);
        ctl_->write("e.yaml",
                    "lathe: 1\nname: e\ntrial: {command: [sh, t.sh]}\nconfig: {a: 0}\n"
                    "space: {a: {_type: choice, _value: [1, 2, 3]}}\n"
                    "search: {objective: {metric: m}, tuner: {name: Random}, max_trials: 1}\n");
        QVERIFY2(ctl_->run({"tune", ctl_->file("e.yaml")}).code == 0, "");
        QVERIFY2(ctl_->run({"queue", "add", ctl_->file("e.yaml"), "--name", "queued"}).code == 0, "");
        const QString study = QString::fromStdString(ctl_->studies().front().string());
        Ran ran = ctl_->run({"run", study, "--name", "again"});
        QVERIFY2(ran.code == 0 && !ran.err.contains("has changed"), ran.err);

        ctl_->write("t.sh", script_text + "# another\n");
        ran = ctl_->run({"run", study, "--name", "changed"});
        QVERIFY2(ran.code == 0 && ran.err.count("trial.command: t.sh has changed") == 1, ran.err);
        ran = ctl_->run({"reproduce", study});
        QVERIFY2(ran.code == 1 && ran.err.contains("trial.command: t.sh has changed"), ran.err);
        ran = ctl_->run({"resume", study, "--trials", "2"});
        QVERIFY2(ran.code == 0 && ran.err.count("trial.command: t.sh has changed") == 1, ran.err);
        QVERIFY2(ctl_->run({"queue", "run"}).code == 0, "");
        QFile log(ctl_->file("queue/items/0001/log.txt"));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray logged = log.readAll();
        QVERIFY2(logged.contains("since this was put into the queue, trial.command: t.sh has changed"), logged);
    }

    void an_objective_that_is_no_number_is_a_failure() {
        ctl_->write("t.sh",
                    "mkdir -p \"$LATHE_TRIAL_DIR/.lathe\"\n"
                    "echo '{\"metrics\": {\"m\": \"NaN\"}}' >> \"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"\n");
        ctl_->write("e.yaml",
                    "lathe: 1\ntrial: {command: [sh, t.sh]}\nconfig: {a: 1}\nsearch: {objective: {metric: m}}\n");
        const Ran ran = ctl_->run({"run", ctl_->file("e.yaml")});
        QCOMPARE(ran.code, 1);
        const auto study = ctl_->study();
        QCOMPARE(study.trials.front().state, TrialState::failed);
        QVERIFY(study.trials.front().error.find("is not a number at the end") != std::string::npos);
        QVERIFY(study.best() == nullptr);
        const Ran csv = ctl_->run({"export", QString::fromStdString(study.folder.string()), "--to", "csv"});
        QVERIFY2(csv.out.contains("nan") && !csv.out.contains(".nan"), csv.out);
    }

    void a_search_of_nni_runs_as_it_is() {
        QDir(ctl_->file("")).mkpath("nni");
        ctl_->write("nni/__init__.py", nni_package);
        ctl_->write("run_nni.py", script);
        ctl_->write("nni_config.yml", nni_config);
        ctl_->write("search.json", search_json);
        const Ran imported = ctl_->run({"import", "nni", ctl_->file("nni_config.yml"), "-o", ctl_->file("e.yaml")});
        QVERIFY2(imported.code == 0, imported.err);
        const Ran valid = ctl_->run({"config", "validate", ctl_->file("e.yaml")});
        QVERIFY2(valid.code == 0, valid.err);
        const Ran ran = ctl_->run({"tune", ctl_->file("e.yaml")});
        QVERIFY2(ran.code == 0, ran.err);
        const auto study = ctl_->study();
        QCOMPARE(study.trials.size(), 6u);
        for (const auto& trial : study.trials) {
            QCOMPARE(trial.state, TrialState::succeeded);
            const auto curve = store::EventFolderReader(store::trial_folder(study.folder, trial.number)).poll();
            QCOMPARE(curve.at("default").size(), 3u);
        }
        QCOMPARE(study.best()->params.get("train.batch_size")->as_int(), 128);
        QCOMPARE(study.best()->params.get("network.version")->as_string(), std::string("1_1"));
        // Back to NNI's file, and from it the same again.
        const Ran exported = ctl_->run(
            {"export", QString::fromStdString(study.folder.string()), "--to", "nni", "-o", ctl_->file("back.yml")});
        QVERIFY2(exported.code == 0, exported.err);
        const Ran again = ctl_->run({"import", "nni", ctl_->file("back.yml"), "-o", ctl_->file("again.yaml")});
        QVERIFY2(again.code == 0, again.err);
        const Ran difference = ctl_->run({"config", "diff", ctl_->file("e.yaml"), ctl_->file("again.yaml")});
        QVERIFY2(difference.out.isEmpty(), difference.out);
    }

    void what_validate_refuses_tune_refuses() {
        for (const char* trial : {"{command: [nothing-of-this-name]}", "{command: [sh, -c, 'echo {no.key}']}",
                                  "{command: [sh], code_dir: nowhere}", "{command: a | b}"}) {
            ctl_->write("p.yaml", QByteArray("lathe: 1\ntrial: ") + trial +
                                      "\nconfig: {lr: 1}\nspace: {lr: {_type: uniform, _value: [0, 1]}}\n"
                                      "search: {objective: {metric: loss}}\n");
            const Ran valid = ctl_->run({"config", "validate", ctl_->file("p.yaml")});
            QVERIFY2(valid.code == 2, trial);
            const Ran ran = ctl_->run({"tune", ctl_->file("p.yaml")});
            QVERIFY2(ran.code == 2, trial);
            QCOMPARE(ran.err, valid.err);
            QVERIFY(ctl_->studies().empty());
        }
    }

    void lathe_killed_takes_the_program_with_it_and_resumes() {
        ctl_->write("t.sh",
                    "if [ $LATHE_RESUME = 0 ]; then echo $$ > pid; while :; do sleep 0.02; done; fi\n"
                    "printf '%s\\n' '{\"metrics\": {\"loss\": 0.5}}' >> \"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"\n");
        ctl_->write(
            "p.yaml",
            "lathe: 1\ntrial: {command: [sh, t.sh]}\nconfig: {lr: 1}\nspace: {lr: {_type: uniform, _value: [0, 1]}}\n"
            "search: {objective: {metric: loss}, tuner: {name: Random}, max_trials: 1}\n");
        auto process = ctl_->start({"tune", ctl_->file("p.yaml")});
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(ctl_->file("pid")).size() > 0, 60000);
        QFile file(ctl_->file("pid"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const int pid = file.readAll().trimmed().toInt();
        process->kill();
        process->waitForFinished();
        QTRY_VERIFY_WITH_TIMEOUT(::kill(pid, 0) != 0, 20000);
        const Ran ran = ctl_->run({"resume", QString::fromStdString(ctl_->studies().at(0).string())});
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(ctl_->study().trials.front().state, TrialState::succeeded);
        QCOMPARE(*ctl_->study().trials.front().objective, 0.5);
    }

    void a_program_is_reproduced() {
        ctl_->write(
            "t.sh",
            "for i in 0 1 2; do printf '%s\\n' \"{\\\"step\\\": $i, \\\"metrics\\\": {\\\"loss\\\": $i.5}}\" >> "
            "\"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"; done\n");
        ctl_->write("p.yaml", "lathe: 1\ntrial: {command: [sh, t.sh]}\nconfig: {lr: 1}\n");
        const Ran ran = ctl_->run({"run", ctl_->file("p.yaml")});
        QVERIFY2(ran.code == 0, ran.err);
        const QString folder = QString::fromStdString(ctl_->studies().at(0).string());
        const Ran equal = ctl_->run({"reproduce", folder});
        QVERIFY2(equal.code == 0 && equal.out.contains("3 scalars"), equal.out + equal.err);
        ctl_->write("t.sh",
                    "printf '%s\\n' '{\"step\": 0, \"metrics\": {\"loss\": 7}}' >> "
                    "\"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"\n");
        const Ran other = ctl_->run({"reproduce", folder});
        QVERIFY2(other.code == 1, other.out + other.err);
    }
};

LATHE_CORE_TEST(TestProgramTrials)
#include "test_program_trials.moc"
