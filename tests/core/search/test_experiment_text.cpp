// SPDX-License-Identifier: GPL-3.0-or-later
// What is recorded of an experiment is the experiment: it reads back as the same one, from any folder.
#include <algorithm>

#include <QtTest>

#include "core/base/clock.h"
#include "core/search/experiment_file.h"
#include "core/search/experiment_text.h"
#include "core/search/search_schema.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

config::Catalog catalog_with_path() {
    config::Catalog catalog;
    catalog.add_common({config::option("data.file", config::Type::path, "???", "a table"),
                        config::option("data.cache", config::Type::path, config::Value(), "a folder").or_null(),
                        config::option("opt.lr", config::Type::floating, 0.1, "rate"),
                        config::option("seed", config::Type::integer, 1, "seed"),
                        config::option("root", config::Type::string, "", "text"),
                        config::option("note", config::Type::string, "", "text")});
    return catalog;
}

Experiment read(const std::string& text, const std::string& file, const LoadOptions& options = {}) {
    const auto document = config::Document::parse(text, file);
    auto experiment = parse_experiment(*document, catalog_with_path(), options);
    if (!experiment) qFatal("%s", experiment.error().front().str().c_str());
    return std::move(*experiment);
}

}  // namespace

class TestExperimentText : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void it_reads_back_as_the_same_experiment_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("first trials")
            << "lathe: 1\nconfig: {data: {file: a.csv}}\nspace: {opt.lr: {_type: uniform, _value: [0, 1]}}\nsearch: "
               "{objective: {metric: a}, first: [{opt.lr: 0.5}], warm_start: [old], stop_when: {no_improvement: 3, "
               "expected_regret: 0.25},\n"
               "  constraints: [{metric: latency, max: 20}, {metric: acc, min: 0.5}]}\n";
        QTest::newRow("a trial") << "lathe: 1\nconfig: {data: {file: a.csv}}\n";
        QTest::newRow("texts that look like others")
            << "lathe: 1\nname: '1e3'\nconfig: {data: {file: 'no'}, note: '0x1F: ${seed} \\${x}'}\n";
        QTest::newRow("a search")
            << "lathe: 1\nconfig: {data: {file: a.csv}}\nspace: {opt.lr: {_type: loguniform, _value: [1e-4, 0.1]}}\n"
               "search: {objective: {metric: val_acc, mode: maximize, use: best}, tuner: {name: TPE, args: {seed: "
               "3}},\n"
               "  assessor: {name: Medianstop, args: {start_step: 2}}, max_trials: 7, max_duration: 1.5h, concurrency: "
               "2,\n"
               "  devices: {indices: [0, 2], per_trial: 0.5, trials_per_gpu: 2, use_active: true}}\n";
        QTest::newRow("on a cluster") << "lathe: 1\nconfig: {data: {file: a.csv}}\n"
                                         "search: {engine: {name: slurm, partition: long, gpus: 2, cpus: 3, time: "
                                         "90min, args: [--mem=1G, -A x]}}\n";
        QTest::newRow("several objectives")
            << "lathe: 1\nconfig: {data: {file: a.csv}}\nspace: {seed: {_type: randint, _value: [0, 9]}}\n"
               "search: {objectives: [{metric: a, mode: minimize}, {metric: b, mode: maximize}], tuner: {name: "
               "NSGA-II}}\n";
        QTest::newRow("no limit")
            << "lathe: 1\nconfig: {data: {file: a.csv}}\nspace: {seed: {_type: randint, _value: [0, 9]}}\n"
               "search: {objective: {metric: a, mode: minimize}, max_trials: null}\n";
        QTest::newRow("own options, short time")
            << "lathe: 1\nschema: {my.n: {type: int, default: 3, low: 1}}\nconfig: {data: {file: a.csv}, my: {n: 4}}\n"
               "search: {max_duration: 250ms}\n";
    }
    void it_reads_back_as_the_same_experiment() {
        QFETCH(QString, text);
        for (const auto purpose : {Purpose::trial, Purpose::search}) {
            if (purpose == Purpose::search && !text.contains("objective")) continue;
            const auto first = read(text.toStdString(), "/there/e.yaml", {.purpose = purpose});
            const auto again = read(to_yaml(first), "/elsewhere/experiment.yaml");
            QVERIFY(again.purpose == purpose);
            QVERIFY(again.config == first.config);
            // Not by the text alone: what it leaves out is the same in both.
            QVERIFY(again.search.first == first.search.first);
            QVERIFY(again.search.max_trials == first.search.max_trials);
            QVERIFY(again.search.warm_start == first.search.warm_start);
            QVERIFY(again.search.no_improvement == first.search.no_improvement);
            QVERIFY(again.search.expected_regret == first.search.expected_regret);
            QVERIFY(again.search.constraints == first.search.constraints);
            QVERIFY(to_value(again) == to_value(first));
            QCOMPARE(to_yaml(again), to_yaml(first));
        }
    }

    void overrides_and_limits_are_in_it() {
        auto first = read("lathe: 1\nconfig: {data: {file: a.csv}, opt: {lr: 0.5}}\n", "/there/e.yaml",
                          {.overrides = {"opt.lr=0.25", "note='a: b'"}});
        first.search.max_trials = 3;
        const auto again = read(to_yaml(first), "/elsewhere/experiment.yaml");
        QCOMPARE(again.config.number_or("opt.lr", 0), 0.25);
        QCOMPARE(again.config.string_or("note", ""), std::string("a: b"));
        QCOMPARE(again.search.max_trials, 3);
    }

    void relative_paths_mean_the_folder_of_the_file() {
        const auto path_in = [](const Experiment& experiment, const char* key) {
            return experiment.trial_config(catalog_with_path(), config::Value(config::Dict{}))
                .value.string_or(key, "none");
        };
        const std::string text = "lathe: 1\nconfig: {data: {file: ../d/a.csv}}\n";
        const auto first = read(text, "/there/x/e.yaml");
        QCOMPARE(path_in(first, "data.file"), std::string("/there/d/a.csv"));
        QCOMPARE(path_in(first, "data.cache"), std::string("none"));
        QCOMPARE(path_in(read(to_yaml(first), "/elsewhere/experiment.yaml"), "data.file"),
                 std::string("/there/d/a.csv"));
        QCOMPARE(path_in(read("lathe: 1\nfolder: sub\nconfig: {data: {file: a.csv}}\n", "/there/e.yaml"), "data.file"),
                 std::string("/there/sub/a.csv"));
        QCOMPARE(path_in(read("lathe: 1\nconfig: {data: {file: /abs/a.csv}}\n", "/there/e.yaml"), "data.file"),
                 std::string("/abs/a.csv"));
        QCOMPARE(
            path_in(read("lathe: 1\nconfig: {root: d, data: {file: '${root}/a.csv'}}\n", "/there/e.yaml"), "data.file"),
            std::string("/there/d/a.csv"));
    }

    // Each of them is a path as one alone is, however they are listed.
    void lists_and_mappings_of_paths() {
        for (const char* parts : {"{one: x/1.csv, two: /abs/2.csv}", "[x/1.csv, /abs/2.csv]"}) {
            const bool is_list = *parts == '[';
            const auto experiment =
                read(std::string("lathe: 1\nschema: {my.parts: ") + (is_list ? "'list[path]'" : "'dict[path]'") +
                         "}\nconfig: {data: {file: a.csv}, my: {parts: " + parts + "}}\n",
                     "/there/e.yaml");
            const auto resolved = experiment.trial_config(catalog_with_path(), config::Value(config::Dict{})).value;
            const std::string first = is_list ? "my.parts[0]" : "my.parts.one";
            const std::string second = is_list ? "my.parts[1]" : "my.parts.two";
            QCOMPARE(resolved.string_or(first, ""), std::string("/there/x/1.csv"));
            QCOMPARE(resolved.string_or(second, ""), std::string("/abs/2.csv"));
            for (const auto& key : {first, second})
                QVERIFY2(std::ranges::find(experiment.paths, key) != experiment.paths.end(), key.c_str());
        }
    }

    void a_wrong_purpose_or_folder_is_told() {
        for (const char* line : {"purpose: both", "purpose: 3", "folder: [a]", "folder: ''"}) {
            const auto document =
                config::Document::parse(std::string("lathe: 1\nconfig: {data: {file: a}}\n") + line + "\n", "e.yaml");
            const auto experiment = parse_experiment(*document, catalog_with_path());
            QVERIFY2(!experiment && experiment.error().front().line == 3, line);
        }
    }

    void times_read_back() {
        for (const int ms : {1, 250, 1000, 90'000, 60'000, 3'600'000, 86'400'000, 5'400'001})
            QCOMPARE(parse_duration(duration_text(std::chrono::milliseconds(ms))).value(),
                     std::chrono::milliseconds(ms));
    }
};

LATHE_CORE_TEST(TestExperimentText)
#include "test_experiment_text.moc"
