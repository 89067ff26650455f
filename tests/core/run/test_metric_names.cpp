// SPDX-License-Identifier: GPL-3.0-or-later
// Names of metrics: the nearest of those that there are, and which way each is better.
#include <QtTest>

#include "core/run/metric_names.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::Mode;

class TestMetricNames : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void an_unreported_metric_names_the_nearest_data() {
        QTest::addColumn<QString>("asked");
        QTest::addColumn<QString>("nearest");
        QTest::newRow("separator") << "val/acc"
                                   << "val_acc";
        QTest::newRow("capitals") << "Val-Loss"
                                  << "val_loss";
        QTest::newRow("spelling") << "val_los"
                                  << "val_loss";
        QTest::newRow("nothing near") << "perplexity"
                                      << "";
    }
    void an_unreported_metric_names_the_nearest() {
        QFETCH(QString, asked);
        QFETCH(QString, nearest);
        const auto error = unreported_metric("the.key", asked.toStdString(), {"train_loss", "val_loss", "val_acc"});
        QVERIFY(error);
        QCOMPARE(error->key, std::string("the.key"));
        const QString hint = QString::fromStdString(error->hint);
        QCOMPARE(hint.contains("did you mean"), !nearest.isEmpty());
        QVERIFY2(hint.contains("did you mean " + nearest + "?") || nearest.isEmpty(), qPrintable(hint));
        QVERIFY2(hint.endsWith("the metrics are train_loss, val_loss, val_acc"), qPrintable(hint));
    }

    void a_reported_metric_is_right() { QVERIFY(!unreported_metric("the.key", "val_acc", {"val_loss", "val_acc"})); }

    void the_wrong_way_is_told_of_own_names_alone() {
        QCOMPARE(note_of_wrong_way("search.objective.mode", "val_acc", Mode::minimize).value_or(""),
                 std::string("search.objective.mode asks for the smallest val_acc, and val_acc is better when it is "
                             "large"));
        QVERIFY(note_of_wrong_way("checkpoint.mode", "test_rmse", Mode::maximize));
        QVERIFY(!note_of_wrong_way("checkpoint.mode", "val_acc", Mode::maximize));
        QVERIFY(!note_of_wrong_way("checkpoint.mode", "val_loss", Mode::minimize));
        QVERIFY(!note_of_wrong_way("checkpoint.mode", "lr", Mode::maximize));
        QVERIFY(!note_of_wrong_way("checkpoint.mode", "accuracy", Mode::minimize));
    }
};

LATHE_CORE_TEST(TestMetricNames)
#include "test_metric_names.moc"
