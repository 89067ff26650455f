// SPDX-License-Identifier: GPL-3.0-or-later
// Programs of others as trials: shell scripts that report, hang, flood, crash and leave children behind.
#include <QTemporaryDir>
#include <QtTest>

#include <signal.h>
#include <fstream>
#include <thread>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/config/document.h"
#include "core/run/preflight.h"
#include "core/run/session.h"
#include "core/search/experiment_file.h"
#include "core/store/event_file.h"
#include "core/store/study_record.h"
#include "core/store/trial_curves_reader.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::TrialState;

namespace {

const std::string head = "report() { printf '%s\\n' \"$1\" >> \"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"; }\n";

struct ProgramBench {
    ProgramBench() { services.program_tools.supervisor = LATHE_BINARY_DIR "/bin/lathe-supervise"; }

    std::string trial_options{};  // more of trial:
    std::string arguments{};      // more of its command
    std::string config{};         // more of config:

    search::Experiment experiment(const std::string& script, const std::string& more = {}) {
        const std::string file = dir.filePath("train.sh").toStdString();
        if (!write_file_atomically(file, head + script)) qFatal("cannot write");
        const std::string text =
            "lathe: 1\nname: p\ntrial: {command: [sh, train.sh, '{lr}'" + arguments + "], stop: {grace: 300ms}" +
            trial_options + "}\nconfig: {lr: 0.5" + config +
            "}\nspace: {lr: {_type: uniform, _value: [0, 1]}}\n"
            "search: {objective: {metric: val_loss, mode: minimize}, tuner: {name: Random}, max_trials: "
            "2" +
            more + "}\n";
        const auto path = dir.filePath("p.yaml").toStdString();
        if (!write_file_atomically(path, text)) qFatal("cannot write");
        return search::load_experiment(path, catalog).value();
    }
    std::unique_ptr<Session> start(const search::Experiment& experiment,
                                   search::Purpose purpose = search::Purpose::search) {
        auto session = Session::create(experiment, purpose, dir.path().toStdString() + "/runs", services).value();
        session->start();
        return session;
    }
    // The first trial of a search of these scripts, when all is over.
    store::TrialRecord first(const std::string& script, const std::string& more = {}) {
        auto session = start(experiment(script, more));
        session->wait();
        study = session->status().folder;
        return store::read_study(study).value().trials.front();
    }
    std::string log(int number = 0) const {
        return read_file(store::trial_folder(study, number) / "log.txt").value_or("");
    }

    QTemporaryDir dir;
    config::Catalog catalog;
    FakeInventory inventory;
    SessionServices services{&catalog, &inventory, {}, {}, {}, {}};
    std::filesystem::path study;
};

bool runs(int pid) {
    return ::kill(pid, 0) == 0;
}

}  // namespace

