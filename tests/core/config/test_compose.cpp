// SPDX-License-Identifier: GPL-3.0-or-later
// Defaults lists, with the meaning that the documentation of Hydra 1.3 gives them.
#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include "core/config/compose.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;

class TestCompose : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    std::vector<std::string> left_;  // overrides that chose of no group

    std::string path(const std::string& name) const { return folder_.filePath(name.c_str()).toStdString(); }

    void write(const std::string& name, const std::string& text) const {
        QVERIFY(QDir().mkpath(QFileInfo(folder_.filePath(name.c_str())).path()));
        std::ofstream(path(name)) << text;
    }

    tl::expected<Composition, Errors> composed(const std::string& text, std::vector<std::string> overrides = {}) {
        write("main.yaml", text);
        const auto document = Document::load(path("main.yaml"));
        if (!document) qFatal("%s", document.error().str().c_str());
        auto out = compose(primary_of(*document), std::move(overrides));
        left_ = out ? out->overrides : std::vector<std::string>();
        return out;
    }

    QString inlined(const std::string& text, std::vector<std::string> overrides = {}) {
        const auto out = composed(text, std::move(overrides));
        return QString::fromStdString(out ? to_yaml_inline(out->config) : out.error().front().str());
    }

    // The first error, and whether it stands at line:column of main.yaml.
    QString refused(const std::string& text, int line, int column) {
        const auto out = composed(text);
        if (out) return "composed";
        const auto& error = out.error().front();
        if (error.file != path("main.yaml") || error.line != line || error.column != column)
            return QString::fromStdString(error.str());
        return QString::fromStdString(error.kind + ": " + error.what + "; " + error.hint).replace(folder_.path(), ".");
    }

  private Q_SLOTS:
    void initTestCase() {
        write("base.yaml", "a: 1\nb: 1\n");
        write("network/lenet.yaml", "name: lenet\nversion: \"1_0\"\n");
        write("network/mlp.yaml", "defaults: [common]\nname: mlp\nhidden: [10]\n");
        write("network/common.yaml", "bias: true\n");
        write("db/mysql.yaml", "defaults:\n  - engine: inno\n  - /network: lenet\nhost: ${a}\n");
        write("db/engine/inno.yaml", "fast: yes\n");
        write("global.yaml", "# @package _global_\na: 9\n");
        write("named.yaml", "# @package deep.er\nk: 1\n");
        write("exp/one.yaml", "# @package _global_\ndefaults:\n  - override /network: mlp\na: 7\n");
        write("cycle/a.yaml", "defaults: [b]\n");
        write("cycle/b.yaml", "defaults: [a]\n");
        write("broken.yaml", "a: [1\n");
        write("run.yaml", "lathe: 1\n");
    }

    void own_keys_come_last_unless_said_otherwise() {
        QCOMPARE(inlined("defaults: [base]\nb: 2\n"), QString("{a: 1, b: 2}"));
        QCOMPARE(inlined("defaults: [_self_, base]\nb: 2\n"), QString("{b: 1, a: 1}"));
        QCOMPARE(inlined("b: 2\n"), QString("{b: 2}"));
    }

    void groups_go_below_their_name() {
        QCOMPARE(inlined("defaults:\n- network: mlp\n- base\n"),
                 QString("{network: {bias: true, name: mlp, hidden: [10]}, a: 1, b: 1}"));
        QCOMPARE(inlined("defaults: [network/lenet]\n"),
                 QString("{network: {name: lenet, version: 1_0}}").replace("1_0", "'1_0'"));
        QCOMPARE(inlined("defaults: [{network@net.first: lenet}]\n"),
                 QString("{net: {first: {name: lenet, version: '1_0'}}}"));
        QCOMPARE(inlined("defaults: [{network@_global_: lenet}]\n"), QString("{name: lenet, version: '1_0'}"));
        QCOMPARE(inlined("defaults: [{network: [lenet, common]}]\n"),
                 QString("{network: {name: lenet, version: '1_0', bias: true}}"));
        // Lists of files in a group start from that group; "/" starts from the root.
        QCOMPARE(inlined("defaults: [{db: mysql}]\na: h\n"),
                 QString("{db: {engine: {fast: true}, network: {name: lenet, version: '1_0'}, host: '${a}'}, a: h}"));
    }

    void files_may_name_their_package() {
        QCOMPARE(inlined("defaults: [base, global]\n"), QString("{a: 9, b: 1}"));
        QCOMPARE(inlined("defaults: [named]\n"), QString("{deep: {er: {k: 1}}}"));
    }

    void choices_can_be_left_out_and_overridden() {
        QCOMPARE(inlined("defaults: [{network: null}]\na: 1\n"), QString("{a: 1}"));
        QCOMPARE(inlined("defaults: [{optional network: nope}, optional nope]\na: 1\n"), QString("{a: 1}"));
        QCOMPARE(inlined("defaults: [{network: lenet}, {exp: one}]\n"),
                 QString("{network: {bias: true, name: mlp, hidden: [10]}, a: 7}"));
        QCOMPARE(inlined("defaults: [{network: lenet}, {override network: mlp}]\n"),
                 QString("{network: {bias: true, name: mlp, hidden: [10]}}"));
    }

    void the_command_line_chooses_too() {
        QCOMPARE(inlined("defaults: [{network: lenet}]\n", {"network=mlp", "a=1", "network.bias=no"}),
                 QString("{network: {bias: true, name: mlp, hidden: [10]}}"));
        // Hydra has no other words for true and false.
        QCOMPARE(left_, (std::vector<std::string>{"a=1", "network.bias='no'"}));
        QVERIFY(!inlined("defaults: [{db: mysql}]\n", {"db/engine=null"}).contains("fast"));
        inlined("network: lenet\n", {"network=mlp"});
        QCOMPARE(left_.size(), std::size_t{1});
    }

    void the_command_line_adds_and_takes_out_groups() {
        QCOMPARE(inlined("defaults: [{network: lenet}, _self_]\n", {"+exp=one"}),
                 QString("{network: {bias: true, name: mlp, hidden: [10]}, a: 7}"));
        QCOMPARE(inlined("a: 1\n", {"+network=lenet"}), QString("{a: 1, network: {name: lenet, version: '1_0'}}"));
        QCOMPARE(inlined("defaults: [base]\n", {"+network@net=lenet"}),
                 QString("{a: 1, b: 1, net: {name: lenet, version: '1_0'}}"));
        QCOMPARE(inlined("defaults: [{network: mlp}]\n", {"network=[lenet,common]"}),
                 QString("{network: {name: lenet, version: '1_0', bias: true}}"));
        QCOMPARE(inlined("defaults: [{network: mlp}, base]\n", {"~network"}), QString("{a: 1, b: 1}"));
        QCOMPARE(inlined("defaults: [{network: mlp}, base]\n", {"~network=mlp"}), QString("{a: 1, b: 1}"));
        QCOMPARE(inlined("defaults: [{network@net: mlp}, base]\n", {"network@net=common"}),
                 QString("{net: {bias: true}, a: 1, b: 1}"));
        // A dict is merged into what was chosen.
        inlined("defaults: [{network: mlp}]\n", {"network={bias: no}"});
        QCOMPARE(left_.size(), std::size_t{1});
    }

    void what_cannot_be_chosen_lists_what_can() {
        const auto error = [&](const char* text, const char* override) { return inlined(text, {override}); };
        QVERIFY(error("defaults: [base]\n", "+network=lnet").contains("did you mean lenet?"));
        QVERIFY(error("a: 1\n", "+network=zzzzz").contains("there are common, lenet, mlp"));
        QVERIFY(error("defaults: [base]\n", "+network=zzzzz").contains("there are common, lenet, mlp"));
        QVERIFY(error("defaults: [base]\n", "network=mlp").contains("write +network=NAME"));
        QVERIFY(error("defaults: [{network@net: mlp}]\n", "network=mlp").contains("did you mean network@net?"));
        QVERIFY(error("defaults: [{network: mlp}]\n", "+network=lenet").contains("chosen twice"));
        QVERIFY(error("defaults: [{network: mlp}]\n", "++network=lenet").contains("is a group"));
        QVERIFY(error("defaults: [{network: mlp}]\n", "~network=lenet").contains("is not lenet but mlp"));
        QVERIFY(error("defaults: [base]\n", "~network").contains("to remove"));
        QVERIFY(error("defaults: [{network: mlp}]\n", "network=lenet,mlp").contains("several choices"));
        QVERIFY(error("defaults: [{network: mlp}]\n", "network=3").contains("names no file"));
        QVERIFY(error("defaults: [base]\n", "nope@x=mlp").contains("there is no group 'nope'"));
    }

    void names_are_made_of_other_choices() {
        const std::string list = "defaults: [{network: lenet}, {db: null}, {optional exp: '${network}_${db}'}]\n";
        write("exp/mlp_None.yaml", "# @package _global_\nn: 2\n");
        write("exp/lenet_lenet.yaml", "defaults: [_self_, {override /db: mysql}]\nn: 3\n");
        QCOMPARE(inlined(list), QString("{network: {name: lenet, version: '1_0'}}"));
        QVERIFY(inlined(list, {"network=mlp"}).contains("'n': 2"));
        QVERIFY(refused("defaults: [{network: lenet}, {exp: '${network}_${network}'}]\n", -1, 0)
                    .contains("cannot override what others choose"));
        QVERIFY(inlined("defaults: [{network: lenet}, 'network/${network}']\n").contains("version"));
    }

    void the_file_that_all_starts_from_has_a_package_too() {
        QCOMPARE(inlined("# @package run.me\n\na: 1\n"), QString("{run: {me: {a: 1}}}"));
        QCOMPARE(inlined("# @package _global_\na: 1\n"), QString("{a: 1}"));
        QCOMPARE(inlined("# @package run\ndefaults: [{network: mlp}]\n"),
                 QString("{run: {network: {bias: true, name: mlp, hidden: [10]}}}"));
    }

    void what_is_for_hydra_is_kept_apart() {
        write("hydra/launcher/mine.yaml", "n_jobs: 3\n");
        const auto out = composed(
            "defaults:\n- _self_\n- override hydra/job_logging: colorlog\n- override hydra/launcher: mine\n"
            "a: 1\nhydra:\n  run: {dir: 'out/${a}'}\n  sweep: {subdir: '${hydra.job.num}'}\n",
            {"hydra.job.name=it"});
        if (!out) qFatal("%s", out.error().front().str().c_str());
        QCOMPARE(QString::fromStdString(to_yaml_inline(out->config)), QString("{a: 1}"));
        QCOMPARE(out->hydra.string_or("run.dir", ""), std::string("out/${a}"));
        QCOMPARE(out->hydra.string_or("job.name", ""), std::string("it"));
        QCOMPARE(out->hydra.int_or("launcher.n_jobs", 0), 3);
        QCOMPARE(out->notes.size(), std::size_t{3});
        QVERIFY(out->notes.front().find("colorlog") != std::string::npos);
        QVERIFY(refused("defaults: [{override hydra/nope: a}]\n", -1, 0).contains("to override"));
        QVERIFY(refused("defaults: [{hydra/launcher: mine}]\n", -1, 0).contains("chosen twice"));
        QVERIFY(refused("defaults: [base]\nhydra: {nope: 1}\n", 2, 15).contains("no 'nope'"));
        // Without a list and without a key of Hydra's it is somebody's word for something else.
        QCOMPARE(inlined("hydra: {species: 5}\n"), QString("{hydra: {species: 5}}"));
        QCOMPARE(inlined("hydra: {run: {dir: x}}\na: 1\n"), QString("{a: 1}"));
    }

    void changes_for_hydra_itself_are_its_settings() {
        const auto error = [&](const char* change) { return inlined("a: 1\n", {change}); };
        QVERIFY(error("hydra.job.nam=x").contains("Hydra has no setting 'hydra.job.nam'"));
        QVERIFY(error("hydra.job.nam=x").contains("did you mean hydra.job.name?"));
        QVERIFY(error("+hydra.species=5").contains("no setting 'hydra.species'"));
        QVERIFY(error("hydra.run={dir: a, folder: b}").contains("no setting 'hydra.run.folder'"));
        QVERIFY(error("hydra.job.name.first=x").contains("no setting"));
        QVERIFY(error("hydra.verbose=yes,no").contains("several values"));
        QVERIFY(error("~hydra.job.name").contains("cannot be deleted"));
        QVERIFY(error("~hydra").contains("as a whole"));
        QVERIFY(error("hydra={}").contains("as a whole"));
        const auto out =
            composed("a: 1\n", {"hydra.run.dir=out", "+hydra.sweeper.n_trials=3", "hydra.job.env_set={A: b}"});
        if (!out) qFatal("%s", out.error().front().str().c_str());
        QCOMPARE(out->hydra.string_or("run.dir", ""), std::string("out"));
        QCOMPARE(out->hydra.int_or("sweeper.n_trials", 0), 3);
        QCOMPARE(out->hydra.string_or("job.env_set.A", ""), std::string("b"));
        QCOMPARE(out->notes.size(), std::size_t{3});
        QCOMPARE(out->notes.front(),
                 std::string("hydra.run.dir=out: a setting of Hydra's own, which is kept apart from the config"));
        QVERIFY(left_.empty());
        // Somebody's own dict of that name is a config like any other.
        inlined("hydra: {species: 5}\n", {"hydra.species=6"});
        QCOMPARE(left_, std::vector<std::string>{"hydra.species=6"});
    }

    void hydras_own_files_come_first() {
        const auto composed_in = [&](const std::string& folder) {
            return compose(primary_of(*Document::load(path(folder + "/main.yaml"))));
        };
        write("app/main.yaml", "defaults: [_self_]\na: 1\n");
        write("app/hydra/env/default.yaml", "mine: 1\n");
        write("app/hydra/launcher/basic.yaml", "n_jobs: 4\n");
        const auto out = composed_in("app");
        if (!out) qFatal("%s", out.error().front().str().c_str());
        QVERIFY(out->hydra.find("env.mine") == nullptr);
        QCOMPARE(out->notes, std::vector<std::string>{path("app/hydra/env/default.yaml") +
                                                      " is not read: Hydra has a file of its own of that name, which "
                                                      "comes first"});
        // Its launcher and sweeper are classes, which files stand before.
        QCOMPARE(out->hydra.int_or("launcher.n_jobs", 0), 4);
        write("whole/main.yaml", "defaults: [_self_]\na: 1\n");
        for (const char* text : {"# @package _global_\nb: 1\n", "lathe: 1\n", "run: {dir: x}\n"}) {
            write("whole/hydra/config.yaml", text);
            const auto refused = composed_in("whole");
            QVERIFY(!refused);
            QVERIFY(refused.error().front().str().find("whole/hydra/config.yaml stands where Hydra") !=
                    std::string::npos);
        }
    }

    void a_file_that_cannot_be_merged_is_told() {
        QVERIFY(inlined("defaults: [run]\n", {"hydra.job.name=x"}).contains("is an experiment, not a config"));
        QVERIFY(inlined("defaults: [base]\nhydra: 3\n").contains("is Hydra's own, and a dict"));
    }

    void a_composition_has_one_moment() {
        write("main.yaml", "t: '${now:%s}'\nu: '${now:%s}'\n");
        const auto at = [&](double seconds) {
            return to_yaml_inline(compose(primary_of(*Document::load(path("main.yaml"))), {}, RunValues::answered,
                                          from_unix_seconds(seconds))
                                      ->config);
        };
        QCOMPARE(at(946080000), std::string("{t: '946080000', u: '946080000'}"));
        QCOMPARE(at(946080001), std::string("{t: '946080001', u: '946080001'}"));
    }

    void what_only_a_run_of_hydra_knows_is_answered() {
        const auto at = [&](const Composition& out, const char* key) { return out.config.string_or(key, "-"); };
        const std::string text =
            "defaults: [{network: mlp}]\nt: '${now:%Y}'\nname: ${hydra:job.name}\nn: ${hydra:runtime.choices.network}\n"
            "out: ${hydra:runtime.output_dir}/x\nnum: ${hydra:job.num}\ne: \"${oc.env:NOPE,${now:%m}}\"\nother: "
            "${name}\n"
            "env: ${oc.env:LATHE_NOT_SET}/x\nhydra: {run: {dir: '/tmp/of/${name}'}}\nlist: ['\\${now:%Y}']\n";
        const auto out = composed(text);
        if (!out) qFatal("%s", out.error().front().str().c_str());
        QCOMPARE(at(*out, "t").size(), std::size_t{4});
        QCOMPARE(at(*out, "name"), std::string("main"));
        QCOMPARE(at(*out, "n"), std::string("mlp"));
        QCOMPARE(at(*out, "out"), std::string("/tmp/of/main/x"));
        QCOMPARE(at(*out, "num"), std::string("${hydra:job.num}"));
        QVERIFY(at(*out, "e").starts_with("${oc.env:NOPE,"));
        QVERIFY(at(*out, "e").find("now") == std::string::npos);
        QCOMPARE(at(*out, "other"), std::string("${name}"));
        QCOMPARE(out->config.find("list[0]")->as_string(), std::string("\\${now:%Y}"));
        // A program under Hydra answers itself, but for what was chosen here.
        const auto kept = compose(primary_of(*Document::load(path("main.yaml"))), {}, RunValues::kept);
        QCOMPARE(at(*kept, "out"), std::string("\\${hydra:runtime.output_dir}/x"));
        QCOMPARE(at(*kept, "n"), std::string("mlp"));
        QCOMPARE(at(*kept, "t"), at(*out, "t"));
        QCOMPARE(at(*kept, "env"), std::string("\\${oc.env:LATHE_NOT_SET}/x"));
        QCOMPARE(at(*out, "env"), std::string("${oc.env:LATHE_NOT_SET}/x"));
        // Nothing is answered where a config is copied.
        const auto open = compose(primary_of(*Document::load(path("main.yaml"))), {}, RunValues::open);
        QCOMPARE(at(*open, "out"), std::string("${hydra:runtime.output_dir}/x"));
        QCOMPARE(at(*open, "t"), std::string("${now:%Y}"));
        QCOMPARE(at(*open, "n"), std::string("mlp"));
    }

    void the_folder_of_a_run_is_called_by_its_changes() {
        const auto name = [&](const std::string& hydra, std::vector<std::string> overrides) {
            const auto out = composed(
                "defaults: [{network: lenet}]\nname: ${hydra:job.override_dirname}\nx: 0\nhydra: " + hydra, overrides);
            return out ? out->config.string_or("name", "-") : out.error().front().str();
        };
        QCOMPARE(name("{}", {"x='a=1'", "network=mlp", "+n={a:1}", "~x", "hydra.job.name=it"}),
                 std::string("+n={a:1},network=mlp,x='a=1',~x"));
        QCOMPARE(name("{job: {config: {override_dirname: {kv_sep: '-', item_sep: '+', exclude_keys: [n]}}}}",
                      {"x=a=b", "++n=1", "network=mlp"}),
                 std::string("network-mlp+x-a-b"));
    }

    void values_of_overrides_are_hydras_where_there_is_a_list() {
        inlined("defaults: [base]\n", {"+c={a:1}", "b=yes"});
        QCOMPARE(left_, (std::vector<std::string>{"+c={a: 1}", "b='yes'"}));
        inlined("b: 1\n", {"+c={a:1}", "b=yes"});
        QCOMPARE(left_, (std::vector<std::string>{"+c={a:1}", "b=yes"}));
        QVERIFY(inlined("defaults: [base]\n", {"b=int(x)"}).contains("b: GrammarParseError: int() of x"));
    }

    void further_folders_are_searched() {
        write("more/network/wide.yaml", "width: 9\n");
        QCOMPARE(inlined("defaults: [{network: wide}]\nhydra: {searchpath: ['file://more', 'pkg://not.here']}\n"),
                 QString("{network: {width: 9}}"));
        QVERIFY(inlined("defaults: [{network: wide}]\n").contains("no file"));
    }

    void values_know_the_file_they_come_from() {
        const auto out = composed("defaults: [base]\nb: 2\n");
        QCOMPARE(*out->config.find("a")->mark.file, path("base.yaml"));
        QCOMPARE(*out->config.find("b")->mark.file, path("main.yaml"));
        QCOMPARE(out->config.find("b")->mark.line, 2);
        QCOMPARE(out->files, std::vector<std::string>{path("base.yaml")});
    }

    void mistakes_are_named_where_they_stand() {
        QCOMPARE(refused("defaults:\n- network: lnet\n", 2, 12),
                 QString("MissingConfigException: there is no file ./network/lnet.yaml; did you mean lenet?"));
        QVERIFY(refused("defaults:\n- zzzzzz\n", 2, 3).contains("there are base, broken"));
        QVERIFY(refused("defaults: [{cycle: a}]\n", -1, 0).contains("lead back"));
        QVERIFY(refused("defaults: [main]\n", 1, 12).contains("lead back"));
        QVERIFY(refused("defaults: [{override network: mlp}]\n", 1, 31).contains("to override"));
        QVERIFY(refused("defaults: [{override network: mlp}, base]\n", 1, 37).contains("behind"));
        QVERIFY(refused("defaults:\n- network: ???\n", 2, 12).contains("network=NAME; there are common, lenet, mlp"));
        QVERIFY(refused("defaults: [{network: 1}]\n", 1, 22).contains("names no file"));
        QVERIFY(refused("defaults: [{network: mlp}, {network: lenet}]\n", 1, 38).contains("twice"));
        QVERIFY(refused("defaults: [_self_, base, _self_]\n", 1, 26).contains("twice"));
        QVERIFY(refused("defaults: [1]\n", 1, 12).contains("no item"));
        QVERIFY(refused("defaults: [{a: b, c: d}]\n", 1, 12).contains("no item"));
        QVERIFY(refused("defaults: ['${x}']\n", 1, 12).contains("made of the choices"));
        QVERIFY(refused("defaults: [run]\n", 1, 12).contains("experiment"));
        QVERIFY(refused("defaults: ['//network/mlp']\n", 1, 12).contains("two slashes"));
        QVERIFY(refused("defaults: [{//network: mlp}]\n", 1, 24).contains("two slashes"));
        QVERIFY(inlined("a: 1\n", {"+" + path("network") + "=mlp"}) == QString("{a: 1}"));
        QCOMPARE(left_.size(), std::size_t{1});
        for (int i = 0; i < 30; ++i) write("many/of" + std::to_string(i) + ".yaml", "k: 1\n");
        QVERIFY(refused("defaults: [{many: zzzzzz}]\n", 1, 19).contains("there are of0, of1, of10"));
        QVERIFY(refused("defaults: [{many: zzzzzz}]\n", 1, 19).contains(" and 10 more in ./many/"));
        // All of them at once; those inside of another file name that one.
        const auto out = composed("defaults: [broken, nope, {network: nope}]\n");
        QCOMPARE(out.error().size(), std::size_t{3});
        QCOMPARE(out.error()[0].file, path("broken.yaml"));
        QVERIFY(out.error()[0].line > 0);
    }

    void a_defaults_that_is_no_list_is_data() {
        QCOMPARE(inlined("defaults: {a: 1}\n"), QString("{defaults: {a: 1}}"));
    }

    void growth_is_bounded() {
        for (int i = 0; i < 20; ++i)
            write("bomb/f" + std::to_string(i) + ".yaml",
                  "defaults: [f" + std::to_string(i + 1) + "@x, f" + std::to_string(i + 1) + "@y]\n");
        write("bomb/f20.yaml", "k: 1\n");
        const auto out = composed("defaults: [bomb/f0]\n");
        QVERIFY(!out);
        QVERIFY(out.error().front().what.find("1000 files") != std::string::npos);
    }
};

LATHE_TEST(TestCompose)
#include "test_compose.moc"
