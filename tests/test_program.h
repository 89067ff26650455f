// SPDX-License-Identifier: GPL-3.0-or-later
// The test classes of a folder are one program: LATHE_TEST(TestValue) in test_value.cpp makes `core.config value` run
// it. What stands after the name are Qt Test's own arguments, e.g. a test function.
#pragma once

#include <QtTest>

namespace lathe::test {

using Run = int (*)(int argc, char** argv);

// Gives the class of `file` (test_NAME.cpp) to main(), under NAME.
bool add_test(const char* file, Run run);

template <class Test, class Application>
int run_with(int argc, char** argv) {
    [[maybe_unused]] const Application application(argc, argv);
    Test test;
    return QTest::qExec(&test, argc, argv);
}

// Stands for an application in tests that need none.
struct NoApplication {
    NoApplication(int&, char**) {}
};

}  // namespace lathe::test

// Once in each test_NAME.cpp: for tests without an application object, with a QCoreApplication, with a QApplication.
#define LATHE_TEST(Class) LATHE_TEST_WITH(Class, lathe::test::NoApplication)
#define LATHE_CORE_TEST(Class) LATHE_TEST_WITH(Class, QCoreApplication)
#define LATHE_WINDOW_TEST(Class) LATHE_TEST_WITH(Class, QApplication)
#define LATHE_TEST_WITH(Class, Application)            \
    [[maybe_unused]] static const bool added_##Class = \
        lathe::test::add_test(__FILE__, &lathe::test::run_with<Class, Application>);
