// SPDX-License-Identifier: GPL-3.0-or-later
// A folder that goes with its object.
#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "core/base/temporary_folder.h"
#include "tests/test_program.h"

using namespace lathe;

class TestTemporaryFolder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void it_goes_unless_it_is_kept() {
        const QTemporaryDir dir;
        const fs::path parent = dir.path().toStdString();
        fs::path gone;
        fs::path kept;
        {
            auto one = TemporaryFolder::make_in(parent, "a-").value();
            auto other = TemporaryFolder::make_in(parent, "a-").value();
            gone = one.path();
            kept = other.path();
            QVERIFY(gone != kept && gone.filename().string().starts_with("a-"));
            QVERIFY(write_file_atomically(gone / "file", "x"));
            const TemporaryFolder moved = std::move(one);
            QVERIFY(fs::exists(moved.path() / "file"));
            other.keep();
        }
        QVERIFY(!fs::exists(gone));
        QVERIFY(fs::is_directory(kept));
    }

    void where_none_can_be_made_it_says_so() {
        const auto none = TemporaryFolder::make_in("/nowhere/at all", "a-");
        QVERIFY(!none);
        QCOMPARE(
            none.error().str(),
            std::string("/nowhere/at all: a folder cannot be made here: No such file or directory; check the path"));
    }
};

LATHE_TEST(TestTemporaryFolder)
#include "test_temporary_folder.moc"
