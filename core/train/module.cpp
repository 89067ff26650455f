#include "core/train/module.h"

#include "core/train/logbook.h"

namespace lathe::train {

void Module::log(const std::string& name, const torch::Tensor& value, const LogOptions& options) {
    logbook_->log(name, value, options);
}

}  // namespace lathe::train
