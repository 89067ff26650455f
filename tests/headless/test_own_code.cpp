// SPDX-License-Identifier: GPL-3.0-or-later
// Bring your own: what `lathectl new` writes builds against the installed headers and against a build, and trains; so
// do the bundled examples. The real engine, real compilers.
#include <QProcess>
#include <QtTest>

#include "core/base/json.h"
#include "tests/test_program.h"

using namespace lathe;

class TestOwnCode : public QObject {
    Q_OBJECT

    QTemporaryDir home_;
    QString prefix_;

    struct Ran {
        int code = -1;
        QByteArray out;
        QByteArray err;
    };
    Ran run(const QString& program, const QStringList& arguments, const QString& folder = {}) {
        QProcess process;
        process.setWorkingDirectory(folder.isEmpty() ? home_.path() : folder);
        process.start(program, arguments);
        if (!process.waitForFinished(600000)) return {};
        return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
    }
    // `prefix`: where Lathe is, installed or built.
    Ran build(const QString& folder, const QString& prefix) {
        const Ran configured = run("cmake",
                                   {"-S", ".", "-B", "build", "-DCMAKE_PREFIX_PATH=" + prefix,
                                    "-DCMAKE_BUILD_TYPE=Debug", "-DLATHE_LATHECTL=" LATHECTL},
                                   folder);
        return configured.code != 0 ? configured : run("cmake", {"--build", "build"}, folder);
    }
    // Of the folder's workspace.
    static QString only_study(const QString& folder) {
        const QDir runs(folder + "/lathe-runs");
        const auto names = runs.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        return names.size() == 1 ? runs.filePath(names.front()) : QString();
    }
    static QByteArray text(const Ran& ran) { return ran.out + ran.err; }

  private Q_SLOTS:
    void initTestCase() {
        qputenv("XDG_CONFIG_HOME", home_.filePath("config").toUtf8());
        qputenv("XDG_CACHE_HOME", home_.filePath("cache").toUtf8());
        qputenv("CMAKE_GENERATOR", "Ninja");  // what Lathe itself is built with; make need not be here
        prefix_ = home_.filePath("installed");
        for (const char* component : {"development", "runtime"}) {
            const Ran ran =
                run("cmake", {"--install", LATHE_BINARY_DIR, "--component", component, "--prefix", prefix_});
            QVERIFY2(ran.code == 0, text(ran));
        }
    }

    // Each kind of project, built against what is installed or against this build, with the tests that it brings.
    void what_new_writes_builds_and_passes_its_tests_data() {
        QTest::addColumn<bool>("installed");
        QTest::newRow("module") << true;
        QTest::newRow("network") << false;
        QTest::newRow("data") << false;
        QTest::newRow("callback") << false;
        QTest::newRow("metric") << true;
    }
    void what_new_writes_builds_and_passes_its_tests() {
        const QString kind = QTest::currentDataTag();
        const QString name = "own_" + kind;
        QFETCH(bool, installed);
        Ran ran = run(LATHECTL, {"new", kind, name});
        QVERIFY2(ran.code == 0 && ran.out.contains((name + "/CMakeLists.txt").toUtf8()), text(ran));
        const QString folder = home_.filePath(name);
        ran = build(folder, installed ? prefix_ : LATHE_BINARY_DIR);
        QVERIFY2(ran.code == 0, text(ran));
        ran = run("ctest", {"--test-dir", "build", "--output-on-failure"}, folder);
        QVERIFY2(ran.code == 0 && ran.out.contains("100% tests passed"), text(ran));
        QVERIFY2(ran.out.contains("out of 4"), text(ran));
        // Its tests have trusted it for themselves alone.
        ran = run(LATHECTL, {"run", name + ".yaml"}, folder);
        QVERIFY2(ran.code == 2 && ran.err.contains("lathectl trust"), text(ran));
        QVERIFY(only_study(folder).isEmpty());

        ran = run(LATHECTL, {"new", kind, name});
        QVERIFY2(ran.code == 2 && ran.err.contains("not empty"), text(ran));
        QCOMPARE(run(LATHECTL, {"new", kind, "my net!"}).code, 2);
    }

