// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QTest>

#include <vector>

#include "tests/test_program.h"
#include "widgets/runs/log_view.h"

using namespace lathe::gui;

class TestLogView : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void logsThatAreNotShownAreCounted() {
        LogView view;
        const auto* leftOut = view.findChild<QLabel*>(QStringLiteral("reviewLogsLeftOut"));
        const std::vector<LogView::Log> ten(10, {QStringLiteral("Trial"), QStringLiteral("text")});
        view.showLogs(ten, 12);
        QVERIFY(!leftOut->isHidden());
        QVERIFY2(leftOut->text().startsWith(QStringLiteral("4 more log")), qPrintable(leftOut->text()));
        view.showLogs({ten.front(), ten.back()}, 2);
        QVERIFY(leftOut->isHidden());
    }
};

LATHE_WINDOW_TEST(TestLogView)
#include "test_log_view.moc"
