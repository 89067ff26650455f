// SPDX-License-Identifier: GPL-3.0-or-later
// Thousands of generated documents, merges, overrides and interpolations: Lathe's answer against OmegaConf's.
// tests/oracle/README.md lists the differences that are on purpose.
#include <QProcess>
#include <QtTest>

#include <algorithm>

#include "core/base/json.h"
#include "core/base/random.h"
#include "core/config/document.h"
#include "core/config/interpolation.h"
#include "core/config/merge.h"
#include "core/config/override.h"
#include "core/config/resolve.h"
#include "core/config/schema_file.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;

namespace {

struct Answer {
    std::optional<Json> value;
    std::string error;
};

Answer failed(const Error& error) {
    return {std::nullopt, error.str()};
}

// OmegaConf checks the grammar of interpolations when a config is made; Lathe when it is resolved or validated.
bool has_wrong_grammar(const Value& value) {
    if (is_interpolation(value)) return !parse_interpolation(value.as_string());
    if (value.is_list()) return std::any_of(value.as_list().begin(), value.as_list().end(), has_wrong_grammar);
    return value.is_dict() && std::any_of(value.as_dict().begin(), value.as_dict().end(),
                                          [](const Entry& entry) { return has_wrong_grammar(entry.second); });
}

Answer raw(const Value& value) {
    if (has_wrong_grammar(value)) return {std::nullopt, "GrammarParseError"};
    return {to_json(value), {}};
}

// The differences that tests/oracle/README.md lists.
bool is_on_purpose(const Json& request, const Json& reply) {
    const auto theirs = dump_json(reply);
    if (theirs.find("['${g.") != std::string::npos) return true;
    const auto asked = dump_json(request);
    return request["op"] == "merge" && asked.find("${") != std::string::npos && asked.find("???") != std::string::npos;
}

// A field of a declared type: "int", "int?", "list[float]".
Answer converted(const Json& request) {
    const auto document = Document::parse(request["yaml"].get<std::string>());
    if (!document) return failed(document.error());
    if (has_wrong_grammar(document->root())) return {std::nullopt, "GrammarParseError"};
    auto type = request["type"].get<std::string>();
    const bool optional = type.ends_with('?');
    if (optional) type.pop_back();
    const auto options = parse_options(
        Dict{{"v", Value(Dict{{"type", Value(type)}, {"optional", Value(optional)}, {"finite", Value(false)}})}},
        Catalog());
    if (!options) return failed(options.error().front());
    auto value = Schema().convert(options->front(), *document->root().get("v"));
    if (!value) return failed(value.error());
    return {to_json(Value(Dict{{"v", std::move(*value)}})), {}};
}

Answer answer(const Json& request) {
    const auto op = request["op"].get<std::string>();
    if (op == "convert") return converted(request);
    if (op == "merge") {
        Value all{Dict{}};
        bool first = true;
        for (const auto& text : request["yaml"]) {
            const auto document = Document::parse(text.get<std::string>());
            if (!document) return failed(document.error());
            if (first) all = document->root();
            else if (auto done = merge(all, document->root()); !done) return failed(done.error());
            first = false;
        }
        return raw(all);
    }
    const auto document = Document::parse(request["yaml"].get<std::string>());
    if (!document) return failed(document.error());
    if (op == "load") return raw(document->root());
    if (op == "dotlist") {
        Value config = document->root();
        for (const auto& text : request["dotlist"]) {
            const auto change = parse_override(text.get<std::string>());
            if (!change) return failed(change.error());
            if (auto done = apply_override(config, *change); !done) return failed(done.error());
        }
        return raw(config);
    }
    const auto resolved = resolve(document->root(), Schema());
    if (!resolved.errors.empty()) return failed(resolved.errors.front());
    return {to_json(resolved.value), {}};
}

// Writes random cases. What it makes is often wrong on purpose: refusing is part of the agreement.
class Generator {
  public:
    explicit Generator(std::uint64_t seed) : random_(seed) {}

