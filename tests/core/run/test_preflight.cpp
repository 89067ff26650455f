// SPDX-License-Identifier: GPL-3.0-or-later
// What is found before anything trains, with an engine that only says which metrics it reports.
#include <QtTest>

#include <algorithm>

#include "core/run/preflight.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::Purpose;

namespace {

struct Preflights {
    // Of a search for `metric` over opt.lr.
    explicit Preflights(const std::string& metric = "val_loss", search::Mode mode = search::Mode::minimize)
        : experiment(fake_experiment(5)) {
        experiment.search.objective = search::Objective{metric, mode};
        services.catalog = &catalog;
        services.inventory = &inventory;
        services.check_trial = [this](const config::Value& config, CheckDepth) {
            looked_at.push_back(config.find("opt.lr")->as_number());
            TrialCheck check;
            check.metrics = {"train_loss", "val_loss", "val_acc"};
            check.unlogged = unlogged;
            if (looked_at.back() > largest)
                check.errors.push_back({"is too large", "give a smaller one", "ValidationError", "opt.lr"});
            return check;
        };
    }
    Preflight look(Purpose purpose, PreflightScope scope = PreflightScope::its_purpose) {
        experiment.purpose = purpose;
        looked_at.clear();
        return check_before_training(experiment, services, CheckDepth::prepared, scope);
    }
    bool looked_at_written_value() const { return std::ranges::find(looked_at, 0.1) != looked_at.end(); }
    bool looked_at_the_end() const { return std::ranges::find(looked_at, 1.0) != looked_at.end(); }

    config::Catalog catalog;
    FakeInventory inventory;
    SessionServices services;
    search::Experiment experiment;
    std::vector<double> looked_at;  // values of opt.lr
    double largest = 2;
    std::vector<std::string> unlogged;
};

}  // namespace

class TestPreflight : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void it_looks_at_what_will_run() {
        Preflights all;
        QVERIFY(all.look(Purpose::trial).errors.empty());
        QVERIFY(all.looked_at_written_value() && !all.looked_at_the_end());
        QVERIFY(all.look(Purpose::search).errors.empty());
        QVERIFY(!all.looked_at_written_value() && all.looked_at_the_end());
        for (const Purpose purpose : {Purpose::trial, Purpose::search}) {
            QVERIFY(all.look(purpose, PreflightScope::every_way).errors.empty());
            QVERIFY(all.looked_at_written_value() && all.looked_at_the_end());
        }
    }

    void a_mistake_at_one_end_is_told_with_its_values() {
        Preflights all;
        all.largest = 0.5;
        const auto found = all.look(Purpose::trial, PreflightScope::every_way);
        QCOMPARE(found.errors.size(), 1u);
        QVERIFY2(found.errors.front().what.find("opt.lr: 1") != std::string::npos, found.errors.front().what.c_str());
        all.largest = -1;
        const auto everywhere = all.look(Purpose::trial, PreflightScope::every_way);
        QCOMPARE(everywhere.errors.size(), 1u);
        QCOMPARE(everywhere.errors.front().what, std::string("is too large"));
    }

    void an_objective_that_no_trial_reports_is_an_error_of_a_search() {
        Preflights all("val/acc", search::Mode::maximize);
        QVERIFY(all.look(Purpose::trial).errors.empty());
        for (const auto& found : {all.look(Purpose::search), all.look(Purpose::trial, PreflightScope::every_way)}) {
            QCOMPARE(found.errors.size(), 1u);
            QCOMPARE(found.errors.front().key, std::string("search.objective.metric"));
            QVERIFY2(found.errors.front().hint.find("did you mean val_acc?") != std::string::npos,
                     found.errors.front().hint.c_str());
        }
    }

    void an_objective_that_is_recorded_too_rarely_is_told_why() {
        Preflights all("train_loss");
        QVERIFY(all.look(Purpose::search).errors.empty());
        all.unlogged = {"train_loss"};
        QVERIFY(all.look(Purpose::trial).errors.empty());
        const auto found = all.look(Purpose::search);
        QCOMPARE(found.errors.size(), 1u);
        QCOMPARE(found.errors.front().key, std::string("search.objective.metric"));
        QVERIFY2(found.errors.front().hint.find("log.every_n_steps") != std::string::npos,
                 found.errors.front().hint.c_str());
    }

    // A search that begins says both itself.
    void what_a_search_begins_with_is_looked_at_without_one() {
        Preflights all;
        config::Dict beyond;
        beyond.emplace_back("opt.lr", config::Value(5.0));
        config::Dict unknown;
        unknown.emplace_back("opt.lrr", config::Value(0.5));
        all.experiment.search.first = {config::Value(beyond), config::Value(unknown)};
        all.experiment.search.warm_start = {"nowhere"};
        QVERIFY(all.look(Purpose::trial).errors.empty());
        const auto found = all.look(Purpose::trial, PreflightScope::every_way);
        QCOMPARE(found.errors.size(), 3u);
        QVERIFY2(found.errors[0].key.starts_with("search.first[0]"), found.errors[0].str().c_str());
        QVERIFY2(found.errors[1].key.starts_with("search.first[1]"), found.errors[1].str().c_str());
        QVERIFY2(found.errors[2].str().find("nowhere") != std::string::npos, found.errors[2].str().c_str());
    }

    void a_search_for_the_worst_is_told() {
        Preflights all("val_acc");
        QCOMPARE(all.look(Purpose::trial).notes.size(), 0u);
        const auto found = all.look(Purpose::search);
        QVERIFY(found.errors.empty());
        QCOMPARE(found.notes.size(), 1u);
        QVERIFY(found.notes.front().find("search.objective.mode") != std::string::npos);
    }

    void a_trial_on_several_devices_cannot_be_a_thread() {
        Preflights all;
        all.experiment.config.set("hw.devices", 2);
        QVERIFY(all.look(Purpose::trial).errors.empty());
        all.experiment.search.isolation = search::Isolation::thread;
        const auto found = all.look(Purpose::trial);
        QCOMPARE(found.errors.size(), 1u);
        QCOMPARE(found.errors.front().key, std::string("search.isolation"));
        all.experiment.config.set("hw.devices", "two");
        QCOMPARE(all.look(Purpose::trial).errors.front().key, std::string("hw.devices"));
    }

    void no_program_is_started_for_a_dry_run() {
        Preflights all;
        all.experiment.program.emplace().command = {"sh", "-c", "exit 1"};
        QVERIFY(all.look(Purpose::trial).notes.empty());
        const auto found = check_before_training(all.experiment, all.services, CheckDepth::one_batch);
        QVERIFY(found.errors.empty());
        QCOMPARE(found.notes.size(), 1u);
        QVERIFY(found.notes.front().find("is not started") != std::string::npos);
    }
};

LATHE_CORE_TEST(TestPreflight)
#include "test_preflight.moc"
