// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/failure.h"

#include <new>

#include "core/train/error.h"

namespace lathe::train {

namespace {

bool says_out_of_memory(const std::string& text) {
    for (const char* sign : {"out of memory", "can't allocate memory", "not enough memory"}) {
        if (text.find(sign) != std::string::npos) return true;
    }
    return false;
}

Error make_failure(std::string what, std::string hint = {}) {
    Error error;
    error.what = std::move(what);
    error.hint = std::move(hint);
    return error;
}

Error out_of_memory() {
    return make_failure(out_of_memory_message, "lower train.batch_size or val.batch_size, or choose a smaller network");
}

}  // namespace

std::string telling_line(std::string text) {
    // The interpreter of TorchScript shows the code first, and says at the end what went wrong in it.
    if (text.find("TorchScript") != std::string::npos && text.find('\n') != std::string::npos) {
        while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
        const auto cause = text.rfind("\nRuntimeError: ");
        const auto begin = cause != std::string::npos ? cause + 1 : text.rfind('\n') + 1;
        return text.substr(begin, text.find('\n', begin) - begin);
    }
    text = text.substr(0, text.find('\n'));
    // "[enforce fail at alloc_cpu.cpp:66] . " stands before some messages.
    const std::size_t bracket = text.starts_with("[enforce fail") ? text.find("] ") : std::string::npos;
    return bracket == std::string::npos ? text : text.substr(bracket + 2);
}

std::string telling_line(const c10::Error& error) {
    return telling_line(std::string(error.what_without_backtrace()));
}

Error describe_current_exception() {
    try {
        throw;
    } catch (const TrainError& error) {
        return error.error();
    } catch (const c10::Error& error) {
        if (says_out_of_memory(error.what_without_backtrace())) return out_of_memory();
        const std::string line = telling_line(error);
        if (line.find("Target ") != std::string::npos && line.find("out of bounds") != std::string::npos) {
            return make_failure("a label is out of range: " + line, "correct the labels, or the number of classes");
        }
        if (const auto end = line.find(" does not have a deterministic implementation"); end != std::string::npos) {
            Error refused =
                make_failure(torch_failed + line.substr(0, end) + " gives other last digits at each run here",
                             "set train.deterministic to false, or do without what computes it");
            refused.key = "train.deterministic";
            return refused;
        }
        return make_failure(torch_failed + line);
    } catch (const std::bad_alloc&) {
        return out_of_memory();
    } catch (const std::exception& error) {
        const std::string text = error.what();
        return says_out_of_memory(text) ? out_of_memory() : make_failure(training_failed + (": " + telling_line(text)));
    } catch (...) {
        return make_failure(training_failed + std::string(" with an unknown exception"));
    }
}

}  // namespace lathe::train
