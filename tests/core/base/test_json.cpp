// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdint>
#include <cstring>
#include <string>

#include <rapidcheck.h>
#include <QTest>

#include "core/base/json.h"
#include "tests/test_program.h"

using lathe::Json;
using lathe::JsonDialect;
using lathe::parse_json;

class TestJson : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void values_of_every_kind() {
        const auto json = parse_json(R"( {"b": [1, -2, 2.5, "x\u00e9\ud83d\ude00"], "a": {"t": true, "n": null}} )");
        QVERIFY2(json, json ? "" : json.error().str().c_str());
        // Keys keep their order.
        QCOMPARE(lathe::dump_json(*json), std::string(R"({"b":[1,-2,2.5,"xé😀"],"a":{"t":true,"n":null}})"));
        QVERIFY(json->at("b")[0].is_number_integer());
        QCOMPARE(lathe::dump_json(*parse_json("\xEF\xBB\xBF [1.0, {}, []]")), std::string("[1.0,{},[]]"));
        QCOMPARE(parse_json("18446744073709551615")->get<std::uint64_t>(), UINT64_MAX);
        QCOMPARE(parse_json("1e-400")->get<double>(), 0.0);
    }

    void errors_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("place");
        QTest::addColumn<QByteArray>("words");
        const auto row = [](const char* name, const QByteArray& text, const char* place, const char* words) {
            QTest::newRow(name) << text << QByteArray(place) << QByteArray(words);
        };
        row("nothing", "", "1:1", "the text is empty");
        row("blanks", " \n ", "2:1", "the text is empty");
        row("cut off", "{\n\"a\": [1,\n", "3:1", "unexpected end of input");
        row("a second value", "{} {}", "1:4", "expected end of input");
        row("a comma too many", "[1,\n 2,]", "2:4", "unexpected ']'");
        row("beyond a double", "{\"a\":\n 1e999}", "2:6", "the number 1e999 is beyond what a 64-bit float holds");
        row("beyond a double, negative", "[-1e400]", "1:7", "the number -1e400 is beyond");
        row("beyond 64 bits", "[18446744073709551616]", "1:22", "18446744073709551616 does not fit in 64 bits");
        row("below 64 bits", "[-9223372036854775809]", "1:22", "-9223372036854775809 does not fit in 64 bits");
        row("a key twice", "{\"a\": 1,\n \"b\": 2, \"a\": 3}", "2:12", "the key \"a\" is given twice");
        row("a lone surrogate", "[\"\\ud800\"]", "1:9", "surrogate");
        row("the second half alone", "[\"\\udc00\"]", "1:8", "surrogate");
        row("invalid UTF-8", "[\"\xff\"]", "1:3", "UTF-8");
        row("a NUL", QByteArray("{}\n\0x", 5), "2:1", "NUL");
        row("only NULs", QByteArray(8, '\0'), "1:1", "NUL");
        row("a control character", "[\"\x01\"]", "1:3", "control character");
        row("a word", "[nope]", "1:3", "invalid literal");
        row("Python's word", "[NaN]", "1:2", "invalid literal");
        row("a single quote", "{'a': 1}", "1:2", "object key");
    }
    void errors() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, place);
        QFETCH(QByteArray, words);
        const auto json = parse_json({text.constData(), static_cast<std::size_t>(text.size())}, "x.json");
        QVERIFY(!json);
        const auto error = QByteArray::fromStdString(json.error().str());
        QVERIFY2(error.startsWith("x.json:" + place + ": "), error.constData());
        QVERIFY2(error.contains(words), error.constData());
        QVERIFY2(!error.contains("exception"), error.constData());
    }

    void nesting_is_bounded() {
        const auto nested = [](int levels) {
            const auto n = static_cast<std::size_t>(levels);
            return std::string(n, '[') + std::string(n, ']');
        };
        QVERIFY(parse_json(nested(1000)));
        QVERIFY(parse_json(nested(1001)).error().what.find("nested deeper than 1000 levels") != std::string::npos);
        QVERIFY(!parse_json(std::string(5000000, '[')));
        std::string objects;
        for (int i = 0; i < 100000; ++i) objects += "{\"a\":";
        QVERIFY(parse_json(objects).error().what.find("nested deeper") != std::string::npos);
    }

    void large_objects_refuse_a_second_key_too() {
        std::string text = "{\"k0\":0";
        for (int i = 1; i < 50000; ++i) text += ",\"k" + std::to_string(i) + "\":0";
        const auto json = parse_json(text + "}");
        QVERIFY(json);
        QCOMPARE(json->size(), std::size_t{50000});
        for (const char* again : {"k0", "k10", "k16", "k49999"})
            QCOMPARE(parse_json(text + ",\"" + again + "\":0}").error().what,
                     "the key \"" + std::string(again) + "\" is given twice");
    }

    void literals_of_python() {
        const std::string text = "{\"value\":NaN,\"all\":[Infinity, -Infinity,NaN],\"text\":\"NaN,\\\"NaN,NaN\"}";
        const auto json = parse_json(text, {}, JsonDialect::python);
        QVERIFY2(json, json ? "" : json.error().str().c_str());
        QCOMPARE(json->at("value"), Json("NaN"));
        QCOMPARE(json->at("all"), Json({"Infinity", "-Infinity", "NaN"}));
        QCOMPARE(json->at("text"), Json("NaN,\"NaN,NaN"));
        QCOMPARE(parse_json("NaN", {}, JsonDialect::python)->get<std::string>(), std::string("NaN"));
        for (const char* word : {"[NaNs]", "[xNaN]", "[-NaN]", "[--Infinity]", "{NaN:1}", "[Inf]", "[nan]"})
            QVERIFY2(!parse_json(word, {}, JsonDialect::python), word);
    }

    void numbers_read_back() {
        QCOMPARE(lathe::dump_json(lathe::json_number(1)), std::string("1.0"));
        QVERIFY(rc::check([] {
            const auto bits = *rc::gen::arbitrary<std::uint64_t>();
            double value = 0;
            static_assert(sizeof value == sizeof bits);
            std::memcpy(&value, &bits, sizeof bits);
            const auto back = lathe::number_from_json(parse_json(lathe::dump_json(lathe::json_number(value))).value());
            RC_ASSERT(back && (*back == value || (std::isnan(*back) && std::isnan(value))));
        }));
        QVERIFY(!lathe::number_from_json("nan"));
        QVERIFY(!lathe::number_from_json(Json::array()));
        QCOMPARE(lathe::integer_from_json(-3).value(), -3);
        QVERIFY(!lathe::integer_from_json(2.0));
        QVERIFY(!lathe::integer_from_json(UINT64_MAX));
    }

    void invalid_utf8_is_replaced_when_written() {
        QCOMPARE(lathe::dump_json(std::string("a\xff")), std::string("\"a\xEF\xBF\xBD\""));
    }

    void no_bytes_throw() {
        QVERIFY(rc::check([] {
            const auto text = *rc::gen::container<std::string>(
                rc::gen::elementOf(std::string("[]{}\",:\\u0123dce.-+NaIfinty \n\xc3\xa9\xff")));
            const auto strict = parse_json(text);
            const bool reads_back = !strict || parse_json(lathe::dump_json(*strict)).value() == *strict;
            RC_ASSERT(reads_back);
            static_cast<void>(parse_json(text, {}, JsonDialect::python));
        }));
    }
};

LATHE_TEST(TestJson)
#include "test_json.moc"
