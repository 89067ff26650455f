// SPDX-License-Identifier: GPL-3.0-or-later
// A Resolution that follows changes gives what resolving everything anew gives.
#include <rapidcheck.h>
#include <QtTest>

#include "core/config/document.h"
#include "core/config/resolve.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;

namespace {

Schema schema() {
    Schema out;
    out.add({option("a.x", Type::integer, 1, "").at_least(0), option("a.y", Type::floating, 0.5, "").at_most(9),
             option("a.z", Type::string, "s", "").one_of({"s", "t", "5"}), option("b.x", Type::any, "${a.x}", ""),
             option("b.l", Type::list, Value(List{}), "").of(Type::integer), option("b.deep.k", Type::integer, 3, ""),
             option("c", Type::dict, Value(Dict{}), ""), option("must", Type::integer, "???", "")});
    return out;
}

const std::vector<std::string> resolved_files = {
    "a: {x: 3, y: 2.5, z: t}\nb: {x: '${a.y}', l: [1, '${a.x}'], deep: {k: '${..x}'}}\nc: {q: '${a}', r: 'v${a.z}'}\n",
    "a:\n  x: 1\n  y: bad\n  z: s\nb:\n  x: 7\nc: {}\nmust: 4\n",
    "a: {x: 3, z: '${nope}'}\nb: {x: '${b.deep}'}\nunknown: 1\n",
    "b: {deep: {k: -1}}\nc: {1: '${a.x}'}\n",
};

std::string shown(const Resolved& resolved) {
    std::string out = to_yaml(resolved.value);
    for (const auto& error : resolved.errors) out += error.str() + "\n";
    for (const auto& path : resolved.missing) out += "missing " + path + "\n";
    return out;
}

}  // namespace

class TestResolution : public QObject {
    Q_OBJECT

    static QString made(const std::string& text) {
        const auto resolved = resolve(Document::parse(text)->root(), Schema{});
        return QString::fromStdString(resolved.errors.empty() ? to_yaml_inline(*resolved.value.get("a"))
                                                              : resolved.errors.front().str());
    }

  private Q_SLOTS:
    // As OmegaConf 2.2 (tests/oracle).
    void what_is_created_is_a_config() {
        QCOMPARE(made("k: v\na: ${oc.create:['\\${k}', 'x\\${k}', 2]}\n"), QString("[v, xv, 2]"));
        QCOMPARE(made("k: 7\na: \"${oc.create:'x: \\\\${k}'}\"\n"), QString("{x: 7}"));
        QCOMPARE(made("a: ${oc.create:abc}\n"), QString("{abc: null}"));
        QCOMPARE(made("a: ${oc.create:''}\n"), QString("{}"));
        QCOMPARE(made("a: ${oc.create:null}\n"), QString("null"));
        for (const char* text : {"a: ${oc.create:5}\n", "a: ${oc.create:true}\n", "a: ${oc.create:'5'}\n"})
            QVERIFY2(made(text).contains("InterpolationResolutionError: oc.create: expected a dict or a list"),
                     qPrintable(made(text)));
        QVERIFY(made("a: ${oc.create:['\\${.[1]}', 2]}\n").contains("is relative to the value that is made"));
        QVERIFY(made("a: ${oc.create:['\\${a}']}\n").contains("Recursive"));
    }

    void follows_changes() {
        int changes = 0;
        QVERIFY(rc::check("changed one by one", [&] {
            auto document = *Document::parse(*rc::gen::elementOf(resolved_files), "f.yaml");
            Resolution resolution(document.root(), schema());
            RC_ASSERT(shown(resolution.resolved()) == shown(resolve(document.root(), schema())));
            for (int i = 0; i < 10; ++i) {
                const auto path = *rc::gen::element<std::string>("a.x", "a.y", "a.z", "b.x", "b.deep.k", "must", "c");
                const auto text = *rc::gen::element<std::string>("0", "5", "-3", "2.5", "t", "nope", "1e-3", "'7'",
                                                                 "null", "'${a.x}'", "???");
                if (document.root().find(path) == nullptr) continue;
                const auto edit = document.set_text(path, text);
                if (!edit || edit->inserted.empty()) continue;
                auto changed = document;
                const auto effect = changed.apply(*edit);
                RC_ASSERT(effect);
                // Where other values moved to other columns, their places are no longer what was kept.
                if (effect->replaced != path) {
                    document = std::move(changed);
                    resolution = Resolution(document.root(), schema());
                    continue;
                }
                const Value raw = *changed.root().find(path);
                const auto before = shown(resolution.resolved());
                if (!resolution.change(path, raw)) {
                    RC_ASSERT(shown(resolution.resolved()) == before);
                    document = std::move(changed);
                    resolution = Resolution(document.root(), schema());
                    continue;
                }
                ++changes;
                document = std::move(changed);
                const auto expected = shown(resolve(document.root(), schema()));
                if (shown(resolution.resolved()) != expected)
                    RC_FAIL(document.text() + "\ngives\n" + shown(resolution.resolved()) + "\ninstead of\n" + expected);
            }
        }));
        QVERIFY2(changes > 100, qPrintable(QString::number(changes)));
    }
};

LATHE_TEST(TestResolution)
#include "test_resolution.moc"
