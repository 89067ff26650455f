// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial's test found, as the Review room shows it.
#include <QApplication>
#include <QLabel>
#include <QTableView>
#include <QtTest>

#include <filesystem>

#include "core/base/files.h"
#include "tests/test_program.h"
#include "widgets/common/theme.h"
#include "widgets/runs/predictions_view.h"
#include "widgets/runs/test_reader.h"
#include "widgets/runs/wrong_samples_model.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

store::TestRecord small_record() {
    store::TestRecord record;
    record.part = "test";
    record.checkpoint = "best.pt";
    record.samples = 10;
    record.metrics = {{"test_acc", 0.7}, {"test_loss", 0.5}};
    record.classes = {"cat", "dog", "eel"};
    record.confusion = {{4, 1, 0}, {2, 3, 0}, {0, 0, 0}};
    record.worst = {{7, "a/b/rex.png", "dog", "cat", 0.99, 4.5}, {2, "", "cat", "dog", 0.6, 0.9}};
    record.tile_width = 3;
    record.tile_height = 2;
    return record;
}

QImage two_tiles() {
    QImage image(3, 4, QImage::Format_RGB32);
    image.fill(Qt::red);
    for (int y = 2; y < 4; ++y)
        for (int x = 0; x < 3; ++x) image.setPixelColor(x, y, Qt::blue);
    return image;
}

TestFacts facts_of(store::TestRecord record, const QImage& pictures = {}) {
    return {std::make_shared<const store::TestRecord>(std::move(record)), pictures, {}};
}

}  // namespace

class TestPredictionsView : public QObject {
    Q_OBJECT

    static QString cell(const QTableView* table, int row, int column) {
        return table->model()->index(row, column).data().toString();
    }

  private Q_SLOTS:
    void the_worst_come_first_with_their_pictures() {
        PredictionsView view;
        view.setFacts(facts_of(small_record(), two_tiles()));
        const auto* worst = view.findChild<QTableView*>("reviewWorst");
        QCOMPARE(worst->model()->rowCount(), 2);
        QCOMPARE(cell(worst, 0, WrongSamplesModel::sampleColumn), QString("rex.png"));
        QCOMPARE(cell(worst, 0, WrongSamplesModel::truthColumn), QString("dog"));
        QCOMPARE(cell(worst, 0, WrongSamplesModel::predictionColumn), QString("cat"));
        QCOMPARE(cell(worst, 1, WrongSamplesModel::sampleColumn), QString("2"));
        for (const auto& [row, colour] : {std::pair{0, Qt::red}, std::pair{1, Qt::blue}}) {
            const auto picture = worst->model()->index(row, 0).data(Qt::DecorationRole).value<QPixmap>().toImage();
            QCOMPARE(picture.pixelColor(picture.width() / 2, picture.height() / 2), QColor(colour));
        }
    }

    void the_confusion_matrix_and_scores_are_those_of_the_record() {
        PredictionsView view;
        view.setFacts(facts_of(small_record()));
        const auto* confusion = view.findChild<QTableView*>("reviewConfusion");
        QCOMPARE(confusion->model()->rowCount(), 3);
        QCOMPARE(cell(confusion, 1, 0), QString("2"));
        QCOMPARE(confusion->model()->headerData(1, Qt::Vertical).toString(), QString("dog"));
        QVERIFY(confusion->model()->index(1, 0).data(Qt::ToolTipRole).toString().contains("40.0 %"));
        const auto* scores = view.findChild<QTableView*>("reviewClassScores");
        // Of the cat: 4 of 6 predictions, 4 of 5 cats. There is no eel.
        QCOMPARE(cell(scores, 0, 1), QString("0.6667"));
        QCOMPARE(cell(scores, 0, 2), QString("0.8000"));
        QCOMPARE(cell(scores, 0, 3), QString("0.7273"));
        QCOMPARE(cell(scores, 0, 4), QString("5"));
        QCOMPARE(cell(scores, 2, 3), QString("0.0000"));
        scores->model()->sort(2, Qt::AscendingOrder);
        QCOMPARE(cell(scores, 0, 0), QString("eel"));
        QVERIFY(view.findChild<QLabel*>("reviewTestSummary")->text().contains("test_acc 0.7"));
    }

