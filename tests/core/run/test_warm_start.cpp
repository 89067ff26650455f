// SPDX-License-Identifier: GPL-3.0-or-later
// What a search takes over from earlier studies.
#include <QTemporaryDir>
#include <QtTest>

#include "core/run/replay.h"
#include "core/run/study_recorder.h"
#include "core/run/warm_start.h"
#include "core/store/study_record.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

// A study whose trials had these learning rates; the loss of each is its distance to 0.5, the first failed.
std::string past_study(const QTemporaryDir& dir, const std::vector<double>& rates) {
    auto experiment = fake_experiment(10, 1, "Random");
    experiment.purpose = search::Purpose::search;
    const auto folder = std::filesystem::path(dir.path().toStdString());
    auto recorder = StudyRecorder::create(folder, experiment).value();
    for (std::size_t i = 0; i < rates.size(); ++i) {
        store::TrialRecord trial;
        trial.number = static_cast<int>(i);
        trial.state = i == 0 ? search::TrialState::failed : search::TrialState::succeeded;
        trial.params = config::Dict{{"opt.lr", rates[i]}, {"other", 1}};
        trial.metric = "val_loss";
        if (i > 0) trial.objective = std::abs(rates[i] - 0.5);
        recorder.write(store::event::Asked{trial.number, trial.params, {}, {}, {}});
        recorder.finish_trial(trial);
    }
    recorder.rest(store::StudyState::finished, "");
    return recorder.folder().string();
}

search::Experiment next_experiment(std::vector<std::string> studies) {
    auto experiment = fake_experiment(10, 1, "Random");
    experiment.purpose = search::Purpose::search;
    experiment.search.warm_start = std::move(studies);
    return experiment;
}

std::vector<double> rates_of(const std::vector<Learned>& all) {
    std::vector<double> out;
    for (const auto& one : all) out.push_back(one.params.get("opt.lr")->as_number());
    return out;
}

}  // namespace

class TestWarmStart : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void the_best_of_each_study_come_in_turn() {
        const QTemporaryDir a;
        const QTemporaryDir b;
        const auto first = past_study(a, {0.5, 0.9, 0.6, 0.1});
        const auto second = past_study(b, {0.5, 0.45, 7.0});  // 7 lies outside the space
        const auto learned = warm_start(next_experiment({first, second}));
        QVERIFY(learned.has_value());
        QCOMPARE(rates_of(*learned), (std::vector<double>{0.6, 0.45, 0.9, 0.1}));
        QVERIFY(learned->front().params.get("other") == nullptr);
        // Each knows the trial that it comes from.
        QCOMPARE(learned->front().from.study, std::filesystem::path(first).filename().string());
        QCOMPARE(learned->front().from.id, store::read_study(first).value().id);
        QCOMPARE(learned->front().from.trial, std::optional(2));
        QVERIFY(learned->front().from.how == search::Origin::How::warm_start);
    }

    void they_are_the_first_trials_of_a_new_study() {
        const QTemporaryDir dir;
        auto experiment = next_experiment({past_study(dir, {0.5, 0.9, 0.6})});
        experiment.search.first = {config::Dict{{"opt.lr", 0.25}}};
        auto made = new_study(experiment);
        QVERIFY(made.has_value());
        for (const double rate : {0.25, 0.6, 0.9}) QCOMPARE(made->study.ask()->params.get("opt.lr")->as_number(), rate);
        // The one that the person wanted comes from nowhere.
        QVERIFY(!made->origins_of_first.contains(0));
        QCOMPARE(made->origins_of_first.at(1).trial, std::optional(2));
        QCOMPARE(made->origins_of_first.at(2).trial, std::optional(1));
    }

    // The same metric may be wanted the other way now.
    void what_was_best_goes_by_the_direction_that_is_asked_now() {
        const QTemporaryDir dir;
        auto experiment = next_experiment({past_study(dir, {0.5, 0.95, 0.6, 0.2})});
        experiment.search.objective = search::Objective{"val_loss", search::Mode::maximize, false};
        QCOMPARE(rates_of(warm_start(experiment).value()), (std::vector<double>{0.95, 0.2, 0.6}));
        experiment.search.objective = search::Objective{"val_acc", search::Mode::maximize, false};
        QCOMPARE(rates_of(warm_start(experiment).value()), (std::vector<double>{0.6, 0.2, 0.95}));
    }

    void what_a_person_wants_tried_is_not_tried_twice() {
        const QTemporaryDir dir;
        auto experiment = next_experiment({past_study(dir, {0.5, 0.9, 0.6})});
        experiment.search.first = {config::Dict{{"opt.lr", 0.6}}};
        auto made = new_study(experiment);
        QVERIFY(made.has_value());
        for (const double rate : {0.6, 0.9}) QCOMPARE(made->study.ask()->params.get("opt.lr")->as_number(), rate);
        QVERIFY(made->study.ask()->params.get("opt.lr")->as_number() != 0.6);
        QCOMPARE(made->origins_of_first.size(), std::size_t{1});
        QCOMPARE(made->origins_of_first.at(1).trial, std::optional(1));
    }

    void a_study_that_is_not_there_is_an_error() {
        const auto learned = warm_start(next_experiment({"/nowhere/study"}));
        QVERIFY(!learned.has_value());
        QCOMPARE(learned.error().key, std::string("search.warm_start"));
        QVERIFY(learned.error().what.find("/nowhere/study") != std::string::npos);
    }
};

LATHE_TEST(TestWarmStart)
#include "test_warm_start.moc"
