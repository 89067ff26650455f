// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <QtTest>
#include <algorithm>

#include "core/config/document.h"
#include "tests/test_program.h"

using namespace lathe::config;

namespace {

const std::string commented = R"(# LeNet on Fashion-MNIST
lathe: 1
name: 'fashion lenet'   # quoted

config:
  train: {batch_size: 64, epochs: 3}  # flow
  opt:
    name: Adam   # the optimizer
    lr: 1e-3     # learning rate
    betas: [0.9, 0.999]
  # a comment of its own
  layers:
    - size: 3    # first
      act: relu
    - size: 5
      act: "tanh"
  empty:
  text: |
    two
    lines
  last: ~
search:
  tags:
  - a  # the a
  - b
  - c
)";

Document parsed(const std::string& text) {
    auto document = Document::parse(text, "exp.yaml");
    if (!document) qFatal("%s", document.error().str().c_str());
    return *document;
}

// The text after setting `path` to what a person typed.
QString after_set(const std::string& text, std::string_view path, std::string_view typed) {
    Document document = parsed(text);
    const auto edit = document.set_text(path, typed);
    if (!edit) return QString::fromStdString("refused: " + edit.error().str());
    if (const auto done = document.apply(*edit); !done) return QString::fromStdString(done.error().str());
    return QString::fromStdString(document.text());
}

QString after_erase(const std::string& text, std::string_view path) {
    Document document = parsed(text);
    const auto edit = document.erase(path);
    if (!edit) return QString::fromStdString("refused: " + edit.error().str());
    if (const auto done = document.apply(*edit); !done) return QString::fromStdString(done.error().str());
    return QString::fromStdString(document.text());
}

void collect_paths(const Value& value, const std::string& path, std::vector<std::string>& out) {
    if (!path.empty()) out.push_back(path);
    if (value.is_list())
        for (std::size_t i = 0; i < value.as_list().size(); ++i)
            collect_paths(value.as_list()[i], join_path(path, i), out);
    if (value.is_dict())
        for (const auto& [key, item] : value.as_dict()) collect_paths(item, join_path(path, key), out);
}

Value random_scalar() {
    switch (*rc::gen::inRange(0, 6)) {
        case 0: return {};
        case 1: return *rc::gen::arbitrary<bool>();
        case 2: return static_cast<std::int64_t>(*rc::gen::arbitrary<int>());
        case 3: return *rc::gen::element(1e-5, 0.5, -3.25, 1e300);
        case 4:
            return *rc::gen::element<std::string>("plain", "with, comma", "a: b", "# no comment", "yes", "1e-3", "",
                                                  "'q'", "\"d\"", "two\nlines", "${a.b}", "C:\\x", "- item", "{",
                                                  "한글", " blank ");
        default: return *rc::gen::string<std::string>();
    }
}