    void without_a_record_it_says_what_to_do() {
        PredictionsView view;
        view.show();
        view.setFacts({});
        const auto* hint = view.findChild<QLabel*>("reviewTestHint");
        QVERIFY(hint->isVisible() && hint->text().contains("Test it"));
        view.setFacts(facts_of(small_record()));
        QVERIFY(!hint->isVisible());
        view.setFacts({nullptr, {}, "test.json: damaged"});
        QVERIFY(hint->isVisible() && hint->text().contains("damaged"));
        view.showNothing("Select one trial.");
        QCOMPARE(hint->text(), QString("Select one trial."));
    }

    void a_regression_has_neither_classes_nor_probabilities() {
        store::TestRecord record = small_record();
        record.classes.clear();
        record.confusion.clear();
        record.tile_width = record.tile_height = 0;
        PredictionsView view;
        view.show();
        view.setFacts(facts_of(record));
        const auto* worst = view.findChild<QTableView*>("reviewWorst");
        QVERIFY(worst->isVisible() && worst->isColumnHidden(WrongSamplesModel::probabilityColumn));
        QVERIFY(!view.findChild<QTableView*>("reviewConfusion")->isVisible());
        const auto index = worst->model()->index(0, WrongSamplesModel::truthColumn);
        QVERIFY(index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight);
    }

    // As a test of a text: an empty room would look like one that failed.
    void a_test_without_samples_and_classes_says_so() {
        store::TestRecord record = small_record();
        record.classes.clear();
        record.confusion.clear();
        record.worst.clear();
        PredictionsView view;
        view.show();
        view.setFacts(facts_of(record));
        QVERIFY(view.findChild<QLabel*>("reviewTestSummary")->isVisible());
        QVERIFY(view.findChild<QLabel*>("reviewTestHint")->isVisible());
        QVERIFY(!view.findChild<QTableView*>("reviewWorst")->isVisible());
        view.setFacts(facts_of(small_record()));
        QVERIFY(view.findChild<QTableView*>("reviewWorst")->isVisible());
        QVERIFY(!view.findChild<QLabel*>("reviewTestHint")->isVisible());
    }

    // The theme's style sheet must not hide how often a class was taken for which.
    void cells_of_the_matrix_are_shaded_by_their_part() {
        applyTheme(*qApp, ThemeChoice::light);
        PredictionsView view;
        view.resize(900, 500);
        view.show();
        view.setFacts(facts_of(small_record()));
        auto* confusion = view.findChild<QTableView*>("reviewConfusion");
        const auto colourOf = [&](int row, int column) {
            const QRect cell = confusion->visualRect(confusion->model()->index(row, column));
            return confusion->viewport()->grab().toImage().pixelColor(cell.topLeft() + QPoint(3, 3));
        };
        QVERIFY(colourOf(0, 0).lightness() < colourOf(0, 1).lightness());
        QVERIFY(colourOf(0, 1).lightness() < colourOf(0, 2).lightness());
    }

    void records_are_read_again_only_when_they_changed() {
        QTemporaryDir dir;
        const std::filesystem::path folder = dir.path().toStdString();
        TestReader reader;
        QVERIFY(reader.read(folder).record == nullptr && reader.read(folder).error.isEmpty());
        QVERIFY(store::write_test_record(folder, small_record(), {}));
        const TestFacts first = reader.read(folder);
        QVERIFY(first.record);
        QCOMPARE(first.record->confusion, small_record().confusion);
        QCOMPARE(reader.read(folder).record, first.record);
        QVERIFY(write_file_atomically(folder / "test.json", "{}x"));
        std::filesystem::last_write_time(folder / "test.json",
                                         std::filesystem::file_time_type::clock::now() + std::chrono::seconds(5));
        QVERIFY(reader.read(folder).error.contains("test.json"));
    }
};

LATHE_WINDOW_TEST(TestPredictionsView)
#include "test_predictions_view.moc"
