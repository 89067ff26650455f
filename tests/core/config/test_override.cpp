// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include "core/config/choice.h"
#include "core/config/diff.h"
#include "core/config/document.h"
#include "core/config/merge.h"
#include "core/config/override.h"
#include "core/config/resolve.h"
#include "core/config/schema_file.h"
#include "tests/test_program.h"

using namespace lathe::config;

namespace {

Value read_value(const char* text) {
    auto value = parse_value(text);
    if (!value) qFatal("%s", value.error().str().c_str());
    return *value;
}

Catalog override_catalog() {
    Catalog out;
    out.add_common({option("seed", Type::integer, 42, "Seed").at_least(0)});
    out.add_group(
        "network.name", "The network", "lenet",
        {{"lenet", "", {option("network.version", Type::string, "1_0", "Version").one_of({"1_0", "1_1"})}},
         {"mlp", "", {option("network.hidden", Type::list, Value(List{Value(10)}), "Sizes").of(Type::integer)}}});
    return out;
}

}  // namespace

class TestOverride : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void changes_a_plain_config_data();
    void changes_a_plain_config();
    void refuses_with_the_class_of_the_field_data();
    void refuses_with_the_class_of_the_field();
    void asks_the_schema();
    void a_choice_drops_what_does_not_fit();
    void reads_sweeps();
    void sweeps_are_collected_or_refused();
    void merges_as_the_table_says_data();
    void merges_as_the_table_says();
    void finds_differences();
    void compares_any_number();
    void resolves_against_a_schema();
    void bounds_the_depth();
};

void TestOverride::changes_a_plain_config_data() {
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("expected");
    QTest::newRow("sets") << "a=2"
                          << "{a: 2, l: [1, 2]}";
    QTest::newRow("adds") << "b.c=yes"
                          << "{a: 1, l: [1, 2], b: {c: true}}";
    QTest::newRow("text") << "a=1,2"
                          << "{a: '1,2', l: [1, 2]}";
    QTest::newRow("empty") << "a="
                           << "{a: null, l: [1, 2]}";
    QTest::newRow("item") << "l[0]=9"
                          << "{a: 1, l: [9, 2]}";
    QTest::newRow("from the end") << "l[-1]=9"
                                  << "{a: 1, l: [1, 9]}";
    QTest::newRow("below an item from the end") << "l[-2].x=9"
                                                << "{a: 1, l: [{x: 9}, 2]}";
    QTest::newRow("below a scalar") << "a.b=2"
                                    << "{a: {b: 2}, l: [1, 2]}";
    QTest::newRow("plus") << "+n=1"
                          << "{a: 1, l: [1, 2], n: 1}";
    QTest::newRow("plus plus") << "++a=3"
                               << "{a: 3, l: [1, 2]}";
    QTest::newRow("tilde") << "~a"
                           << "{l: [1, 2]}";
    QTest::newRow("tilde with its value") << "~a=1"
                                          << "{l: [1, 2]}";
    QTest::newRow("equals in the value") << "a=b=c"
                                         << "{a: b=c, l: [1, 2]}";
}

void TestOverride::changes_a_plain_config() {
    QFETCH(QString, argument);
    QFETCH(QString, expected);
    Value config = read_value("{a: 1, l: [1, 2]}");
    const auto change = parse_override(argument.toStdString());
    QVERIFY(change);
    QVERIFY(apply_override(config, *change));
    QCOMPARE(QString::fromStdString(to_yaml_inline(config)),
             QString::fromStdString(to_yaml_inline(read_value(expected.toUtf8().constData()))));
}

void TestOverride::refuses_with_the_class_of_the_field_data() {
    QTest::addColumn<QString>("argument");
    QTest::addColumn<QString>("kind");
    QTest::newRow("out of range") << "l[2]=1"
                                  << "ConfigIndexError";
    QTest::newRow("before the first") << "l[-3]=1"
                                      << "ConfigIndexError";
    QTest::newRow("no index") << "l.x=1"
                              << "ConfigTypeError";
    QTest::newRow("dict into list") << "l={a: 1}"
                                    << "ConfigTypeError";
    QTest::newRow("exists") << "+a=1"
                            << "ConfigKeyError";
    QTest::newRow("absent") << "~z"
                            << "ConfigKeyError";
    QTest::newRow("other value") << "~a=2"
                                 << "ConfigValueError";
}

