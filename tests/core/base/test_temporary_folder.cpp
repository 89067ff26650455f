// A folder that goes with its object.
#include <QtTest>

#include "core/base/files.h"
#include "core/base/temporary_folder.h"
#include "tests/test_program.h"

using namespace lathe;

class TestTemporaryFolder : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void it_is_ours_and_goes_with_all_that_is_in_it() {
        fs::path path;
        {
            auto made = TemporaryFolder::make("lathe-test");
            QVERIFY(made);
            const TemporaryFolder folder = std::move(*made);
            path = folder.path();
            QVERIFY(path.filename().string().starts_with("lathe-test-"));
            QVERIFY(fs::status(path).permissions() == fs::perms::owner_all);
            QVERIFY(make_folders(path / "inner"));
        }
        QVERIFY(!fs::exists(path));
    }

    void where_none_can_be_made_it_is_said() {
        const QByteArray before = qgetenv("TMPDIR");
        qputenv("TMPDIR", "/proc");
        const auto made = TemporaryFolder::make("lathe-test");
        before.isNull() ? qunsetenv("TMPDIR") : qputenv("TMPDIR", before);
        QVERIFY(!made);
        QVERIFY(made.error().what.find("/proc") != std::string::npos);
    }
};

LATHE_TEST(TestTemporaryFolder)
#include "test_temporary_folder.moc"
