// SPDX-License-Identifier: GPL-3.0-or-later
// The small parts that every room uses: empty states, banners, labels that shorten.
#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>

#include "tests/test_program.h"
#include "widgets/common/banner.h"
#include "widgets/common/elide.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/end_cut_delegate.h"
#include "widgets/common/language.h"

using namespace lathe::gui;

class TestParts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void emptyStateButtonFollowsItsAction() {
        EmptyState empty(QStringLiteral("run"), QStringLiteral("Nothing yet"), QStringLiteral("Start a search."));
        QAction action(QStringLiteral("&Start"));
        action.setObjectName(QStringLiteral("start"));
        QSignalSpy spy(&action, &QAction::triggered);
        empty.addAction(&action);
        auto* button = empty.findChild<QPushButton*>(QStringLiteral("startEmptyButton"));
        QVERIFY(button);
        QCOMPARE(button->accessibleName(), QStringLiteral("Start"));
        button->click();
        QCOMPARE(spy.size(), 1);
        action.setEnabled(false);
        QVERIFY(!button->isEnabled());
        action.setText(QStringLiteral("Go"));
        QCOMPARE(button->text(), QStringLiteral("Go"));
    }

    void bannerReplacesAndCloses() {
        Banner banner;
        QVERIFY(!banner.isVisible());
        QAction action(QStringLiteral("Retry"));
        action.setObjectName(QStringLiteral("retry"));
        QSignalSpy tried(&action, &QAction::triggered);
        QSignalSpy closed(&banner, &Banner::closed);
        banner.showMessage(Banner::Kind::error, QStringLiteral("<b>no</b> disk"), {&action});
        QVERIFY(banner.isVisible());
        QCOMPARE(banner.findChild<QLabel*>(QStringLiteral("bannerText"))->textFormat(), Qt::PlainText);
        banner.findChild<QPushButton*>(QStringLiteral("retryBannerButton"))->click();
        QCOMPARE(tried.size(), 1);
        QVERIFY(!banner.isVisible());
        QCOMPARE(closed.size(), 0);
        banner.showMessage(Banner::Kind::info, QStringLiteral("again"));
        QCOMPARE(banner.text(), QStringLiteral("again"));
        banner.findChild<QToolButton*>(QStringLiteral("bannerClose"))->click();
        QVERIFY(!banner.isVisible());
        QCOMPARE(closed.size(), 1);
    }

    // The number of "Trial 12 (best)" is seen however narrow the column is; a study's name is cut in the middle.
    void rowsBelowOthersAreCutAtTheirEnd() {
        struct Shown : EndCutDelegate {
            using EndCutDelegate::EndCutDelegate;
            Qt::TextElideMode of(const QModelIndex& index) const {
                QStyleOptionViewItem option;
                option.textElideMode = Qt::ElideMiddle;
                initStyleOption(&option, index);
                return option.textElideMode;
            }
        };
        QStandardItemModel model;
        auto* study = new QStandardItem(QStringLiteral("study"));
        study->appendRow(new QStandardItem(QStringLiteral("Trial 12 (best)")));
        model.appendRow(study);
        const Shown below(EndCutDelegate::Rows::belowOthers);
        QCOMPARE(below.of(study->index()), Qt::ElideMiddle);
        QCOMPARE(below.of(study->child(0)->index()), Qt::ElideRight);
        QCOMPARE(Shown(EndCutDelegate::Rows::all).of(study->index()), Qt::ElideRight);
    }

    void shortTextStaysWhole() {
        const QFontMetrics metrics{QFont()};
        QCOMPARE(elideDistinct(QStringLiteral("lenet"), {}, metrics, 1000), QStringLiteral("lenet"));
    }

    void textsThatDifferStayDifferent() {
        const QFontMetrics metrics{QFont()};
        const QString head = QStringLiteral("experiment-with-a-rather-long-name-");
        const QString tail = QStringLiteral("-and-the-same-ending-as-all-others");
        const QStringList texts{head + QStringLiteral("alpha") + tail, head + QStringLiteral("beta0") + tail,
                                head + QStringLiteral("gamma") + tail};
        const int width = metrics.horizontalAdvance(QStringLiteral("m")) * 14;
        QStringList shown;
        for (const QString& text : texts) {
            shown << elideDistinct(text, texts, metrics, width);
            QVERIFY(metrics.horizontalAdvance(shown.last()) <= width);
        }
        QCOMPARE(QSet<QString>(shown.begin(), shown.end()).size(), 3);
    }

    void labelKeepsHeadAndTail() {
        ElideLabel label;
        label.show();
        const QString text = QStringLiteral("/home/someone/experiments/2026/fashion/lenet-7.yaml");
        label.setFullText(text);
        label.resize(label.fontMetrics().horizontalAdvance(text) / 2, 30);
        QVERIFY(label.text() != text);
        QVERIFY(label.text().startsWith(QLatin1Char('/')));
        QVERIFY(label.text().endsWith(QStringLiteral("yaml")));
        QCOMPARE(label.toolTip(), text);
        QCOMPARE(label.accessibleName(), text);
        label.resize(label.sizeHint().width(), 30);
        QCOMPARE(label.text(), text);
        QVERIFY(label.toolTip().isEmpty());
    }

    void systemLanguage() {
        QCOMPARE(languageOf(QLocale(QLocale::Korean, QLocale::SouthKorea)), QStringLiteral("ko"));
        QCOMPARE(languageOf(QLocale(QLocale::English)), QStringLiteral("en"));
        QCOMPARE(languageOf(QLocale(QLocale::Finnish)), QStringLiteral("en"));
        QCOMPARE(languageOf(QLocale::c()), QStringLiteral("en"));
    }
};

LATHE_WINDOW_TEST(TestParts)
#include "test_parts.moc"
