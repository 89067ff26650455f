// SPDX-License-Identifier: GPL-3.0-or-later
// The window fits a small screen, its own frame included, in every room and both languages; what does not fit is
// reached all the same.
#include <algorithm>

#include <QApplication>
#include <QComboBox>
#include <QMenuBar>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QTest>
#include <QToolButton>
#include <QTreeView>

#include "core/base/error.h"
#include "tests/test_program.h"
#include "widgets/common/language.h"
#include "widgets/common/overflow_row.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

namespace {

constexpr QSize smallScreen(1024, 700);
constexpr QSize frame(8, 32);  // of a usual window manager
constexpr QSize mostSize = smallScreen - frame;

QSize leastOf(const QWidget& widget) {
    const QSize hint = widget.minimumSizeHint();
    return {std::max(hint.width(), widget.minimumWidth()), std::max(hint.height(), widget.minimumHeight())};
}

// The widgets that keep a window from being smaller, each below the one that holds it.
QString chainOf(const QWidget& widget, const QSize& limit, int depth = 0) {
    QString text;
    for (const QWidget* child : widget.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly)) {
        if (child->isWindow() || child->isHidden()) continue;
        const QSize least = leastOf(*child);
        if (least.width() * 3 < limit.width() && least.height() * 3 < limit.height()) continue;
        text += QStringLiteral("%1%2:%3 %4x%5\n")
                    .arg(QString(2 * depth, QLatin1Char(' ')), QLatin1String(child->metaObject()->className()),
                         child->objectName())
                    .arg(least.width())
                    .arg(least.height());
        text += chainOf(*child, limit, depth + 1);
    }
    return text;
}

// Runs the search of the experiment that is open to its end.
void finishSearch(const WindowFixture& lathe) {
    lathe.action("startSearchAction")->trigger();
    QTRY_COMPARE(lathe.state(), run::SessionState::finished);
}

// Once it has read the record.
void showReview(WindowFixture& lathe) {
    lathe.window().showRoom(MainWindow::Review);
    QTRY_VERIFY(lathe.find<QTreeView>("reviewTree")->model()->rowCount() > 0);
}

}  // namespace

