// SPDX-License-Identifier: GPL-3.0-or-later
// `trial:` of an experiment: the command, its placeholders, and what is refused.
#include <QTest>

#include "core/base/shell.h"
#include "core/search/experiment_file.h"
#include "core/search/experiment_text.h"
#include "core/search/placeholders.h"
#include "core/search/trial_program.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

namespace {

using Words = std::vector<std::string>;

tl::expected<Experiment, Errors> experiment_with(const std::string& trial, const std::string& more = {}) {
    const std::string text = "lathe: 1\nname: p\ntrial: " + trial +
                             "\nconfig: {opt: {lr: 0.1, name: \"a b\"}, list: [1, 2], on: true}\n" + more;
    return parse_experiment(config::Document::parse(text, "/tmp/p.yaml").value(), config::Catalog());
}

std::string first_error(const std::string& trial) {
    const auto experiment = experiment_with(trial);
    return experiment ? std::string() : experiment.error().front().str();
}

Errors errors_with(const std::vector<std::string>& overrides, Purpose purpose) {
    const std::string text =
        "lathe: 1\ntrial: {command: [x]}\nconfig: {opt: {lr: 0.1}, layers: [1, 2]}\n"
        "space: {opt.lr: {_type: uniform, _value: [0, 1]}, depth: {_type: choice, _value: [1, 2]}}\n"
        "search: {objective: {metric: m}}\n";
    LoadOptions options{overrides, purpose};
    if (purpose == Purpose::search) options.sweeps = config::Sweeps::collect;
    const auto read =
        parse_experiment(config::Document::parse(text, "/tmp/p.yaml").value(), config::Catalog(), options);
    return read ? Errors{} : read.error();
}

}  // namespace