bool is_yaml_text(const Value& value) {
    // Random bytes need not be UTF-8; a config holds only text.
    return !value.is_string() || std::all_of(value.as_string().begin(), value.as_string().end(),
                                             [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

class TestDocument : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void sets_only_the_bytes_of_the_value_data();
    void sets_only_the_bytes_of_the_value();
    void erases_entries_data();
    void erases_entries();
    void moves_items();
    void refuses_what_would_break_the_line_data();
    void refuses_what_would_break_the_line();
    void refuses_anchored_values_that_aliases_read();
    void keeps_quotes_and_line_ends();
    void refuses_bad_input_data();
    void refuses_bad_input();
    void random_edits_are_undone_byte_for_byte();
    void random_values_read_back();
};

void TestDocument::sets_only_the_bytes_of_the_value_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("expected");
    QTest::newRow("scalar") << "a: 1  # one\nb: 2\n"
                            << "a"
                            << "5e-1"
                            << "a: 5e-1  # one\nb: 2\n";
    QTest::newRow("flow") << "t: {x: 1, y: 2}\n"
                          << "t.x"
                          << "[3, 4]"
                          << "t: {x: [3, 4], y: 2}\n";
    QTest::newRow("empty") << "a:   # none\nb: 1\n"
                           << "a"
                           << "5"
                           << "a: 5   # none\nb: 1\n";
    QTest::newRow("new key") << "t:\n  x: 1  # one\nb: 2\n"
                             << "t.z"
                             << "5"
                             << "t:\n  x: 1  # one\n  z: 5\nb: 2\n";
    QTest::newRow("new key in flow") << "t: {x: 1}\n"
                                     << "t.z"
                                     << "5"
                                     << "t: {x: 1, z: 5}\n";
    QTest::newRow("behind the comment of a flow value") << "{a: 1,\n b: 2 # x\n}\n"
                                                        << "c"
                                                        << "3"
                                                        << "{a: 1,\n b: 2, # x\n c: 3\n}\n";
    QTest::newRow("comma before the comment") << "t: {\n  x: 1,\n  y: 2,  # x\n  # last\n}\n"
                                              << "t.z"
                                              << "3"
                                              << "t: {\n  x: 1,\n  y: 2,  # x\n  z: 3,\n  # last\n}\n";
    QTest::newRow("append behind a comment") << "l: [1, 2 # two\n  ]\n"
                                             << "l[2]"
                                             << "3"
                                             << "l: [1, 2, # two\n    3\n  ]\n";
    QTest::newRow("new group") << "t:\n  x: 1\n"
                               << "u.v"
                               << "5"
                               << "t:\n  x: 1\nu: {v: 5}\n";
    QTest::newRow("no newline at the end") << "a: 1"
                                           << "b"
                                           << "2"
                                           << "a: 1\nb: 2";
    QTest::newRow("crlf") << "a: 1\r\nb: 2\r\n"
                          << "c"
                          << "3"
                          << "a: 1\r\nb: 2\r\nc: 3\r\n";
    QTest::newRow("list item") << "l:\n- 1  # x\n- 2\n"
                               << "l[0]"
                               << "7"
                               << "l:\n- 7  # x\n- 2\n";
    QTest::newRow("append") << "l:\n  - 1\n"
                            << "l[1]"
                            << "7"
                            << "l:\n  - 1\n  - 7\n";
    QTest::newRow("append to flow") << "l: [1, 2]\n"
                                    << "l[2]"
                                    << "7"
                                    << "l: [1, 2, 7]\n";
    QTest::newRow("literal") << "t: |\n  two\n  lines\nb: 1\n"
                             << "t"
                             << "x"
                             << "t: x\nb: 1\n";
    QTest::newRow("multi-line plain") << "t: one\n  two\nb: 1\n"
                                      << "t"
                                      << "x"
                                      << "t: x\nb: 1\n";
    QTest::newRow("below empty") << "a:\nb: 1\n"
                                 << "a.x"
                                 << "1"
                                 << "a: {x: 1}\nb: 1\n";
    QTest::newRow("empty file") << "# only a comment\n"
                                << "a"
                                << "1"
                                << "# only a comment\na: 1\n";
    QTest::newRow("key that needs quotes") << "a: 1\n"
                                           << "[yes]"
                                           << "1"
                                           << "a: 1\n'yes': 1\n";
    QTest::newRow("tag goes") << "a: !!str 1\n"
                              << "a"
                              << "2"
                              << "a: 2\n";
    QTest::newRow("block list to scalar") << "a:\n- 1\n- 2\nb: 1\n"
                                          << "a"
                                          << "5"
                                          << "a: 5\nb: 1\n";
    QTest::newRow("in a list of dicts") << "l:\n- a: 1\n  b: 2\n"
                                        << "l[0].c"
                                        << "3"
                                        << "l:\n- a: 1\n  b: 2\n  c: 3\n";
    QTest::newRow("one entry a line") << "t: {\n  x: 1,\n  y: 2\n}\n"
                                      << "t.z"
                                      << "3"
                                      << "t: {\n  x: 1,\n  y: 2,\n  z: 3\n}\n";
}

void TestDocument::sets_only_the_bytes_of_the_value() {
    QFETCH(QString, text);
    QFETCH(QString, path);
    QFETCH(QString, typed);
    QFETCH(QString, expected);
    QCOMPARE(after_set(text.toStdString(), path.toStdString(), typed.toStdString()), expected);
}

void TestDocument::erases_entries_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("expected");
    QTest::newRow("line") << "a: 1  # one\nb: 2\n"
                          << "a"
                          << "b: 2\n";
    QTest::newRow("last line") << "a: 1\nb: 2"
                               << "b"
                               << "a: 1";
    QTest::newRow("group") << "a:\n  x: 1\n  y: 2\nb: 2\n"
                           << "a"
                           << "b: 2\n";
    QTest::newRow("only entry") << "a:  # c\n  x: 1\nb: 2\n"
                                << "a.x"
                                << "a: {}  # c\nb: 2\n";
    QTest::newRow("flow first") << "t: {x: 1, y: 2}\n"
                                << "t.x"
                                << "t: {y: 2}\n";
    QTest::newRow("flow last") << "t: {x: 1, y: 2}\n"
                               << "t.y"
                               << "t: {x: 1}\n";
    QTest::newRow("flow last, behind a comment") << "t: {x: 1, # one\n  y: 2}\n"
                                                 << "t.y"
                                                 << "t: {x: 1, # one\n  }\n";
    QTest::newRow("flow only") << "t: {x: 1}\n"
                               << "t.x"
                               << "t: {}\n";
    QTest::newRow("item") << "l:\n- 1\n- 2\n"
                          << "l[0]"
                          << "l:\n- 2\n";
    QTest::newRow("only item") << "l:\n- 1\n"
                               << "l[0]"
                               << "l: []\n";
    QTest::newRow("first of an item") << "l:\n- a: 1\n  b: 2\n"
                                      << "l[0].a"
                                      << "l:\n- b: 2\n";
    QTest::newRow("flow item in the middle") << "l: [1, 2, 3]\n"
                                             << "l[1]"
                                             << "l: [1, 3]\n";
}

