// SPDX-License-Identifier: GPL-3.0-or-later
// Files and streams that a command line names as its output.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>
#include <string>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "core/base/output_stream.h"
#include "tests/test_program.h"

using namespace lathe;

namespace {

std::string rest_of(int descriptor) {
    std::string all;
    char piece[4096];
    for (ssize_t n = 0; (n = ::read(descriptor, piece, sizeof piece)) > 0;)
        all.append(piece, static_cast<std::size_t>(n));
    return all;
}

std::string descriptor_name(int descriptor) {
    return "/dev/fd/" + std::to_string(descriptor);
}

}  // namespace

class TestOutputStream : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void names_of_streams() {
        QCOMPARE(output_descriptor("-").value_or(-1), 1);
        QCOMPARE(output_descriptor("/dev/stdout").value_or(-1), 1);
        QCOMPARE(output_descriptor("/dev/stderr").value_or(-1), 2);
        QCOMPARE(output_descriptor("/dev/fd/63").value_or(-1), 63);
        for (const char* file : {"", "a", "--", "./-", "/dev/fd/", "/dev/fd/x", "/dev/fd/-1", "/dev/null"})
            QVERIFY2(!output_descriptor(file), file);
        QVERIFY(is_output_stream("/dev/null") && is_output_stream("-"));
        for (const char* file : {"", "/", "/etc/passwd", "not-there"}) QVERIFY2(!is_output_stream(file), file);
    }

    // More than a pipe holds, and one that does not block.
    void a_pipe_is_written_to_its_end() {
        int ends[2];
        QCOMPARE(::pipe2(ends, O_CLOEXEC), 0);
        QCOMPARE(::fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
        const std::string text(300'000, 'x');
        std::string got;
        std::thread reader([&] { got = rest_of(ends[0]); });
        const auto written = write_output(descriptor_name(ends[1]), text);
        ::close(ends[1]);
        reader.join();
        ::close(ends[0]);
        QVERIFY2(written, written ? "" : written.error().str().c_str());
        QVERIFY(got == text);
    }

    void a_fifo_stays_one() {
        const QTemporaryDir dir;
        const std::string fifo = dir.filePath("fifo").toStdString();
        QCOMPARE(::mkfifo(fifo.c_str(), 0600), 0);
        std::string got;
        std::thread reader([&] {
            const int fd = ::open(fifo.c_str(), O_RDONLY | O_CLOEXEC);
            got = rest_of(fd);
            ::close(fd);
        });
        const auto written = write_output(fifo, "a,b\n");
        reader.join();
        QVERIFY(written);
        QCOMPARE(got, std::string("a,b\n"));
        QVERIFY(std::filesystem::is_fifo(fifo));
    }

    // What stands before and behind it stays: it is not written by the file's name.
    void a_file_that_a_shell_has_opened_goes_on() {
        const QTemporaryDir dir;
        const std::string file = dir.filePath("log").toStdString();
        const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        QCOMPARE(::write(fd, "1\n", 2), ssize_t{2});
        QVERIFY(write_output(descriptor_name(fd), "2\n"));
        QCOMPARE(::write(fd, "3\n", 2), ssize_t{2});
        ::close(fd);
        QCOMPARE(read_file(file).value(), std::string("1\n2\n3\n"));
    }

    void a_plain_file_appears_whole() {
        const QTemporaryDir dir;
        const std::string file = dir.filePath("out.csv").toStdString();
        QVERIFY(write_output(file, "a\n"));
        QCOMPARE(read_file(file).value(), std::string("a\n"));
        QVERIFY(!write_output(dir.filePath("no/such").toStdString(), "a\n"));
    }

    // Larger than a piece, so that pieces follow each other.
    void a_file_goes_into_a_stream() {
        const QTemporaryDir dir;
        const std::string from = dir.filePath("from").toStdString();
        const std::string log = dir.filePath("log").toStdString();
        const std::string bytes = std::string(1 << 20, 'a') + std::string(1 << 20, 'b') + "end";
        QVERIFY(write_file_atomically(from, bytes));
        const int fd = ::open(log.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
        QVERIFY(write_file_to_stream(from, descriptor_name(fd)));
        QVERIFY(!write_file_to_stream(dir.filePath("none").toStdString(), descriptor_name(fd)));
        ::close(fd);
        QVERIFY(read_file(log).value() == bytes);
        QCOMPARE(write_file_to_stream(from, "/dev/full").error().kind, std::string(disk_full));
    }

    void where_nothing_can_be_written_is_known_before() {
        const QTemporaryDir dir;
        const auto in_it = [&](const char* name) { return dir.filePath(name).toStdString(); };
        for (const std::string& name : {in_it("new.csv"), std::string("new.csv"), std::string("-"),
                                        std::string("/dev/null"), std::string("/dev/stdout")})
            QVERIFY2(check_output(name), name.c_str());
        QVERIFY(check_output(in_it("no/such.csv")).error().what.starts_with("there is no folder"));
        QCOMPARE(check_output(dir.path().toStdString()).error().what, std::string("is a folder"));
        // It is the file behind a link that is written.
        std::filesystem::create_symlink("no/such.csv", in_it("link.csv"));
        QVERIFY(check_output(in_it("link.csv")).error().what.starts_with("there is no folder"));
    }

    void a_full_device_is_a_full_disk() {
        const auto written = write_output("/dev/full", "a\n");
        QVERIFY(!written);
        QCOMPARE(written.error().kind, std::string(disk_full));
        QVERIFY(!write_output("/dev/fd/9999", "a\n"));
    }
};

LATHE_CORE_TEST(TestOutputStream)
#include "test_output_stream.moc"
