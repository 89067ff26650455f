// SPDX-License-Identifier: GPL-3.0-or-later
// Which lines of a file show a secret, and which only speak of one.
#include <QtTest>

#include "core/provenance/secret_lines.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::provenance;

namespace {

// Whether any line of the text does.
bool shown(const char* path, std::string_view text) {
    SecretLines lines(path);
    bool any = false;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        any = lines.shows(text.substr(0, end)) || any;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return any;
}

}  // namespace

class TestSecretLines : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void code_that_holds_one() {
        for (const char* text : {"password = \"hunter2\"",
                                 "    self.password = 'hunter2'  # mine",
                                 "login(token='hunter2', x=1)",
                                 "os.environ[\"HF_TOKEN\"] = \"hunter2\"",
                                 "{\"api_key\": \"hunter2\"}",
                                 "api_key: str = 'hunter2'",
                                 "def f(x, password: Optional[str] = \"hunter2\"):",
                                 "const char* api_key = \"hunter2\";",
                                 "std::string db_password = u8\"hunter2\";",
                                 "#define API_KEY \"hunter2\"",
                                 "apiKey := \"hunter2\"",
                                 "secret => 'hunter2'",
                                 "auth = ('me', 'hunter2')",
                                 "password = 123456",
                                 "token = f'hunter2'",
                                 "API_KEY = (\n    \"hunter2\"\n)",
                                 "API_KEY = \\\n    'hunter2'",
                                 "token = \"\"\"\nhunter2\"\"\"",
                                 "url = \"postgres://me:hunter2@db/x\"",
                                 "get(\"https://h/x?api_key=hunter2\")",
                                 "  \"token = \\\"hunter2\\\"\\n\",",
                                 "x = \"ghp_A1b2C3d4E5f6G7h8I9j0\"",
                                 "h = {'x': 'Bearer eyJhbGciOi1.A9xyzzyabcdef'}",
                                 "-----BEGIN RSA PRIVATE KEY-----"})
            QVERIFY2(shown("a.py", text), text);
    }

    void code_that_only_speaks_of_one() {
        for (const char* text : {"token = tokens[i]",
                                 "password = getpass()",
                                 "password = os.environ[\"DB_PASSWORD\"]",
                                 "api_key = args.api_key",
                                 "f(token=token, lr=0.1)",
                                 "def f(token: str, password=None):",
                                 "token = 0",
                                 "token = \"<pad>\"",
                                 "token = ''",
                                 "token = \",\"",
                                 "token = '\\n'",
                                 "if token == \"hello\":",
                                 "if token:\n    x = 1",
                                 "pad_token = \"pad\"",
                                 "tokenizer = 'bert-base'",
                                 "max_tokens = 4096",
                                 "labels[token] = \"B-PER\"",
                                 "headers = {\"Authorization\": f\"Bearer {token}\"}",
                                 "password = \"${oc.env:PASSWORD}\"",
                                 "api_key_env = \"OPENAI_API_KEY\"",
                                 "key = 'abcdef'",
                                 "parser.add_argument(\"--token\", help=\"of the hub\")",
                                 "url = f\"redis://{user}:{password}@{host}\"",
                                 "Token::word token;",
                                 "use_auth_token=True",
                                 "author = 'somebody'",
                                 "password = \"***\"",
                                 "",
                                 "task-A1b2C3d4E5f6G7h8I9j0k1"})
            QVERIFY2(!shown("a.cpp", text), text);
    }

    void other_texts() {
        for (const char* text :
             {"password: hunter2", "API_KEY=hunter2", "export HF_TOKEN=hunter2", "  db.password = hunter2",
              "- token: hunter2", "password:\n  hunter2", "auth:\n  user: me\n", "credentials:\n- hunter2",
              "password: |\n  hunter2", "ENV API_KEY hunter2", "run --api-key hunter2", "secret: ${oc.env:S,hunter2}",
              "Authorization: hunter2", "TOKEN ?= hunter2"})
            QVERIFY2(shown("conf/a.yaml", text), text);
        for (const char* text :
             {"password: ${oc.env:PASSWORD}", "token: $HF_TOKEN", "TOKEN=$(cat file)", "password:", "password: null",
              "auth: true", "auth:\n  enabled: true\nlr: 1", "password: ???", "password: '***'", "tokenizer: bpe",
              "num_tokens: 4096", "run --api-key $KEY", "run --token --lr 1", "token: ${{ secrets.HF_TOKEN }}",
              "api_key_env: OPENAI_API_KEY", "password: # none", "password:\nlr: 1", "key: value"})
            QVERIFY2(!shown("run.sh", text), text);
    }

    void what_was_skipped_is_not_continued() {
        SecretLines lines("a.yaml");
        QVERIFY(!lines.shows("password:"));
        lines.skip();
        QVERIFY(!lines.shows("  hunter2"));
    }
};

LATHE_CORE_TEST(TestSecretLines)
#include "test_secret_lines.moc"