void TestOverride::refuses_with_the_class_of_the_field() {
    QFETCH(QString, argument);
    QFETCH(QString, kind);
    Value config = read_value("{a: 1, l: [1, 2]}");
    const auto change = parse_override(argument.toStdString());
    QVERIFY(change);
    const auto done = apply_override(config, *change);
    QVERIFY(!done);
    QCOMPARE(QString::fromStdString(done.error().kind), kind);
    QVERIFY(!parse_override("=1"));
    QVERIFY(!parse_override("a=[1"));
}

void TestOverride::asks_the_schema() {
    Value config{Dict{}};
    const auto errors = apply_overrides(config, {"sead=1", "network.version=1_1", "seed=3"}, override_catalog()).errors;
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(errors[0].kind, std::string("ConfigKeyError"));
    QVERIFY(errors[0].hint.find("seed") != std::string::npos);
    QCOMPARE(config.string_or("network.version", ""), std::string("1_1"));
    QCOMPARE(config.int_or("seed", 0), 3);
    // A file's name perhaps, which has nothing to do here.
    const auto valueless = apply_overrides(config, {"seed", "+x", "~seed"}, override_catalog()).errors;
    QCOMPARE(valueless.size(), std::size_t{2});
    QCOMPARE(valueless[0].str(), std::string("seed: the change gives no value; write seed=VALUE"));
}

void TestOverride::a_choice_drops_what_does_not_fit() {
    Value config = read_value("{network: {name: lenet, version: '1_1'}, seed: 1}");
    const auto applied = apply_overrides(config, {"network.hidden=[1,2]", "network.name=mlp"}, override_catalog());
    QVERIFY(applied.errors.empty());
    QCOMPARE(applied.dropped, std::vector<std::string>{"network.version"});
    QVERIFY(config.find("network.version") == nullptr);
    QCOMPARE(config.find("network.hidden")->as_list().size(), std::size_t{2});
    config.set("network.name", "lenet");
    QCOMPARE(unfit_values(config, "network.name", override_catalog()), std::vector<std::string>{"network.hidden"});
}

void TestOverride::reads_sweeps() {
    const auto sweep = [](const char* text) {
        const auto read_value = parse_sweep(text);
        return read_value ? *read_value : std::nullopt;
    };
    QCOMPARE(sweep("1e-3,1e-2")->values.size(), std::size_t{2});
    QCOMPARE(sweep("choice(a,[1,2],{k: v})")->values.size(), std::size_t{3});
    QCOMPARE(sweep("1_0,1_1")->texts, (std::vector<std::string>{"1_0", "1_1"}));
    const auto range = sweep("range(0,10,3)");
    QCOMPARE(range->values.size(), std::size_t{4});
    QCOMPARE(range->values.back().as_int(), 9);
    QCOMPARE(sweep("range(start=4,stop=0,step=-2)")->values.size(), std::size_t{2});
    QVERIFY(sweep("range(1000000)")->values.empty());
    const auto tagged = sweep("tag(log,interval(1e-4,1e-1))");
    QVERIFY(tagged && tagged->has_tag("log") && tagged->kind == Sweep::Kind::interval);
    QCOMPARE(tagged->stop, 0.1);
    QCOMPARE(sweep("choice(a),choice(b)")->values.size(), std::size_t{2});
    for (const char* text : {"1", "[1,2]", "'a,b'", "\"a,b\"", "a,", "(1,2", "{a: 1, b: 2}", "choices(1)", ""})
        QVERIFY2(parse_sweep(text) && !*parse_sweep(text), text);
    for (const char* text : {"interval(1)", "interval(2,1)", "range(0,10,0)", "range(0,inf)", "range(5,1)", "choice()",
                             "choice(a,,b)", "tag(log,choice(1,2))", "tag(lag,interval(0,1))", "tag(log,3)",
                             "range(0,1,1e-9)", "choice((1)", "interval(a,b)"})
        QVERIFY2(!parse_sweep(text), text);
}

