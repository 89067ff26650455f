// SPDX-License-Identifier: GPL-3.0-or-later
// A bundle as it is meant: written, read, unpacked.
#include <sys/stat.h>

#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "archives.h"
#include "core/bundle/bundle.h"
#include "core/bundle/file_checksum.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::bundle;
using namespace lathe::bundle::archives;
namespace fs = std::filesystem;

class TestBundle : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path at(const std::string& name) const { return fs::path(dir_->path().toStdString()) / name; }

    // An experiment with a program of 3 MB, and names that no other locale would like.
    BundlePlan plan() {
        std::string large;
        for (std::int64_t i = 0; i < 500'000; ++i) large += std::to_string(i * 7919 % 100'003) + "\n";
        put_bytes(at("source/large file.so"), large);
        ::chmod(at("source/large file.so").c_str(), 0755);
        put_bytes(at("source/empty"), "");
        BundlePlan made;
        made.name = "demo";
        made.set_text(experiment_name, "lathe: 1\n");
        made.set_text("files/실험.csv", "1,2\n");
        made.set_text("files/" + std::string(180, 'n') + "/" + std::string(180, 'm'), "long");
        [&] { QVERIFY(made.add_file("files/large file.so", at("source/large file.so"))); }();
        [&] { QVERIFY(made.add_file("a/empty", at("source/empty"))); }();
        made.add_code("files/large file.so");
        made.data.push_back({"/data/cats", "", Json{{"files", 3}}});
        return made;
    }

  private Q_SLOTS:
    void init() { dir_ = std::make_unique<QTemporaryDir>(); }

    void comes_back_as_it_was() {
        const BundlePlan planned = plan();
        const fs::path file = at("demo.lathe.tar.zst");
        const auto id = Bundle::write(planned, file);
        QVERIFY2(id, id ? "" : id.error().str().c_str());
        const auto bundle = Bundle::open(file);
        QVERIFY2(bundle, bundle ? "" : bundle.error().str().c_str());
        QCOMPARE(bundle->id(), *id);
        QVERIFY(is_checksum(*id));
        QCOMPARE(bundle->manifest().name, std::string("demo"));
        QCOMPARE(bundle->manifest().files.size(), planned.files.size());
        QCOMPARE(bundle->manifest().total_size(), planned.total_size());
        QCOMPARE(bundle->manifest().code, std::vector<std::string>{"files/large file.so"});
        QCOMPARE(bundle->manifest().data.at(0).path, std::string("/data/cats"));
        QVERIFY(bundle->manifest().data.at(0).manifest == Json({{"files", 3}}));

        const auto unpacked = bundle->unpack(at("out"));
        QVERIFY2(unpacked, unpacked ? "" : unpacked.error().str().c_str());
        for (const PlannedFile& one : planned.files)
            QCOMPARE(bytes_of(at("out") / one.path), one.source.empty() ? one.text : bytes_of(one.source));
        QCOMPARE(checksum_of(bytes_of(at("out/bundle.json"))), *id);
        struct stat info {};
        QCOMPARE(::stat(at("out/files/large file.so").c_str(), &info), 0);
        QVERIFY((info.st_mode & 0100) != 0);
        QCOMPARE(::stat(at("out/a/empty").c_str(), &info), 0);
        QVERIFY((info.st_mode & 0100) == 0);
        // Nothing but what was asked for was left beside.
        QCOMPARE(std::distance(fs::directory_iterator(at("")), fs::directory_iterator()), std::ptrdiff_t{3});
    }

    void one_text_of_it() {
        BundlePlan plan;
        plan.name = "demo";
        plan.set_text("a", "before");
        plan.set_text("experiment.yaml", "lathe: 1\n");
        QVERIFY(Bundle::write(plan, at("demo.lathe.tar.zst")));
        const auto bundle = Bundle::open(at("demo.lathe.tar.zst"));
        QVERIFY(bundle);
        QCOMPARE(bundle->text_of("experiment.yaml").value(), std::string("lathe: 1\n"));
        QVERIFY(!bundle->text_of("b"));
        plan.set_text("a", "after");
        QVERIFY(Bundle::write(plan, at("demo.lathe.tar.zst")));
        QVERIFY(!bundle->text_of("experiment.yaml"));  // another bundle by now
    }

    void the_same_input_gives_the_same_bytes() {
        BundlePlan planned = plan();
        QVERIFY(Bundle::write(planned, at("one.lathe.tar.zst")));
        std::ranges::reverse(planned.files);
        fs::last_write_time(at("source/empty"), fs::file_time_type::clock::now() - std::chrono::hours(100));
        QVERIFY(Bundle::write(planned, at("two.lathe.tar.zst")));
        QCOMPARE(bytes_of(at("one.lathe.tar.zst")), bytes_of(at("two.lathe.tar.zst")));
        planned.set_text(experiment_name, "lathe: 1\n\n");
        const auto other = Bundle::write(planned, at("two.lathe.tar.zst"));
        QVERIFY(*other != Bundle::open(at("one.lathe.tar.zst"))->id());
    }

    void other_programs_read_it() {
        if (QStandardPaths::findExecutable("tar").isEmpty() || QStandardPaths::findExecutable("zstd").isEmpty())
            QSKIP("needs tar and zstd");
        const BundlePlan planned = plan();
        QVERIFY(Bundle::write(planned, at("demo.lathe.tar.zst")));
        QVERIFY(fs::create_directory(at("by tar")));
        QProcess tar;
        tar.setProcessChannelMode(QProcess::MergedChannels);
        tar.start("tar", {"--zstd", "-xf", QString::fromStdString(at("demo.lathe.tar.zst").string()), "-C",
                          QString::fromStdString(at("by tar").string())});
        QVERIFY(tar.waitForFinished());
        QVERIFY2(tar.exitCode() == 0, tar.readAll().constData());
        QCOMPARE(tar.readAll(), QByteArray());
        for (const PlannedFile& one : planned.files)
            QCOMPARE(bytes_of(at("by tar") / one.path), one.source.empty() ? one.text : bytes_of(one.source));
    }

    void checksums_are_those_of_xxhsum() {
        // The digests that xxHash documents for 128 bits without a seed.
        QCOMPARE(checksum_of(""), std::string("99aa06d3014798d86001c324468d497f"));
        Checksum sum;
        sum.add("ab");
        sum.add("c");
        QCOMPARE(sum.hex(), checksum_of("abc"));
        QVERIFY(is_checksum(sum.hex()));
        QVERIFY(!is_checksum("99AA06D3014798D86001C324468D497F"));
        QVERIFY(!is_checksum(""));
    }

    void what_is_there_is_never_replaced() {
        QVERIFY(Bundle::write(plan(), at("demo.lathe.tar.zst")));
        const auto bundle = Bundle::open(at("demo.lathe.tar.zst"));
        fs::create_directory(at("folder"));
        fs::create_symlink("/nowhere", at("link"));
        for (const char* name : {"folder", "folder/", "link"}) {
            const auto unpacked = bundle->unpack(at(name));
            QVERIFY(!unpacked);
            QVERIFY2(unpacked.error().what == "is there already", unpacked.error().str().c_str());
        }
        QVERIFY(fs::is_empty(at("folder")));
        QVERIFY(bundle->unpack(at("deep/er/folder/")));
        QVERIFY(fs::exists(at("deep/er/folder/experiment.yaml")));
    }

    void a_file_that_changed_in_between_is_refused() {
        QVERIFY(Bundle::write(plan(), at("demo.lathe.tar.zst")));
        const auto bundle = Bundle::open(at("demo.lathe.tar.zst"));
        BundlePlan other = plan();
        other.name = "other";
        QVERIFY(Bundle::write(other, at("demo.lathe.tar.zst")));
        QVERIFY(!bundle->unpack(at("out")));
        QVERIFY(!fs::exists(at("out")));
    }

    void what_cannot_be_written_leaves_nothing() {
        BundlePlan gone = plan();
        gone.files.push_back({"files/gone", at("gone"), {}, 1, false});
        auto written = Bundle::write(gone, at("demo.lathe.tar.zst"));
        QVERIFY(!written);
        QCOMPARE(written.error().file, at("gone").string());
        for (const char* name : {"../x", "/x", "a/../b", "a//b", "a\nb", "\xff", "", "bundle.json"}) {
            BundlePlan bad = plan();
            bad.set_text(name, "x");
            QVERIFY2(!Bundle::write(bad, at("demo.lathe.tar.zst")), name);
        }
        BundlePlan twice = plan();
        twice.files.push_back(twice.files.front());
        QVERIFY(!Bundle::write(twice, at("demo.lathe.tar.zst")));
        QVERIFY(!Bundle::write(plan(), at("no/such/folder/demo.lathe.tar.zst")));
        QCOMPARE(std::distance(fs::directory_iterator(at("")), fs::directory_iterator()), std::ptrdiff_t{1});
    }

    void a_full_disk_is_said() {
        if (!fs::exists("/dev/full")) QSKIP("needs /dev/full");
        QVERIFY(!Bundle::write(plan(), "/dev/full/demo.lathe.tar.zst"));
    }
};

LATHE_TEST(TestBundle)
#include "test_bundle.moc"