    Json next() {
        Json request;
        switch (random_.below(6)) {
            case 0:
                request["op"] = "load";
                request["yaml"] = mutated(document(3));
                break;
            case 1:
                request["op"] = "merge";
                request["yaml"] = Json::array({document(3), document(3)});
                break;
            case 2: {
                request["op"] = "dotlist";
                request["yaml"] = document(2);
                Json list = Json::array();
                for (std::uint64_t i = 0; i <= random_.below(3); ++i) list.push_back(path() + "=" + override_value());
                request["dotlist"] = list;
                break;
            }
            case 3:
                request["op"] = "load";
                request["yaml"] = "k: " + scalar() + "\n";
                break;
            case 4:
                request["op"] = "convert";
                request["type"] = one_of({"int", "float", "bool", "str", "int?", "str?", "list[int]", "list[float]",
                                          "list[str]", "dict[int]", "dict[bool]", "list", "dict"});
                request["yaml"] = "v: " + (random_.below(2) == 0 ? typed_scalar() : scalar()) + "\n";
                break;
            default:
                request["op"] = "resolve";
                request["yaml"] = interpolated();
                break;
        }
        return request;
    }

  private:
    template <std::size_t n>
    std::string one_of(const char* const (&from)[n]) {
        return from[random_.below(n)];
    }

    std::string key() {
        return one_of({"a", "b", "c", "d", "e", "x1", "my-key", "yes", "1", "1.5", "'q'", "\"s t\"", "ü"});
    }
    std::string simple_key() { return one_of({"a", "b", "c", "d", "e"}); }

    std::string scalar() {
        return one_of({"1",          "0",           "-7",      "017",    "0o17",       "0b11",      "0x1F",
                       "1_000",      "1:30",        "1:30.5",  "1e3",    "1e-3",       ".5",        ".5e3",
                       ".5e-3",      "1.",          "1.5E+2",  "+1",     "-.inf",      ".inf",      ".nan",
                       "nan",        "inf",         "yes",     "No",     "on",         "OFF",       "y",
                       "n",          "true",        "TRUE",    "tRue",   "null",       "~",         "Null",
                       "",           "hello",       "a b",     "'yes'",  "\"1\"",      "'it''s'",   "\"a\\nb\"",
                       "2001-01-01", "12:00:00",    "- x",     "a:b",    "a: b",       "x # c",     "x#c",
                       "[1, 2]",     "[]",          "{}",      "{a: 1}", "{a:1}",      "[a: 1, b]", "{a, b}",
                       "[1,,2]",     "[1,]",        "@x",      "%x",     "&x 1",       "*x",        "!!str 1",
                       "!!int '3'",  "!!float 1",   "! 1",     "!x 1",   "|",          "???",       "09",
                       "0_",         "-",           "--",      "1__0",   "0.",         "00",        "-0",
                       "+.5",        "1e",          "=",       "'a",     "\"\\x41\"",  "\"\\q\"",   "한글",
                       "é",          "1.0e-05",     "6.02e23", "1e400",  "[{a: [1]}]", ">-",        "?x",
                       ":x",         "?",           "a?b",     "[a?b]",  "1,2",        "`x",        "- - 1",
                       "'': 1",      "x: [\n1,\n2]"});
    }

    // What the table of typed conversions is about.
    std::string typed_scalar() {
        return one_of({"10",          "'10'",
                       "' 10 '",      "'1_000'",
                       "'+5'",        "1.0",
                       "'1.0'",       "'1e3'",
                       "'0x10'",      "''",
                       "true",        "'1e-3'",
                       "'inf'",       "'nan'",
                       "'1_0.5'",     "'-Infinity'",
                       "abc",         "2",
                       "'0'",         "'2'",
                       "'yes'",       "'Y'",
                       "'ON'",        "'tRuE'",
                       "'nO'",        "'off'",
                       "'t'",         "null",
                       "'null'",      "[1, '2']",
                       "['a']",       "[1.5, 2]",
                       "[true]",      "[null]",
                       "[[1]]",       "{a: '5'}",
                       "{a: x}",      "{a: 1, b: null}",
                       "{a: {b: 1}}", "'[1,2]'",
                       "???",         "[???]",
                       "{a: ???}",    "'${x}'",
                       "['${x}']",    "[]",
                       "{}",          "-0",
                       "'-0'",        "1e400",
                       "'1 0'",       "'_1'"});
    }

    std::string document(int depth) { return block(depth, 0); }

