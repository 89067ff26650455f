// SPDX-License-Identifier: GPL-3.0-or-later
// The networks beside PyTorch's and torchvision's own definitions of them, with the same weights.
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include <cmath>

#include "tests/core/train/network_dump.h"
#include "tests/test_program.h"

using namespace lathe;

class TestNetworks : public QObject {
    Q_OBJECT

    // What networks.py prints; empty: its packages are not there.
    static QJsonObject python(const QStringList& arguments) {
        QProcess process;
        process.start("/usr/bin/python3", QStringList{LATHE_SOURCE_DIR "/tests/core/train/networks.py"} + arguments);
        if (!process.waitForStarted() || !process.waitForFinished(240000)) return {};
        const QByteArray error = process.readAllStandardError();
        if (process.exitCode() != 0 && !error.contains("No module named")) qWarning("%s", error.constData());
        return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    }
    static bool has_module(const char* name) {
        return QProcess::execute("/usr/bin/python3", {"-c", QString("import %1").arg(name)}) == 0;
    }

  private Q_SLOTS:
    void answers_as_pytorchs_do_data() {
        QTest::addColumn<QString>("network");
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("size");
        QTest::newRow("resnet9") << "resnet"
                                 << "network.depth"
                                 << "9" << 32;
        QTest::newRow("resnet18") << "resnet"
                                  << "network.depth"
                                  << "18" << 32;
        QTest::newRow("resnet18_large") << "resnet"
                                        << "network.depth"
                                        << "18" << 64;
        QTest::newRow("squeezenet1_0") << "squeezenet"
                                       << "network.version"
                                       << "1_0" << 64;
        QTest::newRow("squeezenet1_1") << "squeezenet"
                                       << "network.version"
                                       << "1_1" << 64;
        QTest::newRow("gru") << "gru"
                             << "network.layers"
                             << "2" << 0;
        QTest::newRow("transformer") << "transformer"
                                     << "network.layers"
                                     << "2" << 0;
    }
    void answers_as_pytorchs_do() {
        QFETCH(QString, network);
        QFETCH(QString, option);
        QFETCH(QString, value);
        QFETCH(int, size);
        const QString name = QTest::currentDataTag();
        const bool vision = network == "squeezenet" || name.startsWith("resnet18");
        if (!has_module(vision ? "torchvision" : "torch"))
            QSKIP("python3-torch or python3-torchvision is not installed");
        config::Value config{config::Dict{}};
        config.set("network.name", network.toStdString());
        if (option.endsWith("layers")) config.set(option.toStdString(), value.toInt());
        else config.set(option.toStdString(), value.toStdString());
        if (network == "squeezenet" || network == "transformer") config.set("network.dropout", 0.0);
        const bool text = size == 0;
        const test::SampleShape sample = text ? test::SampleShape{1, 24, 50, true} : test::SampleShape{3, size, 10};
        QTemporaryDir folder;
        test::dump_network(config, sample, 4, folder.path().toStdString());
        const QJsonObject found = python({name, folder.path()});
        QCOMPARE(found.size(), 3);
        for (const QString& part : found.keys())
            QVERIFY2(found[part].toDouble() < 1e-4, qPrintable(QString("%1 %2").arg(part).arg(found[part].toDouble())));
    }

    // On a real text that every Debian has.
    void perplexity_is_pytorchs() {
        const QString text = "/usr/share/common-licenses/GPL-3";
        if (!QFile::exists(text) || !has_module("torch")) QSKIP("the text or python3-torch is not there");
        config::Value config{config::Dict{}};
        config.set("data.name", "text");
        config.set("data.file", text.toStdString());
        config.set("data.length", 32);
        config.set("network.name", "gru");
        QTemporaryDir folder;
        const auto reported = test::dump_text_model(config, folder.path().toStdString());
        QFile file(text);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString characters = QString::fromUtf8(file.readAll());
        const QSet<QChar> alphabet(characters.begin(), characters.end());
        const QJsonObject found = python({"perplexity", folder.path(), QString::number(alphabet.size()), "32"});
        QVERIFY(!found.isEmpty());
        QVERIFY(std::abs(found["perplexity"].toDouble() - reported.at("val_perplexity")) <
                1e-5 * found["perplexity"].toDouble());
        QVERIFY(std::abs(found["loss"].toDouble() - reported.at("val_loss")) < 1e-5);
    }
};

LATHE_CORE_TEST(TestNetworks)
#include "test_networks.moc"
