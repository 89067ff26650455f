// SPDX-License-Identifier: GPL-3.0-or-later
// One class, one file: what a class does is written in the source file beside the header that declares it. A class that
// needs a second file holds a second idea, which ought to be a class too.
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <QTest>

#include "tests/test_program.h"

namespace fs = std::filesystem;

namespace {

const std::vector<std::string> checked_folders = {"app",         "widgets",         "core/base",  "core/bundle",
                                                  "core/device", "core/provenance", "core/queue", "core/remote",
                                                  "core/report", "core/run",        "core/train"};

struct SourceLine {
    std::string file;  // relative, without its extension: a header and its source are one
    int number = 0;
    std::string text;
};

std::vector<SourceLine> linesOf(const std::string& folder, const std::set<std::string>& extensions) {
    std::vector<SourceLine> lines;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(LATHE_SOURCE_DIR) / folder)) {
        if (!extensions.contains(entry.path().extension().string())) continue;
        const std::string file = fs::relative(entry.path(), LATHE_SOURCE_DIR).replace_extension().string();
        std::ifstream in(entry.path());
        int number = 0;
        for (std::string text; std::getline(in, text);) lines.push_back({file, ++number, text});
    }
    return lines;
}

// Class -> the files that define one of this name.
std::map<std::string, std::set<std::string>> classesOf(const std::string& folder) {
    static const std::regex declared("^\\s*(?:class|struct) (?:[A-Z_]+ )?((?:\\w+::)*\\w+)(?: final)?(?: \\{| :).*");
    std::map<std::string, std::set<std::string>> classes;
    std::smatch match;
    for (const SourceLine& line : linesOf(folder, {".h", ".cpp"}))
        if (std::regex_match(line.text, match, declared)) classes[match[1]].insert(line.file);
    return classes;
}

// "Result<int> Outer::Inner::name(...": "Outer"; "" for a line that begins no method of one of these classes.
std::string classOfMethod(const std::string& line, const std::map<std::string, std::set<std::string>>& classes) {
    static const std::regex method("^(?!return|if|for|while|using|//)[A-Za-z~][^=;\"(]*?\\b((?:\\w+::)+)~?\\w+ ?\\(.*");
    std::smatch match;
    if (!std::regex_match(line, match, method)) return {};
    static const std::regex part("\\w+");
    const std::string scope = match[1];
    for (std::sregex_iterator it(scope.begin(), scope.end(), part), end; it != end; ++it)
        if (classes.contains(it->str())) return it->str();
    return {};
}

}  // namespace

class TestClassFiles : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void methodsStandBesideTheirClass_data() {
        QTest::addColumn<QString>("folder");
        for (const auto& folder : checked_folders) QTest::newRow(folder.c_str()) << QString::fromStdString(folder);
    }

    void methodsStandBesideTheirClass() {
        QFETCH(QString, folder);
        const auto classes = classesOf(folder.toStdString());
        QVERIFY(!classes.empty());
        QStringList wrong;
        for (const SourceLine& line : linesOf(folder.toStdString(), {".cpp"})) {
            const std::string owner = classOfMethod(line.text, classes);
            if (owner.empty() || classes.at(owner).contains(line.file)) continue;
            wrong << QString::fromStdString(line.file + ".cpp:" + std::to_string(line.number) + ": a method of " +
                                            owner + ", which is declared in " + *classes.at(owner).begin());
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }
};

LATHE_TEST(TestClassFiles)
#include "test_class_files.moc"
