#include "core/base/error.h"

namespace lathe {

std::string Error::str() const {
    std::string out;
    if (!file.empty()) {
        out += file;
        if (line > 0) out += ":" + std::to_string(line);
        if (line > 0 && column > 0) out += ":" + std::to_string(column);
        out += ": ";
    }
    if (!key.empty()) out += key + ": ";
    if (!kind.empty()) out += kind + ": ";
    out += what;
    if (!hint.empty()) out += "; " + hint;
    return out;
}

}  // namespace lathe
