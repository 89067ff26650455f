// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <string>
#include <string_view>

#include <QTest>

#include "core/base/crc32c.h"
#include "tests/test_program.h"

class TestCrc32c : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // RFC 3720, appendix B.4
    void published_vectors() {
        QCOMPARE(lathe::crc32c(std::string(32, '\0')), 0x8a9136aau);
        QCOMPARE(lathe::crc32c(std::string(32, '\xff')), 0x62a8ab43u);
        QCOMPARE(lathe::crc32c("123456789"), 0xe3069283u);
        QCOMPARE(lathe::crc32c(""), 0u);
    }

    // Eight bytes are taken at once: every length and offset must give what one bit after the other does.
    void all_lengths_as_bit_by_bit() {
        std::string bytes;
        for (int i = 0; i < 40; ++i) bytes += static_cast<char>(i * 37 + 11);
        for (std::size_t from = 0; from < 8; ++from) {
            for (std::size_t size = 0; from + size <= bytes.size(); ++size) {
                std::uint32_t crc = 0xffffffffu;
                for (const char c : bytes.substr(from, size)) {
                    crc ^= static_cast<unsigned char>(c);
                    for (int bit = 0; bit < 8; ++bit) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0x82f63b78u : 0u);
                }
                QCOMPARE(lathe::crc32c(std::string_view(bytes).substr(from, size)), ~crc);
            }
        }
    }

    // The mask can be taken off again, as TFRecord's readers do.
    void the_mask() {
        const std::uint32_t masked = lathe::masked_crc32c("123456789") - 0xa282ead8u;
        QCOMPARE((masked << 15) | (masked >> 17), 0xe3069283u);
    }
};

LATHE_TEST(TestCrc32c)
#include "test_crc32c.moc"
