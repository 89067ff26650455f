// SPDX-License-Identifier: GPL-3.0-or-later
#include <QSignalSpy>
#include <QTest>

#include "app/gui/window_messages.h"
#include "tests/test_program.h"
#include "widgets/common/banner.h"

using namespace lathe;
using namespace lathe::gui;

class TestWindowMessages : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void theFirstOfSeveralErrorsIsSaid() {
        const Error one{"no such file", "give another"};
        QCOMPARE(WindowMessages::textOf({}), QString());
        const QString alone = WindowMessages::textOf({one});
        QVERIFY(alone.contains(QStringLiteral("no such file")));
        const QString of3 = WindowMessages::textOf({one, Error{"second", {}}, Error{"third", {}}});
        QVERIFY(of3.startsWith(alone));
        QVERIFY(of3.contains(QLatin1Char('2')) && !of3.contains(QStringLiteral("second")));
    }

    void anErrorThatNamesAnOptionLeadsThere() {
        Banner banner;
        WindowMessages messages(banner);
        const QSignalSpy named(&messages, &WindowMessages::keyNamed);
        messages.showErrors({Error{"no such file", {}}});
        QVERIFY(!banner.isHidden());
        QCOMPARE(named.size(), 0);
        Error ofKey{"above its range", {}};
        ofKey.key = "opt.lr";
        messages.showErrors({ofKey, Error{"another", {}}});
        QCOMPARE(named.size(), 1);
        QCOMPARE(named.front().front().toString(), QStringLiteral("opt.lr"));
    }

    void noErrorLeavesWhatIsShown() {
        Banner banner;
        WindowMessages messages(banner);
        messages.showErrors({});
        QVERIFY(banner.isHidden());
    }
};

LATHE_WINDOW_TEST(TestWindowMessages)
#include "test_window_messages.moc"