    // The recipe of HACKING.md, word for word.
    void the_recipe_works_as_it_is_written() {
        QFile hacking(LATHE_SOURCE_DIR "/HACKING.md");
        QVERIFY(hacking.open(QIODevice::ReadOnly));
        const QString whole = QString::fromUtf8(hacking.readAll());
        const auto section = whole.indexOf("## Code of your own");
        const auto begin = whole.indexOf("```sh\n", section) + 6;
        const auto end = whole.indexOf("```", begin);
        QVERIFY(section > 0 && begin > section && end > begin);
        QProcess shell;
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.insert("PATH", QFileInfo(LATHECTL).path() + ":" + variables.value("PATH"));
        variables.insert("CMAKE_PREFIX_PATH", LATHE_BINARY_DIR);
        shell.setProcessEnvironment(variables);
        shell.setWorkingDirectory(home_.path());
        shell.start("/bin/bash", {"-e", "-c", whole.mid(begin, end - begin)});
        QVERIFY(shell.waitForFinished(600000));
        const QByteArray said = shell.readAllStandardOutput() + shell.readAllStandardError();
        QVERIFY2(shell.exitCode() == 0, said);
        QVERIFY2(!only_study(home_.filePath("my_module")).isEmpty(), said);
    }

    void options_of_a_trusted_plugin_are_known_and_those_of_the_newest_build() {
        QCOMPARE(run(LATHECTL, {"new", "network", "my_net"}).code, 0);
        const QString folder = home_.filePath("my_net");
        Ran ran = build(folder, LATHE_BINARY_DIR);
        QVERIFY2(ran.code == 0, text(ran));
        const auto validate = [&](const QString& change) {
            return run(LATHECTL, {"config", "validate", "my_net.yaml", change}, folder);
        };
        // Nothing is known of it, and so nothing is refused but that it is not trusted.
        ran = validate("network.hidden=32");
        QVERIFY2(ran.code == 2 && ran.err.contains("lathectl trust"), text(ran));
        QCOMPARE(run(LATHECTL, {"trust", "build/libmy_net.so"}, folder).code, 0);
        ran = validate("network.hidden=32");
        QVERIFY2(ran.code == 0, text(ran));
        ran = validate("network.hiden=32");
        QVERIFY2(ran.code == 2 && ran.err.contains("network.hiden") && ran.err.contains("network.hidden"), text(ran));
        ran = validate("network.hidden=0");
        QVERIFY2(ran.code == 2 && ran.err.contains("from 1"), text(ran));
        ran = run(LATHECTL, {"config", "help", "network", "--experiment", "my_net.yaml"}, folder);
        QVERIFY2(ran.code == 0 && ran.out.contains("Units of the hidden layer"), text(ran));
        ran = run(LATHECTL, {"plugin", "options", "build/libmy_net.so"}, folder);
        QVERIFY2(ran.code == 0 && ran.out.contains("network my_net: One hidden layer") &&
                     ran.out.contains("network.hidden: int from 1, default 64; Units of the hidden layer"),
                 text(ran));
        ran = run(LATHECTL, {"plugin", "check", "build/libmy_net.so"}, folder);
        QVERIFY2(ran.code == 0 && ran.out.contains("learns from grey pictures of 1x28x28"), text(ran));

        const auto rename = [&](const QString& name, const char* before, const char* after) {
            QFile file(folder + "/" + name);
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray renamed = file.readAll().replace(before, after);
            file.close();
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(renamed) == renamed.size());
        };
        rename("my_net.cpp", "f(\"hidden\"", "f(\"units\"");
        ran = run("cmake", {"--build", "build"}, folder);
        QVERIFY2(ran.code == 0, text(ran));
        ran = validate("network.hidden=32");
        QVERIFY2(ran.code == 2 && ran.err.contains("network.hidden"), text(ran));
        rename("my_net.yaml", "hidden", "units");
        ran = run(LATHECTL, {"run", "my_net.yaml", "--json", "network.units=16", "train.epochs=1"}, folder);
        QVERIFY2(ran.code == 0, text(ran));
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY(json && json->at("trials")[0].at("state") == "SUCCEEDED");
    }

    // What runs while it is loaded may end the process: that is no good plug-in.
    void a_plugin_that_ends_the_process_is_none_data() {
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("said");
        QTest::newRow("ends") << "#include <cstdlib>\n[[gnu::constructor]] void f() { exit(0); }"
                              << "exit code 0";
        QTest::newRow("crashes") << "#include <csignal>\n[[gnu::constructor]] void f() { raise(SIGSEGV); }"
                                 << "SIGSEGV";
    }
    void a_plugin_that_ends_the_process_is_none() {
        QFETCH(QString, code);
        QFETCH(QString, said);
        QTemporaryDir folder;
        QFile source(folder.filePath("bad.cpp"));
        QVERIFY(source.open(QIODevice::WriteOnly) && source.write(code.toUtf8()) > 0);
        source.close();
        QCOMPARE(run("c++", {"-shared", "-fPIC", "-o", "bad.so", "bad.cpp"}, folder.path()).code, 0);
        QCOMPARE(run(LATHECTL, {"trust", "bad.so"}, folder.path()).code, 0);
        Ran ran = run(LATHECTL, {"plugin", "check", "bad.so"}, folder.path());
        QVERIFY2(ran.code == 1 && ran.err.contains(said.toUtf8()), text(ran));
        ran = run(LATHECTL, {"plugin", "options", "bad.so"}, folder.path());
        QVERIFY2(ran.code == 2 && ran.out.isEmpty() && !ran.err.isEmpty(), text(ran));
        ran = run(LATHECTL, {"plugin", "check", "bad.cpp", "--json"}, folder.path());
        QVERIFY2(ran.code == 2 && ran.out.contains("\"good\": false") && ran.err.contains("lathectl trust"), text(ran));
    }

    void the_example_plugins_build_and_train_data() {
        QTest::addColumn<QString>("source");
        QTest::newRow("plugin") << "wide_net.cpp";
        QTest::newRow("dcgan") << "dcgan.cpp";
        QTest::newRow("focal") << "focal.cpp";
    }
    void the_example_plugins_build_and_train() {
        if (!QFile::exists("/usr/share/datasets/fashion-mnist")) QSKIP("dataset-fashion-mnist is not installed");
        const QString example = QTest::currentDataTag();
        QFETCH(QString, source);
        const QString folder = home_.filePath(example);
        QVERIFY(QDir().mkpath(folder));
        for (const QString& file : {QString("CMakeLists.txt"), source, QString("experiment.yaml")}) {
            QVERIFY(QFile::copy(LATHE_SOURCE_DIR "/resources/examples/" + example + "/" + file, folder + "/" + file));
        }
        Ran ran = build(folder, prefix_);
        QVERIFY2(ran.code == 0, text(ran));
        ran = run("ctest", {"--test-dir", "build", "--output-on-failure"}, folder);
        QVERIFY2(ran.code == 0 && ran.out.contains("100% tests passed"), text(ran));
        QCOMPARE(run(LATHECTL, {"trust", folder}).code, 0);
        ran = run(LATHECTL,
                  {"run", "experiment.yaml", "train.epochs=2", "train.limit_train_batches=10", "val.batch_size=512",
                   "train.limit_val_batches=2", "train.limit_test_batches=2", "--json"},
                  folder);
        QVERIFY2(ran.code == 0, text(ran));
        ran = run(LATHECTL, {"reproduce", only_study(folder)}, "/");
        QVERIFY2(ran.code == 0 && ran.out.contains("1 of 1 trial is equal"), text(ran));
    }

    void the_example_from_python_trains() {
        if (!QFile::exists("/usr/share/datasets/fashion-mnist")) QSKIP("dataset-fashion-mnist is not installed");
        const QString folder = home_.filePath("torchscript");
        QVERIFY(QDir().mkpath(folder));
        for (const char* file : {"export.py", "net.yaml", "experiment.yaml"}) {
            QVERIFY(
                QFile::copy(QString(LATHE_SOURCE_DIR "/resources/examples/torchscript/") + file, folder + "/" + file));
        }
        Ran ran = run("/usr/bin/python3", {"export.py"}, folder);
        if (ran.err.contains("No module named")) QSKIP("python3-torch is not installed");
        QVERIFY2(ran.code == 0, text(ran));
        QCOMPARE(run(LATHECTL, {"trust", "net.pt"}, folder).code, 0);
        ran = run(LATHECTL, {"run", "experiment.yaml", "train.epochs=1", "train.limit_train_batches=40", "--json"},
                  folder);
        QVERIFY2(ran.code == 0, text(ran));
        ran = run(LATHECTL, {"reproduce", only_study(folder)}, "/");
        QVERIFY2(ran.code == 0 && ran.out.contains("1 of 1 trial is equal"), text(ran));
        ran = run(LATHECTL, {"run", "experiment.yaml", "network.options.slope=7.0"}, folder);
        QVERIFY2(ran.code == 2 && ran.err.contains("network.options.slope"), text(ran));
    }

    void a_learning_rate_is_found_and_written() {
        const QString file = home_.filePath("find.yaml");
        QFile experiment(file);
        QVERIFY(experiment.open(QIODevice::WriteOnly));
        experiment.write(
            "# kept\nlathe: 1\nconfig:\n  network: {name: mlp}\n  data: {name: synthetic, samples: 512}\n"
            "  opt: {name: SGD, lr: 1e-9}   # too small\n");
        experiment.close();
        Ran ran = run(LATHECTL, {"find", "lr", file, "--json", "--apply"});
        QVERIFY2(ran.code == 0, text(ran));
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY2(json && json->at("suggestion").get<double>() > 1e-6, text(ran));
        QVERIFY(experiment.open(QIODevice::ReadOnly));
        const QByteArray written = experiment.readAll();
        QVERIFY(written.startsWith("# kept") && written.contains("# too small") && !written.contains("1e-9"));
        ran = run(LATHECTL, {"find", "batch-size", file, "--mode", "binsearch"});
        QVERIFY2(ran.code == 0 && ran.out == "train.batch_size 512\n", text(ran));
        QCOMPARE(run(LATHECTL, {"find", "lr", file, "--min", "1", "--max", "0.1"}).code, 2);
    }

    void a_script_becomes_an_experiment() {
        QTemporaryDir folder;
        QFile script(folder.filePath("train.py"));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write(
            "import sys\nfrom dataclasses import dataclass, field\n"
            "print('banner: on'); print('WARNING: no GPU', file=sys.stderr)\n"
            "@dataclass\nclass Opt:\n    lr: float = 0.1  # learning rate\n"
            "@dataclass\nclass Config:\n    opt: Opt = field(default_factory=Opt)\n    epochs: int = 3\n"
            "if __name__ == \"__main__\":\n    import lathe\n    config = lathe.config()\n"
            "    for epoch in range(config.epochs):\n"
            "        lathe.report(step=epoch, val_loss=config.opt.lr / (1 + epoch))\n");
        script.close();
        const QString file = folder.filePath("e.yaml");
        const QStringList make{"new", "experiment", "--from", folder.filePath("train.py:Config"), "-o", file};
        Ran ran = run(LATHECTL, make);
        QVERIFY2(ran.code == 2 && ran.err.contains("lathectl trust"), text(ran));
        QCOMPARE(run(LATHECTL, {"trust", folder.path()}).code, 0);
        ran = run(LATHECTL, make);
        QVERIFY2(ran.code == 0 && ran.err.contains("WARNING: no GPU"), text(ran));
        QCOMPARE(run(LATHECTL, make).code, 2);  // never over a file that is there
        ran = run(LATHECTL, {"config", "validate", file, "opt.lr=fast"});
        QVERIFY2(ran.code == 2 && ran.err.contains("opt.lr"), text(ran));
        // Names that YAML would read as something else.
        QVERIFY(QDir(folder.path()).mkpath("a: #b") && script.copy(folder.filePath("a: #b/on.py")));
        const QString odd = folder.filePath("odd.yaml");
        ran = run(LATHECTL, {"new", "experiment", "--from", folder.filePath("a: #b/on.py:Config"), "-o", odd});
        QVERIFY2(ran.code == 0, text(ran));
        ran = run(LATHECTL, {"run", odd, "epochs=1"}, folder.path());
        QVERIFY2(ran.code == 0, text(ran));
        QVERIFY2(only_study(folder.path()).contains("/on-"), qPrintable(only_study(folder.path())));
        QVERIFY(QDir(only_study(folder.path())).removeRecursively());
        ran = run(LATHECTL, {"run", file, "opt.lr=0.3"}, folder.path());
        QVERIFY2(ran.code == 0, text(ran));
        QFile log(only_study(folder.path()) + "/trials/0000/metrics.csv");
        QVERIFY(log.open(QIODevice::ReadOnly));
        QVERIFY(log.readAll().contains("0.1"));
    }
};

LATHE_CORE_TEST(TestOwnCode)
#include "test_own_code.moc"
