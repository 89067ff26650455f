// SPDX-License-Identifier: GPL-3.0-or-later
// What is read of real repositories, and that reading is bounded and runs nothing.
#include <fcntl.h>
#include <unistd.h>
#include <chrono>

#include <QProcess>
#include <QtTest>

#include "core/provenance/repository.h"
#include "tests/core/provenance/git_fixture.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::provenance;
using lathe::test::GitFixture;
using lathe::test::write;

class TestRepository : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path root_;

    RepositoryState state_of(const fs::path& path, const RepositoryLimits& limits = {}) {
        auto state = read_repository(path, limits);
        if (!state) qWarning("%s", state.error().str().c_str());
        return state && *state ? **state : RepositoryState{};
    }
    static bool holds(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

    // What git complains of when it applies the patch to the files at the root; nullopt: it is not installed.
    std::optional<QByteArray> apply_here(const std::string& patch) const {
        const fs::path file = root_.parent_path() / "patch";
        write(file, patch);
        QProcess git;
        git.setWorkingDirectory(QString::fromStdString(root_.string()));
        git.start("git", {"apply", QString::fromStdString(file.string())});
        if (!git.waitForStarted()) return std::nullopt;
        if (!git.waitForFinished()) return "it does not end";
        const QByteArray said = git.readAllStandardError();
        return git.exitCode() == 0 ? QByteArray() : "refused: " + said;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        root_ = fs::canonical(dir_->path().toStdString()) / "repo";
    }

    void none() {
        fs::create_directories(root_);
        const auto state = read_repository(root_);
        QVERIFY(state && !*state);
        const auto missing = read_repository(root_ / "not" / "there");
        QVERIFY(missing && !*missing);
        QVERIFY(!*read_repository_head(root_));
    }

    void clean_of_file_and_folder() {
        GitFixture git(root_);
        write(root_ / "exp" / "a.yaml", "lr: 1\n");
        const auto commit = git.commit_all();
        for (const auto& path : {root_, root_ / "exp", root_ / "exp" / "a.yaml"}) {
            const auto state = state_of(path);
            QCOMPARE(state.root.string(), root_.string());
            QCOMPARE(state.commit, commit);
            QCOMPARE(state.branch, std::string("main"));
            QVERIFY(!state.dirty);
            QCOMPARE(state.patch, std::string());
        }
        QCOMPARE((*read_repository_head(root_))->commit, commit);
    }

    void before_the_first_commit() {
        GitFixture git(root_);
        write(root_ / "train.py", "print(1)\n");
        const auto state = state_of(root_);
        QCOMPARE(state.commit, std::string());
        QCOMPARE(state.branch, std::string("main"));
        QVERIFY(state.dirty);
        QVERIFY(holds(state.patch, "+print(1)"));
    }

    void changes_and_new_files_are_in_the_patch() {
        GitFixture git(root_);
        write(root_ / "a.txt", "one\ntwo\nthree\n");
        write(root_ / "gone.txt", "gone\n");
        write(root_ / ".gitignore", "*.log\n");
        git.commit_all();
        write(root_ / "a.txt", "one\nTWO\nthree\n");
        fs::remove(root_ / "gone.txt");
        write(root_ / "new" / "deep" / "b.py", "x = 1");
        write(root_ / "noise.log", "noise\n");
        const auto state = state_of(root_);
        QVERIFY(state.dirty);
        QVERIFY(!state.patch_truncated);
        QCOMPARE(state.untracked_left_out, 0);
        for (const char* line : {"--- a/a.txt", "-two\n", "+TWO\n", "deleted file mode", "new file mode 100644",
                                 "+++ b/new/deep/b.py", "+x = 1\n\\ No newline"})
            QVERIFY2(holds(state.patch, line), line);
        QVERIFY(!holds(state.patch, "noise"));
    }

    // The patch is what brings another checkout to the same state.
    void the_patch_applies() {
        GitFixture git(root_);
        write(root_ / "a.txt", "one\ntwo\n");
        git.commit_all();
        write(root_ / "a.txt", "one\nthree\n");
        write(root_ / "new file.py", "x\n");
        write(root_ / "empty.py", "");
        write(root_ / "no end \xc3\xa9\"quoted.py", "y");
        const auto state = state_of(root_);
        write(root_ / "a.txt", "one\ntwo\n");
        fs::remove(root_ / "new file.py");
        fs::remove(root_ / "empty.py");
        fs::remove(root_ / "no end \xc3\xa9\"quoted.py");
        const auto applied = apply_here(state.patch);
        if (!applied) QSKIP("git is not installed");
        QCOMPARE(*applied, QByteArray());
        QCOMPARE(*read_file(root_ / "a.txt"), std::string("one\nthree\n"));
        QCOMPARE(*read_file(root_ / "new file.py"), std::string("x\n"));
        QVERIFY(fs::exists(root_ / "empty.py"));
        QCOMPARE(state_of(root_).patch, state.patch);
    }

    void detached_worktree_and_bare() {
        GitFixture git(root_);
        write(root_ / "a.txt", "one\n");
        const auto commit = git.commit_all();
        const fs::path tree = root_.parent_path() / "tree";
        git.add_worktree("side", tree);
        git.detach_head();
        QCOMPARE(state_of(root_).branch, std::string());
        QCOMPARE(state_of(root_).commit, commit);
        write(tree / "a.txt", "two\n");
        const auto state = state_of(tree / "a.txt");
        QCOMPARE(state.root.string(), tree.string());
        QCOMPARE(state.branch, std::string("side"));
        QVERIFY(holds(state.patch, "+two"));

        const fs::path bare = root_.parent_path() / "bare.git";
        GitFixture bare_git(bare, true);
        const auto bare_commit = bare_git.commit_all();
        QCOMPARE(state_of(bare).commit, bare_commit);
        QVERIFY(!state_of(bare).dirty);
    }

    void a_broken_repository_is_an_error() {
        GitFixture git(root_);
        write(root_ / ".git" / "HEAD", "nonsense");
        const auto state = read_repository(root_);
        QVERIFY(!state || !*state);
        write(root_ / ".git" / "HEAD", "ref: refs/heads/main\n");
        write(root_ / ".git" / "config", "[core\n");
        const auto broken = read_repository(root_);
        QVERIFY(!broken);
        QVERIFY(!broken.error().what.empty());
    }

    void binary_large_linked_and_many_files_are_counted() {
        GitFixture git(root_);
        write(root_ / "a.txt", "a\n");
        git.commit_all();
        write(root_ / "binary", std::string("a\0b", 3));
        write(root_ / "large", std::string(70'000, 'x'));
        fs::create_symlink("/etc/hostname", root_ / "link");
        write(root_ / "small", "small\n");
        const auto state = state_of(root_);
        QCOMPARE(state.untracked_left_out, 3);
        QVERIFY(holds(state.patch, "+small"));
        QVERIFY(!holds(state.patch, "xxx"));

        for (int i = 0; i < 5; ++i) write(root_ / ("small" + std::to_string(i)), "more\n");
        RepositoryLimits limits;
        limits.untracked_files = 2;
        QCOMPARE(state_of(root_, limits).untracked_left_out, 3 + 4);
    }

    // Else a folder of them would be read to its end.
    void new_files_with_secrets_count_as_well() {
        GitFixture git(root_);
        write(root_ / "a.txt", "a\n");
        git.commit_all();
        for (const char* name : {"1.py", "2.py", "3.py"}) write(root_ / name, "password = 'hunter2'\n");
        write(root_ / "4.py", "lr = 1\n");
        RepositoryLimits limits;
        limits.untracked_files = 2;
        const auto state = state_of(root_, limits);
        QCOMPARE(state.left_out, (std::vector<std::string>{"1.py", "2.py"}));
        QCOMPARE(state.untracked_left_out, 4);
        QCOMPARE(state.patch, std::string());
    }

    void new_files_at_the_top_come_first() {
        GitFixture git(root_);
        write(root_ / "a.txt", "a\n");
        git.commit_all();
        for (int i = 0; i < 5; ++i) write(root_ / "logs" / std::to_string(i), "noise\n");
        write(root_ / "train.py", "signal\n");
        RepositoryLimits limits;
        limits.untracked_files = 1;
        QVERIFY(holds(state_of(root_, limits).patch, "+signal"));
    }

    void a_large_patch_is_truncated_by_whole_files() {
        GitFixture git(root_);
        write(root_ / "a.txt", "a\n");
        write(root_ / "z.txt", "z\n");
        git.commit_all();
        std::string lines;
        for (int i = 0; i < 1000; ++i) lines += "line " + std::to_string(i) + "\n";
        write(root_ / "a.txt", lines);
        write(root_ / "z.txt", "zz\n");
        RepositoryLimits limits;
        limits.patch = 1000;
        const auto state = state_of(root_, limits);
        QVERIFY(state.patch_truncated);
        QVERIFY(state.patch.size() <= limits.patch);
        QVERIFY(!holds(state.patch, "line 1"));
        QVERIFY(holds(state.patch, "+zz"));
    }

    void secret_files_are_named_only() {
        GitFixture git(root_);
        write(root_ / "a.txt", "a\n");
        write(root_ / "conf" / "password.txt", "old-one\n");
        git.commit_all();
        write(root_ / "conf" / "password.txt", "hunter2\n");
        write(root_ / ".env", "KEY=hunter3\n");
        write(root_ / "tokenizer.py", "split()\n");
        const auto state = state_of(root_);
        QVERIFY(!holds(state.patch, "hunter"));
        QVERIFY(!holds(state.patch, "old-one"));
        QVERIFY(holds(state.patch, "+split()"));
        QCOMPARE(state.left_out, (std::vector<std::string>{"conf/password.txt", ".env"}));
        QCOMPARE(state.untracked_left_out, 1);
    }

    // The lines that stay are in a patch as well, and the function around them.
    void files_whose_lines_show_secrets_are_named_only() {
        GitFixture git(root_);
        write(root_ / "context.py", "a = 1\npassword = 'hunter1'\nb = 2\n");
        write(root_ / "removed.yaml", "api_key: hunter2\nlr: 1\n");
        write(root_ / "far.py", "secret = 'hunter3'\ndef f():\n" + std::string(20, '\n') + "lr = 1\n");
        write(root_ / "gone.sh", "export HF_TOKEN=hunter4\n");
        const std::string function = "def login(password='hunter6'):\n" + std::string(20, '\n');
        write(root_ / "around.py", function + "    lr = 1\n");
        git.commit_all();
        write(root_ / "around.py", function + "    lr = 2\n");
        write(root_ / "context.py", "a = 1\npassword = 'hunter1'\nb = 3\n");
        write(root_ / "removed.yaml", "api_key: ${oc.env:KEY}\nlr: 1\n");
        write(root_ / "far.py", "secret = 'hunter3'\ndef f():\n" + std::string(20, '\n') + "lr = 2\n");
        fs::remove(root_ / "gone.sh");
        write(root_ / "new.py", "token = 'hunter5'\n");
        write(root_ / "plain.py", "token = tokens[0]\n");
        const auto state = state_of(root_);
        QVERIFY2(!holds(state.patch, "hunter"), state.patch.c_str());
        QVERIFY(holds(state.patch, "+lr = 2") && holds(state.patch, "+token = tokens[0]"));
        QCOMPARE(state.left_out,
                 (std::vector<std::string>{"around.py", "context.py", "gone.sh", "removed.yaml", "new.py"}));
        QCOMPARE(state.untracked_left_out, 1);
        QVERIFY(!state.patch_truncated);

        // What is left applies.
        write(root_ / "far.py", "secret = 'hunter3'\ndef f():\n" + std::string(20, '\n') + "lr = 1\n");
        fs::remove(root_ / "plain.py");
        const auto applied = apply_here(state.patch);
        if (!applied) QSKIP("git is not installed");
        QCOMPARE(*applied, QByteArray());
        QVERIFY(read_file(root_ / "far.py")->ends_with("lr = 2\n"));
        QCOMPARE(read_file(root_ / "plain.py").value(), std::string("token = tokens[0]\n"));
    }

    void repositories_within_are_not_looked_into() {
        GitFixture git(root_);
        write(root_ / "a.txt", "a\n");
        git.commit_all();
        GitFixture inner(root_ / "inner");
        write(root_ / "inner" / "b.txt", "inner text\n");
        const auto state = state_of(root_);
        QVERIFY(!holds(state.patch, "inner text"));
        QCOMPARE(state.untracked_left_out, 1);
    }

    void nothing_that_the_repository_configures_is_run() {
        GitFixture git(root_);
        const fs::path marker = root_.parent_path() / "marker";
        const std::string touch = "touch " + marker.string();
        write(root_ / ".gitattributes", "*.txt filter=evil diff=evil\n");
        write(root_ / "a.txt", "one\n");
        git.commit_all();
        for (const char* key : {"filter.evil.clean", "filter.evil.smudge", "filter.evil.process", "diff.evil.command",
                                "diff.evil.textconv", "diff.external", "core.fsmonitor", "core.pager", "core.editor",
                                "core.sshcommand", "core.gitproxy", "core.askpass", "credential.helper"})
            git.configure(key, touch);
        write(root_ / "a.txt", "two\n");
        QVERIFY(holds(state_of(root_).patch, "+two"));
        QVERIFY(!fs::exists(marker));
    }

    // Otherwise a repository could have files of others taken into the record.
    void a_working_tree_elsewhere_is_not_read() {
        GitFixture git(root_);
        write(root_ / "a.txt", "one\n");
        const auto commit = git.commit_all();
        const fs::path elsewhere = root_.parent_path() / "elsewhere";
        write(elsewhere / "diary.txt", "dear diary\n");
        git.configure("core.worktree", elsewhere.string());
        const auto state = state_of(root_);
        QCOMPARE(state.commit, commit);
        QCOMPARE(state.patch, std::string());
    }

    void home_folders_under_git_keep_untracked_files() {
        GitFixture git(root_);
        write(root_ / "a.txt", "one\n");
        git.commit_all();
        git.configure("status.showUntrackedFiles", "no");
        write(root_ / "b.txt", "two\n");
        QCOMPARE(state_of(root_).patch, std::string());
    }

    void a_repository_of_another_user_is_read() {
        GitFixture git(root_);
        write(root_ / "a.txt", "one\n");
        const auto commit = git.commit_all();
        int on = 1;
        git_libgit2_opts(GIT_OPT_GET_OWNER_VALIDATION, &on);
        QCOMPARE(on, 0);
        if (::geteuid() != 0) QSKIP("only root can give a folder away");
        for (const auto& entry : fs::recursive_directory_iterator(root_))
            QCOMPARE(::lchown(entry.path().c_str(), 12345, 12345), 0);
        QCOMPARE(::lchown(root_.c_str(), 12345, 12345), 0);
        QCOMPARE(state_of(root_).commit, commit);
    }

    void many_untracked_files_take_bounded_time() {
        GitFixture git(root_);
        write(root_ / "a.txt", "one\n");
        git.commit_all();
        const fs::path many = root_ / "many";
        fs::create_directories(many);
        for (int i = 0; i < 20'000; ++i) {
            const int fd = ::open((many / std::to_string(i)).c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
            QVERIFY(fd >= 0);
            ::close(fd);
        }
        write(root_ / "a.txt", "two\n");
        write(root_ / "train.py", "signal\n");
        RepositoryLimits limits;
        limits.untracked_listed = 1000;
        const auto start = std::chrono::steady_clock::now();
        const auto state = state_of(root_, limits);
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        qInfo("20,000 untracked files: %d ms", static_cast<int>(1000 * took.count()));
        QVERIFY(took.count() < 5);
        QVERIFY(state.untracked_incomplete);
        QVERIFY(holds(state.patch, "+two"));
        QVERIFY(holds(state.patch, "+signal"));
        QCOMPARE(state.untracked_left_out, limits.untracked_listed + 1 - limits.untracked_files);

        limits = {};
        limits.entries_examined = 500;
        QVERIFY(state_of(root_, limits).untracked_incomplete);
    }
};

LATHE_CORE_TEST(TestRepository)
#include "test_repository.moc"
