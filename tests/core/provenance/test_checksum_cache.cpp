// SPDX-License-Identifier: GPL-3.0-or-later
// Checksums are those of xxh128sum, and are remembered only while a file is the same.
#include <fcntl.h>
#include <sys/stat.h>

#include <QtTest>

#include "core/provenance/checksum_cache.h"
#include "tests/core/provenance/git_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::provenance;
using lathe::test::write;

namespace {

// Waits until the file is old enough to be remembered: the time of change cannot be set back.
void let_settle() {
    QTest::qSleep(2100);
}

}  // namespace

class TestChecksumCache : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path root_;

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        root_ = dir_->path().toStdString();
    }

    void known_values() {
        ChecksumCache cache;
        write(root_ / "empty", "");
        QCOMPARE(cache.checksum(root_ / "empty")->checksum, std::string("99aa06d3014798d86001c324468d497f"));
        write(root_ / "abc", "abc");
        QCOMPARE(cache.checksum(root_ / "abc")->checksum, std::string("06b05ab6733a618578af5f94892f3950"));
        QCOMPARE(cache.checksum(root_ / "abc")->size, 3u);
        // Of several buffers.
        write(root_ / "large", std::string(3'000'000, 'x'));
        write(root_ / "again", std::string(3'000'000, 'x'));
        QCOMPARE(cache.checksum(root_ / "large")->checksum, cache.checksum(root_ / "again")->checksum);
        ChecksumCache unhurried;
        QCOMPARE(unhurried.checksum(root_ / "large", {}, Pace::beside_training)->checksum,
                 cache.checksum(root_ / "large")->checksum);
    }

    void a_known_file_is_not_read_again() {
        ChecksumCache cache;
        write(root_ / "a", "one");
        fs::create_symlink("a", root_ / "link");
        let_settle();
        const auto first = cache.checksum(root_ / "a");
        const auto second = cache.checksum(root_ / "link");
        QCOMPARE(second->checksum, first->checksum);
        QCOMPARE(cache.files_read(), 1u);

        // Of the same size and with the old time of modification, as tar and rsync leave them.
        struct stat before {};
        QCOMPARE(::stat((root_ / "a").c_str(), &before), 0);
        write(root_ / "a", "two");
        const timespec times[] = {before.st_atim, before.st_mtim};
        QCOMPARE(::utimensat(AT_FDCWD, (root_ / "a").c_str(), times, 0), 0);
        QVERIFY(cache.checksum(root_ / "a")->checksum != first->checksum);
    }

    void a_file_that_was_just_written_is_read_again() {
        ChecksumCache cache;
        write(root_ / "a", "one");
        const auto first = cache.checksum(root_ / "a");
        write(root_ / "a", "two");
        QVERIFY(cache.checksum(root_ / "a")->checksum != first->checksum);
        QCOMPARE(cache.files_read(), 2u);
    }

    void refused() {
        ChecksumCache cache;
        QVERIFY(!cache.checksum(root_));
        QVERIFY(!cache.checksum(root_ / "missing"));
        QCOMPARE(::mkfifo((root_ / "pipe").c_str(), 0600), 0);
        QVERIFY(!cache.checksum(root_ / "pipe"));
        write(root_ / "a", "one");
        std::stop_source source;
        source.request_stop();
        const auto stopped = cache.checksum(root_ / "a", source.get_token());
        QCOMPARE(stopped.error().kind, std::string(cancelled));
    }
};

LATHE_TEST(TestChecksumCache)
#include "test_checksum_cache.moc"
