// SPDX-License-Identifier: GPL-3.0-or-later
// Whether data is still what a checkpoint was trained on.
#include <QTest>

#include "core/base/json.h"
#include "core/train/fitted.h"
#include "tests/test_program.h"

using namespace lathe;

class TestFitted : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void what_differs_is_seen_data() {
        QTest::addColumn<QByteArray>("kept");
        QTest::addColumn<QByteArray>("now");
        QTest::addColumn<bool>("same");
        const QByteArray table = R"({"columns": [{"name": "day", "mean": 2.5}], "classes": ["a", "b"]})";
        const auto with = [&](const char* what, const char* other) { return QByteArray(table).replace(what, other); };
        QTest::newRow("the same") << table << table << true;
        QTest::newRow("another mean") << table << with("2.5", "2.25") << false;
        QTest::newRow("another class") << table << with("\"b\"", "\"c\"") << false;
        QTest::newRow("a class more") << table << with("\"b\"", "\"b\", \"c\"") << false;
        QTest::newRow("a class less") << table << with(", \"b\"", "") << false;
        QTest::newRow("not told now") << table << with("\"mean\": 2.5", "\"fill\": 2.5") << false;
        QTest::newRow("not written by an older Lathe") << table << with("2.5", "2.5, \"day_first\": true") << true;
        QTest::newRow("of another kind") << table << QByteArray("[1]") << false;
    }
    void what_differs_is_seen() {
        QFETCH(QByteArray, kept);
        QFETCH(QByteArray, now);
        const auto read = [](const QByteArray& text) {
            return config::from_json(parse_json(text.toStdString()).value());
        };
        QTEST(train::is_same_fitted(read(kept), read(now)), "same");
    }
};

LATHE_TEST(TestFitted)
#include "test_fitted.moc"
