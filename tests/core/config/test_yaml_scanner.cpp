// SPDX-License-Identifier: GPL-3.0-or-later
// The tokens of YAML text, their bytes, and what is refused: as PyYAML has it.
#include <QtTest>

#include "core/config/document.h"
#include "core/config/yaml/scanner.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;

namespace {

// The scalars of a text with the bytes they were written with, e.g. "a 'b' |".
QString scalars_of(const std::string& text) {
    QStringList out;
    try {
        yaml::Scanner scanner(text);
        for (auto token = scanner.next(); token.kind != yaml::TokenKind::stream_end; token = scanner.next())
            if (token.kind == yaml::TokenKind::scalar)
                out << QString::fromStdString(text.substr(token.begin.offset, token.end - token.begin.offset));
    } catch (const yaml::Refusal& refusal) {
        return QString::fromStdString(refusal.error.str());
    }
    return out.join(" ~ ");
}

// What a document holds, or "line:column what".
QString read_as(const std::string& text) {
    const auto document = Document::parse(text);
    if (document) return QString::fromStdString(to_yaml_inline(document->root()));
    const Error& error = document.error();
    return QString("%1:%2 %3").arg(error.line).arg(error.column).arg(QString::fromStdString(error.what));
}

}  // namespace

class TestYamlScanner : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void gives_the_bytes_of_each_text() {
        QCOMPARE(scalars_of("a: 'b'  # c\n\"d\": [e f, g]\n"), "a ~ 'b' ~ \"d\" ~ e f ~ g");
        QCOMPARE(scalars_of("\xed\x95\x9c: '\xea\xb8\x80'\nx: \xf0\x9f\x98\x80 y # \xc3\xa9\nz: 1"),
                 "\xed\x95\x9c ~ '\xea\xb8\x80' ~ x ~ \xf0\x9f\x98\x80 y ~ z ~ 1");
        QCOMPARE(scalars_of("\xEF\xBB\xBF"
                            "a: b\nc: d\n"),
                 "a ~ b ~ c ~ d");
        QCOMPARE(scalars_of("a: b\n  c\nd: \"e\n  f\"\n"), "a ~ b\n  c ~ d ~ \"e\n  f\"");
    }

    void block_scalars_end_with_their_last_line() {
        QCOMPARE(scalars_of("a: |\n  x  \n\n   \nb: 1\n"), "a ~ |\n  x   ~ b ~ 1");
        QCOMPARE(scalars_of("a: >+ # why\n  x\r\n  y\r\n\r\nb: 1\n"), "a ~ >+ # why\n  x\r\n  y ~ b ~ 1");
        QCOMPARE(scalars_of("a: |2-   # nothing\n\nb: 1\n"), "a ~ |2- ~ b ~ 1");
        QCOMPARE(scalars_of("a: |\n  x"), "a ~ |\n  x");
    }

    void columns_count_characters() {
        const std::string text = "{\xed\x95\x9c: 1, b:{c: x}, d: y}";
        yaml::Scanner scanner(text);
        for (auto token = scanner.next(); token.kind != yaml::TokenKind::stream_end; token = scanner.next()) {
            if (token.text == "x") QCOMPARE(token.begin, (yaml::Place{15, 1, 14}));
            if (token.text == "y") QCOMPARE(token.begin, (yaml::Place{22, 1, 21}));
        }
    }

    void keys_may_touch_a_bracket_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("comma") << "{a:, b}"
                               << "{a: null, b: null}";
        QTest::newRow("dict") << "{b:{c: 1}}"
                              << "{b: {c: 1}}";
        QTest::newRow("list") << "x: [a:]\n"
                              << "{x: [{a: null}]}";
        QTest::newRow("colons") << "{a::{}}"
                                << "{'a:': {}}";
        QTest::newRow("quoted") << "{\"a\":{b:[1]}}"
                                << "{a: {b: [1]}}";
        QTest::newRow("inside of a quoted text") << "{a:[1], b: '{x:[1]}'} # {c:[\n"
                                                 << "{a: [1], b: '{x:[1]}'}";
        QTest::newRow("outside of brackets") << "u: http:[x]\nv: {w:[1]}\nt: |\n  {a:[\nq: {r:{}}\n"
                                             << "{u: 'http:[x]', v: {w: [1]}, t: \"{a:[\\n\", q: {r: {}}}";
        QTest::newRow("beside an alias") << "a: &x [1]\nb: {c: *x, d:{e:*x}}\n"
                                         << "{a: [1], b: {c: [1], d: {'e:*x': null}}}";
        QTest::newRow("of an alias") << "a: &x k\nb: {*x:[1], c:[2]}\n"
                                     << "{a: k, b: {k: [1], c: [2]}}";
        QTest::newRow("over lines") << "{a:[1,\n 2], b:\n {c:{\n}}}"
                                    << "{a: [1, 2], b: {c: {}}}";
        QTest::newRow("wrong elsewhere") << "a: {b:[1]}\nc: {d:[1}\n"
                                         << "2:9 expected ',' or ']' in the collection that starts in line 2";
        QTest::newRow("wrong character") << "{a:[1], b: @}"
                                         << "1:12 found the character '@' that cannot start a value";
    }
    void keys_may_touch_a_bracket() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(read_as(text.toStdString()), expected);
    }

    void edits_beside_such_keys_are_exact() {
        auto document = *Document::parse("x: {a:[1],b:{c: 1}}  # :{\n");
        QVERIFY(document.apply(*document.set_value("x.b.c", 2)));
        QVERIFY(document.apply(*document.set_value("x.a[0]", "t")));
        QCOMPARE(document.text(), std::string("x: {a:[t],b:{c: 2}}  # :{\n"));
        QVERIFY(document.is_consistent());
    }

    void many_such_keys_cost_one_more_pass() {
        std::string text;
        for (int i = 0; i < 20'000; ++i) text += "k" + std::to_string(i) + ": {a:{b:[]}}\n";
        const auto document = Document::parse(text);
        QVERIFY(document);
        QCOMPARE(document->root().find("k19999.a.b")->mark.column, 15);
    }

    void refuses_what_pyyaml_refuses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const QString tab = "found a tab where YAML allows only spaces";
        QTest::newRow("tab behind a colon") << "a:\t1"
                                            << "1:3 " + tab;
        QTest::newRow("tab in a text") << "a: b\tc"
                                       << "1:5 " + tab;
        QTest::newRow("tab behind a #") << "a: b#c\td"
                                        << "1:7 " + tab;
        QTest::newRow("tab at the end") << "a: b\t\nc: 1"
                                        << "1:5 " + tab;
        QTest::newRow("tab in brackets") << "[a,\tb]"
                                         << "1:4 " + tab;
        QTest::newRow("tab that indents") << "a:\n\tb: 1"
                                          << "2:1 " + tab;
        QTest::newRow("tab behind |") << "a: |\t\n  x"
                                      << "1:5 " + tab;
        QTest::newRow("tab in a comment") << "a: 1 #\tb\n#\t\nb: 2"
                                          << "{a: 1, b: 2}";
        QTest::newRow("tab in quotes") << "a: '\tb'\nc: \"\t\""
                                       << "{a: \"\\tb\", c: \"\\t\"}";
        QTest::newRow("tab in a block scalar") << "a: |\n  b\n  \tc\n"
                                               << "{a: \"b\\n\\tc\\n\"}";
        QTest::newRow("tab that begins a block scalar") << "a: |\n  \tb\n"
                                                        << "2:3 " + tab;
        QTest::newRow("tab that begins one with its indentation") << "a: |2\n  \tb\n"
                                                                  << "{a: \"\\tb\\n\"}";
        QTest::newRow("question in brackets") << "[a?b]"
                                              << "1:2 found '?' in a value without quotes";
        QTest::newRow("comment that touches |") << "a: |# c\n  b\n"
                                                << "1:5 expected the end of the line after '|' or '>'";
        QTest::newRow("question outside") << "a: b?"
                                          << "{a: 'b?'}";
        QTest::newRow("bracket") << "a: ]"
                                 << "1:4 found ']' without its opening bracket";
        QTest::newRow("version") << "%YAML 2.0\n---\na: 1"
                                 << "1:1 expected %YAML 1.1";
        QTest::newRow("directive") << "# c\n%FOO bar # baz\r\n%YAML 1.1\n---\na: 1"
                                   << "{a: 1}";
        QTest::newRow("directive alone") << "%FOO bar\na: 1"
                                         << "2:1 expected '---' after the directives";
        QTest::newRow("no directive") << "%\n---\na: 1"
                                      << "1:2 expected the name of a directive after '%'";
        QTest::newRow("no value") << "a\nb: 1"
                                  << "2:2 ': ' cannot stand here";
        QTest::newRow("two colons") << "a: b: c"
                                    << "1:5 ': ' cannot stand here";
        QTest::newRow("no key") << "a: 1\nb\n"
                                << "2:1 expected 'key: value'";
        QTest::newRow("quote") << "a: 'b\n"
                               << "1:4 this quoted text has no end";
        QTest::newRow("escape") << "a: \"\\q\""
                                << "1:5 found the unknown escape '\\q' in a double-quoted text";
        QTest::newRow("character") << "a: `b`"
                                   << "1:4 found the character '`' that cannot start a value";
        QTest::newRow("item") << "a: - b"
                              << "1:4 a list item '- ' cannot stand here";
        QTest::newRow("anchor") << "a: & b"
                                << "1:5 expected a name of letters, digits, '-' and '_' after '&'";
    }
    void refuses_what_pyyaml_refuses() {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(read_as(text.toStdString()), expected);
    }

    void bounds_the_depth() {
        const auto brackets = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
        QVERIFY(Document::parse(brackets(max_depth)));
        QVERIFY(read_as(brackets(max_depth + 1)).contains("nested deeper than 256 levels"));
        QVERIFY(read_as(std::string(1'000'000, '[')).contains("nested deeper than 256 levels"));
        QVERIFY(read_as(std::string(300'000, '-') + " a").startsWith("{"));
        std::string dashes;
        for (int i = 0; i < 300; ++i) dashes += "- ";
        QVERIFY(read_as(dashes + "a").contains("nested deeper than 256 levels"));
        std::string keys;
        for (std::size_t i = 0; i < 300; ++i) keys += std::string(i, ' ') + "a:\n";
        QVERIFY(read_as(keys).contains("nested deeper than 256 levels"));
    }
};

LATHE_TEST(TestYamlScanner)
#include "test_yaml_scanner.moc"