void TestDocument::erases_entries() {
    QFETCH(QString, text);
    QFETCH(QString, path);
    QFETCH(QString, expected);
    QCOMPARE(after_erase(text.toStdString(), path.toStdString()), expected);
}

void TestDocument::moves_items() {
    Document document = parsed("l:\n- a  # the a\n# between\n- b\n- c\nk: 1\n");
    auto edit = document.move_item("l", 0, 2);
    QVERIFY(edit);
    QVERIFY(document.apply(*edit));
    QCOMPARE(document.text(), std::string("l:\n- b\n# between\n- c\n- a  # the a\nk: 1\n"));
    QVERIFY(document.apply(edit->inverse()));
    QVERIFY(!document.move_item("l", 0, 3));
    QVERIFY(!document.move_item("k", 0, 0));
    Document flow = parsed("l: [1, 2, 3]\n");
    edit = flow.move_item("l", 2, 0);
    QVERIFY(edit && flow.apply(*edit));
    QCOMPARE(flow.text(), std::string("l: [3, 1, 2]\n"));
}

void TestDocument::refuses_what_would_break_the_line_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("typed");
    QTest::newRow("colon") << "config.opt.lr"
                           << "a: b";
    QTest::newRow("comment") << "config.opt.lr"
                             << "1 # c";
    QTest::newRow("comma in flow") << "config.train.epochs"
                                   << "1, x: 2";
    QTest::newRow("open quote") << "config.opt.lr"
                                << "'a";
    QTest::newRow("open bracket") << "config.opt.lr"
                                  << "[1";
    QTest::newRow("two lines") << "config.opt.lr"
                               << "1\nx: 2";
    QTest::newRow("alias") << "config.opt.lr"
                           << "*x";
    QTest::newRow("only a comment") << "config.opt.lr"
                                    << "# x";
}

void TestDocument::refuses_what_would_break_the_line() {
    QFETCH(QString, path);
    QFETCH(QString, typed);
    const Document document = parsed(commented);
    const auto edit = document.set_text(path.toStdString(), typed.toStdString());
    QVERIFY(!edit);
    QCOMPARE(edit.error().kind, std::string("ValidationError"));
    QCOMPARE(edit.error().file, std::string("exp.yaml"));
    QVERIFY(edit.error().line > 0);
}

void TestDocument::refuses_anchored_values_that_aliases_read() {
    const Document document = parsed("a: &x {p: 1}\nb: {c: *x}\nd:\n  <<: *x\ne: &y 1\n");
    for (const char* path : {"a", "a.p", "a.q"}) {
        const auto edit = document.set_text(path, "5");
        QVERIFY(!edit);
        QVERIFY2(
            edit.error().what.find("b.c") != std::string::npos && edit.error().what.find("d.<<") != std::string::npos,
            edit.error().what.c_str());
    }
    QVERIFY(!document.set_text("b.c.p", "1"));
    QVERIFY(document.set_text("e", "2"));  // nobody reads it
    QCOMPARE(after_set(document.text(), "d.p", "7"),
             QString("a: &x {p: 1}\nb: {c: *x}\nd:\n  <<: *x\n  p: 7\ne: &y 1\n"));
    QCOMPARE(after_set(document.text(), "e", "2"), QString("a: &x {p: 1}\nb: {c: *x}\nd:\n  <<: *x\ne: &y 2\n"));
}

void TestDocument::keeps_quotes_and_line_ends() {
    Document document = parsed("a: \"x\"\r\nb: 'y'\r\n");
    for (const char* path : {"a", "b"}) {
        const auto edit = document.set_value(path, "it's");
        QVERIFY(edit && document.apply(*edit));
    }
    QCOMPARE(document.text(), std::string("a: \"it's\"\r\nb: 'it''s'\r\n"));
}

