// SPDX-License-Identifier: GPL-3.0-or-later
// Which limit of memory counts: the machine's, or that of a control group.
#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "core/base/memory_limit.h"
#include "tests/test_program.h"

using namespace lathe;

class TestMemoryLimit : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    fs::path root() const { return dir_.path().toStdString(); }
    void put(const char* name, const char* text) const {
        fs::create_directories((root() / name).parent_path());
        QVERIFY(write_file_atomically(root() / name, text));
    }

  private Q_SLOTS:
    void init() { fs::remove_all(root() / "sys"); }

    void without_groups_it_is_the_machines() {
        const auto machine = memory_limit(root() / "nothing here");
        QVERIFY(machine > 100'000'000);
        put("proc/self/cgroup", "0::/a/b\n");
        put("sys/fs/cgroup/a/b/memory.max", "max\n");
        QCOMPARE(memory_limit(root()), machine);
    }

    void the_least_on_the_way_up_counts() {
        put("proc/self/cgroup", "1:name=systemd:/c\n0::/a/b\n");
        put("sys/fs/cgroup/a/b/memory.max", "8000000\n");
        QCOMPARE(memory_limit(root()), std::uint64_t{8'000'000});
        put("sys/fs/cgroup/a/memory.max", "5000000\n");
        QCOMPARE(memory_limit(root()), std::uint64_t{5'000'000});
        put("sys/fs/cgroup/memory.max", "4000000\n");  // as a container sees its own
        QCOMPARE(memory_limit(root()), std::uint64_t{4'000'000});
    }

    void version_1_has_other_names() {
        put("proc/self/cgroup", "9:cpu:/x\n4:memory:/job\n");
        put("sys/fs/cgroup/memory/job/memory.limit_in_bytes", "3000000\n");
        QCOMPARE(memory_limit(root()), std::uint64_t{3'000'000});
    }
};

LATHE_TEST(TestMemoryLimit)
#include "test_memory_limit.moc"
