// SPDX-License-Identifier: GPL-3.0-or-later
#include <bit>
#include <cmath>

#include <rapidcheck.h>
#include <QTest>

#include "core/store/wave.h"
#include "tests/core/store/plain_events.h"
#include "tests/test_program.h"

using namespace lathe::store;
using plain_events::little_endian;

namespace {

std::string wave_file(int kind, int channels, int rate, int bits, const std::string& samples,
                      const std::string& before = {}) {
    const std::string format = little_endian(static_cast<std::uint64_t>(kind), 2) +
                               little_endian(static_cast<std::uint64_t>(channels), 2) +
                               little_endian(static_cast<std::uint64_t>(rate), 4) + std::string(6, '\0') +
                               little_endian(static_cast<std::uint64_t>(bits), 2);
    return "RIFF" + little_endian(0, 4) + "WAVE" + before + "fmt " + little_endian(format.size(), 4) + format + "data" +
           little_endian(samples.size(), 4) + samples;
}

}  // namespace

class TestWave : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void sixteen_bits_of_two_channels() {
        std::string samples;
        for (const int value : {0, -32768, 16384, 0, 8192, 0, 0, 0})
            samples += little_endian(static_cast<std::uint16_t>(value), 2);
        // A chunk of an odd length stands before, as some writers put it.
        const auto odd =
            read_wave(wave_file(1, 2, 22050, 16, samples, "LIST" + little_endian(3, 4) + std::string("abc\0", 4)), 2);
        QVERIFY(odd);
        QCOMPARE(odd->rate, 22050);
        QCOMPARE(odd->channels, 2);
        QCOMPARE(odd->frames, 4);
        QCOMPARE(odd->peaks.size(), 2U);
        QCOMPARE(odd->peaks[0].low, -1.0F);
        QCOMPARE(odd->peaks[0].high, 0.5F);
        QCOMPARE(odd->peaks[1].high, 0.25F);
    }

    void every_width() {
        const auto only = [](int kind, int bits, const std::string& sample) {
            const auto wave = read_wave(wave_file(kind, 1, 8000, bits, sample), 10);
            return wave && wave->peaks.size() == 1 ? wave->peaks[0].high : 99.0F;
        };
        QCOMPARE(only(1, 8, std::string(1, static_cast<char>(192))), 0.5F);
        QCOMPARE(only(1, 24, little_endian(0xc00000, 3)), -0.5F);
        QCOMPARE(only(1, 32, little_endian(0x40000000, 4)), 0.5F);
        QCOMPARE(only(3, 32, little_endian(std::bit_cast<std::uint32_t>(0.25F), 4)), 0.25F);
        QCOMPARE(only(3, 64, little_endian(std::bit_cast<std::uint64_t>(7.0), 8)), 1.0F);
        QCOMPARE(only(3, 32, little_endian(std::bit_cast<std::uint32_t>(std::nanf("")), 4)), 0.0F);
    }

    void what_is_no_sound_is_said() {
        QVERIFY(!read_wave("", 10));
        QVERIFY(!read_wave("RIFF1234WAVE", 10));
        QVERIFY(!read_wave(wave_file(2, 1, 8000, 4, "xxxx"), 10));
        QVERIFY(!read_wave(wave_file(1, 0, 8000, 16, "xxxx"), 10));
        const auto empty = read_wave(wave_file(1, 1, 8000, 16, ""), 10);
        QVERIFY(empty && empty->peaks.empty() && empty->seconds() == 0);
    }

    void a_file_that_is_cut_short_gives_what_there_is() {
        const std::string whole = wave_file(1, 1, 8000, 16, std::string(8000, 'a'));
        const auto half = read_wave(std::string_view(whole).substr(0, whole.size() - 4000), 10);
        QVERIFY(half);
        QCOMPARE(half->frames, 2000);
        QCOMPARE(half->seconds(), 0.25);
    }

    void nonsense_is_survived() {
        rc::check([] {
            std::string bytes = wave_file(1, 1, 8000, 16, "abcdefgh");
            for (const auto& [at, value] : *rc::gen::container<std::vector<std::pair<std::size_t, char>>>(
                     rc::gen::pair(rc::gen::inRange<std::size_t>(0, bytes.size()), rc::gen::arbitrary<char>())))
                bytes[at] = value;
            const auto wave = read_wave(bytes, 16);
            if (!wave) return;
            for (const auto& peak : wave->peaks) RC_ASSERT(peak.low >= -1 && peak.high <= 1);
        });
    }
};

LATHE_TEST(TestWave)
#include "test_wave.moc"
