// SPDX-License-Identifier: GPL-3.0-or-later
// Networks from files: nothing is loaded untrusted, and what cannot be loaded is refused with the reason.
#include <QProcess>
#include <QtTest>

#include <cmath>

#include "core/train/engine.h"
#include "core/train/plugin/plugin_abi.h"
#include "core/train/plugin/trust.h"
#include "tests/core/train/trial_harness.h"
#include "tests/test_program.h"

using namespace lathe;
using test::small_config;
using test::Trial;

class TestPlugin : public QObject {
    Q_OBJECT

    QTemporaryDir home_;

    static std::string library(const char* name) {
        return std::string(LATHE_BINARY_DIR "/tests/plugins/lib") + name + ".so";
    }
    static config::Value plugin_config(const std::string& path, const std::string& name, config::Dict options = {}) {
        auto config = small_config({{"network.name", "plugin"}, {"network.path", path}, {"network.class", name}});
        config.erase("network.hidden");
        config.set("network.options", config::Value(std::move(options)));
        return config;
    }
    QString error_of(const config::Value& config) {
        QTemporaryDir folder;
        Trial trial{config, folder.path().toStdString()};
        const auto outcome = trial.run();
        return outcome ? QString() : QString::fromStdString(outcome.error().str());
    }

    // The module that this Python expression makes, saved and trusted; "": Python's torch is not there.
    static QString saved_module(const QTemporaryDir& folder, const QString& made) {
        const QString file = folder.filePath("net.pt");
        QFile script(folder.filePath("net.py"));  // torch.jit.script reads the source
        if (!script.open(QIODevice::WriteOnly)) return {};
        script.write(
            "import sys, torch\n"
            "class Wide(torch.nn.Module):\n"
            "    def __init__(self):\n"
            "        super().__init__()\n"
            "        self.linear = torch.nn.Linear(300, 4)\n"
            "    def forward(self, x):\n"
            "        return self.linear(x.flatten(1))\n"
            "class Drop(torch.nn.Module):\n"
            "    def __init__(self):\n"
            "        super().__init__()\n"
            "        self.linear = torch.nn.Linear(144, 4)\n"
            "        self.drop = torch.nn.Dropout(0.5)\n"
            "    def forward(self, x):\n"
            "        return self.linear(self.drop(x.flatten(1)))\n");
        script.write((made + ".save(sys.argv[1])\n").toUtf8());
        script.close();
        QProcess python;
        python.start("/usr/bin/python3", {script.fileName(), file});
        if (!python.waitForStarted() || !python.waitForFinished(120000) || !QFile::exists(file)) return {};
        return train::trust(file.toStdString()) ? file : QString();
    }

  private Q_SLOTS:
    void init() {
        qputenv("XDG_CONFIG_HOME", home_.path().toUtf8());
        QFile::remove(home_.filePath("lathe/trusted"));
    }

    void nothing_is_loaded_before_it_is_trusted() {
        const QString error = error_of(plugin_config(library("test_plugin"), "net"));
        QVERIFY2(error.contains("lathectl trust") && error.contains("libtest_plugin.so"), qPrintable(error));
    }

    void a_trusted_plugin_trains() {
        QVERIFY(train::trust(library("test_plugin")));
        QTemporaryDir folder;
        Trial trial{plugin_config(library("test_plugin"), "net", {{"scale", 2}}), folder.path().toStdString()};
        const auto outcome = trial.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QVERIFY(outcome->metrics.at("test_acc") > 0.9);
    }

    void a_check_tries_each_network_of_a_plugin() {
        const auto check = [](const char* name) { return lathe_train_engine()->check_plugin(library(name)); };
        train::PluginCheck found = check("test_plugin");
        QVERIFY(!found.is_good() && found.networks.empty());
        QCOMPARE(found.errors.size(), 1U);
        QVERIFY(found.errors.front().hint.find("lathectl trust") != std::string::npos);

        QVERIFY(train::trust(LATHE_BINARY_DIR "/tests/plugins"));
        found = check("test_plugin");
        QVERIFY(found.errors.empty() && !found.is_good());
        QCOMPARE(found.networks.size(), 4U);
        const auto network = [&found](const std::string& name) {
            return *std::ranges::find(found.networks, name, &train::PluginNetworkCheck::name);
        };
        const auto net = network("net");
        QCOMPARE(net.options.size(), 2U);
        QCOMPARE(net.fits.size(), 3U);  // not the text: it flattens
        QCOMPARE(net.parameters, 28 * 28 * 10 + 10);
        QVERIFY(net.errors.empty());
        // The same of all samples is said once.
        QCOMPARE(network("throws").errors.size(), 1U);
        QVERIFY(network("throws").errors.front().what.ends_with("the plug-in is unwell"));
        QVERIFY(network("throws_its_own").errors.front().what.ends_with("unknown exception"));
        QVERIFY(network("learns_nothing").errors.front().what.find("nothing would be learned") != std::string::npos);

        QVERIFY(check("test_plugin_old")
                    .errors.front()
                    .what.find("plug-ins of version " + std::to_string(train::plugin_abi - 1)) != std::string::npos);
    }

