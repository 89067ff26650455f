// SPDX-License-Identifier: GPL-3.0-or-later
// Who came from whom, and what changed on the way.
#include <QTemporaryDir>
#include <QtTest>

#include "core/store/descent.h"
#include "core/store/record_changes.h"
#include "fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::store;
using search::Origin;
using How = search::Origin::How;

namespace {

StudyRecord run_named(const std::string& name, const std::string& id, std::optional<Origin> from = {}) {
    StudyRecord study;
    study.folder = "/runs/" + name;
    study.name = "demo";
    study.id = id;
    study.from = std::move(from);
    TrialRecord trial;
    trial.number = 0;
    study.trials.push_back(trial);
    return study;
}

StudyRecord search_named(const std::string& name, const std::string& id, int trials) {
    StudyRecord study = run_named(name, id);
    study.is_search = true;
    study.trials.clear();
    for (int i = 0; i < trials; ++i) {
        TrialRecord trial;
        trial.number = i;
        study.trials.push_back(trial);
    }
    return study;
}

// "a(b(c),d)"
std::string shape_of(const Descent::Node& node) {
    std::string out = node.record ? "" : "?";
    out += node.name.study;
    if (node.name.trial) out += "/" + std::to_string(*node.name.trial);
    if (node.shown_elsewhere) out += "*";
    std::string below;
    for (const auto& child : node.children) below += (below.empty() ? "" : ",") + shape_of(child);
    return below.empty() ? out : out + "(" + below + ")";
}

std::string changes_of(const std::vector<config::Change>& changes) {
    const auto shown = [](const std::optional<config::Value>& value) {
        return value ? config::to_yaml_inline(*value) : std::string("-");
    };
    std::string out;
    for (const auto& one : changes)
        out += (out.empty() ? "" : "; ") + one.path + " " + shown(one.left) + ">" + shown(one.right);
    return out;
}

}  // namespace

