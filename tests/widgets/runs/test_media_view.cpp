// SPDX-License-Identifier: GPL-3.0-or-later
// What trials have recorded beside numbers, as Review shows it.
#include <QBuffer>
#include <QComboBox>
#include <QDesktopServices>
#include <QFile>
#include <QFileDialog>
#include <QImage>
#include <QLabel>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

#include "tests/core/store/plain_events.h"
#include "tests/test_program.h"
#include "widgets/charts/chart_exports.h"
#include "widgets/charts/ridge_chart.h"
#include "widgets/runs/media_view.h"
#include "widgets/runs/safe_text_browser.h"
#include "widgets/runs/wave_picture.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

std::string pngOf(QRgb colour, QSize size = {4, 2}) {
    QImage image(size, QImage::Format_RGB32);
    image.fill(colour);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return bytes.toStdString();
}

const QRgb redImage = qRgb(255, 0, 0);
const QRgb greenImage = qRgb(0, 255, 0);
const QRgb blueImage = qRgb(0, 0, 255);

MediaTrial trialOf(const QString& label, store::TrialMedia media) {
    return {label, std::make_shared<const store::TrialMedia>(std::move(media))};
}
MediaTrial trialWith(const QString& label, store::ImagesByTag images) {
    store::TrialMedia media;
    media.images = std::move(images);
    return trialOf(label, std::move(media));
}

// What is shown, by its middle.
QList<QRgb> shownColours(const MediaView& view) {
    QList<QRgb> colours;
    for (const QLabel* label : view.findChildren<QLabel*>("image")) {
        const QImage image = label->pixmap().toImage();
        colours << (image.isNull() ? QRgb{} : image.pixel(image.width() / 2, image.height() / 2));
    }
    return colours;
}

std::string waveOf(int seconds) {
    const std::string samples(static_cast<std::size_t>(2 * 8000 * seconds), 'a');
    return "RIFF" + plain_events::little_endian(0, 4) + "WAVEfmt " + plain_events::little_endian(16, 4) +
           plain_events::little_endian(1, 2) + plain_events::little_endian(1, 2) +
           plain_events::little_endian(8000, 4) + std::string(6, '\0') + plain_events::little_endian(16, 2) + "data" +
           plain_events::little_endian(samples.size(), 4) + samples;
}

// Takes what would be opened with the desktop's player.
class Player : public QObject {
    Q_OBJECT

  public:
    Player() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "open"); }
    ~Player() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }
    QList<QUrl> opened;

  public Q_SLOTS:
    void open(const QUrl& url) { opened << url; }
};

}  // namespace

class TestMediaView : public QObject {
    Q_OBJECT

    std::unique_ptr<MediaView> view_;

    QSlider* slider(const char* name = "imageSteps") const { return view_->findChild<QSlider*>(name); }
    QComboBox* names(const char* name = "imageNames") const { return view_->findChild<QComboBox*>(name); }
    QToolButton* button(const char* name) const { return view_->findChild<QToolButton*>(name); }

  private Q_SLOTS:
    void init() {
        view_ = std::make_unique<MediaView>();
        view_->resize(600, 400);
        view_->show();
    }
    void cleanup() { view_.reset(); }

    void without_media_it_says_so() {
        view_->setTrials({{"Trial 0", nullptr}});
        QVERIFY(view_->findChild<QLabel*>("mediaNothing")->isVisible());
        QVERIFY(!names()->isVisible());
        QVERIFY(shownColours(*view_).isEmpty());
    }

    void the_newest_is_shown_first_and_others_by_step() {
        view_->setTrials({trialWith("Trial 0", {{"samples", {{10, pngOf(redImage)}, {20, pngOf(greenImage)}}}})});
        QCOMPARE(names()->currentText(), "samples");
        QCOMPARE(slider()->maximum(), 1);
        QTRY_COMPARE(shownColours(*view_), QList<QRgb>{greenImage});
        QCOMPARE(view_->findChild<QLabel*>("imageStep")->text(), "step 20");
        slider()->setValue(0);
        QTRY_COMPARE(shownColours(*view_), QList<QRgb>{redImage});
        // Who looks back stays there when another comes.
        view_->setTrials({trialWith(
            "Trial 0", {{"samples", {{10, pngOf(redImage)}, {20, pngOf(greenImage)}, {30, pngOf(blueImage)}}}})});
        QTRY_COMPARE(shownColours(*view_), QList<QRgb>{redImage});
        slider()->setValue(2);
        QTRY_COMPARE(shownColours(*view_), QList<QRgb>{blueImage});
    }

