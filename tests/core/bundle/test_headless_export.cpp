// SPDX-License-Identifier: GPL-3.0-or-later
// One plan for every form in which an experiment goes to another machine.
#include <QTemporaryDir>
#include <QTest>

#include "archives.h"
#include "core/bundle/headless_export.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::bundle;
using namespace lathe::bundle::archives;
namespace fs = std::filesystem;

class TestHeadlessExport : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    config::Catalog catalog_;
    fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        catalog_ = {};
        catalog_.add_common({config::option("data.root", config::Type::path, "/nowhere", "Images")});
        put_bytes(at("e.yaml"), "lathe: 1\nname: demo\nconfig: {data: {root: cats}}\n");
        put_bytes(at("cats/1.bin"), std::string(3 << 20, 'x'));
    }

    void formats_have_names() {
        for (const char* name : {"bundle", "docker", "conda", "slurm"})
            QCOMPARE(name_of(*headless_format(name)), std::string_view(name));
        QVERIFY(!headless_format("zip"));
    }

    void a_text_names_the_experiment_from_where_it_stands() {
        const HeadlessExport wanted{at("e.yaml"), HeadlessFormat::slurm, at("jobs/a.sbatch"), false};
        const auto plan = plan_headless(wanted, catalog_);
        QVERIFY2(plan, plan ? "" : plan.error().front().str().c_str());
        QCOMPARE(plan->files.size(), std::size_t{1});
        QCOMPARE(plan->files.front().path, std::string("a.sbatch"));
        QVERIFY(plan->files.front().text.find("../e.yaml") != std::string::npos);
        fs::create_directories(at("jobs"));
        QVERIFY(write_headless(*plan, wanted));
        QCOMPARE(bytes_of(at("jobs/a.sbatch")), plan->files.front().text);
    }

    void the_experiment_is_not_written_over() {
        const auto plan = plan_headless({at("e.yaml"), HeadlessFormat::conda, at("e.yaml"), false}, catalog_);
        QVERIFY(!plan);
        QVERIFY(plan.error().front().what.find("itself") != std::string::npos);
    }

    // What is written can be run: `lathectl run` knows a bundle by its name.
    void a_bundle_has_the_name_of_one() {
        for (const char* name : {"b", "b.tar", "b.tar.zst.old"}) {
            const auto plan = plan_headless({at("e.yaml"), HeadlessFormat::bundle, at(name), false}, catalog_);
            QVERIFY2(!plan && plan.error().front().hint.find(".lathe.tar.zst") != std::string::npos, name);
        }
        for (const char* name : {"b.tar.zst", "b.lathe.tar.zst"}) {
            QVERIFY(plan_headless({at("e.yaml"), HeadlessFormat::bundle, at(name), false}, catalog_));
            QVERIFY2(is_bundle_name(at(name)), name);
        }
    }

    void progress_comes_to_its_end() {
        const HeadlessExport wanted{at("e.yaml"), HeadlessFormat::bundle, at("e.lathe.tar.zst"), true};
        const auto plan = plan_headless(wanted, catalog_);
        QVERIFY2(plan, plan ? "" : plan.error().front().str().c_str());
        std::uint64_t last = 0, all = 0;
        const auto id = write_headless(*plan, wanted, [&](std::uint64_t done, std::uint64_t of) -> Result<void> {
            [&] { QVERIFY(done >= last && done <= of); }();
            last = done;
            all = of;
            return {};
        });
        QVERIFY2(id, id ? "" : id.error().str().c_str());
        QCOMPARE(all, 2 * plan->total_size());
        QVERIFY(last >= 2 * (3u << 20));
    }

    void a_refused_progress_leaves_nothing() {
        const HeadlessExport wanted{at("e.yaml"), HeadlessFormat::bundle, at("e.lathe.tar.zst"), true};
        const auto plan = plan_headless(wanted, catalog_);
        QVERIFY2(plan, plan ? "" : plan.error().front().str().c_str());
        const auto before = names_in(at(""));
        // In the first reading, and while the archive is being written.
        for (const std::uint64_t most : {std::uint64_t{0}, std::uint64_t{4} << 20}) {
            const auto id = write_headless(*plan, wanted, [&](std::uint64_t done, std::uint64_t) -> Result<void> {
                if (done > most) return fail("enough");
                return {};
            });
            QVERIFY(!id);
            QCOMPARE(id.error().what, std::string("enough"));
            QCOMPARE(names_in(at("")), before);
        }
    }
};

LATHE_TEST(TestHeadlessExport)
#include "test_headless_export.moc"
