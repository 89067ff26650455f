#include "core/base/temporary_folder.h"

#include <cstdlib>

namespace lathe {

namespace fs = std::filesystem;

Result<TemporaryFolder> TemporaryFolder::make(const std::string& name) {
    std::error_code code;
    const fs::path base = fs::temp_directory_path(code);
    std::string path = (base / (name + "-XXXXXX")).string();
    if (code || ::mkdtemp(path.data()) == nullptr)
        return fail("no folder can be made in " + base.string(), "set TMPDIR to another");
    return TemporaryFolder(path);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
}

}  // namespace lathe
