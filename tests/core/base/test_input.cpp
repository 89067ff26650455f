// SPDX-License-Identifier: GPL-3.0-or-later
// Files and streams that a command line names.
#include <fcntl.h>
#include <unistd.h>
#include <csignal>
#include <cstdint>
#include <fstream>
#include <thread>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/input.h"
#include "tests/core/base/size_limit.h"
#include "tests/test_program.h"

using namespace lathe;
using lathe::test::SizeLimit;

class TestInput : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void names_of_streams() {
        QCOMPARE(inherited_descriptor("-").value_or(-1), 0);
        QCOMPARE(inherited_descriptor("/dev/stdin").value_or(-1), 0);
        QCOMPARE(inherited_descriptor("/dev/fd/63").value_or(-1), 63);
        QCOMPARE(inherited_descriptor("/proc/self/fd/5").value_or(-1), 5);
        for (const char* file : {"", "a", "--", "./-", "/dev/fd/", "/dev/fd/x", "/dev/fd/-1", "/dev/null"})
            QVERIFY2(!inherited_descriptor(file), file);
    }

    void a_pipe_is_read_to_its_end() {
        int ends[2];
        QCOMPARE(::pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
        const std::string text(300'000, 'x');  // more than a pipe holds
        std::thread writer([&] {
            ::fcntl(ends[1], F_SETFL, 0);
            std::size_t written = 0;
            while (written < text.size()) {
                const auto n = ::write(ends[1], text.data() + written, text.size() - written);
                if (n <= 0) break;
                written += static_cast<std::size_t>(n);
            }
            ::close(ends[1]);
        });
        const auto input = read_input("/dev/fd/" + std::to_string(ends[0]), 1u << 20);
        writer.join();
        QVERIFY(input);
        QVERIFY(input->text == text);
        QCOMPARE(input->name, "stream-" + std::to_string(ends[0]));
        ::close(ends[0]);
    }

    void a_copy_of_a_stream_is_a_file_while_it_lives() {
        int ends[2];
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        QCOMPARE(::write(ends[1], "a,b\n", 4), ssize_t{4});
        ::close(ends[1]);
        std::string path;
        {
            const auto copy = copy_stream("/dev/fd/" + std::to_string(ends[0]), 100);
            QVERIFY2(copy, copy ? "" : copy.error().str().c_str());
            path = copy->path;
            QCOMPARE(read_input(path, 100)->text, std::string("a,b\n"));
            QCOMPARE(copy->name, "stream-" + std::to_string(ends[0]));
        }
        ::close(ends[0]);
        QVERIFY(!QFile::exists(QString::fromStdString(path)));
        QVERIFY(!copy_stream("/dev/fd/9999", 4));
        QVERIFY(!copy_stream("/etc/hostname", 4));
    }

    // What has no place on the disk is no longer read: nothing but a piece of it is kept elsewhere.
    void a_long_stream_is_copied_piece_by_piece() {
        int ends[2];
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        const auto handler = std::signal(SIGPIPE, SIG_IGN);
        std::size_t written = 0;
        std::thread writer([&] {
            const std::string block(1 << 16, 'x');
            for (ssize_t n = 0; (n = ::write(ends[1], block.data(), block.size())) > 0;)
                written += static_cast<std::size_t>(n);
        });
        std::string problem;
        {
            const SizeLimit full(1 << 20);
            const auto copy = copy_stream("/dev/fd/" + std::to_string(ends[0]), std::uint64_t{1} << 30);
            if (!copy) problem = copy.error().str();
        }
        ::close(ends[0]);
        writer.join();
        ::close(ends[1]);
        std::signal(SIGPIPE, handler);
        QVERIFY2(problem.find("cannot be written") != std::string::npos, problem.c_str());
        QVERIFY(written >= std::size_t{1} << 20);
        QVERIFY(written < std::size_t{4} << 20);
    }

    void more_than_was_asked_for_is_refused() {
        QTemporaryDir folder;
        const std::string file = folder.filePath("a").toStdString();
        std::ofstream(file) << "12345";
        QCOMPARE(read_input(file, 5)->text, std::string("12345"));
        QVERIFY(!read_input(file, 4));
        const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        const auto refused = read_input("/proc/self/fd/" + std::to_string(descriptor), 4);
        ::close(descriptor);
        QVERIFY(!refused);
        QVERIFY(refused.error().str().find("holds more than the 4 bytes") != std::string::npos);
        QVERIFY(!read_input("/dev/fd/9999", 4));
        QVERIFY(!read_input(file + "x", 4));
    }
};

LATHE_TEST(TestInput)
#include "test_input.moc"
