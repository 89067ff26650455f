// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of a program in a bundle: what goes in, what stays, and that each thing that stays is told.
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "archives.h"
#include "core/bundle/bundle.h"
#include "core/bundle/plan_experiment.h"
#include "core/bundle/plan_study.h"
#include "core/bundle/program_folder.h"
#include "core/config/document.h"
#include "core/search/experiment_file.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::bundle;
using namespace lathe::bundle::archives;
namespace fs = std::filesystem;

namespace {

// Without "code/" in front.
std::string code_of(const BundlePlan& plan) {
    std::vector<std::string> names;
    for (const PlannedFile& file : plan.files)
        if (file.path.starts_with("code/")) names.push_back(file.path.substr(5));
    std::ranges::sort(names);
    std::string text;
    for (const std::string& name : names) text += name + " ";
    return text;
}

std::string warnings_of(const BundlePlan& plan) {
    std::string text;
    for (const std::string& one : plan.warnings) text += one + "\n";
    return text;
}

}  // namespace

class TestProgramFolder : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path at(const std::string& name) const { return fs::canonical(dir_->path().toStdString()) / name; }

    BundlePlan planned(const ProgramFolderLimits& limits = {}, const std::vector<fs::path>& data = {}) {
        BundlePlan plan;
        const auto done = add_program_folder(plan, at("project"), data, limits);
        [&] { QVERIFY2(done, done ? "" : done.error().str().c_str()); }();
        return plan;
    }
    tl::expected<BundlePlan, Errors> plan_of(const std::string& text, PlanOptions options = {}) {
        put_bytes(at("here/e.yaml"), text);
        const auto experiment = search::load_experiment(at("here/e.yaml").string(), {});
        if (!experiment) return tl::make_unexpected(experiment.error());
        return plan_experiment(*experiment, {}, at("here"), options);
    }
    bool git(const QStringList& arguments) {
        QProcess process;
        process.setWorkingDirectory(QString::fromStdString(at("project").string()));
        process.start("git", arguments);
        return process.waitForFinished() && process.exitCode() == 0;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        put_bytes(at("project/train.py"), "print(1)");
        put_bytes(at("project/net/model.py"), "x = 1");
    }

    void all_below_a_folder_but_what_is_made_by_tools_and_past_runs() {
        put_bytes(at("project/.github/ci.yml"), "x");
        put_bytes(at("project/__pycache__/train.pyc"), "x");
        put_bytes(at("project/own/pyvenv.cfg"), "x");
        put_bytes(at("project/own/lib/x.py"), "x");
        put_bytes(at("project/runs/e-1/study.jsonl"), "x");
        put_bytes(at("project/runs/e-1/trials/0000/log.txt"), "x");
        put_bytes(at("project/lathe-runs/index.sqlite"), "x");
        put_bytes(at("project/runs/bundles/e-1/bundle.json"), "{}");  // one that was run here
        put_bytes(at("project/runs/bundles/e-1/experiment.yaml"), "lathe: 1");
        put_bytes(at("project/runs/bundles/e-1/data/people.csv"), "x");
        put_bytes(at("project/e.lathe.tar.zst"), "x");
        put_bytes(at("project/.env"), "KEY=hunter2");
        put_bytes(at("project/token_net.py"), "x");
        const auto plan = planned();
        QCOMPARE(code_of(plan), std::string(".github/ci.yml net/model.py token_net.py train.py "));
        QCOMPARE(plan.code.size(), plan.files.size());
        const std::string said = warnings_of(plan);
        for (const char* part :
             {"left out (made by tools): __pycache__, own\n", "left out (past runs): lathe-runs, runs/e-1\n",
              "left out (a bundle): e.lathe.tar.zst, runs/bundles/e-1\n",
              "left out (of a name that tells of secrets): .env\n"})
            QVERIFY2(said.find(part) != std::string::npos, said.c_str());
    }

    void links() {
        put_bytes(at("outside/secret.txt"), "x");
        put_bytes(at("project/.git-not/x"), "x");
        fs::create_symlink("train.py", at("project/same.py"));
        fs::create_symlink(at("outside/secret.txt"), at("project/out.txt"));
        fs::create_symlink(at("outside"), at("project/out"));
        fs::create_symlink("net", at("project/net2"));
        fs::create_symlink("nowhere", at("project/lost"));
        const auto plan = planned();
        QCOMPARE(code_of(plan), std::string(".git-not/x net/model.py same.py train.py "));
        const std::string said = warnings_of(plan);
        for (const char* part : {"(a link that leads out of the folder): out, out.txt\n",
                                 "(a link that leads nowhere): lost\n", "(not a file): net2\n"})
            QVERIFY2(said.find(part) != std::string::npos, said.c_str());
    }

    void bounds_are_told_and_the_files_at_the_top_come_first() {
        put_bytes(at("project/a/b/1.bin"), "12345");
        put_bytes(at("project/a/b/2.bin"), "12345");
        put_bytes(at("project/large.bin"), std::string(100, 'x'));
        const auto few = planned({.files = 3, .file_size = 50, .total = 1000});
        QCOMPARE(code_of(few), std::string("a/b/1.bin net/model.py train.py "));
        QVERIFY2(warnings_of(few).find("larger than 50 bytes): large.bin\n") != std::string::npos,
                 warnings_of(few).c_str());
        QVERIFY(warnings_of(few).find("1 file is left out") != std::string::npos);
        QCOMPARE(code_of(planned({.files = 9, .file_size = 50, .total = 14})), std::string("net/model.py train.py "));
    }

    void of_a_repository_what_git_keeps() {
        put_bytes(at("project/.gitignore"), "*.pt\n");
        put_bytes(at("project/tokens.txt"), "known to all");
        if (!git({"init", "-q"}) || !git({"add", "."})) QSKIP("no git here");
        put_bytes(at("project/weights.pt"), "x");
        put_bytes(at("project/new.py"), "x");
        put_bytes(at("project/.env"), "KEY=hunter2");
        put_bytes(at("project/runs/study.jsonl"), "x");
        // What is tracked counts for no limit.
        const auto plan = planned({.files = 1});
        QCOMPARE(code_of(plan), std::string(".gitignore net/model.py new.py tokens.txt train.py "));
        QVERIFY(warnings_of(plan).find("secrets): .env") != std::string::npos);
    }

    void the_experiment_names_it_and_data_stay() {
        put_bytes(at("project/images/1.png"), "1");
        put_bytes(at("project/t.csv"), "1");
        put_bytes(at("project/net/__init__.py"), "");
        put_bytes(at("project/load.py"), "x");
        const std::string text =
            "lathe: 1\nname: p\ntrial:\n  command: [python3, train.py]  # how\n  code_dir: ../project  # where\n"
            "config:\n  data: {root: images, parts: [{file: t.csv}], own: ., name: net, loader: load.py}\n";
        const auto plan = plan_of(text);
        QVERIFY2(plan, plan ? "" : plan.error().front().str().c_str());
        QCOMPARE(code_of(*plan), std::string("load.py net/__init__.py net/model.py train.py "));
        QVERIFY2(warnings_of(*plan).find("left out (data): images, t.csv\n") != std::string::npos ||
                     warnings_of(*plan).find("left out (data): t.csv, images\n") != std::string::npos,
                 warnings_of(*plan).c_str());
        QVERIFY2(plan->find("experiment.yaml")->text.find("  code_dir: code  # where\n") != std::string::npos,
                 plan->find("experiment.yaml")->text.c_str());
        QCOMPARE(code_of(*plan_of(text, {.with_data = true})),
                 std::string("images/1.png load.py net/__init__.py net/model.py t.csv train.py "));
        // A plan can be written, and holds code.
        QVERIFY(Bundle::write(*plan, at("p.lathe.tar.zst")));
        const auto bundle = Bundle::open(at("p.lathe.tar.zst"));
        QVERIFY2(bundle, bundle ? "" : bundle.error().str().c_str());
        QCOMPARE(bundle->manifest().code.size(), std::size_t{5});
    }

    void other_ways_to_write_a_program() {
        put_bytes(at("here/t.sh"), "true");
        const auto shell = plan_of("lathe: 1\nname: p\ntrial: sh t.sh\nconfig: {}\n");
        QVERIFY2(shell, shell ? "" : shell.error().front().str().c_str());
        const auto document = config::Document::parse(shell->find("experiment.yaml")->text);
        QVERIFY2(document, shell->find("experiment.yaml")->text.c_str());
        QCOMPARE(document->root().string_or("trial.code_dir", ""), std::string("code"));
        QCOMPARE(document->root().string_or("trial.command", ""), std::string("sh t.sh"));
        QVERIFY(document->root().bool_or("trial.shell", false));
        const auto own =
            plan_of("lathe: 1\nname: p\ntrial: {command: [sh, /home/me/t.sh], env: {API_KEY: hunter2}}\nconfig: {}\n");
        QVERIFY(warnings_of(*own).find("/home/me/t.sh may not be there") != std::string::npos);
        QVERIFY(warnings_of(*own).find("trial.env.API_KEY looks like a secret") != std::string::npos);
        const auto gone = plan_of("lathe: 1\nname: p\ntrial: {command: [sh, t.sh], code_dir: gone}\nconfig: {}\n");
        QVERIFY2(gone && warnings_of(*gone).find("trial.code_dir: there is no folder") != std::string::npos,
                 gone ? warnings_of(*gone).c_str() : gone.error().front().str().c_str());
    }
};

LATHE_TEST(TestProgramFolder)
#include "test_program_folder.moc"
