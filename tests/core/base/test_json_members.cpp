// SPDX-License-Identifier: GPL-3.0-or-later
#include <limits>

#include <QTest>

#include "core/base/json_members.h"
#include "tests/test_program.h"

using lathe::Json;
using lathe::JsonMembers;

class TestJsonMembers : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void members_of_the_right_kind() {
        const Json json = {{"t", "x"},
                           {"i", -5},
                           {"n", 2},
                           {"d", "NaN"},
                           {"l", {1, "Infinity"}},
                           {"b", true},
                           {"w", "2026-11-24T10:02:03Z"},
                           {"null", nullptr}};
        JsonMembers in(json);
        QCOMPARE(in.text("t", JsonMembers::Need::required), std::string("x"));
        QCOMPARE(in.integer("i"), std::int64_t{-5});
        QCOMPARE(in.count("n"), 2);
        QVERIFY(std::isnan(in.number("d").value()));
        QCOMPARE(in.numbers("l"), (std::vector<double>{1, std::numeric_limits<double>::infinity()}));
        QVERIFY(in.boolean("b"));
        QVERIFY(in.time("w").has_value());
        QCOMPARE(in.integer("absent", JsonMembers::Need::optional, 7), std::int64_t{7});
        QVERIFY(!in.number("null"));  // as if it were absent
        QVERIFY(!in.bad());
    }

    void the_first_bad_member_is_remembered() {
        const Json json = {{"a", "text"}, {"b", 1}};
        JsonMembers in(json);
        QCOMPARE(in.integer("a"), std::int64_t{0});
        QCOMPARE(in.text("b"), std::string());
        QCOMPARE(std::string(in.bad()), std::string("a"));
    }

    void what_is_refused() {
        const Json json = {{"huge", std::numeric_limits<std::uint64_t>::max()},
                           {"less", -1},
                           {"long", 5000000000},
                           {"float", 1.5},
                           {"list", {1, "x"}},
                           {"word", "yes"},
                           {"when", "yesterday"}};
        const auto refuses = [&json](auto read) {
            JsonMembers in(json);
            read(in);
            return in.bad() != nullptr;
        };
        QVERIFY(refuses([](JsonMembers& in) { in.integer("huge"); }));
        QVERIFY(refuses([](JsonMembers& in) { in.integer("float"); }));
        QVERIFY(refuses([](JsonMembers& in) { in.large_count("less"); }));
        QVERIFY(refuses([](JsonMembers& in) { in.count("long"); }));
        QVERIFY(refuses([](JsonMembers& in) { in.numbers("list"); }));
        QVERIFY(refuses([](JsonMembers& in) { in.boolean("word"); }));
        QVERIFY(refuses([](JsonMembers& in) { in.time("when"); }));
        QVERIFY(refuses([](JsonMembers& in) { in.text("absent", JsonMembers::Need::required); }));
        QVERIFY(refuses([](JsonMembers& in) { in.boolean("absent", JsonMembers::Need::required); }));
    }

    void what_is_no_object_has_no_members() {
        for (const Json& json : {Json(), Json(3), Json("x"), Json::array({1, 2})}) {
            JsonMembers in(json);
            QVERIFY(!in.find("a"));
            QCOMPARE(in.count("a", JsonMembers::Need::required), 0);
            QVERIFY(in.bad());
        }
    }
};

LATHE_TEST(TestJsonMembers)
#include "test_json_members.moc"