class TestFits : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }
    void cleanup() { applyLanguage(*qApp, QStringLiteral("en")); }

    void everyRoomFitsASmallScreen_data() {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Korean") << QStringLiteral("ko");
    }
    void everyRoomFitsASmallScreen() {
        QFETCH(QString, language);
        applyLanguage(*qApp, language);
        WindowFixture lathe;
        MainWindow& window = lathe.window();
        const auto fits = [&](const char* what) {
            QCoreApplication::sendPostedEvents();
            const QSize least = window.minimumSizeHint();
            QVERIFY2(least.width() <= mostSize.width() && least.height() <= mostSize.height(),
                     qPrintable(
                         QStringLiteral("%1: %2x%3\n").arg(QLatin1String(what)).arg(least.width()).arg(least.height()) +
                         chainOf(window, mostSize)));
        };
        window.resize(mostSize);
        fits("nothing open");
        window.openFile(lathe.writeExperiment(2, QStringLiteral("an-experiment-with-a-rather-long-name.yaml")));
        window.configurePage()->showKey(QStringLiteral("opt.lr"));
        fits("Configure");
        finishSearch(lathe);
        fits("Train");
        showReview(lathe);
        fits("Review");
        for (const auto room : {MainWindow::Configure, MainWindow::Train, MainWindow::Review}) {
            window.showRoom(room);
            fits("after all");
            QCOMPARE(window.size(), mostSize);
        }
    }

    void theSearchLeavesTheTreeItsRoom_data() { everyRoomFitsASmallScreen_data(); }
    void theSearchLeavesTheTreeItsRoom() {
        QFETCH(QString, language);
        applyLanguage(*qApp, language);
        WindowFixture lathe;
        MainWindow& window = lathe.window();
        window.resize(mostSize);
        window.openFile(lathe.writeExperiment());
        window.configurePage()->showKey(QStringLiteral("search.max_trials"));
        // Problems stand between the two.
        CheckFindings found;
        for (int i = 0; i < 6; ++i) {
            Error error;
            error.key = "opt.lr";
            error.what = "is no good";
            found.errors.push_back(error);
        }
        window.configurePage()->setFindings(found);
        auto* tuner = lathe.find<QWidget>("tunerCombo");
        QTRY_VERIFY(tuner->isVisible());
        QCoreApplication::sendPostedEvents();
        QCOMPARE(window.size(), mostSize);
        const auto* tree = lathe.find<QTreeView>("configTree");
        QTRY_VERIFY(tree->viewport()->height() >= 3 * tree->sizeHintForRow(0));
        const QScrollArea* area = nullptr;
        for (const QWidget* one = tuner; one && !area; one = one->parentWidget())
            area = qobject_cast<const QScrollArea*>(one);
        QVERIFY(area);
        QTRY_VERIFY(area->widget()->width() <= area->viewport()->width());
        // What is below the end of the scroll area is reached by scrolling; there is some to see.
        QVERIFY(area->viewport()->height() >= tuner->height());
    }

    void theDetailsHaveTheLargerPartOfASmallScreen() {
        WindowFixture lathe;
        MainWindow& window = lathe.window();
        window.resize(mostSize);
        window.openFile(lathe.writeExperiment(1));
        finishSearch(lathe);
        showReview(lathe);
        const auto* splitter = lathe.find<QSplitter>("reviewSplitter");
        QTRY_VERIFY(splitter->isVisible());
        QTRY_VERIFY(splitter->sizes().at(1) > splitter->sizes().at(0));
    }

    void whatDoesNotFitIsInThePanel() {
        QWidget window;
        window.resize(600, 60);
        OverflowRow row(&window);
        row.resize(600, 40);
        auto* first = new QComboBox;
        auto* second = new QToolButton;
        auto* third = new QToolButton;
        first->addItem(QStringLiteral("something to choose"));
        second->setText(QStringLiteral("a second control"));
        third->setText(QStringLiteral("a third control"));
        row.addWidget(first, OverflowRow::Keep::always);
        row.addWidget(second, OverflowRow::Keep::longer);
        row.addWidget(third);
        window.show();
        QVERIFY(!row.overflows(second) && !row.overflows(third));
        QVERIFY(row.overflowButton()->isHidden());
        row.resize(row.sizeHint().width() - third->width(), 40);
        QTRY_VERIFY(!row.overflows(first) && row.overflows(third));
        QVERIFY(!row.overflowButton()->isHidden());
        row.resize(row.minimumSizeHint().width(), 40);
        QVERIFY(!row.overflows(first) && row.overflows(second) && row.overflows(third));
        row.overflowButton()->click();
        QVERIFY(third->isVisible() && second->isVisible());
        third->window()->close();
        row.resize(600, 40);
        QTRY_VERIFY(!row.overflows(second) && !row.overflows(third));
        QVERIFY(third->isVisible() && row.overflowButton()->isHidden());
        // A hidden control takes no room, and needs no button.
        third->hide();
        row.resize(row.sizeHint().width(), 40);
        QVERIFY(row.overflowButton()->isHidden());
    }

    // In the panel a button has its text beside it, and is wider than in the row.
    void aButtonComesBackAsSoonAsTheRowHasRoom() {
        QWidget window;
        window.resize(600, 60);
        OverflowRow row(&window);
        row.resize(600, 40);
        auto* button = new QToolButton;
        button->setText(QStringLiteral("a text that is longer than the button"));
        row.addWidget(new QComboBox, OverflowRow::Keep::always);
        row.addWidget(button);
        window.show();
        const int both = row.sizeHint().width();
        row.resize(both - 8, 40);
        QTRY_VERIFY(row.overflows(button));
        row.resize(both, 40);
        QTRY_VERIFY(!row.overflows(button));
    }

    // The Trials box took the keys by itself, and Up made it 2 trials.
    void theKeyboardIsWhereThePersonIs() {
        WindowFixture lathe;
        MainWindow& window = lathe.window();
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        window.openFile(lathe.writeExperiment(1));
        QVERIFY(lathe.find<QWidget>("configTree")->hasFocus());
        lathe.engine.hold = true;
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(window.room(), MainWindow::Train);
        QVERIFY(lathe.find<QWidget>("trialTable")->hasFocus());
        // Back in a room, one is where one was.
        lathe.action("configureRoomAction")->trigger();
        auto* filter = lathe.find<QWidget>("configFilter");
        filter->setFocus();
        lathe.action("trainRoomAction")->trigger();
        QVERIFY(lathe.find<QWidget>("trialTable")->hasFocus());
        lathe.action("configureRoomAction")->trigger();
        QVERIFY(filter->hasFocus());
        // A message neither takes the keyboard nor moves anything.
        const QRect before(filter->mapToGlobal(QPoint()), filter->size());
        lathe.action("languageEnglishAction")->trigger();
        auto* banner = lathe.find<QWidget>("windowBanner");
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(QRect(filter->mapToGlobal(QPoint()), filter->size()), before);
        QVERIFY(filter->hasFocus());
        lathe.engine.hold = false;
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
    }
};

LATHE_WINDOW_TEST(TestFits)
#include "test_fits.moc"
