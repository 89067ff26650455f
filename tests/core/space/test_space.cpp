// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "core/space/enumeration.h"
#include "core/space/layout.h"
#include "tests/core/space/helpers.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::space;

namespace {

const char* const nested = R"({
  "network": {"_type": "choice", "_value": [
    {"_name": "conv", "width": {"_type": "choice", "_value": [8, 16]},
     "sched": {"_type": "choice", "_value": [{"_name": "flat"}, {"_name": "decay", "gamma": {"_type": "randint", "_value": [1, 4]}}]}},
    {"_name": "none"}]},
  "lr": {"_type": "choice", "_value": [0.1, 0.01]}})";

int errors_in(const std::string& json) {
    const auto space = Space::parse(value_of(json));
    return space ? 0 : static_cast<int>(space.error().size());
}

}  // namespace

class TestSpace : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_reference_file_round_trips() {
        const config::Value file = value_of(R"({"train.batch_size": {"_type": "choice", "_value": [32, 64, 128]},
                                               "network.version":  {"_type": "choice", "_value": ["1_0", "1_1"]}})");
        const auto space = Space::parse(file);
        QVERIFY(space.has_value());
        QCOMPARE(space->to_value(), file);
        QCOMPARE(space->cardinality(), std::optional<std::uint64_t>(6));
        QVERIFY(space->find("train.batch_size") && !space->find("train"));
    }

    void nested_and_numeric_spaces_round_trip() {
        for (const char* json : {nested, R"({"a": {"_type": "quniform", "_value": [0.5, 2.0, 0.25]}})",
                                 R"({"a": {"_type": "randint", "_value": [0, 9]}})"}) {
            const Space space = space_of(json);
            QCOMPARE(Space::parse(space.to_value())->to_value(), space.to_value());
        }
    }

    void each_malformed_entry_is_one_error() {
        for (const char* entry : {R"(3)",
                                  R"([1])",
                                  R"({"_value": [0, 1]})",
                                  R"({"_type": "uniform"})",
                                  R"({"_type": "unifrm", "_value": [0, 1]})",
                                  R"({"_type": "uniform", "_value": 3})",
                                  R"({"_type": "uniform", "_value": [0]})",
                                  R"({"_type": "quniform", "_value": [0, 1]})",
                                  R"({"_type": "uniform", "_value": [0, 1, 2]})",
                                  R"({"_type": "uniform", "_value": ["0", 1]})",
                                  R"({"_type": "uniform", "_value": [true, 2]})",
                                  R"({"_type": "randint", "_value": [0.5, 3]})",
                                  R"({"_type": "randint", "_value": [3, 3]})",
                                  R"({"_type": "uniform", "_value": [1, 1]})",
                                  R"({"_type": "uniform", "_value": [2, 1]})",
                                  R"({"_type": "loguniform", "_value": [0, 1]})",
                                  R"({"_type": "qloguniform", "_value": [-1, 1, 0.1]})",
                                  R"({"_type": "normal", "_value": [0, 0]})",
                                  R"({"_type": "lognormal", "_value": [0, -1]})",
                                  R"({"_type": "quniform", "_value": [0, 1, 0]})",
                                  R"({"_type": "qnormal", "_value": [0, 1, -1]})",
                                  R"({"_type": "choice", "_value": []})",
                                  R"({"_type": 3, "_value": []})",
                                  R"("uniform")",
                                  R"({"_type": "uniform", "_value": [0, 1], "_q": 1})",
                                  R"({"_type": "choice", "_value": [{"_name": "a"}, 3]})",
                                  R"({"_type": "choice", "_value": [{"_name": 3}]})",
                                  R"({"_type": "choice", "_value": [{"_name": "a"}, {"_name": "a"}]})",
                                  R"({"_type": "choice", "_value": [{"_name": "a", "x": 3}]})"}) {
            QVERIFY2(errors_in(std::string(R"({"x": )") + entry + "}") == 1, entry);
        }
        QCOMPARE(errors_in("[]"), 1);
        QCOMPARE(errors_in("3"), 1);
        QCOMPARE(errors_in("{}"), 0);
    }

    void all_errors_come_at_once_with_their_keys() {
        const auto space = Space::parse(value_of(
            R"({"a": {"_type": "loguniform", "_value": [2, -1]}, "b": 1, "c": {"_type": "quniform", "_value": [1, 0, 0]},
                "d": {"_type": "choice", "_value": [{"_name": "n", "e": {"_type": "uniform", "_value": []}}]}})"));
        QVERIFY(!space.has_value());
        std::vector<std::string> keys;
        for (const Error& error : space.error()) {
            keys.push_back(error.key);
            QVERIFY(!error.what.empty() && !error.hint.empty());
        }
        QCOMPARE(keys, (std::vector<std::string>{"a", "b", "c", "c", "d.n.e"}));
    }

    void non_finite_bounds_are_refused() {
        const double infinity = std::numeric_limits<double>::infinity();
        for (const double bad : {infinity, -infinity, std::nan("")})
            QVERIFY(!Space::parse(
                config::Dict{{"x", config::Dict{{"_type", "uniform"}, {"_value", config::List{0.0, bad}}}}}));
    }

    void children_are_sampled_only_when_chosen() {
        const Space space = space_of(nested);
        QCOMPARE(space.cardinality(), std::optional<std::uint64_t>((2 * (1 + 3) + 1) * 2));
        Random random(11);
        bool conv = false;
        bool none = false;
        for (int i = 0; i < 50; ++i) {
            const Params params = space.sample(random);
            QVERIFY(space.contains(params));
            const config::Value* network = params.get("network");
            conv = conv || network->get("width");
            none = none || network->as_dict().size() == 1;
            QCOMPARE(network->get("_name")->as_string() == "conv", network->get("width") != nullptr);
        }
        QVERIFY(conv && none);
    }

    void contains_refuses_what_is_missing_extra_or_of_another_branch() {
        const Space space = space_of(nested);
        QVERIFY(space.contains(value_of(R"({"network": {"_name": "none"}, "lr": 0.1})")));
        QVERIFY(!space.contains(value_of(R"({"network": {"_name": "none"}})")));
        QVERIFY(!space.contains(value_of(R"({"network": {"_name": "none"}, "lr": 0.1, "x": 1})")));
        QVERIFY(!space.contains(value_of(R"({"network": {"_name": "none", "width": 8}, "lr": 0.1})")));
        QVERIFY(!space.contains(value_of(R"({"network": {"_name": "conv", "width": 8}, "lr": 0.1})")));
        QVERIFY(!space.contains(value_of("[]")));
    }

    void rows_hold_every_column_and_come_back() {
        const Space space = space_of(nested);
        const Layout layout(space);
        QCOMPARE(layout.size(), std::size_t{5});
        QCOMPARE(layout.columns()[3].path, std::string("network.conv.sched.decay.gamma"));
        Random random(2);
        for (int i = 0; i < 50; ++i) {
            const Params params = space.sample(random);
            const auto row = layout.to_row(params);
            QVERIFY(row.has_value());
            QCOMPARE(layout.to_params(*row), params);
            for (std::size_t c = 0; c < layout.size(); ++c) QCOMPARE(std::isnan((*row)[c]), !layout.is_active(*row, c));
        }
        QVERIFY(!layout.to_row(value_of(R"({"network": {"_name": "other"}, "lr": 0.1})")));
    }

    void an_enumeration_lists_each_configuration_once() {
        const Space space = space_of(nested);
        const Layout layout(space);
        const Enumeration all(layout);
        std::vector<std::string> seen;
        for (std::uint64_t i = 0; i < *all.size(); ++i) {
            const Params params = layout.to_params(all.at(i));
            QVERIFY(space.contains(params));
            seen.push_back(dump_json(config::to_json(params)));
        }
        std::ranges::sort(seen);
        QVERIFY(std::ranges::adjacent_find(seen) == seen.end());
        QCOMPARE(seen.size(), std::size_t{18});
    }

    void cardinality_of_equal_choices_infinite_and_huge_spaces() {
        QCOMPARE(space_of(R"({"x": {"_type": "choice", "_value": [1, 1, 2]}})").cardinality(),
                 std::optional<std::uint64_t>(2));
        QVERIFY(!space_of(R"({"x": {"_type": "uniform", "_value": [0, 1]}})").cardinality());
        QVERIFY(!space_of(R"({"x": {"_type": "qnormal", "_value": [0, 1, 1]}})").cardinality());
        QVERIFY(!space_of(R"({"x": {"_type": "randint", "_value": [0, 1000000000]},
                              "y": {"_type": "randint", "_value": [0, 1000000000]}})")
                     .cardinality());
        QCOMPARE(Space().cardinality(), std::optional<std::uint64_t>(1));
    }
};

LATHE_TEST(TestSpace)
#include "test_space.moc"
