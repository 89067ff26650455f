// SPDX-License-Identifier: GPL-3.0-or-later
#include <clocale>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "tests/test_program.h"

namespace lathe::test {

namespace {

std::map<std::string, Run, std::less<>>& all_tests() {
    static std::map<std::string, Run, std::less<>> tests;
    return tests;
}

}  // namespace

bool add_test(const char* file, Run run) {
    std::string_view name(file);
    name.remove_prefix(name.rfind("test_") + 5);
    name = name.substr(0, name.find('.'));
    return all_tests().emplace(name, run).second;
}

}  // namespace lathe::test

int main(int argc, char** argv) {
    // As an application of Qt does it, so that every test shows that it does not depend on the locale.
    if (std::setlocale(LC_ALL, "") == nullptr && std::getenv("LC_ALL") != nullptr) {
        std::fprintf(stderr, "%s: the locale that LC_ALL names is not on this machine\n", argv[0]);
        return 2;
    }
    const auto& tests = lathe::test::all_tests();
    const auto found = tests.find(argc > 1 ? argv[1] : "");
    if (found == tests.end()) {
        std::fprintf(stderr, "usage: %s TEST [ARGUMENT OF QT TEST ...]; the tests are:\n", argv[0]);
        for (const auto& [name, run] : tests) std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    std::vector<char*> arguments(argv, argv + argc + 1);  // the closing null too
    arguments.erase(arguments.begin() + 1);
    return found->second(argc - 1, arguments.data());
}
