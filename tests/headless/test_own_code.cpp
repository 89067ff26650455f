// Bring your own: what `lathectl new module` writes builds against the installed headers and trains; so do the bundled
// examples. The real engine, real compilers.
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
    Ran build(const QString& folder) {
        const Ran configured = run(
            "cmake", {"-S", ".", "-B", "build", "-DCMAKE_PREFIX_PATH=" + prefix_, "-DCMAKE_BUILD_TYPE=Debug"}, folder);
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
        qputenv("CMAKE_GENERATOR", "Ninja");  // what Lathe itself is built with; make need not be here
        prefix_ = home_.filePath("installed");
        for (const char* component : {"development", "runtime"}) {
            const Ran ran =
                run("cmake", {"--install", LATHE_BINARY_DIR, "--component", component, "--prefix", prefix_});
            QVERIFY2(ran.code == 0, text(ran));
        }
    }

    void a_new_module_builds_and_trains() {
        Ran ran = run(LATHECTL, {"new", "module", "my_net"});
        QVERIFY2(ran.code == 0 && ran.out.contains("my_net/CMakeLists.txt"), text(ran));
        const QString folder = home_.filePath("my_net");
        ran = build(folder);
        QVERIFY2(ran.code == 0, text(ran));

        const QStringList train{"run", "my_net.yaml", "--json", "network.options.hidden=32", "train.epochs=1"};
        ran = run(LATHECTL, train, folder);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("lathectl trust"), text(ran));
        ran = run(LATHECTL, {"trust", "build/libmy_net.so"}, folder);
        QVERIFY2(ran.code == 0, text(ran));
        ran = run(LATHECTL, {"plugin", "check", "build/libmy_net.so"}, folder);
        QVERIFY2(ran.code == 0 && ran.out.contains("my_net: One hidden layer") &&
                     ran.out.contains("hidden: int from 1, default 64; Units of the hidden layer") &&
                     ran.out.contains("learns from grey pictures of 1x28x28"),
                 text(ran));
        ran = run(LATHECTL, {"plugin", "check", "CMakeLists.txt", "--json"}, folder);
        QVERIFY2(ran.code == 2 && ran.out.contains("\"good\": false") && ran.err.contains("lathectl trust"), text(ran));
        // What runs while it is loaded may end the process: that is no good plug-in.
        for (const auto& [name, code] :
             {std::pair("ends", "#include <cstdlib>\n[[gnu::constructor]] void f() { exit(0); }"),
              std::pair("crashes", "#include <csignal>\n[[gnu::constructor]] void f() { raise(SIGSEGV); }")}) {
            QFile source(folder + "/" + name + ".cpp");
            QVERIFY(source.open(QIODevice::WriteOnly) && source.write(code) > 0);
            source.close();
            const QString library = QString("build/%1.so").arg(name);
            QCOMPARE(run("c++", {"-shared", "-fPIC", "-o", library, source.fileName()}, folder).code, 0);
            QCOMPARE(run(LATHECTL, {"trust", library}, folder).code, 0);
            ran = run(LATHECTL, {"plugin", "check", library}, folder);
            QVERIFY2(ran.code == 1 && ran.err.contains(name == QString("ends") ? "exit code 0" : "SIGSEGV"), text(ran));
        }
        ran = run(LATHECTL, train, folder);
        QVERIFY2(ran.code == 0, text(ran));
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY(json && json->at("trials")[0].at("state") == "SUCCEEDED");
        ran = run(LATHECTL, {"trust", "--list"}, folder);
        QVERIFY(ran.out.contains("my_net/build/libmy_net.so"));

        ran = run(LATHECTL, {"new", "module", "my_net"});
        QVERIFY2(ran.code == 2 && ran.err.contains("not empty"), text(ran));
        QCOMPARE(run(LATHECTL, {"new", "module", "my net!"}).code, 2);
    }

    void the_example_plugin_builds_and_trains() {
        if (!QFile::exists("/usr/share/datasets/fashion-mnist")) QSKIP("dataset-fashion-mnist is not installed");
        const QString folder = home_.filePath("plugin");
        QVERIFY(QDir().mkpath(folder));
        for (const char* file : {"CMakeLists.txt", "wide_net.cpp", "experiment.yaml"}) {
            QVERIFY(QFile::copy(QString(LATHE_SOURCE_DIR "/resources/examples/plugin/") + file, folder + "/" + file));
        }
        Ran ran = build(folder);
        QVERIFY2(ran.code == 0, text(ran));
        QCOMPARE(run(LATHECTL, {"trust", folder}).code, 0);
        ran = run(LATHECTL, {"run", "experiment.yaml", "train.epochs=1", "train.limit_train_batches=40", "--json"},
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