    void a_check_tries_a_torchscript_file() {
        QTemporaryDir folder;
        const QString file = saved_module(folder, "torch.jit.script(Wide())");
        if (file.isEmpty()) QSKIP("python3-torch is not installed");
        const auto found = lathe_train_engine()->check_plugin(file.toStdString());
        QCOMPARE(found.networks.size(), 1U);
        // It takes 300 numbers, and nothing usual has so many.
        const auto& errors = found.networks.front().errors;
        QCOMPARE(errors.size(), 1U);
        QVERIFY2(errors.front().what.find("none of the usual samples") != std::string::npos &&
                     errors.front().what.find("shapes cannot be multiplied") != std::string::npos,
                 errors.front().str().c_str());
    }

    void trust_covers_a_folder_and_can_be_taken_back() {
        const std::string folder = LATHE_BINARY_DIR "/tests/plugins";
        QVERIFY(train::trust(folder));
        QVERIFY(train::require_trusted(library("test_plugin")));
        QVERIFY(!train::require_trusted(LATHE_SOURCE_DIR "/README.md"));
        QVERIFY(train::distrust(folder));
        QVERIFY(!train::require_trusted(library("test_plugin")));
        QVERIFY(!train::distrust(folder));
        QVERIFY(!train::trust("/no/such/file"));
    }

    void a_link_to_a_trusted_file_is_its_target_and_a_neighbour_is_not() {
        QTemporaryDir folder;
        QVERIFY(train::trust(library("test_plugin")));
        const auto link = folder.filePath("link.so").toStdString();
        std::filesystem::create_symlink(library("test_plugin"), link);
        QVERIFY(train::require_trusted(link));
        QVERIFY(!train::require_trusted(library("test_plugin_old")));
    }

