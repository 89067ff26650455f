// SPDX-License-Identifier: GPL-3.0-or-later
// Studies go out of the window as reports and as records of other tools, and records of other tools come in.
#include <thread>

#include <QComboBox>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QProcess>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeView>

#include "app/gui/foreign_import.h"
#include "app/gui/study_output_dialog.h"
#include "core/store/event_file.h"
#include "core/store/foreign/foreign_readers.h"
#include "core/store/workspace.h"
#include "tests/test_program.h"
#include "widgets/charts/chart_exports.h"
#include "widgets/common/banner.h"
#include "widgets/common/theme.h"
#include "widgets/runs/review_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

namespace {

template <class T>
T* outputPart(const QWidget* dialog, const char* name) {
    return dialog->findChild<T*>(QLatin1String(name));
}

// Twelve trials with a curve each, as another tool would have recorded them.
QString makePast(const QString& workspace) {
    store::ForeignStudy study;
    study.name = "past";
    study.tool = "test";
    study.metric = "val_loss";
    for (int i = 0; i < 12; ++i) {
        store::ForeignTrial trial;
        trial.params = {{"opt.lr", config::Value(0.001 * (i + 1))}, {"name", config::Value(i % 2 == 0 ? "a" : "b")}};
        for (int step = 0; step < 50; ++step)
            trial.metrics["val_loss"].push_back({step, 1.7e9 + step, 1.0 / (step + 1) + 0.01 * (i - 5) * (i - 5)});
        trial.start = from_unix_seconds(1.7e9);
        trial.end = from_unix_seconds(1.7e9 + 60);
        study.trials.push_back(std::move(trial));
    }
    study.marks.note = "It **works**.";
    const auto made = store::write_foreign_study(store::Workspace(workspace.toStdString()), study);
    if (!made) qFatal("%s", made.error().str().c_str());
    return QString::fromStdString(made->string());
}

// Its import takes seconds.
QString makeLongTable(const QString& folder) {
    QFile table(folder + QStringLiteral("/long.csv"));
    if (!table.open(QIODevice::WriteOnly)) qFatal("no table");
    table.write("lr,layers\n");
    for (int i = 0; i < 50'000; ++i) table.write("0.5,3\n");
    return table.fileName();
}

StudyOutputDialog* openOutput(WindowFixture& lathe, const char* action) {
    lathe.window().show();
    lathe.window().showRoom(MainWindow::Review);
    const auto* tree = lathe.find<QTreeView>("reviewTree");
    if (!QTest::qWaitFor([&] { return tree->currentIndex().isValid(); })) qFatal("no study is shown");
    lathe.action(action)->trigger();
    auto* dialog = lathe.find<StudyOutputDialog>("studyOutputDialog");
    if (!dialog) qFatal("no dialog");
    if (!QTest::qWaitFor([&] { return outputPart<QPushButton>(dialog, "outputWrite")->isEnabled(); }))
        qFatal("no plan");
    return dialog;
}

QString writeOutput(QWidget* dialog, int kind, const QString& target) {
    outputPart<QComboBox>(dialog, "outputKind")->setCurrentIndex(kind);
    outputPart<QLineEdit>(dialog, "outputTarget")->setText(target);
    outputPart<QPushButton>(dialog, "outputWrite")->click();
    const auto* message = outputPart<QLabel>(dialog, "outputMessage");
    if (!QTest::qWaitFor([&] { return !message->text().startsWith(QStringLiteral("Writing")); }, 60000))
        qFatal("it is never written");
    return message->text();
}

QByteArray bytesIn(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void outputPicture(QWidget* dialog, const QString& name) {
    const QString folder = qEnvironmentVariable("LATHE_SCREENSHOTS");
    if (folder.isEmpty()) return;
    for (const ThemeChoice theme : {ThemeChoice::dark, ThemeChoice::light}) {
        applyTheme(*qApp, theme);
        dialog->grab().save(QDir(folder).filePath(name + QLatin1Char('-') + nameOf(theme) + QStringLiteral(".png")));
    }
}

}  // namespace

class TestStudyOutputs : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void aStudyBecomesRecordsOfOtherTools() {
        WindowFixture lathe;
        makePast(lathe.workspace());
        StudyOutputDialog* dialog = openOutput(lathe, "reviewExportRecords");
        QVERIFY(!dialog->isModal());
        QCOMPARE(outputPart<QTableWidget>(dialog, "outputStudies")->item(0, 1)->text(), QStringLiteral("12"));
        outputPicture(dialog, QStringLiteral("export-records"));
        const QString mlruns = lathe.folder() + QStringLiteral("/mlruns");
        QVERIFY(writeOutput(dialog, 6, mlruns).startsWith(QStringLiteral("Written: ")));
        const auto read = store::read_mlflow_folder(mlruns.toStdString(), {});
        QVERIFY(read && read->front().trials.size() == 12);
        QVERIFY(outputPart<QLabel>(dialog, "outputMessage")->text().contains(QStringLiteral("Left out")));
        // A folder that is there is not written over; a file is, once it was said.
        QVERIFY(writeOutput(dialog, 6, mlruns).contains(QStringLiteral("is there already")));
        const QString csv = lathe.folder() + QStringLiteral("/t.csv");
        QVERIFY(writeOutput(dialog, 2, csv).startsWith(QStringLiteral("Written: ")));
        QVERIFY(writeOutput(dialog, 2, csv).contains(QStringLiteral("Replace it?")));
    }

    void aReportIsAPage() {
        WindowFixture lathe;
        makePast(lathe.workspace());
        StudyOutputDialog* dialog = openOutput(lathe, "reviewReport");
        outputPicture(dialog, QStringLiteral("report-dialog"));
        const QString html = lathe.folder() + QStringLiteral("/report.html"),
                      pdf = lathe.folder() + QStringLiteral("/r.pdf");
        QVERIFY(writeOutput(dialog, 0, html).startsWith(QStringLiteral("Written: ")));
        QVERIFY(bytesIn(html).contains("<strong>works</strong>"));
        QVERIFY(writeOutput(dialog, 1, pdf).startsWith(QStringLiteral("Written: ")));
        QVERIFY(bytesIn(pdf).startsWith("%PDF") && bytesIn(pdf).size() > 10000);
        if (const QString folder = qEnvironmentVariable("LATHE_SCREENSHOTS"); !folder.isEmpty()) {
            QFile::copy(html, QDir(folder).filePath(QStringLiteral("report.html")));
            QFile::copy(pdf, QDir(folder).filePath(QStringLiteral("report.pdf")));
        }
        const QString chromium = QStandardPaths::findExecutable(QStringLiteral("chromium"));
        if (chromium.isEmpty()) QSKIP("no chromium is installed, which would show the page");
        QProcess browser;
        const QString shot = lathe.folder() + QStringLiteral("/page.png");
        browser.start(chromium, {QStringLiteral("--headless"), QStringLiteral("--no-sandbox"),
                                 QStringLiteral("--disable-gpu"), QStringLiteral("--enable-logging=stderr"),
                                 QStringLiteral("--user-data-dir=") + lathe.folder() + QStringLiteral("/chromium"),
                                 QStringLiteral("--window-size=1100,2400"), QStringLiteral("--screenshot=") + shot,
                                 QStringLiteral("file://") + html});
        if (!browser.waitForStarted() || !browser.waitForFinished(120000)) QSKIP("chromium does not run here");
        const QByteArray said = browser.readAllStandardError();
        QVERIFY2(!said.contains("CONSOLE"), said.constData());
        const QImage page(shot);
        if (page.isNull()) QSKIP("chromium takes no picture here");
        QSet<QRgb> colours;
        for (int y = 0; y < page.height(); y += 3)
            for (int x = 0; x < page.width(); x += 3) colours.insert(page.pixel(x, y));
        QVERIFY(colours.size() > 20);
        if (const QString folder = qEnvironmentVariable("LATHE_SCREENSHOTS"); !folder.isEmpty())
            page.save(QDir(folder).filePath(QStringLiteral("report-page.png")));
    }

    void recordsOfOtherToolsBecomeStudies() {
        WindowFixture lathe;
        lathe.window().show();
        const QString logs = lathe.folder() + QStringLiteral("/logs");
        for (const char* run : {"/a", "/b"}) {
            QDir().mkpath(logs + QLatin1String(run));
            auto events = store::EventFileWriter::create((logs + QLatin1String(run)).toStdString());
            events->add_scalar("loss", {1, 1.7e9, 0.5});
            QVERIFY(events->flush());
        }
        const auto* banner = lathe.find<Banner>("windowBanner");
        lathe.window().openPath(logs);
        QTRY_VERIFY(banner->text().startsWith(QStringLiteral("Imported: 2 trials in 1 studies")));
        QCOMPARE(lathe.window().room(), MainWindow::Review);
        QCOMPARE(lathe.window().findChild<ReviewPage*>()->workspace(), lathe.workspace());
        // What is none is said, or is a workspace.
        QFile broken(lathe.folder() + QStringLiteral("/o.db"));
        QVERIFY(broken.open(QIODevice::WriteOnly) && broken.write("SQLite format 3, but no more of it") > 0);
        broken.close();
        lathe.window().openPath(broken.fileName());
        QTRY_VERIFY(banner->text().contains(QStringLiteral("o.db")));
        const QString empty = lathe.folder() + QStringLiteral("/empty");
        QDir().mkpath(empty);
        lathe.window().openPath(empty);
        QTRY_COMPARE(lathe.window().findChild<ReviewPage*>()->workspace(), empty);
    }

    // The banner of its progress stays away once it was closed, and cancelling it is no fault.
    void anImportCanBeLeftAloneAndCancelled() {
        WindowFixture lathe;
        lathe.window().openPath(makeLongTable(lathe.folder()));
        const auto* banner = lathe.find<Banner>("windowBanner");
        const auto tells = [&] { return banner->isVisible() && banner->text().contains(QStringLiteral("so far")); };
        QTRY_VERIFY_WITH_TIMEOUT(tells(), 60'000);
        banner->findChild<QToolButton*>(QStringLiteral("bannerClose"))->click();
        QTest::qWait(700);  // longer than from one progress to the next
        QVERIFY(!tells());
        const auto* imports = lathe.window().findChild<ForeignImport*>();
        QVERIFY(imports->isBusy());
        lathe.action("importCancel")->trigger();
        QTRY_VERIFY_WITH_TIMEOUT(!imports->isBusy(), 60'000);
        QCOMPARE(banner->text(), QStringLiteral("Cancelled: long.csv was not imported."));
        QCOMPARE(banner->property("banner").toString(), QStringLiteral("info"));
        const auto studies = store::Workspace(lathe.workspace().toStdString()).list();
        QVERIFY(!studies || studies->empty());
    }

    void closingAsksWhetherToCancelAnImport() {
        WindowFixture lathe;
        lathe.window().openPath(makeLongTable(lathe.folder()));
        const auto* imports = lathe.window().findChild<ForeignImport*>();
        QVERIFY(imports->isBusy());
        lathe.window().close();
        QVERIFY(lathe.window().isVisible());
        lathe.find<QPushButton>("closeStayWriting")->click();
        QVERIFY(lathe.window().isVisible() && imports->isBusy());
        QTRY_VERIFY(!lathe.find<QMessageBox>("closeWhileWritingDialog"));
        lathe.window().close();
        lathe.find<QPushButton>("closeCancelWriting")->click();
        QTRY_VERIFY(!lathe.window().isVisible());
    }

    void chartsAreExportedByTheWindow() {
        WindowFixture lathe;
        ChartExports& exports = ChartExports::of(lathe.window());
        const auto chart = [](ChartNumbers numbers) {
            return ChartExport{"chart", QSize(10, 10), [](QPaintDevice*) {}, [numbers] { return numbers; }};
        };
        const auto written = [&] { return lathe.find<Banner>("windowBanner")->text(); };
        const QString file = lathe.folder() + QStringLiteral("/chart.csv");
        exports.write(file, chart([](const std::stop_token&) { return std::string("a\n1\n"); }));
        QTRY_VERIFY(!exports.isBusy());
        QVERIFY2(written().contains(file), qPrintable(written()));
        exports.write(lathe.folder() + QStringLiteral("/chart.bmp"), chart({}));
        QVERIFY2(written().contains(QStringLiteral("bmp")), qPrintable(written()));

        exports.write(file, chart([](const std::stop_token& stop) {
                          while (!stop.stop_requested()) std::this_thread::yield();
                          return std::string();
                      }));
        lathe.window().close();
        QVERIFY(lathe.window().isVisible());
        lathe.find<QPushButton>("closeCancelWriting")->click();
        QTRY_VERIFY(!lathe.window().isVisible());
    }
};

LATHE_WINDOW_TEST(TestStudyOutputs)
#include "test_study_outputs.moc"
