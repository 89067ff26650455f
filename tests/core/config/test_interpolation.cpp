// SPDX-License-Identifier: GPL-3.0-or-later
// Messages of the grammar; what it reads is compared with OmegaConf in tests/oracle.
#include <QtTest>

#include "core/config/interpolation.h"
#include "tests/test_program.h"

using namespace lathe::config;

class TestInterpolation : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void messages_hold_whole_characters() {
        const auto refused = parse_interpolation("${oc.env:NOPE,\u00fc}");
        QVERIFY(!refused);
        QVERIFY2(refused.error().what.starts_with("unexpected '\u00fc'"), refused.error().what.c_str());
        // A character across the place where a long text is cut.
        std::string text = "${a b";
        while (text.size() < 199) text += 'x';
        for (int i = 0; i < 20; ++i) text += "\u00fc";
        const auto cut = parse_interpolation(text);
        QVERIFY(!cut);
        const auto& what = cut.error().what;
        QVERIFY2(QString::fromUtf8(what.c_str()).toStdString() == what, what.c_str());
        QVERIFY2(what.ends_with("x...'"), what.c_str());
    }
};

LATHE_TEST(TestInterpolation)
#include "test_interpolation.moc"
