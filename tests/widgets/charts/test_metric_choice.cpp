// SPDX-License-Identifier: GPL-3.0-or-later
// Which metric is shown while points come in.
#include <QTest>

#include "tests/test_program.h"
#include "widgets/charts/metric_choice.h"

using namespace lathe;
using namespace lathe::gui;

class TestMetricChoice : public QObject {
    Q_OBJECT

    static CurveData having(const std::vector<std::string>& metrics) {
        CurveData data;
        for (const std::string& metric : metrics) data.add(0, metric, {{1, 1.0, 1.0}});
        return data;
    }

  private Q_SLOTS:
    void the_first_that_tells_is_shown() {
        MetricChoice choice;
        QVERIFY(choice.shown().empty());
        choice.arrive("epoch");
        choice.arrive("system/cpu_percent");
        QVERIFY(choice.shown().empty());
        choice.arrive("lr");
        choice.arrive("val_loss");
        QCOMPARE(choice.shown(), std::string("lr"));
        QVERIFY(choice.missing().empty());
    }

    void what_is_wanted_is_shown_once_it_is_there() {
        MetricChoice choice;
        choice.want("val_acc");
        QCOMPARE(choice.shown(), std::string("val_acc"));
        choice.settle(having({"step", "train_loss"}), {"step", "train_loss"});
        QCOMPARE(choice.shown(), std::string("train_loss"));  // it tells which trial is better
        QCOMPARE(choice.missing(), std::string("val_acc"));
        choice.arrive("val_acc");
        QCOMPARE(choice.shown(), std::string("val_acc"));
        QVERIFY(choice.missing().empty());
        choice.settle(having({"val_acc", "train_loss"}), {"train_loss", "val_acc"});
        QCOMPARE(choice.shown(), std::string("val_acc"));
    }

    void what_the_person_chose_stays() {
        MetricChoice choice;
        choice.want("val_acc");
        choice.choose("lr");
        choice.want("val_loss");
        choice.arrive("val_acc");
        choice.settle(having({"val_acc"}), {"val_acc"});
        choice.clear();
        QCOMPARE(choice.shown(), std::string("lr"));
        QVERIFY(choice.missing().empty());
    }

    void nothing_stays_of_other_runs() {
        MetricChoice choice;
        choice.want("val_acc");
        choice.clear();
        QVERIFY(choice.shown().empty() && choice.missing().empty());
        choice.settle({}, {});
        QVERIFY(choice.shown().empty());
        choice.arrive("train_loss");
        QCOMPARE(choice.shown(), std::string("train_loss"));
    }
};

LATHE_TEST(TestMetricChoice)
#include "test_metric_choice.moc"
