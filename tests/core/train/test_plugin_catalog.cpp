// SPDX-License-Identifier: GPL-3.0-or-later
// What plug-ins declare joins the catalog without loading them: choices, options, and what is refused.
#include <QtTest>

#include <algorithm>
#include <atomic>

#include "core/base/files.h"
#include "core/config/document.h"
#include "core/search/experiment.h"
#include "core/search/experiment_file.h"
#include "core/train/catalog.h"
#include "core/train/plugin/plugin_catalog.h"
#include "core/train/plugin/plugin_declarations.h"
#include "core/train/plugin/trust.h"
#include "tests/test_program.h"

using namespace lathe;
using train::PluginDeclaration;
using train::PluginPart;

namespace {

std::vector<PluginDeclaration> declared_parts() {
    return {
        {PluginPart::network,
         "wide",
         "A wide network",
         {config::option("hidden", config::Type::integer, 64, "Units").at_least(1)}},
        {PluginPart::module, "gan", "Two networks", {config::option("latent", config::Type::integer, 8, "Numbers")}},
        {PluginPart::metric,
         "psnr",
         "Noise",
         {config::option("peak", config::Type::floating, 1.0, "Largest value").above(0)}},
        {PluginPart::callback,
         "grid",
         "Samples",
         {config::option("mode", config::Type::string, "all", "Which").one_of({"all", "first"})}}};
}

// Train's catalog, whose plug-ins are called known.so, and unknown.so of which nothing can be said.
config::Catalog catalog_with_plugins() {
    config::Catalog catalog = train::catalog();
    catalog.set_extension([](config::Catalog& to, const config::Value& config, const std::filesystem::path& folder) {
        train::add_declared_by_plugins(to, config, folder,
                                       [](const std::filesystem::path& file) -> Result<std::vector<PluginDeclaration>> {
                                           if (file.filename() == "known.so") return declared_parts();
                                           return fail("is not trusted");
                                       });
    });
    return catalog;
}

Errors errors_of(const std::string& config) {
    const auto document = config::Document::parse("lathe: 1\nconfig:\n" + config, "/folder/e.yaml");
    if (!document) return {document.error()};
    return search::read_experiment(*document, catalog_with_plugins()).errors;
}

search::Experiment read_good(const std::string& text) {
    const auto document = config::Document::parse(text, "/folder/e.yaml");
    auto experiment = search::parse_experiment(*document, catalog_with_plugins());
    return experiment ? *experiment : search::Experiment{};
}

}  // namespace

