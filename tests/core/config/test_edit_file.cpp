// SPDX-License-Identifier: GPL-3.0-or-later
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "core/config/edit_file.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;

class TestEditFile : public QObject {
    Q_OBJECT

    static Result<void> setText(Document& document, const char* path, const char* value) {
        const auto edit = document.set_text(path, value);
        if (!edit) return fail(edit.error());
        if (auto done = document.apply(*edit); !done) return fail(done.error());
        return {};
    }

  private Q_SLOTS:
    void what_another_program_writes_meanwhile_stays() {
        const QTemporaryDir folder;
        const auto file = folder.filePath("e.yaml").toStdString();
        QVERIFY(write_file_atomically(file, "a: 1\nb: 2  # two\n"));
        int calls = 0;
        const auto done = edit_file(file, [&](Document& document) {
            if (++calls == 1 && !write_file_atomically(file, "a: 1\nb: 3  # three\n")) qFatal("cannot write");
            return setText(document, "a", "5");
        });
        QVERIFY(done);
        QCOMPARE(calls, 2);
        QCOMPARE(*read_file(file), std::string("a: 5\nb: 3  # three\n"));
    }

    void a_file_that_goes_meanwhile_is_not_made_again() {
        const QTemporaryDir folder;
        const QString file = folder.filePath("e.yaml");
        QVERIFY(write_file_atomically(file.toStdString(), "a: 1\n"));
        const auto done = edit_file(file.toStdString(), [&](Document& document) {
            QFile::remove(file);
            return setText(document, "a", "5");
        });
        QVERIFY(!done);
        QVERIFY(!QFile::exists(file));
    }

    // They have no value here, and an edit of others asks for none.
    void integers_beyond_64_bits_stay_as_they_are_written() {
        const QTemporaryDir folder;
        const auto file = folder.filePath("e.yaml").toStdString();
        const std::string rest =
            "b: 123_456_789_012_345_678_901\nc: {d: -0xffff_ffff_ffff_ffff_ff, e: 9223372036854775808} # e\n";
        QVERIFY(write_file_atomically(file, "a: 1\n" + rest));
        QVERIFY(edit_file(file, [](Document& document) { return setText(document, "a", "[5, 6]"); }));
        QVERIFY(edit_file(file, [](Document& document) {
            if (auto set = setText(document, "f", "1"); !set) return set;
            return document.is_consistent() ? Result<void>{} : fail("it is not what parsing gives");
        }));
        QCOMPARE(*read_file(file), "a: [5, 6]\n" + rest + "f: 1\n");
        const auto read = Document::load(file);
        QVERIFY(!read);
        QCOMPARE(read.error().key, std::string("b"));
        QCOMPARE(read.error().line, 2);
        QVERIFY(read.error().what.find("does not fit in 64 bits") != std::string::npos);
        QVERIFY(!edit_file(file, [](Document& document) { return setText(document, "a", "9223372036854775808"); }));
    }

    void an_edit_that_fails_writes_nothing() {
        const QTemporaryDir folder;
        const auto file = folder.filePath("e.yaml").toStdString();
        QVERIFY(write_file_atomically(file, "a: 1\n"));
        const auto done = edit_file(file, [](Document& document) -> Result<void> {
            if (auto set = setText(document, "a", "5"); !set) return set;
            return fail("no");
        });
        QCOMPARE(done.error().what, std::string("no"));
        QCOMPARE(*read_file(file), std::string("a: 1\n"));
    }

    void who_never_lets_go_ends_it() {
        const QTemporaryDir folder;
        const auto file = folder.filePath("e.yaml").toStdString();
        QVERIFY(write_file_atomically(file, "a: 1\n"));
        int calls = 0;
        const auto done = edit_file(file, [&](Document& document) {
            if (!write_file_atomically(file, "a: " + std::to_string(++calls) + "1\n")) qFatal("cannot write");
            return setText(document, "a", "5");
        });
        QVERIFY(!done);
        QVERIFY(read_file(file)->ends_with("1\n"));
    }
};

LATHE_CORE_TEST(TestEditFile)
#include "test_edit_file.moc"