void TestDocument::refuses_bad_input_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::newRow("duplicate key") << QByteArray("a: 1\nb: 2\na: 3\n") << 3;
    QTest::newRow("open bracket") << QByteArray("a: [1, 2\nb: 1\n") << 2;
    QTest::newRow("tab") << QByteArray("a:\n\tb: 1\n") << 2;
    QTest::newRow("not UTF-8") << QByteArray("a: 1\nb: \xff\n") << 2;
    QTest::newRow("deep flow") << QByteArray(100'000, '[') << 1;
    QTest::newRow("deep block") << QByteArray("- ").repeated(100'000) << 1;
    QTest::newRow("deep dicts") << QByteArray("{a: ").repeated(100'000) << 1;
    QTest::newRow("unknown alias") << QByteArray("a: *x\n") << 1;
    QTest::newRow("own anchor") << QByteArray("a: &x [*x]\n") << 1;
    QTest::newRow("two documents") << QByteArray("a: 1\n---\nb: 2\n") << 2;
    QTest::newRow("huge integer") << QByteArray("a: 99999999999999999999\n") << 1;
    QTest::newRow("dict after list") << QByteArray("- a\nb: 1\n") << 2;
    QTest::newRow("empty item") << QByteArray("a: [1,,2]\n") << 1;
    QTest::newRow("NUL") << QByteArray("a: \0b\n", 6) << 1;
    QByteArray bomb("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; ++i) {
        const auto name = QByteArray("a") + QByteArray::number(i);
        const auto before = "*a" + QByteArray::number(i - 1);
        bomb += name + ": &" + name + " [" + (before + ", ").repeated(9) + before + "]\n";
    }
    QTest::newRow("alias bomb") << bomb << 4;
}

void TestDocument::refuses_bad_input() {
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const auto document = Document::parse(text.toStdString(), "exp.yaml");
    QVERIFY(!document);
    QCOMPARE(document.error().file, std::string("exp.yaml"));
    QVERIFY(!document.error().what.empty());
    QVERIFY(document.error().column > 0);
    if (line != 4) QCOMPARE(document.error().line, line);
    // What is packed has no lines.
    const auto packed = Document::parse("\x28\xb5\x2f\xfd and more", "e.lathe.tar.zst");
    QVERIFY(packed.error().str().find("is a bundle") != std::string::npos);
}

void TestDocument::random_edits_are_undone_byte_for_byte() {
    QVERIFY(rc::check("edits and their inverses", [] {
        const auto crlf = QByteArray::fromStdString(commented).replace("\n", "\r\n").toStdString();
        const auto start = *rc::gen::elementOf(std::vector<std::string>{commented, crlf});
        Document document = parsed(start);
        std::vector<TextEdit> done;
        for (int step = 0; step < 12; ++step) {
            std::vector<std::string> paths;
            collect_paths(document.root(), "", paths);
            if (paths.empty()) break;
            auto path = *rc::gen::elementOf(paths);
            lathe::Result<TextEdit> edit;
            const int what = *rc::gen::inRange(0, 4);
            Value expected = document.root();
            if (what == 0) {
                edit = document.erase(path);
                expected.erase(path);
            } else {
                if (what == 1) path += "." + *rc::gen::element<std::string>("fresh", "a b", "yes", "1");
                const auto value = random_scalar();
                if (!is_yaml_text(value)) continue;
                edit = document.set_value(path, value);
                expected.set(path, value);
            }
            if (!edit) {
                RC_LOG() << path << ": " << edit.error().str() << '\n' << document.text();
                // Only a list refuses a key that is no index.
                RC_ASSERT(edit.error().kind == "ConfigTypeError" || edit.error().kind == "ConfigIndexError");
                continue;
            }
            RC_ASSERT(document.apply(*edit).has_value());
            RC_ASSERT(document.root() == expected);
            done.push_back(*edit);
        }
        for (auto edit = done.rbegin(); edit != done.rend(); ++edit)
            RC_ASSERT(document.apply(edit->inverse()).has_value());
        RC_ASSERT(document.text() == start);
    }));
}

void TestDocument::random_values_read_back() {
    QVERIFY(rc::check("what is written reads back", [] {
        Value value{Dict{}};
        const int keys = *rc::gen::inRange(0, 8);
        for (int i = 0; i < keys; ++i) {
            auto scalar = random_scalar();
            if (!is_yaml_text(scalar)) continue;
            const auto key = *rc::gen::element<std::string>("a", "a.b", "a.c[0]", "l", "yes", "[x y]", "[#]", "d.e.f");
            value.set(key, *rc::gen::arbitrary<bool>()
                               ? scalar
                               : Value(List{scalar, Value(Dict{{"k", scalar}}), Value(List{})}));
        }
        const auto block = Document::parse(to_yaml(value));
        RC_ASSERT(block.has_value());
        RC_ASSERT(block->root() == value);
        const auto flow = parse_value(to_yaml_inline(value));
        RC_ASSERT(flow.has_value());
        RC_ASSERT(*flow == value);
    }));
}

LATHE_TEST(TestDocument)
#include "test_document.moc"
