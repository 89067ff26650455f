// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <map>

#include <QTest>

#include "tests/test_program.h"
#include "widgets/runs/trial_filter.h"

using lathe::config::Value;
using lathe::gui::FilterSubject;
using lathe::gui::TrialFilter;

namespace {

class Subject : public FilterSubject {
  public:
    std::optional<Value> value(std::string_view name) const override {
        const auto it = values.find(name);
        return it == values.end() ? std::nullopt : std::optional(it->second);
    }
    const std::string& text() const override { return words; }

    std::map<std::string, Value, std::less<>> values{{"val_loss", Value(0.25)},       {"opt.lr", Value(1e-3)},
                                                     {"opt.name", Value("Adam")},     {"train.batch_size", Value(64)},
                                                     {"broken", Value(std::nan(""))}, {"state", Value("SUCCEEDED")},
                                                     {"duration", Value(1800.0)}};
    std::string words = "fashion-lenet 3 succeeded adam \xed\x95\x9c\xea\xb5\xad";
};

}  // namespace

class TestTrialFilter : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void matches_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<bool>("expected");
        const auto row = [](const char* text, bool expected) { QTest::newRow(text) << QByteArray(text) << expected; };
        row("", true);
        row("   ", true);
        row("val_loss < 0.3", true);
        row("val_loss<0.3", true);
        row("val_loss < 0.25", false);
        row("val_loss <= 0.25", true);
        row("val_loss >= 2.5e-1", true);
        row("val_loss = .25", true);
        row("val_loss == +0.25", true);
        row("val_loss != 0.25", false);
        row("val_loss < 0.3 and opt.lr > 1e-3", false);
        row("val_loss < 0.3 and opt.lr >= 1e-3", true);
        row("val_loss < 0.3 AND opt.lr >= 1e-3", true);
        row("val_loss > 1 or opt.lr >= 1e-3", true);
        row("val_loss > 1 or opt.lr > 1 or train.batch_size = 64", true);
        row("adam and val_loss > 1 or fashion", true);
        row("adam and (val_loss > 1 or missing)", false);
        row("not val_loss > 1", true);
        row("not (adam or fashion)", false);
        row("not not adam", true);
        row("opt.name = adam", true);
        row("opt.name = 'Adam'", true);
        row("opt.name != SGD", true);
        row("opt.name ~ DA", true);
        row("opt.name ~ sgd", false);
        row("train.batch_size ~ 6", true);
        row("state=SUCCEEDED", true);
        row("missing > 1", false);
        row("missing != 1", false);
        row("broken = nan", true);
        row("broken < 1", false);
        row("broken != 1", true);
        row("val_loss < inf", true);
        row("Fashion LENET", true);
        row("fashion sgd", false);
        row("\"lenet 3\"", true);
        row("\xed\x95\x9c", true);
        row("adam val_loss < 0.3", true);
        row("((((adam))))", true);
        row("duration > 10m", true);
        row("duration < 1.5h", true);
        row("duration > '1h'", false);
        row("duration = 1800", true);
        // A number is neither less nor more than a word, but another thing.
        row("val_loss < much", false);
        row("val_loss > much", false);
        row("val_loss != much", true);
    }
    void matches() {
        QFETCH(QByteArray, text);
        QFETCH(bool, expected);
        const auto filter = TrialFilter::parse(text.toStdString());
        QVERIFY2(filter, filter ? "" : filter.error().str().c_str());
        QCOMPARE(filter->matches(Subject()), expected);
    }

    void says_where_it_goes_wrong_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("column");
        const auto row = [](const char* text, int column) { QTest::newRow(text) << QByteArray(text) << column; };
        row("val_loss <", 11);
        row("< 0.3", 1);
        row("a < 1 and", 10);
        row("a < 1 and or b", 11);
        row("(a < 1", 1);
        row("a < 1)", 6);
        row("a = \"x", 5);
        row("a ! 3", 3);
        row("a < < 3", 5);
        row("not", 4);
        row("()", 2);
        row("or", 1);
    }
    void says_where_it_goes_wrong() {
        QFETCH(QByteArray, text);
        QFETCH(int, column);
        const auto filter = TrialFilter::parse(text.toStdString());
        QVERIFY(!filter);
        QCOMPARE(filter.error().column, column);
        QVERIFY(!filter.error().what.empty());
    }

    void depth_is_bounded() {
        QVERIFY(!TrialFilter::parse(std::string(100000, '(')));
        std::string nots;
        for (int i = 0; i < 100000; ++i) nots += "not ";
        QVERIFY(!TrialFilter::parse(nots + "x"));
    }
};

LATHE_TEST(TestTrialFilter)
#include "test_trial_filter.moc"
