// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>

#include <QTemporaryDir>

#include "core/base/checksum.h"
#include "core/base/files.h"
#include "core/remote/upload_folder.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;

class TestUploadFolder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = std::make_unique<UploadFolder>(dir_->filePath("uploads").toStdString(), ".x");
    }

    void pieces_become_the_file_however_often_they_come() {
        QCOMPARE(folder_->have(upload_).value(), std::uint64_t(0));
        QCOMPARE(folder_->add(upload_, 0, "hello").value(), std::uint64_t(5));
        QCOMPARE(folder_->add(upload_, 0, "hello").value(), std::uint64_t(5));  // sent again: the answer was lost
        QCOMPARE(folder_->have(upload_).value(), std::uint64_t(5));
        QVERIFY(!folder_->find(upload_.checksum));
        QCOMPARE(folder_->add(upload_, 3, "lo wo").value(), std::uint64_t(8));
        QCOMPARE(folder_->add(upload_, 8, "rld").value(), std::uint64_t(11));
        QCOMPARE(read_file(folder_->find(upload_.checksum).value()).value(), std::string("hello world"));
        QCOMPARE(folder_->add(upload_, 8, "rld").value(), std::uint64_t(11));
        QCOMPARE(folder_->have(upload_).value(), std::uint64_t(11));
    }

    void what_is_not_the_file_is_dropped() {
        QVERIFY(!folder_->add(upload_, 0, "hello_world"));
        QCOMPARE(folder_->have(upload_).value(), std::uint64_t(0));
        QVERIFY(folder_->add(upload_, 0, "hello world"));
    }

    void gaps_and_more_than_was_said_are_refused() {
        QVERIFY(!folder_->add(upload_, 1, "ello"));
        QVERIFY(!folder_->add(upload_, 0, "hello world!"));
        QCOMPARE(folder_->have(upload_).value(), std::uint64_t(0));
    }

    void names_that_are_no_checksums_are_refused() {
        for (const char* name : {"", "../../etc/passwd", "x", "00000000000000000000000000000000/"}) {
            QVERIFY(!folder_->have({name, 1}));
            QVERIFY(!folder_->add({name, 1}, 0, "x"));
            QVERIFY(!folder_->find(name));
        }
        QVERIFY(!folder_->have({upload_.checksum, 0}));
    }

    // A process may end between the last byte and the file's name.
    void a_file_that_was_never_named_is_finished() {
        std::filesystem::create_directories(dir_->filePath("uploads").toStdString());
        std::ofstream(dir_->filePath("uploads").toStdString() + "/" + upload_.checksum + ".part") << "hello world";
        QCOMPARE(folder_->have(upload_).value(), std::uint64_t(10));
        QCOMPARE(folder_->add(upload_, 10, "d").value(), std::uint64_t(11));
        QVERIFY(folder_->find(upload_.checksum));
    }

  private:
    const UploadFolder::Upload upload_{checksum_of("hello world"), 11};
    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<UploadFolder> folder_;
};

LATHE_TEST(TestUploadFolder)
#include "test_upload_folder.moc"
