// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever Lathe writes reads back equal: in Lathe, in yaml-cpp and in PyYAML's safe_load, which has YAML 1.1's types.
#include <rapidcheck.h>
#include <yaml-cpp/yaml.h>

#include <QProcess>
#include <QtTest>

#include "core/base/json.h"
#include "core/config/document.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;

namespace {

// Texts that a reader may take for something else, and pieces that make more of them.
const std::vector<std::string> awkward_texts = {"",
                                                "~",
                                                "null",
                                                "Null",
                                                "yes",
                                                "No",
                                                "on",
                                                "OFF",
                                                "y",
                                                "n",
                                                "true",
                                                "FALSE",
                                                "1_000",
                                                "0x1F",
                                                "0b11",
                                                "0o17",
                                                "017",
                                                "1:30",
                                                "1:30.5",
                                                "12:00:00",
                                                "1e3",
                                                "1e-3",
                                                "1.0e-05",
                                                "+.5",
                                                ".5",
                                                "5.",
                                                ".inf",
                                                "-.INF",
                                                ".nan",
                                                "nan",
                                                "-0",
                                                "=",
                                                "<<",
                                                "???",
                                                "${a.b}",
                                                "- a",
                                                "-",
                                                "?",
                                                "? a",
                                                ":",
                                                "a: b",
                                                "a:b",
                                                "a #b",
                                                "a#b",
                                                "#",
                                                "---",
                                                "...",
                                                "--- a",
                                                "%YAML",
                                                "@a",
                                                "`a",
                                                "!a",
                                                "&a",
                                                "*a",
                                                "|",
                                                ">",
                                                "'",
                                                "\"",
                                                "it's",
                                                "\"q\"",
                                                "[",
                                                "{}",
                                                "[a]",
                                                "a, b",
                                                "a]",
                                                " a",
                                                "a ",
                                                "  ",
                                                "\t",
                                                "a\tb",
                                                "a\nb",
                                                "\n",
                                                "a\n",
                                                "\r\n",
                                                "C:\\x",
                                                "\x7f",
                                                "\x1b[0m",
                                                "2020-01-31",
                                                "2020-1-31 1:02:03",
                                                "2001-12-14t21:59:43.10-05:00",
                                                "한글",
                                                "é",
                                                "😀",
                                                "0.1.2",
                                                "1.5E+2",
                                                "9223372036854775808",
                                                "caf\xC3\xA9: x"};

const std::vector<std::string> pieces = {" ",
                                         "\n",
                                         "\t",
                                         "\r",
                                         "#",
                                         ":",
                                         ": ",
                                         "-",
                                         "?",
                                         ",",
                                         "[",
                                         "]",
                                         "{",
                                         "}",
                                         "&",
                                         "*",
                                         "!",
                                         "|",
                                         ">",
                                         "'",
                                         "\"",
                                         "%",
                                         "@",
                                         "`",
                                         "\\",
                                         std::string(1, '\0'),
                                         "\x01",
                                         "\x7f",
                                         "\xC2\x85",
                                         "\xC2\xA0",
                                         "\xE2\x80\xA8",
                                         "\xE2\x80\xA9",
                                         "\xEF\xBB\xBF",
                                         "한",
                                         "é",
                                         "😀",
                                         "a",
                                         "B",
                                         "0",
                                         "7",
                                         "e",
                                         "x",
                                         "_",
                                         ".",
                                         "+",
                                         "=",
                                         "<",
                                         "~",
                                         "$",
                                         "/"};

rc::Gen<std::string> texts() {
    const auto made = rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(pieces)),
                                   [](const std::vector<std::string>& parts) {
                                       std::string out;
                                       for (const auto& part : parts) out += part;
                                       return out;
                                   });
    return rc::gen::weightedOneOf<std::string>({{2, rc::gen::elementOf(awkward_texts)}, {1, made}});
}

rc::Gen<Value> scalars() {
    const auto value = [](auto content) { return Value(std::move(content)); };
    return rc::gen::weightedOneOf<Value>(
        {{1, rc::gen::just(Value())},
         {1, rc::gen::map(rc::gen::arbitrary<bool>(), value)},
         {1, rc::gen::map(rc::gen::arbitrary<std::int64_t>(), value)},
         {1, rc::gen::map(rc::gen::arbitrary<double>(), value)},
         {1, rc::gen::map(rc::gen::element(1e-5, 1e300, -0.0, 1e16, 123456789.0, 5e-324, HUGE_VAL, -HUGE_VAL), value)},
         {6, rc::gen::map(texts(), value)}});
}

const std::string long_key(1500, 'k');

// A key of a dict: mostly text, sometimes a number.
void put(Dict& dict, Value item) {
    std::string key = *texts();
    if (*rc::gen::inRange(0, 8) == 0) {
        key = std::to_string(*rc::gen::inRange(-9, 100));
        item.key_kind = Value::Kind::integer;
    }
    if (*rc::gen::inRange(0, 40) == 0) key = long_key;
    // PyYAML sees two keys in 1 and "1"; a dict of Lathe's has one of each text.
    if (std::find_if(dict.begin(), dict.end(), [&](const Entry& entry) { return entry.first == key; }) == dict.end())
        dict.emplace_back(std::move(key), std::move(item));
}

