// SPDX-License-Identifier: GPL-3.0-or-later
// What is found out of files and variables that the test makes up, and of the machine that it runs on.
#include <chrono>

#include <QtTest>

#include "core/provenance/environment.h"
#include "core/provenance/loaded_libraries.h"
#include "core/provenance/package_index.h"
#include "tests/core/provenance/git_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::provenance;
using config::Value;
using lathe::test::write;

namespace {

constexpr const char* cpuinfo =
    "processor\t: 0\nmodel name\t: Some CPU\nphysical id\t: 0\ncore id\t\t: 0\nflags\t\t: fpu avx2 fma avx512f "
    "hypervisor\n\n"
    "processor\t: 1\nmodel name\t: Some CPU\nphysical id\t: 0\ncore id\t\t: 0\nflags\t\t: fpu avx2 fma avx512f\n\n"
    "processor\t: 2\nmodel name\t: Some CPU\nphysical id\t: 0\ncore id\t\t: 1\nflags\t\t: fpu avx2 fma avx512f\n\n";

const std::string container_id = std::string(63, 'a') + "0";

std::string text_at(const Value& value, const char* path) {
    return value.string_or(path, "");
}

}  // namespace

class TestEnvironment : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path root_;

    Value captured(Variables variables = {}) {
        EnvironmentSources sources;
        sources.root = root_;
        sources.variables = std::move(variables);
        return capture_environment(sources);
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        root_ = dir_->path().toStdString();
    }

    void what_is_absent_is_left_out() {
        const auto facts = captured();
        QVERIFY(facts.find("lathe.version"));
        for (const char* key : {"torch", "cpu", "variables", "gpus", "container", "libraries", "os.name", "os.kernel"})
            QVERIFY2(!facts.find(key), key);
        QVERIFY(facts.find("os.machine"));
    }

    void cpu() {
        write(root_ / "proc/cpuinfo", cpuinfo);
        write(root_ / "proc/self/status", "Name:\tx\nCpus_allowed:\t5\nCpus_allowed_list:\t0,2\n");
        const auto facts = captured();
        QCOMPARE(text_at(facts, "cpu.model"), std::string("Some CPU"));
        QCOMPARE(facts.int_or("cpu.threads", 0), 3);
        QCOMPARE(facts.int_or("cpu.cores", 0), 2);
        QCOMPARE(text_at(facts, "cpu.affinity"), std::string("0,2"));
        QVERIFY(*facts.find("cpu.instruction_sets") == Value(config::List{"avx2", "fma", "avx512f"}));
    }

    void cpu_of_arm() {
        write(root_ / "proc/cpuinfo", "processor\t: 0\nBogoMIPS\t: 50.00\nFeatures\t: fp asimd sve\n\n");
        const auto facts = captured();
        QVERIFY(!facts.find("cpu.model"));
        QVERIFY(*facts.find("cpu.instruction_sets") == Value(config::List{"asimd", "sve"}));
    }

    void os() {
        write(root_ / "usr/lib/os-release", "NAME=\"X\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
        fs::create_directories(root_ / "etc");
        fs::create_symlink("../usr/lib/os-release", root_ / "etc/os-release");
        write(root_ / "proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
        write(root_ / "proc/sys/kernel/hostname", "node7\n");
        const auto facts = captured();
        QCOMPARE(text_at(facts, "os.name"), std::string("Debian GNU/Linux 12 (bookworm)"));
        QCOMPARE(text_at(facts, "os.kernel"), std::string("6.1.0-18-amd64"));
        QCOMPARE(text_at(facts, "os.hostname"), std::string("node7"));
    }

    void variables_that_change_numbers_and_no_secrets() {
        const auto facts = captured({{"OMP_NUM_THREADS", "4"},
                                     {"LC_NUMERIC", "de_DE"},
                                     {"LD_PRELOAD", "/x.so"},
                                     {"HOME", "/home/me"},
                                     {"HF_TOKEN", "hunter2"},
                                     {"TORCH_HUB_TOKEN", "hunter2"},
                                     {"TORCH_MIRROR", "https://me:hunter2@mirror/"},
                                     {"CUBLAS_WORKSPACE_CONFIG", ":4096:8"}});
        const auto& found = facts.find("variables")->as_dict();
        QCOMPARE(found.size(), std::size_t{5});
        QCOMPARE(text_at(facts, "variables.OMP_NUM_THREADS"), std::string("4"));
        QVERIFY(dump_json(config::to_json(facts)).find("hunter2") == std::string::npos);
    }

    void torch_and_gpus_are_what_the_caller_says() {
        write(root_ / "proc/driver/nvidia/version",
              "NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.129.03  Thu Oct 19 18:56:32 UTC 2023\nGCC version: "
              "12.2\n");
        EnvironmentSources sources;
        sources.root = root_;
        sources.torch = Value(config::Dict{{"version", "1.13.1"}, {"blas", "openblas"}});
        sources.cuda = "12.2";
        device::Device cpu;
        device::Device gpu;
        gpu.id = device::DeviceId{0};
        gpu.name = "NVIDIA A100";
        gpu.memory_total = 40'000;
        sources.devices = {cpu, gpu};
        const auto facts = capture_environment(sources);
        QCOMPARE(text_at(facts, "torch.blas"), std::string("openblas"));
        QVERIFY(*facts.find("gpus") == Value(config::List{config::Dict{{"device", "cuda:0"},
                                                                       {"name", "NVIDIA A100"},
                                                                       {"memory_bytes", 40'000},
                                                                       {"driver", "535.129.03"},
                                                                       {"cuda", "12.2"}}}));
        sources.gpu_driver = "1.2";
        QCOMPARE(text_at(capture_environment(sources), "gpus[0].driver"), std::string("1.2"));
    }

    void containers() {
        write(root_ / ".dockerenv", "");
        write(root_ / "proc/self/cgroup", "0::/docker/" + container_id + "\n");
        auto facts = captured({{"LATHE_IMAGE", "lathe:1"}});
        QCOMPARE(text_at(facts, "container.kind"), std::string("docker"));
        QCOMPARE(text_at(facts, "container.id"), container_id);
        QCOMPARE(text_at(facts, "container.image"), std::string("lathe:1"));

        write(root_ / "proc/self/cgroup", "0::/\n");
        write(root_ / "proc/self/mountinfo",
              "1 2 0:1 /var/lib/docker/containers/" + container_id + "/hostname /etc/hostname rw\n");
        QCOMPARE(text_at(captured(), "container.id"), container_id);

        write(root_ / "run/.containerenv",
              "engine=\"podman-4.3.1\"\nid=\"abc\"\nimage=\"docker.io/x:2\"\nimageid=\"def\"\n");
        facts = captured();
        QCOMPARE(text_at(facts, "container.kind"), std::string("podman"));
        QCOMPARE(text_at(facts, "container.id"), std::string("abc"));
        QCOMPARE(text_at(facts, "container.image"), std::string("docker.io/x:2"));
    }

    void libraries_and_their_packages() {
        write(root_ / "proc/self/maps",
              "7f00-7f01 r-xp 00000000 08:01 1   /usr/lib/x86_64-linux-gnu/libc.so.6\n"
              "7f01-7f02 r--p 00001000 08:01 1   /usr/lib/x86_64-linux-gnu/libc.so.6\n"
              "7f02-7f03 r-xp 00000000 08:01 2   /opt/my own/libmine.so\n"
              "7f03-7f04 r-xp 00000000 08:01 3   /usr/lib/libgone.so.1 (deleted)\n"
              "7f04-7f05 r-xp 00000000 08:01 4   /usr/bin/program\n"
              "7f05-7f06 rw-p 00000000 00:00 0   [heap]\n"
              "7f06-7f07 rw-p 00000000 00:00 0\n");
        write(root_ / "opt/my own/libmine.so", "12345");
        write(root_ / "var/lib/dpkg/status",
              "Package: libc6\nStatus: install ok installed\nArchitecture: amd64\nMulti-Arch: same\nVersion: 2.36-9\n\n"
              "Package: gone\nStatus: deinstall ok config-files\nArchitecture: all\n");
        write(root_ / "var/lib/dpkg/info/libc6:amd64.list",
              "/.\n/lib\n/usr/share/doc/x.source\n/lib/x86_64-linux-gnu/libc.so.6\n");
        write(root_ / "var/lib/dpkg/info/gone.list", "/usr/lib/libgone.so.1\n");
        const auto facts = captured();
        const Value expected(config::List{
            config::Dict{
                {"path", "/usr/lib/x86_64-linux-gnu/libc.so.6"}, {"package", "libc6:amd64"}, {"version", "2.36-9"}},
            config::Dict{{"path", "/usr/lib/libgone.so.1"}, {"replaced", true}},
            config::Dict{{"path", "/opt/my own/libmine.so"}, {"size", 5}}});
        QVERIFY2(*facts.find("libraries") == expected, dump_json(config::to_json(facts)).c_str());
    }

    void owners_of_any_file_under_either_name() {
        write(root_ / "var/lib/dpkg/status",
              "Package: dash\nStatus: install ok installed\nArchitecture: amd64\nVersion: 0.5\n\n"
              "Package: python3-x\nStatus: install ok installed\nArchitecture: all\nVersion: 1:2\n");
        write(root_ / "var/lib/dpkg/info/dash.list", "/.\n/bin\n/bin/dash\n/usr/share/doc/dash");
        write(root_ / "var/lib/dpkg/info/python3-x.list", "/usr/lib/python3/dist-packages/x-2.egg-info\n");
        const auto owners =
            PackageIndex::owners_of(root_, {"/usr/bin/dash", "/usr/lib/python3/dist-packages/x-2.egg-info",
                                            "/usr/share/doc/dash", "/bin/das", "/usr/bin/dash.distrib"});
        QCOMPARE(owners.size(), std::size_t{3});
        QCOMPARE(owners.at("/usr/bin/dash").name, std::string("dash"));
        QCOMPARE(owners.at("/usr/lib/python3/dist-packages/x-2.egg-info").version, std::string("1:2"));
        QVERIFY(PackageIndex::owners_of(root_, {}).empty());
    }

    void shared_object_names() {
        for (const char* name : {"/lib/libc.so.6", "x.so", "/a/m.cpython-311-x86_64-linux-gnu.so", "libx-1.so.2.so"})
            QVERIFY2(is_shared_object_name(name), name);
        for (const char* name : {"/lib/x.source", "/lib.so/x", "so", "", "/x.sort"})
            QVERIFY2(!is_shared_object_name(name), name);
    }

    void this_machine() {
        EnvironmentSources sources;
        sources.variables = process_variables();
        const auto start = std::chrono::steady_clock::now();
        const auto facts = capture_environment(sources);
        const auto middle = std::chrono::steady_clock::now();
        capture_environment(sources);
        const auto end = std::chrono::steady_clock::now();
        const auto ms = [](auto time) {
            return static_cast<int>(std::chrono::duration<double, std::milli>(time).count());
        };
        qInfo("captured in %d ms, again in %d ms", ms(middle - start), ms(end - middle));
        QVERIFY(facts.int_or("cpu.threads", 0) > 0);
        QVERIFY(facts.find("os.kernel"));
        const auto* libraries = facts.find("libraries");
        QVERIFY(libraries);
        QVERIFY(std::any_of(libraries->as_list().begin(), libraries->as_list().end(), [](const Value& library) {
            return library.string_or("path", "").find("libc.so") != std::string::npos;
        }));
        if (!fs::exists("/var/lib/dpkg/status")) QSKIP("no dpkg here");
        for (const auto& library : libraries->as_list())
            if (library.string_or("path", "").ends_with("/libc.so.6"))
                QVERIFY(library.string_or("package", "").starts_with("libc6") && library.find("version"));
    }
};

LATHE_TEST(TestEnvironment)
#include "test_environment.moc"
