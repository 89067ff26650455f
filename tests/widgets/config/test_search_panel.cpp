// SPDX-License-Identifier: GPL-3.0-or-later
// The settings of the search: arguments of tuner and assessor, and several objectives, each as edits of the file.
#include <cstdlib>

#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTest>
#include <QToolButton>
#include <QUndoStack>

#include "core/search/constraint.h"
#include "core/search/experiment_file.h"
#include "core/search/tuner.h"
#include "tests/test_program.h"
#include "tests/widgets/config/sample.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"
#include "widgets/space/number_edit.h"

using namespace lathe;
using namespace lathe::gui;

class TestSearchPanel : public QObject {
    Q_OBJECT

    struct Window {
        ConfigurePage page{sampleCatalog()};

        Window() {
            page.resize(1360, 820);
            page.show();
            [[maybe_unused]] const auto opened = page.openText(sampleText, "sample.yaml");
            page.showKey("search.max_trials");
            QCoreApplication::processEvents();
        }
        template <class Widget>
        Widget* find(const QString& name) const {
            auto* found = page.findChild<Widget*>(name);
            if (!found) qFatal("no widget is named %s", qPrintable(name));
            return found;
        }
        void choose(const char* name, const QString& text) const {
            auto* combo = find<QComboBox>(name);
            const int index = combo->findText(text);
            if (index < 0) qFatal("%s does not offer %s", name, qPrintable(text));
            combo->setCurrentIndex(index);
            Q_EMIT combo->activated(index);
        }
        void type(const QString& name, const QString& text) const {
            auto* field = find<NumberEdit>(name);
            field->setFocus();
            QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
            QTest::keyClicks(field, text);
            QTest::keyClick(field, Qt::Key_Return);
        }
        QString text() const { return QString::fromStdString(page.document().text()); }
        search::SearchSettings settings() const {
            const auto read = search::parse_experiment(page.document(), sampleCatalog(),
                                                       {.purpose = search::Purpose::search, .require_complete = false});
            if (!read) qFatal("%s", read.error().front().str().c_str());
            return read->search;
        }
    };

  private Q_SLOTS:
    void arguments_of_the_assessor_are_edited_like_those_of_the_tuner() {
        Window window;
        window.choose("assessorCombo", "Medianstop");
        QTRY_VERIFY(window.find<QWidget>("assessorArg_start_step")->isVisible());
        QCOMPARE(window.find<NumberEdit>("assessorArg_start_step")->text(), QString("0"));
        window.type("assessorArg_start_step", "3");
        QCOMPARE(window.settings().assessor->args.int_or("start_step", -1), 3);
        window.choose("tunerCombo", "TPE");
        window.type("tunerArg_n_startup_jobs", "7");
        QCOMPARE(window.settings().tuner.args.int_or("n_startup_jobs", -1), 7);
        window.choose("assessorCombo", "Curvefitting");
        QCOMPARE(window.find<NumberEdit>("assessorArg_start_step")->text(), QString("3"));  // it has that one too
        QTRY_VERIFY(window.find<QWidget>("assessorArg_epoch_num")->isVisible());
        window.choose("assessorCombo", "none");
        QVERIFY(!window.settings().assessor);
        QVERIFY(!window.page.findChild<QWidget*>("assessorArg_start_step"));
    }

