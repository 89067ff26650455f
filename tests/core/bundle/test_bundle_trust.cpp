// SPDX-License-Identifier: GPL-3.0-or-later
// Code of a bundle: nothing of it is unpacked or loaded before the person trusts the bundle.
#include <chrono>
#include <iterator>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "archives.h"
#include "core/base/trust_file.h"
#include "core/bundle/bundle.h"
#include "core/bundle/bundle_trust.h"
#include "core/bundle/unpack_for_run.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::bundle;
using namespace lathe::bundle::archives;
namespace fs = std::filesystem;

class TestBundleTrust : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }

    std::string write(const std::string& file, const std::string& code, bool is_code = true) {
        BundlePlan plan;
        plan.name = "de mo";
        plan.set_text("experiment.yaml", "lathe: 1\n");
        plan.set_text("files/net.pt", code);
        if (is_code) plan.add_code("files/net.pt");
        return Bundle::write(plan, at(file)).value();
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", dir_->filePath("config").toUtf8());
    }

    void trust_is_kept_by_id() {
        const std::string id(32, 'a');
        QVERIFY(!*is_trusted_bundle(id));
        QVERIFY(!distrust_bundle(id));
        QVERIFY(add_trusted_line("/some/path"));
        QVERIFY(trust_bundle(id));
        QVERIFY(trust_bundle(id));
        QVERIFY(*is_trusted_bundle(id));
        QVERIFY(!*is_trusted_bundle(std::string(32, 'b')));
        QCOMPARE(*trusted_bundles(), std::vector<std::string>{id});
        QCOMPARE(*trusted_lines(), (std::vector<std::string>{"/some/path", "bundle:" + id}));
        QVERIFY(distrust_bundle(id));
        QVERIFY(!*is_trusted_bundle(id));
        QVERIFY(!trust_bundle("/etc"));
        QVERIFY(!trust_bundle("x\n/etc"));
    }

    void code_waits_for_trust() {
        const std::string id = write("demo.lathe.tar.zst", "PK");
        const auto refused = unpack_for_run(at("demo.lathe.tar.zst"), at("runs"));
        QVERIFY(!refused);
        QVERIFY2(refused.error().str().find("files/net.pt") != std::string::npos, refused.error().str().c_str());
        QVERIFY(refused.error().hint.find("lathectl trust") != std::string::npos);
        QVERIFY(!fs::exists(at("runs")));

        QVERIFY(trust_bundle(id));
        const auto file = unpack_for_run(at("demo.lathe.tar.zst"), at("runs"));
        QVERIFY2(file, file ? "" : file.error().str().c_str());
        QCOMPARE(file->string(), (at("runs/bundles") / ("de_mo-" + id.substr(0, 12)) / "experiment.yaml").string());
        QCOMPARE(bytes_of(*file), std::string("lathe: 1\n"));
        QCOMPARE(unpack_for_run(at("demo.lathe.tar.zst"), at("runs"))->string(), file->string());

        // A bundle that was changed is another one.
        write("demo.lathe.tar.zst", "PK evil");
        QVERIFY(!unpack_for_run(at("demo.lathe.tar.zst"), at("runs")));
    }

    void without_code_nothing_is_asked() {
        write("demo.lathe.tar.zst", "1,2\n", false);
        const auto file = unpack_for_run(at("demo.lathe.tar.zst"), at("runs"));
        QVERIFY(file);
        put_bytes(*file, "lathe: 1 # mine\n");
        const auto again = unpack_for_run(at("demo.lathe.tar.zst"), at("runs"));
        QVERIFY(!again);
        QCOMPARE(again.error().file, file->string());
        fs::remove_all(file->parent_path());
        QVERIFY(unpack_for_run(at("demo.lathe.tar.zst"), at("runs")));
    }

    // They act on a cluster in this person's name.
    void options_of_sbatch_wait_for_trust() {
        BundlePlan plan;
        plan.name = "demo";
        plan.set_text("experiment.yaml",
                      "lathe: 1\nsearch: {engine: {name: slurm, args: [--export=ALL,LD_PRELOAD=/x]}}\n");
        const std::string id = Bundle::write(plan, at("demo.lathe.tar.zst")).value();
        for (int time = 0; time < 2; ++time) {  // whether it was unpacked already or not
            const auto refused = unpack_for_run(at("demo.lathe.tar.zst"), at("runs"));
            QVERIFY(!refused);
            QVERIFY2(refused.error().what.find("search.engine.args") != std::string::npos,
                     refused.error().str().c_str());
            QVERIFY(refused.error().hint.find("lathectl trust") != std::string::npos);
        }
        QVERIFY(trust_bundle(id));
        QVERIFY(unpack_for_run(at("demo.lathe.tar.zst"), at("runs")));

        plan.set_text("experiment.yaml", "lathe: 1\nsearch: {engine: {name: slurm, partition: long, args: []}}\n");
        QVERIFY(Bundle::write(plan, at("plain.lathe.tar.zst")));
        QVERIFY(unpack_for_run(at("plain.lathe.tar.zst"), at("runs")));
    }

    // What would run is code, whatever whoever made the bundle says of it.
    void what_acts_waits_for_trust_though_the_bundle_lists_no_code_data() {
        QTest::addColumn<QByteArray>("experiment");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("named");
        QTest::newRow("a command") << QByteArray("lathe: 1\ntrial: {command: [sh, -c, ':']}\n") << ""
                                   << "trial";
        QTest::newRow("a line for a shell") << QByteArray("lathe: 1\ntrial: ':'\n") << ""
                                            << "trial";
        QTest::newRow("a checkpoint") << QByteArray("lathe: 1\n") << "trials/0000/checkpoints/last.pt"
                                      << "trials/0000/checkpoints/last.pt";
        QTest::newRow("weights of a trial") << QByteArray("lathe: 1\n") << "trials/0000/start.pt"
                                            << "trials/0000/start.pt";
    }
    void what_acts_waits_for_trust_though_the_bundle_lists_no_code() {
        QFETCH(QByteArray, experiment);
        QFETCH(QString, file);
        QFETCH(QString, named);
        BundlePlan plan;
        plan.kind = BundleKind::study;
        plan.name = "demo";
        plan.set_text("experiment.yaml", experiment.toStdString());
        if (!file.isEmpty()) plan.set_text(file.toStdString(), "PK");
        const std::string id = Bundle::write(plan, at("demo.lathe.tar.zst")).value();
        for (int time = 0; time < 2; ++time) {  // whether it was unpacked already or not
            const auto refused = unpack_for_run(at("demo.lathe.tar.zst"), at("runs"));
            QVERIFY(!refused);
            QVERIFY2(refused.error().what.find(named.toStdString()) != std::string::npos,
                     refused.error().str().c_str());
        }
        QVERIFY(trust_bundle(id));
        QVERIFY(unpack_for_run(at("demo.lathe.tar.zst"), at("runs")));
    }

    // As the jobs of an array do.
    void several_may_unpack_it_at_once() {
        BundlePlan plan;
        plan.name = "demo";
        plan.set_text("experiment.yaml", "lathe: 1\n");
        for (int i = 0; i < 50; ++i) plan.set_text("data/" + std::to_string(i), std::string(1000, 'x'));
        QVERIFY(Bundle::write(plan, at("demo.lathe.tar.zst")));
        std::vector<std::string> problems(8);
        {
            std::vector<std::jthread> all;
            for (std::string& problem : problems)
                all.emplace_back([&] {
                    const auto file = unpack_for_run(at("demo.lathe.tar.zst"), at("runs"));
                    if (!file) problem = file.error().str();
                });
        }
        for (const std::string& problem : problems) QCOMPARE(problem, std::string());
        // Nothing is left of those that came too late.
        QCOMPARE(std::distance(fs::directory_iterator(at("runs/bundles")), fs::directory_iterator()),
                 std::ptrdiff_t{1});
    }

    // Of a process that was killed; not of one that may be at it now.
    void what_was_unpacked_by_half_does_not_stay_for_ever() {
        const std::string id = write("demo.lathe.tar.zst", "1,2\n", false);
        const fs::path folder = at("runs/bundles") / ("de_mo-" + id.substr(0, 12));
        for (const char* suffix : {".aaaaaa", ".bbbbbb"}) put_bytes(fs::path(folder.string() + suffix) / "x", "half");
        put_bytes(at("runs/bundles/other.aaaaaa/x"), "not its own");
        for (const fs::path& old : {fs::path(folder.string() + ".aaaaaa"), at("runs/bundles/other.aaaaaa")})
            fs::last_write_time(old, fs::file_time_type::clock::now() - std::chrono::hours(48));
        QVERIFY(unpack_for_run(at("demo.lathe.tar.zst"), at("runs")));
        QVERIFY(!fs::exists(folder.string() + ".aaaaaa"));
        QVERIFY(fs::exists(folder.string() + ".bbbbbb"));
        QVERIFY(fs::exists(at("runs/bundles/other.aaaaaa")));
    }

    // `resume BUNDLE --trials 9`, and then `resume BUNDLE` again.
    void limits_of_a_study_may_change_and_nothing_else_of_its_experiment() {
        BundlePlan plan;
        plan.kind = BundleKind::study;
        plan.name = "demo";
        const std::string text = "lathe: 1\nconfig: {opt: {lr: 0.1}}\n";
        plan.set_text("experiment.yaml", text);
        plan.set_text("study.jsonl", "{}\n");
        QVERIFY(Bundle::write(plan, at("demo.lathe.tar.zst")));
        const auto unpack = [&] { return unpack_for_run(at("demo.lathe.tar.zst"), at("runs")); };
        const fs::path file = unpack().value();
        put_bytes(file, text + "search: {max_trials: 9, concurrency: 2, max_duration: 1h, engine: {name: slurm}}\n");
        QVERIFY(unpack());
        for (const char* other : {"lathe: 1\nconfig: {opt: {lr: 0.2}}\n",
                                  "lathe: 1\nconfig: {opt: {lr: 0.1}}\nsearch: {tuner: {name: TPE}}\n", "lathe: [\n"}) {
            put_bytes(file, other);
            const auto refused = unpack();
            QVERIFY2(!refused, other);
            QCOMPARE(refused.error().file, file.string());
        }
    }

    void a_study_goes_on_in_the_folder_it_was_unpacked_into() {
        BundlePlan plan;
        plan.kind = BundleKind::study;
        plan.name = "demo";
        plan.set_text("experiment.yaml", "lathe: 1\n");
        plan.set_text("files/net.csv", "1,2\n");
        plan.set_text("study.jsonl", "{}\n");
        plan.set_text("trials/0000/trial.json", "{}\n");
        QVERIFY(Bundle::write(plan, at("demo.lathe.tar.zst")));
        const auto file = unpack_for_run(at("demo.lathe.tar.zst"), at("runs"));
        QVERIFY(file);
        const fs::path folder = file->parent_path();
        put_bytes(folder / "study.jsonl", "{}\n{}\n");
        put_bytes(folder / "trials/0000/trial.json", "{\"more\": 1}\n");
        put_bytes(folder / "trials/0000/reproduction.json", "{}\n");
        put_bytes(folder / "notes.json", "{}\n");
        QVERIFY(unpack_for_run(at("demo.lathe.tar.zst"), at("runs")));
        put_bytes(folder / "files/net.csv", "1,3\n");
        const auto refused = unpack_for_run(at("demo.lathe.tar.zst"), at("runs"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().file, (folder / "files/net.csv").string());
    }

    void unpacked_code_is_trusted_while_it_is_the_same() {
        const std::string id = write("demo.lathe.tar.zst", "PK");
        QVERIFY(Bundle::open(at("demo.lathe.tar.zst"))->unpack(at("out")));
        QVERIFY(!*is_trusted_code(at("out/files/net.pt")));
        QVERIFY(trust_bundle(id));
        QVERIFY(*is_trusted_code(at("out/files/net.pt")));
        QVERIFY(!*is_trusted_code(at("out/experiment.yaml")));  // no code
        QVERIFY(!*is_trusted_code(at("out/files/gone.pt")));
        put_bytes(at("out/files/other.pt"), "PK");
        QVERIFY(!*is_trusted_code(at("out/files/other.pt")));
        fs::create_symlink(at("out/files/other.pt"), at("out/files/link.pt"));
        QVERIFY(!*is_trusted_code(at("out/files/link.pt")));
        put_bytes(at("out/files/net.pt"), "evil");
        QVERIFY(!*is_trusted_code(at("out/files/net.pt")));
        put_bytes(at("out/files/net.pt"), "PK");
        QVERIFY(*is_trusted_code(at("out/files/net.pt")));
        // A bundle.json of one's own is not the one that was trusted.
        put_bytes(at("out/bundle.json"), bytes_of(at("out/bundle.json")) + " ");
        QVERIFY(!*is_trusted_code(at("out/files/net.pt")));
    }

    void no_experiment_no_run() {
        BundlePlan plan;
        plan.name = "empty";
        plan.set_text("readme", "x");
        QVERIFY(Bundle::write(plan, at("demo.lathe.tar.zst")));
        QVERIFY(!unpack_for_run(at("demo.lathe.tar.zst"), at("runs")));
        QVERIFY(!unpack_for_run(at("gone.lathe.tar.zst"), at("runs")));
    }
};

LATHE_TEST(TestBundleTrust)
#include "test_bundle_trust.moc"
