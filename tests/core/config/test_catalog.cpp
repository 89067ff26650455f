// SPDX-License-Identifier: GPL-3.0-or-later
// Catalogs that grow: variants of what a config names, groups that allow what nobody knows.
#include <QtTest>

#include "core/config/resolve.h"
#include "core/config/schema.h"
#include "tests/test_program.h"

using namespace lathe;
using config::Type;
using config::Value;

namespace {

config::Catalog catalog_of_nets() {
    config::Catalog catalog;
    catalog.add_common({config::option("seed", Type::integer, 0, "Seed")});
    catalog.add_group("net.name", "The network", "small",
                      {{"small", "A small one", {config::option("net.width", Type::integer, 8, "Units")}}});
    return catalog;
}

Value config_of(std::initializer_list<std::pair<const char*, Value>> values) {
    Value config{config::Dict{}};
    for (const auto& [key, value] : values) config.set(key, value);
    return config;
}

}  // namespace

class TestCatalog : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_variant_that_is_added_can_be_chosen() {
        config::Catalog catalog = catalog_of_nets();
        catalog.add_variant("net.name", {"deep", "A deep one", {config::option("net.layers", Type::integer, 3, "")}});
        const auto schema = catalog.compose(config_of({{"net.name", "deep"}}));
        QCOMPARE(schema.find("net.name")->choices.size(), 2U);
        QVERIFY(schema.find("net.layers") != nullptr && schema.find("net.width") == nullptr);
        QCOMPARE(catalog.group("net.name")->variant("deep")->doc, "A deep one");
        // One of the same name takes its place.
        catalog.add_variant("net.name", {"deep", "Another", {}});
        QCOMPARE(catalog.group("net.name")->variants.size(), 2U);
        QVERIFY(catalog.compose(config_of({{"net.name", "deep"}})).find("net.layers") == nullptr);
    }

    void an_open_group_allows_what_nobody_knows() {
        config::Catalog catalog = catalog_of_nets();
        const Value config = config_of({{"net.name", "other"}, {"net.depth", 3}});
        QVERIFY(!config::resolve(config, catalog).errors.empty());
        catalog.open_group("net.name");
        const auto resolved = config::resolve(config, catalog);
        QVERIFY2(resolved.errors.empty(), resolved.errors.empty() ? "" : resolved.errors.front().str().c_str());
        QCOMPARE(resolved.value.find("net.depth")->as_int(), 3);
        QCOMPARE(resolved.value.find("net.name")->as_string(), "other");
        // What is known is checked as before, and so is what is not chosen at all.
        QVERIFY(!config::resolve(config_of({{"net.name", "small"}, {"net.depth", 3}}), catalog).errors.empty());
        QVERIFY(!config::resolve(config_of({{"net.depth", 3}}), catalog).errors.empty());
    }

    void an_extension_sees_the_config_and_its_folder() {
        config::Catalog catalog = catalog_of_nets();
        catalog.set_extension([](config::Catalog& to, const Value& config, const std::filesystem::path& folder) {
            to.add_common({config::option(config.string_or("more", "none"), Type::string, folder.string(), "")});
        });
        const auto extended = catalog.extended(config_of({{"more", "where"}}), "/here");
        QCOMPARE(extended.compose(Value(config::Dict{})).find("where")->fallback.as_string(), "/here");
        QVERIFY(catalog.compose(Value(config::Dict{})).find("where") == nullptr);
    }
};

LATHE_TEST(TestCatalog)
#include "test_catalog.moc"
