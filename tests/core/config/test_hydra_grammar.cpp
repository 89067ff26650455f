// SPDX-License-Identifier: GPL-3.0-or-later
// What Hydra 1.3.2 reads in the same overrides.
#include <limits>

#include <QtTest>

#include "core/config/hydra_grammar.h"
#include "core/config/override.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;

namespace {

// The value that parse_override() finds in what Hydra would read; a sweep has none.
Value read_as_hydra(const std::string& text) {
    const auto argument = from_hydra("x=" + text);
    if (!argument) return Value(argument.error().str());
    const auto change = parse_override(*argument);
    if (!change) return Value(change.error().str());
    return change->sweep || change->sweep_error ? Value("a sweep") : change->value;
}

List sweep_of_hydra(const std::string& text) {
    const auto change = parse_override(*from_hydra("x=" + text));
    return change && change->sweep ? change->sweep->values : List{};
}

}  // namespace

class TestHydraGrammar : public QObject {
    Q_OBJECT

    static void compare(const char* text, const Value& wanted) {
        const Value found = read_as_hydra(text);
        QVERIFY2(found == wanted, (std::string(text) + " is " + to_yaml_inline(found)).c_str());
    }

  private Q_SLOTS:
    void numbers_are_those_of_the_grammar() {
        constexpr double infinite = std::numeric_limits<double>::infinity();
        compare("1_000", 1000);
        compare("+1", 1);
        compare("1e3", 1000.0);
        compare("-.5e-3", -0.0005);
        compare("+.5", 0.5);
        compare("1.", 1.0);
        compare("1_0.5", 10.5);
        compare("1e400", infinite);
        compare("-Inf", -infinite);
        compare("nan", std::numeric_limits<double>::quiet_NaN());
        for (const char* text : {"01", "00", "0x10", "0b11", "1:30", "12:30:45", "1__0", "1_", ".inf", ".nan", "1.2.3"})
            compare(text, text);
    }

    void words() {
        compare("TRUE", true);
        compare("NULL", Value());
        for (const char* text :
             {"yes", "on", "off", "No", "None", "nulls", "-", "---", "...", "*x", "@x", "%", "?", ":"})
            compare(text, text);
        compare("", "");
        compare("  ", "");
        compare("???", "???");
    }

    void texts_have_escapes() {
        compare("abc\\,d", "abc,d");
        compare("\\[x\\]", "[x]");
        compare("\\ a", " a");
        compare("a\\ ", "a ");
        compare("\\\\", "\\");
        compare("a\\nb", "a\\nb");
        compare("a\tb", "a\tb");
        compare("a: b", "a: b");
        compare("choice\\(a\\)", "choice(a)");
        compare("\\${x}", "\\${x}");
        compare("${a.b}/${c}", "${a.b}/${c}");
    }

    void quotes_keep_all_but_quotes() {
        compare("'it\\'s'", "it's");
        compare("\"a\\nb\"", "a\\nb");
        compare("'\\\\'", "\\");
        compare("\"\\\\\\\"\"", "\\\"");
        compare("'a\\\\b'", "a\\\\b");
        compare("'1'", "1");
        compare("'a,b'", "a,b");
    }

    void lists_and_dicts_need_no_blanks() {
        compare("[1,{a:2}]", List{1, Dict{{"a", 2}}});
        compare("{a:{b:c},d:[]}", Dict{{"a", Dict{{"b", "c"}}}, {"d", List{}}});
        compare("{a:b:c}", Dict{{"a", "b:c"}});
        compare("{ a b : x y }", Dict{{"a b", "x y"}});
        compare("{1:2,true:null}", Dict{{"1", 2}, {"true", Value()}});
        compare("{a:1,a:2}", Dict{{"a", 2}});
        compare("['a,b',a\\,b,???]", List{"a,b", "a,b", "???"});
        compare("{a\\:b:'x: y'}", Dict{{"a:b", "x: y"}});
    }

    void casts() {
        compare("int(-3.9)", -3);
        compare("int('3')", 3);
        compare("float(3)", 3.0);
        compare("float(inf)", std::numeric_limits<double>::infinity());
        compare("str(1)", "1");
        compare("str([1,true])", List{"1", "true"});
        compare("bool(0)", false);
        compare("bool({a:1,b:false})", Dict{{"a", true}, {"b", false}});
        compare("[int(1.5),float(1)]", List{1, 1.0});
        for (const char* text : {"int(x)", "bool(yes)", "str(null)", "[int(1,2)]", "float(a)"})
            QVERIFY2(!from_hydra("x=" + std::string(text)), text);
    }

