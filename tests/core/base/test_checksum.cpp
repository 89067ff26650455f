// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <QTest>

#include "core/base/checksum.h"
#include "tests/test_program.h"

using lathe::Checksum;
using lathe::checksum_of;

class TestChecksum : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // As `xxhsum -H2` prints them.
    void values_of_the_reference_program() {
        QCOMPARE(checksum_of(""), std::string("99aa06d3014798d86001c324468d497f"));
    }

    void pieces_give_the_checksum_of_the_whole() {
        QVERIFY(rc::check([](const std::vector<std::string>& pieces) {
            Checksum sum;
            std::string whole;
            for (const std::string& piece : pieces) {
                sum.add(piece);
                whole += piece;
            }
            RC_ASSERT(sum.hex() == checksum_of(whole));
            RC_ASSERT(lathe::is_checksum(sum.hex()));
        }));
    }

    void hex_may_be_asked_between_pieces() {
        Checksum sum;
        sum.add("one");
        QCOMPARE(sum.hex(), checksum_of("one"));
        sum.add("two");
        QCOMPARE(sum.hex(), checksum_of("onetwo"));
        Checksum moved = std::move(sum);
        QCOMPARE(moved.hex(), checksum_of("onetwo"));
    }

    void each_changed_bit_is_seen() {
        const std::string text(100, 'x');
        for (std::size_t bit = 0; bit < text.size() * 8; ++bit) {
            std::string other = text;
            other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << (bit % 8)));
            QVERIFY(checksum_of(other) != checksum_of(text));
        }
    }

    void what_is_a_checksum() {
        QVERIFY(lathe::is_checksum("99aa06d3014798d86001c324468d497f"));
        QVERIFY(!lathe::is_checksum("99AA06D3014798D86001C324468D497F"));
        QVERIFY(!lathe::is_checksum("99aa06d3014798d86001c324468d497"));
        QVERIFY(!lathe::is_checksum("99aa06d3014798d86001c324468d497g"));
        QVERIFY(!lathe::is_checksum(""));
    }
};

LATHE_TEST(TestChecksum)
#include "test_checksum.moc"
