// SPDX-License-Identifier: GPL-3.0-or-later
// Mutations of real inputs through the YAML reader, the interpolation grammar and the override grammar: whatever comes
// out, nothing crashes or hangs, and what is accepted can be written and read again. LATHE_FUZZ_SECONDS runs longer.
#include <QtTest>

#include "core/base/random.h"
#include "core/config/defaults_list.h"
#include "core/config/document.h"
#include "core/config/interpolation.h"
#include "core/config/override.h"
#include "core/config/resolve.h"
#include "core/config/schema_file.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;

namespace {

const std::vector<std::string> seeds = {
    "a: 1 # c\nb:\n  - x\n  - {y: [1, 2], z: 'q'}\nc: &n {d: 1}\ne: {<<: *n, f: \"\\x41\\n\"}\n",
    "t: |+\n  two\n\n  lines\nu: >-\n  folded\n   more\nv: !!str 1\n? k\n: v\n",
    "%YAML 1.1\n---\na: ${b.c}\nb: {c: '${oc.env:HOME,none}x\\${y}', d: ${..a}}\n...\n",
    "${oc.create:[1, {a: 'q${b}'}, ${c.${d}}, \\, x]}${.e[0]}",
    "tag(log,int,interval(1e-4,1e-1))",
    "+a.b[0].c=choice(1,'x,y',[2,3],{k: v})",
    "~a=range(0,10,2)",
    "defaults: [_self_, {override /a/b@c.d: [e, f]}, optional g]\n",
    "a.b: {type: 'list[int]', default: [1], above: 0, choices: [1, 2]}\nc: {d: str}\n",
    "x: 1:30.5\ny: 0x1F\nz: 1_000e-3\nw: .nan\n",
};

std::string mutate(std::string text, Random& random) {
    static const std::string bytes(
        "\n\r\t :-[]{},#&*!|>'\"%@?$\\.(){}=~+\0\x80\xff"
        "019aexyn",
        44);
    const auto changes = 1 + random.below(6);
    for (std::uint64_t i = 0; i < changes; ++i) {
        const auto at = text.empty() ? 0 : random.below(text.size());
        const char byte = bytes[random.below(bytes.size())];
        switch (random.below(5)) {
            case 0: text.insert(at, 1, byte); break;
            case 1:
                if (!text.empty()) text[at] = byte;
                break;
            case 2:
                if (!text.empty()) text.erase(at, 1 + random.below(4));
                break;
            case 3: text.insert(at, text.substr(at, random.below(12))); break;
            default: text.insert(at, std::string(1 + random.below(40), byte)); break;
        }
    }
    return text;
}

const Catalog& schema_of_fuzz() {
    static const Catalog catalog = [] {
        Catalog out;
        out.add_common({option("a", Type::any, Value(), "")});
        return out;
    }();
    return catalog;
}

void try_document(const std::string& text) {
    const auto document = Document::parse(text, "fuzz.yaml");
    if (!document) {
        QVERIFY(!document.error().what.empty());
        return;
    }
    const auto again = Document::parse(to_yaml(document->root()));
    QVERIFY2(again && again->root() == document->root(), text.c_str());
    if (const Value* list = document->root().get("defaults"); list && list->is_list()) (void)parse_defaults(*list);
    if (const auto options = parse_options(document->root(), Catalog())) {
        Schema schema;
        schema.add(*options);
        QVERIFY(resolve(Value(Dict{}), schema).errors.empty());
        QVERIFY(parse_options(to_value(*options), Catalog()));
    }
    const auto resolved = resolve(document->root(), Schema());
    QVERIFY(to_json(resolved.value).is_structured());
    const auto edit = document->set_text("fresh", "1");
    if (!edit) return;
    Document copy = *document;
    QVERIFY(copy.apply(*edit));
    QVERIFY(copy.apply(edit->inverse()));
    QCOMPARE(copy.text(), text);
}

}  // namespace

class TestFuzz : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void survives_mutations();
};

void TestFuzz::survives_mutations() {
    Random random(qEnvironmentVariableIsSet("LATHE_FUZZ_SECONDS")
                      ? static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch())
                      : 7);
    const qint64 limit = 1000ll * qEnvironmentVariableIntValue("LATHE_FUZZ_SECONDS");
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; limit > 0 ? timer.elapsed() < limit : i < 20'000; ++i) {
        const auto text = mutate(seeds[random.below(seeds.size())], random);
        try_document(text);
        (void)parse_interpolation(text);
        (void)parse_element(text);
        (void)parse_sweep(text);
        if (const auto change = parse_override(text)) {
            const Value before(Dict{{"a", Value(List{Value(1), Value(Dict{{"b", Value(2)}})})}});
            Value config = before;
            if (!apply_override(config, *change))
                QVERIFY(config == before || change->operation != Override::Operation::erase);
            const auto applied = apply_overrides(config, {text, text}, schema_of_fuzz(), Sweeps::collect);
            for (const auto& sweep : applied.sweeps) QVERIFY(sweep.sweep);
        }
        if (QTest::currentTestFailed()) return;
    }
}

LATHE_TEST(TestFuzz)
#include "test_fuzz.moc"
