// SPDX-License-Identifier: GPL-3.0-or-later
// The include rule of ARCHITECTURE.md: arrows between the floors never run back up.
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

// Room -> the rooms it may include, beside itself.
const std::map<std::string, std::set<std::string>> allowed = {
    {"core/base", {}},
    {"core/config", {"core/base"}},
    {"core/space", {"core/base", "core/config"}},
    {"core/search", {"core/base", "core/config", "core/space"}},
    {"core/device", {"core/base"}},
    {"core/provenance", {"core/base", "core/config", "core/device"}},
    {"core/store", {"core/base", "core/config", "core/space", "core/search"}},
    {"core/report", {"core/base", "core/config", "core/space", "core/search", "core/store"}},
    {"core/bundle", {"core/base", "core/config", "core/space", "core/search", "core/provenance", "core/store"}},
    {"core/run",
     {"core/base", "core/config", "core/space", "core/search", "core/device", "core/provenance", "core/store"}},
    {"core/queue", {"core/base", "core/config", "core/space", "core/search", "core/store", "core/run"}},
    {"core/remote",
     {"core/base", "core/config", "core/search", "core/device", "core/store", "core/bundle", "core/run", "core/queue"}},
    {"core/train", {"core/base", "core/config", "core/device", "core/bundle", "core/run", "core/store"}},
    {"widgets/common", {"core/base"}},
    {"widgets/charts", {"widgets/common", "core/base", "core/config", "core/space", "core/search", "core/store"}},
    {"widgets/space", {"widgets/common", "widgets/charts", "core/base", "core/config", "core/space", "core/search"}},
    {"widgets/config",
     {"widgets/common", "widgets/charts", "widgets/space", "core/base", "core/config", "core/space", "core/search"}},
    {"widgets/queue",
     {"widgets/common", "widgets/charts", "widgets/space", "core/base", "core/config", "core/space", "core/search",
      "core/device", "core/store", "core/run", "core/queue"}},
    {"widgets/runs",
     {"widgets/common", "widgets/charts", "widgets/space", "widgets/config", "core/base", "core/config", "core/space",
      "core/search", "core/provenance", "core/store"}},
};

std::vector<fs::path> sources(const std::string& folder) {
    std::vector<fs::path> found;
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(LATHE_SOURCE_DIR) / folder))
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".h") found.push_back(entry.path());
    return found;
}

std::vector<std::string> includes_of(const fs::path& file) {
    static const std::regex include("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
    std::vector<std::string> found;
    std::ifstream in(file);
    std::smatch match;
    for (std::string line; std::getline(in, line);)
        if (std::regex_search(line, match, include)) found.push_back(match[1]);
    return found;
}

// "core/train/models/lenet.h" -> "core/train"; "" for a header that is not ours.
std::string room_of(const std::string& path) {
    const auto first = path.find('/');
    const auto second = path.find('/', first + 1);
    const std::string top = path.substr(0, first);
    if (second == std::string::npos || (top != "core" && top != "widgets" && top != "app")) return {};
    return path.substr(0, second);
}

bool is_torch(const std::string& header) {
    return header.starts_with("torch/") || header.starts_with("ATen/") || header.starts_with("c10/");
}

bool is_qt(const std::string& header) {
    return header.starts_with("Qt") || std::regex_match(header, std::regex("Q[A-Z]\\w+"));
}

}  // namespace

class TestIncludes : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void arrows_run_one_way() {
        QStringList wrong;
        for (const auto& top : {"core", "widgets"}) {
            for (const auto& file : sources(top)) {
                const auto relative = fs::relative(file, LATHE_SOURCE_DIR).string();
                const auto room = room_of(relative);
                const auto rule = allowed.find(room);
                if (rule == allowed.end()) {
                    wrong << QString::fromStdString(relative + " is in a room that no rule names");
                    continue;
                }
                for (const auto& header : includes_of(file)) {
                    const auto target = room_of(header);
                    if (!target.empty() && target != room && !rule->second.contains(target))
                        wrong << QString::fromStdString(relative + " must not include " + header);
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }

    void torch_and_qt_stay_apart() {
        QStringList wrong;
        for (const auto& top : {"core", "widgets", "app"}) {
            for (const auto& file : sources(top)) {
                const auto relative = fs::relative(file, LATHE_SOURCE_DIR).string();
                for (const auto& header : includes_of(file)) {
                    if (is_torch(header) && room_of(relative) != "core/train")
                        wrong << QString::fromStdString(relative + " must not include " + header);
                    if (is_qt(header) && relative.starts_with("core/"))
                        wrong << QString::fromStdString(relative + " must not include " + header);
                    if (header == "qcustomplot.h" && relative != "widgets/charts/qcp.h")
                        wrong << QString::fromStdString(relative + ": include widgets/charts/qcp.h instead");
                }
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }

    // What a library is used for stands in one file, so that it can be exchanged there.
    void libraries_stand_in_one_file_each() {
        const std::map<std::string, std::string> homes = {{"yaml.h", "core/config/yaml/raw_scanner.cpp"},
                                                          {"yaml-cpp/", "core/config/writer.cpp"},
                                                          {"git2.h", "core/provenance/git.h"},
                                                          {"xxhash.h", "core/base/checksum.cpp"},
                                                          {"md4c.h", "core/report/markdown.cpp"}};
        for (const auto& top : {"core", "widgets", "app"})
            for (const auto& file : sources(top))
                for (const auto& header : includes_of(file))
                    for (const auto& [library, home] : homes)
                        if (header.starts_with(library)) QCOMPARE(fs::relative(file, LATHE_SOURCE_DIR).string(), home);
    }

    // The programs must start without loading LibTorch: they see the engine only through its plain-C++ face, and of
    // what is compiled without torch the options and the tables.
    void programs_see_only_the_face_of_the_engine() {
        const std::set<std::string> face = {"core/train/engine.h",
                                            "core/train/catalog.h",
                                            "core/train/failure_messages.h",
                                            "core/train/threading.h",
                                            "core/train/plugin/trust.h",
                                            "core/train/plugin/plugin_catalog.h",
                                            "core/train/plugin/plugin_declaration.h",
                                            "core/train/plugin/plugin_declarations.h",
                                            "core/train/table/table_description.h"};
        for (const auto& file : sources("app"))
            for (const auto& header : includes_of(file))
                if (room_of(header) == "core/train")
                    QVERIFY2(face.contains(header), qPrintable(QString::fromStdString(file.string() + ": " + header)));
    }
};

LATHE_TEST(TestIncludes)
#include "test_includes.moc"
