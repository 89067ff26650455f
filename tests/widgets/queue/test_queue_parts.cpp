// SPDX-License-Identifier: GPL-3.0-or-later
// The search bar, the devices, the log and the editor of a cloned trial.
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include "core/config/document.h"
#include "tests/test_program.h"
#include "widgets/queue/device_model.h"
#include "widgets/queue/log_panel.h"
#include "widgets/queue/search_bar.h"
#include "widgets/queue/trial_editor.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

template <class T>
T* child(const QWidget& parent, const char* name) {
    return parent.findChild<T*>(QLatin1String(name));
}

space::Space spaceOf(const char* yaml) {
    const auto value = config::Document::parse(yaml);
    return space::Space::parse(value->root()).value();
}

}  // namespace

class TestQueueParts : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void progressCountsPartsOfRunningTrials() {
        run::SessionStatus status;
        status.limits.max_trials = 4;
        QCOMPARE(searchProgress(status), 0.0);
        run::TrialStatus done;
        done.state = search::TrialState::failed;
        run::TrialStatus half;
        half.state = search::TrialState::running;
        half.step = 5;
        half.total_steps = 10;
        status.trials = {done, half};
        QCOMPARE(searchProgress(status), 1.5 / 4);
        status.limits.max_trials = 1;
        QCOMPARE(searchProgress(status), 0.75);
        status.limits.max_trials.reset();  // then the time counts
        QCOMPARE(searchProgress(status), 0.0);
        status.limits.max_duration = std::chrono::minutes(10);
        status.elapsed = std::chrono::minutes(4);
        QCOMPARE(searchProgress(status), 0.4);
    }

    void limitsAreEditedWhileItRuns() {
        SearchBar bar;
        run::SessionStatus status;
        status.state = run::SessionState::running;
        status.limits = {6, 1, std::nullopt};
        bar.showStatus(status);
        QSignalSpy edited(&bar, &SearchBar::limitsEdited);
        child<QSpinBox>(bar, "limitTrials")->setValue(9);
        QCOMPARE(edited.size(), 1);
        QCOMPARE(edited[0][0].value<run::Limits>().max_trials, 9);
        auto* duration = child<QLineEdit>(bar, "limitDuration");
        duration->setText(QStringLiteral("soon"));
        Q_EMIT duration->editingFinished();
        QCOMPARE(edited.size(), 1);
        QVERIFY(duration->property("invalid").toBool());
        duration->setText(QStringLiteral("1.5h"));
        Q_EMIT duration->editingFinished();
        QCOMPARE(edited.size(), 2);
        const auto limits = edited[1][0].value<run::Limits>();
        QCOMPARE(limits.max_duration->count(), 5'400'000);
        QCOMPARE(limits.max_trials, 9);
        Q_EMIT duration->editingFinished();
        QCOMPARE(edited.size(), 2);
        duration->clear();
        Q_EMIT duration->editingFinished();
        QVERIFY(!edited[2][0].value<run::Limits>().max_duration);
    }

    // What the session says is shown without being taken for an edit.
    void shownLimitsAreNotEdits() {
        SearchBar bar;
        QSignalSpy edited(&bar, &SearchBar::limitsEdited);
        run::SessionStatus status;
        status.limits = {20, 2, std::chrono::milliseconds(90'000)};
        bar.showStatus(status);
        Q_EMIT child<QLineEdit>(bar, "limitDuration")->editingFinished();
        QCOMPARE(edited.size(), 0);
        QCOMPARE(child<QSpinBox>(bar, "limitTrials")->value(), 20);
        QCOMPARE(child<QSpinBox>(bar, "limitConcurrency")->value(), 2);
    }

    void deviceTellsWhyNot() {
        DeviceModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        device::Device cpu;
        cpu.name = "A CPU";
        device::Device gpu;
        gpu.id.gpu = 0;
        gpu.usable = false;
        gpu.reason = "this LibTorch was built without CUDA";
        gpu.memory_total = 8ull << 30;
        gpu.memory_free = 6ull << 30;
        model.setDevices({cpu, gpu});
        run::TrialStatus running;
        running.number = 7;
        running.state = search::TrialState::running;
        running.device = "cpu";
        model.setTrials({running});
        QCOMPARE(model.index(0, DeviceModel::Use).data().toString(), QStringLiteral("trial 7"));
        QCOMPARE(model.index(1, DeviceModel::Use).data().toString(),
                 QStringLiteral("this LibTorch was built without CUDA"));
        QCOMPARE(model.index(1, DeviceModel::Memory).data().toString(), QStringLiteral("6.0 GiB free of 8.0 GiB"));
        QVERIFY(model.flags(model.index(0, 0)) & Qt::ItemIsEnabled);
        QVERIFY(!(model.flags(model.index(1, 0)) & Qt::ItemIsEnabled));
        model.setTrials({});
        QCOMPARE(model.index(0, DeviceModel::Use).data().toString(), QStringLiteral("free"));
    }

    void logShowsTheSelectedTrials() {
        LogPanel log;
        log.add({{0, "one"}, {1, "two\n"}});
        QCOMPARE(log.text(), QStringLiteral("0  one\n1  two"));
        log.setTrials({1});
        log.add({{0, "three"}, {1, "four %1"}});
        QCOMPARE(log.text(), QStringLiteral("1  two\n1  four %1"));
        log.add({{1, "2026-11-25T04:55:05.412Z five"}});  // the time of day, where the person is
        const QString last = log.text().section(QLatin1Char('\n'), -1);
        QVERIFY2(QRegularExpression(QStringLiteral("^1  \\d\\d:\\d\\d:05  five$")).match(last).hasMatch(),
                 qPrintable(last));
        log.setTrials({});
        QCOMPARE(log.text().count(QLatin1Char('\n')), 4);
        log.clearLog();
        QVERIFY(log.text().isEmpty());
    }

    // A search writes the table of its layers for each trial: it is a click away, and not in the way.
    void logIsReadByImportanceAndSearched() {
        LogPanel log;
        const auto* shown = child<QPlainTextEdit>(log, "logText");
        QCOMPARE(shown->placeholderText(), QStringLiteral("What the trials say appears here."));
        // All that there is so far is hidden.
        log.add({{0, "| optimizer  Adam"}});
        QCOMPARE(shown->placeholderText(), QStringLiteral("No line of the log fits what is looked for."));
        log.clearLog();
        QCOMPARE(shown->placeholderText(), QStringLiteral("What the trials say appears here."));
        log.add({{0, "| layer  kind  parameters"},
                 {0, "| conv1  Conv2d  156"},
                 {0, "61706 parameters, 61706 trainable"},
                 {0, "epoch 1 of 3: train_loss 0.5; lr 0.001; 2 s"},
                 {0, "note: 3 rows have no label"},
                 {0, "failed: the loss became NaN"}});
        QCOMPARE(log.text().count(QLatin1Char('\n')), 3);
        QVERIFY(!log.text().contains(QLatin1String("conv1")));
        auto* level = child<QComboBox>(log, "logLevel");
        level->setCurrentIndex(0);
        QVERIFY(log.text().contains(QLatin1String("conv1")));
        level->setCurrentIndex(2);
        QCOMPARE(log.text(), QStringLiteral("0  note: 3 rows have no label\n0  failed: the loss became NaN"));
        level->setCurrentIndex(3);
        QCOMPARE(log.text(), QStringLiteral("0  failed: the loss became NaN"));
        level->setCurrentIndex(0);
        auto* search = child<QLineEdit>(log, "logSearch");
        search->setText(QStringLiteral("EPOCH"));
        QCOMPARE(log.text(), QStringLiteral("0  epoch 1 of 3: train_loss 0.5; lr 0.001; 2 s"));
        log.add({{1, "epoch 2 of 3: train_loss 0.4; lr 0.001; 2 s"}, {1, "other"}});
        QCOMPARE(log.text().count(QLatin1Char('\n')), 1);
        child<QToolButton>(log, "logCopy")->click();
        QCOMPARE(QApplication::clipboard()->text(), log.text());
    }

    void logFollowsUntilOneScrollsUp() {
        LogPanel log;
        log.resize(300, 160);
        log.show();
        const auto fill = [&](int lines) {
            std::vector<std::pair<int, std::string>> more;
            for (int i = 0; i < lines; ++i) more.emplace_back(0, "line " + std::to_string(i));
            log.add(more);
        };
        auto* follow = child<QToolButton>(log, "logFollow");
        const auto* bar = child<QPlainTextEdit>(log, "logText")->verticalScrollBar();
        fill(100);
        QVERIFY(follow->isChecked());
        QCOMPARE(bar->value(), bar->maximum());
        child<QPlainTextEdit>(log, "logText")->verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepSub);
        QVERIFY(!follow->isChecked());
        const int there = bar->value();
        fill(100);
        QCOMPARE(bar->value(), there);
        follow->click();
        QCOMPARE(bar->value(), bar->maximum());
    }

    void cloneSaysWhetherItIsInTheSpace() {
        const space::Params params = config::Dict{{"opt.lr", 0.001}, {"batch", 32}, {"version", "1_0"}};
        auto* editor = new TrialEditor(3, params,
                                       spaceOf("opt.lr: {_type: loguniform, _value: [0.0001, 0.1]}\n"
                                               "batch: {_type: choice, _value: [32, 64]}\n"
                                               "version: {_type: choice, _value: ['1_0', '1_1']}\n"),
                                       {});
        QSignalSpy chosen(editor, &TrialEditor::paramsChosen);
        editor->show();
        auto* add = child<QPushButton>(*editor, "trialEditorAdd");
        auto* batch = child<QLineEdit>(*editor, "param:batch");
        const auto* verdict = child<QLabel>(*editor, "trialEditorVerdict");
        QVERIFY(add->isEnabled());
        QVERIFY2(verdict->text().startsWith(QStringLiteral("Inside")), qPrintable(verdict->text()));
        QCOMPARE(child<QLineEdit>(*editor, "param:version")->text(), QStringLiteral("1_0"));  // as it is, unquoted
        batch->setText(QStringLiteral("48"));
        QVERIFY(add->isEnabled());
        QVERIFY2(verdict->text().startsWith(QStringLiteral("Outside the search space: batch.")),
                 qPrintable(verdict->text()));
        batch->setText(QStringLiteral("[1, 2"));
        QVERIFY(!add->isEnabled());
        QVERIFY(child<QLabel>(*editor, "trialEditorProblem")->text().startsWith(QStringLiteral("batch: ")));
        batch->setText(QStringLiteral("64"));
        QVERIFY(add->isEnabled());
        QStringList ranges;
        for (const auto* label : editor->findChildren<QLabel*>()) ranges << label->text();
        QVERIFY(ranges.contains(QStringLiteral("loguniform 1e-4 .. 0.1")));
        add->click();
        QCOMPARE(chosen.size(), 1);
        const auto result = chosen[0][0].value<space::Params>();
        QCOMPARE(*result.get("batch"), config::Value(64));
        QCOMPARE(*result.get("opt.lr"), config::Value(0.001));
        QCOMPARE(*result.get("version"), config::Value("1_0"));
    }

    // Whatever the trial ran with can be another, within what the schema allows.
    void cloneMayChangeEveryOption() {
        using config::option;
        using config::Type;
        TrialOptions options;
        options.schema.add(option("opt.lr", Type::floating, 1e-3, "Learning rate").above(0));
        options.schema.add(option("opt.name", Type::string, "Adam", "Optimizer").one_of({"Adam", "SGD"}));
        options.schema.add(option("train.epochs", Type::integer, 3, "Epochs").at_least(1));
        options.config = config::Dict{{"opt", config::Dict{{"lr", 0.001}, {"name", "Adam"}}},
                                      {"train", config::Dict{{"epochs", 5}}}};
        const space::Params params = config::Dict{{"opt.lr", 0.001}};
        auto* editor =
            new TrialEditor(3, params, spaceOf("opt.lr: {_type: loguniform, _value: [0.0001, 0.1]}\n"), options);
        QSignalSpy chosen(editor, &TrialEditor::paramsChosen);
        editor->show();
        auto* epochs = child<QLineEdit>(*editor, "param:train.epochs");
        auto* name = child<QLineEdit>(*editor, "param:opt.name");
        const auto* verdict = child<QLabel>(*editor, "trialEditorVerdict");
        auto* add = child<QPushButton>(*editor, "trialEditorAdd");
        QCOMPARE(epochs->text(), QStringLiteral("5"));
        QCOMPARE(name->text(), QStringLiteral("Adam"));
        QVERIFY(verdict->text().startsWith(QStringLiteral("Inside")));
        epochs->setText(QStringLiteral("0"));
        QVERIFY(!add->isEnabled());
        epochs->setText(QStringLiteral("8"));
        name->setText(QStringLiteral("SGD"));
        QVERIFY2(verdict->text().contains(QStringLiteral("opt.name, train.epochs")), qPrintable(verdict->text()));
        add->click();
        QCOMPARE(chosen.size(), 1);
        const auto result = chosen[0][0].value<space::Params>();
        QCOMPARE(result.as_dict().size(), std::size_t{3});
        QCOMPARE(*result.get("train.epochs"), config::Value(8));
        QCOMPARE(*result.get("opt.name"), config::Value("SGD"));
    }
};

LATHE_WINDOW_TEST(TestQueueParts)
#include "test_queue_parts.moc"
