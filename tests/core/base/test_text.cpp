// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>

#include <QString>
#include <QTest>

#include "core/base/text.h"
#include "tests/test_program.h"

using namespace lathe;

class TestText : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void strip_takes_blanks_at_both_ends_only() {
        QCOMPARE(std::string(strip(" \t a b\r\n\f\v")), std::string("a b"));
        QCOMPARE(std::string(strip("a")), std::string("a"));
        QCOMPARE(std::string(strip(" \n ")), std::string());
        QCOMPARE(std::string(strip("")), std::string());
        // No-break spaces are letters to it, in every locale.
        QCOMPARE(std::string(strip("\xC2\xA0x")), std::string("\xC2\xA0x"));
    }

    void lowercase_is_of_ascii_only() {
        QCOMPARE(lowercase("True_1 [Z]"), std::string("true_1 [z]"));
        QCOMPARE(lowercase("\xC3\x84"), std::string("\xC3\x84"));
        QCOMPARE(lowercase(""), std::string());
    }

    void digits() {
        for (int c = -128; c < 128; ++c) QCOMPARE(is_digit(static_cast<char>(c)), c >= '0' && c <= '9');
    }

    void shortened_text_is_still_utf8() {
        const std::string korean = QStringLiteral("가나다라").toStdString();  // three bytes each
        QCOMPARE(shortened(korean, 12), korean);
        QCOMPARE(shortened(korean, 11), QStringLiteral("가나다...").toStdString());
        QCOMPARE(shortened(korean, 2), std::string("..."));
        QCOMPARE(shortened("abc", 0), std::string("..."));
        QCOMPARE(shortened("", 0), std::string());
    }

    void shortened_keeps_within_its_bound() {
        QVERIFY(rc::check([](const std::string& text) {
            const auto most = static_cast<std::size_t>(*rc::gen::inRange(0, 40));
            const std::string result = shortened(text, most);
            RC_ASSERT(result.size() <= std::max(most + 3, text.size()));
            RC_ASSERT(text.size() > most || result == text);
        }));
    }
};

LATHE_TEST(TestText)
#include "test_text.moc"
