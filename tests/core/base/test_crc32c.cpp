#include <string>

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
    }
};

LATHE_TEST(TestCrc32c)
#include "test_crc32c.moc"
