// SPDX-License-Identifier: GPL-3.0-or-later
// Which files of a folder belong to somebody's work, as git sees them.
#include <QTemporaryDir>
#include <QtTest>

#include "core/provenance/working_files.h"
#include "tests/core/provenance/git_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::provenance;
using lathe::test::GitFixture;
using lathe::test::write;

class TestWorkingFiles : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path root_;

    static std::string listed(const fs::path& folder) {
        const auto found = list_working_files(folder);
        if (!found) return found.error().str();
        if (!*found) return "none";
        std::string text;
        for (const auto& file : (*found)->files) text += file.path + (file.tracked ? " " : "? ");
        for (const auto& one : (*found)->repositories) text += one + "/ ";
        return text + ((*found)->incomplete ? "..." : "");
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        root_ = fs::canonical(dir_->path().toStdString());
    }

    void tracked_and_neither_tracked_nor_ignored() {
        GitFixture git(root_);
        write(root_ / ".gitignore", "*.pt\nout/\n");
        write(root_ / "train.py", "1");
        write(root_ / "gone.py", "1");
        write(root_ / "sub/net.py", "1");
        git.commit_all();
        fs::remove(root_ / "gone.py");
        write(root_ / "new.py", "1");
        write(root_ / "weights.pt", "1");
        write(root_ / "out/log", "1");
        write(root_ / "sub/deep/new.py", "1");
        fs::create_symlink("train.py", root_ / "link.py");
        QCOMPARE(listed(root_), std::string(".gitignore link.py? new.py? sub/deep/new.py? sub/net.py train.py "));
        QCOMPARE(listed(root_ / "sub"), std::string("deep/new.py? net.py "));
        QCOMPARE(listed(root_ / "sub/deep"), std::string("new.py? "));
    }

    void a_folder_whose_name_is_a_pattern() {
        GitFixture git(root_);
        write(root_ / "a*/x.py", "1");
        write(root_ / "ab/y.py", "1");
        QCOMPARE(listed(root_ / "a*"), std::string("x.py? "));
    }

    void what_git_does_not_keep() {
        QCOMPARE(listed(root_), std::string("none"));
        QCOMPARE(listed(root_ / "missing"), std::string("none"));
        GitFixture git(root_ / "home");
        write(root_ / "home/.gitignore", "*\n");
        write(root_ / "home/code/x.py", "1");
        QCOMPARE(listed(root_ / "home/code"), std::string("none"));
        GitFixture bare(root_ / "bare.git", true);
        QCOMPARE(listed(root_ / "bare.git"), std::string("none"));
    }

    void repositories_within() {
        GitFixture git(root_);
        GitFixture other(root_ / "other");
        write(root_ / "other/x.py", "1");
        other.commit_all();
        write(root_ / "a.py", "1");
        QCOMPARE(listed(root_), std::string("a.py? other/ "));
        // A submodule: tracked as a commit.
        git_index* handle = nullptr;
        QCOMPARE(git_repository_index(&handle, git.get()), 0);
        const Git<git_index> index(handle);
        git_index_entry entry{};
        entry.mode = GIT_FILEMODE_COMMIT;
        entry.path = "other";
        QCOMPARE(git_reference_name_to_id(&entry.id, other.get(), "HEAD"), 0);
        QCOMPARE(git_index_add(index.get(), &entry), 0);
        QCOMPARE(git_index_write(index.get()), 0);
        QCOMPARE(listed(root_), std::string("a.py? other/x.py "));
    }
};

LATHE_TEST(TestWorkingFiles)
#include "test_working_files.moc"
