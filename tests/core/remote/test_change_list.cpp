// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include "core/base/random.h"
#include "core/remote/change_list.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::remote;

class TestChangeList : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void only_what_changed_is_given() {
        ChangeList list;
        list.update({{"a", "1"}, {"b", "1"}});
        const auto first = list.since(0, 10);
        QCOMPARE(first.changed.size(), std::size_t(2));
        QVERIFY(first.gone.empty() && !first.more);
        list.update({{"a", "1"}, {"b", "2"}});
        const auto second = list.since(first.upto, 10);
        QCOMPARE(second.changed, (std::vector<std::pair<std::string, std::string>>{{"b", "2"}}));
        list.update({{"b", "2"}});
        QCOMPARE(list.since(second.upto, 10).gone, std::vector<std::string>{"a"});
        list.update({{"b", "2"}});
        QVERIFY(list.since(list.since(second.upto, 10).upto, 10).gone.empty());
        list.update({{"a", "1"}, {"b", "2"}});  // it is back, as it was
        QCOMPARE(list.since(0, 10).changed.size(), std::size_t(2));
    }

    // Whoever follows in small pages comes to the same things, whatever happens between them.
    void a_follower_in_pages_knows_all() {
        Random random(3);
        for (int round = 0; round < 200; ++round) {
            ChangeList list;
            std::map<std::string, std::string> now, known;
            std::uint64_t upto = 0;
            for (int i = 0; i < 50; ++i) {
                const std::string name(1, static_cast<char>('a' + random.below(8)));
                if (random.below(3) == 0) now.erase(name);
                else now[name] = std::to_string(random.below(4));
                list.update(now);
                if (random.below(2) == 0) continue;
                const auto page = list.since(upto, 1 + random.below(3));
                for (const auto& [changed, mark] : page.changed) known[changed] = mark;
                for (const auto& gone : page.gone) known.erase(gone);
                upto = page.upto;
            }
            for (bool more = true; more;) {
                const auto page = list.since(upto, 2);
                for (const auto& [changed, mark] : page.changed) known[changed] = mark;
                for (const auto& gone : page.gone) known.erase(gone);
                upto = page.upto;
                more = page.more;
            }
            QVERIFY(known == now);
        }
    }
};

LATHE_TEST(TestChangeList)
#include "test_change_list.moc"
