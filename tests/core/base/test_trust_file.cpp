// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "core/base/trust_file.h"
#include "tests/test_program.h"

using namespace lathe;

class TestTrustFile : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void init() {
        home_ = std::make_unique<QTemporaryDir>();
        qputenv("XDG_CONFIG_HOME", home_->path().toUtf8());
    }
    void cleanup() { qunsetenv("XDG_CONFIG_HOME"); }

    void without_a_file_nothing_is_trusted() {
        QVERIFY(trusted_lines().value().empty());
        QVERIFY(!remove_trusted_line("/a").value());
        QVERIFY(!std::filesystem::exists(trust_file()));
    }

    void what_was_added_is_there_once() {
        QVERIFY(add_trusted_line("/b"));
        QVERIFY(add_trusted_line("bundle:12"));
        QVERIFY(add_trusted_line("/b"));
        QCOMPARE(trusted_lines().value(), (std::vector<std::string>{"/b", "bundle:12"}));
        QVERIFY(remove_trusted_line("/b").value());
        QVERIFY(!remove_trusted_line("/b").value());
        QCOMPARE(trusted_lines().value(), std::vector<std::string>{"bundle:12"});
    }

    void blank_lines_and_a_missing_last_line_break_are_no_matter() {
        QVERIFY(make_folders(trust_file().parent_path()));
        QVERIFY(write_file_atomically(trust_file(), "/a\n\n/c"));
        QCOMPARE(trusted_lines().value(), (std::vector<std::string>{"/a", "/c"}));
    }

    // Trust that cannot be read is an error, and never an empty list that the next write would leave behind.
    void an_unreadable_list_is_not_replaced() {
        QVERIFY(make_folders(trust_file()));  // a folder of that name
        QVERIFY(!trusted_lines());
        QVERIFY(!add_trusted_line("/a"));
        QVERIFY(std::filesystem::is_directory(trust_file()));
    }

  private:
    std::unique_ptr<QTemporaryDir> home_;
};

LATHE_TEST(TestTrustFile)
#include "test_trust_file.moc"
