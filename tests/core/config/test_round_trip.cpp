// SPDX-License-Identifier: GPL-3.0-or-later
// Random edits of commented files, and their undo: every step changes only what it says, and all of them undone give
// the bytes of the start.
#include <rapidcheck.h>
#include <QtTest>

#include "core/config/document.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;

namespace {

const std::vector<std::string> kept_files = {
    "# an experiment\nlathe: 1   # format\n\nconfig:\n  train: {batch_size: 64, epochs: 3}  # small\n  opt:\n    # the "
    "optimizer\n    name: Adam\n    lr: 1e-3      # per step\n\n    betas: [0.9, 0.999]\n  layers:\n  - 1   # one\n  # "
    "between\n  - {a: 1, b: 'q'}\n  -\n    c: \"d\"\n  empty:\n  note: |\n    two\n\n    lines\n  tail: >-\n    "
    "folded\n "
    "     more\n",
    "a:\r\n  b: 'it''s'  # quoted\r\n  c:\r\n  - x\r\n  - y # why\r\nd: {e: {f: [1, 2, {g: 3}]}, # flow\r\n    h: "
    "4}\r\n# end\r\n",
    "base: &base {x: 1, y: [1, 2]}\nuse:\n  <<: *base\n  z: 3\ncopy: *base\nlist:\n    - - 1\n      - 2\n    - [a,\n   "
    "  "
    "  b] # c\nlast: no newline",
    "\"quoted key\": 1\n? complex\n: value # c\n'': empty\na.b: dotted\n\xed\x95\x9c: \xea\xb8\x80 # utf-8\nnull_: ~\n",
};

void collect(const Value& value, const std::string& path, std::vector<std::string>& out) {
    if (!path.empty()) out.push_back(path);
    if (value.is_dict())
        for (const auto& [key, item] : value.as_dict()) collect(item, join_path(path, key), out);
    if (value.is_list())
        for (std::size_t i = 0; i < value.as_list().size(); ++i) collect(value.as_list()[i], join_path(path, i), out);
}

Value scalar() {
    return *rc::gen::element(Value(7), Value(-0.25), Value(true), Value(), Value("text"), Value("needs: quotes # yes"),
                             Value("1e-3"), Value(""), Value("${a.b}"), Value("two\nlines"), Value("\xea\xb0\x80"),
                             Value(List{Value(1), Value("x, y")}), Value(Dict{{"k", Value(1)}, {"m", Value(List{})}}),
                             Value(Dict{}));
}

// One random edit; nothing when the document refuses it (an alias reads the value, say).
Result<TextEdit> random_edit(const Document& document) {
    std::vector<std::string> paths;
    collect(document.root(), "", paths);
    if (paths.empty()) return document.set_value("fresh", 1);
    const auto path = *rc::gen::elementOf(paths);
    switch (*rc::gen::inRange(0, 5)) {
        case 0: return document.set_value(path, scalar());
        case 1:
            return document.set_text(
                path, *rc::gen::element<std::string>("1", "'q'", "[1, 2]", "{a: b}", "x y", "~", "0x1F"));
        case 2: return document.erase(path);
        case 3: {
            const Value* here = document.root().find(path);
            if (here->is_list() && here->as_list().size() > 1) {
                const auto n = here->as_list().size();
                return document.move_item(path, *rc::gen::inRange<std::size_t>(0, n),
                                          *rc::gen::inRange<std::size_t>(0, n));
            }
            return document.set_value(here->is_dict() ? join_path(path, "added") : path, scalar());
        }
        default: return document.set_value(join_path(path, "deep") + ".er", scalar());
    }
}

}  // namespace

