// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/config/merge_edits.h"
#include "tests/test_program.h"

using namespace lathe::config;

namespace {

Document read_document(const std::string& text) {
    auto document = Document::parse(text, "f.yaml");
    if (!document) qFatal("%s", document.error().str().c_str());
    return std::move(*document);
}

const std::string base = "a: 1  # first\nb:\n  c: 2\n  d: [1, 2]\ne: text\n";

}  // namespace

class TestMergeEdits : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void both_changes_and_all_comments_are_kept() {
        const auto merged =
            merge_edits(read_document(base), read_document("a: 1e-3  # first\nb:\n  c: 2\n  d: [1, 2]\n  m: 'new'\n"),
                        read_document("# theirs\na: 1  # first\nb:\n  c: 7  # why\n  d: [1, 2]\ne: text\nz: 0\n"));
        QVERIFY(merged);
        QCOMPARE(QString::fromStdString(merged->document.text()),
                 QString("# theirs\na: 1e-3  # first\nb:\n  c: 7  # why\n  d: [1, 2]\n  m: 'new'\nz: 0\n"));
        QCOMPARE(merged->taken, (std::vector<std::string>{"a", "b.m", "e"}));
        QVERIFY(merged->conflicts.empty());
    }

    void what_contradicts_stays_theirs_and_is_named() {
        const auto merged = merge_edits(read_document(base), read_document("a: 2\nb:\n  c: 2\n  d: [1, 3]\ne: mine\n"),
                                        read_document("a: 3\nb:\n  c: 2\n  d: [1, 2, 4]\ne: mine\n"));
        QVERIFY(merged);
        QCOMPARE(merged->conflicts, (std::vector<std::string>{"a", "b.d"}));
        QCOMPARE(merged->document.root().int_or("a", 0), 3);
        // One deletes what the other changes.
        const auto gone = merge_edits(read_document(base), read_document("a: 1\nb:\n  c: 2\n  d: [1, 2]\n"),
                                      read_document("a: 1\nb:\n  c: 2\n  d: [1, 2]\ne: changed\n"));
        QCOMPARE(gone->conflicts, std::vector<std::string>{"e"});
        QCOMPARE(gone->document.root().string_or("e", ""), std::string("changed"));
    }

    void who_is_preferred_has_the_last_word_in_contradictions_only() {
        const auto theirs = read_document("a: 3  # three\nb:\n  c: 7\n  d: [1, 2]\n");
        const auto mine = read_document("a: 2\nb:\n  c: 2\n  d: [1, 3]\ne: mine\n");
        const auto merged = merge_edits(read_document(base), mine, theirs, Prefer::mine);
        QVERIFY(merged);
        QCOMPARE(QString::fromStdString(merged->document.text()),
                 QString("a: 2  # three\nb:\n  c: 7\n  d: [1, 3]\ne: mine\n"));
        QCOMPARE(merged->conflicts, (std::vector<std::string>{"a", "e"}));
        QCOMPARE(edit_conflicts(read_document(base).root(), mine.root(), theirs.root()), merged->conflicts);
        // Deleted here, changed there.
        const auto gone =
            merge_edits(read_document(base), read_document("b: {c: 2, d: [1, 2]}\ne: text\n"), theirs, Prefer::mine);
        QVERIFY(gone && !gone->document.root().find("a"));
    }

    void another_kind_of_file_is_one_contradiction() {
        const auto mine = read_document("a: 2\n");
        QCOMPARE(edit_conflicts(read_document(base).root(), mine.root(), read_document("[1, 2]").root()),
                 std::vector<std::string>{""});
    }

    void nothing_of_mine_leaves_their_bytes() {
        const std::string theirs = "e:   other # kept as is\nb: {d: [1,2],   c: 2}\n";
        const auto merged = merge_edits(read_document(base), read_document(base), read_document(theirs));
        QCOMPARE(merged->document.text(), theirs);
        const auto same = merge_edits(read_document(base), read_document(theirs), read_document(theirs));
        QVERIFY(same->taken.empty() && same->conflicts.empty());
    }

    void the_text_of_a_value() {
        const auto document =
            read_document("a: 1e-3 # c\nb: 'q'\nc: [1,  2]\nd:\n  e: 1\nf: |\n  x\ng: &x 2\nh: *x\ni:\n");
        QCOMPARE(*document.text_of("a"), std::string("1e-3"));
        QCOMPARE(*document.text_of("b"), std::string("'q'"));
        QCOMPARE(*document.text_of("c"), std::string("[1,  2]"));
        QCOMPARE(*document.text_of("g"), std::string("2"));
        for (const char* path : {"d", "f", "h", "i", "nope"}) QVERIFY2(!document.text_of(path), path);
    }
};

LATHE_TEST(TestMergeEdits)
#include "test_merge_edits.moc"
