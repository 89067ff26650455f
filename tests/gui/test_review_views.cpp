// SPDX-License-Identifier: GPL-3.0-or-later
// Views of Review that a person gave a name.
#include <QLineEdit>
#include <QMenu>

#include "app/gui/review_views.h"
#include "tests/test_program.h"
#include "widgets/runs/review_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

class TestReviewViews : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void whatIsSavedIsShownAgain() {
        WindowFixture lathe;
        auto* views = lathe.window().findChild<ReviewViews*>();
        auto* filter = lathe.find<QLineEdit>("reviewFilter");
        auto* trials = lathe.action("reviewTrialsView");
        QVERIFY(ReviewViews::names().isEmpty());
        filter->setText(QStringLiteral("state = FAILED"));
        trials->trigger();
        views->save(QStringLiteral("a/b \u00e9"));
        filter->clear();
        lathe.action("reviewStudiesView")->trigger();
        QCOMPARE(ReviewViews::names(), QStringList{QStringLiteral("a/b \u00e9")});
        views->show(QStringLiteral("a/b \u00e9"));
        QCOMPARE(filter->text(), QStringLiteral("state = FAILED"));
        QVERIFY(trials->isChecked());
        ReviewViews::remove(QStringLiteral("a/b \u00e9"));
        QVERIFY(ReviewViews::names().isEmpty());
    }

    void theLastOneComesBackWithTheWindow() {
        WindowFixture lathe;
        lathe.find<QLineEdit>("reviewFilter")->setText(QStringLiteral("val_loss < 1"));
        lathe.reopen();
        QCOMPARE(lathe.find<QLineEdit>("reviewFilter")->text(), QStringLiteral("val_loss < 1"));
    }
};

LATHE_WINDOW_TEST(TestReviewViews)
#include "test_review_views.moc"
