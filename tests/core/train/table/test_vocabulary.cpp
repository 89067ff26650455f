// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "core/train/table/vocabulary.h"
#include "tests/test_program.h"

using namespace lathe::train;

class TestVocabulary : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void numbers_in_the_order_they_come() {
        Vocabulary words(DecimalMark::point);
        QCOMPARE(words.code("red"), 0);
        QCOMPARE(words.code("blue"), 1);
        QCOMPARE(words.code("red"), 0);
        QCOMPARE(words.words(), (std::vector<std::string>{"red", "blue"}));
        QVERIFY(words.respelt().empty());
    }

    void two_spellings_of_a_number_are_one_value() {
        Vocabulary words(DecimalMark::point);
        QCOMPARE(words.code("1"), 0);
        QCOMPARE(words.code("1.0"), 0);
        QCOMPARE(words.code("01"), 1);  // a code, as of an article
        QCOMPARE(words.code("-0"), 2);
        QCOMPARE(words.code("0"), 2);
        QCOMPARE(words.respelt(), std::string("\"1\" and \"1.0\""));
    }

    void the_decimal_mark_is_the_files() {
        Vocabulary words(DecimalMark::comma);
        QCOMPARE(words.code("1,5"), 0);
        QCOMPARE(words.code("1,50"), 0);
    }

    void numbers_by_size_before_words() {
        std::vector<std::string> cells{"b", "10", "9", "a", "2.5"};
        std::ranges::sort(cells, [](const auto& a, const auto& b) { return value_before(a, b, DecimalMark::point); });
        QCOMPARE(cells, (std::vector<std::string>{"2.5", "9", "10", "a", "b"}));
    }
};

LATHE_TEST(TestVocabulary)
#include "test_vocabulary.moc"
