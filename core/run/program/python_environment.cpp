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
// metadata is read all the same, because the trial imports from there. Python 3.8 and later know their packages.
constexpr const char* python_question = R"(
import json, os, platform, re, site, sys
told = {"version": platform.python_version(), "implementation": platform.python_implementation()}
try:
    from importlib.metadata import distributions
except ImportError:
    told["problem"] = "this Python does not tell its packages: it is older than 3.8"
else:
    folders = [one for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one]
    if sys.prefix == sys.base_prefix and not os.environ.get("PYTHONNOUSERSITE"):
        folders.append(site.getusersitepackages())
    packages = {}
    for one in distributions(path=folders + sys.path):
        try:
            name, version = one.metadata["Name"], one.version
            direct = json.loads(one.read_text("direct_url.json") or "{}").get("url")
        except Exception:
            continue
        if name and version:
            packages.setdefault(re.sub(r"[-_.]+", "-", name).lower(), [version, str(getattr(one, "_path", "")), direct])
    told["packages"] = dict(sorted(packages.items()))
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

Value python_environment(const std::filesystem::path& interpreter, ProgramStart asking, const std::stop_token& stop) {
    asking.arguments = {interpreter.string(), "-I", "-c", python_question};
    const auto answer = output_of(std::move(asking), python_limits, stop);
    if (!answer) return Dict{{"problem", answer.error().what}};
    const auto told = parse_json(*answer);
    if (!told || !told->is_object()) return Dict{{"problem", "its answer is not understood"}};
    Dict facts;
    for (const char* key : {"version", "implementation", "problem"})
        if (auto text = json_text(told->value(key, Json())); !text.empty()) facts.emplace_back(key, std::move(text));
    if (const auto packages = told->find("packages"); packages != told->end() && packages->is_object())
        add_packages(*packages, facts);
    return facts;
}

}  // namespace lathe::run
