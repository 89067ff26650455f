// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/python_environment.h"

#include <map>
#include <set>
#include <string>
#include <utility>

#include "core/base/json.h"
#include "core/provenance/package_index.h"
#include "core/provenance/secrets.h"
#include "core/run/program/program_output_of.h"

namespace lathe::run {

namespace {

using config::Dict;
using config::Value;

constexpr OutputLimits python_limits{std::chrono::seconds(60), std::size_t{4} << 20, std::chrono::seconds(3)};

// Isolated mode keeps the folder, PYTHONPATH and the person's own packages out of what is run; of the last two the
// metadata is read all the same, because the trial imports from there. What the program uses is what its files import,
// which are parsed and not run, and what that requires. Python 3.8 and later know their packages.
constexpr const char* python_question = R"(
import ast, json, os, platform, re, site, sys

def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()

def imported(folder):
    names, parsed, looked_at = set(), 0, 0
    for at, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".") and one != "node_modules"
                      and not os.path.exists(os.path.join(at, one, "pyvenv.cfg"))]
        looked_at += len(folders) + len(files)
        if looked_at > 20000:
            break
        for file in files:
            if not file.endswith(".py"):
                continue
            try:
                with open(os.path.join(at, file), "rb") as source:
                    tree = ast.parse(source.read(1 << 20))
            except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
                continue
            parsed += 1
            for node in ast.walk(tree):
                if isinstance(node, ast.Import):
                    names.update(one.name.split(".")[0] for one in node.names)
                elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                    names.add(node.module.split(".")[0])
    return names if parsed else None

def modules_of(one, name):
    listed = (one.read_text("top_level.txt") or "").split() or [str(file).split("/")[0] for file in one.files or ()]
    return {module.split(".")[0] for module in listed} | {name.replace("-", "_")}

def required(one):
    for text in one.requires or ():
        name = re.match(r"[A-Za-z0-9._-]+", text)
        if name and "extra ==" not in text:
            yield normal(name.group())

told = {"version": platform.python_version(), "implementation": platform.python_implementation()}
try:
    from importlib.metadata import distributions
except ImportError:
    told["problem"] = "this Python does not tell its packages: it is older than 3.8"
else:
    places = [one for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one]
    if sys.prefix == sys.base_prefix and not os.environ.get("PYTHONNOUSERSITE"):
        places.append(site.getusersitepackages())
    imports = imported(sys.argv[1])
    packages, requires, used = {}, {}, set()
    for one in distributions(path=places + sys.path):
        try:
            name, version = normal(one.metadata["Name"]), one.version
            direct = json.loads(one.read_text("direct_url.json") or "{}").get("url")
            modules, needs = modules_of(one, name), list(required(one))
        except Exception:
            continue
        if not name or not version or name in packages:
            continue
        packages[name] = [version, str(getattr(one, "_path", "")), direct]
        requires[name] = needs
        if imports and modules & imports:
            used.add(name)
    waiting = list(used)
    while waiting:
        for name in requires[waiting.pop()]:
            if name in packages and name not in used:
                used.add(name)
                waiting.append(name)
    told["packages"] = dict(sorted(packages.items()))
    if imports is not None:
        told["used"] = sorted(used)
print(json.dumps(told))
)";

std::string json_text(const Json& json) {
    return json.is_string() ? json.get<std::string>() : std::string();
}

// An .egg-info may be a file or a folder; packages list the folders, too.
Dict debian_packages(const std::map<std::string, std::string>& places) {
    std::set<std::string> files;
    for (const auto& [name, place] : places) files.insert(place);
    const auto owners = provenance::PackageIndex::owners_of("/", files);
    Dict found;
    for (const auto& [name, place] : places)
        if (const auto owner = owners.find(place); owner != owners.end())
            found.emplace_back(
                name, owner->second.name.substr(0, owner->second.name.find(':')) + "=" + owner->second.version);
    return found;
}

void add_packages(const Json& told, Dict& facts) {
    Dict packages;
    Dict sources;
    std::map<std::string, std::string> places;
    for (const auto& [name, one] : told.items()) {
        if (!one.is_array() || one.size() != 3 || !one[0].is_string()) continue;
        packages.emplace_back(name, json_text(one[0]));
        if (const auto place = json_text(one[1]); !place.empty()) places.emplace(name, place);
        if (const auto url = json_text(one[2]); !url.empty())
            sources.emplace_back(name, provenance::without_secret_parts(url));
    }
    facts.emplace_back("packages", std::move(packages));
    if (auto debian = debian_packages(places); !debian.empty()) facts.emplace_back("debian", std::move(debian));
    if (!sources.empty()) facts.emplace_back("sources", std::move(sources));
}

}  // namespace

Value python_environment(const std::filesystem::path& interpreter, const std::filesystem::path& code,
                         ProgramStart asking, const std::stop_token& stop) {
    asking.arguments = {interpreter.string(), "-I", "-c", python_question, code.string()};
    const auto answer = output_of(std::move(asking), python_limits, stop);
    if (!answer) return Dict{{"problem", answer.error().what}};
    const auto told = parse_json(*answer);
    if (!told || !told->is_object()) return Dict{{"problem", "its answer is not understood"}};
    Dict facts;
    for (const char* key : {"version", "implementation", "problem"})
        if (auto text = json_text(told->value(key, Json())); !text.empty()) facts.emplace_back(key, std::move(text));
    if (const auto packages = told->find("packages"); packages != told->end() && packages->is_object())
        add_packages(*packages, facts);
    if (const auto used = told->find("used"); used != told->end() && used->is_array()) {
        config::List names;
        for (const auto& name : *used) names.emplace_back(json_text(name));
        facts.emplace_back("used", std::move(names));
    }
    return facts;
}

}  // namespace lathe::run