class TestRoundTrip : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void undone_edits_leave_the_bytes_of_the_start() {
        int edits = 0;
        const bool fine = rc::check("edits and undos", [&] {
            const auto text = *rc::gen::elementOf(kept_files);
            auto document = *Document::parse(text, "f.yaml");
            std::vector<TextEdit> done;
            for (int i = 0; i < 60; ++i) {
                const bool undo = !done.empty() && *rc::gen::weightedElement<int>({{3, 0}, {1, 1}}) == 1;
                if (undo) {
                    RC_ASSERT(document.apply(done.back().inverse()));
                    done.pop_back();
                    continue;
                }
                const auto edit = random_edit(document);
                if (!edit) continue;
                const auto before = document.text();
                const auto applied = document.apply(*edit);
                if (!applied) RC_FAIL(applied.error().str() + "\n" + before);
                if (!document.is_consistent()) RC_FAIL("a patch is not what parsing gives\n" + document.text());
                ++edits;
                done.push_back(*edit);
            }
            while (!done.empty()) {
                RC_ASSERT(document.apply(done.back().inverse()));
                done.pop_back();
            }
            RC_ASSERT(document.text() == text);
        });
        QVERIFY(fine);
        qInfo("%d edits undone", edits);
        QVERIFY2(edits >= 2000, qPrintable(QString::number(edits)));
    }

    void a_scalar_is_patched_as_parsing_would_have_it() {
        const std::vector<std::string> texts = {
            "a: 1 # c\nb: [1, 'x',  2.5 , {c: d, e: [f]}]\n\"q\": \"s\"\nl:\n- 1\n-  two\n- k: v\n  w: {a: 1, b: 2}\n",
            "a: &x 1\nb: &y {c: 1}\nd: *y\ne: {<<: *y, f: 1}\ng: {<<: {h: 1}, i: 2}\n1: one\n\xed\x95\x9c: "
            "[\xea\xb8\x80, 2]\n",
            "r: {a: 1, b}\r\ns: ['x' , \"y\"]\r\nt: !!str 3\nu: |\n  x\nv:\n  w: multi\n    line\nz: last",
        };
        int patches = 0;
        QVERIFY(rc::check("patched", [&] {
            auto document = *Document::parse(*rc::gen::elementOf(texts), "f.yaml");
            for (int i = 0; i < 12; ++i) {
                std::vector<std::string> paths;
                collect(document.root(), "", paths);
                const auto path = *rc::gen::elementOf(paths);
                const auto text = *rc::gen::element<std::string>("7", "-1e-3", "'it''s'", "\"a\\tb\"", "yes", "x/y.z",
                                                                 "'\xea\xb0\x80'", "0x1F", "null", "1:30", "a b", "---",
                                                                 "\"'", "1_000", "'a' 'b'");
                const auto before = document.text();
                const auto edit = document.replace_scalar(path, text);
                if (!edit) {
                    RC_ASSERT(document.text() == before);
                    continue;
                }
                ++patches;
                RC_ASSERT(document.root().find(path) != nullptr);
                if (!document.is_consistent())
                    RC_FAIL(before + "\n--- " + path + " = " + text + "\n" + document.text());
            }
        }));
        QVERIFY2(patches > 200, qPrintable(QString::number(patches)));
    }

    void an_edit_touches_no_other_line() {
        QVERIFY(rc::check("a scalar changes one line", [] {
            const std::string text = kept_files[0];
            const auto document = *Document::parse(text, "f.yaml");
            const auto path = *rc::gen::element<std::string>("config.opt.lr", "config.opt.name", "config.train.epochs",
                                                             "config.layers[0]", "config.layers[1].a", "lathe");
            const auto value = *rc::gen::element(Value(5), Value("some text"), Value(0.5), Value(false));
            const auto edit = document.set_value(path, value);
            RC_ASSERT(edit);
            auto changed = document;
            RC_ASSERT(changed.apply(*edit));
            RC_ASSERT(*changed.root().find(path) == value);
            const auto lines = QString::fromStdString(text).split('\n');
            const auto after = QString::fromStdString(changed.text()).split('\n');
            RC_ASSERT(lines.size() == after.size());
            int different = 0;
            for (int i = 0; i < lines.size(); ++i) different += lines[i] != after[i];
            RC_ASSERT(different <= 1);
        }));
    }
};

LATHE_TEST(TestRoundTrip)
#include "test_round_trip.moc"
