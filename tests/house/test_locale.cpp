// SPDX-License-Identifier: GPL-3.0-or-later
// No file may be read or written as the locale of the process has it: what depends on it is not called at all.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <vector>

#include <QTest>

#include "tests/test_program.h"

namespace {

struct BannedCall {
    const char* part;  // in every line that the pattern matches, because regular expressions are slow
    const char* pattern;
    const char* instead;
    std::string only_in = {};  // the one file that may
};

const std::vector<BannedCall>& banned_calls() {
    static const std::vector<BannedCall> all = {
        {"scanf", R"(\w*scanf\b)", "core/base/numbers.h"},
        {"strto", R"(\bstrto(d|f|ld|l|ll|ul|ull)\b)", "core/base/numbers.h"},
        {"ato", R"(\bato(f|i|l|ll)\b)", "core/base/numbers.h"},
        {"sto", R"(\bsto(d|f|ld|i|l|ll|ul|ull)\s*\()", "core/base/numbers.h"},
        {"nprintf", R"(\bv?sn?printf\s*\()", "fmt::format"},
        {"printf", R"(printf\s*\([^"]*"[^"]*%[-+ #0-9.*]*[aefgAEFG])", "fmt::format"},
        // Of a double, where that can be seen; of an integer it is as in C.
        {"to_string", R"(\bto_string\s*\([^)]*(\b[0-9]+\.[0-9]|\bdouble\b|\bfloat\b))", "fmt::format"},
        {"locale", R"(\b(setlocale|uselocale|newlocale)\s*\()", "useCNumbers()", "widgets/common/language.cpp"},
        {"std::locale", R"(\bstd::locale\b)", "fmt::format"},
        {"imbue", R"(\bimbue\s*\()", "fmt::format"},
        {"L}", R"(\{:[^}"]*L\})", "a format without L"},
        {"strerror", R"(\bstrerror(_r)?\s*\()", "system_message(): its words are English, as records are"},
        {"umask", R"(\bumask\s*\()", "write_file_atomically(): the umask is the whole process's"},
        {"Json::", R"(\bJson::(parse|accept)\b)", "parse_json()"},
        {"whole_number", R"(\bcheck\s*\(\s*whole_number)", "transform(): what is only checked CLI11 reads as octal"},
        {"nlohmann::json", R"(\bnlohmann::json\b)", "parse_json()"},
    };
    return all;
}

bool breaks(const BannedCall& call, const std::string& code) {
    static std::map<const char*, std::regex> patterns;
    if (code.find(call.part) == std::string::npos) return false;
    return std::regex_search(code, patterns.try_emplace(call.pattern, call.pattern).first->second);
}

// Without what follows "//": comments may name anything.
std::string code_of(const std::string& line) {
    const auto comment = line.find("//");
    return line.substr(0, comment);
}

}  // namespace

class TestLocale : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void nothing_depends_on_the_locale() {
        namespace fs = std::filesystem;
        QStringList wrong;
        int files = 0;
        for (const char* top : {"core", "widgets", "app"}) {
            for (const auto& entry : fs::recursive_directory_iterator(fs::path(LATHE_SOURCE_DIR) / top)) {
                if (entry.path().extension() != ".cpp" && entry.path().extension() != ".h") continue;
                ++files;
                const std::string file = fs::relative(entry.path(), LATHE_SOURCE_DIR).string();
                std::ifstream in(entry.path());
                int number = 0;
                for (std::string line; std::getline(in, line);) {
                    ++number;
                    const std::string code = code_of(line);
                    for (const BannedCall& call : banned_calls())
                        if (file != call.only_in && breaks(call, code))
                            wrong << QStringLiteral("%1:%2: use %3: %4")
                                         .arg(QString::fromStdString(file))
                                         .arg(number)
                                         .arg(QString::fromUtf8(call.instead), QString::fromStdString(line).trimmed());
                }
            }
        }
        QVERIFY(files > 400);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }

    // The patterns themselves.
    void banned_and_allowed_lines() {
        const auto is_banned = [](const std::string& line) {
            return std::any_of(banned_calls().begin(), banned_calls().end(),
                               [&](const BannedCall& call) { return breaks(call, code_of(line)); });
        };
        for (const char* line :
             {"std::sscanf(text, \"%d\", &n);", "double x = strtod(a, b);", "std::stoi(text)", "std::stod( text )",
              "std::snprintf(text, 9, \"%d\", n);", "std::fprintf(stderr, \"%5.2f\\n\", x);", "std::printf(\"%g\", x);",
              "std::to_string(0.5)", "std::to_string(double(n))", "::setlocale(LC_ALL, \"\")",
              "out.imbue(std::locale(\"\"))", "fmt::format(\"{:L}\", 1000)", "std::strerror(errno)", "::umask(0)",
              "Json::parse(text)"})
            QVERIFY2(is_banned(line), line);
        for (const char* line :
             {"// sscanf would ask the locale", "std::fprintf(stderr, \"%s\\n\", text)", "std::to_string(line)",
              "std::to_string(sizes.size())", "fmt::format(\"{:.4g}\", x)", "std::fprintf(stderr, \"%zu trials\", n)",
              "store(i)", "history(1)", "Json::parse_event_t"})
            QVERIFY2(!is_banned(line), line);
    }
};

LATHE_TEST(TestLocale)
#include "test_locale.moc"