class TestProgram : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void reports_and_ends() {
        ProgramBench bench;
        const auto trial = bench.first(
            "echo hello\n"
            "for i in 0 1 2; do report \"{\\\"step\\\": $((i * 10)), \\\"metrics\\\": {\\\"val_loss\\\": $1, "
            "\\\"acc/top "
            "1\\\": 0.$i}}\"; done\n"
            "echo to stderr >&2\n");
        QCOMPARE(trial.state, TrialState::succeeded);
        QCOMPARE(*trial.objective, trial.params.get("lr")->as_number());
        QCOMPARE(trial.metrics.get("acc/top 1")->as_number(), 0.2);
        QCOMPARE(trial.steps, 20);
        QVERIFY(bench.log().find(" hello\n") != std::string::npos);
        QVERIFY(bench.log().find(" to stderr\n") != std::string::npos);
        store::EventFolderReader reader(store::trial_folder(bench.study, 0));
        const auto series = reader.poll();
        QCOMPARE(series.at("val_loss").size(), 3u);
        QCOMPARE(series.at("acc/top 1")[1].step, 10);
        QCOMPARE(store::read_study(bench.study)->trials.size(), 2u);
    }

    void what_is_secret_in_its_command_is_in_no_record() {
        ProgramBench bench;
        bench.arguments = ", '{hub.api_key}', --password, hunter2";
        bench.config = ", hub: {api_key: sesame}";
        const auto trial = bench.first(
            "[ \"$2 $3 $4\" = 'sesame --password hunter2' ] || exit 1\n"
            "report '{\"step\": 1, \"metrics\": {\"val_loss\": 1}}'\n");
        QCOMPARE(trial.state, TrialState::succeeded);  // it got what it was to get
        const std::string record = read_file(store::trial_folder(bench.study, 0) / "trial.json").value() + bench.log();
        QVERIFY2(record.find("--password") != std::string::npos, record.c_str());
        for (const char* secret : {"sesame", "hunter2"})
            QVERIFY2(record.find(secret) == std::string::npos, record.c_str());
    }

    // Of all its processes, beside what it reports.
    void what_it_uses_is_recorded() {
        ProgramBench bench;
        bench.trial_options = ", system: 100ms";
        const auto trial = bench.first(
            "while ! grep -q memory_mb \"$LATHE_TRIAL_DIR\"/../system/*tfevents* 2> /dev/null; do sleep 0.05; done\n"
            "report '{\"step\": 1, \"metrics\": {\"val_loss\": 1}}'\n");
        QCOMPARE(trial.state, TrialState::succeeded);
        QCOMPARE(trial.metrics.as_dict().size(), std::size_t{1});
        const auto folder = store::trial_folder(bench.study, 0);
        QCOMPARE(store::EventFolderReader(folder).poll().size(), std::size_t{1});
        const auto curves = store::TrialCurvesReader(folder).poll();
        QVERIFY(curves.contains("val_loss"));
        QVERIFY(curves.at("system/memory_mb").front().value > 0);
        bench.trial_options = ", system: off";
        bench.first("sleep 0.3\nreport '{\"step\": 1, \"metrics\": {\"val_loss\": 1}}'\n");
        QVERIFY(!std::filesystem::exists(store::usage_folder(store::trial_folder(bench.study, 0))));
    }

    void gets_its_config_its_parameters_and_its_place() {
        ProgramBench bench;
        const auto trial = bench.first(
            "cat \"$LATHE_CONFIG\" \"$LATHE_PARAMS\" | tr -d '\\n '; echo\n"
            "echo trial=$LATHE_TRIAL device=$LATHE_DEVICE resume=$LATHE_RESUME gpus=[$CUDA_VISIBLE_DEVICES]\n"
            "test \"$PWD\" = \"$(dirname \"$(readlink -f train.sh)\")\" && echo at home\n"
            "cat \"$NNI_SYS_DIR/parameter.cfg\"; echo; echo seq=$NNI_TRIAL_SEQ_ID $NNI_PLATFORM\n"
            "report '{\"metrics\": {\"default\": 3}}'\n");
        QCOMPARE(trial.state, TrialState::succeeded);
        QCOMPARE(*trial.objective, 3.0);
        const std::string lr = dump_json(config::to_json(*trial.params.get("lr")));
        for (const std::string& part :
             {"{\"lr\":" + lr + "}{\"lr\":" + lr + "}", std::string("trial=0 device=cpu resume=0 gpus=[]"),
              std::string("at home"), std::string("\"parameters\":"), std::string("seq=0 local")})
            QVERIFY2(bench.log().find(part) != std::string::npos, (part + "\n" + bench.log()).c_str());
    }

    void speaks_nnis_protocol() {
        ProgramBench bench;
        const auto trial = bench.first(
            "mkdir -p \"$NNI_SYS_DIR/.nni\"\n"
            "nni() { printf 'ME%06d%s\\n' $((${#1} + 1)) \"$1\" >> \"$NNI_SYS_DIR/.nni/metrics\"; }\n"
            "nni '{\"parameter_id\": 0, \"trial_job_id\": \"x\", \"type\": \"PERIODICAL\", \"sequence\": 0, \"value\": "
            "\"0.75\"}'\n"
            "nni '{\"parameter_id\": 0, \"trial_job_id\": \"x\", \"type\": \"PERIODICAL\", \"sequence\": 1, \"value\": "
            "\"{\\\"default\\\": 0.5, \\\"acc\\\": {\\\"__numpy__\\\": 0.9}, \\\"value\\\": 3}\"}'\n"
            "nni '{\"parameter_id\": 0, \"trial_job_id\": \"x\", \"type\": \"FINAL\", \"sequence\": 0, \"value\": "
            "\"NaN\"}'\n"
            "nni '{\"parameter_id\": 0, \"trial_job_id\": \"x\", \"type\": \"FINAL\", \"sequence\": 1, \"value\": "
            "\"0.25\"}'\n"
            "printf 'ME000100{\"half' >> \"$NNI_SYS_DIR/.nni/metrics\"\n");
        QCOMPARE(trial.state, TrialState::succeeded);
        QCOMPARE(*trial.objective, 0.25);
        QCOMPARE(trial.metrics.get("acc")->as_number(), 0.9);
        QCOMPARE(trial.metrics.get("value")->as_number(), 3.0);
        QVERIFY(bench.log().find("gave its result 2 times") != std::string::npos);
        QVERIFY(bench.log().find("record 5: is not whole") != std::string::npos);
    }

    void follows_event_files() {
        ProgramBench bench;
        // Lathe's own writer stands for TensorBoard's: the script copies the files into its folder.
        auto writer = store::EventFileWriter::create(bench.dir.filePath("events").toStdString());
        if (!writer) {
            std::filesystem::create_directories(bench.dir.filePath("events").toStdString());
            writer = store::EventFileWriter::create(bench.dir.filePath("events").toStdString());
        }
        QVERIFY(writer);
        for (int i = 1; i <= 3; ++i) writer->add_scalar("val_loss", {i * 100, 1.0 * i, 1.0 / i});
        QVERIFY(writer->flush());
        const auto trial = bench.first(
            "mkdir -p \"$LATHE_TRIAL_DIR/logs/version_0\"; cp events/* \"$LATHE_TRIAL_DIR/logs/version_0\"\n");
        QCOMPARE(trial.state, TrialState::succeeded);
        QVERIFY(std::abs(*trial.objective - 1.0 / 3) < 1e-6);
        QCOMPARE(trial.steps, 300);
    }

    void every_end_is_clear_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("said");
        QTest::newRow("fails") << "echo Traceback; echo 'ValueError: no data' >&2; exit 3"
                               << "exit code 3: ValueError: no data";
        QTest::newRow("no result") << "exit 0"
                                   << "was never reported";
        QTest::newRow("killed") << "kill -9 $$"
                                << "killed by signal 9 (SIGKILL";
        QTest::newRow("aborts") << "kill -ABRT $$"
                                << "SIGABRT";
        QTest::newRow("not JSON") << "report 'hello'; report '{\"metrics\": {\"val_loss\": \"x\"}}'"
                                  << "was never reported";
        QTest::newRow("wrong name") << "report '{\"metrics\": {\"valloss\": 1}}'"
                                    << "the trial reports valloss";
        QTest::newRow("deletes its folder") << "rm -rf \"$LATHE_TRIAL_DIR\"; exit 4"
                                            << "exit code 4";
        QTest::newRow("no command") << "exec nothing-of-this-name"
                                    << "not found";
    }
    void every_end_is_clear() {
        QFETCH(QString, script);
        QFETCH(QString, said);
        ProgramBench bench;
        const auto trial = bench.first(script.toStdString() + "\n");
        QCOMPARE(trial.state, TrialState::failed);
        QVERIFY2(trial.error.find(said.toStdString()) != std::string::npos, trial.error.c_str());
        QVERIFY(trial.end);
    }

    void odd_reports_lose_nothing_else() {
        ProgramBench bench;
        const auto trial = bench.first(
            "report 'nonsense'\nreport '[1]'\nreport '{\"metrics\": {\"val_loss\": NaN}}'\n"
            "report '{\"step\": \"x\", \"metrics\": {\"val_loss\": 0.5, \"bad\": [1, 2]}}'\n"
            "report '{\"finish\": true, \"metrics\": {\"val_loss\": 0.25}}'\nprintf '{\"metr' >> "
            "\"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"\n");
        QCOMPARE(trial.state, TrialState::succeeded);
        QCOMPARE(*trial.objective, 0.25);
        for (const char* part : {"line 1: is not JSON", "line 2: expected", "line 4: its step",
                                 "the value of bad is no number", "line 6: is not whole"})
            QVERIFY2(bench.log().find(part) != std::string::npos, (part + bench.log()).c_str());
    }

    void it_need_not_have_a_result_where_none_is_asked_for() {
        ProgramBench bench;
        auto experiment = bench.experiment("echo $1 >> values\n");
        experiment.search.objective.reset();
        auto session = bench.start(experiment);
        QCOMPARE(session->wait(), SessionState::finished);
        bench.study = session->status().folder;
        const auto study = store::read_study(bench.study).value();
        QCOMPARE(study.metric, std::string());
        for (const auto& trial : study.trials) {
            QCOMPARE(trial.state, TrialState::succeeded);
            QVERIFY(!trial.objective);
        }
        QCOMPARE(QString::fromStdString(read_file(bench.dir.filePath("values").toStdString()).value_or(""))
                     .split('\n', Qt::SkipEmptyParts)
                     .size(),
                 2);
    }

    void a_flood_of_output_is_bounded() {
        ProgramBench bench;
        const auto trial = bench.first(
            "yes 'x' | head -c 3000000; yes 'a line of output that says nothing at all' | head -c 10000000; echo; "
            "echo the end\n"
            "report '{\"metrics\": {\"val_loss\": 1}}'\n",
            ", concurrency: 1");
        QCOMPARE(trial.state, TrialState::succeeded);
        // 16 MiB of the file, and the end.
        QVERIFY2(bench.log().size() < 16'900'000, qPrintable(QString::number(bench.log().size())));
        QVERIFY(bench.log().find("[the log is full") != std::string::npos);
        QVERIFY(bench.log().find(" lines are left out here") != std::string::npos);
        QVERIFY(bench.log().find(" the end\n") != std::string::npos);
    }

    void nothing_that_it_started_outlives_it() {
        ProgramBench bench;
        const auto trial = bench.first(
            "sleep 1000 & echo $! >> pids\n"
            "setsid sh -c 'echo $$ >> pids; sleep 1000' &\n"
            "(setsid sh -c 'setsid sleep 1000 & echo $! >> pids' &)\n"
            "while [ $(wc -l < pids) -lt 3 ]; do sleep 0.02; done\n"
            "report '{\"metrics\": {\"val_loss\": 1}}'\n",
            ", max_duration: 10s");
        QCOMPARE(trial.state, TrialState::succeeded);
        std::ifstream pids(bench.dir.filePath("pids").toStdString());
        int count = 0;
        for (int pid = 0; pids >> pid; ++count) QVERIFY(!runs(pid));
        QVERIFY(count >= 3);
    }

    void one_that_does_not_listen_is_killed() {
        ProgramBench bench;
        auto session = bench.start(bench.experiment("trap '' TERM\necho $$ > pid\nwhile :; do sleep 0.02; done\n"));
        const QString pid_file = bench.dir.filePath("pid");
        QTRY_VERIFY_WITH_TIMEOUT(QFileInfo(pid_file).size() > 0, 20000);
        session->stop();
        QCOMPARE(session->wait(), SessionState::stopped);
        bench.study = session->status().folder;
        const auto trial = store::read_study(bench.study).value().trials.front();
        QCOMPARE(trial.state, TrialState::waiting);
        QVERIFY(bench.log().find("and is killed") != std::string::npos);
        QFile file(pid_file);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(!runs(file.readAll().trimmed().toInt()));
    }

    void one_that_was_stopped_is_started_again() {
        ProgramBench bench;
        auto session = bench.start(bench.experiment(
            "if [ $LATHE_RESUME = 1 ]; then for i in 0 1 2; do report \"{\\\"step\\\": $i, \\\"metrics\\\": "
            "{\\\"val_loss\\\": $i}}\"; done; exit 0; fi\n"
            "report '{\"step\": 0, \"metrics\": {\"val_loss\": 0}}'\n"
            "while [ ! -e \"$LATHE_TRIAL_DIR/.lathe/stop\" ]; do sleep 0.02; done\nexit 9\n"));
        const auto reported = [&] {
            const auto folder =
                store::trial_folder(session->status().folder, 0) / "program" / ".lathe" / "metrics.jsonl";
            return std::filesystem::exists(folder);
        };
        QTRY_VERIFY_WITH_TIMEOUT(reported(), 20000);
        session->stop();
        QCOMPARE(session->wait(), SessionState::stopped);
        const auto folder = session->status().folder;
        session.reset();
        session = Session::resume(folder, bench.services).value();
        session->set_limits({1, 1, {}});
        session->start();
        QCOMPARE(session->wait(), SessionState::finished);
        const auto trial = store::read_study(folder).value().trials.front();
        QCOMPARE(trial.state, TrialState::succeeded);
        QCOMPARE(*trial.objective, 2.0);
        store::EventFolderReader reader(store::trial_folder(folder, 0));
        QCOMPARE(reader.poll().at("val_loss").size(), 3u);  // step 0 is not told twice
    }

    void a_pause_holds_it() {
        ProgramBench bench;
        auto session = bench.start(
            bench.experiment("i=0; while [ $i -lt 100000 ]; do i=$((i + 1)); echo $i > count; sleep 0.01; done\n"));
        const auto count = [&] {
            QFile file(bench.dir.filePath("count"));
            return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(count() > 2, 20000);
        session->pause();
        const auto is_stopped = [&] {
            QProcess ps;
            ps.start("sh", {"-c", "ps -o stat= -C sh --no-headers | grep -c T"});
            ps.waitForFinished();
            return ps.readAllStandardOutput().trimmed().toInt() > 0;
        };
        QTRY_VERIFY_WITH_TIMEOUT(is_stopped(), 20000);
        const int before = count();
        session->unpause();
        QTRY_VERIFY_WITH_TIMEOUT(count() > before, 20000);
        session->stop();
        session->wait();
    }

    void the_assessor_stops_it() {
        ProgramBench bench;
        const auto trial = bench.first(
            "i=0; while [ $i -lt 400 ]; do report \"{\\\"step\\\": $i, \\\"metrics\\\": {\\\"val_loss\\\": 9}}\"; "
            "i=$((i + 1)); "
            "sleep 0.02; done\n",
            ", assessor: {name: Threshold, args: {upper: 5}}");
        QCOMPARE(trial.state, TrialState::early_stopped);
    }

    void what_cannot_start_is_told_before() {
        ProgramBench bench;
        const auto said = [&](const std::string& trial) {
            const auto path = bench.dir.filePath("q.yaml").toStdString();
            if (!write_file_atomically(path, "lathe: 1\ntrial: " + trial + "\nconfig: {a: 1}\n")) return std::string();
            const auto experiment = search::load_experiment(path, bench.catalog).value();
            const auto found = check_before_training(experiment, bench.services);
            return found.errors.empty() ? std::string() : found.errors.front().str();
        };
        QCOMPARE(said("{command: [sh, -c, 'exit 0']}"), std::string());
        QVERIFY(said("{command: [nothing-of-this-name]}").find("is not found") != std::string::npos);
        QVERIFY(said("{command: [./nothing]}").find("relative to trial.code_dir") != std::string::npos);
        QVERIFY(said("{command: [./q.yaml]}").find("may not be executed") != std::string::npos);
        QVERIFY(said("{command: [sh], code_dir: nowhere}").find("trial.code_dir") != std::string::npos);
    }

    void a_value_is_one_word_for_a_shell() {
        ProgramBench bench;
        const auto path = bench.dir.filePath("s.yaml").toStdString();
        QVERIFY(write_file_atomically(path,
                                      "lathe: 1\ntrial: {command: \"echo got {name}\", shell: true}\n"
                                      "config: {name: \"a; echo $HOME 'x'\"}\n"));
        const auto experiment = search::load_experiment(path, bench.catalog).value();
        auto session = bench.start(experiment, search::Purpose::trial);
        QCOMPARE(session->wait(), SessionState::finished);
        bench.study = session->status().folder;
        QVERIFY2(bench.log().find("got a; echo $HOME 'x'\n") != std::string::npos, bench.log().c_str());
    }
};

LATHE_CORE_TEST(TestProgram)
#include "test_program.moc"
