// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>
#include <QTest>

#include "core/config/document.h"
#include "tests/test_program.h"
#include "widgets/space/describe.h"
#include "widgets/space/distribution_value.h"
#include "widgets/space/space_defaults.h"

using namespace lathe;
using namespace lathe::gui;
using config::option;
using config::Type;
using config::Value;
using space::Kind;

class TestSpaceDefaults : public QObject {
    Q_OBJECT

    static Errors problems(const config::Option& option, const space::Distribution& distribution) {
        const auto space = space::Space::parse(Value(config::Dict{{option.key, toValue(distribution)}}));
        if (!space) return space.error();
        config::Schema schema;
        schema.add(option);
        return space->check(Value(config::Dict{}), schema);
    }

  private Q_SLOTS:
    void by_type_and_value() {
        const auto lr = option("lr", Type::floating, 1e-3, "").above(0);
        auto d = defaultDistribution(&lr, Value(1e-3));
        QCOMPARE(d.kind, Kind::loguniform);
        QCOMPARE(d.a, 1e-4);
        QCOMPARE(d.b, 1e-2);

        const auto batch = option("batch", Type::integer, 64, "").at_least(1);
        d = defaultDistribution(&batch, Value(64));
        QCOMPARE(d.kind, Kind::choice);
        QCOMPARE(toValue(d), Value(config::Dict{{"_type", "choice"}, {"_value", Value(config::List{32, 64, 128})}}));

        const auto version = option("version", Type::string, "a", "").one_of({"a", "b"});
        QCOMPARE(defaultDistribution(&version, Value("a")).branches.size(), std::size_t(2));
        const auto flag = option("flag", Type::boolean, false, "");
        QCOMPARE(defaultDistribution(&flag, Value(false)).branches.size(), std::size_t(2));

        const auto dropout = option("p", Type::floating, 0.5, "").at_least(0).below(1);
        d = defaultDistribution(&dropout, Value(0.5));
        QCOMPARE(d.kind, Kind::uniform);
        QVERIFY(d.b < 1);
    }

    void every_kind_that_fits_is_valid_at_once() {
        const std::vector<config::Option> options = {
            option("a", Type::floating, 1e-3, "").above(0),
            option("b", Type::floating, 0.0, "").at_least(0).below(1),
            option("c", Type::floating, -2.0, ""),
            option("d", Type::integer, 1, "").at_least(1),
            option("e", Type::integer, 0, "").at_least(0).at_most(19),
            option("f", Type::integer, 64, "").at_least(1),
            option("g", Type::boolean, true, ""),
            option("h", Type::string, "x", "").one_of({"x", "y"}),
            option("i", Type::floating, 1.0, "").at_least(1).at_most(2),
        };
        for (const auto& one : options) {
            const auto start = defaultDistribution(&one, one.fallback);
            QVERIFY2(problems(one, start).empty(), one.key.c_str());
            for (int i = 0; i <= static_cast<int>(Kind::qlognormal); ++i) {
                const auto kind = static_cast<Kind>(i);
                // Unbounded kinds may rightly be refused by an option with a range.
                if (!kindFits(kind, &one) || (!space::is_bounded(kind) && kind != Kind::choice)) continue;
                const auto other = withKind(start, kind, &one, one.fallback);
                QCOMPARE(other.kind, kind);
                for (const auto& error : problems(one, other))
                    QFAIL(qPrintable(QString::fromStdString(one.key + ": " + error.str()) + describe(other)));
            }
        }
    }

    void kinds_that_fit() {
        const auto whole = option("n", Type::integer, 1, "");
        QVERIFY(kindFits(Kind::randint, &whole));
        QVERIFY(!kindFits(Kind::uniform, &whole));
        const auto text = option("s", Type::string, "", "");
        QVERIFY(kindFits(Kind::choice, &text));
        QVERIFY(!kindFits(Kind::randint, &text));
        QVERIFY(kindFits(Kind::normal, nullptr));
    }

    void numbers_read_back() {
        QCOMPARE(yamlNumberText(1e-4), QString("1e-4"));
        QCOMPARE(yamlNumberText(0.5), QString("0.5"));
        QCOMPARE(yamlNumberText(3), QString("3.0"));
        QCOMPARE(shortNumberText(3), QString("3"));
        QCOMPARE(yamlNumberText(2.5e8), QString("2.5e8"));
        QVERIFY(rc::check("YAML reads the same double", [] {
            const double value = *rc::gen::arbitrary<double>();
            RC_PRE(std::isfinite(value));
            const auto document = config::Document::parse("v: " + yamlNumberText(value).toStdString());
            RC_ASSERT(document.has_value());
            RC_ASSERT(document->root().get("v")->is_float());
            RC_ASSERT(document->root().get("v")->as_float() == value);
        }));
    }

    void a_nested_choice_is_written_whole() {
        const auto document = config::Document::parse(
            "net: {_type: choice, _value: [{_name: mlp, hidden: {_type: randint, _value: [16, 64]}}, {_name: lenet}]}");
        QVERIFY(document);
        const auto space = space::Space::parse(document->root());
        QVERIFY(space);
        const Value written = toValue(space->find("net")->distribution);
        QCOMPARE(written, *document->root().get("net"));
        const auto again = config::Document::parse("net: " + flowText(written));
        QVERIFY(again);
        QCOMPARE(again->root(), document->root());
    }
};

LATHE_TEST(TestSpaceDefaults)
#include "test_space_defaults.moc"
