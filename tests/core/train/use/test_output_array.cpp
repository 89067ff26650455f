// SPDX-License-Identifier: GPL-3.0-or-later
// Outputs of any shape as one array.
#include <QtTest>

#include "tests/core/train/use/use_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using Sizes = std::vector<std::int64_t>;

class TestOutputArray : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Two batches of two samples each.
    void a_row_is_an_answer_data() {
        QTest::addColumn<Sizes>("batch");
        QTest::addColumn<bool>("text");
        QTest::addColumn<Sizes>("shape");
        QTest::newRow("scores") << Sizes{2, 3} << false << Sizes{4, 3};
        QTest::newRow("one number") << Sizes{2} << false << Sizes{4, 1};
        QTest::newRow("one number in a list") << Sizes{2, 1} << false << Sizes{4, 1};
        QTest::newRow("pictures") << Sizes{2, 3, 5, 7} << false << Sizes{4, 3, 5, 7};
        QTest::newRow("steps in time") << Sizes{2, 5, 7} << false << Sizes{4, 5, 7};
        QTest::newRow("nothing of each") << Sizes{2, 0} << false << Sizes{4, 0};
        QTest::newRow("each character of texts") << Sizes{2, 5, 7} << true << Sizes{20, 7};
        QTest::newRow("one answer for a text") << Sizes{2, 7} << true << Sizes{4, 7};
    }
    void a_row_is_an_answer() {
        QFETCH(Sizes, batch);
        QFETCH(bool, text);
        QFETCH(Sizes, shape);
        std::string error;
        QCOMPARE(test::saved_shape({batch, batch}, 2, text, error), shape);
        QCOMPARE(error, std::string());
    }

    void what_makes_no_array_is_refused() {
        std::string error;
        test::saved_shape({{3, 4}}, 2, false, error);
        QVERIFY2(error.find("one answer for each sample") != std::string::npos, error.c_str());
        test::saved_shape({{}}, 2, false, error);
        QVERIFY2(error.find("one answer for each sample") != std::string::npos, error.c_str());
        test::saved_shape({{2, 4}, {2, 5}}, 2, false, error);
        QVERIFY2(error.find("from batch to batch") != std::string::npos, error.c_str());
    }

    void nothing_is_an_empty_array() {
        std::string error;
        QCOMPARE(test::saved_shape({}, 2, false, error), (Sizes{0, 1}));
    }
};

LATHE_CORE_TEST(TestOutputArray)
#include "test_output_array.moc"
