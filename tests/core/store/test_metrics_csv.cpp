// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/numbers.h"
#include "core/store/metrics_csv.h"
#include "fixtures.h"
#include "tests/test_program.h"

using namespace lathe::store;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

class TestMetricsCsv : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path file_;

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        file_ = fs::path(dir_->path().toStdString()) / "metrics.csv";
    }

    void rows_as_lightning_writes_them() {
        auto csv = MetricsCsv::open(file_);
        add_row(*csv, 49, {{"epoch", 0}, {"train_loss", 0.5}});
        add_row(*csv, 99, {{"epoch", 0}, {"val_loss", 0.25}, {"val_acc", 0.9}});
        QVERIFY(csv->flush());
        QCOMPARE(bytes_of(file_), std::string("epoch,step,train_loss,val_acc,val_loss\n0,49,0.5,,\n0,99,,0.9,0.25\n"));
    }

    void a_metric_that_appears_later_loses_nothing() {
        auto csv = MetricsCsv::open(file_);
        add_row(*csv, 1, {{"b", 1}});
        QVERIFY(csv->flush());
        add_row(*csv, 2, {{"b", 2}});
        QVERIFY(csv->flush());
        add_row(*csv, 3, {{"a", 3}, {"z", 4}});
        QVERIFY(csv->flush());
        add_row(*csv, 4, {{"b", 5}});
        QVERIFY(csv->flush());
        QCOMPARE(bytes_of(file_), std::string("a,b,step,z\n,1,1,\n,2,2,\n3,,3,4\n,5,4,\n"));
    }

    void an_existing_file_is_gone_on_with() {
        for (int i = 0; i < 3; ++i) {
            auto csv = MetricsCsv::open(file_);
            QVERIFY(csv);
            add_row(*csv, i, {{"m" + std::to_string(i), 1}});
            QVERIFY(csv->flush());
        }
        QCOMPARE(bytes_of(file_), std::string("m0,m1,m2,step\n1,,,0\n,1,,1\n,,1,2\n"));
    }

    void a_torn_row_is_dropped() {
        put_bytes(file_, "step,x\n1,0.5\n2,0.12");
        auto csv = MetricsCsv::open(file_);
        add_row(*csv, 2, {{"x", 0.125}});
        QVERIFY(csv->flush());
        QCOMPARE(bytes_of(file_), std::string("step,x\n1,0.5\n2,0.125\n"));
    }

    void numbers_read_back_exactly() {
        auto csv = MetricsCsv::open(file_);
        const double infinity = std::numeric_limits<double>::infinity();
        const std::vector<double> values{0.1, 1.0 / 3, 1e-300, 123456789012345680.0, std::nan(""), infinity, -infinity};
        for (std::size_t i = 0; i < values.size(); ++i) add_row(*csv, static_cast<int>(i), {{"v", values[i]}});
        QVERIFY(csv->flush());
        std::istringstream lines(bytes_of(file_));
        std::string line;
        std::getline(lines, line);
        for (const double value : values) {
            std::getline(lines, line);
            const auto back = lathe::parse_number<double>(std::string_view(line).substr(line.find(',') + 1));
            QVERIFY(back && (*back == value || (std::isnan(*back) && std::isnan(value))));
        }
    }

    void names_are_quoted() {
        for (int i = 0; i < 2; ++i) {
            auto csv = MetricsCsv::open(file_);
            QVERIFY(csv);
            add_row(*csv, i, {{"a,b", 1}, {"say \"hi\"\nand go", 2}});
            QVERIFY(csv->flush());
        }
        QCOMPARE(bytes_of(file_), std::string("\"a,b\",\"say \"\"hi\"\"\nand go\",step\n1,2,0\n1,2,1\n"));
    }

    void rows_that_other_programs_wrote_are_understood() {
        put_bytes(file_, "\xEF\xBB\xBFstep,\"x\"\r\n1.0,\"0.5\"\r\nno step,7\r\n2,0.25,9\r\n");
        auto csv = MetricsCsv::open(file_);
        QVERIFY(csv);
        QCOMPARE(csv->last_steps().at("x"), std::int64_t{1});
        add_row(*csv, 3, {{"a", 1}, {"x", 2}});
        QVERIFY(csv->flush());
        QCOMPARE(bytes_of(file_), std::string("a,step,x\n,1.0,0.5\n,no step,7\n,2,0.25\n1,3,2\n"));
    }

    void an_open_quote_is_refused_with_its_line() {
        put_bytes(file_, "step,x\n1,0.5\n2,\"0.25\n3,1\n");
        const auto csv = MetricsCsv::open(file_);
        QVERIFY(!csv);
        QCOMPARE(csv.error().str(), file_.string() + ":3: a quote that begins here is never closed; correct the line");
        QCOMPARE(bytes_of(file_), std::string("step,x\n1,0.5\n2,\"0.25\n3,1\n"));
    }

    void another_kind_of_file_is_refused() {
        put_bytes(file_, "hello\nworld\n");
        QVERIFY(!MetricsCsv::open(file_));
        QCOMPARE(bytes_of(file_), std::string("hello\nworld\n"));
    }
};

LATHE_TEST(TestMetricsCsv)
#include "test_metrics_csv.moc"
