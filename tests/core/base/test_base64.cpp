// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "core/base/base64.h"
#include "core/base/random.h"
#include "tests/test_program.h"

using namespace lathe;

class TestBase64 : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // RFC 4648, section 10.
    void the_vectors_of_the_standard() {
        const std::vector<std::pair<std::string, std::string>> vectors = {{"", ""},
                                                                          {"f", "Zg=="},
                                                                          {"fo", "Zm8="},
                                                                          {"foo", "Zm9v"},
                                                                          {"foob", "Zm9vYg=="},
                                                                          {"fooba", "Zm9vYmE="},
                                                                          {"foobar", "Zm9vYmFy"}};
        for (const auto& [bytes, text] : vectors) {
            QCOMPARE(to_base64(bytes), text);
            QCOMPARE(from_base64(text).value(), bytes);
        }
    }

    void any_bytes_come_back() {
        Random random(7);
        for (int i = 0; i < 500; ++i) {
            std::string bytes(random.below(50), '\0');
            for (char& c : bytes) c = static_cast<char>(random.below(256));
            QCOMPARE(from_base64(to_base64(bytes)).value(), bytes);
        }
    }

    void what_is_no_base64_is_refused() {
        for (const char* text : {"Zg=", "Zg", "Z===", "====", "Zm9v\n", "Zm 9", "Zh==", "Zm9=Zm9v", "Z-==", "Zg==Zg=="})
            QVERIFY2(!from_base64(text), text);
    }
};

LATHE_TEST(TestBase64)
#include "test_base64.moc"