class TestDescent : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_family_is_a_tree_from_its_first_ancestor() {
        const StudyRecord a = run_named("a", "1");
        const StudyRecord b = run_named("b", "2", Origin{{}, "a", "1", {}});
        const StudyRecord c = run_named("c", "3", Origin{{}, "b", "2", 0});  // the trial of a single run is the run
        const StudyRecord d = run_named("d", "4", Origin{{}, "a", "1", {}});
        const StudyRecord stranger = run_named("e", "5");
        const Descent descent({&d, &stranger, &c, &b, &a});
        for (const StudyRecord* one : {&a, &b, &c, &d})
            QCOMPARE(shape_of(descent.family_of({one, {}})), std::string("a(b(c),d)"));
        QCOMPARE(shape_of(descent.family_of({&stranger, {}})), std::string("e"));
        QCOMPARE(descent.common_ancestor({&c, {}}, {&d, {}})->study, &a);
        QCOMPARE(descent.common_ancestor({&c, {}}, {&b, {}})->study, &b);
        QVERIFY(!descent.common_ancestor({&c, {}}, {&stranger, {}}));
    }

    void trials_of_a_search_stand_below_it() {
        StudyRecord search = search_named("s", "1", 6);
        search.trials[3].from = Origin{How::clone, {}, {}, 1};
        search.trials[4].start_from = 3;
        search.trials[5].from = Origin{How::warm_start, "old", "7", 2};
        const StudyRecord best = run_named("best", "2", Origin{{}, "s", "1", 4});
        const StudyRecord other = run_named("other", "3", Origin{{}, "s", "1", 3});
        const Descent descent({&search, &best, &other});
        const std::string all = "s(s/1(s/3(s/4(best),other)),s/5)";
        QCOMPARE(shape_of(descent.family_of({&search, {}})), all);
        QCOMPARE(shape_of(descent.family_of({&best, {}})), all);
        // One that has nothing to tell is there because it was asked for.
        QCOMPARE(shape_of(descent.family_of({&search, 0})), std::string("s(s/0,s/1(s/3(s/4(best),other)),s/5)"));
        const auto node = descent.family_of({&search, {}});
        QVERIFY(!node.children[0].how);
        QVERIFY(node.children[0].children[0].how == How::clone);
        QVERIFY(node.children[0].children[0].children[0].how == How::checkpoint);
        QCOMPARE(descent.common_ancestor({&best, {}}, {&other, {}})->trial, std::optional(3));
        QCOMPARE(descent.parents_of({&search, 5}).front().origin.study, std::string("old"));
        // Two trials that the tuner chose have nothing but their study in common.
        QVERIFY(!descent.common_ancestor({&search, 0}, {&search, 2}));
    }

    void a_parent_that_is_not_here_is_named() {
        const StudyRecord b = run_named("b", "2", Origin{{}, "gone", "9", 3});
        const StudyRecord c = run_named("c", "3", Origin{{}, "renamed", "9", 3});
        const StudyRecord d = run_named("d", "4", Origin{{}, "gone", "9", 4});
        const Descent descent({&b, &c, &d});
        QCOMPARE(shape_of(descent.family_of({&b, {}})), std::string("?gone/3(b,c)"));
        QCOMPARE(shape_of(descent.family_of({&d, {}})), std::string("?gone/4(d)"));
        QVERIFY(!descent.parents_of({&b, {}}).front().record);
    }

    void a_study_is_known_by_its_id_and_an_older_one_by_its_name() {
        const StudyRecord moved = run_named("new-name", "1");
        const StudyRecord namesake = run_named("a", "8");
        const StudyRecord older = run_named("old", "");
        const StudyRecord b = run_named("b", "2", Origin{{}, "a", "1", {}});
        const StudyRecord c = run_named("c", "3", Origin{{}, "old", "", {}});
        const Descent descent({&moved, &namesake, &older, &b, &c});
        QCOMPARE(descent.parents_of({&b, {}}).front().record->study, &moved);
        QCOMPARE(descent.parents_of({&c, {}}).front().record->study, &older);
        // Of two copies the one that has the name still.
        const StudyRecord copy = run_named("a", "1");
        const Descent copies({&moved, &copy, &b});
        QCOMPARE(copies.parents_of({&b, {}}).front().record->study, &copy);
    }

    void a_child_of_several_is_shown_once_in_full() {
        const StudyRecord a = search_named("a", "1", 2);
        const StudyRecord b = run_named("b", "2", Origin{{}, "a", "1", {}});
        StudyRecord c = search_named("c", "3", 1);
        c.from = Origin{{}, "a", "1", {}};
        c.warm_start = {Origin{How::warm_start, "b", "2", {}}};
        const StudyRecord d = run_named("d", "4", Origin{{}, "c", "3", {}});
        const Descent descent({&a, &b, &c, &d});
        QCOMPARE(shape_of(descent.family_of({&d, {}})), std::string("a(b(c(d)),c*)"));
    }

    void records_that_name_each_other_end() {
        const StudyRecord a = run_named("a", "1", Origin{{}, "b", "2", {}});
        const StudyRecord b = run_named("b", "2", Origin{{}, "a", "1", {}});
        const StudyRecord self = run_named("c", "3", Origin{{}, "c", "3", {}});
        const Descent descent({&a, &b, &self});
        QVERIFY(shape_of(descent.family_of({&a, {}})).size() < 20);
        QVERIFY(descent.common_ancestor({&a, {}}, {&b, {}}));
        QCOMPARE(shape_of(descent.family_of({&self, {}})), std::string("c"));
    }

    void a_large_family_is_cut() {
        std::vector<StudyRecord> all{run_named("a", "1")};
        for (int i = 0; i < 50; ++i)
            all.push_back(run_named("b" + std::to_string(i), "b" + std::to_string(i), Origin{{}, "a", "1", {}}));
        std::vector<const StudyRecord*> studies;
        for (const auto& one : all) studies.push_back(&one);
        const Descent descent(studies);
        QCOMPARE(descent.family_of({&all.front(), {}}).children.size(), std::size_t{50});
        const auto few = descent.family_of({&all[40], {}}, 10).children;
        QVERIFY(few.size() <= 11);
        QVERIFY(std::ranges::any_of(few, [&](const auto& node) { return node.record->study == &all[40]; }));
    }

    void what_changed_is_told_with_both_values() {
        const QTemporaryDir dir;
        const std::filesystem::path runs(dir.path().toStdString());
        const auto write = [&](StudyRecord& study, const std::string& experiment,
                               const std::vector<std::string>& configs) {
            study.folder = runs / study.folder.filename();
            std::filesystem::create_directories(study.folder);
            fixtures::put_bytes(study.folder / "experiment.yaml", experiment);
            for (std::size_t i = 0; i < configs.size(); ++i) {
                const auto trial = trial_folder(study.folder, static_cast<int>(i));
                std::filesystem::create_directories(trial);
                fixtures::put_bytes(trial / "config.yaml", configs[i]);
            }
        };
        StudyRecord a = run_named("a", "1"), b = run_named("b", "2");
        write(a, "lathe: 1\n", {"opt: {lr: 0.1, momentum: 0.9}\nseed: 1\n"});
        write(b, "lathe: 1\n", {"opt: {lr: 0.2}\nseed: 1\n"});
        StudyRecord s = search_named("s", "3", 2), t = search_named("t", "4", 1);
        for (int i = 0; i < 2; ++i) s.trials[static_cast<std::size_t>(i)].params = config::Dict{{"opt.lr", 0.5 + i}};
        t.trials[0].params = config::Dict{{"opt.lr", 0.25}};
        write(s, "lathe: 1\nname: s\nconfig: {seed: 1}\nspace: {opt.lr: {_type: uniform, _value: [0, 1]}}\n",
              {"opt: {lr: 0.5, momentum: 0.9}\nseed: 1\n", "opt: {lr: 1.5, momentum: 0.9}\nseed: 1\n"});
        write(t, "lathe: 1\nname: t\nconfig: {seed: 2}\nspace: {opt.lr: {_type: uniform, _value: [0, 2]}}\n",
              {"opt: {lr: 0.25, momentum: 0.9}\nseed: 2\n"});
        RecordChanges changes;
        QCOMPARE(changes_of(changes.between({&a, {}}, {&b, {}})), std::string("opt.lr 0.1>0.2; opt.momentum 0.9>-"));
        QCOMPARE(changes_of(changes.between({&s, 0}, {&s, 1})), std::string("opt.lr 0.5>1.5"));
        QCOMPARE(
            changes_of(changes.between({&s, {}}, {&t, {}})),
            std::string("seed 1>2; space.opt.lr {_type: uniform, _value: [0, 1]}>{_type: uniform, _value: [0, 2]}"));
        QCOMPARE(changes_of(changes.between({&a, {}}, {&t, {}})),
                 std::string("seed 1>2; space.opt.lr ->{_type: uniform, _value: [0, 2]}"));
        QCOMPARE(changes_of(changes.between({&a, {}}, {&a, {}})), std::string());
        // Of a search: what all of its trials have.
        QVERIFY(*changes.config_of({&s, {}}) ==
                config::Value(config::Dict{{"opt", config::Dict{{"momentum", 0.9}}}, {"seed", 1}}));
        // A trial that has not begun: its parameters are known all the same.
        StudyRecord u = search_named("u", "5", 2);
        for (int i = 0; i < 2; ++i) u.trials[static_cast<std::size_t>(i)].params = config::Dict{{"opt.lr", 0.5 + i}};
        QCOMPARE(changes_of(changes.between({&u, 0}, {&u, 1})), std::string("opt.lr 0.5>1.5"));
        QVERIFY(changes.between({&a, {}}, {&u, {}}).empty());
    }

    void a_record_keeps_its_origin() {
        const Origin origin{How::clone, {}, {}, 4};
        const auto back = search::origin_from_json(search::to_json(origin));
        QVERIFY(back && *back == origin);
        QCOMPARE(dump_json(search::to_json(origin)), std::string(R"({"how":"clone","trial":4})"));
        const Origin study{{}, "a-20260101-000000", "0123456789abcdef", {}};
        QVERIFY(search::origin_from_value(search::to_value(study)).value() == study);
        for (const char* bad : {"{}", "[]", R"({"how": "stolen", "trial": 1})", R"({"trial": -1})", R"({"study": 3})"})
            QVERIFY2(!search::origin_from_json(*parse_json(bad)), bad);
        QVERIFY(!search::origin_from_value(config::Value("a")));
        QCOMPARE(search::text_of(Origin{{}, "a", "1", 3}), std::string("a/trials/0003"));

        // A record that a later Lathe wrote otherwise is still a record.
        TrialRecord record = fixtures::make_trial(2, {});
        record.from = origin;
        Json json = to_json(record);
        QVERIFY(trial_record_from_json(json).value().from == origin);
        json["from"] = "somewhere";
        QVERIFY(!trial_record_from_json(json).value().from);
    }
};

LATHE_CORE_TEST(TestDescent)
#include "test_descent.moc"
