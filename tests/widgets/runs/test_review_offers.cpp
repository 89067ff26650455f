// SPDX-License-Identifier: GPL-3.0-or-later
// What the Review room offers for a trial goes by what its reader found, which nobody waits for.
#include <filesystem>

#include <QAction>
#include <QString>
#include <QTest>
#include <QTreeView>

#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"
#include "tests/widgets/runs/review_bench.h"
#include "widgets/runs/review_page.h"

using namespace lathe;
using namespace lathe::gui;
namespace fs = std::filesystem;

class TestReviewOffers : public ReviewBench {
    Q_OBJECT

  private Q_SLOTS:
    void aModelIsOfferedWhereTheTrialKeptCheckpoints() {
        makeWorkspace();
        fs::create_directories(store::trial_folder(workspace_ / "fashion-lenet-20231114-221320", 1) / "checkpoints");
        ReviewPage page;
        open(page);
        auto* test = page.findChild<QAction*>(QStringLiteral("reviewTest"));
        auto* exported = page.findChild<QAction*>(QStringLiteral("reviewExportModel"));
        select(page, {trial(page, 0, 1)});
        QVERIFY(!test->isEnabled());  // before it is known
        QVERIFY(test->toolTip().contains(QStringLiteral("is being read")));
        QTRY_VERIFY(test->isEnabled() && exported->isEnabled());
        select(page, {trial(page, 0, 2)});
        QVERIFY(!test->isEnabled() && !exported->isEnabled());
        QTRY_VERIFY(test->toolTip().contains(QStringLiteral("kept no checkpoint")));
        // What is known already is offered at once.
        select(page, {trial(page, 0, 1)});
        QVERIFY(test->isEnabled());
        select(page, {trial(page, 0, 1), trial(page, 0, 2)});
        QVERIFY(!test->isEnabled());
        page.setUseBlocked(QStringLiteral("not here"));
        select(page, {trial(page, 0, 1)});
        QVERIFY(!test->isEnabled());
        QVERIFY(test->toolTip().contains(QStringLiteral("not here")));
    }
};

LATHE_WINDOW_TEST(TestReviewOffers)
#include "test_review_offers.moc"
