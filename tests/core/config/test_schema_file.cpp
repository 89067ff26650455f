// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/config/document.h"
#include "core/config/resolve.h"
#include "core/config/schema_file.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;

namespace {

Catalog file_catalog() {
    Catalog out;
    out.add_common({option("opt.lr", Type::floating, 1e-3, ""), option("extra", Type::dict, Dict{}, "")});
    out.add_group("network.name", "", "lenet", {{"lenet", "", {option("network.version", Type::string, "1_0", "")}}});
    return out;
}

tl::expected<std::vector<Option>, Errors> read_options(const std::string& text) {
    const auto document = Document::parse(text, "s.yaml");
    if (!document) qFatal("%s", document.error().str().c_str());
    return parse_options(document->root(), file_catalog());
}

}  // namespace

class TestSchemaFile : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void reads_what_the_format_says() {
        const auto options = read_options(
            "opt.clip: {type: float, default: 1, above: 0, high: 10, unit: x, doc: Largest norm}\n"
            "script:\n"
            "  mode: {type: str, choices: [fast, exact], default: fast}\n"
            "  layers: {type: 'list[int]', default: [64, '32'], low: 1}\n"
            "  cache: {type: path, optional: true, default: null}\n"
            "  token: str\n"
            "  type: {type: 'dict[float]', default: {}}\n"
            "  scale: {type: float, default: inf, finite: false}\n");
        if (!options) QFAIL(options.error().front().str().c_str());
        QCOMPARE(options->size(), std::size_t{7});
        const Option& clip = options->front();
        QCOMPARE(clip.key, std::string("opt.clip"));
        QVERIFY(clip.type == Type::floating && clip.low_open && !clip.high_open && clip.low == 0 && clip.high == 10);
        QVERIFY(clip.fallback.is_float() && clip.fallback.origin == Origin::default_value);
        QCOMPARE(clip.unit + clip.doc, std::string("xLargest norm"));
        QCOMPARE(QString::fromStdString(to_yaml_inline((*options)[2].fallback)), QString("[64, 32]"));
        QVERIFY((*options)[4].fallback.is_missing());
        QCOMPARE((*options)[5].key, std::string("script.type"));
        QVERIFY((*options)[5].type == Type::dict && (*options)[5].element == Type::floating);
    }

    void its_options_validate_like_those_of_lathe() {
        Catalog all = file_catalog();
        all.add_common(
            *read_options("script: {layers: {type: 'list[int]', default: [1], low: 1}, mode: {type: str, choices: "
                          "[a, b], default: a}}\n"));
        const auto bad = resolve(*parse_value("{script: {layers: [0], mode: c, mod: a}}"), all);
        QCOMPARE(bad.errors.size(), std::size_t{3});
        QCOMPARE(bad.errors[0].key, std::string("script.layers[0]"));
        QVERIFY(bad.errors[2].hint.find("script.mode") != std::string::npos);
        QCOMPARE(resolve(Value(Dict{}), all).value.string_or("script.mode", ""), std::string("a"));
    }

    void every_mistake_is_reported_with_its_place_data() {
        QTest::addColumn<QString>("entry");
        QTest::addColumn<QString>("what");
        QTest::newRow("type") << "{type: flaot}"
                              << "no type 'flaot'";
        QTest::newRow("items of no list") << "{type: 'int[str]'}"
                                          << "no type";
        QTest::newRow("field") << "{type: int, defualt: 1}"
                               << "no 'defualt'";
        QTest::newRow("default") << "{type: int, default: x}"
                                 << "default does not fit";
        QTest::newRow("default out of range") << "{type: int, default: 0, low: 1}"
                                              << "default does not fit";
        QTest::newRow("choice") << "{type: int, choices: [1, x], default: 1}"
                                << "choice does not fit";
        QTest::newRow("no choices") << "{type: int, choices: []}"
                                    << "list of choices";
        QTest::newRow("limits") << "{type: int, low: 3, high: 1}"
                                << "no number";
        QTest::newRow("two limits") << "{type: int, low: 3, above: 1}"
                                    << "twice";
        QTest::newRow("limit") << "{type: int, low: a}"
                               << "expected a number";
        QTest::newRow("flag") << "{type: int, optional: maybe}"
                              << "true or false";
        QTest::newRow("null without optional") << "{type: int, default: null}"
                                               << "not Optional";
        QTest::newRow("scalar") << "3"
                                << "expected an option";
        QTest::newRow("empty") << "{}"
                               << "expected an option";
    }

    void every_mistake_is_reported_with_its_place() {
        QFETCH(QString, entry);
        QFETCH(QString, what);
        const auto options = read_options("fine: int\nk: " + entry.toStdString() + "\n");
        QVERIFY(!options);
        const Error& error = options.error().front();
        QCOMPARE(error.key, std::string("schema.k"));
        QCOMPARE(error.file, std::string("s.yaml"));
        QVERIFY(error.line == 2 && error.column > 3);
        QVERIFY2(error.what.find(what.toStdString()) != std::string::npos, error.str().c_str());
        QVERIFY(!error.hint.empty());
    }

    void nothing_is_declared_twice() {
        for (const char* text :
             {"opt.lr: int", "opt: int", "opt.lr.x: int", "network.name: str", "network: dict", "network.version: str",
              "a: int\na.b: int", "a.b: int\na: int", "a.b: int\na: {b: int}"})
            QVERIFY2(!read_options(std::string(text) + "\n"), text);
        for (const char* text : {"opt.lrx: int", "extra.mine: int", "a: dict\na.b: int"})
            QVERIFY2(read_options(std::string(text) + "\n"), text);
    }

    void written_options_read_back() {
        const auto options = read_options(
            "a: {type: 'list[float]', default: [0.5], above: 0, below: 1, optional: true, choices: [0.5, 0.25]}\n"
            "b: {type: float, default: .inf, finite: false, doc: d, unit: s}\nc: path\n");
        QVERIFY(options);
        const auto again = parse_options(to_value(*options), file_catalog());
        QVERIFY(again);
        QCOMPARE(to_yaml(to_value(*again)), to_yaml(to_value(*options)));
        QVERIFY((*again)[0].low_open && (*again)[0].high_open && (*again)[0].optional);
    }
};

LATHE_TEST(TestSchemaFile)
#include "test_schema_file.moc"
