// SPDX-License-Identifier: GPL-3.0-or-later
// Which names are secret, and that what they hold never comes out.
#include <rapidcheck.h>

#include <QtTest>

#include "core/provenance/name_words.h"
#include "core/provenance/secrets.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::provenance;
using config::Value;

namespace {

const std::vector<std::string> secret_names = {
    "password",       "db.password",    "DB_PASSWORD",   "dbPassword",      "PGPASSWORD",     "passwd",
    "HF_TOKEN",       "token",          "hfToken",       "hf.token",        "authtoken",      "aws_secret_access_key",
    "AWSSecretKey",   "secret",         "clientSecret",  "client-secrets",  "OPENAI_API_KEY", "apikey",
    "api.key",        "apiKey",         "openaiAPIKey",  "WANDB_API_KEY",   "private_key",    "ssh_key",
    "privateKeyPath", "credential",     "credentials",   "gcp_credentials", "auth",           "use_auth_token",
    "access_token",   "refresh_tokens", "Authorization", "oauth2",          "signing_key",    "db_pwd",
    "encryption-key", "GITHUB_TOKEN",   "token_hf",      "passphrase",      "bearer",         "jwt"};

const std::vector<std::string> plain_names = {"tokenizer",    "num_tokens",     "max_tokens",  "author",
                                              "authors",      "monkey",         "keyboard",    "key",
                                              "keys",         "n_tokens",       "tokens",      "pad_token",
                                              "eos_token_id", "token_type_ids", "token_dim",   "padToken",
                                              "maxTokens",    "secretary",      "PWD",         "OLDPWD",
                                              "tokenize",     "detokenizer",    "turnkey",     "lr",
                                              "opt.lr",       "batch_size",     "authority",   "key_dim",
                                              "num_keys",     "query_key",      "primary_key", "",
                                              "...",          "passes",         "compass",     "token_dropout",
                                              "mask_token",   "hotkeys",        "n_head_keys", "public_key",
                                              "sort_key"};

// Any value of a few levels.
Value any_value(int depth) {
    const int kind = *rc::gen::inRange(0, depth > 0 ? 7 : 5);
    switch (kind) {
        case 0: return {};
        case 1: return *rc::gen::arbitrary<bool>();
        case 2: return *rc::gen::arbitrary<std::int64_t>();
        case 3: return 0.5;
        case 4: return *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab:/@?=&${}, \n\"#")));
        case 5: {
            config::List list;
            for (int i = *rc::gen::inRange(0, 3); i > 0; --i) list.push_back(any_value(depth - 1));
            return list;
        }
        default: {
            config::Dict dict;
            for (int i = *rc::gen::inRange(0, 3); i > 0; --i)
                dict.emplace_back(*rc::gen::elementOf(i % 2 ? secret_names : plain_names), any_value(depth - 1));
            return dict;
        }
    }
}

bool shows(const Value& value, const std::string& text) {
    return dump_json(config::to_json(value)).find(text) != std::string::npos;
}

}  // namespace

