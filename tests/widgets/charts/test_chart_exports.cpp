// SPDX-License-Identifier: GPL-3.0-or-later
// Charts on their way into files: what is done on which thread, and how it ends.
#include <atomic>
#include <thread>

#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

#include "tests/test_program.h"
#include "widgets/charts/chart_exports.h"

using namespace lathe::gui;

namespace {

QByteArray exportedBytes(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Half red, half blue, with a word; remembers where it was painted and written.
struct PlainChart {
    std::atomic<QThread*> painted = nullptr;
    std::atomic<QThread*> written = nullptr;

    ChartExport exported() {
        return {"plain", QSize(60, 40),
                [this](QPaintDevice* device) {
                    painted = QThread::currentThread();
                    QPainter painter(device);
                    painter.fillRect(0, 0, 30, 40, Qt::red);
                    painter.fillRect(30, 0, 30, 40, Qt::blue);
                    painter.drawText(5, 20, QStringLiteral("word"));
                },
                [this]() -> ChartNumbers {
                    painted = QThread::currentThread();
                    return [this](const std::stop_token&) {
                        written = QThread::currentThread();
                        return std::string("a,b\n1,2\n");
                    };
                }};
    }
};

// Goes on until it is told to stop.
ChartExport endless() {
    return {"endless", QSize(60, 40), [](QPaintDevice*) {},
            []() -> ChartNumbers {
                return [](const std::stop_token& stop) {
                    while (!stop.stop_requested()) std::this_thread::yield();
                    return std::string("half a line");
                };
            }};
}

}  // namespace

class TestChartExports : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

  private Q_SLOTS:
    void aChartIsTakenHereAndWrittenElsewhere() {
        QWidget window;
        ChartExports exports(window);
        QSignalSpy written(&exports, &ChartExports::written);
        PlainChart chart;
        for (const auto& [suffix, head] :
             {std::pair{"png", "\x89PNG"}, {"svg", "<?xml"}, {"pdf", "%PDF"}, {"csv", "a,b\n1,2\n"}}) {
            const QString path = folder_.filePath(QStringLiteral("plain.%1").arg(suffix));
            chart.painted = nullptr;
            exports.write(path, chart.exported());
            QVERIFY(exports.isBusy());
            QCOMPARE(chart.painted.load(), QThread::currentThread());
            QTRY_VERIFY(!exports.isBusy());
            QCOMPARE(written.takeFirst().front().toString(), path);
            QVERIFY2(exportedBytes(path).startsWith(head), qPrintable(path));
        }
        QVERIFY(chart.written && chart.written != QThread::currentThread());
    }

    // At twice the size, and everything where it was drawn.
    void thePictureIsWhatWasDrawn() {
        QWidget window;
        ChartExports exports(window);
        PlainChart chart;
        const QString path = folder_.filePath("colours.png");
        exports.write(path, chart.exported());
        QTRY_VERIFY(!exports.isBusy());
        const QImage image(path);
        QCOMPARE(image.size(), QSize(120, 80));
        QCOMPARE(image.pixelColor(2, 2), QColor(Qt::red));
        QCOMPARE(image.pixelColor(57, 77), QColor(Qt::red));
        QCOMPARE(image.pixelColor(62, 2), QColor(Qt::blue));
        QCOMPARE(image.pixelColor(117, 77), QColor(Qt::blue));
    }

    void whatCannotBeWrittenIsTold() {
        QWidget window;
        ChartExports exports(window);
        QSignalSpy failed(&exports, &ChartExports::failed);
        PlainChart chart;
        exports.write(folder_.filePath("plain.gif"), chart.exported());
        QCOMPARE(failed.size(), 1);
        QVERIFY(!exports.isBusy());
        exports.write(folder_.filePath("nowhere/plain.csv"), chart.exported());
        QTRY_COMPARE(failed.size(), 2);
        QVERIFY(!exports.isBusy());
    }

    void oneThatIsCancelledLeavesNothing() {
        QWidget window;
        ChartExports exports(window);
        QSignalSpy cancelled(&exports, &ChartExports::cancelled);
        const QString path = folder_.filePath("endless.csv");
        exports.write(path, endless());
        exports.write(folder_.filePath("waiting.csv"), endless());
        exports.cancel();
        QTRY_COMPARE(cancelled.size(), 2);
        QVERIFY(!exports.isBusy());
        QVERIFY(!QFile::exists(path) && !QFile::exists(folder_.filePath("waiting.csv")));
        PlainChart chart;
        exports.write(path, chart.exported());
        QTRY_VERIFY(!exports.isBusy());
        QCOMPARE(exportedBytes(path), QByteArray("a,b\n1,2\n"));
    }

    // A recorded picture or sound on its way counts as well: a window that closes asks.
    void bytesAreWrittenAmongThem() {
        QWidget window;
        ChartExports exports(window);
        QSignalSpy written(&exports, &ChartExports::written);
        QSignalSpy failed(&exports, &ChartExports::failed);
        const QString path = folder_.filePath("sound.wav");
        exports.writeBytes(path, "abc");
        QVERIFY(exports.isBusy());
        QTRY_COMPARE(written.size(), 1);
        QVERIFY(!exports.isBusy());
        QCOMPARE(exportedBytes(path), QByteArray("abc"));
        exports.writeBytes(folder_.filePath("nowhere/sound.wav"), "abc");
        QTRY_COMPARE(failed.size(), 1);
    }

    void aWindowThatGoesCancels() {
        auto window = std::make_unique<QWidget>();
        const QString path = folder_.filePath("gone.csv");
        ChartExports::of(*window).write(path, endless());
        window.reset();
        QVERIFY(!QFile::exists(path));
    }

    void chartsOfAWindowShareIts() {
        QWidget window;
        auto* exports = new ChartExports(window);
        auto* panel = new QWidget(&window);
        auto* chart = new QWidget(panel);
        QCOMPARE(&ChartExports::of(*chart), exports);
        QWidget alone;
        QCOMPARE(&ChartExports::of(alone), &ChartExports::of(alone));
        QVERIFY(&ChartExports::of(alone) != exports);
    }

    // What a metric is called is no folder.
    void aFileIsAskedFor() {
        QWidget window;
        auto* exports = new ChartExports(window);
        QSignalSpy written(exports, &ChartExports::written);
        PlainChart plain;
        exports->ask(window, "opt/lr", [&plain] { return plain.exported(); });
        auto* dialog = window.findChild<QFileDialog*>("chartExportDialog");
        QVERIFY(dialog);
        QVERIFY(dialog->selectedFiles().front().endsWith(QStringLiteral("/opt-lr.png")));
        QVERIFY(!plain.painted);
        QVERIFY(dialog->nameFilters().last().contains("every point"));
        Q_EMIT dialog->fileSelected(folder_.filePath("asked.csv"));
        QTRY_COMPARE(written.size(), 1);
        delete dialog;
        exports->ask(
            window, "bins", [&plain] { return plain.exported(); }, ChartExports::Points::shown);
        dialog = window.findChild<QFileDialog*>("chartExportDialog");
        QVERIFY(dialog && !dialog->nameFilters().last().contains("every point"));
    }
};

LATHE_WINDOW_TEST(TestChartExports)
#include "test_chart_exports.moc"
