// SPDX-License-Identifier: GPL-3.0-or-later
#include <torch/types.h>

#include <QImage>
#include <QTest>

#include "core/train/metrics/confusion_matrix.h"
#include "tests/test_program.h"

using lathe::train::ConfusionMatrix;

namespace {

torch::Tensor classes_of(const std::vector<std::int64_t>& values) {
    return torch::tensor(values, torch::kInt64);
}

}  // namespace

class TestConfusionMatrix : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void rows_are_the_truth() {
        ConfusionMatrix matrix(3);
        matrix.add(classes_of({0, 1, 1}), classes_of({0, 0, 1}));
        matrix.add(classes_of({2}), classes_of({1}));
        QVERIFY(torch::equal(matrix.counts(), torch::tensor({{1, 1, 0}, {0, 1, 1}, {0, 0, 0}}, torch::kInt64)));
        matrix.reset();
        QCOMPARE(matrix.counts().sum().item<std::int64_t>(), std::int64_t{0});
    }

    // scikit-learn: precision_recall_fscore_support([0,0,1,1,2], [0,1,1,2,1], average="macro", zero_division=0)
    void scores_as_scikit_learn() {
        ConfusionMatrix matrix(4);  // the fourth class never occurs and does not count
        matrix.add(classes_of({0, 1, 1, 2, 1}), classes_of({0, 0, 1, 1, 2}));
        const auto scores = matrix.scores();
        QCOMPARE(scores.accuracy, 0.4);
        QCOMPARE(scores.precision, (1.0 + 1.0 / 3 + 0) / 3);
        QCOMPARE(scores.recall, (0.5 + 0.5 + 0) / 3);
        QCOMPARE(scores.f1, (2.0 / 3 + 0.4 + 0) / 3);
    }

    void nothing_seen_scores_nothing() {
        const auto scores = ConfusionMatrix(2).scores();
        QCOMPARE(scores.accuracy, 0.0);
        QCOMPARE(scores.f1, 0.0);
    }

    void its_picture_is_dark_where_a_class_went() {
        ConfusionMatrix matrix(2);
        matrix.add(classes_of({1, 1}), classes_of({0, 0}));
        const auto picture = matrix.picture();
        const QImage image = QImage::fromData(QByteArray::fromStdString(picture.png));
        QCOMPARE(image.width(), picture.width);
        QCOMPARE(image.height(), picture.height);
        QCOMPARE(image.pixelColor(10, 10), QColor(Qt::white));
        QCOMPARE(image.pixelColor(image.width() - 10, 10), QColor(8, 48, 107));
    }
};

LATHE_TEST(TestConfusionMatrix)
#include "test_confusion_matrix.moc"
