// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "tests/core/base/size_limit.h"
#include "tests/test_program.h"

namespace fs = std::filesystem;
using lathe::AppendFile;
using lathe::copy_file_atomically;
using lathe::read_file;
using lathe::write_file_atomically;
using lathe::test::SizeLimit;

namespace {

int mode_of(const fs::path& file) {
    struct stat info {};
    return ::stat(file.c_str(), &info) == 0 ? static_cast<int>(info.st_mode & 07777) : -1;
}

std::size_t entries_in(const fs::path& folder) {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

}  // namespace

class TestFiles : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder_;
    fs::path file_;

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = dir_->path().toStdString();
        file_ = folder_ / "file";
    }

    void a_file_is_written_whole() {
        QVERIFY(write_file_atomically(file_, "one"));
        QCOMPARE(read_file(file_).value(), std::string("one"));
        QVERIFY(write_file_atomically(file_, std::string("t\0o", 3)));
        QCOMPARE(read_file(file_).value(), std::string("t\0o", 3));
        QVERIFY(write_file_atomically(file_, ""));
        QCOMPARE(read_file(file_).value(), std::string());
        QCOMPARE(entries_in(folder_), std::size_t{1});
    }

    void a_new_file_has_what_the_umask_leaves() {
        const mode_t before = ::umask(027);
        const auto written = write_file_atomically(file_, "x");
        const mode_t left = ::umask(before);
        QVERIFY(written);
        QCOMPARE(mode_of(file_), 0640);
        QCOMPARE(left, mode_t{027});
    }

    void the_mode_of_a_file_is_kept() {
        QVERIFY(write_file_atomically(file_, "x"));
        for (const int mode : {0600, 0755, 0444}) {
            QCOMPARE(::chmod(file_.c_str(), static_cast<mode_t>(mode)), 0);
            QVERIFY(write_file_atomically(file_, "y"));
            QCOMPARE(mode_of(file_), mode);
        }
    }

    void a_link_is_followed() {
        const fs::path real = folder_ / "real";
        QVERIFY(write_file_atomically(real, "old"));
        fs::create_symlink("real", file_);
        QVERIFY(write_file_atomically(file_, "new"));
        QVERIFY(fs::is_symlink(file_));
        QCOMPARE(read_file(real).value(), std::string("new"));
    }

    void a_link_to_nothing_makes_its_target() {
        fs::create_symlink("later", file_);
        QVERIFY(write_file_atomically(file_, "new"));
        QVERIFY(fs::is_symlink(file_));
        QCOMPARE(read_file(folder_ / "later").value(), std::string("new"));
    }

    void a_name_without_a_folder_is_of_the_current_one() {
        const fs::path before = fs::current_path();
        fs::current_path(folder_);
        const auto written = write_file_atomically("plain", "x");
        fs::current_path(before);
        QVERIFY(written);
        QCOMPARE(read_file(folder_ / "plain").value(), std::string("x"));
    }

    void a_missing_folder_is_told() {
        const auto written = write_file_atomically(folder_ / "no" / "file", "x");
        QVERIFY(!written);
        QCOMPARE(written.error().str(),
                 (folder_ / "no" / "file").string() + ": cannot be written: No such file or directory; check the path");
    }

    void a_folder_is_not_replaced() {
        fs::create_directory(file_);
        QVERIFY(!write_file_atomically(file_, "x"));
        QVERIFY(fs::is_directory(file_));
        QCOMPARE(entries_in(folder_), std::size_t{1});
    }

    void a_pipe_is_not_replaced() {
        const fs::path path = dir_->filePath("pipe").toStdString();
        QCOMPARE(::mkfifo(path.c_str(), 0600), 0);
        const auto written = write_file_atomically(path, "x");
        QVERIFY(!written && written.error().what.find("pipe") != std::string::npos);
        QVERIFY(fs::is_fifo(path));
    }

    void a_full_disk_leaves_the_old_bytes() {
        QVERIFY(write_file_atomically(file_, "old"));
        const std::string large(200000, 'x');
        {
            const SizeLimit limit(100000);
            const auto written = write_file_atomically(file_, large);
            QVERIFY(!written);
            QCOMPARE(written.error().kind, std::string(lathe::disk_full));
        }
        QCOMPARE(read_file(file_).value(), std::string("old"));
        QCOMPARE(entries_in(folder_), std::size_t{1});
    }

    void a_file_is_replaced_only_while_it_holds_what_is_expected() {
        QVERIFY(*lathe::replace_file(file_, std::nullopt, "one"));
        QVERIFY(!*lathe::replace_file(file_, std::nullopt, "two"));
        QVERIFY(!*lathe::replace_file(file_, "other", "two"));
        QCOMPARE(*read_file(file_), std::string("one"));
        QVERIFY(*lathe::replace_file(file_, "one", "two"));
        QCOMPARE(**lathe::read_file_if_there(file_), std::string("two"));
        fs::remove(file_);
        QVERIFY(!*lathe::replace_file(file_, "two", "three"));
        QVERIFY(!lathe::read_file_if_there(file_)->has_value());
        fs::create_directory(file_);
        QVERIFY(!lathe::replace_file(file_, "two", "three"));
        QVERIFY(!lathe::read_file_if_there(file_));
        QCOMPARE(entries_in(folder_), std::size_t{1});
    }

    void threads_write_each_their_own_file() {
        constexpr int threads = 8;
        constexpr int writes = 25;
        {
            std::vector<std::jthread> all;
            for (int t = 0; t < threads; ++t)
                all.emplace_back([this, t] {
                    for (int i = 0; i < writes; ++i) {
                        const std::string text(1000, static_cast<char>('a' + t));
                        static_cast<void>(write_file_atomically(folder_ / std::to_string(t), text));
                        static_cast<void>(write_file_atomically(file_, text));
                    }
                });
        }
        for (int t = 0; t < threads; ++t)
            QCOMPARE(read_file(folder_ / std::to_string(t)).value(), std::string(1000, static_cast<char>('a' + t)));
        const std::string shared = read_file(file_).value();
        QCOMPARE(shared, std::string(1000, shared.front()));
        QCOMPARE(entries_in(folder_), std::size_t{threads + 1});
    }

    void a_copy_appears_whole() {
        QVERIFY(write_file_atomically(file_, "bytes"));
        QCOMPARE(::chmod(file_.c_str(), 0640), 0);
        const fs::path copy = folder_ / "copy";
        QVERIFY(copy_file_atomically(file_, copy));
        QVERIFY(copy_file_atomically(file_, copy));
        QCOMPARE(read_file(copy).value(), std::string("bytes"));
        QCOMPARE(mode_of(copy), 0640);
        QCOMPARE(entries_in(folder_), std::size_t{2});
        const auto missing = copy_file_atomically(folder_ / "none", copy);
        QVERIFY(!missing);
        QCOMPARE(missing.error().file, (folder_ / "none").string());
        QCOMPARE(read_file(copy).value(), std::string("bytes"));
        QCOMPARE(entries_in(folder_), std::size_t{2});
    }

    void what_is_no_file_is_not_read() {
        QVERIFY(read_file(folder_).error().what.find("is a folder") != std::string::npos);
        QVERIFY(read_file(file_).error().what.find("No such file") != std::string::npos);
        QCOMPARE(::mkfifo(file_.c_str(), 0600), 0);
        QVERIFY(read_file(file_).error().what.find("not a regular file") != std::string::npos);
    }

    void large_files_are_refused() {
        QVERIFY(write_file_atomically(file_, "12345"));
        QVERIFY(read_file(file_, 5));
        QVERIFY(read_file(file_, 4).error().what.find("is 5 bytes, more than the 4") != std::string::npos);
    }

    void appended_records() {
        {
            auto file = AppendFile::open(file_);
            QVERIFY(file);
            QVERIFY(file->append("one\n"));
            QVERIFY(file->append("two\n"));
            QVERIFY(file->flush_to_disk());
            QCOMPARE(file->size(), std::uint64_t{8});
        }
        auto file = AppendFile::open(file_, 4);
        QVERIFY(file->append("2\n"));
        QCOMPARE(read_file(file_).value(), std::string("one\n2\n"));
        AppendFile moved = std::move(*file);
        QVERIFY(!file->is_open());
        QVERIFY(moved.append("3\n"));
        QCOMPARE(read_file(file_).value(), std::string("one\n2\n3\n"));
    }

    void a_record_that_does_not_fit_leaves_nothing() {
        auto file = AppendFile::open(file_);
        QVERIFY(file->append("one\n"));
        {
            const SizeLimit limit(10);
            const auto appended = file->append("a record that is too long\n");
            QVERIFY(!appended);
            QCOMPARE(appended.error().kind, std::string(lathe::disk_full));
        }
        QCOMPARE(read_file(file_).value(), std::string("one\n"));
        QVERIFY(file->append("two\n"));
        QCOMPARE(read_file(file_).value(), std::string("one\ntwo\n"));
    }

    void folders_are_made_with_their_parents() {
        QVERIFY(lathe::make_folders(folder_ / "a" / "b"));
        QVERIFY(lathe::make_folders(folder_ / "a" / "b"));
        QVERIFY(write_file_atomically(file_, "x"));
        QVERIFY(!lathe::make_folders(file_ / "b"));
    }
};

LATHE_TEST(TestFiles)
#include "test_files.moc"
