// SPDX-License-Identifier: GPL-3.0-or-later
// A file of many pieces: whole under its name, or not there at all.
#include <unistd.h>
#include <filesystem>
#include <iterator>
#include <string>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "core/base/whole_file.h"
#include "tests/test_program.h"

namespace fs = std::filesystem;
using lathe::read_file;
using lathe::WholeFile;
using lathe::write_file_atomically;

class TestWholeFile : public QObject {
    Q_OBJECT

    static std::size_t count_in(const QTemporaryDir& folder) {
        const fs::path path = folder.path().toStdString();
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
    }

  private Q_SLOTS:
    void pieces_become_one_file() {
        const QTemporaryDir folder;
        const fs::path path = folder.filePath("out.bin").toStdString();
        const std::string large(3 << 20, 'x');
        {
            auto file = WholeFile::begin(path);
            QVERIFY2(file, file ? "" : file.error().str().c_str());
            for (const std::string& piece : {std::string("head"), large, std::string("tail")})
                QVERIFY(file->append(piece));
            QVERIFY(!fs::exists(path));
            QVERIFY(file->replace_beginning("HE"));
            QVERIFY(file->append("."));
            QVERIFY(file->finish());
        }
        QCOMPARE(*read_file(path), "HEad" + large + "tail.");
        QCOMPARE(count_in(folder), std::size_t{1});
    }

    void a_stream_gets_all_of_it_at_the_end() {
        int ends[2];
        QCOMPARE(::pipe(ends), 0);
        {
            auto file = WholeFile::begin("/dev/fd/" + std::to_string(ends[1]));
            QVERIFY2(file, file ? "" : file.error().str().c_str());
            QVERIFY(file->append("head and tail") && file->replace_beginning("HE") && file->finish());
        }
        ::close(ends[1]);
        std::string text(64, '\0');
        text.resize(static_cast<std::size_t>(::read(ends[0], text.data(), text.size())));
        ::close(ends[0]);
        QCOMPARE(text, std::string("HEad and tail"));
    }

    void the_old_file_stays_until_the_new_one_is_whole() {
        const QTemporaryDir folder;
        const fs::path path = folder.filePath("out.txt").toStdString();
        QVERIFY(write_file_atomically(path, "old"));
        {
            auto file = WholeFile::begin(path);
            QVERIFY(file && file->append("new"));
        }
        QCOMPARE(*read_file(path), std::string("old"));
        QCOMPARE(count_in(folder), std::size_t{1});
    }

    void mode_and_link_of_the_old_file_are_kept() {
        const QTemporaryDir folder;
        const fs::path path = folder.filePath("out.txt").toStdString();
        const fs::path link = folder.filePath("link.txt").toStdString();
        QVERIFY(write_file_atomically(path, "old"));
        fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
        fs::create_symlink("out.txt", link);
        auto file = WholeFile::begin(link);
        QVERIFY(file && file->append("new") && file->finish());
        QVERIFY(fs::is_symlink(link));
        QCOMPARE(*read_file(path), std::string("new"));
        QCOMPARE(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
    }

    void a_folder_that_is_not_there_is_told() {
        const QTemporaryDir folder;
        const auto file = WholeFile::begin(folder.filePath("no/out.txt").toStdString());
        QVERIFY(!file);
        QVERIFY2(file.error().str().find("out.txt") != std::string::npos, file.error().str().c_str());
    }
};

LATHE_TEST(TestWholeFile)
#include "test_whole_file.moc"
