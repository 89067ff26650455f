// SPDX-License-Identifier: GPL-3.0-or-later
// What the end of a training means: states, reasons, objectives.
#include <cmath>

#include <QtTest>

#include "core/run/trial_judge.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::TrialState;

namespace {

TrialOutcome outcome_of(TrialEnding end, std::map<std::string, double> metrics = {{"val_loss", 0.5}}) {
    TrialOutcome outcome;
    outcome.end = end;
    outcome.metrics = std::move(metrics);
    outcome.steps = 12;
    outcome.epochs = 3;
    outcome.reason = "worse than the median";
    return outcome;
}

search::History with_reports(std::vector<search::Report> reports, search::Mode mode = search::Mode::minimize) {
    search::History history;
    history.mode = mode;
    history.trials.emplace_back().reports = std::move(reports);
    return history;
}

search::SearchSettings wanting(std::vector<std::string> metrics, bool use_best = false) {
    search::SearchSettings settings;
    settings.objective = search::Objective{metrics.front(), search::Mode::minimize, use_best};
    if (metrics.size() > 1)
        for (const auto& metric : metrics) settings.objectives.push_back({metric, search::Mode::minimize, false});
    return settings;
}

}  // namespace

class TestTrialJudge : public QObject {
    Q_OBJECT

    using End = TrialEnding;

    static store::TrialRecord judged(End end, StopCause cause, const search::SearchSettings& settings,
                                     search::Purpose kind = search::Purpose::search) {
        return TrialJudge(kind, settings).judge({}, outcome_of(end), with_reports({{1, 0.75}}), cause);
    }

  private Q_SLOTS:
    void the_state_says_how_it_ended() {
        const auto settings = wanting({"val_loss"});
        auto record = judged(End::finished, StopCause::none, settings);
        QVERIFY(record.state == TrialState::succeeded);
        QVERIFY(record.error.empty());
        QCOMPARE(record.steps, std::int64_t{12});
        QCOMPARE(record.epochs, std::int64_t{3});
        QCOMPARE(record.metrics.number_or("val_loss", 0), 0.5);
        record = judged(End::early_stopped, StopCause::none, settings);
        QVERIFY(record.state == TrialState::early_stopped);
        QCOMPARE(record.error, std::string("worse than the median"));
        QVERIFY(record.objective);
        QVERIFY(judged(End::stopped, StopCause::trial_canceled, settings).state == TrialState::user_canceled);
        QVERIFY(judged(End::stopped, StopCause::session_stops, settings).state == TrialState::waiting);
        record = judged(End::stopped, StopCause::none, settings);
        QVERIFY(record.state == TrialState::failed);
        QVERIFY(record.error.find("without being asked") != std::string::npos);
        // It came to its end before the stop reached it.
        QVERIFY(judged(End::finished, StopCause::trial_canceled, settings).state == TrialState::succeeded);
    }

    void the_objective_is_the_last_report_or_the_best() {
        const auto history = with_reports({{1, 3}, {2, 1}, {3, NAN}, {4, 2}});
        for (const bool best : {false, true}) {
            const auto record = TrialJudge(search::Purpose::search, wanting({"val_loss"}, best))
                                    .judge({}, outcome_of(End::finished), history, StopCause::none);
            QCOMPARE(record.objective_last, std::optional(2.0));
            QCOMPARE(record.objective_best, std::optional(1.0));
            QCOMPARE(record.objective, std::optional(best ? 1.0 : 2.0));
        }
        const auto largest = TrialJudge(search::Purpose::search, wanting({"val_loss"}, true))
                                 .judge({}, outcome_of(End::finished),
                                        with_reports({{1, 3}, {2, 1}}, search::Mode::maximize), StopCause::none);
        QCOMPARE(largest.objective, std::optional(3.0));
    }