void TestOverride::sweeps_are_collected_or_refused() {
    Value config{Dict{}};
    const auto refused = apply_overrides(config, {"seed=1,2", "seed=range(0,0)"}, override_catalog());
    QCOMPARE(refused.errors.size(), std::size_t{2});
    QVERIFY(refused.errors[0].hint.find("seed='\"1,2\"'") != std::string::npos);
    QVERIFY(config.as_dict().empty());
    const auto collected = apply_overrides(config, {"seed=1,2", "sead=1,2", "network.version=\"1_0\""},
                                           override_catalog(), Sweeps::collect);
    QCOMPARE(collected.sweeps.size(), std::size_t{1});
    QCOMPARE(collected.errors.size(), std::size_t{1});
    QCOMPARE(collected.errors[0].key, std::string("sead"));
    QVERIFY(config.find("seed") == nullptr);
    // Without a schema it is text, as in OmegaConf.
    QVERIFY(apply_overrides(config, {"a=1,2"}, Catalog()).errors.empty());
    QCOMPARE(config.string_or("a", ""), std::string("1,2"));
}

void TestOverride::merges_as_the_table_says_data() {
    QTest::addColumn<QString>("dest");
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("expected");
    QTest::newRow("deep") << "{a: {b: 1, c: 2}}"
                          << "{a: {b: 3, d: 4}}"
                          << "{a: {b: 3, c: 2, d: 4}}";
    QTest::newRow("list") << "{a: [1, 2]}"
                          << "{a: [3]}"
                          << "{a: [3]}";
    QTest::newRow("missing") << "{a: 1}"
                             << "{a: '\?\?\?'}"
                             << "{a: 1}";
    QTest::newRow("scalar over dict") << "{a: {b: 1}}"
                                      << "{a: null}"
                                      << "{a: null}";
    QTest::newRow("kept interpolation") << "{a: {b: 1}, c: 1}"
                                        << "{a: '${c}'}"
                                        << "{a: '${c}', c: 1}";
    QTest::newRow("copied target") << "{a: '${b}', b: {x: 1}}"
                                   << "{a: {z: 3}}"
                                   << "{a: {x: 1, z: 3}, b: {x: 1}}";
    QTest::newRow("dict and list") << "{a: {b: 1}}"
                                   << "{a: [1]}"
                                   << "";
}

void TestOverride::merges_as_the_table_says() {
    QFETCH(QString, dest);
    QFETCH(QString, source);
    QFETCH(QString, expected);
    Value value = read_value(dest.toUtf8().constData());
    const auto done = merge(value, read_value(source.toUtf8().constData()));
    if (expected.isEmpty()) {
        QVERIFY(!done);
        QCOMPARE(done.error().kind, std::string("ConfigTypeError"));
        QCOMPARE(done.error().key, std::string("a"));
        return;
    }
    QVERIFY(done);
    QCOMPARE(QString::fromStdString(to_yaml_inline(value)), expected);
}

void TestOverride::finds_differences() {
    const auto changes = diff(read_value("{a: 1, b: {c: 2}}"), read_value("{a: 1, b: {c: 3}, d: 4}"));
    QCOMPARE(changes.size(), std::size_t{2});
    QCOMPARE(changes[0].path, std::string("b.c"));
    QVERIFY(!changes[1].left && changes[1].right);
    const auto three =
        diff(read_value("{a: 1, b: 2, c: 9}"), read_value("{a: 1, b: 3, c: 1}"), read_value("{a: 1, b: 1, c: 1}"));
    QCOMPARE(three.size(), std::size_t{2});
    QVERIFY(is_conflict(three[0]));
    QVERIFY(!is_conflict(three[1]));
}

