// SPDX-License-Identifier: GPL-3.0-or-later
// The bundle of a program experiment, by the real lathectl: in another folder, with another HOME, from another current
// folder it runs, and gives the same.
#include <QtTest>

#include "core/base/files.h"
#include "core/base/json.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

namespace {

const QString examples = QStringLiteral(LATHE_SOURCE_DIR "/resources/examples/program");

QString as_text(const fs::path& path) {
    return QString::fromStdString(path.string());
}

// Where Debian's Python is the first one, for which torch is a package.
const QString debian_path = QStringLiteral("/usr/bin:/bin");

bool can_train() {
    QProcess python;
    python.start("/usr/bin/python3", {"-c", "import torch, numpy"});
    return QFile::exists("/usr/share/datasets/fashion-mnist") && python.waitForFinished() && python.exitCode() == 0;
}

}  // namespace

class TestProgramBundles : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

    // Another machine as far as a test can have one: HOME, the workspace and the current folder are others.
    Ran elsewhere(QStringList arguments) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("HOME", ctl_->file("other home"));
        environment.remove("XDG_CONFIG_HOME");
        environment.insert("PATH", debian_path);
        environment.insert("LATHE_ENGINE", LATHE_FAKE_ENGINE);
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory("/");
        process.start(LATHECTL, QStringList{"--workspace", ctl_->file("again")} + arguments);
        return Lathectl::finish(process);
    }
    std::vector<fs::path> again() const {
        std::vector<fs::path> found;
        std::error_code code;
        for (const auto& entry : fs::directory_iterator(ctl_->file("again").toStdString(), code))
            if (entry.is_directory() && entry.path().filename() != "bundles") found.push_back(entry.path());
        return found;
    }
    static std::string metrics_of(const fs::path& study) {
        return read_file(store::trial_folder(study, 0) / "metrics.csv").value_or("none");
    }
    void copy(const QString& folder) {
        fs::copy(folder.toStdString(), ctl_->file("source").toStdString(), fs::copy_options::recursive);
    }
    // The source is gone, so that only what is in the bundle can have run.
    QString exported(const QString& target) {
        const QString bundle = ctl_->file("p.lathe.tar.zst");
        const Ran ran = ctl_->run({"export", target, "--to", "bundle", "-o", bundle});
        return ran.code == 0 && QFile::rename(ctl_->file("source"), ctl_->file("moved")) ? bundle : QString();
    }

  private Q_SLOTS:
    void init() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        ctl_->set("PATH", debian_path);
    }

    void the_examples_run_elsewhere_after_they_are_trusted_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QStringList>("overrides");
        QTest::newRow("a shell script") << examples + "/shell" << QStringList{"x=0.5", "y=1.5"};
        QTest::newRow("a PyTorch script")
            << examples << QStringList{"train.epochs=2", "train.examples=512", "model.width=16"};
    }
    void the_examples_run_elsewhere_after_they_are_trusted() {
        QFETCH(QString, folder);
        QFETCH(QStringList, overrides);
        if (!folder.endsWith("shell") && !can_train()) QSKIP("no torch for Python or no Fashion-MNIST here");
        copy(folder);
        Ran ran = ctl_->run(QStringList{"run", ctl_->file("source/experiment.yaml")} + overrides);
        QVERIFY2(ran.code == 0, ran.err);
        const fs::path study = ctl_->studies().front();
        const QString bundle = exported(ctl_->file("source/experiment.yaml"));
        QVERIFY(!bundle.isEmpty());

        ran = elsewhere(QStringList{"run", bundle} + overrides);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("you have not said that you trust it"), ran.err);
        QVERIFY2(elsewhere({"trust", bundle}).code == 0, "");
        ran = elsewhere(QStringList{"run", bundle} + overrides);
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY(metrics_of(study).find("loss") != std::string::npos);
        QCOMPARE(metrics_of(again().front()), metrics_of(study));
    }

    void a_study_is_reproduced_from_its_bundle() {
        copy(examples + "/shell");
        QVERIFY2(ctl_->run({"tune", ctl_->file("source/experiment.yaml"), "--trials", "2"}).code == 0, "");
        const QString bundle = exported(as_text(ctl_->studies().front()));
        QVERIFY(!bundle.isEmpty());
        QVERIFY2(elsewhere({"trust", bundle}).code == 0, "");
        for (int time = 0; time < 2; ++time) {  // the first writes its results into the unpacked record
            const Ran ran = elsewhere({"reproduce", bundle});
            QVERIFY2(ran.code == 0 && ran.out.contains("2 of 2 trials are equal"), ran.out + ran.err);
        }
    }

    void a_trial_is_an_experiment_with_its_program() {
        copy(examples + "/shell");
        QVERIFY2(ctl_->run({"tune", ctl_->file("source/experiment.yaml"), "--trials", "1"}).code == 0, "");
        const fs::path study = ctl_->studies().front();
        const QString bundle = exported(as_text(store::trial_folder(study, 0)));
        QVERIFY(!bundle.isEmpty());
        QVERIFY2(elsewhere({"trust", bundle}).code == 0, "");
        Ran ran = elsewhere({"run", bundle});
        QVERIFY2(ran.code == 0, ran.err);
        QCOMPARE(metrics_of(again().front()), metrics_of(study));
        ran = elsewhere({"reproduce", bundle});
        QVERIFY2(ran.code == 0 && ran.out.contains("1 of 1 trial is equal"), ran.out + ran.err);
    }

    void what_a_python_program_ran_with_is_in_its_bundle_and_shown() {
        if (!QFile::exists("/usr/bin/python3")) QSKIP("no Python here");
        QDir(ctl_->file("")).mkpath("source");
        ctl_->write(
            "source/t.py",
            "import json, os\nwith open(os.environ['LATHE_TRIAL_DIR'] + '/.lathe/metrics.jsonl', 'a') as file:\n"
            "    file.write(json.dumps({'metrics': {'loss': 1}}) + '\\n')\n");
        ctl_->write("source/p.yaml", "lathe: 1\nname: p\ntrial: {command: [/usr/bin/python3, t.py]}\nconfig: {a: 1}\n");
        QVERIFY2(ctl_->run({"run", ctl_->file("source/p.yaml")}).code == 0, "");
        const QString study = as_text(ctl_->studies().front());
        const Ran shown = ctl_->run({"show", study, "--environment", "--json"});
        QVERIFY2(shown.code == 0, shown.err);
        const auto record = parse_json(shown.out.toStdString());
        QVERIFY2(record && record->contains("python") && (*record)["python"].contains("version"), shown.out);
        const QByteArray version = QByteArray::fromStdString((*record)["python"]["version"].get<std::string>());
        QVERIFY(ctl_->run({"show", study, "--environment"}).out.contains("python.version"));

        const QString bundle = exported(study);
        QVERIFY2(elsewhere({"trust", bundle}).code == 0 && elsewhere({"run", bundle}).code == 0, "");
        const fs::path bundles = ctl_->file("again/bundles").toStdString();
        const fs::path unpacked = fs::directory_iterator(bundles)->path();
        const auto conda = read_file(unpacked / "environment.yaml");
        QVERIFY2(conda && conda->find("python=" + version.toStdString()) != std::string::npos, conda->c_str());
        const auto container = read_file(unpacked / "Dockerfile");
        QVERIFY(container && container->find("python3-venv") != std::string::npos);
    }
};

LATHE_CORE_TEST(TestProgramBundles)
#include "test_program_bundles.moc"
