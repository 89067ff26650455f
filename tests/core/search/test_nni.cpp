// SPDX-License-Identifier: GPL-3.0-or-later
// NNI's files: the forms of its documentation, and what of them is not carried over.
#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/search/nni/export.h"
#include "core/search/nni/import.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

config::Catalog small_catalog() {
    config::Catalog catalog;
    catalog.add_common({config::option("train.batch_size", config::Type::integer, 64, "Batch size").at_least(1),
                        config::option("network.version", config::Type::string, "1_0", "Version")});
    return catalog;
}

const char* const search_json = R"({"train.batch_size": {"_type": "choice", "_value": [32, 64, 128]},
 "network.version":  {"_type": "choice", "_value": ["1_0", "1_1"]}})";

const char* const v1 = R"(authorName: someone
experimentName: example_mnist
trialConcurrency: 1
maxExecDuration: 1h
maxTrialNum: 10
trainingServicePlatform: local
searchSpacePath: config/search.json
useAnnotation: false
tuner: {builtinTunerName: GridSearch}
trial: {command: python run_nni.py, codeDir: ., gpuNum: 1}
)";

const char* const v2 = R"(experimentName: second
searchSpace:
  train.batch_size: {_type: randint, _value: [16, 129]}
trialCommand: python3 trial.py
trialCodeDirectory: src
trialConcurrency: 4
trialGpuNumber: 0
maxExperimentDuration: 1.5h
maxTrialNumber: 50
maxTrialDuration: 10m
tuner:
  name: TPE
  classArgs: {optimize_mode: maximize, seed: 7, tpe_args: {gamma: 0.5, nonsense: 1}}
assessor: {name: Curvefitting, classArgs: {epoch_num: 30, threshold: many}}
trainingService: {platform: local, useActiveGpu: true, maxTrialNumberPerGpu: 2, gpuIndices: "0,3"}
sharedStorage: {storageType: NFS}
)";

bool mentions(const std::vector<std::string>& notes, const std::string& text) {
    return std::ranges::any_of(notes, [&](const std::string& one) { return one.find(text) != std::string::npos; });
}

}  // namespace

