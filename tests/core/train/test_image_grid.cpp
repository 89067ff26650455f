// SPDX-License-Identifier: GPL-3.0-or-later
#include <torch/types.h>

#include <QImage>
#include <QTest>

#include "core/train/error.h"
#include "core/train/image_grid.h"
#include "tests/test_program.h"

using lathe::train::image_grid;
using lathe::train::TrainError;

namespace {

QImage read_grid(const lathe::run::Picture& picture) {
    return QImage::fromData(QByteArray::fromStdString(picture.png));
}

}  // namespace

class TestImageGrid : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void side_by_side_with_black_between() {
        const auto images =
            torch::stack({torch::zeros({1, 4, 4}), torch::ones({1, 4, 4}), torch::full({1, 4, 4}, 0.5)});
        const QImage image = read_grid(image_grid(images, 2));
        QCOMPARE(image.size(), QSize(4 + 2 + 4, 4 + 2 + 4));
        QCOMPARE(image.pixelColor(8, 2), QColor(Qt::white));
        QCOMPARE(image.pixelColor(5, 2), QColor(Qt::black));
        QCOMPARE(image.pixelColor(1, 8), QColor(128, 128, 128));
        QCOMPARE(image.pixelColor(8, 8), QColor(Qt::black));  // no fourth image
    }

    void colours_and_values_beyond() {
        auto image = torch::zeros({3, 2, 2});
        image[0].fill_(7.0);
        image[2].fill_(-1.0);
        QCOMPARE(read_grid(image_grid(image)).pixelColor(1, 1), QColor(255, 0, 0));
    }

    void about_as_wide_as_high() {
        QCOMPARE(read_grid(image_grid(torch::zeros({9, 1, 2, 2}))).size(), QSize(10, 10));
        QCOMPARE(read_grid(image_grid(torch::zeros({1, 1, 2, 3}), 5)).size(), QSize(3, 2));
    }

    void other_shapes_are_refused() {
        QVERIFY_EXCEPTION_THROWN(image_grid(torch::zeros({2, 2})), TrainError);
        QVERIFY_EXCEPTION_THROWN(image_grid(torch::zeros({1, 2, 4, 4})), TrainError);
        QVERIFY_EXCEPTION_THROWN(image_grid(torch::zeros({0, 1, 4, 4})), TrainError);
        QVERIFY_EXCEPTION_THROWN(image_grid(torch::zeros({1, 1, 9000, 4})), TrainError);
    }
};

LATHE_TEST(TestImageGrid)
#include "test_image_grid.moc"
