// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl config ..., sweeps of lathectl tune, and what becomes of files that are no configs.
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <algorithm>
#include <stop_token>
#include <thread>

#include <QtTest>

#include "core/base/json.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

namespace {

#ifdef __SANITIZE_ADDRESS__
constexpr rlim_t most_seconds = 20;
constexpr long most_kib = 2'000'000;
#else
constexpr rlim_t most_seconds = 3;
constexpr long most_kib = 400'000;
#endif

}  // namespace

class TestConfig : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

    Json json(const QStringList& arguments, int code = 0) {
        const Ran ran = ctl_->run(arguments);
        if (ran.code != code) qFatal("%d: %s", ran.code, ran.err.constData());
        const auto read = parse_json(ran.out.toStdString());
        if (!read) qFatal("no JSON: %s", ran.out.constData());
        return *read;
    }

    // Refused with exit code 2 and one line of error that holds `text`.
    void refuses(const QStringList& arguments, const char* text) {
        const Ran ran = ctl_->run(arguments);
        QVERIFY2(ran.code == 2, ran.err + ran.out);
        QVERIFY2(ran.err.startsWith("error: ") && ran.err.contains(text), ran.err);
    }

  private Q_SLOTS:
    void init() { ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE); }

    void a_search_over_sweeps() {
        const Ran ran = ctl_->run({"tune", ctl_->experiment(), "opt.lr=0.1,0.2", "seed=range(1,4)"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto study = ctl_->study();
        QCOMPARE(study.trials.size(), std::size_t{4});
        for (const auto& trial : study.trials) {
            const double lr = trial.params.number_or("[opt.lr]", 0);
            QVERIFY(lr == 0.1 || lr == 0.2);
            QVERIFY(trial.params.int_or("seed", 0) >= 1 && trial.params.int_or("seed", 0) <= 3);
        }
        // The record is an experiment that says what was searched.
        const auto kept = QString::fromStdString((study.folder / "experiment.yaml").string());
        QCOMPARE(json({"config", "resolve", kept, "--format", "json"}).at("seed"), Json(1));
        const Ran space = ctl_->run({"space", "sample", kept, "--n", "8", "--seed", "1"});
        QVERIFY2(space.code == 0 && space.out.contains("\"seed\"") && !space.out.contains("0.3"),
                 space.out + space.err);
        QVERIFY2(ctl_->run({"resume", QString::fromStdString(study.folder.string()), "--trials", "6"}).code == 0, "");
        QCOMPARE(ctl_->study().trials.size(), std::size_t{6});
    }

    void one_run_wants_one_value() {
        refuses({"run", ctl_->experiment(), "opt.lr=0.1,0.2"}, "opt.lr: ConfigValueError: '0.1,0.2' is several values");
        refuses({"tune", ctl_->experiment(), "opt.lr=interval(1)"}, "interval takes two numbers");
        refuses({"tune", ctl_->experiment(), "opt.lrr=1,2"}, "did you mean opt.lr?");
        const auto quoted = json({"config", "resolve", ctl_->experiment(), "data.root='a,b'", "--format", "json"});
        QCOMPARE(quoted.at("data").at("root"), Json("a,b"));
    }

    void help_says_where_a_value_comes_from() {
        const auto rows = json({"config", "help", "opt.lr", "--experiment", ctl_->experiment(), "--json"});
        QCOMPARE(rows.at(0).at("origin"), Json("file"));
        QCOMPARE(rows.at(0).at("line"), Json(8));
        QCOMPARE(rows.at(0).at("value"), Json(0.1));
        const auto changed =
            json({"config", "help", "opt.lr", "opt.lr=7", "--experiment", ctl_->experiment(), "--json"});
        QCOMPARE(changed.at(0).at("origin"), Json("override"));
        const Ran text = ctl_->run({"config", "help", "train", "--experiment", ctl_->experiment()});
        QVERIFY2(text.out.contains("(default)") && text.out.contains("experiment.yaml:5)"), text.out);
        refuses({"config", "help", "opt.lrr"}, "did you mean opt.lr?");
        // Of a file that is wrong, too: that is when one looks.
        ctl_->write("bad.yaml", "lathe: 1\nconfig: {opt: {lr: -1}}\n");
        QCOMPARE(json({"config", "help", "opt.lr", "--experiment", "bad.yaml", "--json"}).at(0).at("value"), Json(-1));
    }

    void help_knows_what_stands_beside_the_config() {
        const Ran search = ctl_->run({"config", "help", "search"});
        QVERIFY2(search.code == 0 && search.out.contains("search.max_trials: int from 1"), search.out + search.err);
        const Ran devices = ctl_->run({"config", "help", "search.devices"});
        QVERIFY2(devices.out.contains("search.devices.per_trial: ") && !devices.out.contains("tuner"), devices.out);
        const Ran trial = ctl_->run({"config", "help", "trial"});
        QVERIFY2(trial.code == 0 && trial.out.contains("trial.stop.signal: one of TERM, "), trial.out + trial.err);
        QVERIFY2(trial.out.contains("trial.command: any; required"), trial.out);
        const auto rows = json({"config", "help", "trial.stop", "--json"});
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows.at(1).at("default"), Json("10s"));
        const auto now = json({"config", "help", "search.max_trials", "--experiment", ctl_->experiment(), "--json"});
        QCOMPARE(now.at(0).at("value"), Json(4));
        QCOMPARE(now.at(0).at("origin"), Json("file"));
        refuses({"config", "help", "search.max_trial"}, "did you mean search.max_trials?");
    }

    void the_command_line_changes_the_config_that_there_is() {
        ctl_->write("p.yaml",
                    "lathe: 1\ntrial: {command: [sh, t.sh]}\nconfig: {opt: {lr: 0.1}}\n"
                    "space: {opt.lr: {_type: uniform, _value: [0, 1]}}\n"
                    "search: {objective: {metric: m}}\n");
        refuses({"run", "p.yaml", "opt.rl=1"}, "did you mean opt.lr? +opt.rl=VALUE adds a new key");
        refuses({"config", "resolve", "p.yaml", "opt.rl=1"}, "did you mean opt.lr?");
        refuses({"config", "set", "p.yaml", "opt.rl=1"}, "did you mean opt.lr?");
        refuses({"config", "help", "--experiment", "p.yaml", "opt.rl=1"}, "did you mean opt.lr?");
        refuses({"tune", "p.yaml", "search.max_trials=3"}, "stands beside it");
        refuses({"tune", "p.yaml", "opt.lr=0.5"}, "opt.lr='choice(0.5)'");
        refuses({"tune", ctl_->experiment(), "opt.lr=0.5"}, "the space searches over it");
        const auto added = json({"config", "resolve", "p.yaml", "+opt.rl=1", "--format", "json"});
        QCOMPARE(added.at("opt").at("rl"), Json(1));
        ctl_->write("q.yaml", "lathe: 1\ntrial: {command: \"t '{opt.lr}'\", shell: true}\nconfig: {opt: {lr: 0.1}}\n");
        refuses({"config", "validate", "q.yaml"}, "q.yaml:2:8: trial.command: {opt.lr} stands between '");
    }

    void validation_lists_everything() {
        ctl_->write("bad.yaml", "lathe: 1\nconfig:\n  opt: {lr: -1, wieght_decay: 0}\n  train: {epochs: 0}\n");
        const auto out = json({"config", "validate", "bad.yaml", "--json"}, 2);
        QCOMPARE(out.at("valid"), Json(false));
        QCOMPARE(out.at("errors").size(), std::size_t{3});
        QVERIFY(out.at("errors").at(1).at("hint").get<std::string>().find("opt.weight_decay") != std::string::npos);
        for (const auto& error : out.at("errors"))
            QVERIFY(error.at("line").get<int>() >= 3 && error.at("column").get<int>() > 1);
        const Ran ran = ctl_->run({"config", "validate", "bad.yaml"});
        QCOMPARE(ran.err.count("error: bad.yaml:"), 3);
    }

    void a_choice_drops_what_the_other_does_not_have() {
        ctl_->write("net.yaml",
                    "lathe: 1\nconfig:\n  network:\n    name: lenet  # mine\n    version: \"1_1\"\n  seed: 1\n");
        const Ran ran = ctl_->run({"config", "set", "net.yaml", "network.name=mlp"});
        QVERIFY2(ran.code == 0 && ran.err.contains("network.version"), ran.err);
        QCOMPARE(ran.out, QByteArray("lathe: 1\nconfig:\n  network:\n    name: mlp  # mine\n  seed: 1\n"));
        const Ran resolved = ctl_->run({"config", "resolve", "net.yaml", "network.name=mlp"});
        QVERIFY2(resolved.code == 0 && resolved.err.contains("network.version"), resolved.err);
    }

    void configs_of_several_files() {
        QDir(ctl_->file("")).mkdir("network");
        ctl_->write("base.yaml", "opt: {lr: 0.5}\nseed: 3\n");
        ctl_->write("network/small.yaml", "name: mlp\n");
        ctl_->write("network/bad.yaml", "\nname: nope\n");
        ctl_->write("e.yaml", "lathe: 1\ndefaults: [base, {network: small}]\nconfig: {seed: 4}\n");
        ctl_->write("f.yaml", "lathe: 1\nconfig_file: base.yaml\n");
        ctl_->write("p.yaml", "defaults: [base]\nk: 1\n");
        const auto all = json({"config", "resolve", "e.yaml", "--format", "json"});
        QCOMPARE(all.at("opt").at("lr"), Json(0.5));
        QCOMPARE(all.at("seed"), Json(4));
        QCOMPARE(all.at("network").at("name"), Json("mlp"));
        QCOMPARE(json({"config", "resolve", "f.yaml", "--format", "json"}).at("seed"), Json(3));
        QCOMPARE(dump_json(json({"config", "resolve", "p.yaml", "--format", "json"})),
                 std::string(R"({"opt":{"lr":0.5},"seed":3,"k":1})"));
        const auto rows = json({"config", "help", "opt.lr", "--experiment", "e.yaml", "--json"});
        QCOMPARE(rows.at(0).at("file"), Json("base.yaml"));
        refuses({"config", "validate", "e.yaml", "network=bad"}, "network/bad.yaml:2:7: network.name: ValidationError");
        refuses({"config", "validate", "e.yaml", "network=smal"}, "did you mean small?");
        const auto rest = json({"config", "diff", "e.yaml", "f.yaml", "--json"});
        QVERIFY(std::any_of(rest.begin(), rest.end(), [](const Json& row) { return row.at("key") == "seed"; }));
        // The record of a run stands by itself.
        QVERIFY2(ctl_->run({"run", "e.yaml"}).code == 0, "");
        const auto kept = QString::fromStdString((ctl_->study().folder / "experiment.yaml").string());
        QCOMPARE(json({"config", "resolve", kept, "--format", "json"}), all);
    }

    void options_of_the_experiment() {
        ctl_->write("own.yaml",
                    "lathe: 1\nschema:\n  script.mode: {type: str, choices: [a, b], default: a, doc: How}\n");
        QCOMPARE(json({"config", "resolve", "own.yaml", "--format", "json"}).at("script").at("mode"), Json("a"));
        QVERIFY(ctl_->run({"config", "help", "script", "--experiment", "own.yaml"}).out.contains("one of a, b"));
        refuses({"config", "validate", "own.yaml", "script.mode=c"}, "script.mode: ValidationError");
        refuses({"config", "validate", "own.yaml", "script.mood=a"}, "did you mean script.mode?");
        const Ran ran = ctl_->run({"run", "own.yaml", "script.mode=b"});
        QVERIFY2(ran.code == 0, ran.err);
    }

    void a_file_is_edited_in_its_place_or_left_alone() {
        const QByteArray before = "lathe: 1\nname: e\nconfig:\n  opt: {lr: 0.1}   # why\n";
        ctl_->write("edited.yaml", before);
        const auto held = [&] {
            QFile file(ctl_->file("edited.yaml"));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        refuses({"config", "set", "edited.yaml", "opt.lr=0.2", "opt.lrr=1", "--in-place"}, "did you mean opt.lr?");
        QCOMPARE(held(), before);
        const Ran ran = ctl_->run({"config", "set", "edited.yaml", "opt.lr=0.2", "--in-place"});
        QVERIFY2(ran.code == 0 && ran.out.isEmpty(), ran.err);
        QCOMPARE(held(), QByteArray(before).replace("0.1", "0.2"));
        refuses({"config", "set", "nothing.yaml", "opt.lr=0.2", "--in-place"}, "No such file");
    }

    void what_is_no_config_is_refused_at_once() {
        const QString folder = ctl_->file("folder");
        QDir().mkdir(folder);
        refuses({"config", "resolve", folder}, "is a folder");
        const QByteArray fifo = ctl_->file("fifo").toUtf8();
        QCOMPARE(::mkfifo(fifo.constData(), 0600), 0);
        refuses({"config", "resolve", "fifo"}, "is not a regular file");
        const QByteArray path = ctl_->file("s").toUtf8();
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        QVERIFY(path.size() < static_cast<int>(sizeof address.sun_path));
        std::copy(path.begin(), path.end(), address.sun_path);
        const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
        QCOMPARE(::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        refuses({"config", "resolve", "s"}, "s: is not a regular file");
        ::close(fd);
        refuses({"config", "resolve", "nothing.yaml"}, "No such file");
        QFile big(ctl_->file("big.yaml"));
        QVERIFY(big.open(QIODevice::WriteOnly) && big.resize(qint64{1} << 40));
        refuses({"config", "resolve", "big.yaml"}, "is 1099511627776 bytes");
    }

    void a_stream_stands_for_a_file() {
        ctl_->write("plain.yaml", "a: 1\nl: [1, 2]\n");
        ctl_->write("base.yaml", "k: v\n");
        ctl_->write("s.json", "{\"x\": {\"_type\": \"uniform\", \"_value\": [0, 1]}}");
        ctl_->write("e.yaml", "lathe: 1\ndefaults: [base]\ntrial: {command: [sh]}\nconfig: {a: 1}\n");
        const auto shell = [&](const QByteArray& line) {
            QProcess process;
            process.setWorkingDirectory(ctl_->file(""));
            process.start("bash", {"-c", QByteArray(line).replace("CTL", LATHECTL)});
            process.waitForFinished(-1);
            return Ran{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
        };
        QCOMPARE(shell("CTL config resolve - a=2 < plain.yaml").out, QByteArray("a: 2\nl:\n  - 1\n  - 2\n"));
        QCOMPARE(shell("cat plain.yaml | CTL config resolve /dev/stdin").out, QByteArray("a: 1\nl:\n  - 1\n  - 2\n"));
        QCOMPARE(shell("CTL config resolve <(echo 'b: 1') <(echo 'c: 2')").out, QByteArray("b: 1\nc: 2\n"));
        QCOMPARE(shell("CTL config set - a=3 < plain.yaml").out, QByteArray("a: 3\nl: [1, 2]\n"));
        // What it refers to lies in the working folder.
        QCOMPARE(shell("CTL config resolve - < e.yaml").out, QByteArray("k: v\na: 1\n"));
        QVERIFY(shell("CTL config validate <(cat e.yaml)").out.endsWith(": ok\n"));
        QVERIFY(shell("CTL space validate - < s.json").out.contains("valid: 1 parameter, "));
        const Ran broken = shell("echo 'a: [1' | CTL config resolve -");
        QVERIFY2(broken.code == 2 && broken.err.startsWith("error: stdin:"), broken.err);
    }

    void mistakes_of_the_command_line_are_named() {
        refuses({"--wrkspace", "x", "runs"}, "unknown option '--wrkspace'; did you mean '--workspace'?");
        refuses({"config", "--nope"}, "unknown option '--nope'");
        refuses({"--workspace", ".", "tunne"}, "unknown command 'tunne'; did you mean 'tune'?");
        QProcess process;
        process.start(LATHECTL, {"--workspace", "", "runs"});
        process.waitForFinished(-1);
        QCOMPARE(process.exitCode(), 2);
        QVERIFY(process.readAllStandardError().contains("--workspace: expected a folder"));
        ctl_->write("plain.yaml", "a: 1\nbig: {deep: [1, 99999999999999999999]}\n");
        refuses({"config", "resolve", "plain.yaml"}, "plain.yaml:2:17: big.deep[1]: ValidationError");
        ctl_->write("plain.yaml", "a: 1\n");
        refuses({"config", "set", "plain.yaml", "+a"}, "plain.yaml: a: the change gives no value; write a=VALUE");
        ctl_->write("e.yaml", "lathe: 1\ntrial: {command: [sh]}\nconfig: {a: 1}\n");
        refuses({"config", "validate", "e.yaml", "a"}, "a: the change gives no value; write a=VALUE");
        // Where a bundle is no experiment's file.
        ctl_->write("e.lathe.tar.zst", QByteArray("\x28\xb5\x2f\xfd packed"));
        refuses({"config", "validate", "e.lathe.tar.zst"}, "e.lathe.tar.zst: is a bundle");
        refuses({"import", "hydra", "e.yaml"}, "e.yaml is a file, and the folder of the configs is wanted");
        const Ran brackets = ctl_->run({"config", "resolve", "plain.yaml", "a=" + QString(100'000, '[')});
        QVERIFY(brackets.code == 2 && brackets.err.startsWith("error: a: ") && brackets.err.size() < 3000);
        ctl_->write("none.json", "");
        refuses({"space", "validate", "none.json"}, "none.json: holds no search space");
        // A table: read as YAML, its text is one key with as many levels as it has dots.
        ctl_->write("table.csv", "a,b\n" + QByteArray("1.25,2.5\n").repeated(200));
        refuses({"space", "sample", "table.csv"}, "table.csv: holds no search space");
        ctl_->write("s.yaml", "x: {_type: uniform, _value: [0, 1]}\n");
        refuses({"space", "sample", "s.yaml", "--seed", "-1"}, "expected a whole number from 0 on, found '-1'");
        refuses({"ask-tell", "--space", "s.yaml", "--tuner", "TPE", "--args", "{\"seed\": -1}"}, "seed");
    }

    void hostile_files_cost_little_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("valid");
        QByteArray bomb("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; ++i) {
            const auto name = "a" + QByteArray::number(i);
            const auto before = "*a" + QByteArray::number(i - 1);
            bomb += name + ": &" + name + " [" + (before + ", ").repeated(8) + before + "]\n";
        }
        QTest::newRow("alias bomb") << bomb << false;
        QTest::newRow("alias of itself") << QByteArray("a: &a {b: *a}\n") << false;
        QTest::newRow("100,000 flow levels") << QByteArray("a: ") + QByteArray(100'000, '[') << false;
        QTest::newRow("100,000 flow levels, closed")
            << QByteArray("a: ") + QByteArray(100'000, '[') + QByteArray(100'000, ']') << false;
        QTest::newRow("100,000 dicts") << QByteArray("{a: ").repeated(100'000) << false;
        QTest::newRow("100,000 block items") << QByteArray("- ").repeated(100'000) + "1\n" << false;
        QTest::newRow("invalid UTF-8") << QByteArray("a: \xc3\x28\n") << false;
        QTest::newRow("NUL") << QByteArray("a: b\0c\n", 7) << false;
        QTest::newRow("duplicate keys") << QByteArray("a: 1\nb: 2\na: 3\n") << false;
        QByteArray cycle;
        for (int i = 0; i < 10'000; ++i)
            cycle += "k" + QByteArray::number(i) + ": ${k" + QByteArray::number((i + 1) % 10'000) + "}\n";
        QTest::newRow("cycle of 10,000 interpolations") << cycle << false;
        QByteArray growth("a0: xxxxxxxxxxxxxxxx\n");
        for (int i = 1; i < 60; ++i) {
            const auto before = "${a" + QByteArray::number(i - 1) + "}";
            growth += "a" + QByteArray::number(i) + ": " + before + before + "\n";
        }
        QTest::newRow("doubling interpolations") << growth << false;
        QByteArray copies("a0: {x: 1, y: 2}\n");
        for (int i = 1; i < 40; ++i) {
            const auto before = "${a" + QByteArray::number(i - 1) + "}";
            copies += "a" + QByteArray::number(i) + ": {l: " + before + ", r: " + before + "}\n";
        }
        QTest::newRow("doubling copies") << copies << false;
        QTest::newRow("nested interpolation") << QByteArray("a: ") + QByteArray("${").repeated(100'000) + "\n" << false;
        QTest::newRow("two million values") << QByteArray("a: [") + QByteArray("1,").repeated(2'000'000) + "]\n"
                                            << false;
        QTest::newRow("a long line") << QByteArray("a: ") + QByteArray(8'000'000, 'x') + "\n" << true;
        QTest::newRow("a million comments") << QByteArray("# c\n").repeated(1'000'000) + "a: 1\n" << true;
        QByteArray wide;
        for (int i = 0; i < 300'000; ++i) wide += "k" + QByteArray::number(i) + ": 1\n";
        QTest::newRow("300,000 keys") << wide << true;
    }

    void hostile_files_cost_little() {
        QFETCH(QByteArray, text);
        QFETCH(bool, valid);
        ctl_->write("hostile.yaml", text);
        const Ran ran = ctl_->run({"config", "resolve", "hostile.yaml"}, [] {
            const rlimit limit{most_seconds, most_seconds};  // of work, on however busy a machine
            ::setrlimit(RLIMIT_CPU, &limit);
        });
        QVERIFY2(ran.code == (valid ? 0 : 2), QByteArray::number(ran.code) + ran.err.left(500));
        if (!valid) QVERIFY2(ran.err.startsWith("error: hostile.yaml:"), ran.err.left(500));
        rusage used{};
        ::getrusage(RUSAGE_CHILDREN, &used);
        QVERIFY2(used.ru_maxrss < most_kib, qPrintable(QString("%1 KiB").arg(used.ru_maxrss)));
    }

    void a_file_may_shrink_while_it_is_read() {
        const QByteArray whole =
            QByteArray("k: [1, 2, 3]  # c\n").repeated(1) + QByteArray("# more\n").repeated(400'000);
        ctl_->write("shrinking.yaml", whole);
        const QByteArray path = ctl_->file("shrinking.yaml").toUtf8();
        const std::jthread shrinker([&](const std::stop_token& stop) {
            for (qint64 size = whole.size(); !stop.stop_requested(); size = size > 5000 ? size - 4999 : whole.size())
                if (::truncate(path.constData(), size) != 0) return;
        });
        for (int i = 0; i < 10; ++i) {
            const Ran ran = ctl_->run({"config", "resolve", "shrinking.yaml"});
            if (ran.code != 0 && ran.code != 2) qWarning("%d %s", ran.code, ran.err.constData());
            QVERIFY(ran.code == 0 || (ran.code == 2 && ran.err.startsWith("error: ")));
        }
    }
};

LATHE_CORE_TEST(TestConfig)
#include "test_config.moc"