class TestTrialProgram : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_line_is_split_as_a_shell_splits_it() {
        QCOMPARE(shell_split("a  b\t'c d' \"e \\\" f\" g\\ h ''").value(),
                 (Words{"a", "b", "c d", "e \" f", "g h", ""}));
        QCOMPARE(shell_split("a#b a~b --x=1,2").value(), (Words{"a#b", "a~b", "--x=1,2"}));
        QCOMPARE(shell_split("'$HOME' \"a*b\"").value(), (Words{"$HOME", "a*b"}));
        for (const char* line : {"a | b", "a > b", "a $B", "a; b", "a && b", "ls *", "a \"$B\"", "a `b`", "~/x", "# a"})
            QVERIFY2(!shell_split(line) && shell_split(line).error().hint.find("shell: true") != std::string::npos,
                     line);
        for (const char* line : {"a 'b", "a \"b", "a \\"}) QVERIFY2(!shell_split(line), line);
    }

    void quoted_words_come_back() {
        const Words words{"a b", "", "$x", "it's", "\"", "a\nb", "--lr={opt.lr}"};
        std::string line;
        for (const std::string& word : words) line += shell_quoted(word) + " ";
        QCOMPARE(shell_split(line).value(), words);
    }

    void placeholders_are_keys_between_braces() {
        const auto value = [](const std::string& key) -> std::optional<std::string> {
            if (key == "opt.lr") return "0.1";
            return key == "a[0]" ? std::optional<std::string>("x") : std::nullopt;
        };
        QCOMPARE(fill_placeholders("--lr={opt.lr} {a[0]}{opt.lr}", value).value(), std::string("--lr=0.1 x0.1"));
        for (const char* kept :
             {"{}", "{ }", "{\"a\": {\"b\": 1}}", "{1}", "{opt lr}", "{", "${HOME", "awk {print}x {"})
            if (std::string(kept).find("{print}") == std::string::npos)
                QCOMPARE(fill_placeholders(kept, value).value(), std::string(kept));
        QCOMPARE(fill_placeholders("{{opt.lr}} {{nothing}}", value).value(), std::string("{opt.lr} {nothing}"));
        QCOMPARE(fill_placeholders("{opt.rl}", value).error().key, std::string("opt.rl"));
    }

    void a_command_is_a_list_or_a_line() {
        const auto program = [](const std::string& text) { return *experiment_with(text).value().program; };
        QCOMPARE(program("{command: [python3, train.py, --lr, '{opt.lr}']}").command,
                 (Words{"python3", "train.py", "--lr", "{opt.lr}"}));
        QCOMPARE(program("{command: python3 'my train.py' 3}").command, (Words{"python3", "my train.py", "3"}));
        QCOMPARE(program("{command: 'a | b', shell: true}").command, (Words{"a | b"}));
        QVERIFY(program("'a | b'").shell);
        const auto all = program(
            "{command: [x, 1, true], code_dir: src, env: {A: 1, B: '{opt.lr}'}, protocol: nni, stop: {signal: SIGINT, "
            "grace: "
            "1.5}}");
        QCOMPARE(all.command, (Words{"x", "1", "true"}));
        QCOMPARE(all.system, config::Interval(std::chrono::seconds(5)));
        QCOMPARE(program("{command: [x], system: off}").system, config::Interval());
        QCOMPARE(program("{command: [x], system: 1m}").system, config::Interval(std::chrono::minutes(1)));
        QVERIFY(first_error("{command: [x], system: often}").find("trial.system") != std::string::npos);
        QCOMPARE(all.code_dir, std::string("src"));
        QCOMPARE(all.env.size(), 2u);
        QVERIFY(all.protocol == TrialProtocol::nni);
        QCOMPARE(all.stop_signal, std::string("INT"));
        QCOMPARE(all.grace.count(), 1500);
    }

    void what_is_written_reads_back() {
        for (const char* text :
             {"{command: [x, 'a b', '']}", "{command: 'x | y', shell: true, code_dir: /tmp}",
              "{command: [x], env: {A: '{opt.lr}'}, stop: {signal: KILL, grace: 90s}, protocol: lathe}"}) {
            const Experiment experiment = experiment_with(text).value();
            const auto again = parse_experiment(config::Document::parse(to_yaml(experiment), "/tmp/p.yaml").value(),
                                                config::Catalog());
            QVERIFY2(again, again ? "" : again.error().front().str().c_str());
            QVERIFY(again->program == experiment.program);
            QCOMPARE(again->config, experiment.config);
        }
    }

    void mistakes_are_told_data() {
        QTest::addColumn<QString>("trial");
        QTest::addColumn<QString>("said");
        QTest::newRow("no option") << "{command: [x, '{opt.rl}']}"
                                   << "opt.rl";
        QTest::newRow("in a variable") << "{command: [x], env: {A: '{nothing}'}}"
                                       << "trial.env.A";
        QTest::newRow("braces without quotes") << "{command: [x, {opt.lr}]}"
                                               << "put quotes around it";
        QTest::newRow("unknown key") << "{comand: [x]}"
                                     << "did you mean 'command'";
        QTest::newRow("no command") << "{code_dir: x}"
                                    << "the command is missing";
        QTest::newRow("empty") << "{command: []}"
                               << "empty";
        QTest::newRow("pipe") << "{command: a | b}"
                              << "shell: true";
        QTest::newRow("list for a shell") << "{command: [a], shell: true}"
                                          << "a shell takes one text";
        QTest::newRow("between quotes") << "{command: \"a '{opt.lr}'\", shell: true}"
                                        << "{opt.lr} stands between '";
        QTest::newRow("between double quotes") << "{command: 'a {opt.lr} \"x{opt.name}\"', shell: true}"
                                               << "{opt.name} stands between \"";
        QTest::newRow("behind a backslash") << "{command: 'a \\{opt.lr}', shell: true}"
                                            << "behind a backslash";
        QTest::newRow("comment") << "{command: 'a # {opt.lr}', shell: true}"
                                 << "{opt.lr} stands in a comment";
        QTest::newRow("backticks") << "{command: 'a `b {opt.lr}`', shell: true}"
                                   << "{opt.lr} stands between backticks";
        QTest::newRow("here-document") << "{command: \"cat <<E\\n{opt.lr}\\nE\", shell: true}"
                                       << "{opt.lr} stands behind <<";
        QTest::newRow("signal") << "{command: [a], stop: {signal: STOP}}"
                                << "trial.stop.signal";
        QTest::newRow("grace") << "{command: [a], stop: {grace: soon}}"
                               << "trial.stop.grace";
        QTest::newRow("protocol") << "{command: [a], protocol: wandb}"
                                  << "expected auto, lathe, nni or tensorboard";
        QTest::newRow("variable") << "{command: [a], env: {'A=B': 1}}"
                                  << "no name of a variable";
        QTest::newRow("number") << "3"
                                << "expected a mapping";
    }
    void mistakes_are_told() {
        QFETCH(QString, trial);
        QFETCH(QString, said);
        const auto error = QString::fromStdString(first_error(trial.toStdString()));
        QVERIFY2(error.contains(said), qPrintable(error));
        QVERIFY2(error.contains("/tmp/p.yaml:3"), qPrintable(error));
    }

    void a_key_on_the_command_line_is_one_that_is_there() {
        for (const char* known : {"opt.lr=1", "depth=3", "opt={lr: 2}", "layers[1]=7", "+new=1", "++other.new=1",
                                  "~opt.lr", "+opt={other: 1}"})
            QVERIFY2(errors_with({known}, Purpose::trial).empty(), known);
        for (const auto& [mistyped, hint] :
             {std::pair{"opt.rl=1", "did you mean opt.lr? +opt.rl=VALUE adds a new key"},
              std::pair{"lr=1", "did you mean opt.lr?"}, std::pair{"dept=1", "did you mean depth?"},
              std::pair{"quite.other=1", "+quite.other=VALUE adds a new key"},
              std::pair{"opt={rl: 1}", "did you mean opt.lr? +opt.rl=VALUE adds a new key"},
              std::pair{"opt={lr: 1, a: {b: 2}}", "+opt.a.b=VALUE adds a new key"}}) {
            const Errors errors = errors_with({mistyped}, Purpose::trial);
            QCOMPARE(errors.size(), std::size_t{1});
            QCOMPARE(errors.front().kind, std::string("ConfigKeyError"));
            QVERIFY2(errors.front().hint.find(hint) != std::string::npos, errors.front().str().c_str());
        }
        // What is searched over on the command line, too.
        QCOMPARE(errors_with({"opt.rl=1,2"}, Purpose::search).size(), std::size_t{1});
        QVERIFY(errors_with({"+rate=1,2", "opt.lr=1,2"}, Purpose::search).empty());
    }

    void what_stands_beside_the_config_is_not_of_it() {
        for (const char* change : {"search.max_trials=3", "+search.max_trial=3", "++trial.shell=true", "space.x=1"}) {
            const Errors errors = errors_with({change}, Purpose::trial);
            QCOMPARE(errors.size(), std::size_t{1});
            QVERIFY2(errors.front().what.find("stands beside it") != std::string::npos, errors.front().str().c_str());
        }
    }

    void a_value_that_the_space_would_hide_is_refused() {
        QVERIFY(errors_with({"opt.lr=0.5"}, Purpose::trial).empty());
        for (const char* hidden : {"opt.lr=0.5", "opt={lr: 0.5}", "depth=1"}) {
            const Errors errors = errors_with({hidden}, Purpose::search);
            QCOMPARE(errors.size(), std::size_t{1});
            QVERIFY2(errors.front().what.find("the space searches over it") != std::string::npos,
                     errors.front().str().c_str());
        }
        QVERIFY(errors_with({"opt.lr=choice(0.5)", "depth=choice(1)"}, Purpose::search).empty());
    }

    void what_a_shell_quotes_itself_is_no_placeholder() {
        QVERIFY(experiment_with("{command: \"a '{{opt.lr}}' \\\"$(b {opt.name})\\\" # don't\", shell: true}"));
        QVERIFY(experiment_with("{command: [a, \"'{opt.lr}'\"]}"));
    }

    // The config is the program's own, unless a schema says what it may be.
    void any_key_is_allowed_without_a_schema() {
        QVERIFY(experiment_with("{command: [x]}", "space: {new.key: {_type: uniform, _value: [0, 1]}}\n"));
        QVERIFY(!experiment_with("{command: [x]}", "schema: {opt: {lr: {type: float, default: 1.0}}}\n"));
    }
};

LATHE_TEST(TestTrialProgram)
#include "test_trial_program.moc"
