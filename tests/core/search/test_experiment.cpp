// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fstream>

#include <QTemporaryDir>
#include <QTest>

#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/search/experiment_text.h"
#include "core/search/search_end.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;
using config::option;
using config::Type;

namespace {

config::Catalog catalog() {
    config::Catalog out;
    out.add_common({option("train.batch_size", Type::integer, 64, "").at_least(1),
                    option("train.epochs", Type::integer, 3, "").at_least(1),
                    option("opt.lr", Type::floating, 1e-3, "").above(0), option("seed", Type::integer, 42, ""),
                    option("extra", Type::dict, config::Dict{}, "")});
    const config::Variant lenet{"lenet", "",
                                std::vector{option("network.version", Type::string, "1_0", "").one_of({"1_0", "1_1"})}};
    const config::Variant mlp{"mlp", "", std::vector{option("network.hidden", Type::integer, 10, "").at_least(1)}};
    out.add_group("network.name", "", "lenet", std::vector{lenet, mlp});
    return out;
}

tl::expected<Experiment, Errors> parse(const std::string& text, const LoadOptions& options = {}) {
    const auto document = config::Document::parse(text, "exp.yaml");
    return document ? parse_experiment(*document, catalog(), options)
                    : tl::expected<Experiment, Errors>(tl::make_unexpected(Errors{document.error()}));
}

Errors errors_of(const std::string& text, const LoadOptions& options = {}) {
    const auto experiment = parse(text, options);
    return experiment ? Errors{} : experiment.error();
}

bool has(const Errors& errors, const std::string& key, int line) {
    return std::ranges::any_of(errors,
                               [&](const Error& e) { return e.key == key && e.line == line && e.file == "exp.yaml"; });
}

}  // namespace