Value tree(int depth) {
    const int what = depth == 0 ? 0 : *rc::gen::inRange(0, 3);
    if (what == 0) return *scalars();
    const int size = *rc::gen::inRange(0, 5);
    if (what == 1) {
        List out;
        for (int i = 0; i < size; ++i) out.push_back(tree(depth - 1));
        return out;
    }
    Dict out;
    for (int i = 0; i < size; ++i) put(out, tree(depth - 1));
    return out;
}

// As JSON, where -0.0 is 0.0 and a float stays a float.
bool is_same(const Json& a, const Json& b) {
    return dump_json(a) == dump_json(b);
}

// Whether yaml-cpp, which has no types of its own, reads `value` where it was written.
bool reads(const YAML::Node& node, const Value& value) {
    switch (value.kind()) {
        case Value::Kind::null: return node.IsNull();
        case Value::Kind::boolean: return node.as<bool>() == value.as_bool();
        case Value::Kind::integer: return node.as<std::int64_t>() == value.as_int();
        case Value::Kind::floating: return Value(node.as<double>()) == value;
        case Value::Kind::string: return node.IsScalar() && node.as<std::string>() == value.as_string();
        case Value::Kind::list: {
            if (!node.IsSequence() || node.size() != value.as_list().size()) return false;
            for (std::size_t i = 0; i < node.size(); ++i)
                if (!reads(node[i], value.as_list()[i])) return false;
            return true;
        }
        case Value::Kind::dict: {
            if (!node.IsMap() || node.size() != value.as_dict().size()) return false;
            auto entry = value.as_dict().begin();
            for (const auto& one : node) {
                if (one.first.as<std::string>() != entry->first || !reads(one.second, entry->second)) return false;
                ++entry;
            }
            return true;
        }
    }
    return false;
}

// What yaml-cpp says is wrong, or "".
std::string refused_by_yaml_cpp(const std::string& text, const Value& value) {
    try {
        return reads(YAML::Load(text), value) ? "" : "yaml-cpp reads otherwise";
    } catch (const YAML::Exception& problem) {
        return problem.what();
    }
}

// oracle.py, which reads many texts at once.
class PyYaml {
  public:
    ~PyYaml() {
        python_.closeWriteChannel();
        python_.waitForFinished();
    }

    bool start() {
        python_.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        python_.start("/usr/bin/python3", {QStringLiteral(LATHE_SOURCE_DIR "/tests/oracle/oracle.py")});
        return python_.waitForStarted() && read_line().contains("ready");
    }

    Json read(const Json& texts) {
        Json request;
        request["op"] = "safe_load";
        request["yaml"] = texts;
        python_.write(QByteArray::fromStdString(dump_json(request)) + '\n');
        const auto reply = parse_json(read_line().toStdString());
        return reply ? *reply : Json();
    }

  private:
    QByteArray read_line() {
        while (!python_.canReadLine())
            if (!python_.waitForReadyRead(60'000)) return {};
        return python_.readLine();
    }
    QProcess python_;
};

}  // namespace

class TestWrittenYaml : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() {
        if (!python_.start()) QSKIP("/usr/bin/python3 has no omegaconf");
    }

    void reads_back_equal_everywhere() {
        int written = 0;
        QVERIFY(rc::check("written and read", [&] {
            std::vector<Value> values;
            Json texts = Json::array();
            for (int i = 0; i < 20; ++i) {
                // In a dict: a sole text at the top is read as a key of OmegaConf's.
                values.push_back(Dict{{"v", tree(3)}});
                const auto block = to_yaml(values.back());
                texts.push_back(block);
                // In one line no reader takes such a key.
                const bool only_block = block.find(long_key) != std::string::npos;
                texts.push_back(only_block ? block : "v: " + to_yaml_inline(*values.back().get("v")) + "\n");
                texts.push_back(only_block ? block : to_yaml_inline(values.back()));
            }
            const Json reply = python_.read(texts);
            if (!reply.contains("value")) RC_FAIL(dump_json(reply) + "\n" + dump_json(texts, 1));
            for (std::size_t i = 0; i < texts.size(); ++i) {
                const Value& value = values[i / 3];
                const auto text = texts[i].get<std::string>();
                const auto ours = Document::parse(text);
                if (!ours) RC_FAIL(ours.error().str() + "\n" + text);
                if (!is_same(to_json(ours->root()), to_json(value))) RC_FAIL("Lathe reads otherwise\n" + text);
                if (!is_same(reply["value"][i], to_json(value)))
                    RC_FAIL("PyYAML reads " + dump_json(reply["value"][i]) + "\nof\n" + text);
                const auto wrong = refused_by_yaml_cpp(text, value);
                if (!wrong.empty()) RC_FAIL(wrong + "\n" + text);
                ++written;
            }
        }));
        qInfo("%d texts read by three readers", written);
    }

    void awkward_texts_read_back() {
        Json texts = Json::array();
        for (const auto& text : awkward_texts) {
            texts.push_back(to_yaml(Dict{{"v", Value(text)}}));
            texts.push_back(to_yaml_inline(Value(List{Value(text)})));
        }
        const Json reply = python_.read(texts);
        QVERIFY(reply.contains("value"));
        for (std::size_t i = 0; i < awkward_texts.size(); ++i) {
            QCOMPARE(reply["value"][2 * i]["v"].get<std::string>(), awkward_texts[i]);
            QCOMPARE(reply["value"][2 * i + 1][0].get<std::string>(), awkward_texts[i]);
        }
    }

  private:
    PyYaml python_;
};

LATHE_CORE_TEST(TestWrittenYaml)
#include "test_written_yaml.moc"