    void trials_stand_side_by_side_at_the_same_step() {
        view_->setTrials({trialWith("Trial 0", {{"samples", {{10, pngOf(redImage)}}}}),
                          trialWith("Trial 1", {{"samples", {{10, pngOf(greenImage)}, {20, pngOf(blueImage)}}},
                                                {"val_confusion", {{20, pngOf(redImage)}}}})});
        QTRY_COMPARE(shownColours(*view_), (QList<QRgb>{redImage, blueImage}));  // what was the newest at step 20
        names()->setCurrentText("val_confusion");
        QTRY_COMPARE(shownColours(*view_), QList<QRgb>{redImage});
    }

    // Decoded on another thread; what comes too late for another step is not shown there.
    void a_large_picture_does_not_hold_the_window() {
        view_->setTrials({trialWith(
            "Trial 0", {{"samples", {{1, pngOf(redImage, {1500, 1500})}, {2, pngOf(greenImage, {1500, 1500})}}}})});
        slider()->setValue(0);
        QTRY_COMPARE(shownColours(*view_), QList<QRgb>{redImage});
        QTest::qWait(20);
        QCOMPARE(shownColours(*view_), QList<QRgb>{redImage});
    }

    void a_large_picture_comes_though_the_trial_is_read_again_meanwhile() {
        const std::string large = pngOf(redImage, {1500, 1500});
        for (int i = 0; i < 2; ++i) view_->setTrials({trialWith("Trial 0", {{"samples", {{1, large}}}})});
        QTRY_COMPARE(shownColours(*view_), QList<QRgb>{redImage});
    }

    void what_is_no_picture_is_said() {
        std::string bomb = pngOf(redImage);
        // Width and height of the header; its checksum is not looked at by whoever asks for the size.
        for (const int at : {16, 20}) bomb.replace(static_cast<std::size_t>(at), 4, std::string("\0\1\x86\xa0", 4));
        view_->setTrials({trialWith("Trial 0", {{"a", {{1, "no picture"}}}, {"b", {{1, bomb}}}})});
        const auto* label = view_->findChild<QLabel*>("image");
        QTRY_COMPARE(label->text(), "This picture cannot be read.");
        names()->setCurrentText("b");
        QTRY_VERIFY(view_->findChild<QLabel*>("image")->text().contains("picture"));
        QVERIFY(view_->findChild<QLabel*>("image")->pixmap().isNull());
    }

    void kinds_that_are_there_can_be_chosen() {
        store::TrialMedia media;
        media.images["i"] = {{1, pngOf(redImage)}};
        media.texts["t"] = {{1, "# Head"}};
        media.notes = {"3 images are not shown: there are too many"};
        view_->setTrials({trialOf("Trial 0", media)});
        QVERIFY(button("mediaImages")->isVisible() && button("mediaTexts")->isVisible());
        QVERIFY(!button("mediaAudio")->isVisible());
        QVERIFY(view_->findChild<QLabel*>("mediaNotes")->text().contains("Trial 0: 3 images"));
        button("mediaTexts")->click();
        QVERIFY(view_->findChild<SafeTextBrowser*>("recordedText")->isVisible());
        // Another trial without texts shows what it has; back again, the choice counts.
        view_->setTrials({trialWith("Trial 1", {{"i", {{1, pngOf(redImage)}}}})});
        QVERIFY(names()->isVisible());
        view_->setTrials({trialOf("Trial 0", media)});
        QVERIFY(view_->findChild<SafeTextBrowser*>("recordedText")->isVisible());
    }

