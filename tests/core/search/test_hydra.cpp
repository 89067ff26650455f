// SPDX-License-Identifier: GPL-3.0-or-later
// Hydra applications as experiments: which program and config, what becomes of the sweep, what is left out.
#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/search/hydra/application.h"
#include "core/search/hydra/import.h"
#include "core/search/hydra/sweeper.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

class TestHydra : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> folder_;

    std::filesystem::path path(const std::string& name) const {
        return std::filesystem::path(folder_->path().toStdString()) / name;
    }
    void write(const std::string& name, const std::string& text) const {
        std::filesystem::create_directories(path(name).parent_path());
        std::ofstream(path(name)) << text;
    }
    void write_program(const std::string& name, const std::string& configs, const std::string& config) const {
        write(name, "import hydra\n\n@hydra.main(version_base=\"1.3\", config_path=\"" + configs +
                        "\",\n            config_name = '" + config + "')\ndef main(cfg): pass\n");
    }

    tl::expected<HydraImport, Errors> imported(std::vector<std::string> overrides = {},
                                               const std::string& config = {}) {
        return import_hydra({path("conf"), config, {}, std::move(overrides), path("")}, config::Catalog());
    }
    Experiment read(const std::string& text) {
        write("experiment.yaml", text);
        return load_experiment(path("experiment.yaml").string(), config::Catalog()).value();
    }
    static std::string joined(const std::vector<std::string>& notes) {
        std::string text;
        for (const auto& one : notes) text += one + "\n";
        return text;
    }

  private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        write("conf/train.yaml",
              "defaults:\n- _self_\n- db: pg\n- search: null\n- override hydra/job_logging: colorlog\n"
              "opt: {lr: 0.1, name: adam}\nout: ${hydra:runtime.output_dir}\nday: ${now:%Y}\n"
              "root: ${oc.env:LATHE_NOT_SET}/data\nunder: ${root}/x\nhydra:\n  run: {dir: 'out/${opt.name}'}\n"
              "  job: {env_set: {MODE: fast}, chdir: true}\n");
        write("conf/eval.yaml", "a: 1\n");
        write("conf/db/pg.yaml", "host: a\n");
        write("conf/db/mysql.yaml", "host: b\n");
        write("conf/search/grid.yaml",
              "# @package _global_\nhydra:\n  sweeper:\n    params:\n      opt.lr: choice(0.1, 0.2)\n"
              "      opt.name: adam,sgd\n      db: pg,mysql\n      nope: 1,2\n");
        write("conf/search/optuna.yaml",
              "# @package _global_\ndefaults: [{override /hydra/sweeper: optuna}]\noptimized_metric: val/acc\n"
              "hydra:\n  sweeper:\n    sampler: {_target_: optuna.samplers.CmaEsSampler, seed: 7}\n    direction: "
              "maximize\n"
              "    n_trials: 33\n    n_jobs: 2\n    params: {opt.lr: 'tag(log, interval(0.001, 1))'}\n");
        write_program("src/train.py", "../conf", "train.yaml");
        write_program("src/eval.py", "../conf", "eval");
        write_program("src/other.py", "../elsewhere", "train");
    }

    void programs_are_found_by_what_they_start_from() {
        const auto all = find_hydra_programs(path("conf"));
        QVERIFY(all.is_complete);
        QVERIFY(!find_hydra_programs(path("conf"), 2).is_complete);
        const auto& programs = all.found;
        QCOMPARE(programs.size(), std::size_t{2});
        QCOMPARE(programs[0].config, std::string("eval"));
        QCOMPARE(programs[1].file.filename().string(), std::string("train.py"));
        QCOMPARE(programs[1].config, std::string("train"));
    }

    void a_tree_stays_where_it_is() {
        const auto made = imported().value();
        const Experiment experiment = read(made.experiment);
        QCOMPARE(experiment.name, std::string("train"));
        QVERIFY(made.experiment.find("config_file: conf/train.yaml") != std::string::npos);
        QCOMPARE(experiment.program->command[1], std::string("src/train.py"));
        QCOMPARE(experiment.program->command.back(), std::string("hydra.job.chdir=true"));
        // Whatever the trial's folder is called.
        QCOMPARE(experiment.program->command[6], std::string("hydra.run.dir=${oc.env:LATHE_TRIAL_DIR}"));
        QCOMPARE(joined(experiment.notes), joined(made.notes));
        QCOMPARE(experiment.program->env.front().second, std::string("fast"));
        QVERIFY(joined(made.notes).find("colorlog") != std::string::npos);
        QVERIFY(joined(made.notes).find("for Hydra itself") != std::string::npos);
        // The program runs under Hydra, which knows where its output goes, and sets variables itself.
        const auto resolved = experiment.trial_config(config::Catalog(), {});
        QVERIFY(resolved.errors.empty());
        QCOMPARE(resolved.value.string_or("out", ""), std::string("${hydra:runtime.output_dir}"));
        QCOMPARE(resolved.value.string_or("under", ""), std::string("${oc.env:LATHE_NOT_SET}/data/x"));
        QCOMPARE(resolved.value.string_or("day", "").size(), std::size_t{4});
        QCOMPARE(resolved.value.string_or("db.host", ""), std::string("a"));
        // Its groups can still be chosen.
        const auto other = load_experiment(path("experiment.yaml").string(), config::Catalog(), {{"db=mysql"}}).value();
        QCOMPARE(other.config.string_or("db.host", ""), std::string("b"));
    }

    void a_sweep_of_hydras_own_is_a_grid() {
        const auto made = imported({"search=grid", "db=mysql"}).value();
        const Experiment experiment = read(made.experiment);
        QCOMPARE(experiment.purpose, Purpose::search);
        QCOMPARE(experiment.config.string_or("db.host", ""), std::string("b"));
        QVERIFY(made.experiment.find("${now:%Y}") != std::string::npos);
        QCOMPARE(experiment.space.parameters().size(), std::size_t{2});
        QCOMPARE(experiment.search.tuner.name, std::string("GridSearch"));
        QCOMPARE(experiment.search.max_trials, 4);
        QVERIFY(!experiment.search.objective);
        QVERIFY(joined(made.notes).find("db: is a group") != std::string::npos);
        QVERIFY(joined(made.notes).find("nope: the config has no such key") != std::string::npos);
    }

    void a_sweep_of_optuna_is_its_counterpart() {
        const Experiment experiment = read(imported({"search=optuna", "opt.name=adam,sgd"}).value().experiment);
        QCOMPARE(experiment.search.tuner.name, std::string("CMA-ES"));
        QCOMPARE(experiment.search.tuner.args.int_or("seed", 0), 7);
        QCOMPARE(experiment.search.objective->metric, std::string("val/acc"));
        QCOMPARE(experiment.search.objective->mode, Mode::maximize);
        QCOMPARE(experiment.search.max_trials, 33);
        QCOMPARE(experiment.search.concurrency, 2);
        QCOMPARE(experiment.space.parameters().size(), std::size_t{2});
    }

    void an_interval_is_drawn_at_random() {
        const config::Value config{config::Dict{{"lr", 0.1}}};
        const auto sweep = read_hydra_sweep(config::Dict{}, config, {"lr=interval(0,1)", "lr=3"});
        QCOMPARE(sweep.tuner, std::string("Random"));
        QCOMPARE(sweep.notes.size(), std::size_t{2});
        QVERIFY(read_hydra_sweep(config::Dict{}, config, {}).tuner.empty());
    }

    void parameters_are_in_hydras_grammar() {
        using config::Dict;
        using config::Value;
        const Value config{Dict{{"a", 1}, {"b", "x"}, {"c", 1}, {"d", 1}, {"e", 1}}};
        const Value params{Dict{{"a", "int(tag(log, interval(1, 64)))"},
                                {"b", "yes,01,'it\\'s'"},
                                {"c", "shuffle(range(1, 4))"},
                                {"d", "glob(*)"},
                                {"e", "sort(3,1,2)"},
                                {"db/engine", "inno,rocks"}}};
        const Value node{Dict{{"sweeper", Dict{{"params", params}, {"search_space", Dict{{"a", Dict{{"low", 0}}}}}}}}};
        const auto sweep = read_hydra_sweep(node, config, {});
        const auto entry = [](const char* type, config::List values) {
            return Value(Dict{{"_type", type}, {"_value", std::move(values)}});
        };
        QCOMPARE(sweep.space, Value(Dict{{"a", entry("qloguniform", {1, 64, 1})},
                                         {"b", entry("choice", {"yes", "01", "it's"})},
                                         {"c", entry("randint", {1, 4})},
                                         {"e", entry("choice", {1, 2, 3})}}));
        const auto notes = joined(sweep.notes);
        for (const char* told : {"d: glob()", "db/engine: is a group", "hydra.sweeper.search_space: is not read"})
            QVERIFY2(notes.find(told) != std::string::npos, notes.c_str());
    }

    void what_is_not_plain_is_asked_for() {
        const auto error = [](const tl::expected<HydraImport, Errors>& made) { return made.error().front().str(); };
        QVERIFY(imported({}, "eval"));
        QVERIFY(error(imported({}, "nope")).find("there is no file") != std::string::npos);
        QVERIFY(error(imported({"db=nope"})).find("there are mysql, pg") != std::string::npos);
        QVERIFY(error(imported({"opt.nope=1"})).find("opt.nope") != std::string::npos);
        write("conf/old.yml", "a: 1\n");
        QVERIFY(error(imported({}, "old")).find("reads .yaml alone; rename it to old.yaml") != std::string::npos);
        for (int i = 0; i < 2100; ++i) write("data/" + std::to_string(i), "");
        std::filesystem::remove_all(path("src"));
        QVERIFY(error(imported()).find("not all were looked at; name the program") != std::string::npos);
        std::filesystem::remove_all(path("data"));
        write_program("src/train.py", "../conf", "train.yaml");
        write_program("other.py", "conf", "train");
        QVERIFY(error(imported()).find("--program") != std::string::npos);
        QVERIFY(import_hydra({path("conf"), "", path("other.py"), {}, path("")}, config::Catalog()));
        QVERIFY(error(import_hydra({path("nope"), "", "", {}, path("")}, config::Catalog())).find("no folder") !=
                std::string::npos);
        const auto file = error(import_hydra({path("other.py"), "", "", {}, path("")}, config::Catalog()));
        QVERIFY(file.find("is a file") != std::string::npos && file.find("--config other") != std::string::npos);
    }
};

LATHE_TEST(TestHydra)
#include "test_hydra.moc"
