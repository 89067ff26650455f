// SPDX-License-Identifier: GPL-3.0-or-later
// The window in Korean, and whether every text that it shows has been translated.
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "tests/test_program.h"
#include "widgets/common/language.h"
#include "window_fixture.h"

using namespace lathe;
using lathe::test::WindowFixture;

class TestKorean : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { gui::applyLanguage(*qApp, QStringLiteral("ko")); }

    void windowStartsInKorean() {
        WindowFixture lathe;
        QCOMPARE(lathe.action("startSearchAction")->text(), QStringLiteral("탐색 시작(&S)"));
        QCOMPARE(lathe.find<QToolButton>("reviewRoomActionButton")->text(), QStringLiteral("돌아보기"));
        lathe.window().openFile(lathe.writeExperiment(1));
        lathe.action("startSearchAction")->trigger();
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
        QVERIFY(lathe.window().windowTitle().contains(QStringLiteral("exp.yaml")));
    }

    // In Korean a mark of keyboard access follows the text in brackets; every action needs some Korean.
    void everyActionIsTranslated() {
        WindowFixture lathe;
        const QRegularExpression hangul(QStringLiteral("[가-힣]"));
        QStringList english;
        for (const QAction* action : lathe.window().findChildren<QAction*>()) {
            const bool ours = !action->objectName().isEmpty() && !action->objectName().startsWith(QLatin1String("_q_"));
            if (!ours || action->text().isEmpty() || action->text() == QLatin1String("English")) continue;
            if (action->objectName() == QLatin1String("browse")) continue;
            if (!hangul.match(action->text()).hasMatch()) english << action->objectName() + u' ' + action->text();
        }
        QVERIFY2(english.isEmpty(), qPrintable(english.join(QLatin1Char('\n'))));
    }

    void theExportIsTranslated() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        lathe.action("exportHeadlessAction")->trigger();
        auto* dialog = lathe.find<QDialog>("exportHeadlessDialog");
        auto* write = lathe.find<QPushButton>("exportWrite");
        QTRY_VERIFY(write->isEnabled());
        QCOMPARE(write->text(), QStringLiteral("내보내기(&E)"));
        QVERIFY(lathe.find<QLabel>("exportSummary")->text().contains(QStringLiteral("파일 5개")));
        if (const QString folder = qEnvironmentVariable("LATHE_SCREENSHOTS"); !folder.isEmpty())
            QVERIFY(dialog->grab().save(folder + QStringLiteral("/export-korean.png")));
    }

    void nothingIsUnfinished() {
        QFile file(QStringLiteral(LATHE_SOURCE_DIR "/resources/translations/lathe_ko.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(!text.contains("type=\"unfinished\""));
        QVERIFY(!text.contains("<translation></translation>"));
        QVERIFY(!text.contains("<translation />"));
    }

    // What `./dev translate` would find is there already: no text of the sources is missing.
    void noTextIsMissing() {
        const QString lupdate = QStringLiteral("/usr/lib/qt6/bin/lupdate");
        if (!QFile::exists(lupdate)) QSKIP("lupdate is not installed");
        QTemporaryDir folder;
        const QString copy = folder.filePath(QStringLiteral("lathe_ko.ts"));
        QVERIFY(QFile::copy(QStringLiteral(LATHE_SOURCE_DIR "/resources/translations/lathe_ko.ts"), copy));
        QProcess process;
        process.setWorkingDirectory(QStringLiteral(LATHE_SOURCE_DIR));
        const QString options = QStringLiteral("-silent -no-obsolete -locations none -I . -recursive app widgets -ts ");
        process.start(lupdate, (options + copy).split(QLatin1Char(' ')));
        QVERIFY(process.waitForFinished());
        QFile file(copy);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(file.readAll());
        const QRegularExpression untranslated(
            QStringLiteral("<source>((?:(?!</source>).)*)</source>\\s*<translation type=\"unfinished\""),
            QRegularExpression::DotMatchesEverythingOption);
        QStringList missing;
        for (auto each = untranslated.globalMatch(text); each.hasNext();) missing << each.next().captured(1);
        QVERIFY2(missing.isEmpty(), qPrintable(missing.join(QLatin1Char('\n'))));
    }

    // Places for values are the same in both languages.
    void placesForValuesAreKept() {
        QFile file(QStringLiteral(LATHE_SOURCE_DIR "/resources/translations/lathe_ko.ts"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QRegularExpression message(QStringLiteral("<source>(.*?)</source>.*?<translation>(.*?)</translation>"),
                                         QRegularExpression::DotMatchesEverythingOption);
        const QRegularExpression place(QStringLiteral("%([1-9n])"));
        const auto places = [&](const QString& text) {
            QStringList found;
            auto each = place.globalMatch(text);
            while (each.hasNext()) found << each.next().captured(1);
            found.sort();
            found.removeDuplicates();
            return found;
        };
        int messages = 0;
        auto each = message.globalMatch(QString::fromUtf8(file.readAll()));
        while (each.hasNext()) {
            const auto match = each.next();
            ++messages;
            QVERIFY2(places(match.captured(1)) == places(match.captured(2)), qPrintable(match.captured(1)));
        }
        QVERIFY(messages > 300);
    }
};

LATHE_WINDOW_TEST(TestKorean)
#include "test_korean.moc"
