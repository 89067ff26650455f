#include "core/run/rendezvous.h"

#include <stdlib.h>
#include <cerrno>
#include <string>

#include "core/base/system_error.h"

namespace lathe::run {

Result<Rendezvous> Rendezvous::make() {
    std::error_code code;
    const auto base = std::filesystem::temp_directory_path(code);
    std::string name = (base / "lathe-ranks-XXXXXX").string();
    if (code || ::mkdtemp(name.data()) == nullptr)
        return fail(system_error("cannot be written", base, code ? code.value() : errno));
    return Rendezvous(name);
}

Rendezvous::~Rendezvous() {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
}

}  // namespace lathe::run