    void sweeps_stay_sweeps() {
        QCOMPARE(sweep_of_hydra("a,yes,01"), (List{"a", "yes", "01"}));
        QCOMPARE(sweep_of_hydra("choice({a:1},'b,c')"), (List{Dict{{"a", 1}}, "b,c"}));
        QCOMPARE(*from_hydra("x=range(1,3)"), std::string("x=range(1,3)"));
        QCOMPARE(*from_hydra("x=tag(log,interval(1,3))"), std::string("x=tag(log,interval(1,3))"));
        QCOMPARE(*from_hydra("x=range(start=1,stop=9,step=2)"), std::string("x=range(start=1,stop=9,step=2)"));
    }

    void sweeps_are_cast_and_ordered() {
        QCOMPARE(sweep_of_hydra("int(1.5,2.5)"), (List{1, 2}));
        QCOMPARE(sweep_of_hydra("str(choice(1,true))"), (List{"1", "true"}));
        QCOMPARE(sweep_of_hydra("choice(int(1.5), 2)"), (List{1, 2}));
        QCOMPARE(sweep_of_hydra("sort(3,1,2)"), (List{1, 2, 3}));
        QCOMPARE(sweep_of_hydra("sort(choice(b,a,c),reverse=true)"), (List{"c", "b", "a"}));
        QCOMPARE(sweep_of_hydra("shuffle(a,b)"), (List{"a", "b"}));
        QCOMPARE(*from_hydra("x=shuffle(range(1,4))"), std::string("x=range(1,4)"));
        QCOMPARE(sweep_of_hydra("float(range(1,3))"), (List{1.0, 2.0}));
        // The grammar's intervals are of floats; this is how whole numbers are asked for.
        for (const char* text :
             {"int(interval(1,8))", "int(tag(log,interval(1.5,8)))", "tag(log, int(interval(1,8)))"}) {
            const auto change = parse_override(*from_hydra(std::string("x=") + text));
            QVERIFY2(change && change->sweep && change->sweep->has_tag("int"), text);
            QCOMPARE(change->sweep->start, 1.0);
            QCOMPARE(change->sweep->stop, 8.0);
            QCOMPARE(change->sweep->has_tag("log"), std::string(text).find("log") != std::string::npos);
        }
        const auto floats = parse_override(*from_hydra("x=float(int(interval(1,3)))"));
        QVERIFY(floats && floats->sweep && !floats->sweep->has_tag("int"));
        for (const char* text : {"glob(*)", "choice(choice(1,2))", "str(interval(0,1))", "sort(1,a)",
                                 "sort(interval(0,1))", "int(choice(a))", "shuffle(interval(0,1))", "sort(a)"})
            QVERIFY2(!from_hydra("x=" + std::string(text)), text);
        // What is no call of it is told when the sweep is read.
        for (const char* text : {"range(a)", "tag(log,1)", "interval(3,1)", "choice()"}) {
            const auto change = parse_override(*from_hydra(std::string("x=") + text));
            QVERIFY2(change && change->sweep_error, text);
        }
        std::string deep;
        for (int i = 0; i < 50'000; ++i) deep += "sort(";
        QCOMPARE(*from_hydra("x=" + deep), "x=" + deep);
    }

    // Hydra refuses these.
    void what_is_no_grammar_of_hydras_is_yaml() {
        compare("ümlaut", "ümlaut");
        compare("http://x.y/z?q=1", "http://x.y/z?q=1");
        compare("{\"a\": 1}", Dict{{"a", 1}});
        compare("a#b", "a#b");
        for (const char* text : {"{a:1,}", "{a=1}", "[{a:b=c}]"}) QVERIFY2(!from_hydra("x=" + std::string(text)), text);
        QCOMPARE(*from_hydra("~x"), std::string("~x"));
        QVERIFY(from_hydra("x=" + std::string(100'000, '[')).has_value());
    }
};

LATHE_TEST(TestHydraGrammar)
#include "test_hydra_grammar.moc"
