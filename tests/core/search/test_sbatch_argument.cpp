// SPDX-License-Identifier: GPL-3.0-or-later
// Options of sbatch that a person may add, and those that are Lathe's own, however they are written.
#include <QtTest>

#include "core/search/sbatch_argument.h"
#include "tests/test_program.h"

using namespace lathe::search;

class TestSbatchArgument : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void what_a_person_may_add() {
        for (const char* argument : {"--account=x",
                                     "-Ax",
                                     "-A x",
                                     "--mem=1G",
                                     "--time-min=5",
                                     "--nodelist=n1",
                                     "--nodefile=f",
                                     "--exclude=n2",
                                     "--exclusive",
                                     "--export=NONE",
                                     "--reservation=r",
                                     "--reboot",
                                     "--no-kill",
                                     "--comment=--output=x",
                                     "--constraint=a",
                                     "--wait-all-nodes=1",
                                     "--hold",
                                     "--hint=multithread",
                                     "-sk",
                                     "-C gpu",
                                     "-pJ",
                                     "-HpJ",
                                     "--verbose",
                                     "--qos=high",
                                     "--partition=x",
                                     "--ntasks-per-core=1"})
            QVERIFY2(!refusal_of_sbatch_argument(argument), argument);
    }

    void what_lathe_sets_itself() {
        for (const char* argument : {"--job-name=x",
                                     "-Jx",
                                     "-J x",
                                     "--output=x",
                                     "-o/x",
                                     "--error=x",
                                     "-ex",
                                     "--input=x",
                                     "-ix",
                                     "--array=1",
                                     "-a1-3",
                                     "--wait",
                                     "-W",
                                     "--wrap=x",
                                     "--signal=TERM",
                                     "--requeue",
                                     "--no-requeue",
                                     "--parsable",
                                     "-n2",
                                     "--ntasks=2",
                                     "-N2",
                                     "--nodes=2",
                                     "--chdir=/",
                                     "-D/",
                                     "--clusters=x",
                                     "-Mx",
                                     "--cluster=x",
                                     "--open-mode=append",
                                     "--export-file=x",
                                     "--test-only",
                                     "--help",
                                     "-h",
                                     "--usage",
                                     "--version",
                                     "-V",
                                     "-Q",
                                     "--quiet",
                                     "--uid=0",
                                     "--gid=0"})
            QVERIFY2(refusal_of_sbatch_argument(argument), argument);
    }

    // getopt_long() takes the beginning of a name for the name.
    void what_is_short_for_it() {
        for (const char* argument : {"--out=x", "--job-n=x", "--j=x", "--arr=1", "--err=x", "--wr=x", "--nod=2",
                                     "--nt=2", "--no-req", "--ch=/", "--cl=x", "--op=append", "--expo=x",
                                     "--export-f=x", "--in=x", "--sig=x", "--te", "--w", "--=x"})
            QVERIFY2(refusal_of_sbatch_argument(argument), argument);
    }

    // A flag may have another option behind it in the same word.
    void what_stands_behind_a_flag() {
        for (const char* argument : {"-Hox", "-sJx", "-kHn2", "-vh"})
            QVERIFY2(refusal_of_sbatch_argument(argument), argument);
    }

    void what_is_no_option() {
        for (const std::string& argument : {std::string("job.sh"), std::string("-"), std::string("--"), std::string(),
                                            std::string("--mem=1\0G", 9)}) {
            const auto refused = refusal_of_sbatch_argument(argument);
            QVERIFY2(refused && refused->what.starts_with("expected an option of sbatch"), argument.c_str());
        }
    }
};

LATHE_TEST(TestSbatchArgument)
#include "test_sbatch_argument.moc"
