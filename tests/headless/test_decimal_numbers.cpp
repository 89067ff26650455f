// SPDX-License-Identifier: GPL-3.0-or-later
// Whole numbers on the command line are decimal, whatever zeros they begin with.
#include <QRegularExpression>
#include <QtTest>

#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

class TestDecimalNumbers : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void a_seed_with_a_zero_in_front_is_no_octal_one() {
        Lathectl lathectl(LATHECTL, LATHE_FAKE_ENGINE);
        lathectl.write("space.yaml", "x: {_type: uniform, _value: [-1, 1]}\n");
        const auto sampled = [&](const char* seed) {
            return lathectl.run({"space", "sample", lathectl.file("space.yaml"), "--n", "003", "--seed", seed}).out;
        };
        QCOMPARE(sampled("010"), sampled("10"));
        QVERIFY(sampled("010") != sampled("8"));
        QCOMPARE(sampled("010").count('\n'), 3);
    }

    // An option that CLI11 reads by itself shows as INT or UINT; those of whole_number() show their range behind it.
    void every_option_that_takes_a_whole_number_reads_it_so() {
        Lathectl lathectl(LATHECTL, LATHE_FAKE_ENGINE);
        static const QRegularExpression bare(QStringLiteral(R"(^.*\s(INT|UINT)(\s|$).*$)"),
                                             QRegularExpression::MultilineOption);
        int seeds = 0;
        for (const QStringList& command : {QStringList{"run"},
                                           {"tune"},
                                           {"resume"},
                                           {"queue", "add"},
                                           {"queue", "run"},
                                           {"queue", "move"},
                                           {"space", "sample"},
                                           {"ask-tell"},
                                           {"sample"}}) {
            const QString help = QString::fromUtf8(lathectl.run(command + QStringList{"--help"}).out);
            QVERIFY2(!bare.match(help).hasMatch(), qPrintable(bare.match(help).captured()));
            seeds += help.contains(QStringLiteral("--seed")) ? 1 : 0;
        }
        QCOMPARE(seeds, 3);
    }
};

LATHE_CORE_TEST(TestDecimalNumbers)
#include "test_decimal_numbers.moc"