    void histograms_are_ridges_over_the_same_values() {
        store::TrialMedia first, second;
        first.histograms["w"] = {{10, {0, 1, 2}, {4, 4}}, {20, {0, 1, 2}, {0, 8}}};
        second.histograms["w"] = {{10, {-2, 0}, {6}}};
        view_->setTrials({trialOf("Trial 0", first), trialOf("Trial 1", second)});
        const auto charts = view_->findChildren<RidgeChart*>();
        QCOMPARE(charts.size(), 2);
        QCOMPARE(charts[0]->ridges().ridges.size(), std::size_t{2});
        for (const auto* chart : charts) {
            QCOMPARE(chart->ridges().low, -2.0);
            QCOMPARE(chart->ridges().high, 2.0);
            QVERIFY(!chart->accessibleName().isEmpty());
        }
        // By keyboard: the newest step, then back in time; Enter chooses it.
        QTest::keyClick(charts[0], Qt::Key_End);
        QCOMPARE(charts[0]->reading(), "step 20: 1 of 8 values in 1.933 to 2");
        QTest::keyClick(charts[0], Qt::Key_Up);
        QVERIFY(charts[0]->reading().startsWith("step 10"));
        QTest::keyClick(charts[0], Qt::Key_Return);
        QCOMPARE(slider("histogramSteps")->value(), 0);
    }

    void a_sound_is_shown_and_opened_with_the_desktops_player() {
        Player player;
        store::TrialMedia media;
        media.audio["a"] = {{5, waveOf(2), "audio/wav"}};
        media.audio["b"] = {{5, "MZ: some program", "audio/wav"}};
        media.audio["c"] = {{5, "RIFF", "audio/wav"}};
        view_->setTrials({trialOf("Trial 0", media)});
        QTRY_VERIFY(view_->findChild<QLabel*>("audioFacts")->text().startsWith("2 s, 8000 Hz, 1 channel"));
        QCOMPARE(view_->findChild<WavePicture*>()->wave().frames, 16000);
        button("audioPlay")->click();
        QCOMPARE(player.opened.size(), 1);
        QFile file(player.opened.first().toLocalFile());
        QVERIFY(file.fileName().endsWith(".wav") && file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().toStdString(), waveOf(2));
        // Whatever calls itself a sound and is none is never handed to the desktop.
        names("audioNames")->setCurrentText("b");
        QVERIFY(!button("audioPlay")->isEnabled());
        QTRY_COMPARE(view_->findChild<QLabel*>("audioFacts")->text(), "this is no WAV file");
        QVERIFY(!view_->findChild<WavePicture*>()->isVisible());
        names("audioNames")->setCurrentText("c");
        QVERIFY(!button("audioPlay")->isEnabled());
    }

    void what_cannot_be_saved_is_told() {
        store::TrialMedia media;
        media.audio["a"] = {{5, waveOf(1), "audio/wav"}};
        view_->setTrials({trialOf("Trial 0", media)});
        auto* exports = new ChartExports(*view_);
        const QSignalSpy failed(exports, &ChartExports::failed);
        const QTemporaryDir folder;
        const auto saveAs = [&](const QString& path) {
            button("audioSave")->click();
            auto* dialog = view_->findChild<QFileDialog*>("saveBytesDialog");
            Q_EMIT dialog->fileSelected(path);
            delete dialog;
            QVERIFY(exports->isBusy());  // what a window that closes asks about
        };
        saveAs(folder.filePath("none/a.wav"));
        QTRY_COMPARE(failed.size(), 1);
        QVERIFY(failed.first().front().toString().contains("none"));
        QFile file(folder.filePath("a.wav"));
        saveAs(file.fileName());
        QTRY_VERIFY(file.exists());
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().toStdString(), waveOf(1));
        QCOMPARE(failed.size(), 1);
    }

    void a_text_loads_nothing() {
        Player player;
        store::TrialMedia media;
        media.texts["t"] = {{1,
                             "# Head\n**bold** ![x](file:///etc/hostname) <img src=\"http://localhost/x.png\">\n\n"
                             "[link](file:///etc/passwd)"}};
        view_->setTrials({trialOf("Trial 0", media)});
        auto* browser = view_->findChild<SafeTextBrowser*>("recordedText");
        const QString text = browser->toPlainText();
        QVERIFY(text.startsWith("Head\nbold"));
        QVERIFY(text.contains("<img"));  // HTML is text
        QVERIFY(text.contains("[x]"));   // a picture is what it is called
        QVERIFY(!browser->document()->toHtml().contains("<img"));
        Q_EMIT browser->anchorClicked(QUrl("file:///etc/passwd"));
        QVERIFY(player.opened.isEmpty());
    }
};

LATHE_WINDOW_TEST(TestMediaView)
#include "test_media_view.moc"