class TestNni : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    config::Catalog catalog_ = small_catalog();

    std::string file(const std::string& name, const std::string& text) {
        const auto path = std::filesystem::path(folder_.path().toStdString()) / name;
        std::filesystem::create_directories(path.parent_path());
        if (!write_file_atomically(path, text)) qFatal("cannot write");
        return path.string();
    }
    tl::expected<NniImport, Errors> import(const std::string& path) { return import_nni(path, catalog_); }
    Experiment reread(const std::string& text) {
        return parse_experiment(config::Document::parse(text, "imported.yaml").value(), catalog_).value();
    }

  private Q_SLOTS:
    void a_search_space_alone() {
        const auto imported = import(file("search.json", search_json)).value();
        const Experiment experiment = reread(imported.experiment);
        QCOMPARE(experiment.space.parameters().size(), std::size_t{2});
        QCOMPARE(*experiment.space.cardinality(), std::uint64_t{6});
        QVERIFY(mentions(imported.notes, "search.objective.metric"));
    }

    void version_1() {
        file("config/search.json", search_json);
        const auto imported = import(file("nni_config.yml", v1)).value();
        const Experiment experiment = reread(imported.experiment);
        QCOMPARE(experiment.name, std::string("example_mnist"));
        QVERIFY(experiment.program && experiment.program->shell);
        QCOMPARE(experiment.program->command_line(), std::string("python run_nni.py"));
        QCOMPARE(experiment.search.objective->metric, std::string("default"));
        QCOMPARE(experiment.search.tuner.name, std::string("GridSearch"));
        QCOMPARE(experiment.search.max_trials, 10);
        QCOMPARE(experiment.search.concurrency, 1);
        QCOMPARE(experiment.search.max_duration->count(), 3600000);
        QCOMPARE(experiment.search.devices.per_trial, 1.0);
        QCOMPARE(*experiment.space.cardinality(), std::uint64_t{6});
        QVERIFY(mentions(imported.notes, "authorName"));
        QVERIFY(!mentions(imported.notes, "trainingService"));
    }

    void version_2() {
        const auto imported = import(file("v2.yml", v2)).value();
        const Experiment experiment = reread(imported.experiment);
        QCOMPARE(experiment.search.objective->mode, Mode::maximize);
        QCOMPARE(experiment.search.tuner.args.int_or("seed", 0), 7);
        QCOMPARE(experiment.search.tuner.args.number_or("gamma", 0), 0.5);
        QCOMPARE(experiment.search.assessor->args.int_or("epoch_num", 0), 30);
        QCOMPARE(experiment.search.devices.indices, (std::vector<int>{0, 3}));
        QVERIFY(experiment.search.devices.use_active);
        QCOMPARE(experiment.search.max_trials, 50);
        for (const char* left : {"nonsense", "threshold", "maxTrialDuration", "sharedStorage", "trialCodeDirectory"})
            QVERIFY2(mentions(imported.notes, left), left);
        QVERIFY(mentions(imported.notes, "timeout 600"));  // train.max_time is of Lathe's own engine
    }

    void batch_has_its_configurations_in_the_space() {
        const char* const text = R"(experimentName: batch
searchSpace:
  combine_params:
    _type: choice
    _value: [{train.batch_size: 32, network.version: "1_0"}, {train.batch_size: 64, network.version: "1_0"}]
tuner: {builtinTunerName: BatchTuner}
)";
        const auto imported = import(file("batch.yml", text)).value();
        const Experiment experiment = reread(imported.experiment);
        QCOMPARE(experiment.search.tuner.args.get("configurations")->as_list().size(), std::size_t{2});
        QCOMPARE(experiment.space.parameters().size(), std::size_t{2});
        QCOMPARE(*experiment.space.cardinality(), std::uint64_t{2});
        QVERIFY(mentions(imported.notes, "combine_params"));
        const NniExport exported = export_nni(experiment);
        QVERIFY(!mentions(exported.notes, "configurations"));
        QCOMPARE(reread(import(file("again.yml", exported.text)).value().experiment).search.tuner.args,
                 experiment.search.tuner.args);
    }

    void json_is_read_as_json() {
        const auto tabs = import(
            file("tabs.json", "{\n\t\"a\": {\n\t\t\"_type\": \"choice\", \"_value\": [\"\\ud83d\\ude00\"]}\n}\n"));
        QVERIFY(tabs);
        QVERIFY(tabs->experiment.find("\xF0\x9F\x98\x80") != std::string::npos);
        file("tabs_space.json", "{\n\t\"a\": {\"_type\": \"choice\", \"_value\": [1]}}\n");
        QVERIFY(import(file("tabs.yml", "searchSpaceFile: tabs_space.json\ntrialCommand: a\n")));
        const auto twice = import(file("twice.json", "{\"a\": {\"_type\": \"choice\", \"_value\": [1]},\n\"a\": {}}"));
        QVERIFY(!twice);
        QCOMPARE(twice.error().front().line, 2);
        QVERIFY(!import(file("no.json", "{\"a\": tru}")));
        // An integer is exact or refused, and never a text.
        const auto wide =
            import(file("wide.json", "{\n\t\"a\": {\"_type\": \"choice\", \"_value\": [1, 9223372036854775808]}}"));
        QVERIFY(!wide);
        QCOMPARE(wide.error().front().key, std::string("a._value[1]"));
        const auto placed =
            import(file("placed.json", "{\n\"a\": {\"_type\": \"choice\", \"_value\": [1, 9223372036854775808]}}"));
        QVERIFY(!placed);
        QCOMPARE(placed.error().front().key, std::string("a._value[1]"));
        QCOMPARE(placed.error().front().line, 2);
    }

    void what_is_of_others_is_refused() {
        for (const char* text : {"{\"experiment\": {\"params\": {\"searchSpace\": {}}}, \"trialMessage\": []}",
                                 "a: 1\n", "trial: 3\n", "{}"}) {
            const auto imported = import(file("foreign.json", text));
            QVERIFY2(!imported, text);
            QVERIFY(imported.error().front().what.find("neither") != std::string::npos);
        }
    }

    void nothing_secret_is_copied_and_nothing_long_is_said() {
        const auto imported = import(file("secret.yml", R"(searchSpace: {a: {_type: uniform, _value: [0, 1]}}
trialCommand: python t.py
tuner: {name: TPE, classArgs: {optimize_mode: maximize, token: hunter1}}
trainingService: {platform: remote, machineList: [{host: 192.0.2.1, password: hunter2}]}
nfsConfig: {key: hunter3}
secret: hunter4
maxTrialDuration: [')" + std::string(500, '1') + R"(']
)"));
        QVERIFY(imported);
        QVERIFY(imported->experiment.find("hunter") == std::string::npos);
        QVERIFY(!mentions(imported->notes, "hunter"));
        QVERIFY(mentions(imported->notes, "trainingService.machineList"));
        for (const auto& note : imported->notes) QVERIFY2(note.size() < 200, note.c_str());
        QCOMPARE(reread(imported->experiment).name, std::string("secret"));
    }

    // Where one word stands in NNI's files, a list or a dict with anything in it may stand as well.
    void no_dict_is_shown_where_a_word_is_wanted() {
        const std::string usual = "searchSpace: {a: {_type: uniform, _value: [0, 1]}}\ntrialCommand: python t.py\n";
        for (const char* line : {"trainingService: [{platform: remote, password: hunter}, {platform: local}]",
                                 "experimentName: {password: hunter}", "trialConcurrency: {password: hunter}",
                                 "maxExperimentDuration: {password: hunter}", "trialGpuNumber: {password: hunter}",
                                 "tuner: {name: {password: hunter}}", "assessor: {name: {password: hunter}}",
                                 "tuner: {name: TPE, classArgs: {seed: {password: hunter}}}"}) {
            const auto imported = import(file("words.yml", usual + line + "\n"));
            QVERIFY2(imported.has_value(), line);
            QVERIFY2(imported->experiment.find("hunter") == std::string::npos, imported->experiment.c_str());
            QVERIFY2(!mentions(imported->notes, "hunter"), line);
            QCOMPARE(reread(imported->experiment).name, std::string("words"));
        }
    }

    void there_and_back_is_the_same() {
        file("config/search.json", search_json);
        std::vector<std::string> all{file("v1.yml", v1), file("v2.yml", v2), file("space.json", search_json)};
        for (const char* tuner : {"Random", "Anneal", "Evolution", "SMAC", "GPTuner", "PBTTuner", "PPOTuner"})
            all.push_back(file(std::string(tuner) + ".yml",
                               "searchSpace: {train.batch_size: {_type: choice, _value: [32, 64]}}\ntrialCommand: a b\n"
                               "maxTrialNumber: 3\nassessor: {name: Medianstop, classArgs: {start_step: 2}}\n"
                               "tuner: {name: " +
                                   std::string(tuner) + ", classArgs: {optimize_mode: maximize}}\n"));
        for (const char* advisor : {"Hyperband", "BOHB"})
            all.push_back(file(std::string(advisor) + ".yml",
                               "searchSpace: {train.batch_size: {_type: choice, _value: [32, 64]}}\ntrialCommand: a b\n"
                               "advisor: {name: " +
                                   std::string(advisor) + ", classArgs: {eta: 4}}\n"));
        for (const auto& path : all) {
            const Experiment first = reread(import(path).value().experiment);
            const Experiment second = reread(import(file("back.yml", export_nni(first).text)).value().experiment);
            QVERIFY2(first.name == second.name && first.program == second.program, path.c_str());
            QCOMPARE(second.space.to_value(), first.space.to_value());
            QCOMPARE(second.search.objective->metric, first.search.objective->metric);
            QCOMPARE(second.search.objective->mode, first.search.objective->mode);
            QCOMPARE(second.search.tuner.name, first.search.tuner.name);
            QCOMPARE(second.search.tuner.args, first.search.tuner.args);
            QCOMPARE(second.search.assessor.has_value(), first.search.assessor.has_value());
            if (first.search.assessor) QCOMPARE(second.search.assessor->args, first.search.assessor->args);
            QCOMPARE(second.search.max_trials, first.search.max_trials);
            QCOMPARE(second.search.max_duration, first.search.max_duration);
            QCOMPARE(second.search.concurrency, first.search.concurrency);
            QCOMPARE(second.search.devices.indices, first.search.devices.indices);
            QCOMPARE(second.search.devices.per_trial, first.search.devices.per_trial);
            QCOMPARE(second.search.devices.trials_per_gpu, first.search.devices.trials_per_gpu);
            QCOMPARE(second.search.devices.use_active, first.search.devices.use_active);
        }
    }

    void without_a_number_of_trials_there_is_no_limit() {
        const std::string usual = "searchSpace: {a: {_type: uniform, _value: [0, 1]}}\ntrialCommand: python t.py\n";
        for (const char* more : {"", "maxTrialNumber: null\n", "maxExperimentDuration: 2h\n"}) {
            const Experiment first = reread(import(file("open.yml", usual + more)).value().experiment);
            QVERIFY2(!first.search.max_trials, more);
            const Experiment again = reread(import(file("back.yml", export_nni(first).text)).value().experiment);
            QVERIFY2(!again.search.max_trials, more);
        }
        const auto wrong = import(file("wrong.yml", usual + "maxTrialNumber: many\n")).value();
        QVERIFY(mentions(wrong.notes, "maxTrialNum"));
        QCOMPARE(reread(wrong.experiment).search.max_trials, default_max_trials);
    }

    void every_error_of_the_space_has_its_place() {
        const auto imported = import(file("bad.yml",
                                          "experimentName: x\nsearchSpace:\n  a: {_type: unifrom, _value: [0, 1]}\n"
                                          "  b: {_type: uniform, _value: [2, 1]}\n"));
        QVERIFY(!imported);
        QCOMPARE(imported.error().size(), std::size_t{2});
        QCOMPARE(imported.error()[0].line, 3);
        QCOMPARE(imported.error()[1].line, 4);
        QVERIFY(imported.error()[0].key.starts_with("searchSpace."));
        QVERIFY(!import(file("lost.yml", "searchSpacePath: nowhere.json\n")));
        QVERIFY(!import(file("list.yml", "[1, 2]\n")));
        const auto own = import(file("own.yaml", "lathe: 1\ntrial: {command: [x]}\nsearch: {}\n"));
        QVERIFY(!own);
        QVERIFY2(own.error().front().what.find("experiment of Lathe already") != std::string::npos,
                 own.error().front().str().c_str());
    }

    void what_is_exported_imports_again() {
        file("config/search.json", search_json);
        Experiment experiment = reread(import(file("nni_config.yml", v1)).value().experiment);
        experiment.search.assessor = Algorithm{"ASHA", config::Dict{}};
        experiment.search.tuner = {"TPE", config::Dict{{"seed", 3}, {"gamma", 0.5}, {"multivariate", true}}};
        const NniExport exported = export_nni(experiment);
        for (const char* left : {"multivariate", "ASHA", "metric"}) QVERIFY2(mentions(exported.notes, left), left);
        const Experiment again = reread(import(file("again.yml", exported.text)).value().experiment);
        QCOMPARE(again.name, experiment.name);
        QVERIFY(again.program == experiment.program);
        QCOMPARE(again.space.to_value(), experiment.space.to_value());
        QCOMPARE(again.search.max_trials, experiment.search.max_trials);
        QCOMPARE(again.search.max_duration, experiment.search.max_duration);
        QCOMPARE(again.search.tuner.args.int_or("seed", 0), 3);
        QCOMPARE(again.search.tuner.args.number_or("gamma", 0), 0.5);
        // NNI knows of them there only.
        const auto written = config::Document::parse(exported.text, "again.yml");
        QVERIFY(written.has_value());
        const config::Value* theirs = written->root().find("tuner.classArgs");
        QVERIFY(theirs && theirs->get("seed") && !theirs->get("gamma"));
        QCOMPARE(theirs->get("tpe_args")->number_or("gamma", 0), 0.5);
        QCOMPARE(again.search.devices.per_trial, 1.0);
    }
};

LATHE_TEST(TestNni)
#include "test_nni.moc"
