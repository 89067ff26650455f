// SPDX-License-Identifier: GPL-3.0-or-later
// Exported networks, read by Python: TorchScript gives the same answers, state_dict and safetensors hold the weights.
#include <QtTest>

#include "core/base/files.h"
#include "tests/core/train/use/python.h"
#include "tests/core/train/use/trained_fixture.h"
#include "tests/core/train/use/use_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::train;

class TestExports : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TrainedFixture> home_;

    QString file(const std::string& name) const { return QString::fromStdString(home_->file(name)); }
    Result<ExportReport> export_as(const std::string& trial, ModelFormat format, const std::string& name) const {
        ExportRequest request;
        request.model = home_->model(trial);
        request.format = format;
        request.output = home_->path(name);
        return export_model(request);
    }
    void predict_outputs(const std::string& trial, const std::string& name) const {
        PredictRequest request;
        request.model = home_->model(trial);
        request.part = "test";
        request.output = home_->path(name);
        const auto report = predict(request);
        QVERIFY2(report, report ? "" : report.error().str().c_str());
    }

  private Q_SLOTS:
    void init() {
        if (!test::has_python_torch()) QSKIP("python3-torch is not installed");
        home_ = std::make_unique<test::TrainedFixture>();
    }
    void cleanup() { home_.reset(); }

    // Python decodes and normalises the files itself, by what the export says.
    void torchscript_of_pictures_answers_alike_data() {
        QTest::addColumn<QString>("network");
        for (const char* network : {"mlp", "lenet", "resnet", "squeezenet"}) QTest::newRow(network) << network;
    }
    void torchscript_of_pictures_answers_alike() {
        QFETCH(QString, network);
        std::vector<std::pair<std::string, config::Value>> changes{{"network.name", network.toStdString()},
                                                                   {"train.epochs", 1}};
        if (network == "resnet") changes.emplace_back("network.width", 4);
        if (network == "squeezenet") {
            changes.emplace_back("data.height", 32);
            changes.emplace_back("data.width", 32);
        }
        home_->train("trial", home_->pictures_config(changes));
        if (network == "squeezenet") {  // Python does not scale pictures
            const auto report = export_as("trial", ModelFormat::torchscript, "model.pt");
            QVERIFY2(report, report ? "" : report.error().str().c_str());
            test::write_samples(home_->path("trial"), "test", home_->path("x.npy"));
            predict_outputs("trial", "y.npy");
            const auto found =
                test::python({"torchscript_on_array", file("model.pt"), file("x.npy"), file("y.npy"), "pictures"});
            QVERIFY(found["rows"].toInt() == 60 && found["difference"].toDouble(1) < 1e-5);
            return;
        }
        const auto report = export_as("trial", ModelFormat::torchscript, "model.pt");
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        predict_outputs("trial", "y.npy");
        QStringList arguments{"torchscript_on_pictures", file("model.pt"), file("y.npy")};
        for (const char* label : {"left", "none", "right"})
            for (int i = 0; i < 20; ++i)
                arguments << file("pictures/test") + QString("/%1/%2.pgm").arg(label).arg(i, 2, 10, QChar('0'));
        const QJsonObject found = test::python(arguments);
        QVERIFY2(found["difference"].toDouble(1) < 1e-5, qPrintable(QString::number(found["difference"].toDouble(1))));
        QCOMPARE(found["classes"].toArray().size(), 3);
        QCOMPARE(found["training"].toBool(true), false);
        QVERIFY(found["names"].toArray().contains(network == "mlp" ? "layers.0.weight" : "features.0.weight"));
    }

    void torchscript_of_text_and_tables_answers_alike_data() {
        QTest::addColumn<QString>("kind");
        for (const char* kind : {"gru", "transformer", "classification", "regression", "embedding"})
            QTest::newRow(kind) << kind;
    }
    void torchscript_of_text_and_tables_answers_alike() {
        QFETCH(QString, kind);
        const bool text = kind == "gru" || kind == "transformer";
        config::Value config = text ? home_->text_config(kind.toStdString())
                                    : home_->table_config(kind == "regression" ? "regression" : "classification");
        if (kind == "embedding") config.set("data.categories", "embedding");
        if (text) config.set("train.epochs", 1);
        home_->train("trial", config);
        const auto report = export_as("trial", ModelFormat::torchscript, "model.pt");
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        test::write_samples(home_->path("trial"), "test", home_->path("x.npy"));
        predict_outputs("trial", "y.npy");
        const QJsonObject found = test::python(
            {"torchscript_on_array", file("model.pt"), file("x.npy"), file("y.npy"), text ? "text" : "table"});
        QVERIFY(found["rows"].toInt() > 5);
        QVERIFY2(found["difference"].toDouble(1) < 1e-5, qPrintable(QString::number(found["difference"].toDouble(1))));
    }

    void weights_are_the_same_in_both_files() {
        home_->train("trial",
                     home_->pictures_config({{"network.name", "resnet"}, {"network.width", 4}, {"train.epochs", 1}}));
        QVERIFY(export_as("trial", ModelFormat::state_dict, "model.pth"));
        const auto report = export_as("trial", ModelFormat::safetensors, "model.safetensors");
        QVERIFY2(report, report ? "" : report.error().str().c_str());
        const QJsonObject found = test::python({"state_dict", file("model.pth"), file("model.safetensors")});
        QVERIFY(found["same"].toBool());
        QCOMPARE(static_cast<std::int64_t>(found["names"].toArray().size()), report->tensors);
        for (const char* name :
             {"features.0.weight", "features.1.running_mean", "features.1.num_batches_tracked", "classifier.bias"})
            QVERIFY2(found["names"].toArray().contains(name), name);
        QCOMPARE(found["metadata"].toArray(), (QJsonArray{"format", "lathe"}));
    }
};

LATHE_CORE_TEST(TestExports)
#include "test_exports.moc"