void TestOverride::compares_any_number() {
    const Value a = read_value("{a: 1, b: {c: 2}}"), b = read_value("{b: {c: 3, d: []}, a: 1}");
    const auto rows = compare({&a, nullptr, &b});
    QCOMPARE(rows.size(), std::size_t{3});
    QCOMPARE(rows[0].path, std::string("a"));
    QCOMPARE(rows[1].path, std::string("b.c"));
    QCOMPARE(rows[2].path, std::string("b.d"));
    for (const auto& row : rows) {
        QCOMPARE(row.values.size(), std::size_t{3});
        QVERIFY(!row.values[1]);
    }
    QVERIFY(rows[1].values[0] == Value(2) && rows[1].values[2] == Value(3));
    QVERIFY(!rows[2].values[0] && rows[2].values[2] == Value(List{}));
    QVERIFY(compare({}).empty());
}

void TestOverride::resolves_against_a_schema() {
    const auto good = resolve(read_value("{seed: '7', network: {version: '${v}'}}"), [] {
        Schema schema = override_catalog().compose(Value(Dict{}));
        schema.add(option("v", Type::any, "1_1", ""));
        schema.add(option("must", Type::path, "???", ""));
        return schema;
    }());
    QVERIFY2(good.errors.empty(), good.errors.empty() ? "" : good.errors[0].str().c_str());
    QCOMPARE(good.value.int_or("seed", 0), 7);
    QCOMPARE(good.value.string_or("network.version", ""), std::string("1_1"));
    QCOMPARE(good.value.string_or("network.name", ""), std::string("lenet"));
    QCOMPARE(good.missing, std::vector<std::string>{"must"});
    QVERIFY(good.value.find("network.name")->origin == Origin::default_value);

    const auto bad =
        resolve(read_value("{seed: -1, network: {version: '${seed}', nam: 1}, x: '${x}'}"), override_catalog());
    std::vector<std::string> kinds;
    for (const auto& error : bad.errors) kinds.push_back(error.key + " " + error.kind);
    const std::vector<std::string> expected{"seed ValidationError", "network.nam ConfigKeyError", "x ConfigKeyError",
                                            "network.version InterpolationValidationError",
                                            "x InterpolationResolutionError"};
    QCOMPARE(kinds, expected);
}

void TestOverride::bounds_the_depth() {
    const auto path = [](std::size_t steps) {
        std::string out = "a";
        for (std::size_t i = 1; i < steps; ++i) out += ".a";
        return out;
    };
    Value config{Dict{}};
    for (const auto& argument : {path(10'000) + "=1", "+" + path(10'000) + "=1", "a" + std::string(100'000, '.') + "=1",
                                 path(150) + "=" + std::string(100, '[') + std::string(100, ']')}) {
        const auto applied = apply_overrides(config, {argument}, Catalog());
        QCOMPARE(applied.errors.size(), std::size_t{1});
        QCOMPARE(applied.errors.front().what, std::string("this is nested deeper than 200 levels"));
        QVERIFY(applied.errors.front().key.size() < 100);
    }
    QVERIFY(apply_overrides(config, {path(200) + "=1"}, Catalog()).errors.empty());
    QCOMPARE(config.find(path(200))->as_int(), 1);
    QVERIFY(Document::parse(to_yaml(config)));

    const auto document = *Document::parse("b: 1\n");
    QVERIFY(!document.set_value(path(10'000), 1));
    QVERIFY(!document.set_text(path(10'000), "1"));
    QVERIFY(!merge_at(config, path(10'000), Value(Dict{{"b", Value(1)}})));
    const auto options = parse_options(Dict{{path(10'000), Value("int")}}, Catalog());
    QVERIFY(!options);
    QCOMPARE(options.error().front().what, std::string("this is nested deeper than 200 levels"));
}

LATHE_TEST(TestOverride)
#include "test_override.moc"
