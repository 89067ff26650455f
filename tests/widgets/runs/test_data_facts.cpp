// SPDX-License-Identifier: GPL-3.0-or-later
// What a record says of its data, in words.
#include <QTest>

#include "core/config/value.h"
#include "tests/test_program.h"
#include "widgets/runs/data_facts.h"

using namespace lathe;

class TestDataFacts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void parts_and_notes_are_lines() {
        config::Value data{config::Dict{}};
        data.set("parts.train.samples", 10);
        data.set("parts.train.classes.cat", 4);
        data.set("parts.train.classes.dog", 6);
        data.set("parts.val.samples", 300);
        data.set("parts.val.classes", 100);
        data.set("parts.test.samples", 7);
        data.set("notes", config::Value(config::List{config::Value("1 file left out"), config::Value("no more")}));
        const std::vector<std::pair<QString, QString>> expected{{"data: train", "10 samples: cat 4, dog 6"},
                                                                {"data: val", "300 samples of 100 classes"},
                                                                {"data: test", "7 samples"},
                                                                {"data: notes", "1 file left out; no more"}};
        QCOMPARE(gui::dataFacts(data), expected);
    }

    void other_records_give_none() {
        QVERIFY(gui::dataFacts(config::Value()).empty());
        QVERIFY(gui::dataFacts(config::Value("text")).empty());
        QVERIFY(gui::dataFacts(config::Value(config::Dict{})).empty());
    }
};

LATHE_TEST(TestDataFacts)
#include "test_data_facts.moc"
