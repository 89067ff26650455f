// SPDX-License-Identifier: GPL-3.0-or-later
// What is asked of Slurm, and what its answers mean.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <sys/stat.h>
#include <iterator>

#include "core/base/files.h"
#include "core/run/slurm/job_end.h"
#include "core/run/slurm/job_request.h"
#include "core/run/slurm/loss_count.h"
#include "core/run/slurm/slurm_commands.h"
#include "core/run/slurm/step_place.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using namespace lathe::run::slurm;

class TestSlurmCommands : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    QByteArray path_;
    const SlurmCommands commands_{LATHE_BINARY_DIR "/bin/lathe-supervise"};

    // A command of Slurm's that says and does what the test wants.
    void write(const char* name, const std::string& script) const {
        const std::string file = dir_->filePath(name).toStdString();
        if (!write_file_atomically(file, "#!/bin/sh\n" + script + "\n") || ::chmod(file.c_str(), 0755) != 0)
            qFatal("cannot be written");
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        path_ = qgetenv("PATH");
        qputenv("PATH", dir_->path().toLocal8Bit());  // whether Slurm is on this machine or not
    }
    void cleanup() { qputenv("PATH", path_); }

    void submission_gives_the_id_data() {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<QByteArray>("id");
        QTest::newRow("plain") << QByteArray("echo 12") << QByteArray("12");
        QTest::newRow("of a cluster") << QByteArray("echo '12;big'") << QByteArray("12");
        QTest::newRow("behind a warning") << QByteArray("echo 'sbatch: a warning' >&2; echo 12") << QByteArray("12");
        QTest::newRow("behind what the site says")
            << QByteArray("echo Welcome; echo; echo '12;big '") << QByteArray("12");
        QTest::newRow("nonsense") << QByteArray("echo Hello") << QByteArray("");
    }
    void submission_gives_the_id() {
        QFETCH(const QByteArray, said);
        QFETCH(const QByteArray, id);
        write("sbatch", said.toStdString());
        QCOMPARE(commands_.submit({"--x=y"}, "job.sh").value_or(""), id.toStdString());
    }

    // There may be a job, and no second one must be.
    void an_answer_that_is_not_understood_is_looked_into() {
        for (const char* said : {"echo Hello", "echo", "exit 0"}) {
            write("sbatch", said);
            QCOMPARE(commands_.submit({}, "job.sh").error().kind, std::string(slurm_unanswered));
        }
    }

    // Who gets no answer knows nothing of a job, least of all that it is gone.
    void no_answer_is_no_end_of_a_job_data() {
        QTest::addColumn<QByteArray>("said");
        for (const char* said : {"slurm_load_jobs error: Unable to contact slurm controller (connect failure)",
                                 "slurm_load_jobs error: Protocol authentication error",
                                 "slurm_load_jobs error: Socket timed out on send/recv operation",
                                 "slurm_load_jobs error: Message receive failure",
                                 "slurm_load_jobs error: Communication connection failure",
                                 "slurm_load_jobs error: Resource temporarily unavailable",
                                 "slurm_load_jobs error: Slurm backup controller in standby mode"})
            QTest::newRow(said) << QByteArray(said);
    }
    void no_answer_is_no_end_of_a_job() {
        QFETCH(const QByteArray, said);
        write("scontrol", "echo '" + said.toStdString() + "' >&2; exit 1");
        write("sbatch", "echo 'sbatch: error: " + said.toStdString() + "' >&2; exit 1");
        QVERIFY(!commands_.fate({"12", "a"}));
        QVERIFY(passes(commands_.submit({}, "job.sh").error()));
    }

    // No shell reads what a person has written.
    void options_arrive_as_they_are() {
        write("sbatch", "printf '%s\\n' \"$@\" >" + dir_->filePath("seen").toStdString() + "; echo 1");
        QVERIFY(commands_.submit({"--account=$(touch x) 'a' \"b\"; c"}, "/a b/job.sh"));
        QCOMPARE(read_file(dir_->filePath("seen").toStdString()).value(),
                 std::string("--parsable\n--account=$(touch x) 'a' \"b\"; c\n/a b/job.sh\n"));
    }

    void what_passes_is_told_from_what_stays() {
        write("sbatch",
              "echo 'sbatch: error: Batch job submission failed: Unable to contact slurm controller' >&2; exit 1");
        QCOMPARE(commands_.submit({}, "job.sh").error().kind, std::string(slurm_unanswered));
        write("sbatch",
              "echo 'sbatch: a warning' >&2; echo 'sbatch: error: invalid partition specified: x' >&2;"
              "echo 'sbatch: error: Batch job submission failed: Invalid partition name specified' >&2; exit 1");
        const auto refused = commands_.submit({}, "job.sh");
        QCOMPARE(refused.error().kind, std::string());
        QCOMPARE(refused.error().what, std::string("invalid partition specified: x; Batch job submission failed: "
                                                   "Invalid partition name specified"));
    }

    // Slurm's sentence is the same for a limit of jobs, which passes, and for a job that is larger than allowed.
    void a_limit_of_jobs_passes_and_one_of_size_does_not_data() {
        QTest::addColumn<QByteArray>("reason");
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("jobs of the account") << QByteArray("AssocMaxSubmitJobLimit") << QByteArray(slurm_full);
        QTest::newRow("jobs of the user") << QByteArray("QOSMaxSubmitJobPerUserLimit") << QByteArray(slurm_full);
        QTest::newRow("nodes") << QByteArray("AssocMaxNodePerJobLimit") << QByteArray();
        QTest::newRow("time") << QByteArray("QOSMaxWallDurationPerJobLimit") << QByteArray();
    }
    void a_limit_of_jobs_passes_and_one_of_size_does_not() {
        QFETCH(const QByteArray, reason);
        QFETCH(const QByteArray, kind);
        write("sbatch", "echo 'sbatch: error: " + reason.toStdString() +
                            "' >&2; echo 'sbatch: error: Batch job submission failed: Job violates accounting/QOS "
                            "policy (job submit limit, user'\\''s size and/or time limits)' >&2; exit 1");
        const auto refused = commands_.submit({}, "job.sh");
        QCOMPARE(refused.error().kind, kind.toStdString());
        QVERIFY2(refused.error().what.starts_with(reason.toStdString() + "; "), refused.error().what.c_str());
    }

    // A session may itself be in a job, and a person may have set what Slurm's commands print.
    void variables_of_slurm_are_not_handed_on() {
        write("sbatch",
              "printf '%s\\n' \"${SLURM_JOB_ID-none} ${SBATCH_ARRAY_INX-none} ${SQUEUE_FORMAT-none} "
              "$SLURM_CONF $SLURM_JWT $OTHER\" >" +
                  dir_->filePath("seen").toStdString() + "; echo 1");
        for (const char* name :
             {"SLURM_JOB_ID", "SBATCH_ARRAY_INX", "SQUEUE_FORMAT", "SLURM_CONF", "SLURM_JWT", "OTHER"})
            qputenv(name, name);
        const auto id = commands_.submit({}, "job.sh");
        for (const char* name :
             {"SLURM_JOB_ID", "SBATCH_ARRAY_INX", "SQUEUE_FORMAT", "SLURM_CONF", "SLURM_JWT", "OTHER"})
            qunsetenv(name);
        QVERIFY(id);
        QCOMPARE(read_file(dir_->filePath("seen").toStdString()).value(),
                 std::string("none none none SLURM_CONF SLURM_JWT OTHER\n"));
    }

    void the_queue_is_read() {
        write("squeue",
              "echo '14|RUNNING|None|a warning' >&2; echo '12|PENDING|Resources|lathe-a'; "
              "echo '13_2|RUNNING|None|a|b'");
        const auto jobs = commands_.queue();
        QVERIFY(jobs);
        QCOMPARE(jobs->size(), 2u);
        QCOMPARE(jobs->at(0).state, std::string("PENDING"));
        QCOMPARE(jobs->at(0).reason, std::string("Resources"));
        QCOMPARE(jobs->at(1).id, std::string("13_2"));
    }

    void the_controller_is_asked_where_accounting_is_off() {
        const JobKey job{"12", "a"};
        write("sacct", "echo 'Slurm accounting storage is disabled' >&2; exit 1");
        write("scontrol", "echo 'JobId=12 JobName=a JobState=TIMEOUT Reason=TimeLimit ExitCode=0:15'");
        const auto fate = commands_.fate(job);
        QVERIFY(fate);
        QCOMPARE(fate->state, std::string("TIMEOUT"));
        QCOMPARE(fate->exit_code, std::string("0:15"));
        write("scontrol", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1");
        QCOMPARE(commands_.fate(job).value().state, std::string());
        write("scontrol", "echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1");
        QVERIFY(!commands_.fate(job));
    }

    void the_accounting_is_read_without_its_warnings() {
        write("sacct", "echo 'sacct: a warning' >&2; echo 'OUT_OF_MEMORY|0:125|a'");
        QCOMPARE(commands_.fate({"12", "a"}).value().state, std::string("OUT_OF_MEMORY"));
    }

    // Numbers are given again where Slurm was set up anew.
    void a_strangers_job_of_the_same_number_tells_nothing() {
        write("sacct", "echo 'COMPLETED|0:0|theirs'");
        write("scontrol", "echo 'JobId=12 JobName=theirs JobState=RUNNING ExitCode=0:0'");
        QCOMPARE(commands_.fate({"12", "ours"}).value().state, std::string());
        write("scancel", "printf '%s\\n' \"$@\" >" + dir_->filePath("seen").toStdString());
        QVERIFY(commands_.cancel({"12", "ours"}));
        QCOMPARE(read_file(dir_->filePath("seen").toStdString()).value(), std::string("--jobname=ours\n12\n"));
    }

    void a_command_that_is_not_there_is_named() {
        const auto missing = commands_.queue();
        QVERIFY(!missing);
        QCOMPARE(missing.error().what, std::string("squeue of Slurm is not found"));
        QVERIFY(!SlurmCommands::check_installed());
    }

    void what_an_end_means() {
        for (const char* state : {"NODE_FAIL", "PREEMPTED", "BOOT_FAIL", ""})
            QCOMPARE(end_of({state, ""}), JobEnd::lost);
        for (const char* state : {"PENDING", "RUNNING", "COMPLETING", "REQUEUE_FED", "SPECIAL_EXIT", "RESIZING"})
            QCOMPARE(end_of({state, ""}), JobEnd::none);
        QCOMPARE(end_of({"FAILED", "75:0"}), JobEnd::lost);  // its disk was full
        QCOMPARE(end_of({"FAILED", "7:0"}), JobEnd::failed);
        QVERIFY(waits("REQUEUE_FED") && waits("SPECIAL_EXIT") && !waits("RUNNING"));
        for (const char* state : {"FAILED", "TIMEOUT", "OUT_OF_MEMORY", "CANCELLED by 7", "DEADLINE"})
            QCOMPARE(end_of({state, ""}), JobEnd::failed);
        QCOMPARE(why_failed({"FAILED", "3:0"}), std::string("Slurm ended its job: FAILED, exit code 3"));
        QVERIFY(why_failed({"FAILED", "0:11"}).find("SIGSEGV") != std::string::npos);
        QCOMPARE(why_failed({"CANCELLED by 7", "0:15"}), std::string("Slurm ended its job: CANCELLED by 7"));
    }

    // srun tells the signal that has ended a task as a shell does.
    void a_task_that_was_killed() {
        QVERIFY(was_killed({"FAILED", "137:0"}) && was_killed({"FAILED", "0:9"}));
        QVERIFY(!was_killed({"FAILED", "9:0"}) && !was_killed({"FAILED", "0:11"}) && !was_killed({"NODE_FAIL", ""}));
        QVERIFY(why_failed({"FAILED", "139:0"}).find("SIGSEGV") != std::string::npos);
    }

    void ranks_are_started_by_srun() {
        search::Engine engine;
        engine.nodes = 2;
        engine.cpus = 3;
        TrialJob job;
        job.folder = "/runs/a/trials/0003";
        job.config = config::Value(config::Dict{});
        job.place.ranks = 4;
        const TalkFolder talk(job.folder, 1);
        const auto options = options_of_trial(engine, job);
        for (const char* option : {"--nodes=2", "--ntasks=4", "--cpus-per-task=3", "--signal=TERM@60"})
            QVERIFY2(std::ranges::find(options, option) != options.end(), option);
        const std::string script = batch_script("/bin/lathectl", engine, job, talk);
        for (const char* part : {"exec srun ", " --nodes=2 ", " --ntasks=4 ", " --cpus-per-task=3 ",
                                 " /bin/lathectl worker --folder /runs/a/trials/0003/worker/1\n"})
            QVERIFY2(script.find(part) != std::string::npos, script.c_str());
    }

    // Each rank has a GPU of its node, counted from its place among the ranks there.
    void nodes_have_as_many_gpus_as_ranks() {
        search::Engine engine;
        TrialJob job;
        job.config = config::Value(config::Dict{});
        job.device.gpu = 0;
        job.devices = {{0}, {1}, {2}, {3}};
        job.place.ranks = 4;
        const auto asked = [&](const char* option) {
            return std::ranges::count(options_of_trial(engine, job), option) == 1;
        };
        QVERIFY(asked("--gpus=4"));
        engine.nodes = 2;
        QVERIFY(asked("--gpus-per-node=2") && asked("--ntasks-per-node=2") && !asked("--gpus=4"));
        engine.nodes = 3;  // no number for all
        QVERIFY(asked("--gpus=4") && !asked("--gpus-per-node=1"));
    }

    void which_rank_this_process_is() {
        for (const auto& [name, value] :
             {std::pair("SLURM_PROCID", "2"), std::pair("SLURM_LOCALID", "1"), std::pair("SLURM_NTASKS", "4"),
              std::pair("SLURM_STEP_NUM_NODES", "2"), std::pair("SLURM_LAUNCH_NODE_IPADDR", "127.0.0.1")})
            qputenv(name, value);
        const auto place = own_step_place(4);
        const auto other = own_step_place(2);
        qputenv("SLURM_LAUNCH_NODE_IPADDR", "nowhere");
        const auto lost = own_step_place(4);
        for (const char* name :
             {"SLURM_PROCID", "SLURM_LOCALID", "SLURM_NTASKS", "SLURM_STEP_NUM_NODES", "SLURM_LAUNCH_NODE_IPADDR"})
            qunsetenv(name);
        QVERIFY(place);
        QCOMPARE(place->rank, 2);
        QCOMPARE(place->local_rank, 1);
        QCOMPARE(place->address, std::string("127.0.0.1"));
        QVERIFY(!other && !lost);
        QVERIFY(!own_step_place(4));
    }

    void several_trials_are_an_array() {
        const TalkFolder first("/runs/it's 5%-1/trials/0003", 2);
        const std::string name = array_name(first);
        QVERIFY(is_job_of(first, name) && is_job_of(first, job_name(first)));
        QVERIFY(!is_job_of(TalkFolder("/runs/other/trials/0003", 2), name));
        const std::vector<std::string> expected{"--job-name=" + name, "--array=3,5,12",
                                                "--output=/runs/it's 5%%-1/trials/%4a/worker/2/slurm.log",
                                                "--open-mode=append", "--chdir=/runs/it's 5%-1/trials"};
        QVERIFY(options_of_array(first, {3, 5, 12}) == expected);
        // The script becomes that of its trial.
        const fs::path trials = fs::path(dir_->path().toStdString()) / "a 'b'" / "trials";
        const TalkFolder talk(trials / "0012", 1);
        const std::string seen = dir_->filePath("seen").toStdString();
        QVERIFY(make_folders(talk.path()) && write_file_atomically(talk.script(), "pwd >" + seen + "\n"));
        const TalkFolder other(trials / "0003", 1);
        QVERIFY(make_folders(other.path()) && write_file_atomically(other.array_script(), array_script(other)));
        QProcess shell;
        auto variables = QProcessEnvironment::systemEnvironment();
        variables.insert("SLURM_ARRAY_TASK_ID", "12");
        shell.setProcessEnvironment(variables);
        shell.start("/bin/sh", {QString::fromStdString(other.array_script().string())});
        QVERIFY(shell.waitForFinished() && shell.exitCode() == 0);
        QCOMPARE(read_file(seen).value(), fs::canonical(trials / "0012").string() + "\n");
    }

    // A cluster that preempts a trial every hour must not end it.
    void losses_count_anew_where_the_trial_came_further() {
        LossCount losses;
        QCOMPARE(losses.add(0), 1);
        QCOMPARE(losses.add(0), 2);
        QCOMPARE(losses.add(10), 1);
        QCOMPARE(losses.add(5), 2);
        QCOMPARE(losses.add(10), 3);
        QCOMPARE(losses.add(11), 1);
        QCOMPARE(losses.count(), 1);
    }

    void options_of_a_job() {
        search::Engine engine;
        engine.partition = "long";
        engine.time = std::chrono::seconds(100);
        engine.args = {"--mem=1G"};
        TrialJob job;
        job.folder = "/runs/100% \"x\"-2026/trials/0003";
        job.config = config::Value(config::Dict{});
        job.config.set("hw.threads", std::int64_t{3});
        job.device.gpu = 0;
        job.devices = {{0}, {1}};
        const TalkFolder talk(job.folder, 2);
        const std::string name = job_name(talk);
        QVERIFY2(name.starts_with("lathe-100___x_-2026-") && name.ends_with("-0003-2"), name.c_str());
        auto options = options_of_job(talk);
        std::ranges::move(options_of_trial(engine, job), std::back_inserter(options));
        for (const std::string& option :
             {"--job-name=" + name, std::string("--partition=long"), std::string("--gpus=2"), std::string("--time=2"),
              std::string("--cpus-per-task=3"), std::string("--nodes=1"), std::string("--signal=B:TERM@25"),
              std::string("--requeue"), std::string("--output=/runs/100%% \"x\"-2026/trials/0003/worker/2/slurm.log")})
            QVERIFY2(std::ranges::find(options, option) != options.end(), option.c_str());
        QCOMPARE(options.back(), std::string("--mem=1G"));
        engine.cpus = 8;
        QVERIFY(std::ranges::count(options_of_trial(engine, job), "--cpus-per-task=8") == 1);
        const std::string script = batch_script("/opt/it's/lathectl", engine, job, talk);
        QVERIFY2(
            script.find("exec '/opt/it'\\''s/lathectl' worker --folder '/runs/100% \"x\"-2026/trials/0003/worker/2'") !=
                std::string::npos,
            script.c_str());
    }
};

LATHE_TEST(TestSlurmCommands)
#include "test_slurm_commands.moc"
