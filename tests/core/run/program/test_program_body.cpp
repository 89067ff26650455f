// SPDX-License-Identifier: GPL-3.0-or-later
// Who ended a program: itself, where it had ended before it could be told anything.
#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <thread>

#include "core/base/files.h"
#include "core/run/program/program_body.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

class NoMetrics final : public MetricSink {
  public:
    SeriesId series(const std::string&) override { return 0; }
    void report(SeriesId, std::int64_t, double) override {}
    void log(const std::string&) override {}
};

bool has_ended(const std::string& pid) {
    std::ifstream file("/proc/" + pid + "/stat");  // "NUMBER (NAME) STATE ..."
    const std::string text(std::istreambuf_iterator<char>(file), {});
    return text.empty() || text.find(") Z ") != std::string::npos;
}

// Answers the first report when the program, and the supervisor whose number it wrote into `file`, have ended.
class AnswerAfterTheEnd final : public ObjectiveSink {
  public:
    AnswerAfterTheEnd(std::string file, std::function<std::optional<std::string>()> answer)
        : file_(std::move(file)), answer_(std::move(answer)) {}
    std::optional<std::string> report(std::int64_t, const std::map<std::string, double>&) override {
        std::string pid = read_file(file_).value();
        pid.pop_back();
        while (!has_ended(pid)) std::this_thread::yield();
        return answer_();
    }

  private:
    std::string file_;
    std::function<std::optional<std::string>()> answer_;
};

// A program that reports 1, ends at once, and is then given up by the assessor or a person.
struct EndedProgram {
    Result<TrialOutcome> run(const std::string& last, const std::function<std::optional<std::string>()>& answer) {
        ProgramSettings settings;
        settings.program.command = {"sh", "-c",
                                    before +
                                        "echo $PPID > supervisor; printf '%s\\n' '{\"metrics\": {\"val_loss\": 1}}' >> "
                                        "\"$LATHE_TRIAL_DIR/.lathe/metrics.jsonl\"; " +
                                        last};
        settings.folder = dir.path().toStdString();
        settings.objective = "val_loss";
        settings.tools.supervisor = LATHE_BINARY_DIR "/bin/lathe-supervise";
        const std::filesystem::path folder = dir.filePath("0000").toStdString();
        std::filesystem::create_directories(folder);
        const config::Value config{config::Dict{}};
        PauseGate gate;
        NoMetrics metrics;
        AnswerAfterTheEnd objective(dir.filePath("supervisor").toStdString(), answer);
        Progress progress;
        TrialContext context{config, folder, {}, stop.get_token(), gate, metrics, objective, progress};
        return make_program_body(settings)->run(context);
    }

    std::string before;  // commands that come first
    QTemporaryDir dir;
    std::stop_source stop;
};

}  // namespace

class TestProgramBody : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void one_that_had_ended_was_not_stopped_by_the_assessor() {
        EndedProgram program;
        const auto outcome = program.run("exit 0", [] { return std::optional<std::string>("too bad"); });
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QCOMPARE(outcome->end, TrialEnding::finished);
        QCOMPARE(outcome->metrics.at("val_loss"), 1.0);
    }

    void nor_by_a_person() {
        EndedProgram program;
        const auto outcome = program.run("exit 0", [&program]() -> std::optional<std::string> {
            program.stop.request_stop();
            return std::nullopt;
        });
        QVERIFY2(outcome, outcome ? "" : outcome.error().str().c_str());
        QCOMPARE(outcome->end, TrialEnding::finished);
    }

    void and_its_failure_is_its_own() {
        EndedProgram program;
        const auto outcome = program.run("exit 5", [&program]() -> std::optional<std::string> {
            program.stop.request_stop();
            return std::nullopt;
        });
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().what.find("exit code 5") != std::string::npos, outcome.error().what.c_str());
    }

    // As SummaryWriter() without a folder.
    void one_that_reports_where_nobody_reads_is_told() {
        EndedProgram program;
        program.before = "mkdir -p runs/x && echo > runs/x/events.out.tfevents.1; exit 0; ";
        const auto outcome = program.run({}, [] { return std::nullopt; });
        QVERIFY(!outcome);
        QVERIFY2(outcome.error().str().find("runs/x") != std::string::npos, outcome.error().str().c_str());
        QVERIFY2(outcome.error().str().find("LATHE_TRIAL_DIR") != std::string::npos, outcome.error().str().c_str());
    }
};

LATHE_CORE_TEST(TestProgramBody)
#include "test_program_body.moc"
