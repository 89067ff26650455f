// SPDX-License-Identifier: GPL-3.0-or-later
// What differs between two environments, what explains most first.
#include <QtTest>

#include "core/provenance/environment_difference.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::provenance;
using config::Dict;
using config::List;
using config::Value;

namespace {

Value some_environment() {
    return Dict{{"lathe", Dict{{"version", "0.1.0"}}},
                {"torch", Dict{{"version", "1.13.1"}}},
                {"cpu", Dict{{"model", "A"}, {"instruction_sets", List{"avx2", "fma", "avx512f"}}}},
                {"variables", Dict{{"LANG", "C"}, {"OMP_NUM_THREADS", "4"}}},
                {"gpus", List{Dict{{"device", "cuda:0"}, {"driver", "535"}}}},
                {"os", Dict{{"hostname", "one"}}},
                {"libraries", List{Dict{{"path", "/usr/lib/liba.so.1"}, {"version", "1"}},
                                   Dict{{"path", "/usr/lib/libopenblas-r0.3.21.so"}, {"version", "0.3.21"}},
                                   Dict{{"path", "/usr/lib/libz.so.1.2"}, {"version", "1.2"}}}}};
}

}  // namespace

class TestEnvironmentDifference : public QObject {
    Q_OBJECT

    static std::vector<std::string> paths_of(const std::vector<Difference>& differences) {
        std::vector<std::string> paths;
        for (const auto& difference : differences) paths.push_back(difference.path);
        return paths;
    }

  private Q_SLOTS:
    void what_a_program_runs_in_comes_early_and_packages_that_do_not_compute_late() {
        const int blas = explanatory_rank("libraries.libopenblas.version");
        const int other = explanatory_rank("libraries.libpng.version");
        QVERIFY(explanatory_rank("python.version") < explanatory_rank("gpus"));
        QCOMPARE(explanatory_rank("program.script.checksum"), explanatory_rank("python.version"));
        QCOMPARE(explanatory_rank("python.packages.numpy"), blas);
        QCOMPARE(explanatory_rank("conda.packages.pytorch-lightning"), blas);
        QCOMPARE(explanatory_rank("python.packages.six"), other);
        QCOMPARE(explanatory_rank("python.debian.six"), other);
    }

    void the_same() {
        QVERIFY(environment_difference(some_environment(), some_environment()).empty());
        QVERIFY(environment_difference({}, {}).empty());
    }

    void what_explains_most_comes_first() {
        const auto a = some_environment();
        auto b = a;
        b.set("os.hostname", "two");
        b.set("lathe.version", "0.2.0");
        b.set("torch.version", "2.6");
        b.set("cpu.model", "B");
        b.set("cpu.instruction_sets", List{"avx2", "fma"});
        b.set("variables.LANG", "de");
        b.set("variables.OMP_NUM_THREADS", "8");
        b.set("gpus[0].driver", "550");
        b.set("libraries", List{Dict{{"path", "/usr/lib/libopenblas-r0.3.29.so"}, {"version", "0.3.29"}},
                                Dict{{"path", "/usr/lib/libz.so.1.3"}, {"version", "1.3"}}});
        const auto differences = environment_difference(a, b);
        QCOMPARE(paths_of(differences),
                 (std::vector<std::string>{"torch.version", "cpu.instruction_sets.avx512f", "gpus.cuda:0.driver",
                                           "variables.OMP_NUM_THREADS", "libraries.libopenblas.path",
                                           "libraries.libopenblas.version", "libraries.liba.path",
                                           "libraries.liba.version", "libraries.libz.path", "libraries.libz.version",
                                           "cpu.model", "lathe.version", "variables.LANG", "os.hostname"}));
        QVERIFY(differences[0].a == Value("1.13.1"));
        QVERIFY(differences[0].b == Value("2.6"));
        QVERIFY(!differences[1].b);
    }

    void a_part_that_one_lacks() {
        auto b = some_environment();
        b.erase("torch");
        const auto differences = environment_difference(some_environment(), b);
        QCOMPARE(paths_of(differences), std::vector<std::string>{"torch.version"});
        QVERIFY(differences[0].a && !differences[0].b);
    }

    void records_of_others_are_compared_too() {
        const Value odd(Dict{{"cpu", "text"}, {"libraries", List{"x", "x"}}, {"gpus", Dict{}}});
        QVERIFY(!environment_difference(odd, some_environment()).empty());
        QVERIFY(environment_difference(odd, odd).empty());
    }
};

LATHE_TEST(TestEnvironmentDifference)
#include "test_environment_difference.moc"