class TestExperiment : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_engine_is_read() {
        const auto experiment = parse(
            "lathe: 1\nsearch:\n  engine: {name: slurm, partition: long, gpus: 1, cpus: 4, time: 2h, args: "
            "[--account=x]}\n");
        QVERIFY(experiment);
        const Engine& engine = experiment->search.engine;
        QCOMPARE(engine.kind, EngineKind::slurm);
        QCOMPARE(engine.partition, std::string("long"));
        QCOMPARE(engine.gpus, 1);
        QCOMPARE(engine.cpus, 4);
        QVERIFY(engine.time == std::chrono::hours(2));
        QVERIFY(engine.args == std::vector<std::string>{"--account=x"});
        QCOMPARE(parse("lathe: 1\n")->search.engine.kind, EngineKind::local);
    }

    void a_wrong_engine_is_told_with_its_place_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("key");
        QTest::newRow("unknown engine") << "name: slrum"
                                        << "search.engine.name";
        QTest::newRow("unknown key") << "partion: x"
                                     << "search.engine.partion";
        QTest::newRow("no duration") << "time: soon"
                                     << "search.engine.time";
        QTest::newRow("negative") << "gpus: -1"
                                  << "search.engine.gpus";
        QTest::newRow("no option") << "args: [job.sh]"
                                   << "search.engine.args";
        QTest::newRow("Lathe's own") << "args: [--output=x]"
                                     << "search.engine.args";
        QTest::newRow("Lathe's own, short") << "args: [-Jx]"
                                            << "search.engine.args";
    }
    void a_wrong_engine_is_told_with_its_place() {
        QFETCH(const QString, line);
        QFETCH(const QString, key);
        const auto errors = errors_of("lathe: 1\nsearch:\n  engine:\n    " + line.toStdString() + "\n");
        QCOMPARE(errors.size(), 1u);
        QVERIFY2(has(errors, key.toStdString(), 4), errors.front().str().c_str());
    }

    void everything_is_read() {
        const auto experiment = parse(
            "lathe: 1\nname: one\nconfig:\n  train: {batch_size: 32}\n"
            "space:\n  opt.lr: {_type: loguniform, _value: [1e-4, 1e-1]}\n"
            "search:\n  objective: {metric: val_acc, mode: maximize, use: best}\n  tuner: {name: Random, args: {seed: "
            "3}}\n"
            "  assessor: {name: Medianstop, args: {start_step: 1}}\n  max_trials: 20\n  max_duration: 1.5h\n  "
            "concurrency: 2\n"
            "  devices: {indices: [0, 1], per_trial: 0.5, trials_per_gpu: 2, use_active: true}\n");
        if (!experiment) QFAIL(experiment.error().front().str().c_str());
        QCOMPARE(experiment->name, std::string("one"));
        QCOMPARE(experiment->config.find("train.batch_size")->as_int(), 32);
        QCOMPARE(experiment->space.parameters().size(), std::size_t{1});
        const SearchSettings& s = experiment->search;
        QVERIFY(s.objective && s.objective->metric == "val_acc" && s.objective->mode == Mode::maximize &&
                s.objective->use_best);
        QCOMPARE(s.tuner.name, std::string("Random"));
        QCOMPARE(s.tuner.args.get("seed")->as_int(), 3);
        QCOMPARE(s.assessor->name, std::string("Medianstop"));
        QCOMPARE(s.max_trials, 20);
        QCOMPARE(s.max_duration->count(), 5400000);
        QCOMPARE(s.concurrency, 2);
        QCOMPARE(s.devices.indices, (std::vector<int>{0, 1}));
        QCOMPARE(s.devices.per_trial, 0.5);
        QVERIFY(s.devices.trials_per_gpu == 2 && s.devices.use_active);
    }

    // The default would end a search of many hours after ten trials.
    void the_time_alone_leaves_the_number_of_trials_open() {
        const auto trials = [](const std::string& limits) {
            return parse("lathe: 1\nsearch: {objective: {metric: m}" + limits + "}\n").value().search.max_trials;
        };
        QCOMPARE(trials(""), 10);
        QVERIFY(!trials(", max_duration: 1h"));
        QCOMPARE(trials(", max_duration: 1h, max_trials: 30"), 30);
        QVERIFY(!trials(", max_trials: null"));
        QCOMPARE(trials(", max_duration: null"), 10);
        QCOMPARE(trials(", stop_when: {no_improvement: 5}"), 10);
    }

    void what_ends_a_search_is_told() {
        const auto end = [](const std::string& search, const std::string& range = "uniform, _value: [0, 1]") {
            return end_of_search(parse("lathe: 1\ntrial: {command: ['true']}\nconfig: {lr: 1}\nspace: {lr: {_type: " +
                                       range + "}}\nsearch: {objective: {metric: m}" + search + "}\n")
                                     .value());
        };
        QCOMPARE(end(""), std::string("the search ends after 10 trials (the default of search.max_trials)"));
        QCOMPARE(end(", max_trials: 1"), std::string("the search ends after 1 trial"));
        QCOMPARE(end(", max_duration: 90min"), std::string("the search ends once 90min has passed"));
        QCOMPARE(end(", max_trials: 9, max_duration: 2h, stop_when: {no_improvement: 5}"),
                 std::string("the search ends after 9 trials, or once 2h has passed, or once 5 trials in a row brought "
                             "no improvement, whichever comes first"));
        const std::string few = "choice, _value: [1, 2, 3]";
        QCOMPARE(end(", max_trials: null", few), std::string("the search ends once the space is exhausted (3 trials)"));
        QCOMPARE(end(", max_trials: 2", few), std::string("the search ends after 2 trials"));
        QVERIFY(end(", max_trials: null").starts_with("nothing ends the search"));
        QVERIFY(end(", max_trials: null, tuner: {name: PBT}", few).starts_with("nothing ends the search"));
    }

    void a_program_is_run_over_a_space_without_an_objective_where_nothing_learns() {
        const auto text = [](const std::string& search) {
            return "lathe: 1\ntrial: {command: ['true']}\nconfig: {lr: 1}\n"
                   "space: {lr: {_type: uniform, _value: [0, 1]}}\n" +
                   search;
        };
        for (const char* tuner : {"Random", "GridSearch", "QMC"})
            QVERIFY(parse(text("search: {tuner: {name: " + std::string(tuner) + "}}\n"), {{}, Purpose::search}));
        const auto hint_of = [&](const std::string& search) {
            const auto errors = errors_of(text(search), {{}, Purpose::search});
            return errors.size() == 1 && errors.front().key == "search.objective" ? errors.front().hint : "";
        };
        QVERIFY(hint_of("").find("a tuner that needs none: Random, GridSearch") != std::string::npos);
        QVERIFY(hint_of("search: {tuner: {name: TPE}}\n").find("needs none") != std::string::npos);
        QVERIFY(
            hint_of("search: {tuner: {name: Random}, assessor: {name: Medianstop}}\n").find("remove search.assessor") !=
            std::string::npos);
        QVERIFY(parse(text("search: {objective: {metric: loss}}\n"), {{}, Purpose::search}));
    }

    void what_needs_the_engine_is_refused_for_a_program() {
        const auto own = parse("lathe: 1\n", {});
        QVERIFY(own && require_own_engine(*own, "a finder"));
        const auto program = parse("lathe: 1\ntrial: {command: [sh, t.sh]}\n", {});
        const auto refused = require_own_engine(*program, "a finder");
        QVERIFY(!refused);
        QCOMPARE(refused.error().key, std::string("trial"));
        QVERIFY(refused.error().what.find("sh t.sh") != std::string::npos);
    }

    void the_format_line_is_enough_for_one_run_but_a_search_needs_an_objective() {
        QVERIFY(parse("lathe: 1\n").has_value());
        QVERIFY(has(errors_of("lathe: 1\n", {{}, Purpose::search}), "search.objective", 1));
        QVERIFY(has(errors_of("lathe: 1\nsearch: {max_trials: 3}\n", {{}, Purpose::search}), "search.objective", 2));
        QVERIFY(parse("lathe: 1\nsearch: {objective: {metric: val_loss, mode: minimize}}\n", {{}, Purpose::search})
                    .has_value());
        QVERIFY(has(errors_of("name: x\n"), "lathe", 1));
        QVERIFY(has(errors_of("lathe: 2\n"), "lathe", 1));
        QVERIFY(!errors_of("- 1\n").empty());
    }

    void every_error_comes_at_once_with_its_place() {
        const Errors errors = errors_of(
            "lathe: 1\nserch: {}\nconfig:\n  train:\n    batch_size: 0\n    epoch: 2\nspace:\n"
            "  opt.lrr: {_type: uniform, _value: [0.1, 1]}\n  train.epochs: {_type: uniform, _value: [1, 3]}\n"
            "search:\n  tuner: {name: Rondom}\n  assessor:\n    name: Medianstop\n    args: {start_stp: 1}\n"
            "  max_trials: 0\n  concurency: 1\n  max_duration: soon\n  objective: {mode: min}\n");
        QVERIFY(has(errors, "serch", 2));
        QVERIFY(has(errors, "train.batch_size", 5));
        QVERIFY(has(errors, "train.epoch", 6));
        QVERIFY(has(errors, "space.opt.lrr", 8));
        QVERIFY(has(errors, "space.train.epochs", 9));
        QVERIFY(has(errors, "search.tuner.name", 11));
        QVERIFY(has(errors, "search.assessor.args.start_stp", 14));
        QVERIFY(has(errors, "search.max_trials", 15));
        QVERIFY(has(errors, "search.concurency", 16));
        QVERIFY(has(errors, "search.max_duration", 17));
        QVERIFY(has(errors, "search.objective.mode", 18));
        for (const Error& error : errors) QVERIFY2(!error.hint.empty() && error.column > 0, error.str().c_str());
    }

    void a_space_tells_all_its_mistakes_at_once() {
        const Errors errors = errors_of(
            "lathe: 1\nspace:\n  opt.lr: {_type: uniformly, _value: [0, 1]}\n"
            "  opt.lrr: {_type: uniform, _value: [0, 1]}\n  train.batch_size: {_type: choice, _value: [0, 8]}\n"
            "  opt.momentun: 7\n  opt: {_type: choice, _value: []}\n");
        QVERIFY(has(errors, "space.opt.lr", 3));
        QCOMPARE(std::ranges::count(errors, "space.opt.momentun", &Error::key), 2);  // not readable, and no such key
        QCOMPARE(std::ranges::count(errors, "space.opt", &Error::key), 1);
        QVERIFY(has(errors, "space.opt.lrr", 4));
        QVERIFY(has(errors, "space.train.batch_size", 5));
    }

    void a_missing_value_is_an_error_unless_it_is_tuned() {
        const std::string text = "lathe: 1\nconfig:\n  extra:\n    share: \?\?\?\n";
        QVERIFY(has(errors_of(text), "extra.share", 4));
        QVERIFY(parse(text, {.require_complete = false}).has_value());
        QVERIFY(parse(text + "space:\n  extra.share: {_type: uniform, _value: [0.1, 1]}\n").has_value());
        QVERIFY(parse(text, {{"extra.share=0.5"}}).has_value());
    }

    void a_missing_value_hides_the_default() {
        const std::string text =
            "lathe: 1\nconfig:\n  seed: \?\?\?\n  opt:\n    lr: \?\?\?\n  network:\n    name: \?\?\?\n    version: "
            "\"1_1\"\n";
        const Errors errors = errors_of(text);
        QCOMPARE(errors.size(), std::size_t{3});
        QVERIFY(has(errors, "seed", 3) && has(errors, "opt.lr", 5) && has(errors, "network.name", 7));
        QVERIFY(std::ranges::all_of(errors, [](const Error& e) { return e.kind == "MissingMandatoryValue"; }));
        QVERIFY(parse(text, {{"seed=1", "opt.lr=0.1", "network.name=lenet"}}).has_value());
        QVERIFY(std::ranges::any_of(errors_of("lathe: 1\nconfig: {seed: \?\?\?}\n"), [](const Error& e) {
            return e.line == 2 && e.column == 16 && e.hint.find("quotes") != std::string::npos;
        }));
    }

    void overrides_start_below_config() {
        const auto experiment =
            parse("lathe: 1\nconfig:\n  train: {batch_size: 32}\n", {{"train.batch_size=8", "opt.lr=1e-2"}});
        QVERIFY(experiment.has_value());
        QCOMPARE(experiment->config.find("train.batch_size")->as_int(), 8);
        QCOMPARE(experiment->config.find("opt.lr")->as_float(), 0.01);
        QVERIFY(!errors_of("lathe: 1\n", {{"train.batch_sizes=8"}}).empty());
        QVERIFY(!errors_of("lathe: 1\n", {{"train.batch_size=0"}}).empty());
        QVERIFY(!errors_of("lathe: 1\n", {{"nonsense"}}).empty());
    }

    void config_and_space_may_stand_in_files_beside() {
        QTemporaryDir folder;
        const std::string at = folder.path().toStdString();
        std::ofstream(at + "/c.yaml") << "train:\n  batch_size: -1\n";
        std::ofstream(at + "/s.json") << R"({"train.batch_size": {"_type": "choice", "_value": [32, 64, 128]},)"
                                      << "\n"
                                      << R"( "network.version":  {"_type": "choice", "_value": ["1_0", "2_0"]}})";
        std::ofstream(at + "/e.yaml") << "lathe: 1\nconfig_file: c.yaml\nspace_file: s.json\n";
        const auto experiment = load_experiment(at + "/e.yaml", catalog());
        QVERIFY(!experiment);
        const auto in = [&](const std::string& file, int line) {
            return std::ranges::any_of(experiment.error(),
                                       [&](const Error& e) { return e.file == at + "/" + file && e.line == line; });
        };
        QVERIFY(in("c.yaml", 2));
        QVERIFY(in("s.json", 2));
        QCOMPARE(experiment.error().size(), std::size_t{2});
        std::ofstream(at + "/f.yaml") << "lathe: 1\nconfig_file: none.yaml\nconfig: {}\n";
        QCOMPARE(load_experiment(at + "/f.yaml", catalog()).error().size(), std::size_t{2});
        QVERIFY(!load_experiment(at + "/none.yaml", catalog()));
    }

    // A program's config has no schema, and what is searched over is said on the command line all the same.
    void sweeps_of_a_program_become_the_space() {
        const auto document = config::Document::parse(
            "lathe: 1\ntrial: {command: [sh, t.sh]}\nconfig: {x: 0.5, net: a}\nspace: {x: {_type: uniform, _value: "
            "[0, 1]}}\nsearch: {objective: {metric: loss}}\n",
            "e.yaml");
        const auto experiment = parse_experiment(
            *document, catalog(), {{"x=interval(0,0.2)", "net=a,b"}, Purpose::search, config::Sweeps::collect});
        QVERIFY(experiment);
        const auto space = experiment->space.to_value();
        const std::string expected = "{x: {_type: uniform, _value: [0.0, 0.2]}, net: {_type: choice, _value: [a, b]}}";
        QVERIFY2(space == *config::parse_value(expected), config::to_yaml_inline(space).c_str());
    }

    void sweeps_become_the_space() {
        const std::string text =
            "lathe: 1  # keep\nconfig:\n  train: {batch_size: 32}\nspace:\n  opt.lr: {_type: uniform, _value: [0.1, "
            "1]}\n";
        const auto experiment = parse(text, {{"opt.lr=tag(log,interval(1e-4,1e-1))", "train.batch_size=choice(32,64)",
                                              "train.epochs=range(1,10,2)", "network.version=1_0,1_1",
                                              "seed=interval(0,9)", "network.name=mlp,lenet", "extra.x=interval(0,1)"},
                                             Purpose::trial,
                                             config::Sweeps::collect});
        if (!experiment) QFAIL(experiment.error().front().str().c_str());
        const std::string expected =
            "{opt.lr: {_type: loguniform, _value: [0.0001, 0.1]}, train.batch_size: {_type: choice, _value: [32, 64]}, "
            "train.epochs: {_type: choice, _value: [1, 3, 5, 7, 9]}, network.version: {_type: choice, _value: ['1_0', "
            "'1_1']}, seed: {_type: randint, _value: [0, 10]}, network.name: {_type: choice, _value: [mlp, lenet]}, "
            "extra.x: {_type: uniform, _value: [0.0, 1.0]}}";
        for (const char* path :
             {"opt.lr", "train.batch_size", "train.epochs", "network.version", "seed", "network.name", "extra.x"})
            QVERIFY2(experiment->space.find(path), path);
        const auto space = experiment->space.to_value();
        QVERIFY2(space == *config::parse_value(expected), config::to_yaml_inline(space).c_str());
        // What is recorded holds them, and reads as the same experiment.
        QCOMPARE(experiment->text, text);
        const auto again = parse(to_yaml(*experiment));
        QVERIFY(again.has_value());
        QVERIFY(again->space.to_value() == space);

        // Refused where one run is wanted, and where they make no sense.
        QCOMPARE(errors_of(text, {{"opt.lr=1e-3,1e-2"}}).size(), std::size_t{1});
        for (const char* sweep : {"opt.lrr=1,2", "opt.lr=0,1", "train.epochs=interval(0,3)", "opt.lr=range(1,1)",
                                  "opt.lr=tag(log,interval(0,1))", "network.version=interval(0,1)"})
            QVERIFY2(!errors_of(text, {{sweep}, Purpose::trial, config::Sweeps::collect}).empty(), sweep);
    }

    void configurations_of_batch_are_checked_like_a_space() {
        const std::string text = R"(lathe: 1
search:
  objective: {metric: val_loss}
  tuner:
    name: Batch
    args:
      configurations:
        - {opt.lr: 0.5, train.batch_size: 64}
        - {opt.lrr: 0.5}
        - 3
        - {train.batch_size: 0}
)";
        const Errors errors = errors_of(text);
        QCOMPARE(errors.size(), std::size_t{3});
        QVERIFY(has(errors, "search.tuner.args.configurations[1].opt.lrr", 9));
        QVERIFY(has(errors, "search.tuner.args.configurations[2]", 10));
        QVERIFY(has(errors, "search.tuner.args.configurations[3].train.batch_size", 11));
    }

    void a_file_of_nni_is_told_as_such() {
        const Errors errors = errors_of("experimentName: x\nsearchSpacePath: search.json\ntrialConcurrency: 1\n");
        QCOMPARE(errors.size(), std::size_t{1});
        QVERIFY(errors.front().hint.find("import nni") != std::string::npos);
    }

    void an_experiment_brings_options_of_its_own() {
        const std::string text =
            "lathe: 1\nschema:\n  script.mode: {type: str, choices: [a, b], default: a}\n  script.n: {type: int, low: "
            "1}\n"
            "config:\n  script: {n: 4}\nspace:\n  script.mode: {_type: choice, _value: [a, b]}\n";
        const auto experiment = parse(text);
        if (!experiment) QFAIL(experiment.error().front().str().c_str());
        const auto resolved = experiment->trial_config(catalog(), config::Dict{{"script.mode", "b"}});
        QVERIFY(resolved.errors.empty());
        QCOMPARE(resolved.value.string_or("script.mode", ""), std::string("b"));
        QVERIFY(has(errors_of(text, {{"script.n=0"}}), "script.n", 0));
        QVERIFY(has(errors_of("lathe: 1\nschema:\n  opt.lr: int\n"), "schema.opt.lr", 3));
        QVERIFY(has(errors_of("lathe: 1\nschema: {script.must: int}\n"), "script.must", 0));
    }

    void a_config_composed_of_files_is_recorded_whole() {
        QTemporaryDir folder;
        const std::string at = folder.path().toStdString();
        std::ofstream(at + "/base.yaml") << "train: {batch_size: 8}\nseed: 1\n";
        QVERIFY(QDir(folder.path()).mkdir("network"));
        std::ofstream(at + "/network/small.yaml") << "name: mlp\nhidden: 3\n";
        std::ofstream(at + "/network/wide.yaml") << "name: mlp\nhidden: 0\n";
        std::ofstream(at + "/s.yaml") << "script.k: {type: int, default: 2}\n";
        std::ofstream(at + "/e.yaml")
            << "# mine\nlathe: 1\ndefaults:\n  - base\n  - network: small\nconfig: {seed: 2}\n"
            << "schema_file: s.yaml\n";
        const auto experiment = load_experiment(at + "/e.yaml", catalog());
        if (!experiment) QFAIL(experiment.error().front().str().c_str());
        QCOMPARE(experiment->config.int_or("train.batch_size", 0), 8);
        QCOMPARE(experiment->config.int_or("seed", 0), 2);
        QCOMPARE(experiment->config.int_or("network.hidden", 0), 3);
        QCOMPARE(experiment->files.size(), std::size_t{3});
        QVERIFY(experiment->text.starts_with("# mine\nlathe: 1\n"));
        QCOMPARE(experiment->folder.string(), at);
        const auto alone = parse(to_yaml(*experiment));
        if (!alone) QFAIL(alone.error().front().str().c_str());
        QVERIFY(alone->config == experiment->config);
        QCOMPARE(alone->options.size(), std::size_t{1});
        // An error inside of a file names that file; the command line chooses of a group.
        const auto wide = load_experiment(at + "/e.yaml", catalog(), {{"network=wide"}});
        QVERIFY(!wide);
        QCOMPARE(wide.error().front().file, at + "/network/wide.yaml");
        QCOMPARE(wide.error().front().line, 2);
    }

    void a_trial_has_the_chosen_values() {
        const auto experiment = parse("lathe: 1\nconfig:\n  network: {name: lenet, version: \"1_1\"}\n");
        QVERIFY(experiment.has_value());
        const config::Resolved resolved = experiment->trial_config(
            catalog(), config::Dict{{"train.batch_size", 64.0},
                                    {"opt.lr", 0.5},
                                    {"network", config::Dict{{"_name", "mlp"}, {"hidden", 7}}}});
        if (!resolved.errors.empty()) QFAIL(resolved.errors.front().str().c_str());
        QCOMPARE(*resolved.value.find("train.batch_size"), config::Value(64));
        QCOMPARE(*resolved.value.find("network.hidden"), config::Value(7));
        QCOMPARE(*resolved.value.find("network.name"), config::Value("mlp"));
        QVERIFY(!resolved.value.find("network.version"));
        QCOMPARE(*resolved.value.find("train.epochs"), config::Value(3));
        QVERIFY(!experiment->trial_config(catalog(), config::Dict{{"train.batch_size", 64.5}}).errors.empty());
    }
};

LATHE_TEST(TestExperiment)
#include "test_experiment.moc"
