// SPDX-License-Identifier: GPL-3.0-or-later
// Weights of others: which kinds of files are read, what fits, and that training begins with them.
#include <QtTest>

#include <cmath>

#include "core/base/files.h"
#include "tests/core/train/use/python.h"
#include "tests/core/train/use/trained_fixture.h"
#include "tests/core/train/use/use_probe.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::train;

class TestWeightsIn : public QObject {
    Q_OBJECT

    std::unique_ptr<test::TrainedFixture> home_;
    QJsonObject made_;
    config::Value config_;  // an MLP of 144, 12 and 3 numbers

    // The weights of a trial that begins with a file and learns nothing.
    std::map<std::string, double> begun_with(const std::string& file, const std::string& fit,
                                             std::string* log = nullptr) {
        static int number = 0;
        test::Trial trial;
        trial.config = config_;
        trial.config.set("network.checkpoint", home_->file(file));
        trial.config.set("network.checkpoint_fit", fit);
        trial.config.set("opt.name", "SGD");
        trial.config.set("opt.lr", 1e-30);
        trial.config.set("train.epochs", 1);
        trial.folder = home_->path("trial" + std::to_string(++number));
        fs::create_directories(trial.folder);
        const auto outcome = trial.run();
        if (log != nullptr) {
            for (const std::string& line : trial.recorder.lines) *log += line + "\n";
            if (!outcome) *log += outcome.error().str();
        }
        return test::weight_sums(trial.folder / "checkpoints/last.pt");
    }

  private Q_SLOTS:
    void initTestCase() {
        if (!test::has_python_torch()) QSKIP("python3-torch is not installed");
        home_ = std::make_unique<test::TrainedFixture>();
        config_ = home_->pictures_config();
        made_ = test::python({"make_weights", QString::fromStdString(home_->path("").string()), "144", "12", "3"});
        QVERIFY(!made_.isEmpty());
    }
    void cleanupTestCase() { home_.reset(); }

    void training_begins_with_them_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("a state_dict") << QByteArray("plain.pth") << 1e-5;
        QTest::newRow("inside a checkpoint, with a prefix") << QByteArray("lightning.ckpt") << 1e-5;
        QTest::newRow("an OrderedDict with metadata") << QByteArray("ordered.pth") << 1e-5;
        QTest::newRow("parameters") << QByteArray("parameters.pth") << 1e-5;
        QTest::newRow("objects of a class of one's own") << QByteArray("objects.pth") << 1e-5;
        for (const char* file : {"protocol3.pth", "protocol4.pth", "protocol5.pth"})
            QTest::newRow(file) << QByteArray(file) << 1e-5;
        QTest::newRow("safetensors") << QByteArray("plain.safetensors") << 1e-5;
        QTest::newRow("16 bits") << QByteArray("half.pth") << 0.5;
    }
    void training_begins_with_them() {
        QFETCH(QByteArray, file);
        QFETCH(double, tolerance);
        std::string log;
        const auto sums = begun_with(file.toStdString(), "all", &log);
        QVERIFY2(sums.size() == 4, log.c_str());
        const QJsonObject expected = made_["sums"].toObject();
        for (const QString& name : expected.keys()) {
            const double found = sums.at("network." + name.toStdString());
            QVERIFY2(std::abs(found - expected[name].toDouble()) < tolerance, qPrintable(name));
        }
    }

    void what_does_not_fit_is_refused_or_left() {
        config_.set("network.hidden", config::List{12, 5});
        std::string refused;
        begun_with("plain.pth", "all", &refused);
        QVERIFY2(refused.find("network.checkpoint") != std::string::npos &&
                     refused.find("layers.2.weight is [3, 12] in the checkpoint and [5, 12] in the network") !=
                         std::string::npos,
                 refused.c_str());
        std::string log;
        const auto sums = begun_with("plain.pth", "some", &log);
        config_.set("network.hidden", config::List{12});
        QVERIFY2(log.find("note: 2 weights begin as network.checkpoint has them, 4 do not fit") != std::string::npos,
                 log.c_str());
        const double expected = made_["sums"].toObject()["layers.0.weight"].toDouble();
        QVERIFY(std::abs(sums.at("network.layers.0.weight") - expected) < 1e-5);
    }

    void the_table_says_what_fits() {
        WeightsRequest request;
        request.file = home_->path("plain.pth");
        auto table = describe_weights(request);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        QCOMPARE(table->format, std::string("Python state_dict"));
        QVERIFY(!table->compared);
        QCOMPARE(table->rows.size(), std::size_t{4});
        QCOMPARE(table->rows[0].shape, std::string("[12, 144]"));

        request.config = config_;
        request.config->set("network.hidden", config::List{12, 5, 7});
        table = describe_weights(request);
        QVERIFY2(table, table ? "" : table.error().str().c_str());
        std::map<std::string, WeightFit> fits;
        for (const WeightRow& row : table->rows) fits[row.name] = row.fit;
        QCOMPARE(fits.at("network.layers.0.weight"), WeightFit::fits);
        QCOMPARE(fits.at("network.layers.2.weight"), WeightFit::other_shape);
        QCOMPARE(fits.at("network.layers.4.bias"), WeightFit::missing_in_file);
        request.config->set("network.hidden", config::List{});
        table = describe_weights(request);
        QVERIFY(table);
        QVERIFY(std::any_of(table->rows.begin(), table->rows.end(),
                            [](const WeightRow& row) { return row.fit == WeightFit::not_in_network; }));
    }

    void other_files_are_refused_data() {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("of an old PyTorch") << QByteArray("legacy.pth") << QByteArray("PyTorch 1.6 or later");
        QTest::newRow("no weights") << QByteArray("text.txt") << QByteArray("is neither a checkpoint of Lathe");
        QTest::newRow("cut short") << QByteArray("half-a-file.pth") << QByteArray("half-a-file.pth");
        QTest::newRow("nothing") << QByteArray("missing.pth") << QByteArray("missing.pth");
        QTest::newRow("one number a million times a million")
            << QByteArray("repeated.pth") << QByteArray("far larger than what the file holds");
        QTest::newRow("a call in the place of a tensor")
            << QByteArray("called.pth") << QByteArray("holds no state_dict");
    }
    void other_files_are_refused() {
        QFETCH(QByteArray, file);
        QFETCH(QByteArray, says);
        home_->write("text.txt", "weights, they said");
        const std::string whole = read_file(home_->path("plain.pth")).value();
        home_->write("half-a-file.pth", whole.substr(0, whole.size() / 2));
        WeightsRequest request;
        request.file = home_->path(file.toStdString());
        const auto table = describe_weights(request);
        QVERIFY(!table);
        QVERIFY2(table.error().str().find(says.toStdString()) != std::string::npos, table.error().str().c_str());
        QVERIFY(!fs::exists("called"));
    }

    // A state_dict with any bytes changed is read or refused.
    void changed_bytes_do_no_harm() {
        const std::string whole = read_file(home_->path("lightning.ckpt")).value();
        Random random(2);
        for (int i = 0; i < 300; ++i) {
            std::string bytes = whole;
            for (int change = 0; change < 3; ++change)
                bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
            home_->write("changed.pth", bytes);
            WeightsRequest request;
            request.file = home_->path("changed.pth");
            const auto table = describe_weights(request);
            QVERIFY(table || !table.error().what.empty());
        }
    }
};

LATHE_CORE_TEST(TestWeightsIn)
#include "test_weights_in.moc"
