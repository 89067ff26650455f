// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <sstream>

#include <QTemporaryDir>
#include <QTest>

#include "core/store/journal.h"
#include "tests/core/store/fixtures.h"
#include "tests/test_program.h"

using lathe::Json;
using lathe::store::Journal;
using lathe::store::fixtures::bytes_of;
using lathe::store::fixtures::put_bytes;
namespace fs = std::filesystem;

namespace {

// CRC-32C a bit at a time: independent of the one under test.
std::uint32_t bitwise_crc32c(const std::string& text) {
    std::uint32_t crc = 0xffffffffu;
    for (const char c : text) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = (crc & 1) ? (crc >> 1) ^ 0x82f63b78u : crc >> 1;
    }
    return ~crc;
}

Json sample_event(int i) {
    return {{"event", "reported"}, {"trial", i}, {"value", 0.5 * i}, {"note", "a \"quoted\" line\n\xc3\xa9"}};
}

}  // namespace

class TestJournal : public QObject {
    Q_OBJECT

    QTemporaryDir dir_;
    fs::path file_;

    void write(int events) {
        auto journal = Journal::open(file_);
        QVERIFY(journal);
        for (int i = 0; i < events; ++i) QVERIFY(journal->append(sample_event(i)));
    }

  private Q_SLOTS:
    void init() {
        file_ = fs::path(dir_.path().toStdString()) / "study.jsonl";
        fs::remove(file_);
    }

    void events_come_back_in_order_with_a_time() {
        write(3);
        const auto contents = Journal::read(file_);
        QVERIFY(contents);
        QCOMPARE(contents->events.size(), 3u);
        for (int i = 0; i < 3; ++i) {
            Json back = contents->events[static_cast<std::size_t>(i)];
            QVERIFY(back["time"].is_string());
            back.erase("time");
            QVERIFY(back == sample_event(i));
        }
        QVERIFY(contents->warnings.empty() && !contents->torn);
        QCOMPARE(contents->good_bytes, fs::file_size(file_));
    }

    void a_given_time_is_kept() {
        auto journal = Journal::open(file_);
        QVERIFY(journal->append({{"event", "resumed"}, {"time", "2026-01-02T03:04:05.678Z"}}));
        QCOMPARE(Journal::read(file_)->events.at(0)["time"].get<std::string>(),
                 std::string("2026-01-02T03:04:05.678Z"));
    }

    // What a script in another language would do with a line.
    void every_line_is_an_object_with_a_checksum_of_its_other_bytes() {
        write(2);
        std::istringstream lines(bytes_of(file_));
        std::string line;
        int count = 0;
        while (std::getline(lines, line)) {
            const Json json = Json::parse(line);
            const auto at = line.rfind(",\"crc\":");
            QVERIFY(at != std::string::npos);
            const std::uint32_t crc = bitwise_crc32c(line.substr(0, at) + "}");
            QCOMPARE(std::stoul(json["crc"].get<std::string>(), nullptr, 16), static_cast<unsigned long>(crc));
            ++count;
        }
        QCOMPARE(count, 2);
    }

    void a_journal_cut_at_any_byte_keeps_every_line_before() {
        write(4);
        const std::string whole = bytes_of(file_);
        for (std::size_t size = 0; size < whole.size(); ++size) {
            put_bytes(file_, whole.substr(0, size));
            // A line counts when its bytes are whole; its newline may be missing.
            std::size_t expected = 0;
            for (std::size_t i = 0; i < whole.size(); ++i)
                if (whole[i] == '\n' && i <= size) ++expected;
            const auto contents = Journal::read(file_);
            QVERIFY(contents);
            QCOMPARE(contents->events.size(), expected);
            QVERIFY(contents->warnings.empty());

            auto journal = Journal::open(file_);
            QVERIFY(journal);
            QVERIFY(journal->append(sample_event(77)));
            const auto after = Journal::read(file_);
            QCOMPARE(after->events.size(), expected + 1);
            QCOMPARE(after->events.back()["trial"].get<int>(), 77);
            QVERIFY(after->warnings.empty() && !after->torn);
        }
    }

    void a_flipped_bit_loses_that_line_alone_and_says_which() {
        write(3);
        const std::string whole = bytes_of(file_);
        const std::size_t second = whole.find('\n') + 1;
        const std::size_t third = whole.find('\n', second) + 1;
        for (std::size_t i = second; i + 1 < third; ++i) {
            std::string damaged = whole;
            damaged[i] ^= 0x04;
            if (damaged[i] == '\n') continue;  // then it is two lines
            put_bytes(file_, damaged);
            const auto contents = Journal::read(file_);
            QVERIFY(contents);
            QCOMPARE(contents->events.size(), 2u);
            QCOMPARE(contents->events[0]["trial"].get<int>(), 0);
            QCOMPARE(contents->events[1]["trial"].get<int>(), 2);
            QCOMPARE(contents->warnings.size(), 1u);
            QVERIFY(contents->warnings[0].find("study.jsonl:2:") != std::string::npos);
        }
    }

    void a_damaged_line_stays_in_the_file() {
        write(2);
        std::string bytes = bytes_of(file_);
        bytes[3] ^= 1;
        put_bytes(file_, bytes);
        QVERIFY(Journal::open(file_)->append(sample_event(5)));
        QVERIFY(bytes_of(file_).starts_with(bytes));
        QCOMPARE(Journal::read(file_)->events.size(), 2u);
    }

    void rubbish_is_no_crash() {
        for (const std::string& text :
             {std::string("\n\n"), std::string("{}\n"), std::string("[1]\n"), std::string(1000, '\0'),
              std::string(500, '{') + "\n", std::string("\xff\xfe\n{\"a\":1}\n"),
              std::string(",\"crc\":\"00000000\"}\n")}) {
            put_bytes(file_, text);
            const auto contents = Journal::read(file_);
            QVERIFY(contents);
            QVERIFY(contents->events.empty());
            QVERIFY(Journal::open(file_)->append(sample_event(1)));
            QCOMPARE(Journal::read(file_)->events.size(), 1u);
        }
    }

    void a_missing_or_impossible_file_is_an_error() {
        QVERIFY(!Journal::read(file_));
        fs::create_directory(file_);
        QVERIFY(!Journal::read(file_));
        QVERIFY(!Journal::open(file_));
    }
};

LATHE_TEST(TestJournal)
#include "test_journal.moc"
