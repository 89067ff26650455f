// SPDX-License-Identifier: GPL-3.0-or-later
// What is found out of the environment of somebody's program: real interpreters, and tools that the test makes up.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>

#include "core/base/files.h"
#include "core/base/json.h"
#include "core/provenance/provenance.h"
#include "core/run/program/program_environment.h"
#include "core/run/program/program_output_of.h"
#include "core/run/program/program_path.h"
#include "core/run/session.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/store/study_record.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using config::Value;

namespace {

constexpr const char* python = "/usr/bin/python3";

}  // namespace

class TestProgramEnvironment : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    search::TrialProgram program_;

    fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }
    void put(const std::string& name, const std::string& text) {
        if (!make_folders(at(name).parent_path()) || !write_file_atomically(at(name), text)) qFatal("cannot write");
    }
    void put_program(const std::string& name, const std::string& text) {
        put(name, text);
        fs::permissions(at(name), fs::perms::owner_all);
    }
    void set(const std::string& name, const std::string& value) { program_.env.emplace_back(name, value); }

    static ProgramTools tools() { return {LATHE_BINARY_DIR "/bin/lathe-supervise", {}}; }
    Value found(std::vector<std::string> command, const Value& config = Value(config::Dict{})) {
        program_.command = std::move(command);
        return program_environment({program_, at("here"), config, tools()}, {});
    }
    static std::string text_at(const Value& value, const char* path) { return value.string_or(path, ""); }
    static std::string all_of(const Value& value) { return dump_json(config::to_json(value)); }

    static std::string version_of_python() {
        QProcess process;
        process.start(python, {"--version"});
        process.waitForFinished();
        return process.readAllStandardOutput().trimmed().mid(7).toStdString();
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        program_ = {};
        fs::create_directories(at("here"));
    }

    void a_python_by_its_name() {
        if (!fs::exists(python)) QSKIP("no Python here");
        set("PATH", at("bin").string() + ":{path}");
        put("here/train.py", "print(1)\n");
        put("here/json.py", "raise SystemExit('the program\\'s own folder must not be imported from')\n");
        const auto facts = found({"python3", "train.py"}, Value(config::Dict{{"path", "/usr/bin:/bin"}}));
        QCOMPARE(text_at(facts, "program.path"), std::string(python));
        QCOMPARE(text_at(facts, "program.checksum").size(), std::size_t{32});
        QCOMPARE(text_at(facts, "program.script.path"), at("here/train.py").string());
        QCOMPARE(text_at(facts, "program.script.checksum").size(), std::size_t{32});
        QCOMPARE(text_at(facts, "python.version"), version_of_python());
        QVERIFY2(!facts.find("python.problem"), all_of(facts).c_str());
        QVERIFY(facts.find("python.packages") && facts.find("python.packages")->is_dict());
        QVERIFY(!facts.find("conda"));
        if (fs::exists("/var/lib/dpkg/status")) QVERIFY(text_at(facts, "program.package").starts_with("python3"));
    }

    void a_python_by_the_first_line_of_a_script() {
        if (!fs::exists(python)) QSKIP("no Python here");
        set("PATH", "/usr/bin:/bin");
        put_program("here/train.py", "#!/usr/bin/env -S python3 -u\n");
        const auto facts = found({"./train.py"});
        QCOMPARE(text_at(facts, "program.path"), at("here/train.py").string());
        QCOMPARE(text_at(facts, "program.interpreter.path"), std::string(python));
        QCOMPARE(text_at(facts, "python.version"), version_of_python());
    }

    void a_python_in_a_text_for_the_shell() {
        if (!fs::exists(python)) QSKIP("no Python here");
        set("PATH", "/usr/bin:/bin");
        program_.shell = true;
        QCOMPARE(
            text_at(found({"env A=1 python3 train.py --lr {lr}"}, Value(config::Dict{{"lr", 0.1}})), "python.version"),
            version_of_python());
        const auto piped = found({"python3 train.py | tee log"});
        QCOMPARE(text_at(piped, "program.path"), std::string("/bin/sh"));
        QVERIFY(!piped.find("python"));
    }

    void packages_where_the_program_finds_them() {
        if (!fs::exists(python)) QSKIP("no Python here");
        set("PATH", "/usr/bin:/bin");
        set("PYTHONPATH", at("more").string());
        put("more/own_tool-1.5+local.dist-info/METADATA",
            "Metadata-Version: 2.1\nName: Own_Tool\nVersion: 1.5+local\nRequires-Dist: needed (>=1)\n"
            "Requires-Dist: idle; extra == 'all'\n");
        put("more/own_tool-1.5+local.dist-info/direct_url.json",
            "{\"url\": \"https://me:hunter2@host/own\", \"vcs_info\": {}}");
        put("more/broken.dist-info/METADATA", "nothing\n");
        put("more/own_tool-1.5+local.dist-info/top_level.txt", "tool\n");
        put("more/needed-2.dist-info/METADATA", "Metadata-Version: 2.1\nName: needed\nVersion: 2\n");
        put("more/idle-3.dist-info/METADATA", "Metadata-Version: 2.1\nName: idle\nVersion: 3\n");
        QVERIFY(!found({"python3"}).find("python.used"));  // no file says what it imports
        put("here/sub/a.py", "import os\nfrom tool.inner import x\nfrom . import idle\n");
        put("here/sub/broken.py", "import (\n");
        const auto facts = found({"python3"});
        QCOMPARE(text_at(facts, "python.packages.own-tool"), std::string("1.5+local"));
        QCOMPARE(text_at(facts, "python.packages.idle"), std::string("3"));
        QVERIFY2(*facts.find("python.used") == Value(config::List{"needed", "own-tool"}), all_of(facts).c_str());
        QCOMPARE(text_at(facts, "python.sources.own-tool"), std::string("https://me:***@host/own"));
        QVERIFY(!facts.find("python.debian.own-tool"));
        QVERIFY(all_of(facts).find("hunter2") == std::string::npos);
    }

    void other_programs() {
        set("PATH", "/usr/bin:/bin");
        put_program("here/trial.sh", "#!/bin/sh -e\ntrue\n");
        const auto facts = found({"./trial.sh"});
        QCOMPARE(text_at(facts, "program.path"), at("here/trial.sh").string());
        QCOMPARE(text_at(facts, "program.interpreter.path"), std::string("/bin/sh"));
        QVERIFY(!facts.find("python"));
        if (fs::exists("/var/lib/dpkg/status") && fs::exists("/bin/dash"))
            QCOMPARE(text_at(facts, "program.interpreter.package"), std::string("dash"));
        QVERIFY(found({"no-such-program"}).as_dict().empty());
    }

    void a_python_that_does_not_answer_as_one() {
        put_program("bin/python3", "#!/bin/sh\nexit 3\n");
        set("PATH", at("bin").string() + ":/usr/bin:/bin");
        QVERIFY(text_at(found({"python3"}), "python.problem").ends_with("ended with exit code 3"));
        put_program("bin/python3", "#!/bin/sh\necho no json\n");
        QCOMPARE(text_at(found({"python3"}), "python.problem"), std::string("its answer is not understood"));
    }

    void conda() {
        set("PATH", at("bin").string() + ":/usr/bin:/bin");
        set("CONDA_PREFIX", "/opt/envs/e");
        set("API_KEY", "hunter2");
        const auto without = found({"true"});
        QCOMPARE(text_at(without, "conda.prefix"), std::string("/opt/envs/e"));
        QVERIFY2(text_at(without, "conda.problem").find("no conda") != std::string::npos, all_of(without).c_str());
        put_program("bin/conda",
                    "#!/bin/sh\necho warning >&2\n[ \"$*\" = 'env export --prefix /opt/envs/e' ] || exit 1\ncat <<END\n"
                    "name: e\nchannels:\n  - conda-forge\n  - https://host/t/hunter2/own\ndependencies:\n"
                    "  - python=3.11.4=h1_0\n  - numpy=1.26.4=py311\n  - pip:\n    - wandb==0.16.0\n"
                    "variables:\n  TOKEN: hunter2\nprefix: /opt/envs/e\nEND\n");
        const auto facts = found({"true"});
        const Value expected(
            config::Dict{{"prefix", "/opt/envs/e"},
                         {"name", "e"},
                         {"channels", config::List{"conda-forge", "https://host/t/***/own"}},
                         {"packages", config::Dict{{"python", "3.11.4=h1_0"}, {"numpy", "1.26.4=py311"}}},
                         {"pip", config::Dict{{"wandb", "0.16.0"}}}});
        QVERIFY2(*facts.find("conda") == expected, all_of(facts).c_str());
        QVERIFY(all_of(facts).find("hunter2") == std::string::npos);
    }

    void answers_are_bounded() {
        ProgramStart start;
        start.supervisor = tools().supervisor;
        start.folder = "/";
        start.variables = {"PATH=/usr/bin:/bin"};
        const auto answer = [&](std::vector<std::string> command, OutputLimits limits) {
            start.arguments = std::move(command);
            const auto output = output_of(start, limits, {});
            return output ? *output : output.error().what;
        };
        using std::chrono::seconds;
        const OutputLimits wide{seconds(1000), 1 << 20, seconds(1000)};
        QCOMPARE(answer({"sh", "-c", "echo said; echo dropped >&2"}, wide), std::string("said\n"));
        QVERIFY(answer({"sleep", "1000"}, {seconds(0), 1, seconds(0)}).starts_with("sleep did not answer within"));
        QVERIFY(answer({"yes"}, {seconds(1000), 1000, seconds(0)}).starts_with("yes says more than"));
        QCOMPARE(answer({"sh", "-c", "kill -9 $$"}, wide), std::string("sh was killed by signal 9"));
        std::stop_source stopped;
        stopped.request_stop();
        start.arguments = {"sleep", "1000"};
        QVERIFY(!output_of(start, {seconds(1000), 1, seconds(0)}, stopped.get_token()));
    }

    void a_session_records_it_with_the_repository_of_the_code() {
        put("code/train.sh",
            "printf '%s\\n' '{\"metrics\": {\"default\": 1}}' >> \"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"\n");
        for (const QStringList& arguments : {QStringList{"init", "-q"}, QStringList{"add", "."}}) {
            QProcess git;
            git.setWorkingDirectory(QString::fromStdString(at("code").string()));
            git.start("git", arguments);
            if (!git.waitForFinished() || git.exitCode() != 0) QSKIP("no git here");
        }
        put("here/e.yaml", "lathe: 1\nname: e\ntrial: {command: [sh, train.sh], code_dir: ../code}\nconfig: {}\n");
        config::Catalog catalog;
        FakeInventory inventory;
        SessionServices services;
        services.catalog = &catalog;
        services.inventory = &inventory;
        services.program_tools = tools();
        const auto experiment = search::load_experiment(at("here/e.yaml").string(), catalog);
        QVERIFY(experiment);
        auto session = Session::create(*experiment, search::Purpose::trial, at("runs"), services);
        QVERIFY(session);
        (*session)->start();
        QCOMPARE((*session)->wait(), SessionState::finished);
        const fs::path study = (*session)->status().folder;
        session->reset();  // now the record is whole
        const auto trial = store::read_study(study)->trials.front();
        const auto record = provenance::Provenance::load(study, trial.facts.string_or("provenance", ""));
        QVERIFY2(record, record ? "" : record.error().str().c_str());
        QVERIFY2(record->environment.string_or("program.path", "").ends_with("/sh"),
                 all_of(record->environment).c_str());
        QVERIFY(record->environment.find("cpu"));
        QCOMPARE(record->repositories.size(), std::size_t{1});
        QCOMPARE(record->repositories.front().root.string(), fs::canonical(at("code")).string());
    }
};

LATHE_TEST(TestProgramEnvironment)
#include "test_program_environment.moc"
