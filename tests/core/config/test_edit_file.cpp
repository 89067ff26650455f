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
