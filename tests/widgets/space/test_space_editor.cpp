// SPDX-License-Identifier: GPL-3.0-or-later
#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QMenu>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolButton>
#include <QTreeWidget>

#include "tests/test_program.h"
#include "widgets/charts/histogram_view.h"
#include "widgets/space/choice_list_editor.h"
#include "widgets/space/number_edit.h"
#include "widgets/space/space_defaults.h"
#include "widgets/space/space_editor.h"
#include "widgets/space/space_preview.h"

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

    static Distribution nested() {
        Distribution sgd_momentum{Kind::uniform, 0, 0.9, 0, {}};
        return {Kind::choice, 0, 1, 0, {{{}, "Adam", {}}, {{}, "SGD", {{"momentum", sgd_momentum, {}}}}}};
    }

    void branches_are_added_renamed_moved_and_removed() {
        Editor editor(option("opt.name", Type::string, "Adam", ""), nested());
        auto* tree = editor.find<QTreeWidget>("spaceBranches");
        QVERIFY(tree->isVisible());
        QCOMPARE(tree->topLevelItemCount(), 2);
        tree->setCurrentItem(tree->topLevelItem(0));
        editor.find<QToolButton>("spaceBranchAdd")->click();
        QCOMPARE(editor.distribution().branches.size(), std::size_t{3});
        QCOMPARE(editor.distribution().branches.back().name, std::string("branch"));
        tree->topLevelItem(2)->setText(0, "RMSprop");
        QTRY_COMPARE(editor.distribution().branches.back().name, std::string("RMSprop"));
        tree->topLevelItem(2)->setText(0, "SGD");  // there already
        QTRY_COMPARE(tree->topLevelItem(2)->text(0), QString("RMSprop"));
        tree->setCurrentItem(tree->topLevelItem(2));
        QTest::keyClick(tree, Qt::Key_Up, Qt::AltModifier);
        QCOMPARE(editor.distribution().branches[1].name, std::string("RMSprop"));
        QTest::keyClick(tree, Qt::Key_Delete);
        QCOMPARE(editor.distribution().branches.size(), std::size_t{2});
        QVERIFY(editor.problem().isEmpty());
        QVERIFY(editor.edits.count() >= 4);
    }

    void what_an_option_of_a_branch_is_drawn_from() {
        Editor editor(option("opt.name", Type::string, "Adam", ""), nested());
        auto momentum = option("momentum", Type::floating, 0.9, "").at_least(0).below(1);
        editor.setBranches({"Adam", "SGD", "Adagrad"}, [=](const QString& branch) {
            std::vector<config::Option> options;
            if (branch == "SGD") options = {momentum, option("nesterov", Type::boolean, false, "")};
            return options;
        });
        auto* tree = editor.find<QTreeWidget>("spaceBranches");
        tree->setCurrentItem(tree->topLevelItem(1)->child(0));
        QVERIFY(editor.find<QLabel>("spaceNode")->text().contains("momentum"));
        editor.enter("spaceLow", "0.25");
        QCOMPARE(editor.distribution().branches[1].children[0].distribution.a, 0.25);
        editor.enter("spaceHigh", "3");  // the option is below 1
        QVERIFY(!editor.problem().isEmpty());
        QCOMPARE(editor.distribution().branches[1].children[0].distribution.b, 0.9);
        editor.enter("spaceHigh", "0.5");
        QVERIFY(editor.problem().isEmpty());
        editor.choose(Kind::quniform);
        QCOMPARE(editor.distribution().branches[1].children[0].distribution.kind, Kind::quniform);
        // What the schema knows of the branch is offered, but for what it has already.
        auto* menu = editor.find<QMenu>("spaceChildMenu");
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions().front()->text(), QString("nesterov"));
        menu->actions().front()->trigger();
        QCOMPARE(editor.distribution().branches[1].children[1].path, std::string("nesterov"));
        QCOMPARE(editor.distribution().branches[1].children[1].distribution.kind, Kind::choice);
        // A new branch takes a name of the schema.
        tree->setCurrentItem(tree->topLevelItem(0));
        editor.find<QToolButton>("spaceBranchAdd")->click();
        QCOMPARE(editor.distribution().branches.back().name, std::string("Adagrad"));
    }

    void a_plain_choice_becomes_a_nested_one_and_back() {
        Distribution plain{Kind::choice, 0, 1, 0, {{Value("Adam"), {}, {}}, {Value("SGD"), {}, {}}}};
        Editor editor(option("opt.name", Type::string, "Adam", ""), plain);
        auto* nest = editor.find<QToolButton>("spaceNest");
        QVERIFY(nest->isVisible());
        nest->click();
        QVERIFY(editor.distribution().is_nested());
        QCOMPARE(editor.distribution().branches[1].name, std::string("SGD"));
        editor.find<QToolButton>("spaceFlatten")->click();
        QVERIFY(!editor.distribution().is_nested());
        QCOMPARE(editor.distribution().branches[1].value, Value("SGD"));
    }

    void trials_of_a_branch_are_marked_where_they_belong() {
        const Distribution space = nested();
        const auto picked = [](const char* name, double momentum) {
            config::Dict dict{{"_name", Value(std::string(name))}};
            if (momentum >= 0) dict.emplace_back("momentum", Value(momentum));
            return Value(dict);
        };
        const std::vector<Value> trials{picked("SGD", 0.5), picked("Adam", -1), picked("SGD", 0.7)};
        QCOMPARE(observedMarks(space, trials), (std::vector<double>{1, 0, 1}));
        QCOMPARE(valueAt(space, {{1, 0}}, trials[0])->as_number(), 0.5);
        QVERIFY(!valueAt(space, {{1, 0}}, trials[1]));
        QVERIFY(!parameterAt(space, {{0, 0}}));
    }

    void handles_of_unbounded_kinds_stand_one_sigma_from_the_middle() {
        for (const Kind kind : {Kind::normal, Kind::lognormal, Kind::qnormal, Kind::qlognormal}) {
            const Distribution before{kind, 1, 0.5, 0.1, {}};
            const auto [low, high] = handlesOf(before);
            const Distribution after = fromHandles(before, low, high);
            QCOMPARE(after.a, before.a);
            QCOMPARE(after.b, before.b);
        }
        QCOMPARE(handlesOf({Kind::normal, 1, 0.5, 0, {}}), (std::pair<double, double>{0.5, 1.5}));
        const Distribution moved = fromHandles({Kind::randint, 1, 9, 0, {}}, 2.4, 7.6);
        QCOMPARE(moved.a, 2.0);
        QCOMPARE(moved.b, 8.0);
    }

    void the_histogram_follows_a_handle() {
        Editor editor(learningRate(), {Kind::loguniform, 1e-4, 1e-2, 0, {}});
        auto* histogram = editor.find<HistogramView>("spacePreview");
        const QImage before = histogram->grab().toImage();
        Q_EMIT histogram->rangeEdited(1e-3, 1e-2);
        QVERIFY(histogram->grab().toImage() != before);
        QCOMPARE(editor.distribution().a, 1e-4);  // not an edit yet
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

LATHE_WINDOW_TEST(TestSpaceEditor)
#include "test_space_editor.moc"
