// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QTest>

#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"
#include "widgets/runs/compare_model.h"
#include "widgets/runs/review_filter_model.h"
#include "widgets/runs/review_model.h"

using namespace lathe;
using namespace lathe::gui;
using store::fixtures::make_trial;

namespace {

StudyPtr makeStudy(const char* name, int trials) {
    auto study = std::make_shared<store::StudyRecord>();
    study->folder = std::filesystem::path("/runs") / name;
    study->name = name;
    study->state = store::StudyState::finished;
    study->is_search = true;
    study->metric = "val_loss";
    study->tuner = "Random";
    for (int i = 0; i < trials; ++i) study->trials.push_back(make_trial(i, {}));
    return study;
}

QStringList namesOf(const QAbstractItemModel& model, const QModelIndex& parent = {}) {
    QStringList names;
    for (int row = 0; row < model.rowCount(parent); ++row) names.append(model.index(row, 0, parent).data().toString());
    return names;
}

}  // namespace

class TestReviewModel : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void holdsItsContractWhileStudiesComeAndGo() {
        ReviewModel model;
        ReviewFilterModel proxy(&model);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester proxyTester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto a = makeStudy("a", 2), b = makeStudy("b", 3), c = makeStudy("c", 0);
        model.setStudies({a, b});
        QCOMPARE(namesOf(model), QStringList({"a", "b"}));
        model.setStudies({c, a, b});
        QCOMPARE(namesOf(model), QStringList({"c", "a", "b"}));
        model.setStudies({b});
        QCOMPARE(namesOf(model), QStringList({"b"}));
        model.setStudies({makeStudy("b", 5)});
        QCOMPARE(model.rowCount(model.index(0, 0)), 5);
        model.setStudies({makeStudy("b", 1)});
        QCOMPARE(model.rowCount(model.index(0, 0)), 1);
        model.setStudies({});
        QCOMPARE(model.rowCount(), 0);
    }

    void indexesOfTrialsSurviveNewStudies() {
        ReviewModel model;
        model.setStudies({makeStudy("a", 3)});
        const QPersistentModelIndex trial = model.index(2, 0, model.index(0, 0));
        model.setStudies({makeStudy("newer", 1), makeStudy("a", 4)});
        QVERIFY(trial.isValid());
        QCOMPARE(model.studyAt(trial)->name, std::string("a"));
        QCOMPARE(model.trialAt(trial)->number, 2);
        QCOMPARE(trial.parent().row(), 1);
        model.setStudies({makeStudy("newer", 1)});
        QVERIFY(!trial.isValid());
    }

    void aNewParameterIsANewColumn() {
        ReviewModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setStudies({makeStudy("a", 1)});
        QCOMPARE(model.parameters(), QStringList{"opt.lr"});
        auto study = std::make_shared<store::StudyRecord>(*makeStudy("b", 1));
        study->trials[0].params = config::Value(config::Dict{{"network.version", config::Value("1_0")}});
        model.setStudies({study, makeStudy("a", 1)});
        QCOMPARE(model.parameters(), QStringList({"opt.lr", "network.version"}));
        const int column = ReviewModel::fixedColumns + 1;
        QCOMPARE(model.index(0, column, model.index(0, 0)).data().toString(), QStringLiteral("1_0"));
        QVERIFY(model.index(0, column, model.index(1, 0)).data().toString().isEmpty());
    }

    void trialsAreFoundByKey() {
        ReviewModel model;
        model.setStudies({makeStudy("a", 3), makeStudy("b", 3)});
        const QModelIndex index = model.indexOf({QStringLiteral("/runs/b"), 1});
        QVERIFY(index.isValid());
        QVERIFY(model.keyAt(index) == TrialKey({QStringLiteral("/runs/b"), 1}));
        QVERIFY(!model.indexOf({QStringLiteral("/runs/b"), 9}).isValid());
        QVERIFY(!model.indexOf({QStringLiteral("/runs/z"), 0}).isValid());
        QVERIFY(!model.keyAt(model.index(0, 0)));
        QVERIFY(index.data().toString().contains(QStringLiteral("best")));
    }

    void severalObjectivesMarkTheFront() {
        auto study = std::make_shared<store::StudyRecord>(*makeStudy("a", 3));
        study->objectives = {{"val_loss", search::Mode::minimize}, {"val_acc", search::Mode::maximize}};
        study->trials[0].objectives = {0.5, 0.9};
        study->trials[1].objectives = {0.4, 0.8};
        study->trials[2].objectives = {0.6, 0.7};
        ReviewModel model;
        model.setStudies({study});
        const auto name = [&](int row) { return model.index(row, 0, model.index(0, 0)).data().toString(); };
        QVERIFY(name(0).contains("front") && name(1).contains("front") && !name(2).contains("front"));
        const auto shown = model.index(0, ReviewModel::Objective, model.index(0, 0)).data().toString();
        QVERIFY2(shown.contains("0.5") && shown.contains("0.9"), qPrintable(shown));
    }

    void aFilterLeavesStudiesWithTrialsThatPass() {
        ReviewModel model;
        ReviewFilterModel proxy(&model);
        model.setStudies({makeStudy("a", 5), makeStudy("b", 2), makeStudy("empty", 0)});
        proxy.setFilter(*TrialFilter::parse("val_loss > 2"));
        QCOMPARE(namesOf(proxy), QStringList{"a"});
        QCOMPARE(proxy.rowCount(proxy.index(0, 0)), 2);
        proxy.setFilter(*TrialFilter::parse("b"));
        QVERIFY(namesOf(proxy).contains(QStringLiteral("b")));
        proxy.setFilter(*TrialFilter::parse("opt.lr <= 0.001 and state = succeeded"));
        QCOMPARE(namesOf(proxy).size(), 2);
        proxy.setFilter(*TrialFilter::parse(""));
        QCOMPARE(namesOf(proxy).size(), 3);
    }

    void namesAreSortedByTheirNumbers() {
        ReviewModel model;
        ReviewFilterModel proxy(&model);
        model.setStudies({makeStudy("exp-10", 1), makeStudy("exp-9", 1), makeStudy("exp-100", 1)});
        proxy.sort(ReviewModel::Name, Qt::AscendingOrder);
        QCOMPARE(namesOf(proxy), QStringList({"exp-9", "exp-10", "exp-100"}));
    }

    void sortingPutsNanAndNothingLastBothWays() {
        auto study = std::make_shared<store::StudyRecord>(*makeStudy("a", 4));
        study->trials[0].objective = std::nan("");
        study->trials[1].objective.reset();
        study->trials[2].objective = 2;
        study->trials[3].objective = 1;
        ReviewModel model;
        ReviewFilterModel proxy(&model);
        model.setStudies({study});
        const auto numbers = [&] {
            QList<int> out;
            for (int row = 0; row < 4; ++row)
                out.append(model.trialAt(proxy.mapToSource(proxy.index(row, 0, proxy.index(0, 0))))->number);
            return out;
        };
        proxy.sort(ReviewModel::Objective, Qt::AscendingOrder);
        QCOMPARE(numbers(), QList<int>({3, 2, 0, 1}));
        proxy.sort(ReviewModel::Objective, Qt::DescendingOrder);
        QCOMPARE(numbers(), QList<int>({2, 3, 0, 1}));
        proxy.sort(-1);
        QCOMPARE(numbers(), QList<int>({0, 1, 2, 3}));
    }

    void comparisonsMarkWhatDiffers() {
        CompareModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const std::vector<CompareColumn> trials{{"Trial 1"}, {"Trial 2"}};
        model.setRows(trials, {{"lr", {"0.1", "0.2"}, {}}, {"batch", {"64", "64"}, {}}, {"momentum", {"0.9"}, {}}});
        QVERIFY(model.differs(0));
        QVERIFY(!model.differs(1));
        QVERIFY(model.differs(2));
        QVERIFY(model.asText({0, 1}).contains(QStringLiteral("lr\t0.1\t0.2")));
        // Sections stand above their rows, and in the first column of the text.
        model.setRows(trials, {{"lr", {"0.1", "0.2"}, {}, "Parameters"},
                               {"batch", {"64", "64"}, {}, "Parameters"},
                               {"a\tb", {"1,5", "2"}, {}, "Metrics"}});
        QCOMPARE(model.rowCount(), 5);
        QVERIFY(model.isSection(0) && model.isSection(3) && !model.isSection(1));
        QVERIFY(!model.differs(0) && model.differs(1));
        const QString text = model.asText({0, 1, 3, 4});
        QCOMPARE(text.count(u'\n'), 3);
        QVERIFY(text.contains(QStringLiteral("Parameters\tlr\t0.1\t0.2\n")));
        QVERIFY(text.contains(QStringLiteral("Metrics\ta b\t1,5\t2\n")));
        QVERIFY(model.asText({4}, CompareModel::Form::csv).endsWith(QStringLiteral(",\"1,5\",2\n")));
        model.setRows({}, {});
        QCOMPARE(model.rowCount(), 0);
    }
};

LATHE_WINDOW_TEST(TestReviewModel)
#include "test_review_model.moc"
