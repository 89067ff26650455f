// SPDX-License-Identifier: GPL-3.0-or-later
// Which files a manifest lists, and what a later look at them finds different.
#include <fcntl.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QtTest>

#include "core/base/json.h"
#include "core/provenance/manifest.h"
#include "tests/core/provenance/git_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::provenance;
using lathe::test::write;
using Names = std::vector<std::string>;

namespace {

// What this thread opens it opens as a user without rights, where it has those of root.
class AsNobody {
  public:
    AsNobody() {
        if (::geteuid() == 0) ::setfsuid(65534);
    }
    ~AsNobody() { ::setfsuid(::geteuid()); }
    // Not where this machine knows no other user.
    static bool is_in_force() { return ::setfsuid(static_cast<uid_t>(-1)) != 0; }
    AsNobody(const AsNobody&) = delete;
    AsNobody& operator=(const AsNobody&) = delete;
};

}  // namespace

class TestManifest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path root_;
    std::unique_ptr<ChecksumCache> cache_;

    static Names names_of(const Manifest& manifest) {
        Names names;
        for (const auto& file : manifest.files) names.push_back(file.path);
        return names;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        root_ = fs::path(dir_->path().toStdString()) / "data";
        fs::create_directories(root_);
        cache_ = std::make_unique<ChecksumCache>();
    }

    void a_folder() {
        write(root_ / "b" / "2.bin", "22");
        write(root_ / "a.bin", "1");
        write(root_ / "b" / "c" / "3.bin", "");
        QCOMPARE(::mkfifo((root_ / "pipe").c_str(), 0600), 0);
        const auto manifest = make_manifest(root_, *cache_);
        QVERIFY(manifest);
        QCOMPARE(names_of(*manifest), (Names{"a.bin", "b/2.bin", "b/c/3.bin"}));
        QCOMPARE(manifest->files[1].size, 2u);
        QCOMPARE(manifest->files[1].checksum.size(), std::size_t{32});
        QVERIFY(!manifest->is_file);
        QVERIFY(*make_manifest(root_ / "", *cache_) == *manifest);
    }

    void one_file() {
        write(root_ / "a.bin", "1");
        const auto manifest = make_manifest(root_ / "a.bin", *cache_);
        QCOMPARE(names_of(*manifest), Names{"a.bin"});
        QVERIFY(manifest->is_file);
        QVERIFY(verify(*manifest, root_ / "a.bin", *cache_)->is_same());
        QVERIFY(verify(*manifest, root_, *cache_)->is_same());
        fs::rename(root_ / "a.bin", root_ / "moved.bin");
        QVERIFY(verify(*manifest, root_ / "moved.bin", *cache_)->is_same());
        QCOMPARE(verify(*manifest, root_, *cache_)->missing, Names{"a.bin"});
        write(root_ / "moved.bin", "2");
        QCOMPARE(verify(*manifest, root_ / "moved.bin", *cache_)->changed, Names{"a.bin"});
    }

    void missing_data_are_an_error() {
        const auto manifest = make_manifest(root_ / "not there", *cache_);
        QVERIFY(!manifest);
        QVERIFY(manifest.error().str().find("not there") != std::string::npos);
    }

    void links_are_followed_once_and_never_in_circles() {
        write(root_ / "real" / "a", "1");
        fs::create_symlink("..", root_ / "real" / "up");
        fs::create_symlink("real", root_ / "alias");
        fs::create_symlink("real/a", root_ / "file");
        fs::create_symlink("nowhere", root_ / "dangling");
        const fs::path outside = root_.parent_path() / "outside";
        write(outside / "b", "2");
        fs::create_symlink(outside, root_ / "x");
        fs::create_symlink(outside, root_ / "y");
        const auto manifest = make_manifest(root_, *cache_);
        QCOMPARE(names_of(*manifest), (Names{"file", "real/a", "x/b"}));
    }

    void more_files_than_the_limit_are_counted() {
        for (int i = 0; i < 9; ++i) write(root_ / std::to_string(i), "x");
        const auto manifest = make_manifest(root_, *cache_, 4);
        QCOMPARE(names_of(*manifest), (Names{"0", "1", "2", "3"}));
        QCOMPARE(manifest->files_left_out, 5);
        QVERIFY(verify(*manifest, root_, *cache_)->is_same());
    }

    void unreadable_files_are_named() {
        for (const char* name : {"a", "locked", "shut/b", "listed/c"}) write(root_ / name, "1");
        fs::create_symlink("shut/b", root_ / "link");
        fs::permissions(root_.parent_path(), fs::perms(0755));
        fs::permissions(root_ / "locked", fs::perms::none);
        fs::permissions(root_ / "shut", fs::perms::none);
        fs::permissions(root_ / "listed", fs::perms(0444));  // its names can be read, and nothing of them
        bool can_be_told = false;
        Result<Manifest> manifest = Manifest{};
        Result<ManifestDifferences> later = ManifestDifferences{};
        {
            const AsNobody nobody;
            can_be_told = AsNobody::is_in_force() && read_file(root_ / "a");
            manifest = make_manifest(root_, *cache_);
            if (manifest) later = verify(*manifest, root_, *cache_);
        }
        for (const char* name : {"shut", "listed"}) fs::permissions(root_ / name, fs::perms(0755));
        if (!can_be_told) QSKIP("no other user may look into the folder for temporary files here");
        QVERIFY(manifest);
        QCOMPARE(names_of(*manifest), Names{"a"});
        QCOMPARE(manifest->unread, (Names{"link", "listed/c", "locked", "shut"}));
        QVERIFY(later && later->is_same());
        // Nobody knows what they were.
        QVERIFY(verify(*manifest, root_, *cache_)->is_same());
    }

    void what_is_different_later() {
        write(root_ / "same", "1");
        write(root_ / "changed", "1");
        write(root_ / "longer", "1");
        write(root_ / "gone", "1");
        const auto manifest = make_manifest(root_, *cache_);
        QVERIFY(verify(*manifest, root_, *cache_)->is_same());
        write(root_ / "changed", "2");
        write(root_ / "longer", "11");
        fs::remove(root_ / "gone");
        write(root_ / "sub" / "new", "1");
        const auto differences = verify(*manifest, root_, *cache_);
        QCOMPARE(differences->changed, (Names{"changed", "longer"}));
        QCOMPARE(differences->missing, Names{"gone"});
        QCOMPARE(differences->added, Names{"sub/new"});
        const auto compared = compare(*manifest, *make_manifest(root_, *cache_));
        QCOMPARE(compared.changed, differences->changed);
        QCOMPARE(compared.missing, differences->missing);
        QCOMPARE(compared.added, differences->added);
    }

    void through_json() {
        write(root_ / "a", "1");
        write(root_ / "\xc3\xa9 \"x\"", "2");
        auto manifest = *make_manifest(root_, *cache_, 1);
        manifest.unread = {"u"};
        const auto json = parse_json(dump_json(config::to_json(to_value(manifest))));
        const auto read = manifest_from_value(config::from_json(*json));
        QVERIFY(read && *read == manifest);
    }

    // Names are bytes, and JSON is UTF-8: what was recorded is found again all the same.
    void names_of_any_bytes() {
        const Names names{"\xff.png", "a\nb", "z", "\xc3\xa9", "sub\xfe/x"};
        for (const auto& name : names) write(root_ / name, name);
        const auto manifest = make_manifest(root_, *cache_);
        QVERIFY(manifest);
        QCOMPARE(manifest->files.size(), names.size());
        const auto read =
            manifest_from_value(config::from_json(*parse_json(dump_json(config::to_json(to_value(*manifest))))));
        QVERIFY(read && *read == *manifest);
        QVERIFY(verify(*read, root_, *cache_)->is_same());
        write(root_ / "\xff.png", "other");
        const auto differences = verify(*read, root_, *cache_);
        QCOMPARE(differences->changed, Names{"\\xff.png"});
        QVERIFY(differences->missing.empty() && differences->added.empty());
    }

    // Nobody knows what it was: it is neither new nor changed.
    void what_could_not_be_read_then_is_not_new_now() {
        for (const char* name : {"a", "locked", "shut/b", "shut/c/d", "new"}) write(root_ / name, "1");
        auto manifest = *make_manifest(root_, *cache_);
        std::erase_if(manifest.files, [](const auto& file) { return file.path != "a"; });
        manifest.unread = {"locked", "shut"};
        const auto differences = verify(manifest, root_, *cache_);
        QCOMPARE(differences->added, Names{"new"});
        QVERIFY(differences->missing.empty() && differences->changed.empty());
        manifest.unread = {"."};
        QVERIFY(verify(manifest, root_, *cache_)->is_same());
    }

    void broken_records_are_errors() {
        auto value = to_value(Manifest{"/data", false, {{"a", 1, std::string(32, '0')}}, 0, {}});
        QVERIFY(manifest_from_value(value));
        for (const char* path : {"files[0].xxh3", "files[0].size", "files", "algorithm", "is_file"}) {
            auto broken = value;
            broken.set(path, "x");
            QVERIFY2(!manifest_from_value(broken), path);
        }
        for (const char* path : {"", "/etc/passwd", "../x", "a/../../x"}) {
            auto broken = value;
            broken.set("files[0].path", path);
            QVERIFY2(!manifest_from_value(broken), path);
        }
        value.set("files[0].size", -1);
        QVERIFY(!manifest_from_value(value));
        QVERIFY(!manifest_from_value(config::Value("text")));
    }

    void it_is_cancelled_within_a_buffer() {
        // A file of 100 GB that takes no room.
        const int fd = ::open((root_ / "huge").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
        QVERIFY(fd >= 0);
        const bool made = ::ftruncate(fd, 100'000'000'000) == 0;
        ::close(fd);
        if (!made) QSKIP("no sparse files here");
        std::stop_source stop;
        Result<Manifest> manifest = Manifest{};
        std::thread reading([&] { manifest = make_manifest(root_, *cache_, default_most_files, stop.get_token()); });
        stop.request_stop();
        reading.join();
        QVERIFY(!manifest);
        QCOMPARE(manifest.error().kind, std::string(cancelled));
    }
};

LATHE_TEST(TestManifest)
#include "test_manifest.moc"
