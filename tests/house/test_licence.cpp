// SPDX-License-Identifier: GPL-3.0-or-later
// Every source file names its licence at its top, in the form that tools read.
#include <filesystem>
#include <fstream>
#include <string>

#include <QTest>

#include "tests/test_program.h"

namespace fs = std::filesystem;

class TestLicence : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void everySourceFileNamesItsLicence() {
        QStringList without;
        int files = 0;
        for (const char* folder : {"app", "core", "widgets", "tests"})
            for (const auto& entry : fs::recursive_directory_iterator(fs::path(LATHE_SOURCE_DIR) / folder)) {
                const auto extension = entry.path().extension();
                if (extension != ".cpp" && extension != ".h") continue;
                ++files;
                std::ifstream in(entry.path());
                std::string first;
                std::getline(in, first);
                if (first != "// SPDX-License-Identifier: GPL-3.0-or-later")
                    without << QString::fromStdString(fs::relative(entry.path(), LATHE_SOURCE_DIR).string());
            }
        QVERIFY(files > 1000);
        QVERIFY2(without.isEmpty(), qPrintable("no SPDX head:\n" + without.join('\n')));
    }
};

LATHE_TEST(TestLicence)
#include "test_licence.moc"
