// SPDX-License-Identifier: GPL-3.0-or-later
// What a plan takes in of an experiment, a study and a trial.
#include <sys/stat.h>

#include <QTemporaryDir>
#include <QTest>

#include "archives.h"
#include "core/bundle/bundle.h"
#include "core/bundle/data_manifest.h"
#include "core/bundle/plan_experiment.h"
#include "core/bundle/plan_study.h"
#include "core/bundle/unpacked_trial.h"
#include "core/config/document.h"
#include "core/search/experiment_file.h"
#include "core/store/study_journal.h"
#include "core/store/study_lock.h"
#include "core/store/study_record.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::bundle;
using namespace lathe::bundle::archives;
namespace fs = std::filesystem;

namespace {

config::Catalog small_catalog() {
    using config::option;
    using config::Type;
    config::Catalog catalog;
    catalog.add_common({option("network.path", Type::path, config::Value(), "A plug-in").or_null(),
                        option("network.checkpoint", Type::path, config::Value(), "Weights").or_null(),
                        option("network.tables", Type::list, config::List{}, "Tables").of(Type::path),
                        option("data.root", Type::path, "/nowhere", "Images"),
                        option("data.file", Type::path, config::Value(), "A table").or_null(),
                        option("opt.lr", Type::floating, 0.1, "Learning rate")});
    return catalog;
}

std::vector<std::string> names_of(const BundlePlan& plan) {
    std::vector<std::string> names;
    for (const PlannedFile& file : plan.files) names.push_back(file.path);
    std::ranges::sort(names);
    return names;
}

bool warns_of(const BundlePlan& plan, const std::string& part) {
    return std::ranges::any_of(plan.warnings, [&](const auto& one) { return one.find(part) != std::string::npos; });
}

}  // namespace

