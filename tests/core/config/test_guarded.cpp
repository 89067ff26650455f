// What OmegaConf 2.2 answers in each of these cases, observed by running it.
#include <QtTest>

#include "core/config/document.h"
#include "core/config/guarded.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::config;
using Flag = Guarded::Flag;

namespace {

Guarded sample() {
    return Guarded(*parse_value("{a: 1, d: {x: 1, e: {y: 2}}, l: [1, {z: 1}], m: '\?\?\?', i: '${a}'}"));
}

Guarded with(Flag flag) {
    auto out = sample();
    out.set_flag(flag, "", true);
    return out;
}

template <class T>
QString kind(const Result<T>& result) {
    return result ? QString() : QString::fromStdString(result.error().kind + " " + result.error().key);
}

}  // namespace

class TestGuarded : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void without_flags_all_goes() {
        auto config = sample();
        QCOMPARE(config.get("i")->as_int(), 1);
        QCOMPARE(kind(config.get("nope")), QString("ConfigAttributeError nope"));
        QCOMPARE(kind(config.get("l[5]")), QString("ConfigIndexError l[5]"));
        QCOMPARE(kind(config.get("m")), QString("MissingMandatoryValue m"));
        QVERIFY(config.set("d.new", 1));
        QVERIFY(config.erase("a"));
        QVERIFY(config.merge_with(*parse_value("{d: {k: 1}, k: 2}")));
        QCOMPARE(QString::fromStdString(to_yaml_inline(*config.value().get("d"))),
                 QString("{x: 1, e: {'y': 2}, new: 1, k: 1}"));
    }

    void a_struct_keeps_its_keys() {
        auto config = with(Flag::structure);
        QCOMPARE(kind(config.get("d.nope")), QString("ConfigAttributeError d.nope"));
        QCOMPARE(kind(config.set("d.e.nope", 1)), QString("ConfigAttributeError d.e.nope"));
        QVERIFY(config.set("d.e.y", 5));
        QVERIFY(config.set("l[0]", 5));
        QCOMPARE(kind(config.set("l[2]", 5)), QString("ConfigIndexError l[2]"));
        QCOMPARE(kind(config.erase("a")), QString("ConfigTypeError a"));
        QCOMPARE(kind(config.merge_with(*parse_value("{a: 7, d: {n: 1}}"))), QString("ConfigKeyError d.n"));
        QCOMPARE(config.get("a")->as_int(), 1);  // nothing of a refused merge is left
        QVERIFY(config.merge_with(*parse_value("{a: 7}")));
    }

    void readonly_refuses_every_change() {
        auto config = with(Flag::readonly);
        const auto before = config.value();
        QCOMPARE(kind(config.set("d.e.y", 2)), QString("ReadonlyConfigError d.e.y"));
        QCOMPARE(kind(config.set("l[0]", 2)), QString("ReadonlyConfigError l[0]"));
        QCOMPARE(kind(config.set("n", 2)), QString("ReadonlyConfigError n"));
        QCOMPARE(kind(config.erase("a")), QString("ReadonlyConfigError a"));
        QCOMPARE(kind(config.merge_with(*parse_value("{a: 2}"))), QString("ReadonlyConfigError a"));
        QVERIFY(config.value() == before);
        QCOMPARE(config.get("i")->as_int(), 1);
    }

    void a_child_may_differ_from_its_parent() {
        auto config = with(Flag::readonly);
        config.set_flag(Flag::readonly, "d", false);
        QVERIFY(config.set("d.n", 1));
        QVERIFY(config.set("d.e.y", 9));
        QCOMPARE(kind(config.set("a", 9)), QString("ReadonlyConfigError a"));
        config.set_flag(Flag::readonly, "d", std::nullopt);
        QCOMPARE(kind(config.set("d.n", 2)), QString("ReadonlyConfigError d.n"));

        auto other = sample();
        other.set_flag(Flag::readonly, "l[1]", true);
        QCOMPARE(kind(other.set("l.1.z", 2)), QString("ReadonlyConfigError l[1].z"));
        QVERIFY(other.set("l[1]", *parse_value("{z: 3}")));  // replaced whole: its flag goes with it
        QVERIFY(!other.flag(Flag::readonly, "l[1]"));
        QVERIFY(other.set("l[1].z", 4));
    }
};

LATHE_TEST(TestGuarded)
#include "test_guarded.moc"