    std::string block(int depth, int indent) {
        std::string out;
        const auto entries = 1 + random_.below(4);
        std::vector<std::string> used;
        for (std::uint64_t i = 0; i < entries; ++i) {
            const auto name = simple_key();
            if (std::find(used.begin(), used.end(), name) != used.end()) continue;
            used.push_back(name);
            out += std::string(static_cast<std::size_t>(indent), ' ') + name + ":";
            const auto what = random_.below(6);
            if (depth > 0 && what == 0) out += "\n" + block(depth - 1, indent + 2);
            else if (depth > 0 && what == 1) out += list(depth - 1, indent);
            else out += " " + plain_scalar() + (random_.below(5) == 0 ? "  # c" : "") + "\n";
        }
        return out;
    }

    std::string list(int depth, int indent) {
        std::string out = "\n";
        for (std::uint64_t i = 0; i <= random_.below(3); ++i) {
            out += std::string(static_cast<std::size_t>(indent), ' ') + "- ";
            if (depth > 0 && random_.below(3) == 0) {
                auto inner = block(depth - 1, indent + 2);
                out += inner.substr(static_cast<std::size_t>(indent) + 2);
            } else {
                out += plain_scalar() + "\n";
            }
        }
        return out;
    }

    std::string plain_scalar() {
        return one_of({"1", "2.5", "1e-5", "true", "null", "text", "'quoted'", "[1, 2]", "{a: 1, b: {c: 2}}", "???",
                       "\"\"", "[]", "{}", "${a}", "x y"});
    }

    std::string path() {
        return one_of({"a", "b", "c", "a.b", "a.c", "b.c.d", "a[0]", "b[1]", "c[0].a", "d.e", "e[5]", "a.0"});
    }
    std::string override_value() {
        return one_of({"1", "", "1,2", "yes", "010", "0x10", "'1'", "{b: 1}", "{b:1}", "[1, 2]", "a=b", "null", "1e-3",
                       "text", "${a}", "[]", "{}"});
    }

    // Documents of interpolations over a few known keys.
    std::string interpolated() {
        std::string out =
            "n: 1\nf: 1e-05\nt: true\nz: null\ns: str\nk: n\nl: [10, {m: 20}, 30]\ng: {h: {i: 7}, j: '${.h.i}'}\nm: "
            "???\n";
        for (int i = 0; i < 3; ++i) {
            out += "v" + std::to_string(i) + ": '";
            for (std::uint64_t part = 0; part <= random_.below(3); ++part) out += piece();
            out += "'\n";
        }
        return out;
    }

    std::string piece() {
        return one_of({"${n}",
                       "${f}",
                       "${t}",
                       "${z}",
                       "${s}",
                       "${l[1].m}",
                       "${l.0}",
                       "${g.h.i}",
                       "${g.j}",
                       "${g}",
                       "${ n }",
                       "${[g][h]}",
                       "${g[h].i}",
                       "${.n}",
                       "${..n}",
                       "${nope}",
                       "${n.x}",
                       "${l.x}",
                       "${l[9]}",
                       "${${k}}",
                       "${g.${s}}",
                       "${${n}}",
                       "\\${n}",
                       "\\\\${n}",
                       "\\\\\\${n}",
                       "C:\\d_",
                       "$",
                       "$$",
                       "}",
                       "text",
                       " ",
                       "${v0}",
                       "${v1}",
                       "${v2}",
                       "${oc.select:n}",
                       "${oc.select:no,5}",
                       "${oc.select:m,x}",
                       "${oc.decode:\"[1,a]\"}",
                       "${oc.decode:1e3}",
                       "${oc.env:LATHE_NO_SUCH,d}",
                       "${oc.env:LATHE_NO_SUCH}",
                       "${oc.create:[1,2]}",
                       "${oc.create:5}",
                       "${oc.create:null}",
                       "${oc.create:abc}",
                       "${oc.create:''}",
                       "${oc.create:'5'}",
                       "${oc.create:true}",
                       "${oc.create:['\\${n}',x]}",
                       "${oc.create:{a:1,b:[x,01]}}",
                       "${oc.dict.keys:g}",
                       "${oc.dict.values:g}",
                       "${nope:1}",
                       "${oc.select:g.h}",
                       "${oc.deprecated:n}",
                       "${oc.create:[1,1.,.5,1e3,inf,true,NULL,None,1_0,01,0x1,a b,a/b-c,1a]}",
                       "${oc.create:[\"q${n}\",x${s}y]}",
                       "${oc.create:[a\\,b,\\ x]}",
                       "${",
                       "${a",
                       "${}",
                       "${.}",
                       "${a..b}",
                       "${a b}",
                       "${l[0}",
                       "${foo:",
                       "${a,b}",
                       "${foo${k}}",
                       "${oc.select:}",
                       "${oc.env:}",
                       "${oc.decode:null}",
                       "${oc.create:{a: 1, a: 2}}"});
    }