class TestPlan : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    config::Catalog catalog_ = small_catalog();
    fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }

    tl::expected<BundlePlan, Errors> plan(const std::string& config, PlanOptions options = {}) {
        put_bytes(at("here/e.yaml"), "lathe: 1\nname: demo  # a comment\nconfig:\n" + config);
        const auto experiment = search::load_experiment(at("here/e.yaml").string(), catalog_);
        if (!experiment) return tl::make_unexpected(experiment.error());
        return plan_experiment(*experiment, catalog_, at("here"), options);
    }

    // A search with one trial that ended and one that did not.
    fs::path make_study(store::StudyState state) {
        const fs::path folder = at("runs/demo-1");
        put_bytes(folder / "experiment.yaml",
                  "lathe: 1\nname: demo\nconfig:\n  network: {path: " + at("here/net.pt").string() + "}\n");
        put_bytes(at("here/net.pt"), "PK weights");
        auto journal = store::Journal::open(store::journal_path(folder));
        [&] { QVERIFY(journal); }();
        store::event::Created created;
        created.name = "demo";
        [&] { QVERIFY(journal->append(store::to_json(created))); }();
        [&] { QVERIFY(journal->append(store::to_json(store::event::Ended{state, ""}))); }();
        for (int i = 0; i < 2; ++i) {
            const fs::path trial = store::trial_folder(folder, i);
            fs::create_directories(trial);
            store::TrialRecord record;
            record.number = i;
            record.state = search::TrialState::succeeded;
            [&] { QVERIFY(store::write_trial_record(trial, record)); }();
            put_bytes(trial / "config.yaml", "network: {path: " + at("here/net.pt").string() + "}\nopt: {lr: 0.5}\n");
            put_bytes(trial / "checkpoints/last.pt", "last");
            put_bytes(trial / "checkpoints/best.pt", "best");
        }
        put_bytes(folder / "lock", "{}");
        return folder;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        put_bytes(at("project/CMakeLists.txt"), "project(net)");
        put_bytes(at("project/net.cpp"), "int x;");
        put_bytes(at("project/build/libnet.so"),
                  "\x7f"
                  "ELF");
        put_bytes(at("project/build/CMakeCache.txt"), "no");
        put_bytes(at("project/.git/config"), "no");
        put_bytes(at("project/big.bin"), "no");
        put_bytes(at("here/net.pt"), "PK");
        put_bytes(at("here/net.yaml"), "width: {type: int}");
        put_bytes(at("here/sub/net.pt"), "PK other");
        put_bytes(at("here/classes.csv"), "a,b\n");
        put_bytes(at("cats/b/2.png"), "22");
        put_bytes(at("cats/a/1.png"), "1");
    }

    void an_experiment_alone() {
        const auto made = plan("  opt: {lr: 1e-2}\n");
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        QCOMPARE(names_of(*made), std::vector<std::string>{"experiment.yaml"});
        QCOMPARE(made->find("experiment.yaml")->text,
                 std::string("lathe: 1\nname: demo  # a comment\nconfig:\n  opt: {lr: 1e-2}\n"));
        QCOMPARE(made->name, std::string("demo"));
        QVERIFY(made->code.empty());
        QVERIFY(warns_of(*made, "/nowhere"));
    }

    void a_plugin_brings_its_sources() {
        const auto made = plan("  network: {path: ../project/build/libnet.so}  # mine\n");
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        QCOMPARE(names_of(*made), (std::vector<std::string>{"experiment.yaml", "files/libnet-source/CMakeLists.txt",
                                                            "files/libnet-source/net.cpp", "files/libnet.so"}));
        QCOMPARE(made->code.size(), std::size_t{3});
        QCOMPARE(made->paths.size(), std::size_t{1});
        QCOMPARE(made->paths[0].key, std::string("network.path"));
        QCOMPARE(made->paths[0].original, fs::path(at("project/build/libnet.so")).lexically_normal().string());
        QCOMPARE(made->paths[0].inside, std::string("files/libnet.so"));
        QVERIFY(made->find("experiment.yaml")->text.ends_with("  network: {path: files/libnet.so}  # mine\n"));
    }

    void files_of_one_name_have_two_places() {
        const auto made = plan("  network:\n    path: net.pt\n    checkpoint: sub/net.pt\n    tables: [classes.csv, " +
                               at("here/classes.csv").string() + "]\n");
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        QCOMPARE(names_of(*made), (std::vector<std::string>{"experiment.yaml", "files/classes.csv", "files/net-2.pt",
                                                            "files/net.pt", "files/net.yaml"}));
        QCOMPARE(made->code, (std::vector<std::string>{"files/net.pt", "files/net-2.pt"}));
        const auto document = config::Document::parse(made->find("experiment.yaml")->text);
        QVERIFY(document);
        QCOMPARE(document->root().string_or("config.network.path", ""), std::string("files/net.pt"));
        QCOMPARE(document->root().string_or("config.network.checkpoint", ""), std::string("files/net-2.pt"));
        QCOMPARE(document->root().string_or("config.network.tables[0]", ""), std::string("files/classes.csv"));
        QCOMPARE(document->root().string_or("config.network.tables[1]", ""), std::string("files/classes.csv"));
    }

    void interpolated_paths_become_plain() {
        const auto made = plan("  network: {path: \"${oc.env:LATHE_NO_SUCH,net.pt}\"}\n");
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        const auto document = config::Document::parse(made->find("experiment.yaml")->text);
        QCOMPARE(document->root().string_or("config.network.path", ""), std::string("files/net.pt"));
    }

    // The text itself cannot be changed there: both options would change.
    void a_path_that_an_alias_reads() {
        const auto made = plan("  network: {path: &net net.pt, checkpoint: *net}\n");
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        const auto document = config::Document::parse(made->find("experiment.yaml")->text);
        QCOMPARE(document->root().string_or("config.network.path", ""), std::string("files/net.pt"));
        QCOMPARE(document->root().string_or("config.network.checkpoint", ""), std::string("files/net.pt"));
    }

    void past_studies_stay_here() {
        put_bytes(at("here/e.yaml"),
                  "lathe: 1\nspace: {opt.lr: {_type: uniform, _value: [0, 1]}}\n"
                  "search: {objective: {metric: a}, warm_start: [old/study]}\n");
        const auto experiment = search::load_experiment(at("here/e.yaml").string(), catalog_);
        QVERIFY2(experiment, experiment ? "" : experiment.error().front().str().c_str());
        const auto made = plan_experiment(*experiment, catalog_, at("here"), {});
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        QVERIFY(warns_of(*made, "search.warm_start: old/study"));
    }

    void data_that_are_none_have_no_size() {
        for (const char* name : {"gone", "here/e.yaml/x"}) {
            const auto none = files_of_data(at(name));
            QVERIFY2(!none, name);
            QVERIFY2(none.error().str().find(name) != std::string::npos, none.error().str().c_str());
        }
        QCOMPARE(::mkfifo(at("pipe").c_str(), 0600), 0);
        QVERIFY(!files_of_data(at("pipe")));
        QVERIFY(look_for({at("gone").string(), "", data_manifest({})}) == DataPlace::missing);
        const auto one = files_of_data(at("here/classes.csv")).value();
        QCOMPARE(one.files.size(), std::size_t{1});
        QCOMPARE(one.files.front().size, std::uint64_t{4});
    }

    void data_only_when_asked_for() {
        const std::string config = "  data: {root: " + at("cats").string() + ", file: classes.csv}\n";
        const auto without = plan(config);
        QVERIFY2(without, without ? "" : without.error().front().str().c_str());
        QCOMPARE(names_of(*without), std::vector<std::string>{"experiment.yaml"});
        // What stays here is named by where it lies.
        for (const auto& path : without->paths) QVERIFY2(path.inside.starts_with('/'), path.inside.c_str());
        QVERIFY(warns_of(*without, "cats"));
        QCOMPARE(without->data.size(), std::size_t{2});
        QCOMPARE(without->data[0].path, at("cats").string());
        QCOMPARE(without->data[0].as, std::string());
        QCOMPARE(without->data[0].manifest["files"].get<int>(), 2);
        QCOMPARE(without->data[0].manifest["bytes"].get<int>(), 3);

        const auto with = plan(config, {.with_data = true});
        QCOMPARE(names_of(*with), (std::vector<std::string>{"data/cats/a/1.png", "data/cats/b/2.png",
                                                            "data/classes.csv", "experiment.yaml"}));
        QCOMPARE(with->data[0].as, std::string("data/cats"));
        QVERIFY(with->data[0].manifest == without->data[0].manifest);
        QVERIFY(with->code.empty());
        QVERIFY(Bundle::write(*with, at("demo.lathe.tar.zst")));
        const auto bundle = Bundle::open(at("demo.lathe.tar.zst"));
        QVERIFY2(bundle, bundle ? "" : bundle.error().str().c_str());
        QVERIFY(bundle->unpack(at("out")));
        QCOMPARE(bytes_of(at("out/data/cats/b/2.png")), std::string("22"));
    }

    // What is trained on here is trained on there, wherever it lies on this disk.
    void data_behind_links_are_data() {
        put_bytes(at("elsewhere/3.png"), "333");
        fs::create_directory_symlink(at("elsewhere"), at("cats/c"));
        fs::create_directory_symlink(".", at("cats/again"));
        fs::create_symlink("gone", at("cats/nowhere.png"));
        const auto made = plan("  data: {root: " + at("cats").string() + "}\n", {.with_data = true});
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        QCOMPARE(names_of(*made), (std::vector<std::string>{"data/cats/a/1.png", "data/cats/b/2.png",
                                                            "data/cats/c/3.png", "experiment.yaml"}));
        QVERIFY(warns_of(*made, "2 links and the like"));
        QVERIFY(Bundle::write(*made, at("demo.lathe.tar.zst")));
        QVERIFY(Bundle::open(at("demo.lathe.tar.zst"))->unpack(at("out")));
        QCOMPARE(bytes_of(at("out/data/cats/c/3.png")), std::string("333"));
        QVERIFY(data_manifest(files_of_data(at("out/data/cats")).value()) == made->data.front().manifest);
    }

    void what_is_not_there_is_said() {
        const auto made = plan("  network: {path: gone.so, checkpoint: sub}\n");
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        QVERIFY(warns_of(*made, "gone.so"));
        QVERIFY(warns_of(*made, "sub is not a file"));
        QCOMPARE(made->files.size(), std::size_t{1});
    }

    void the_folder_of_a_study_is_taken_out() {
        const auto text =
            text_with_paths("lathe: 1\nfolder: /abs  # where\npurpose: trial\nconfig: {network: {path: x}}\n",
                            {{"network.path", "x", "files/x"}});
        QVERIFY2(text, text ? "" : text.error().str().c_str());
        QVERIFY2(text->find("folder") == std::string::npos, text->c_str());
        QVERIFY(text->find("purpose: trial\nconfig: {network: {path: files/x}}\n") != std::string::npos);
    }

    void a_finished_study_leaves_its_checkpoints() {
        const fs::path folder = make_study(store::StudyState::finished);
        const auto made = plan_study(folder, catalog_);
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        QVERIFY(made->kind == BundleKind::study);
        QCOMPARE(names_of(*made),
                 (std::vector<std::string>{"experiment.yaml", "files/net.pt", "files/net.yaml", "study.jsonl",
                                           "trials/0000/config.yaml", "trials/0000/trial.json",
                                           "trials/0001/config.yaml", "trials/0001/trial.json"}));
        QVERIFY(made->find("experiment.yaml")->text.find("files/net.pt") != std::string::npos);
        const auto all = plan_study(folder, catalog_, {.with_checkpoints = true});
        QCOMPARE(all->files.size(), made->files.size() + 4);
    }

    // Elsewhere the job of that number is somebody else's.
    void what_jobs_and_session_said_stays_here() {
        const fs::path folder = make_study(store::StudyState::interrupted);
        put_bytes(folder / "trials/0000/worker/1/submitted.json", "{\"job\": \"12\"}\n");
        put_bytes(folder / "trials/0000/program/worker/notes.txt", "the program's own\n");
        for (const fs::path& what : {folder, folder / "trials/0000"}) {
            const auto made = plan_study(what, catalog_);
            QVERIFY2(made, made ? "" : made.error().front().str().c_str());
            const auto has = [&](const std::string& end) {
                const auto names = names_of(*made);
                return std::ranges::any_of(names, [&](const std::string& name) { return name.ends_with(end); });
            };
            QVERIFY(!has("submitted.json"));
            QVERIFY(has("program/worker/notes.txt"));
        }
    }

    void a_study_that_can_be_resumed_keeps_the_last_ones() {
        const auto made = plan_study(make_study(store::StudyState::interrupted), catalog_);
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        QVERIFY(made->find("trials/0000/checkpoints/last.pt"));
        QVERIFY(!made->find("trials/0000/checkpoints/best.pt"));
        QVERIFY(std::ranges::find(made->code, "trials/0000/checkpoints/last.pt") != made->code.end());
    }

    void a_running_study_is_refused() {
        const fs::path folder = make_study(store::StudyState::interrupted);
        const auto lock = store::StudyLock::try_lock(folder);
        const auto made = plan_study(folder, catalog_);
        QVERIFY(!made);
        QVERIFY(made.error().front().what.starts_with("is being run"));
        QVERIFY(!plan_study(at("here"), catalog_));
    }

    void a_trial_is_an_experiment() {
        const auto made = plan_study(make_study(store::StudyState::finished) / "trials/0001/", catalog_);
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        QVERIFY(made->kind == BundleKind::trial);
        QCOMPARE(made->name, std::string("demo-0001"));
        QCOMPARE(names_of(*made), (std::vector<std::string>{"experiment.yaml", "files/net.pt", "files/net.yaml",
                                                            "trial/config.yaml", "trial/trial.json"}));
        const auto document = config::Document::parse(made->find("experiment.yaml")->text);
        QCOMPARE(document->root().string_or("config.network.path", ""), std::string("files/net.pt"));
        QCOMPARE(document->root().number_or("config.opt.lr", 0), 0.5);
        // What is trained elsewhere knows whose child it is.
        QCOMPARE(document->root().string_or("from.study", ""), std::string("demo-1"));
        QCOMPARE(document->root().int_or("from.trial", -1), std::int64_t{1});
    }

    // What it ran with and read can be compared elsewhere; other sessions' records are none of it.
    void a_trial_takes_its_own_provenance_along() {
        const fs::path folder = make_study(store::StudyState::finished);
        for (const char* file : {"s.json", "s-1.patch", "s-12.patch", "s-2.json", "s-2-1.patch", "t.json", "s-x.patch"})
            put_bytes(folder / "provenance" / file, "{}");
        auto record = store::read_trial_record(folder / "trials/0001").value();
        record.facts.set("provenance", "s");
        QVERIFY(store::write_trial_record(folder / "trials/0001", record));
        const auto made = plan_study(folder / "trials/0001", catalog_);
        QVERIFY2(made, made ? "" : made.error().front().str().c_str());
        std::vector<std::string> taken;
        for (const std::string& name : names_of(*made))
            if (name.starts_with("provenance/")) taken.push_back(name);
        QCOMPARE(taken,
                 (std::vector<std::string>{"provenance/s-1.patch", "provenance/s-12.patch", "provenance/s.json"}));

        QVERIFY(Bundle::write(*made, at("one.lathe.tar.zst")));
        QVERIFY(Bundle::open(at("one.lathe.tar.zst"))->unpack(at("one")));
        QVERIFY(record_of_unpacked_trial(at("one")) == at("one") / "trial");
        QVERIFY(!record_of_unpacked_trial(folder));
        QVERIFY(Bundle::write(*plan_study(folder, catalog_), at("all.lathe.tar.zst")));
        QVERIFY(Bundle::open(at("all.lathe.tar.zst"))->unpack(at("all")));
        QVERIFY(!record_of_unpacked_trial(at("all")));
    }

    // Its parameters alone would train something else.
    void a_trial_that_went_on_from_another_is_no_experiment() {
        const fs::path folder = make_study(store::StudyState::finished) / "trials/0001";
        auto record = store::read_trial_record(folder).value();
        record.start_from = 0;
        QVERIFY(store::write_trial_record(folder, record));
        const auto made = plan_study(folder, catalog_);
        QVERIFY(!made);
        QVERIFY2(made.error().front().what.find("checkpoint of trial 0") != std::string::npos,
                 made.error().front().str().c_str());
        QVERIFY(plan_study(folder.parent_path().parent_path(), catalog_));
    }

    // An unpacked study is a study, whose bundle is the same again.
    void a_bundle_of_an_unpacked_study() {
        const auto made = plan_study(make_study(store::StudyState::finished), catalog_);
        QVERIFY(Bundle::write(*made, at("one.lathe.tar.zst")));
        QVERIFY(Bundle::open(at("one.lathe.tar.zst"))->unpack(at("runs/again")));
        const auto again = plan_study(at("runs/again"), catalog_);
        QVERIFY2(again, again ? "" : again.error().front().str().c_str());
        QCOMPARE(names_of(*again), names_of(*made));
        // Both name the study that was bundled first.
        for (const BundlePlan* plan : {&*made, &*again})
            QCOMPARE(config::Document::parse(plan->find("experiment.yaml")->text)->root().string_or("from.study", ""),
                     std::string("demo-1"));
        QVERIFY(Bundle::write(*again, at("two.lathe.tar.zst")));
        QCOMPARE(Bundle::open(at("two.lathe.tar.zst"))->id(), Bundle::open(at("one.lathe.tar.zst"))->id());
    }
};

LATHE_TEST(TestPlan)
#include "test_plan.moc"
