// SPDX-License-Identifier: GPL-3.0-or-later
// What a command line that cannot be read is answered: plain words, the option, what it takes, and where to read on.
#include <QRegularExpression>
#include <QtTest>

#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

class TestUsage : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

    // The parser's own words, which say nothing to a person.
    static bool isJargon(const QByteArray& text) {
        static const QRegularExpression jargon(
            QStringLiteral("\\b(required|received|INT|FLOAT|TEXT|UINT|BOOLEAN)\\b|not expected|Could not convert|not "
                           "in range|not in \\{"
                           "|excludes|disallowed|Failed parsing|e-308|e\\+308|subcommand"));
        return jargon.match(QString::fromUtf8(text)).hasMatch();
    }

  private Q_SLOTS:
    void init() { ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE); }

    void plain_words_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("expected");
        const auto row = [](const char* name, const char* words, const char* expected) {
            QTest::newRow(name) << QString::fromLatin1(words).split(' ') << QByteArray(expected);
        };
        row("a missing number", "queue add x.yaml --priority",
            "error: --priority needs a value, a whole number from -1000 to 1000: Higher ones run first; "
            "see `lathectl queue add --help`\n");
        row("a missing text", "queue add x.yaml --name", "--name needs a value, a text");
        row("the next option is no value", "queue add x.yaml --name --once", "--name needs a value, a text");
        row("nor is it of a number", "queue add x.yaml --priority --once", "--priority needs a value");
        row("a missing choice", "run x.yaml --engine", "--engine needs a value, one of local, slurm");
        row("another choice", "run x.yaml --engine x", "--engine: expected one of local, slurm, found 'x'");
        row("no number", "find lr x.yaml --min x", "--min: expected a number above 0, found 'x'");
        row("a number out of its range", "find lr x.yaml --min -1", "--min: expected a number above 0, found '-1'");
        row("given twice", "queue add x.yaml --priority 1 --priority 2", "--priority takes 1 value, and was given 2");
        row("a missing argument", "queue add", "EXPERIMENT is missing: The experiment's YAML file");
        row("a missing argument of several", "queue remove", "ITEM is missing: Its number; see `lathectl queue remove");
        row("too few", "config diff a", "FILES needs 2 values, and was given 1");
        row("a file without changes", "config set a", "error: KEY=VALUE is missing: The file, then changes");
        row("a long number", qPrintable("space sample a --n " + QString(100'000, 'x')), "xx...'; see");
        row("no time", "tune x.yaml --duration ", "--duration: expected a time, found ''");
        row("no workspace", "runs --workspace ", "--workspace: expected a folder, found ''");
        row("too many", "queue stop 3",
            "'3' is more than `lathectl queue stop` takes; see `lathectl queue stop --help`");
        row("no command", "queue", "a command is missing: one of add, list, move");
        row("another command", "queue lst", "unknown command 'lst'; did you mean 'list'?; see `lathectl queue --help`");
        row("another option", "queue add x --priorty 3",
            "unknown option '--priorty'; did you mean '--priority'?; see `lathectl queue add --help`");
        row("a value for a flag", "queue list --json=x", "--json takes no value");
        row("two that do not go together", "note x -m a -F b", "do not go together");
        row("two ways to show", "show x --diff y --compare", "do not go together");
        row("two more", "show x --environment --predictions", "do not go together");
        row("two forms", "show x y --compare --json --csv", "do not go together");
        row("points and metrics", "import csv x --points y --metrics z", "do not go together");
        row("a direction of nothing", "import mlflow x --mode maximize", "--mode needs --metric as well");
        row("arguments of nothing", "ask-tell --space x --tuner Random --assessor-args {}",
            "--assessor-args needs --assessor as well");
    }
    void plain_words() {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, expected);
        const Ran ran = ctl_->run(words);
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains(expected), ran.err);
        QVERIFY2(!isJargon(ran.err), ran.err);
        QVERIFY2(ran.err.contains("--help`\n"), ran.err);
    }

    // What nothing would be done with is told, too.
    void options_that_would_be_passed_over() {
        for (const char* words :
             {"note x --append", "weights x.pt network.depth=18", "show x --csv", "--on host --with-data runs"}) {
            const Ran ran = ctl_->run(QString::fromLatin1(words).split(' '));
            QCOMPARE(ran.code, 2);
            QVERIFY2(ran.err.startsWith("error: "), ran.err);
        }
    }

    // Every command and every option of it, as the completion knows them.
    void every_option_whose_value_is_missing_data() {
        QTest::addColumn<QStringList>("words");
        const auto completed = [](const QStringList& words) {
            QProcess lathectl;  // what the shells ask for has no other option before it
            lathectl.start(QStringLiteral(LATHECTL), QStringList{"complete", "--"} + words);
            const auto out = Lathectl::finish(lathectl).out.split('\n');
            QStringList all;
            for (const QByteArray& one : out)
                if (!one.isEmpty()) all << QString::fromUtf8(one);
            return all;
        };
        for (const char* one : {"run", "queue add", "queue move", "config resolve", "space sample", "export",
                                "ask-tell", "find lr", "find batch-size", "sample", "new experiment", "resume"}) {
            const QStringList command = QString::fromLatin1(one).split(' ');
            for (const QString& option : completed(command + QStringList{"--"}))
                QTest::addRow("%s %s", one, qPrintable(option)) << command + QStringList{option};
        }
    }
    void every_option_whose_value_is_missing() {
        QFETCH(QStringList, words);
        const Ran ran = ctl_->run(words);
        QVERIFY2(!isJargon(ran.err), ran.err);
    }
};

LATHE_CORE_TEST(TestUsage)
#include "test_usage.moc"
