// SPDX-License-Identifier: GPL-3.0-or-later
// The line protocol of the tuners, as programs in other languages talk it.
#include <QtTest>

#include "core/base/json.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

class TestAskTell : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> lathectl_;

    Ran talk(const QByteArray& lines, const QStringList& more = {}) {
        auto process = lathectl_->start(
            QStringList{"ask-tell", "--space", lathectl_->file("space.yaml"), "--tuner", "TPE", "--seed", "0"} + more);
        process->write(lines);
        process->closeWriteChannel();
        return Lathectl::finish(*process);
    }

    // The answers, one a line.
    static std::vector<Json> answers(const Ran& ran) {
        std::vector<Json> all;
        for (const QByteArray& line : ran.out.split('\n'))
            if (!line.isEmpty()) all.push_back(parse_json(line.toStdString()).value());
        return all;
    }

  private Q_SLOTS:
    void init() {
        lathectl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        lathectl_->write("space.yaml", "x: {_type: uniform, _value: [-1, 1]}\n");
    }

    void asked_told_and_reported() {
        const Ran ran =
            talk("{\"ask\":1}\n{\"report\":0,\"step\":1,\"value\":0.5}\n{\"tell\":0,\"value\":0.5}\n{\"ask\":1}\n");
        QCOMPARE(ran.code, 0);
        const auto all = answers(ran);
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[1].at("stop"), Json(false));
        QCOMPARE(all[2].at("trial"), Json(1));
    }

    void constraints_are_told_beside_the_value() {
        const Ran ran = talk(
            "{\"ask\":1}\n{\"tell\":0,\"value\":0.5,\"constraints\":{\"latency\":30}}\n{\"ask\":1}\n"
            "{\"tell\":1,\"value\":0.5,\"constraints\":{\"speed\":30}}\n",
            {"--constraints", R"([{"metric": "latency", "max": 20}])"});
        QCOMPARE(ran.code, 0);
        const auto all = answers(ran);
        QCOMPARE(all.size(), std::size_t{3});
        QVERIFY(all[2].at("error").get<std::string>().find("no constraint is about 'speed'") != std::string::npos);
        const Ran refused = talk("", {"--constraints", R"(["latency <= 20"])"});
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains("expected a mapping"), refused.err);
    }

    // Nothing that a client writes may end the conversation.
    void numbers_out_of_range_are_answered_data() {
        QTest::addColumn<QByteArray>("line");
        QTest::newRow("beyond a double") << QByteArray("{\"tell\":0,\"value\":1e999}");
        QTest::newRow("as a count") << QByteArray("{\"ask\":1e999}");
        QTest::newRow("beyond 64 bits") << QByteArray("{\"tell\":99999999999999999999,\"value\":1}");
        QTest::newRow("a step beyond 64 bits")
            << QByteArray("{\"report\":0,\"step\":18446744073709551615,\"value\":1}");
        QTest::newRow("a key twice") << QByteArray("{\"tell\":0,\"value\":1,\"value\":2}");
        QTest::newRow("a lone surrogate") << QByteArray("{\"tell\":0,\"state\":\"\\ud800\"}");
        QTest::newRow("invalid UTF-8") << QByteArray("{\"tell\":0,\"state\":\"\xff\"}");
        QTest::newRow("deep") << QByteArray(200000, '[');
        QTest::newRow("no JSON") << QByteArray("hello");
    }
    void numbers_out_of_range_are_answered() {
        QFETCH(QByteArray, line);
        const Ran ran = talk("{\"ask\":1}\n" + line + "\n{\"ask\":1}\n");
        QCOMPARE(ran.code, 0);
        const auto all = answers(ran);
        QCOMPARE(all.size(), std::size_t{3});
        QVERIFY(all[1].contains("error"));
        QVERIFY2(!ran.out.contains("json.exception"), ran.out);
        QCOMPARE(all[2].at("trial"), Json(1));
    }

    void literals_of_python_are_their_quoted_forms() {
        const auto ask = [](const char* value) {
            return "{\"ask\":1}\n{\"tell\":0,\"value\":" + QByteArray(value) +
                   "}\n{\"ask\":1}\n{\"report\":1,\"step\":1,\"value\":" + QByteArray(value) +
                   "}\n{\"tell\":0,\"value\":1}\n";
        };
        for (const char* literal : {"NaN", "Infinity", "-Infinity"}) {
            const Ran plain = talk(ask(literal));
            QCOMPARE(plain.code, 0);
            const auto all = answers(plain);
            QCOMPARE(all.size(), std::size_t{4});
            QCOMPARE(all[1].at("trial"), Json(1));
            QCOMPARE(all[2].at("stop"), Json(false));
            QVERIFY(all[3].at("error").get<std::string>().find("has ended already") != std::string::npos);
            QCOMPARE(plain.out, talk(ask(('"' + QByteArray(literal) + '"').constData())).out);
        }
    }

    void bad_arguments_are_told_in_plain_words() {
        const Ran ran = talk("", {"--args", "{\"gamma\":1e999}"});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.startsWith("error: --args:1:"), ran.err);
        QVERIFY2(ran.err.contains("the number 1e999 is beyond what a 64-bit float holds"), ran.err);
        QVERIFY2(!ran.err.contains("exception"), ran.err);
    }
};

LATHE_CORE_TEST(TestAskTell)
#include "test_ask_tell.moc"
