// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/pickle_reader.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <unordered_map>

namespace lathe::train {

namespace {

using Kind = PickleValue::Kind;

constexpr std::size_t longest_class_name = 1000;

tl::unexpected<Error> fail_pickle(const std::string& what) {
    return fail("is no pickle of a state_dict: " + what, "save it with torch.save(model.state_dict(), FILE)");
}

}  // namespace

const PickleValue* PickleValue::find(std::string_view key) const {
    for (const auto& [name, value] : entries)
        if (name->is(Kind::text) && name->text == key) return value;
    return nullptr;
}

// The stack machine that a pickle is a program for (Python's pickletools describes it).
class PickleMachine {
  public:
    PickleMachine(std::string_view bytes, Pickle& into) : bytes_(bytes), into_(into) {}

    Result<void> run() {
        while (!over_) {
            const auto code = take(1);
            if (!failed_.empty()) return fail_pickle(failed_);
            step(static_cast<unsigned char>(code.front()));
            if (!failed_.empty()) return fail_pickle(failed_);
        }
        return {};
    }

  private:
    void refuse(std::string what) {
        if (failed_.empty()) failed_ = std::move(what);
    }

    std::string_view take(std::uint64_t count) {
        if (count > bytes_.size() - at_) {
            refuse("it is cut short");
            at_ = bytes_.size();
            return std::string_view("\0\0\0\0\0\0\0\0", std::min<std::uint64_t>(count, 8));
        }
        const auto taken = bytes_.substr(at_, count);
        at_ += count;
        return taken;
    }
    std::uint64_t take_number(std::size_t size) {
        std::uint64_t number = 0;
        const auto bytes = take(size);
        std::memcpy(&number, bytes.data(), size);
        return number;
    }
    std::string_view take_line() {
        const auto end = bytes_.find('\n', at_);
        if (end == std::string_view::npos) {
            refuse("it is cut short");
            return {};
        }
        const auto line = bytes_.substr(at_, end - at_);
        at_ = end + 1;
        return line;
    }

    PickleValue& push(Kind kind) {
        PickleValue& made = into_.values_.emplace_back();
        made.kind = kind;
        stack_.push_back(&made);
        return made;
    }
    void push_text(std::string_view text) { push(Kind::text).text = text; }
    void push_integer(std::int64_t integer) { push(Kind::integer).integer = integer; }
    PickleValue* pop() {
        if (stack_.size() <= floor()) {
            refuse("it takes more than it gave");
            return &nothing_;
        }
        PickleValue* top = stack_.back();
        stack_.pop_back();
        return top;
    }
    PickleValue* top() {
        if (stack_.size() > floor()) return stack_.back();
        refuse("it takes more than it gave");
        return &nothing_;
    }
    std::size_t floor() const { return marks_.empty() ? 0 : marks_.back(); }
    // What was pushed since the newest mark.
    std::vector<const PickleValue*> pop_to_mark() {
        if (marks_.empty()) {
            refuse("a mark is missing");
            return {};
        }
        const auto from = stack_.begin() + static_cast<std::ptrdiff_t>(marks_.back());
        std::vector<const PickleValue*> items(from, stack_.end());
        stack_.erase(from, stack_.end());
        marks_.pop_back();
        return items;
    }

    void push_sequence(std::size_t count) {
        std::vector<const PickleValue*> items(count);
        for (std::size_t i = count; i > 0; --i) items[i - 1] = pop();
        push(Kind::sequence).items = std::move(items);
    }
    void append(const std::vector<const PickleValue*>& items) {
        PickleValue* list = top();
        if (list->is(Kind::call)) return;  // an object that is a list of its own kind: no weights are in it
        if (!list->is(Kind::sequence)) return refuse("it appends to what is no list");
        list->items.insert(list->items.end(), items.begin(), items.end());
    }
    void set_items(const std::vector<const PickleValue*>& items) {
        PickleValue* dict = top();
        if ((!dict->is(Kind::dict) && !dict->is(Kind::call)) || items.size() % 2 != 0)
            return refuse("it sets items of what is no dict");
        for (std::size_t i = 0; i < items.size(); i += 2) dict->entries.emplace_back(items[i], items[i + 1]);
    }
    void call() {
        const PickleValue* arguments = pop();
        const PickleValue* callee = pop();
        if (!callee->is(Kind::global) || !arguments->is(Kind::sequence)) return refuse("it calls what is no class");
        if (callee->text == "collections.OrderedDict" && arguments->items.empty()) {
            push(Kind::dict);
            return;
        }
        push(Kind::call).items = {callee, arguments};
    }
    void push_global(std::string_view module, std::string_view name) {
        // A long text that is named again and again would fill the memory.
        if (module.size() + name.size() > longest_class_name) return refuse("it names a class that cannot be one");
        PickleValue& made = push(Kind::global);
        made.text = module;
        made.text += '.';
        made.text += name;
    }
    void remember(std::uint64_t place) { memo_[place] = top(); }
    void recall(std::uint64_t place) {
        const auto found = memo_.find(place);
        if (found == memo_.end()) return refuse("it recalls what it did not remember");
        stack_.push_back(found->second);
    }

