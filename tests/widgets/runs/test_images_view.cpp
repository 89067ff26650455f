// SPDX-License-Identifier: GPL-3.0-or-later
#include <QBuffer>
#include <QComboBox>
#include <QImage>
#include <QLabel>
#include <QSlider>
#include <QTest>

#include "tests/test_program.h"
#include "widgets/runs/images_view.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

std::string pngOf(QRgb colour) {
    QImage image(4, 2, QImage::Format_RGB32);
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

ImagesView::Trial trialWith(const QString& label, store::ImagesByTag images) {
    return {label, std::make_shared<const store::ImagesByTag>(std::move(images))};
}

// What is shown, by its middle.
QList<QRgb> shownColours(const ImagesView& view) {
    QList<QRgb> colours;
    for (const QLabel* label : view.findChildren<QLabel*>("image")) {
        const QImage image = label->pixmap().toImage();
        colours << image.pixel(image.width() / 2, image.height() / 2);
    }
    return colours;
}

}  // namespace

class TestImagesView : public QObject {
    Q_OBJECT

    static QSlider* slider(const ImagesView& view) { return view.findChild<QSlider*>("imageSteps"); }
    static QComboBox* names(const ImagesView& view) { return view.findChild<QComboBox*>("imageNames"); }

  private Q_SLOTS:
    void without_images_it_says_so() {
        ImagesView view;
        view.resize(400, 300);
        view.show();
        view.setTrials({{"Trial 0", nullptr}});
        QVERIFY(!names(view)->isVisible());
        QVERIFY(shownColours(view).isEmpty());
    }

    void the_newest_is_shown_first_and_others_by_step() {
        ImagesView view;
        view.resize(400, 300);
        view.show();
        view.setTrials({trialWith("Trial 0", {{"samples", {{10, pngOf(redImage)}, {20, pngOf(greenImage)}}}})});
        QCOMPARE(names(view)->currentText(), "samples");
        QCOMPARE(slider(view)->maximum(), 1);
        QCOMPARE(shownColours(view), QList<QRgb>{greenImage});
        QCOMPARE(view.findChild<QLabel*>("imageStep")->text(), "step 20");
        slider(view)->setValue(0);
        QTRY_COMPARE(shownColours(view), QList<QRgb>{redImage});
        // Who looks back stays there when another comes.
        view.setTrials({trialWith(
            "Trial 0", {{"samples", {{10, pngOf(redImage)}, {20, pngOf(greenImage)}, {30, pngOf(blueImage)}}}})});
        QTRY_COMPARE(shownColours(view), QList<QRgb>{redImage});
        slider(view)->setValue(2);
        QTRY_COMPARE(shownColours(view), QList<QRgb>{blueImage});
    }

    void trials_stand_side_by_side_at_the_same_step() {
        ImagesView view;
        view.resize(400, 300);
        view.show();
        view.setTrials({trialWith("Trial 0", {{"samples", {{10, pngOf(redImage)}}}}),
                        trialWith("Trial 1", {{"samples", {{10, pngOf(greenImage)}, {20, pngOf(blueImage)}}},
                                              {"val_confusion", {{20, pngOf(redImage)}}}})});
        QTRY_COMPARE(shownColours(view), (QList<QRgb>{redImage, blueImage}));  // what was the newest at step 20
        names(view)->setCurrentText("val_confusion");
        QTRY_COMPARE(shownColours(view), QList<QRgb>{redImage});
    }
};

LATHE_WINDOW_TEST(TestImagesView)
#include "test_images_view.moc"