    void without_reports_it_is_the_metric_at_the_end() {
        const auto record = TrialJudge(search::Purpose::search, wanting({"val_loss"}))
                                .judge({}, outcome_of(End::finished), with_reports({}), StopCause::none);
        QCOMPARE(record.objective, std::optional(0.5));
    }

    void an_objective_that_was_never_reported_fails_a_search() {
        for (const auto kind : {search::Purpose::search, search::Purpose::trial}) {
            const auto record = TrialJudge(kind, wanting({"val_f1"}))
                                    .judge({}, outcome_of(End::finished), with_reports({}), StopCause::none);
            QVERIFY(record.state == (kind == search::Purpose::search ? TrialState::failed : TrialState::succeeded));
            if (kind == search::Purpose::search)
                QCOMPARE(record.error,
                         std::string("the objective 'val_f1' was never reported; the trial reports val_loss"));
        }
    }

    void an_objective_that_is_no_finite_number_is_a_failure() {
        const std::pair<double, const char*> broken[] = {{NAN, "the objective 'val_loss' is not a number at the end"},
                                                         {INFINITY, "the objective 'val_loss' is infinite at the end"},
                                                         {-INFINITY, "is infinite"}};
        for (const auto kind : {search::Purpose::search, search::Purpose::trial})
            for (const auto end : {End::finished, End::early_stopped})
                for (const auto& [value, said] : broken) {
                    const auto record =
                        TrialJudge(kind, wanting({"val_loss"}))
                            .judge({}, outcome_of(end), with_reports({{1, 0.5}, {2, value}}), StopCause::none);
                    QVERIFY(record.state == TrialState::failed);
                    QVERIFY2(record.error.find(said) != std::string::npos, record.error.c_str());
                }
        // The best value is a result, whatever came after it.
        const auto best =
            TrialJudge(search::Purpose::search, wanting({"val_loss"}, true))
                .judge({}, outcome_of(End::finished), with_reports({{1, 0.5}, {2, NAN}}), StopCause::none);
        QVERIFY(best.state == TrialState::succeeded);
        const auto second = TrialJudge(search::Purpose::search, wanting({"val_loss", "size"}))
                                .judge({}, outcome_of(End::finished, {{"val_loss", 0.5}, {"size", INFINITY}}),
                                       with_reports({{1, 0.75}}), StopCause::none);
        QVERIFY(second.state == TrialState::failed);
        QVERIFY(second.error.find("'size' is infinite") != std::string::npos);
    }

    void of_several_objectives_each_is_needed() {
        const TrialJudge judge(search::Purpose::search, wanting({"val_loss", "size"}));
        auto record = judge.judge({}, outcome_of(End::finished, {{"val_loss", 0.5}, {"size", 7}}),
                                  with_reports({{1, 0.75}}), StopCause::none);
        QVERIFY(record.state == TrialState::succeeded);
        QVERIFY(record.objectives == (std::vector<double>{0.75, 7}));
        record = judge.judge({}, outcome_of(End::finished), with_reports({{1, 0.75}}), StopCause::none);
        QVERIFY(record.state == TrialState::failed);
        QVERIFY(record.error.find("'size' was never reported") != std::string::npos);
    }

    void one_that_is_stopped_early_may_lack_what_comes_at_the_end() {
        const TrialJudge judge(search::Purpose::search, wanting({"val_loss", "size"}));
        auto record = judge.judge({}, outcome_of(End::early_stopped), with_reports({{1, 0.75}}), StopCause::none);
        QVERIFY(record.state == TrialState::early_stopped);
        QCOMPARE(record.error, std::string("worse than the median"));
        QCOMPARE(record.objectives.front(), 0.75);
        QVERIFY(std::isnan(record.objectives.back()));
        record = judge.judge({}, outcome_of(End::early_stopped, {{"val_loss", 0.5}, {"size", NAN}}),
                             with_reports({{1, 0.75}}), StopCause::none);
        QVERIFY(record.state == TrialState::failed);
    }
};

LATHE_TEST(TestTrialJudge)
#include "test_trial_judge.moc"
