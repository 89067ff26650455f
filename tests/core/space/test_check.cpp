// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "tests/core/space/helpers.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::space;
using config::option;
using config::Type;

namespace {

config::Schema schema() {
    config::Schema out;
    out.add({option("opt.lr", Type::floating, 1e-3, "").above(0).at_most(10),
             option("train.batch_size", Type::integer, 64, "").at_least(1),
             option("network.version", Type::string, "1_0", "").one_of({"1_0", "1_1"}),
             option("network.deep", Type::boolean, false, "")});
    return out;
}

Errors check(const std::string& key, const std::string& entry) {
    return space_of("{\"" + key + "\": " + entry + "}").check(config::Dict{}, schema());
}

}  // namespace

class TestCheck : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void what_fits_has_no_errors() {
        QVERIFY(check("opt.lr", R"({"_type": "loguniform", "_value": [1e-4, 1e-1]})").empty());
        QVERIFY(check("opt.lr", R"({"_type": "randint", "_value": [1, 11]})").empty());
        QVERIFY(check("opt.lr", R"({"_type": "choice", "_value": [1, 0.5, "1e-3"]})").empty());
        QVERIFY(check("train.batch_size", R"({"_type": "randint", "_value": [1, 9]})").empty());
        QVERIFY(check("train.batch_size", R"({"_type": "quniform", "_value": [16, 128, 16]})").empty());
        QVERIFY(check("network.version", R"({"_type": "choice", "_value": ["1_0", "1_1"]})").empty());
    }

    void what_the_schema_refuses_is_an_error() {
        const std::vector<std::pair<std::string, std::string>> bad = {
            {"opt.lrr", R"({"_type": "uniform", "_value": [0.1, 1]})"},
            {"opt", R"({"_type": "uniform", "_value": [0.1, 1]})"},
            {"opt.lr", R"({"_type": "uniform", "_value": [0, 1]})"},
            {"opt.lr", R"({"_type": "uniform", "_value": [0.1, 11]})"},
            {"opt.lr", R"({"_type": "normal", "_value": [1, 1]})"},
            {"opt.lr", R"({"_type": "choice", "_value": ["abc"]})"},
            {"train.batch_size", R"({"_type": "uniform", "_value": [1, 9]})"},
            {"train.batch_size", R"({"_type": "quniform", "_value": [1, 9, 0.5]})"},
            {"train.batch_size", R"({"_type": "randint", "_value": [0, 9]})"},
            {"train.batch_size", R"({"_type": "choice", "_value": [0]})"},
            {"network.version", R"({"_type": "choice", "_value": ["2_0"]})"},
            {"network.version", R"({"_type": "randint", "_value": [0, 9]})"},
            {"network.deep", R"({"_type": "uniform", "_value": [0, 1]})"}};
        for (const auto& [key, entry] : bad) QVERIFY2(!check(key, entry).empty(), entry.c_str());
    }

    void each_bad_choice_is_named_and_the_nearest_key_given() {
        const Errors choices = check("train.batch_size", R"({"_type": "choice", "_value": [0, "x", 32, -1]})");
        QCOMPARE(choices.size(), std::size_t{3});
        QCOMPARE(choices[0].key, std::string("train.batch_size"));
        const Errors unknown = check("opt.lrr", R"({"_type": "uniform", "_value": [0.1, 1]})");
        QVERIFY(unknown.front().hint.find("opt.lr") != std::string::npos);
    }

    void children_of_a_branch_are_checked_against_its_variant() {
        config::Catalog catalog;
        const config::Variant lenet{
            "lenet", "", std::vector{option("network.version", Type::string, "1_0", "").one_of({"1_0", "1_1"})}};
        const config::Variant mlp{"mlp", "", std::vector{option("network.hidden", Type::integer, 10, "").at_least(1)}};
        catalog.add_group("network.name", "", "lenet", std::vector{lenet, mlp});
        const char* good = R"({"network": {"_type": "choice", "_value": [
            {"_name": "lenet", "version": {"_type": "choice", "_value": ["1_1"]}},
            {"_name": "mlp", "hidden": {"_type": "randint", "_value": [1, 5]}}]}})";
        QVERIFY(space_of(good).check(config::Dict{}, catalog).empty());
        const char* bad = R"({"network": {"_type": "choice", "_value": [
            {"_name": "lenet", "hidden": {"_type": "randint", "_value": [1, 5]}},
            {"_name": "mlp", "hidden": {"_type": "randint", "_value": [0, 5]}}, {"_name": "other"}]}})";
        QCOMPARE(space_of(bad).check(config::Dict{}, catalog).size(), std::size_t{3});
    }

    // The alternatives of a choice may share an option; an entry beside it may not.
    void an_option_is_tuned_by_one_entry() {
        config::Catalog catalog;
        const auto lr = [] { return std::vector{option("opt.lr", Type::floating, 1e-3, "").above(0)}; };
        catalog.add_group("opt.name", "", "Adam",
                          std::vector{config::Variant{"Adam", "", lr()}, config::Variant{"SGD", "", lr()}});
        const std::string range = R"({"_type": "uniform", "_value": [0.1, 1]})";
        const std::string nested = R"("opt.name": {"_type": "choice", "_value": [{"_name": "Adam", "lr": )" + range +
                                   R"(}, {"_name": "SGD", "lr": )" + range + "}]}";
        const config::Value config = value_of(R"({"opt": {"name": "Adam"}})");
        QVERIFY(space_of("{" + nested + "}").check(config, catalog).empty());
        const Errors twice = space_of("{" + nested + R"(, "opt.lr": )" + range + "}").check(config, catalog);
        QCOMPARE(twice.size(), std::size_t{2});
        QCOMPARE(twice.front().key, std::string("opt.lr"));
        QVERIFY(!twice.front().hint.empty());
    }

    void applying_sets_plain_and_nested_values() {
        const config::Value config =
            value_of(R"({"opt": {"lr": 0.1, "name": "Adam"}, "network": {"name": "lenet", "version": "1_0"}})");
        QCOMPARE(apply(config, value_of(R"({"opt.lr": 0.5})")),
                 value_of(R"({"opt": {"lr": 0.5, "name": "Adam"}, "network": {"name": "lenet", "version": "1_0"}})"));
        const config::Value nested = value_of(
            R"({"opt": {"lr": 0.1, "name": "Adam"}, "network": {"name": "mlp", "version": "1_0", "hidden": 3}})");
        QCOMPARE(apply(config, value_of(R"({"network": {"_name": "mlp", "hidden": 3}})")), nested);
        QCOMPARE(apply(config, value_of(R"({"network.name": {"_name": "mlp", "hidden": 3}})")), nested);
        QCOMPARE(space::apply(config::Dict{}, value_of(R"({"a.b": [1, 2]})")), value_of(R"({"a": {"b": [1, 2]}})"));
    }
};

LATHE_TEST(TestCheck)
#include "test_check.moc"