    // One byte changed, sometimes.
    std::string mutated(std::string text) {
        if (text.empty() || random_.below(2) == 0) return text;
        const auto at = random_.below(text.size());
        const std::string bytes = " \n:-[]{},#&*!|>'\"%@?\tax1";
        switch (random_.below(3)) {
            case 0: text[at] = bytes[random_.below(bytes.size())]; break;
            case 1: text.erase(at, 1); break;
            default: text.insert(at, 1, bytes[random_.below(bytes.size())]); break;
        }
        return text;
    }

    Random random_;
};

// Dicts compare without order, 1 and 1.0 stay different.
bool same(const Json& a, const Json& b) {
    if (a.is_object() && b.is_object()) {
        if (a.size() != b.size()) return false;
        for (const auto& [key, item] : a.items())
            if (!b.contains(key) || !same(item, b[key])) return false;
        return true;
    }
    if (a.is_array() && b.is_array()) {
        if (a.size() != b.size()) return false;
        for (std::size_t i = 0; i < a.size(); ++i)
            if (!same(a[i], b[i])) return false;
        return true;
    }
    if (a.is_number_float() != b.is_number_float()) return false;
    return a == b;
}

}  // namespace

class TestOmegaconf : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void agrees_on_generated_cases();
};

void TestOmegaconf::agrees_on_generated_cases() {
    QProcess python;
    python.setProcessChannelMode(QProcess::SeparateChannels);
    python.start("/usr/bin/python3", {QStringLiteral(LATHE_SOURCE_DIR "/tests/oracle/oracle.py")});
    if (!python.waitForStarted()) QSKIP("there is no /usr/bin/python3");
    const auto read_line = [&] {
        while (!python.canReadLine())
            if (!python.waitForReadyRead(60'000)) return QByteArray();
        return python.readLine();
    };
    if (read_line().contains("skip")) QSKIP("/usr/bin/python3 has no omegaconf");

    const int cases =
        qEnvironmentVariableIsSet("LATHE_ORACLE_CASES") ? qEnvironmentVariableIntValue("LATHE_ORACLE_CASES") : 6000;
    const bool seeded = qEnvironmentVariableIsSet("LATHE_ORACLE_SEED");
    Generator generator(seeded ? qEnvironmentVariableIntValue("LATHE_ORACLE_SEED") : 20261124);
    int different = 0;
    int on_purpose = 0;
    for (int i = 0; i < cases; ++i) {
        const Json request = generator.next();
        python.write(QByteArray::fromStdString(dump_json(request)) + '\n');
        const auto reply = parse_json(read_line().toStdString());
        QVERIFY(reply);
        const Answer ours = answer(request);
        const bool refused = reply->contains("error");
        const bool agree = refused ? !ours.value : ours.value && same(*ours.value, (*reply)["value"]);
        if (agree) continue;
        if (is_on_purpose(request, *reply)) {
            ++on_purpose;
            continue;
        }
        ++different;
        if (different <= 40)
            qWarning("case %s\n  OmegaConf: %s\n  Lathe: %s", dump_json(request).c_str(), dump_json(*reply).c_str(),
                     ours.value ? dump_json(*ours.value).c_str() : ours.error.c_str());
    }
    python.closeWriteChannel();
    python.waitForFinished();
    qInfo("%d cases, %d differ on purpose, %d otherwise", cases, on_purpose, different);
    QCOMPARE(different, 0);
}

LATHE_CORE_TEST(TestOmegaconf)
#include "test_omegaconf.moc"
