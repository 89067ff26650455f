// SPDX-License-Identifier: GPL-3.0-or-later
// The catalog and the engine agree on what there is.
#include <QtTest>

#include <algorithm>
#include <set>

#include "core/train/catalog.h"
#include "core/train/trainer_options.h"
#include "tests/core/train/trainer_probe.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;

namespace {

std::vector<std::string> variants(const std::string& selector) {
    std::vector<std::string> names;
    for (const auto& group : train::catalog().groups()) {
        if (group.selector != selector) continue;
        for (const auto& variant : group.variants) names.push_back(variant.name);
    }
    std::sort(names.begin(), names.end());
    return names;
}

// Every option that any choice brings.
std::vector<config::Option> all_options() {
    std::vector<config::Option> options = train::catalog().compose(config::Value(config::Dict{})).options();
    for (const auto& group : train::catalog().groups()) {
        for (const auto& variant : group.variants) {
            options.insert(options.end(), variant.options.begin(), variant.options.end());
        }
    }
    return options;
}

}  // namespace

class TestCatalog : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void every_choice_can_be_made() {
        for (const char* group : {"network", "data", "opt", "sched", "loss"}) {
            auto registered = test::names_of(group);
            std::sort(registered.begin(), registered.end());
            QCOMPARE(registered, variants(std::string(group) + ".name"));
        }
    }

    void every_option_is_explained_and_its_default_is_allowed() {
        const config::Schema schema;
        for (const config::Option& option : all_options()) {
            QVERIFY2(option.doc.size() > 10, option.key.c_str());
            QVERIFY2(!option.doc.ends_with('.'), option.key.c_str());
            if (option.fallback.is_null()) {
                QVERIFY2(option.optional, option.key.c_str());
                continue;
            }
            const auto converted = schema.convert(option, option.fallback);
            QVERIFY2(converted, converted ? "" : (option.key + ": " + converted.error().str()).c_str());
        }
    }

    void reading_gives_what_was_written() {
        config::Value config{config::Dict{}};
        config.set("train.batch_size", 17);
        config.set("train.max_time", "1h");
        config.set("train.limit_val_batches", 3);
        config.set("seed", 5);
        const auto options = train::read<train::TrainerOptions>(config);
        QCOMPARE(options.batch_size, 17);
        QCOMPARE(*options.max_time, std::string("1h"));
        QCOMPARE(options.limit_val_batches.as_int(), 3);
        QCOMPARE(options.seed, 5);
        QVERIFY(!options.epochs);
        QCOMPARE(options.log_every_n_steps, 50);
    }
};

LATHE_TEST(TestCatalog)
#include "test_catalog.moc"