class TestSecrets : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void words() {
        using Words = std::vector<std::string>;
        QCOMPARE(name_words("OPENAI_API_KEY"), (Words{"openai", "api", "key"}));
        QCOMPARE(name_words("openaiAPIKey"), (Words{"openai", "api", "key"}));
        QCOMPARE(name_words("a.b-c[0]"), (Words{"a", "b", "c", "0"}));
        QCOMPARE(name_words("sha256Sum"), (Words{"sha256", "sum"}));
        QCOMPARE(name_words("_.-"), Words{});
    }

    void secret() {
        for (const auto& name : secret_names) QVERIFY2(is_secret_name(name), name.c_str());
    }
    void plain() {
        for (const auto& name : plain_names) QVERIFY2(!is_secret_name(name), name.c_str());
    }

    void files() {
        for (const char* name : {".env", "x/.env.local", "prod.env", "id_rsa", "id_rsa.pub", "a/server.pem",
                                 "my_secret.txt", "SECRETS.yaml", "hf_token", "token.json", "mytoken.txt",
                                 "password.txt", "aws-credentials", ".netrc", "id_ed25519", "tls.key"})
            QVERIFY2(is_secret_file(name), name);
        for (const char* name : {"train.py", "tokenizer.py", "tokenizer/merges.txt", "tokenization.md",
                                 "environment.yaml", "secret/readme.md", "monkey.py", "keys.py", "env.py"})
            QVERIFY2(!is_secret_file(name), name);
    }

    void urls_and_assignments() {
        const auto masked_form = [](const char* text) { return without_secret_parts(text); };
        QCOMPARE(masked_form("postgres://u:hunter2@db:5432/x"), std::string("postgres://u:***@db:5432/x"));
        QCOMPARE(masked_form("see https://u:p@ss@h/ and ftp://a:b@c"),
                 std::string("see https://u:***@h/ and ftp://a:***@c"));
        QCOMPARE(masked_form("https://u:p/w@h/x"), std::string("https://u:***@h/x"));
        QCOMPARE(masked_form("https://ghp_0123456789abcdefghijkl@h"), std::string("https://***@h"));
        QCOMPARE(masked_form("https://h/x?api_key=abc&n=1"), std::string("https://h/x?api_key=***&n=1"));
        QCOMPARE(masked_form("db.password=abc"), std::string("db.password=***"));
        QCOMPARE(masked_form("--hf-token=abc"), std::string("--hf-token=***"));
        for (const char* text : {"https://h:80/x@2", "lr=0.1", "git@h:x", "a://b", "tokenizer=bpe", "ssh://git@h/x",
                                 "=", "token=", "token=${oc.env:HF_TOKEN}", "://", "https://h/a:b"})
            QCOMPARE(masked_form(text), std::string(text));
    }

    void what_stays() {
        Value value{config::Dict{}};
        value.set("auth.enabled", true);
        value.set("auth.user", "me");
        value.set("auth.pin", 1234);
        value.set("token", "???");
        value.set("password", "${oc.env:PASSWORD}");
        value.set("secret", "${oc.env:S,hunter2}");
        value.set("model.pad_token", "<pad>");
        const auto shown = without_secrets(value);
        QCOMPARE(shown.bool_or("auth.enabled", false), true);
        QCOMPARE(shown.string_or("auth.user", ""), std::string(masked));
        QCOMPARE(shown.string_or("auth.pin", ""), std::string(masked));
        QCOMPARE(shown.string_or("token", ""), std::string("???"));
        QCOMPARE(shown.string_or("password", ""), std::string("${oc.env:PASSWORD}"));
        QCOMPARE(shown.string_or("secret", ""), std::string(masked));
        QCOMPARE(shown.string_or("model.pad_token", ""), std::string("<pad>"));
    }

    void arguments_of_a_program() {
        using Words = std::vector<std::string>;
        const auto shown = [](Words words) { return without_secret_arguments(std::move(words)); };
        QCOMPARE(shown({"t.py", "--api-key", "abc", "--lr", "0.1"}),
                 (Words{"t.py", "--api-key", masked, "--lr", "0.1"}));
        QCOMPARE(shown({"t.py", "--token", "--lr", "0.1"}), (Words{"t.py", "--token", "--lr", "0.1"}));
        QCOMPARE(shown({"--hf_token=abc", "0.1"}), (Words{std::string("--hf_token=") + masked, "0.1"}));
        QCOMPARE(shown({"sh", "-c", "t --password 'a b' --lr 0.1 | tee x"}),
                 (Words{"sh", "-c", std::string("t --password ") + masked + " --lr 0.1 | tee x"}));
        QCOMPARE(shown({"https://u:p@h/x", "--tokenizer", "bpe", ""}),
                 (Words{std::string("https://u:") + masked + "@h/x", "--tokenizer", "bpe", ""}));
        const Words plain{"python3", "-u", "train.py", "--note", "it's  \"so\"", "a\tb"};
        QCOMPARE(shown(plain), plain);
    }

    // Wherever it stands below a secret name, it never comes out.
    void a_secret_never_shows() {
        QVERIFY(rc::check([] {
            const std::string secret = "hunter2";
            Value value(secret);
            const int levels = *rc::gen::inRange(1, 5);
            const int secret_level = *rc::gen::inRange(0, levels);
            for (int i = 0; i < levels; ++i) {
                if (*rc::gen::arbitrary<bool>()) value = Value(config::List{any_value(1), value});
                const auto& names = i == secret_level ? secret_names : plain_names;
                value = Value(config::Dict{{*rc::gen::elementOf(names), value}, {"other", any_value(1)}});
            }
            RC_ASSERT(shows(value, secret));
            RC_ASSERT(!shows(without_secrets(value), secret));
        }));
    }

    void a_password_of_a_url_never_shows() {
        QVERIFY(rc::check([] {
            const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab/:.?=& ,$\n")));
            const auto url = text + " https://user:hunter2@host/" + text;
            RC_ASSERT(without_secret_parts(url).find("hunter2") == std::string::npos);
        }));
    }

    void masking_again_changes_nothing_and_keeps_the_shape() {
        QVERIFY(rc::check([] {
            const Value value = any_value(3);
            const Value once = without_secrets(value);
            RC_ASSERT(without_secrets(once) == once);
            RC_ASSERT(once.is_dict() == value.is_dict());
            if (value.is_dict()) RC_ASSERT(once.as_dict().size() == value.as_dict().size());
        }));
    }

    void what_holds_no_secret_is_untouched() {
        QVERIFY(rc::check([] {
            config::Dict dict;
            for (int i = *rc::gen::inRange(0, 5); i > 0; --i)
                dict.emplace_back(*rc::gen::elementOf(plain_names),
                                  *rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab/. \n{}"))));
            const Value value(dict);
            RC_ASSERT(without_secrets(value) == value);
        }));
    }
};

LATHE_TEST(TestSecrets)
#include "test_secrets.moc"
