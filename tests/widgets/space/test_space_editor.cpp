#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>

#include "widgets/charts/histogram_view.h"
#include "widgets/space/choice_list_editor.h"
#include "widgets/space/number_edit.h"
#include "widgets/space/space_defaults.h"
#include "widgets/space/space_editor.h"

using namespace lathe;
using namespace lathe::gui;
using config::option;
using config::Type;
using config::Value;
using space::Distribution;
using space::Kind;

class TestSpaceEditor : public QObject {
    Q_OBJECT

    static config::Option learningRate() { return option("lr", Type::floating, 1e-3, "").above(0); }

    struct Editor : SpaceEditor {
        QSignalSpy edits{this, &SpaceEditor::edited};

        Editor(const config::Option& option, const Distribution& distribution) {
            setOption(option, option.fallback);
            setDistribution(distribution);
            show();
        }
        template <class Widget>
        Widget* find(const char* name) {
            auto* found = findChild<Widget*>(name);
            if (!found) qFatal("no widget is named %s", name);
            return found;
        }
        void enter(const char* name, const QString& text) {
            auto* field = find<NumberEdit>(name);
            field->setFocus();
            field->setText(text);
            QTest::keyClick(field, Qt::Key_Return);
        }
        void choose(Kind kind) {
            auto* combo = find<QComboBox>("spaceKind");
            combo->setCurrentIndex(combo->findData(static_cast<int>(kind)));
            Q_EMIT combo->activated(combo->currentIndex());
        }
    };

  private Q_SLOTS:
    void a_range_is_edited() {
        Editor editor(learningRate(), {Kind::loguniform, 1e-4, 1e-2, 0, {}});
        QVERIFY(!editor.find<QWidget>("spaceQ")->isVisible());
        editor.enter("spaceHigh", "0.1");
        QVERIFY(editor.edits.count() >= 1);
        QCOMPARE(editor.distribution().b, 0.1);
        QVERIFY(editor.problem().isEmpty());
    }

    void what_is_not_valid_is_shown_and_kept_back() {
        Editor editor(learningRate(), {Kind::loguniform, 1e-4, 1e-2, 0, {}});
        for (const char* low : {"1", "0", "-1", "abc", ""}) {
            editor.enter("spaceLow", low);
            QVERIFY2(!editor.problem().isEmpty(), low);
            QVERIFY(editor.find<QLabel>("spaceProblem")->isVisible());
        }
        QCOMPARE(editor.edits.count(), 0);
        QCOMPARE(editor.distribution().a, 1e-4);
        editor.enter("spaceLow", "1e-3");
        QVERIFY(editor.problem().isEmpty());
        QVERIFY(!editor.find<QLabel>("spaceProblem")->isVisible());
        QCOMPARE(editor.distribution().a, 1e-3);
    }

    void kinds_change_and_those_that_do_not_fit_are_off() {
        Editor editor(option("n", Type::integer, 4, "").at_least(1), {Kind::randint, 1, 9, 0, {}});
        auto* combo = editor.find<QComboBox>("spaceKind");
        const auto* model = qobject_cast<QStandardItemModel*>(combo->model());
        QVERIFY(!model->item(combo->findText("uniform"))->isEnabled());
        QVERIFY(model->item(combo->findText("quniform"))->isEnabled());
        editor.choose(Kind::quniform);
        QCOMPARE(editor.distribution().kind, Kind::quniform);
        QVERIFY(editor.find<QWidget>("spaceQ")->isVisible());
        QVERIFY(editor.problem().isEmpty());
        QCOMPARE(editor.edits.count(), 1);
    }

    void reachable_values_of_a_q_kind() {
        Editor editor(option("x", Type::floating, 5.0, ""), {Kind::quniform, 2, 10, 5, {}});
        const QString summary = editor.find<QLabel>("spaceSummary")->text();
        for (const char* value : {"2 (", "5 (", "10 ("}) QVERIFY2(summary.contains(value), qPrintable(summary));
    }

    void choices_are_added_edited_moved_and_removed() {
        const auto batch = option("batch", Type::integer, 64, "").at_least(1);
        Editor editor(batch, defaultDistribution(&batch, Value(64)));
        auto* list = editor.find<QListWidget>("spaceChoices");
        QCOMPARE(list->count(), 3);
        editor.find<QToolButton>("spaceChoiceAdd")->click();
        QCOMPARE(list->count(), 4);
        QCOMPARE(editor.distribution().branches.back().value, Value(256));
        list->item(3)->setText("many");
        QVERIFY(!editor.problem().isEmpty());
        QCOMPARE(editor.distribution().branches.back().value, Value(256));
        list->item(3)->setText("64");
        QVERIFY(!editor.problem().isEmpty());  // there already
        list->item(3)->setText("512");
        QVERIFY(editor.problem().isEmpty());
        list->setCurrentRow(3);
        editor.find<QToolButton>("spaceChoiceUp")->click();
        QCOMPARE(editor.distribution().branches[2].value, Value(512));
        while (list->count() > 0) editor.find<QToolButton>("spaceChoiceRemove")->click();
        QVERIFY(!editor.problem().isEmpty());
        QVERIFY(!editor.distribution().branches.empty());
    }

    void a_handle_is_one_edit_when_it_rests() {
        Editor editor(learningRate(), {Kind::loguniform, 1e-4, 1e-2, 0, {}});
        auto* histogram = editor.find<HistogramView>("spacePreview");
        Q_EMIT histogram->rangeEdited(2e-4, 1e-2);
        Q_EMIT histogram->rangeEdited(3.00001e-4, 1e-2);
        QCOMPARE(editor.edits.count(), 0);
        QCOMPARE(editor.find<NumberEdit>("spaceLow")->text(), QString("3e-4"));
        Q_EMIT histogram->rangeEditFinished();
        QCOMPARE(editor.edits.count(), 1);
        QCOMPARE(editor.distribution().a, 3e-4);
    }

    void steps_of_a_number() {
        NumberEdit lr(learningRate());
        lr.setText("1e-3");
        lr.stepBy(1);
        QCOMPARE(lr.text(), QString("2e-3"));
        lr.stepBy(-2);
        QCOMPARE(lr.text(), QString("9e-4"));
        lr.setText("${base}");
        QVERIFY(!lr.property("invalid").toBool());
        lr.setText("0");
        QVERIFY(lr.property("invalid").toBool());
        NumberEdit count(option("n", Type::integer, 1, "").at_least(1).at_most(3));
        count.setText("3");
        count.stepBy(1);
        QCOMPARE(count.text(), QString("3"));
        count.stepBy(-9);
        QCOMPARE(count.text(), QString("1"));
    }
};

QTEST_MAIN(TestSpaceEditor)
#include "test_space_editor.moc"
