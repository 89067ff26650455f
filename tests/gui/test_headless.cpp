// SPDX-License-Identifier: GPL-3.0-or-later
#include <QProcess>
#include <QTest>

#include "app/gui/headless.h"
#include "core/search/experiment_file.h"
#include "tests/test_program.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;

class TestHeadless : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void quotingSurvivesTheShell() {
        for (const QString& text : {QStringLiteral("plain.yaml"), QStringLiteral("two words"), QStringLiteral("it's"),
                                    QStringLiteral("$HOME `ls` \"x\""), QStringLiteral("a\nb"), QStringLiteral("-n"),
                                    QString(), QStringLiteral("실험.yaml"), QStringLiteral("back\\slash!*?~")}) {
            QProcess shell;
            shell.start(QStringLiteral("sh"), {QStringLiteral("-c"), QStringLiteral("printf %s ") + shellQuoted(text)});
            QVERIFY(shell.waitForFinished());
            QCOMPARE(QString::fromUtf8(shell.readAllStandardOutput()), text);
        }
        QCOMPARE(shellQuoted(QStringLiteral("/a/b-c_1.yaml")), QStringLiteral("/a/b-c_1.yaml"));
    }

    void commandNamesWhatTheWindowWouldDo() {
        QCOMPARE(headlessCommand(QStringLiteral("lathectl"), HeadlessVerb::tune, QStringLiteral("/e.yaml"),
                                 QStringLiteral("/my runs"), {QStringLiteral("hw.device=cpu")}),
                 QStringLiteral("lathectl tune /e.yaml hw.device=cpu --workspace '/my runs'"));
        QVERIFY(headlessCommand(QStringLiteral("lathectl"), HeadlessVerb::run, QStringLiteral("/e.yaml"),
                                QStringLiteral("/r"), {})
                    .startsWith(QStringLiteral("lathectl run ")));
    }

    // What is exported is read as the same experiment, with nothing left to resolve.
    void resolvedExperimentStandsAlone() {
        const auto catalog = test::fakeCatalog();
        const auto document = config::Document::parse(
            "lathe: 1\nname: x\nconfig:\n  opt: {lr: 1e-2}\n  train: {batch_size: 8, epochs: \"${train.batch_size}\"}\n"
            "space:\n  opt.lr: {_type: uniform, _value: [0.1, 0.2]}\n"
            "search:\n  objective: {metric: val_loss, mode: minimize}\n  max_trials: 4\n");
        QVERIFY(document.has_value());
        const auto experiment = search::parse_experiment(*document, catalog);
        QVERIFY2(experiment.has_value(), experiment ? "" : experiment.error().front().str().c_str());
        const auto text = resolvedExperiment(*document, *experiment, catalog);
        QVERIFY(text.has_value());
        QVERIFY(!text->contains(QStringLiteral("${")));
        const auto again = config::Document::parse(text->toStdString());
        QVERIFY(again.has_value());
        const auto read = search::parse_experiment(*again, catalog, {.purpose = search::Purpose::search});
        QVERIFY2(read.has_value(), read ? "" : read.error().front().str().c_str());
        QCOMPARE(read->config.int_or("train.epochs", 0), std::int64_t(8));
        QCOMPARE(read->config.string_or("opt.name", ""), std::string("Adam"));
        QCOMPARE(read->search.max_trials, 4);
        QVERIFY(read->space.find("opt.lr"));
    }
};

LATHE_CORE_TEST(TestHeadless)
#include "test_headless.moc"
