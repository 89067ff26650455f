// SPDX-License-Identifier: GPL-3.0-or-later
// The search bar, the devices, the log and the editor of a cloned trial.
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

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
        QCOMPARE(log.toPlainText(), QStringLiteral("0  one\n1  two"));
        log.setTrials({1});
        log.add({{0, "three"}, {1, "four %1"}});
        QCOMPARE(log.toPlainText(), QStringLiteral("1  two\n1  four %1"));
        log.add({{1, "2026-11-25T04:55:05.412Z five"}});  // the time of day, where the person is
        const QString last = log.toPlainText().section(QLatin1Char('\n'), -1);
        QVERIFY2(QRegularExpression(QStringLiteral("^1  \\d\\d:\\d\\d:05  five$")).match(last).hasMatch(),
                 qPrintable(last));
        log.setTrials({});
        QCOMPARE(log.toPlainText().count(QLatin1Char('\n')), 4);
        log.clearLog();
        QVERIFY(log.toPlainText().isEmpty());
    }

    void typedValues() {
        QCOMPARE(parseValue(QStringLiteral("1e-3")).value(), config::Value(1e-3));
        QCOMPARE(parseValue(QStringLiteral(" 64 ")).value(), config::Value(64));
        QCOMPARE(parseValue(QStringLiteral("\"1_0\"")).value(), config::Value("1_0"));
        QVERIFY(!parseValue(QStringLiteral("[1, 2")).has_value());
        QVERIFY(!parseValue(QStringLiteral("1\nother: 2")).has_value());
    }

    void cloneIsCheckedAgainstTheSpace() {
        const space::Params params = config::Dict{{"opt.lr", 0.001}, {"batch", 32}};
        auto* editor = new TrialEditor(3, params,
                                       spaceOf("opt.lr: {_type: loguniform, _value: [0.0001, 0.1]}\n"
                                               "batch: {_type: choice, _value: [32, 64]}\n"));
        QSignalSpy chosen(editor, &TrialEditor::paramsChosen);
        editor->show();
        auto* add = child<QPushButton>(*editor, "trialEditorAdd");
        auto* batch = child<QLineEdit>(*editor, "param:batch");
        QVERIFY(add->isEnabled());
        batch->setText(QStringLiteral("48"));
        QVERIFY(!add->isEnabled());
        QVERIFY(child<QLabel>(*editor, "trialEditorProblem")->text().startsWith(QStringLiteral("batch: ")));
        batch->setText(QStringLiteral("64"));
        QVERIFY(add->isEnabled());
        add->click();
        QCOMPARE(chosen.size(), 1);
        const auto result = chosen[0][0].value<space::Params>();
        QCOMPARE(*result.get("batch"), config::Value(64));
        QCOMPARE(*result.get("opt.lr"), config::Value(0.001));
    }
};

LATHE_WINDOW_TEST(TestQueueParts)
#include "test_queue_parts.moc"
