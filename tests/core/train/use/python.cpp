// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/train/use/python.h"

#include <QJsonDocument>
#include <QProcess>

namespace lathe::test {

bool has_python_torch() {
    static const bool found = QProcess::execute("/usr/bin/python3", {"-c", "import torch, numpy"}) == 0;
    return found;
}

QJsonObject python(const QStringList& arguments) {
    QProcess process;
    process.start("/usr/bin/python3", QStringList{LATHE_SOURCE_DIR "/tests/core/train/use/use.py"} + arguments);
    if (!process.waitForStarted() || !process.waitForFinished(240000)) return {};
    const QByteArray error = process.readAllStandardError();
    if (process.exitCode() != 0) qWarning("%s", error.constData());
    return QJsonDocument::fromJson(process.readAllStandardOutput()).object();
}

}  // namespace lathe::test
