// SPDX-License-Identifier: GPL-3.0-or-later
// The texts that set up another machine: read by the programs that they are for, where those are at hand.
#include <sys/stat.h>

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "archives.h"
#include "core/base/shell.h"
#include "core/bundle/headless_files.h"
#include "core/bundle/packages.h"
#include "core/config/document.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::bundle;
using namespace lathe::bundle::archives;
namespace fs = std::filesystem;

class TestHeadlessFiles : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }

    void put_program(const fs::path& path, const std::string& text) {
        put_bytes(path, text);
        ::chmod(path.c_str(), 0755);
    }
    // Its output, and a line with its exit code.
    QByteArray run(const QString& program, const QStringList& arguments, const QString& path, const QString& folder) {
        QProcess process;
        process.setProcessChannelMode(QProcess::MergedChannels);
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PATH", path);
        environment.insert("HOME", dir_->path());
        environment.remove("XDG_CONFIG_HOME");
        process.setProcessEnvironment(environment);
        process.setWorkingDirectory(folder);
        process.start(program, arguments);
        process.waitForFinished();
        return process.readAll() + "exit " + QByteArray::number(process.exitCode());
    }

    static HeadlessJob awkward_job() {
        return {"It's a \"Test\"\n실험", "dir with 'quotes'/it's $HOME.yaml", HeadlessVerb::tune, {}};
    }

  private Q_SLOTS:
    void init() { dir_ = std::make_unique<QTemporaryDir>(); }

    void quoting_survives_the_shell() {
        for (const std::string text : {"plain.yaml", "two words", "it's", "$HOME `ls` \"x\"", "a\nb", "-n", "",
                                       "실험.yaml", "back\\slash!*?~"}) {
            QProcess shell;
            shell.start("sh", {"-c", QString::fromStdString("printf %s " + shell_quoted(text))});
            QVERIFY(shell.waitForFinished());
            QCOMPARE(shell.readAllStandardOutput().toStdString(), text);
        }
        QCOMPARE(shell_quoted("/a/b-c_1.yaml"), std::string("/a/b-c_1.yaml"));
    }

    void scripts_are_good_shell() {
        for (const HeadlessJob& job : {HeadlessJob{}, awkward_job()}) {
            put_bytes(at("run.sh"), run_script(job));
            put_bytes(at("job.sbatch"), slurm_script(job));
            QVERIFY(slurm_script(job).find("\n#SBATCH --signal=B:TERM@120\n") != std::string::npos);
            const QString path = qEnvironmentVariable("PATH");
            for (const char* name : {"run.sh", "job.sbatch"}) {
                const auto file = QString::fromStdString(at(name).string());
                QCOMPARE(run("sh", {"-n", file}, path, "/"), QByteArray("exit 0"));
                if (!QStandardPaths::findExecutable("shellcheck").isEmpty())  // SC2016 is about the dollar in the name
                    QCOMPARE(run("shellcheck", {"-e", "SC2016", file}, path, "/"), QByteArray("exit 0"));
            }
        }
    }

    void run_sh_runs_from_anywhere() {
        const fs::path folder = at("un packed 'folder'");
        put_program(at("bin/lathectl"), "#!/bin/sh\npwd\nprintf '<%s>' \"$@\"\n");
        put_program(folder / "run.sh", run_script(awkward_job()));
        const auto ran = run(QString::fromStdString((folder / "run.sh").string()), {"opt.lr=1 2", "a*"},
                             QString::fromStdString(at("bin").string()) + ":/usr/bin:/bin", "/");
        QCOMPARE(ran.toStdString(),
                 fs::canonical(folder).string() + "\n<tune><dir with 'quotes'/it's $HOME.yaml><opt.lr=1 2><a*>exit 0");
    }

    void run_sh_falls_back_to_a_container() {
        const fs::path folder = at("un packed");
        put_program(folder / "run.sh", run_script({.name = "My Net"}));
        // A machine with nothing but a shell's own tools.
        for (const char* tool : {"sh", "dirname", "id"})
            fs::create_symlink(QStandardPaths::findExecutable(tool).toStdString(),
                               (fs::create_directories(at("bin")), at("bin") / tool));
        const QString path = QString::fromStdString(at("bin").string());
        const QString script = QString::fromStdString((folder / "run.sh").string());
        QVERIFY(run(script, {}, path, "/").endsWith("needs lathectl, docker or podman\nexit 127"));
        put_program(at("bin/podman"), "#!/bin/sh\nprintf '<%s>' \"$@\"\n");
        QVERIFY(run(script, {}, path, "/").endsWith("exit 127"));
        put_bytes(folder / "Dockerfile", "FROM scratch\n");
        const QByteArray ran = run(script, {"a b"}, path, "/");
        QVERIFY2(ran.contains("<build><-t><lathe-my-net><.>"), ran.constData());
        QVERIFY2(ran.contains(":/work><lathe-my-net><lathectl><run><experiment.yaml><a b>exit 0"), ran.constData());
        QVERIFY(!ran.contains("/config/lathe"));
        fs::create_directories(at(".config/lathe"));
        const QByteArray trusting = run(script, {"a b"}, path, "/");
        QVERIFY2(trusting.contains(".config/lathe:/config/lathe:ro><lathe-my-net>"), trusting.constData());
    }

    // There are no commands of Slurm's in a container.
    void trials_that_are_jobs_run_in_the_container_itself() {
        HeadlessJob job{.name = "My Net"};
        job.trials_are_jobs = true;
        const fs::path folder = at("un packed");
        put_program(folder / "run.sh", run_script(job));
        put_bytes(folder / "Dockerfile", "FROM scratch\n");
        for (const char* tool : {"sh", "dirname", "id"})
            fs::create_symlink(QStandardPaths::findExecutable(tool).toStdString(),
                               (fs::create_directories(at("bin")), at("bin") / tool));
        put_program(at("bin/podman"), "#!/bin/sh\nprintf '<%s>' \"$@\"\n");
        const QByteArray ran = run(QString::fromStdString((folder / "run.sh").string()), {"a b"},
                                   QString::fromStdString(at("bin").string()), "/");
        QVERIFY2(ran.endsWith("<lathectl><run><experiment.yaml><--engine><local><a b>exit 0"), ran.constData());
        const auto container = container_file({"bookworm", "", ""}, job);
        QVERIFY(container->find("CMD [\"lathectl\", \"run\", \"experiment.yaml\", \"--engine\", \"local\"]\n") !=
                std::string::npos);
    }

    void containers_follow_the_record() {
        const HeadlessJob job{"Net", "experiment.yaml", HeadlessVerb::run, {"dataset-fashion-mnist"}};
        const auto trixie = container_file({"trixie", "0.1.0", "2.6.0"}, job);
        const auto bookworm = container_file({"bookworm", "", ""}, job);
        QVERIFY(trixie && bookworm);
        QVERIFY(trixie->find("FROM debian:trixie AS build\n") != std::string::npos);
        QVERIFY(trixie->find("    libtorch2.6 \\\n") != std::string::npos);
        QVERIFY(bookworm->find("    libtorch1.13 \\\n") != std::string::npos);
        QVERIFY(bookworm->find("libtorch2.6") == std::string::npos);
        QVERIFY(trixie->find("    dataset-fashion-mnist \\\n") != std::string::npos);
        QVERIFY(trixie->find("qt6") == std::string::npos);
        QVERIFY(trixie->find("CMD [\"lathectl\", \"run\", \"experiment.yaml\"]\n") != std::string::npos);
        QVERIFY(!container_file({"sid", "", ""}, job));
        // A name cannot add a line.
        const auto awkward = container_file({}, awkward_job());
        QVERIFY(awkward);
        QCOMPARE(std::ranges::count(*awkward, '\n'), std::ranges::count(*container_file({}, HeadlessJob{}), '\n'));
        const auto packages = headless_packages(PackageUse::build, "trixie");
        for (const char* needed : {"libtorch-dev", "libarchive-dev", "libxxhash-dev", "g++", "cmake"})
            QVERIFY2(std::ranges::find(packages, needed) != packages.end(), needed);
    }

    void environments_are_yaml() {
        const auto document = config::Document::parse(conda_environment({"trixie", "0.1.0", "2.6.0"}, awkward_job()));
        QVERIFY(document);
        QCOMPARE(document->root().string_or("name", ""), std::string("it-s-a-test"));
        const config::Value* packages = document->root().get("dependencies");
        QVERIFY(packages && packages->is_list());
        QCOMPARE(packages->as_list().back().as_string(), std::string("libtorch=2.6.0"));
    }

    void batch_files_name_their_experiment() {
        const std::string text = slurm_script({.name = "Net", .experiment = "a b.yaml", .verb = HeadlessVerb::tune});
        QVERIFY(text.find("#SBATCH --job-name=lathe-net\n") != std::string::npos);
        QVERIFY(text.find("experiment='a b.yaml'\n") != std::string::npos);
        QVERIFY(text.find("\nshift\n") == std::string::npos);
        QVERIFY(text.find("exec lathectl tune \"$experiment\" \"$@\"") != std::string::npos);
        QVERIFY(slurm_script({}).find("exec lathectl run ") != std::string::npos);
    }

    void a_search_whose_trials_are_jobs_has_one_for_its_session() {
        HeadlessJob job;
        job.trials_are_jobs = true;
        QVERIFY(slurm_script(job).find("exec lathectl run --engine local \"$experiment\"") != std::string::npos);
        job.verb = HeadlessVerb::tune;
        const std::string text = slurm_script(job);
        QVERIFY(text.find("exec lathectl tune \"$experiment\"") != std::string::npos);
        QVERIFY(text.find("#SBATCH --cpus-per-task=1\n") != std::string::npos);
        QVERIFY(text.find("The session of a search") != std::string::npos);
    }

    void a_bundle_brings_them_along() {
        BundlePlan plan;
        QVERIFY(add_headless_files(plan, {}, awkward_job()));
        QCOMPARE(plan.files.size(), std::size_t{4});
        QVERIFY(plan.find("run.sh")->executable);
        QVERIFY(plan.find("run.sh")->text.find("\nexperiment=experiment.yaml\n") != std::string::npos);
        QVERIFY(plan.code.empty());
    }
};

LATHE_TEST(TestHeadlessFiles)
#include "test_headless_files.moc"