    void step(unsigned char code);
    void step_of_numbers(unsigned char code);
    void step_of_texts(unsigned char code);
    void step_of_containers(unsigned char code);
    void step_of_objects(unsigned char code);
    void push_long(std::uint64_t size);

    std::string_view bytes_;
    Pickle& into_;
    std::size_t at_ = 0;
    std::vector<PickleValue*> stack_;
    std::vector<std::size_t> marks_;
    std::unordered_map<std::uint64_t, PickleValue*> memo_;
    PickleValue nothing_;
    std::string failed_;
    bool over_ = false;
};

void PickleMachine::step(unsigned char code) {
    switch (code) {
        case 0x80: take(1); return;  // PROTO
        case 0x95: take(8); return;  // FRAME
        case '.':                    // STOP
            into_.root_ = pop();
            over_ = true;
            return;
        case 'q': return remember(take_number(1));
        case 'r': return remember(take_number(4));
        case 0x94: return remember(memo_.size());  // MEMOIZE
        case 'h': return recall(take_number(1));
        case 'j': return recall(take_number(4));
        case '0': pop(); return;
        case '1': pop_to_mark(); return;
        default: return step_of_numbers(code);
    }
}

// As many bytes as are needed, in two's complement.
void PickleMachine::push_long(std::uint64_t size) {
    if (size > 8) {  // the state of a random generator, beside the weights
        push(Kind::bytes).text = take(size);
        return;
    }
    std::uint64_t number = take_number(size);
    if (size > 0 && size < 8 && (number >> (8 * size - 1)) != 0) number |= ~std::uint64_t{0} << (8 * size);
    push_integer(static_cast<std::int64_t>(number));
}

void PickleMachine::step_of_numbers(unsigned char code) {
    switch (code) {
        case 'N': push(Kind::none); return;
        case 0x88:
        case 0x89: push(Kind::boolean).boolean = code == 0x88; return;
        case 'J': return push_integer(static_cast<std::int32_t>(take_number(4)));
        case 'K': return push_integer(static_cast<std::int64_t>(take_number(1)));
        case 'M': return push_integer(static_cast<std::int64_t>(take_number(2)));
        case 0x8a: return push_long(take_number(1));  // LONG1
        case 0x8b: return push_long(take_number(4));  // LONG4
        case 'G': {                                   // big-endian
            push(Kind::real).real = std::bit_cast<double>(__builtin_bswap64(take_number(8)));
            return;
        }
        default: return step_of_texts(code);
    }
}

void PickleMachine::step_of_texts(unsigned char code) {
    switch (code) {
        case 'X': return push_text(take(take_number(4)));
        case 0x8c: return push_text(take(take_number(1)));
        case 0x8d: return push_text(take(take_number(8)));
        case 'U': return push_text(take(take_number(1)));
        case 'T': return push_text(take(take_number(4)));
        case 'C': push(Kind::bytes).text = take(take_number(1)); return;
        case 'B': push(Kind::bytes).text = take(take_number(4)); return;
        case 0x8e:  // BINBYTES8, BYTEARRAY8
        case 0x96: push(Kind::bytes).text = take(take_number(8)); return;
        default: return step_of_containers(code);
    }
}

void PickleMachine::step_of_containers(unsigned char code) {
    switch (code) {
        case '(': marks_.push_back(stack_.size()); return;
        case ')':
        case ']':
        case 0x8f: push(Kind::sequence); return;  // (), [], set()
        case '}': push(Kind::dict); return;
        case 't':
        case 0x91: {  // FROZENSET
            auto items = pop_to_mark();
            push(Kind::sequence).items = std::move(items);
            return;
        }
        case 0x85: return push_sequence(1);
        case 0x86: return push_sequence(2);
        case 0x87: return push_sequence(3);
        case 'a': return append({pop()});
        case 'e':
        case 0x90: return append(pop_to_mark());
        case 's': {
            const PickleValue* value = pop();
            const PickleValue* key = pop();
            return set_items({key, value});
        }
        case 'u': return set_items(pop_to_mark());
        default: return step_of_objects(code);
    }
}

void PickleMachine::step_of_objects(unsigned char code) {
    switch (code) {
        case 'c': {
            const auto module = take_line();
            return push_global(module, take_line());
        }
        case 0x93: {  // STACK_GLOBAL
            const PickleValue* name = pop();
            const PickleValue* module = pop();
            if (!module->is(Kind::text) || !name->is(Kind::text)) return refuse("it names a class by what is no text");
            return push_global(module->text, name->text);
        }
        case 0x92: pop(); [[fallthrough]];  // NEWOBJ_EX: arguments by name
        case 'R':
        case 0x81: return call();  // REDUCE, NEWOBJ
        case 'b':
            pop();
            top();
            return;  // BUILD: the state of an object, as _metadata of a state_dict
        case 'Q': {
            const PickleValue* id = pop();
            push(Kind::persistent).items = {id};
            return;
        }
        default: return refuse("it holds an instruction that is not known (" + std::to_string(code) + ")");
    }
}

Result<Pickle> Pickle::read(std::string_view bytes) {
    Pickle pickle;
    if (auto done = PickleMachine(bytes, pickle).run(); !done) return fail(done.error());
    return pickle;
}

}  // namespace lathe::train