    void what_cannot_be_used_is_refused_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("part");
        const auto path = [](const char* name) { return QString::fromStdString(library(name)); };
        QTest::newRow("not a library") << QStringLiteral(LATHE_SOURCE_DIR "/README.md") << "net"
                                       << "cannot be loaded";
        QTest::newRow("no plug-in") << path("test_plugin_none") << "net"
                                    << "no plug-in of Lathe";
        QTest::newRow("too old") << path("test_plugin_old") << "net"
                                 << QStringLiteral(
                                        "plug-ins of version %1; this Lathe takes version %2; build it again")
                                        .arg(train::plugin_abi - 1)
                                        .arg(train::plugin_abi);
        QTest::newRow("too new") << path("test_plugin_new") << "net"
                                 << "use a newer Lathe";
        QTest::newRow("another LibTorch") << path("test_plugin_torch") << "net"
                                          << "against LibTorch 1.0.0";
        QTest::newRow("not there") << "/no/such/plugin.so"
                                   << "net"
                                   << "no such file";
        QTest::newRow("no such network") << path("test_plugin") << "other"
                                         << "no network \"other\"";
        QTest::newRow("throws when made") << path("test_plugin") << "throws"
                                          << "the plug-in is unwell";
        QTest::newRow("throws its own type") << path("test_plugin") << "throws_its_own"
                                             << "unknown exception";
    }
    void what_cannot_be_used_is_refused() {
        QFETCH(QString, path);
        QFETCH(QString, name);
        QFETCH(QString, part);
        if (std::filesystem::exists(path.toStdString())) QVERIFY(train::trust(path.toStdString()));
        const QString error = error_of(plugin_config(path.toStdString(), name.toStdString()));
        QVERIFY2(error.contains(part), qPrintable(error));
    }

    void options_are_checked_by_the_plugins_declaration() {
        QVERIFY(train::trust(library("test_plugin")));
        const auto error = [this](config::Dict options) {
            return error_of(plugin_config(library("test_plugin"), "net", std::move(options)));
        };
        QVERIFY2(error({{"scale", -1}}).contains("network.options.scale"), qPrintable(error({{"scale", -1}})));
        QVERIFY(error({{"scael", 1}}).contains("scael"));
        QVERIFY(error({{"scale", "wide"}}).contains("network.options.scale"));
    }

    void a_torchscript_module_that_fails_says_why_data() {
        QTest::addColumn<QString>("made");
        QTest::addColumn<QString>("said");
        QTest::newRow("scripted") << "torch.jit.script(Wide())"
                                  << "RuntimeError: mat1 and mat2 shapes cannot be multiplied";
        QTest::newRow("traced") << "torch.jit.trace(Wide(), torch.zeros(2, 1, 3, 100))"
                                << "RuntimeError: mat1 and mat2 shapes cannot be multiplied";
    }
    void a_torchscript_module_that_fails_says_why() {
        QFETCH(QString, made);
        QFETCH(QString, said);
        QTemporaryDir folder;
        const QString file = saved_module(folder, made);
        if (file.isEmpty()) QSKIP("python3-torch is not installed");
        auto config = small_config({{"network.name", "torchscript"}, {"network.path", file.toStdString()}});
        config.erase("network.hidden");
        QVERIFY2(error_of(config).contains(said), qPrintable(error_of(config)));
        QVERIFY(error_of(config).count('\n') == 0);
    }

    // Its dropout would stay on in validation and test.
    void a_module_traced_in_training_mode_is_told_data() {
        QTest::addColumn<QString>("made");
        QTest::addColumn<bool>("told");
        QTest::newRow("traced while training") << "torch.jit.trace(Drop(), torch.zeros(2, 1, 12, 12))" << true;
        QTest::newRow("traced after eval()") << "torch.jit.trace(Drop().eval(), torch.zeros(2, 1, 12, 12))" << false;
        QTest::newRow("scripted") << "torch.jit.script(Drop())" << false;
    }
    void a_module_traced_in_training_mode_is_told() {
        QFETCH(QString, made);
        QFETCH(bool, told);
        QTemporaryDir folder;
        const QString file = saved_module(folder, made);
        if (file.isEmpty()) QSKIP("python3-torch is not installed");
        auto config = small_config({{"network.name", "torchscript"}, {"network.path", file.toStdString()}});
        config.erase("network.hidden");
        const auto check = lathe_train_engine()->check_trial(config, run::CheckDepth::prepared, {});
        QVERIFY2(check.errors.empty(), check.errors.empty() ? "" : check.errors.front().str().c_str());
        const auto says = [](const std::string& note) {
            return note.find("traced in training mode") != std::string::npos;
        };
        QCOMPARE(std::ranges::any_of(check.notes, says), told);
    }

    void a_torchscript_module_trains_with_its_options() {
        QTemporaryDir folder;
        const QString file = folder.filePath("net.pt");
        QFile script(folder.filePath("net.py"));  // torch.jit.script reads the source
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write(
            "import sys, torch\n"
            "class Net(torch.nn.Module):\n"
            "    def __init__(self):\n"
            "        super().__init__()\n"
            "        self.linear = torch.nn.Linear(144, 4)\n"
            "        self.scale = 1.0\n"
            "    def forward(self, x):\n"
            "        return self.linear(x.flatten(1)) * self.scale\n"
            "torch.jit.script(Net()).save(sys.argv[1])\n");
        script.close();
        QProcess python;
        python.start("/usr/bin/python3", {script.fileName(), file});
        if (!python.waitForStarted() || !python.waitForFinished(120000)) QSKIP("python3 is not there");
        const QByteArray problem = python.readAllStandardError();
        if (problem.contains("No module named")) QSKIP("python3-torch is not installed");
        QVERIFY2(QFile::exists(file), problem.constData());
        QFile options(folder.filePath("net.yaml"));
        QVERIFY(options.open(QIODevice::WriteOnly));
        options.write("scale: {type: float, default: 1.0, low: 0.0, doc: Factor of the answer}\n");
        options.close();

        auto config = small_config({{"network.name", "torchscript"}, {"network.path", file.toStdString()}});
        config.erase("network.hidden");
        QVERIFY(error_of(config).contains("lathectl trust"));
        QVERIFY(train::trust(file.toStdString()));
        QTemporaryDir plain_folder;
        Trial plain{config, plain_folder.path().toStdString()};
        const auto outcome = plain.run();
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QVERIFY(outcome->metrics.at("test_acc") > 0.9);
        config.set("network.options.scale", 0.0);
        QTemporaryDir scaled_folder;
        Trial scaled{config, scaled_folder.path().toStdString()};
        QVERIFY(scaled.run());
        // All answers are 0.
        QVERIFY(std::abs(scaled.recorder.points.at("train_loss").front().second - std::log(4.0)) < 1e-5);
        config.set("network.options.scale", -1.0);
        QVERIFY(error_of(config).contains("network.options.scale"));
    }
};

LATHE_CORE_TEST(TestPlugin)
#include "test_plugin.moc"
