#pragma once

#include <cstdint>

namespace lathe::run {

// What a study is for: one training with the config as it is (lathectl run), or a search over the space (tune).
enum class StudyKind : std::uint8_t { single_trial, search };

}  // namespace lathe::run