    void past_studies_to_start_from_are_chosen_or_typed() {
        Window window;
        auto* field = window.find<QLineEdit>("warmStart");
        auto* choose = window.find<QToolButton>("choosePastStudies");
        QVERIFY(!choose->isEnabled());
        window.page.setPastStudies({{"/runs/b", "b: best val_loss = 0.2"}, {"/runs/a", "a: best val_loss = 0.3"}});
        QVERIFY(choose->isEnabled());
        const auto toggle = [&](int index) {
            Q_EMIT choose->menu()->aboutToShow();
            choose->menu()->actions().at(index)->trigger();
        };
        toggle(0);
        toggle(1);
        QCOMPARE(window.settings().warm_start, (std::vector<std::string>{"/runs/b", "/runs/a"}));
        QCOMPARE(field->text(), QString("/runs/b, /runs/a"));
        toggle(0);
        QCOMPARE(window.settings().warm_start, (std::vector<std::string>{"/runs/a"}));
        field->setFocus();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, "old, /runs/c");
        QTest::keyClick(field, Qt::Key_Return);
        QCOMPARE(window.settings().warm_start, (std::vector<std::string>{"old", "/runs/c"}));
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClick(field, Qt::Key_Delete);
        QTest::keyClick(field, Qt::Key_Return);
        QVERIFY(window.settings().warm_start.empty());
        QVERIFY(!window.text().contains("warm_start"));
    }

    void who_runs_the_trials_can_be_chosen() {
        Window window;
        QCOMPARE(window.find<QComboBox>("engineCombo")->currentIndex(), 0);
        window.choose("engineCombo", "Slurm");
        QCOMPARE(window.settings().engine.kind, search::EngineKind::slurm);
        window.choose("engineCombo", window.find<QComboBox>("engineCombo")->itemText(0));
        QCOMPARE(window.settings().engine.kind, search::EngineKind::local);
    }

    void every_algorithm_can_be_chosen_and_offers_its_arguments() {
        Window window;
        for (const auto& kind : search::tuner_kinds()) {
            window.choose("tunerCombo", QString::fromStdString(kind.name));
            for (const auto& option : kind.arguments)
                QTRY_VERIFY(window.find<QWidget>("tunerArg_" + QString::fromStdString(option.key))->isVisible());
            QCOMPARE(window.settings().tuner.name, kind.name);
        }
        for (const auto& kind : search::assessor_kinds()) {
            window.choose("assessorCombo", QString::fromStdString(kind.name));
            for (const auto& option : kind.arguments)
                QTRY_VERIFY(window.find<QWidget>("assessorArg_" + QString::fromStdString(option.key))->isVisible());
        }
    }

    void several_objectives() {
        Window window;
        const QString before = window.text();
        auto* add = window.find<QToolButton>("addObjective");
        add->click();
        auto objectives = window.settings().objectives;
        QCOMPARE(objectives.size(), std::size_t{2});
        QCOMPARE(objectives[0].metric, std::string("val_loss"));
        QCOMPARE(objectives[1].metric, std::string("val_acc"));
        QCOMPARE(objectives[1].mode, search::Mode::maximize);
        QCOMPARE(window.find<QComboBox>("metricCombo_1")->currentText(), QString("val_acc"));
        window.choose("modeCombo_1", window.find<QComboBox>("modeCombo_1")->itemText(0));
        window.choose("metricCombo_1", "train_loss");
        window.choose("metricCombo", "val_acc");
        window.choose("modeCombo", window.find<QComboBox>("modeCombo")->itemText(1));
        objectives = window.settings().objectives;
        QCOMPARE(objectives[0].metric, std::string("val_acc"));
        QCOMPARE(objectives[0].mode, search::Mode::maximize);
        QCOMPARE(objectives[1].metric, std::string("train_loss"));
        QCOMPARE(objectives[1].mode, search::Mode::minimize);
        add->click();
        QCOMPARE(window.settings().objectives.size(), std::size_t{3});
        window.find<QToolButton>("removeObjective_2")->click();
        window.find<QToolButton>("removeObjective_1")->click();
        QVERIFY(window.settings().objectives.empty());
        QCOMPARE(window.settings().objective->metric, std::string("val_acc"));
        QUndoStack* undo = window.page.undoStack();
        while (undo->canUndo()) undo->undo();
        QCOMPARE(window.text(), before);
        QCOMPARE(window.find<QComboBox>("metricCombo")->currentText(), QString("val_loss"));
    }

    void constraints_are_added_changed_and_taken_away() {
        using search::Constraint;
        Window window;
        const QString before = window.text();
        auto* add = window.find<QToolButton>("addConstraint");
        add->click();
        QCOMPARE(window.settings().constraints,
                 (std::vector<Constraint>{{"val_acc", Constraint::Side::at_least, 0.9}}));
        QCOMPARE(window.find<QComboBox>("constraintMetric_0")->currentText(), QString("val_acc"));
        QCOMPARE(window.find<QComboBox>("constraintSide_0")->currentIndex(), 1);
        QCOMPARE(window.find<NumberEdit>("constraintBound_0")->text(), QString("0.9"));
        add->click();  // of a metric that has no limit yet
        QCOMPARE(window.settings().constraints.at(1), (Constraint{"train_loss", Constraint::Side::at_most, 1.0}));
        auto* metric = window.find<QComboBox>("constraintMetric_1");
        metric->setEditText("latency_ms");
        Q_EMIT metric->lineEdit()->editingFinished();
        window.type("constraintBound_1", "25.5");
        QCOMPARE(window.settings().constraints.at(1), (Constraint{"latency_ms", Constraint::Side::at_most, 25.5}));
        QVERIFY(window.text().contains("25.5"));
        QUndoStack* undo = window.page.undoStack();
        const int steps = undo->index();
        window.choose("constraintSide_1", window.find<QComboBox>("constraintSide_1")->itemText(1));
        QCOMPARE(undo->index(), steps + 1);
        QCOMPARE(window.settings().constraints.at(1), (Constraint{"latency_ms", Constraint::Side::at_least, 25.5}));
        QVERIFY(window.text().contains("25.5"));
        window.find<QToolButton>("removeConstraint_0")->click();
        QCOMPARE(window.settings().constraints.size(), std::size_t{1});
        QCOMPARE(window.find<QComboBox>("constraintMetric_0")->currentText(), QString("latency_ms"));
        window.find<QToolButton>("removeConstraint_0")->click();
        QVERIFY(window.settings().constraints.empty());
        QVERIFY(!window.text().contains("constraints"));
        while (undo->canUndo()) undo->undo();
        QCOMPARE(window.text(), before);
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        QVERIFY(!window.page.findChild<QWidget*>("constraintMetric_0"));
    }

    void constraints_say_what_they_are() {
        Window window;
        auto* rows = window.find<QWidget>("constraintRows");
        const QLabel* label = nullptr;
        for (const auto* one : window.page.findChildren<QLabel*>())
            if (one->buddy() == rows) label = one;
        QVERIFY(label && label->isVisible());
        QCOMPARE(label->text(), QString("Constraints"));
        QCOMPARE(rows->accessibleName(), label->text());
        window.find<QToolButton>("addConstraint")->click();
        QCOMPARE(window.find<QWidget>("constraintMetric_0")->accessibleName(), QString("Metric of constraint 1"));
        QCOMPARE(window.find<QWidget>("constraintSide_0")->accessibleName(), QString("Comparison of constraint 1"));
        QCOMPARE(window.find<QWidget>("constraintBound_0")->accessibleName(), QString("Bound of constraint 1"));
        QCOMPARE(window.find<QWidget>("removeConstraint_0")->accessibleName(), QString("Remove constraint 1"));
        // The label is level with the first row, however many follow.
        window.find<QToolButton>("addConstraint")->click();
        QTRY_VERIFY(window.find<QWidget>("constraintMetric_1")->isVisible());
        const auto middleOf = [&](const QWidget* one) { return one->mapTo(&window.page, one->rect().center()).y(); };
        QTRY_VERIFY(std::abs(middleOf(label) - middleOf(window.find<QWidget>("constraintMetric_0"))) <= spacing / 2);
    }

    // Written by hand, with both bounds in one entry.
    void a_constraint_of_two_bounds_has_two_rows() {
        Window window;
        QString both = sampleText;
        both.replace("  max_trials: 6",
                     "  constraints: [{metric: size, min: 1, max: 8}, {metric: val_acc}]\n  max_trials: 6");
        QVERIFY(window.page.openText(both, "both.yaml"));
        QCOMPARE(window.find<NumberEdit>("constraintBound_0")->text(), QString("8"));
        QCOMPARE(window.find<NumberEdit>("constraintBound_1")->text(), QString("1"));
        QVERIFY(!window.find<QComboBox>("constraintSide_0")->isEnabled());
        QVERIFY(!window.find<QComboBox>("constraintSide_0")->accessibleDescription().isEmpty());
        QCOMPARE(window.find<NumberEdit>("constraintBound_2")->text(), QString());  // it has none yet
        window.type("constraintBound_2", "0.5");
        window.find<QToolButton>("removeConstraint_0")->click();
        using search::Constraint;
        QCOMPARE(window.settings().constraints, (std::vector<Constraint>{{"size", Constraint::Side::at_least, 1.0},
                                                                         {"val_acc", Constraint::Side::at_most, 0.5}}));
    }

    // As the search will read it.
    void what_is_not_written_of_the_trials_is_shown_as_it_counts() {
        Window window;
        const auto shown = [&](const char* limits) {
            QString text = sampleText;
            text.replace("  max_trials: 6\n", limits);
            if (!window.page.openText(text, "limits.yaml")) qFatal("%s", limits);
            return window.find<NumberEdit>("maxTrials")->text();
        };
        QCOMPARE(shown(""), QString::number(search::default_max_trials));
        QCOMPARE(shown("  max_duration: 1h\n"), QString());
        QCOMPARE(shown("  max_trials: null\n"), QString());
        QCOMPARE(shown("  max_duration: 1h\n  max_trials: 30\n"), QString("30"));
        QCOMPARE(shown("  max_duration: soon\n"), QString::number(search::default_max_trials));
    }

    // Pictures to look at, in the build folder.
    void screenshots() {
        const QString folder = QString(LATHE_BINARY_DIR) + "/screenshots";
        QVERIFY(QDir().mkpath(folder));
        for (const ThemeChoice theme : {ThemeChoice::light, ThemeChoice::dark}) {
            applyTheme(*qApp, theme);
            Window window;
            window.choose("assessorCombo", "Curvefitting");
            window.find<QToolButton>("addObjective")->click();
            window.find<QToolButton>("addConstraint")->click();
            QTest::qWait(50);
            QVERIFY(window.page.grab().save(QString("%1/search-settings-%2.png").arg(folder, nameOf(theme))));
        }
    }
};

LATHE_WINDOW_TEST(TestSearchPanel)
#include "test_search_panel.moc"
