// SPDX-License-Identifier: GPL-3.0-or-later
// What lathectl says may come next, what bash makes of it, and the manual page.
#include <QtTest>

#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

class TestCompletion : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

    Ran started(const QString& program, const QStringList& arguments) {
        QProcess process;
        process.setWorkingDirectory(ctl_->file(""));
        process.start(program, arguments);
        process.waitForFinished(-1);
        return Ran{process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }

    QStringList candidates(const QStringList& words) {
        const Ran ran = started(LATHECTL, QStringList{"complete", "--"} + words);
        if (ran.code != 0) qFatal("%s", ran.err.constData());
        return QString::fromUtf8(ran.out).split('\n', Qt::SkipEmptyParts);
    }

    // What bash puts in the place of the last word of `line`.
    QStringList completed(const QString& line) {
        const Ran ran = started("bash", {"--norc", "-c",
                                         QString("source %1/lathectl.bash; COMP_LINE='%2'; COMP_POINT=${#COMP_LINE}; "
                                                 "_lathectl %3; printf '%s\\n' \"${COMPREPLY[@]}\"")
                                             .arg(LATHE_COMPLETIONS, line, LATHECTL)});
        if (ran.code != 0) qFatal("%s", ran.err.constData());
        return QString::fromUtf8(ran.out).split('\n', Qt::SkipEmptyParts);
    }

  private Q_SLOTS:
    void init() { ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE); }

    void commands_and_options() {
        QCOMPARE(candidates({"con"}), QStringList{"config"});
        QVERIFY(candidates({""}).contains("tune") && !candidates({""}).contains("worker"));
        QCOMPARE(candidates({"config", "res"}), QStringList{"resolve"});
        QCOMPARE(candidates({"config", "resolve", "--for"}), QStringList{"--format"});
        QCOMPARE(candidates({"config", "resolve", "--format", ""}), (QStringList{"yaml", "json"}));
        QCOMPARE(candidates({"config", "resolve", "--format=y"}), QStringList{"--format=yaml"});
        QCOMPARE(candidates({"--workspace", "x", "que"}), QStringList{"queue"});
        QCOMPARE(candidates({"ask-tell", "--tuner", "TP"}), QStringList{"TPE"});
        QVERIFY(candidates({"nonsense", "--x", ""}).size() < 100);
        QVERIFY(candidates({}).contains("run"));
    }

    void keys_and_values_of_an_experiment() {
        const QString file = ctl_->experiment();
        QCOMPARE(candidates({"run", file, "opt.l"}), QStringList{"opt.lr="});
        QCOMPARE(candidates({"run", file, "+opt.l"}), QStringList{"+opt.lr="});
        QCOMPARE(candidates({"run", file, "~opt.l"}), QStringList{"~opt.lr"});
        QVERIFY(candidates({"config", "set", file, "hw."}).contains("hw.threads="));
        QVERIFY(candidates({"run", ""}).contains(":files") && !candidates({"run", file, ""}).contains(":files"));
        QVERIFY(candidates({"config", "help", "search.tuner.args.s"}).contains("search.tuner.args.seed"));
        QVERIFY(candidates({"config", "help", "space."}).contains("space.KEY._type"));
        ctl_->write("own.yaml",
                    "lathe: 1\ntrial: {command: [sh]}\nschema: {fast: bool, mode: {choices: [a, b], type: str}}\n");
        QCOMPARE(candidates({"tune", ctl_->file("own.yaml"), "mode="}), (QStringList{"mode=a", "mode=b"}));
        QCOMPARE(candidates({"tune", ctl_->file("own.yaml"), "fast=t"}), QStringList{"fast=true"});
        ctl_->write("plain.yaml", "a: {b: 1}\nc: 2\n");
        QCOMPARE(candidates({"config", "resolve", ctl_->file("plain.yaml"), "a"}), (QStringList{"a.b=", ":files"}));
        // Groups of Hydra's, and what each has.
        QDir(ctl_->file("")).mkpath("conf/db");
        QDir(ctl_->file("")).mkpath("conf/experiment");
        ctl_->write("conf/config.yaml", "defaults:\n- db: pg\n- _self_\nlr: 0.5\n");
        ctl_->write("conf/db/pg.yaml", "host: a\n");
        ctl_->write("conf/db/mysql.yaml", "host: b\n");
        ctl_->write("conf/experiment/big.yaml", "# @package _global_\nlr: 1\n");
        for (const QStringList& before : {QStringList{"config", "resolve", ctl_->file("conf/config.yaml")},
                                          QStringList{"import", "hydra", ctl_->file("conf")}}) {
            QVERIFY(candidates(before + QStringList{"db"}).contains("db.host="));
            QCOMPARE(candidates(before + QStringList{"db="}), (QStringList{"db=mysql", "db=pg"}));
            QCOMPARE(candidates(before + QStringList{"+exp"}).first(), QString("+experiment="));
            QCOMPARE(candidates(before + QStringList{"+experiment="}), QStringList{"+experiment=big"});
            QVERIFY(!candidates(before + QStringList{"train."}).contains("train.epochs="));
        }
        // Of what is broken nothing is said.
        ctl_->write("broken.yaml", "lathe: [\n");
        QVERIFY(!candidates({"run", ctl_->file("broken.yaml"), "o"}).isEmpty());
    }

    void studies_of_the_workspace() {
        QVERIFY(ctl_->run({"run", ctl_->experiment()}).code == 0);
        const auto name = QString::fromStdString(ctl_->study().folder.filename().string());
        const auto workspace = QString::fromStdString(ctl_->study().folder.parent_path().string());
        QVERIFY(candidates({"--workspace", workspace, "resume", ""}).contains(name));
        QVERIFY(candidates({"show", "--workspace", workspace, ""}).contains(name));
    }

    void bash_completes_the_last_word() {
        ctl_->write("with blank.yaml", "a: 1\n");
        ctl_->write("own.yaml", "lathe: 1\ntrial: {command: [sh]}\nschema: {mode: {choices: [a1, a2], type: str}}\n");
        QCOMPARE(completed("lathectl con"), QStringList{"config"});
        QCOMPARE(completed("lathectl config resolve --format "), (QStringList{"yaml", "json"}));
        // bash takes '=' for the end of a word.
        QCOMPARE(completed("lathectl config resolve --format=y"), QStringList{"yaml"});
        QCOMPARE(completed("lathectl run own.yaml mode=a"), (QStringList{"a1", "a2"}));
        QCOMPARE(completed("lathectl run own.yaml mo"), QStringList{"mode="});
        QCOMPARE(completed("lathectl config validate wi"), QStringList{"with blank.yaml"});
    }

    void the_manual_has_every_command() {
        const Ran page = ctl_->run({"manual"});
        QCOMPARE(page.code, 0);
        for (const char* text : {".TH LATHECTL 1", "\\fBlathectl config resolve\\fR \\fIFILES\\fR",
                                 "\\fB\\-\\-workspace\\fR", "\\fBlathectl ask\\-tell\\fR", "yaml or json."})
            QVERIFY2(page.out.contains(text), text);
        QVERIFY(!page.out.contains("lathectl worker") && !page.out.contains("lathectl manual"));
        if (QStandardPaths::findExecutable("groff").isEmpty()) QSKIP("groff is not installed");
        QProcess groff;
        groff.start("groff", {"-man", "-Tutf8", "-ww", "-z"});
        groff.write(page.out);
        groff.closeWriteChannel();
        groff.waitForFinished(-1);
        QCOMPARE(groff.readAllStandardError(), QByteArray());
    }

    void a_key_is_told_wherever_it_belongs() {
        const auto help = [&](const char* key) { return ctl_->run({"config", "help", key}).out; };
        QVERIFY(help("search.tuner.args.seed").contains("int from 0; default 0; with search.tuner.name=TPE"));
        QVERIFY(help("search.assessor").contains("with search.assessor.name=Medianstop"));
        QVERIFY(help("search.tuner.name").contains("one of ") && help("search.tuner.name").contains("TPE"));
        QVERIFY(help("space").contains("space.KEY._type: one of choice, randint, uniform"));
        QVERIFY(help("space_file").contains("YAML or JSON"));
        QVERIFY(help("folder").contains("relative paths"));
        QVERIFY(help("network.hidden").contains("; with network.name="));
        QVERIFY(help("hw.devices").startsWith("hw.devices: "));
        QVERIFY(help("space.opt.lr").startsWith("space.opt.lr._type: one of choice, randint, uniform"));
        QVERIFY(help("space.opt.lr").contains("How values of the option opt.lr are drawn"));
        QVERIFY(help("space.opt.lr._value").startsWith("space.opt.lr._value: list"));
        ctl_->write("own.yaml", "lathe: 1\ntrial: {command: [sh]}\nconfig: {opt: {lr: 0.5}}\n");
        const Ran program = ctl_->run({"config", "help", "--experiment", ctl_->file("own.yaml"), "opt"});
        QVERIFY2(program.out.contains("opt.lr: any; default 0.5") && program.out.contains("now 0.5 (file "),
                 program.out);
        // Of an experiment those of its own choices.
        const Ran own = ctl_->run({"config", "help", "search.tuner", "--experiment", ctl_->experiment()});
        QVERIFY2(own.code == 0 && own.out.contains("search.tuner.args.") && !own.out.contains("name=GridSearch\n"),
                 own.out);
    }
};

LATHE_TEST(TestCompletion)
#include "test_completion.moc"
