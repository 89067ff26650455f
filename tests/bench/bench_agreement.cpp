// SPDX-License-Identifier: GPL-3.0-or-later
// Configs beside OmegaConf on cases that no earlier run has seen, and edits that are undone: the test programs with
// more cases and a seed of the clock, which is printed so that a run can be repeated.
#include <ctime>

#include <QProcess>
#include <QRegularExpression>

#include "tests/bench/figure.h"

namespace {

constexpr int oracle_cases = 20'000;

// What a test program printed; empty when it could not be run.
QString output(const QString& program_name, const QString& test, const QProcessEnvironment& environment) {
    QProcess program;
    program.setProcessEnvironment(environment);
    program.setProcessChannelMode(QProcess::MergedChannels);
    program.start(QStringLiteral(LATHE_BINARY_DIR "/tests/bin/") + program_name, {test});
    program.waitForFinished(-1);
    return QString::fromUtf8(program.readAll());
}

// The number before a text in what was printed; -1: it is not there.
double number_before(const QString& printed, const QString& text) {
    const auto match = QRegularExpression(QStringLiteral("(\\d+) ") + QRegularExpression::escape(text)).match(printed);
    return match.hasMatch() ? match.captured(1).toDouble() : -1;
}

}  // namespace

int main() {
    const auto seed = QString::number(static_cast<int>(std::time(nullptr) & 0x7fffffff));
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert(QStringLiteral("LATHE_ORACLE_CASES"), QString::number(oracle_cases));
    environment.insert(QStringLiteral("LATHE_ORACLE_SEED"), seed);
    environment.insert(QStringLiteral("RC_PARAMS"), QStringLiteral("seed=%1 max_success=400").arg(seed));
    std::printf("  seed %s\n", qPrintable(seed));

    std::vector<bench::Figure> figures;
    const auto oracle = output(QStringLiteral("oracle"), QStringLiteral("omegaconf"), environment);
    const double cases = number_before(oracle, QStringLiteral("cases"));
    if (cases > 0) {
        const double different = number_before(oracle, QStringLiteral("otherwise"));
        figures.push_back({"agreement with python3-omegaconf", 100 * (cases - different) / cases, -100, "%"});
        figures.push_back({"cases", cases, -5000, ""});
        figures.push_back({"differences that are on purpose",
                           number_before(oracle, QStringLiteral("differ on purpose")), 0.01 * cases, ""});
        if (different > 0) std::printf("%s\n", qPrintable(oracle));
    } else {
        std::printf("  (no agreement: python3-omegaconf is not here)\n");
    }
    const auto round_trip = output(QStringLiteral("core.config"), QStringLiteral("round_trip"), environment);
    const bool passed = number_before(round_trip, QStringLiteral("failed")) == 0;
    figures.push_back({"edits of commented files undone to the same bytes",
                       passed ? number_before(round_trip, QStringLiteral("edits undone")) : 0, -2000, ""});
    return bench::report(figures);
}
