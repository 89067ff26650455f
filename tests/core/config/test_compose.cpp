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
        auto out = compose(document->root(), document->file(), std::move(overrides));
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
        QCOMPARE(left_, (std::vector<std::string>{"a=1", "network.bias=no"}));
        QCOMPARE(inlined("defaults: [{db: mysql}]\n", {"db.engine=null"}).left(6), QString("{db: {"));
        inlined("network: lenet\n", {"network=mlp"});
        QCOMPARE(left_.size(), std::size_t{1});
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
        QVERIFY(refused("defaults: [{network: mlp}, {network: lenet}]\n", 1, 38).contains("twice"));
        QVERIFY(refused("defaults: [_self_, base, _self_]\n", 1, 26).contains("twice"));
        QVERIFY(refused("defaults: [1]\n", 1, 12).contains("no item"));
        QVERIFY(refused("defaults: [{a: b, c: d}]\n", 1, 12).contains("no item"));
        QVERIFY(refused("defaults: ['${x}']\n", 1, 12).contains("interpolation"));
        QVERIFY(refused("defaults: [run]\n", 1, 12).contains("experiment"));
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