class TestPluginCatalog : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void options_of_plugins_are_options_of_the_experiment() {
        const auto experiment = read_good(
            "lathe: 1\nconfig:\n  plugins: [lib/known.so]\n  network: {name: wide}\n  metrics: {psnr: {enable: "
            "true}}\n");
        const auto resolved = experiment.trial_config(catalog_with_plugins(), config::Value(config::Dict{}));
        QVERIFY(resolved.errors.empty());
        QCOMPARE(resolved.value.find("network.hidden")->as_int(), 64);  // a default
        QVERIFY(resolved.value.find("metrics.psnr.enable")->as_bool());
        QCOMPARE(resolved.value.find("metrics.psnr.peak")->as_number(), 1.0);
        QVERIFY(!resolved.value.find("callbacks.grid.enable")->as_bool());
        // Relative paths mean the experiment's folder.
        QCOMPARE(resolved.value.find("plugins")->as_list().front().as_string(), "/folder/lib/known.so");
        QCOMPARE(std::ranges::count(experiment.paths, "plugins[0]"), 1);
    }

    void what_is_wrong_is_refused_data() {
        QTest::addColumn<QString>("config");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("said");
        const QString with = "  plugins: [known.so]\n";
        QTest::newRow("misspelt") << with + "  network: {name: wide, hiden: 3}\n"
                                  << "network.hiden"
                                  << "hidden";
        QTest::newRow("out of range") << with + "  network: {name: wide, hidden: 0}\n"
                                      << "network.hidden"
                                      << "from 1";
        QTest::newRow("no such name") << with + "  network: {name: wid}\n"
                                      << "network.name"
                                      << "wide";
        QTest::newRow("of another network") << with + "  network: {name: lenet, hidden: 3}\n"
                                            << "network.hidden"
                                            << "";
        QTest::newRow("no such metric") << with + "  metrics: {psnrr: {enable: true}}\n"
                                        << "metrics.psnrr"
                                        << "";
        QTest::newRow("no such choice") << with + "  callbacks: {grid: {enable: true, mode: some}}\n"
                                        << "callbacks.grid.mode"
                                        << "first";
        QTest::newRow("without the plug-in") << "  network: {name: wide}\n"
                                             << "network.name"
                                             << "";
    }
    void what_is_wrong_is_refused() {
        QFETCH(QString, config);
        QFETCH(QString, key);
        QFETCH(QString, said);
        const Errors errors = errors_of(config.toStdString());
        QVERIFY(!errors.empty());
        QVERIFY2(errors.front().key.starts_with(key.toStdString()), errors.front().str().c_str());
        QVERIFY2(errors.front().str().find(said.toStdString()) != std::string::npos, errors.front().str().c_str());
    }

    void a_space_over_them_is_checked() {
        const std::string text = "lathe: 1\nconfig:\n  plugins: [known.so]\n  network: {name: wide}\nspace:\n  ";
        const auto errors = [&](const std::string& space) {
            const auto document = config::Document::parse(text + space, "/folder/e.yaml");
            return search::read_experiment(*document, catalog_with_plugins()).errors;
        };
        QVERIFY(errors("network.hidden: {_type: choice, _value: [8, 16]}\n").empty());
        QVERIFY(!errors("network.hiden: {_type: choice, _value: [8, 16]}\n").empty());
        QVERIFY(!errors("network.hidden: {_type: choice, _value: [0, 16]}\n").empty());
    }

    void of_what_is_not_known_anything_is_allowed() {
        QVERIFY(errors_of("  plugins: [unknown.so]\n  network: {name: mine, hidden: 3}\n  module: {name: own}\n"
                          "  metrics: {psnr: {enable: true, peak: 2}}\n  callbacks: {grid: {enable: true}}\n")
                    .empty());
        // What Lathe itself has is checked all the same.
        QVERIFY(!errors_of("  plugins: [unknown.so]\n  network: {name: lenet, vers: 3}\n").empty());
        QVERIFY(!errors_of("  plugins: [unknown.so]\n  metrics: {top_k: none}\n").empty());
    }

    void options_of_a_network_that_a_file_brings_are_known() {
        const std::string with = "  network: {name: plugin, path: known.so, options: ";
        QVERIFY(errors_of(with + "{hidden: 3}}\n").empty());
        QCOMPARE(errors_of(with + "{hiden: 3}}\n").front().key, std::string("network.options.hiden"));
        QVERIFY(!errors_of("  network: {name: plugin, path: known.so, class: wide, options: {hidden: 0}}\n").empty());
        // Nothing is known of it, or which of its networks is meant.
        QVERIFY(errors_of("  network: {name: plugin, path: unknown.so, options: {hiden: 3}}\n").empty());
        QVERIFY(errors_of("  network: {name: plugin, path: known.so, class: other, options: {hiden: 3}}\n").empty());
    }

    void options_of_torchscript_are_known() {
        QTemporaryDir folder;
        QVERIFY(write_file_atomically(folder.filePath("net.yaml").toStdString(),
                                      "scale: {type: float, default: 1.5, low: 0.0, doc: Factor}\n"));
        const auto read = [&](const std::string& options) {
            const auto document = config::Document::parse(
                "lathe: 1\nconfig:\n  network: {name: torchscript, path: net.pt, options: " + options + "}\n",
                folder.filePath("e.yaml").toStdString());
            return search::read_experiment(*document, catalog_with_plugins());
        };
        const auto good = read("{}");
        QVERIFY(good.errors.empty());
        QCOMPARE(good.resolution.resolved().value.number_or("network.options.scale", 0), 1.5);
        QCOMPARE(read("{scael: 2.0}").errors.front().key, std::string("network.options.scael"));
        QCOMPARE(read("{scale: -1.0}").errors.front().key, std::string("network.options.scale"));
    }

    void overrides_name_them_too() {
        const auto document = config::Document::parse(
            "lathe: 1\nconfig:\n  plugins: [known.so]\n  network: {name: wide}\n", "/folder/e.yaml");
        const auto read = [&](const std::string& change) {
            return search::read_experiment(*document, catalog_with_plugins(), {.overrides = {change}}).errors;
        };
        QVERIFY(read("network.hidden=128").empty());
        QVERIFY(!read("network.hiden=128").empty());
        QVERIFY(!read("network.hidden=0").empty());
        QVERIFY(read("callbacks.grid.mode=first").empty());
    }

    void declarations_are_read_back() {
        const auto again = train::declarations_from_json(train::to_json(declared_parts()));
        QVERIFY2(again, again ? "" : again.error().str().c_str());
        QCOMPARE(dump_json(train::to_json(*again)), dump_json(train::to_json(declared_parts())));
        QCOMPARE(again->front().options.front().low, std::optional(1.0));
        QCOMPARE(again->back().options.front().choices.size(), 2U);
        for (const char* text : {"{}", "[{}]", "[{\"part\": \"engine\", \"name\": \"a\", \"options\": {}}]",
                                 "[{\"part\": \"network\", \"name\": \"a b\", \"options\": {}}]",
                                 "[{\"part\": \"network\", \"name\": \"a\", \"options\": {\"x\": 3}}]"})
            QVERIFY2(!train::declarations_from_json(*parse_json(text)), text);
    }

    void a_file_is_looked_at_once_until_it_changes() {
        QTemporaryDir folder;
        qputenv("XDG_CONFIG_HOME", folder.filePath("config").toUtf8());
        qputenv("XDG_CACHE_HOME", folder.filePath("cache").toUtf8());
        const std::filesystem::path file = folder.filePath("a.so").toStdString();
        QVERIFY(write_file_atomically(file, "one"));
        int looks = 0;
        const auto inspect = [&](const std::filesystem::path&, const std::stop_token&) {
            ++looks;
            return Result<std::vector<PluginDeclaration>>(declared_parts());
        };
        train::PluginDeclarations declarations(inspect);
        QVERIFY(!declarations.of(file));  // nobody trusts it
        QCOMPARE(looks, 0);
        QVERIFY(train::trust(file));
        QCOMPARE(declarations.of(file)->size(), 4U);
        QCOMPARE(declarations.of(file)->size(), 4U);
        QCOMPARE(looks, 1);
        // Another program finds what was kept.
        train::PluginDeclarations others(inspect);
        QCOMPARE(others.of(file)->size(), 4U);
        QCOMPARE(looks, 1);
        // Built again.
        QVERIFY(write_file_atomically(file, "two"));
        QVERIFY(declarations.of(file));
        QCOMPARE(looks, 2);
        // Trusted no longer.
        QVERIFY(train::distrust(file));
        QVERIFY(!declarations.of(file));
    }

    void nobody_waits_for_a_look_in_the_background() {
        QTemporaryDir folder;
        qputenv("XDG_CONFIG_HOME", folder.filePath("config").toUtf8());
        qputenv("XDG_CACHE_HOME", folder.filePath("cache").toUtf8());
        const std::filesystem::path file = folder.filePath("a.so").toStdString();
        QVERIFY(write_file_atomically(file, "one"));
        QVERIFY(train::trust(file));
        std::atomic<bool> may_end = false;
        std::atomic<int> learned = 0;
        train::PluginDeclarations declarations([&](const std::filesystem::path&, const std::stop_token&) {
            may_end.wait(false);
            return Result<std::vector<PluginDeclaration>>(declared_parts());
        });
        declarations.look_in_background([&] { ++learned; });
        QVERIFY(!declarations.of(file));
        QVERIFY(!declarations.of(file));
        QCOMPARE(learned.load(), 0);
        may_end = true;
        may_end.notify_all();
        QTRY_COMPARE(learned.load(), 1);
        QCOMPARE(declarations.of(file)->size(), 4U);
    }
};

LATHE_CORE_TEST(TestPluginCatalog)
#include "test_plugin_catalog.moc"
