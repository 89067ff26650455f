// SPDX-License-Identifier: GPL-3.0-or-later
// Runs that came from one another, in the Review room.
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMap>
#include <QString>
#include <QStringList>
#include <QTabWidget>
#include <QTableView>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>

#include "tests/test_program.h"
#include "tests/widgets/runs/review_bench.h"
#include "widgets/common/theme.h"
#include "widgets/runs/descent_view.h"
#include "widgets/runs/review_page.h"

using namespace lathe;
using namespace lathe::gui;

class TestReviewDescent : public ReviewBench {
    Q_OBJECT

  private Q_SLOTS:
    // What is selected is read when the tab is looked at.
    void aFamilyThatIsBeingReadSaysSo() {
        DescentView view;
        const auto* hint = view.findChild<QLabel*>(QStringLiteral("reviewDescentHint"));
        QVERIFY(hint->text().startsWith(QStringLiteral("Select a study")));
        view.setReading();
        QCOMPARE(hint->text(), QStringLiteral("Reading…"));
        ReviewPage page;
        openFamily(page);
        QTRY_COMPARE(page.findChild<QLabel*>(QStringLiteral("reviewDescentHint"))->text(), QStringLiteral("Reading…"));
    }

    void whoCameFromWhomIsATree() {
        for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
            applyTheme(*qApp, choice);
            init();
            ReviewPage page;
            openFamily(page);
            select(page, {studyNamed(page, QStringLiteral("second"))});
            auto* family = descent(page);
            QTRY_COMPARE(family->topLevelItemCount(), 1);
            auto* first = family->topLevelItem(0);
            QCOMPARE(first->text(0), QStringLiteral("first"));
            QCOMPARE(first->childCount(), 2);
            QCOMPARE(first->child(0)->text(0), QStringLiteral("second"));
            QCOMPARE(first->child(0)->text(1), QStringLiteral("run again"));
            QCOMPARE(first->child(0)->text(3), QStringLiteral("opt.lr 0.1 \u2192 0.2, seed 1 \u2192 2"));
            QCOMPARE(first->child(0)->child(0)->text(0), QStringLiteral("fourth"));
            QCOMPARE(family->currentItem(), first->child(0));
            auto* changes = page.findChild<QTreeWidget*>(QStringLiteral("reviewDescentChanges"));
            QCOMPARE(changes->topLevelItemCount(), 2);
            QCOMPARE(changes->topLevelItem(0)->text(2), QStringLiteral("0.2"));
            QTest::qWait(50);
            screenshot(page, QStringLiteral("review-descent-%1").arg(nameOf(choice)));
            // Enter shows the record that stands there.
            family->setCurrentItem(first->child(1));
            QTest::keyClick(family, Qt::Key_Return);
            QTRY_VERIFY(tree(page)->selectionModel()->isSelected(studyNamed(page, QStringLiteral("third"))));
            // A parent that is not on this disk is named.
            select(page, {studyNamed(page, QStringLiteral("fifth"))});
            QTRY_VERIFY(family->topLevelItemCount() == 1 && family->topLevelItem(0)->text(0).startsWith(
                                                                QStringLiteral("elsewhere-20260101-000000, trial 7")));
            auto* filter = page.findChild<QLineEdit*>(QStringLiteral("reviewFilter"));
            filter->setText(QStringLiteral("from ~ first"));
            QCOMPARE(tree(page)->model()->rowCount(), 2);
        }
        applyTheme(*qApp, ThemeChoice::light);
    }

    void twoChildrenAreComparedWithWhatBothCameFrom() {
        for (const auto choice : {ThemeChoice::light, ThemeChoice::dark}) {
            applyTheme(*qApp, choice);
            init();
            ReviewPage page;
            openFamily(page);
            tree(page)->expandAll();
            const auto trialOf = [&](const char* study) {
                return tree(page)->model()->index(0, 0, studyNamed(page, QLatin1String(study)));
            };
            select(page, {trialOf("fourth"), trialOf("third")});
            auto* table = page.findChild<QTableView*>(QStringLiteral("reviewAncestorTable"));
            page.findChild<QTabWidget*>(QStringLiteral("reviewTabs"))
                ->setCurrentWidget(
                    page.findChild<QComboBox*>(QStringLiteral("reviewConfigForm"))->parentWidget()->parentWidget());
            QTRY_COMPARE(table->model()->rowCount(), 4);
            QVERIFY(table->isVisible());
            QCOMPARE(table->model()->headerData(1, Qt::Horizontal).toString(), QStringLiteral("first"));
            QMap<QString, QStringList> rows;
            for (int row = 0; row < 4; ++row) {
                QStringList cells;
                for (int column = 1; column < 4; ++column)
                    cells << table->model()->index(row, column).data().toString();
                rows[table->model()->index(row, 0).data().toString()] = cells;
            }
            QCOMPARE(rows[QStringLiteral("opt.lr")], QStringList({"0.1", "0.2", "0.4"}));
            QCOMPARE(rows[QStringLiteral("seed")], QStringList({"1", "2", "1"}));
            QCOMPARE(rows[QStringLiteral("train.epochs")], QStringList({"3", "3", "5"}));
            // Both changed the learning rate, differently.
            QVERIFY(label(page, "reviewAncestorSummary").contains(QStringLiteral("1 of them")));
            QTest::qWait(50);
            screenshot(page, QStringLiteral("review-ancestor-%1").arg(nameOf(choice)));
            // A child and its parent have no third to be compared with.
            select(page, {trialOf("second"), trialOf("fourth")});
            QTRY_VERIFY(!table->isVisible());
            QTRY_VERIFY(text(page, "reviewConfig").contains(QStringLiteral("momentum: 0.5")));
        }
        applyTheme(*qApp, ThemeChoice::light);
    }
};

LATHE_WINDOW_TEST(TestReviewDescent)
#include "test_review_descent.moc"
