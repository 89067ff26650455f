// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_media.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "core/store/event_tensor.h"
#include "core/store/tensorboard.pb.h"

namespace lathe::store {

namespace {

// Bytes that may come before the limits are looked at again.
constexpr std::size_t most_unchecked = 4u << 20;

std::size_t size_of(const RecordedImage& image) {
    return image.png.size();
}
std::size_t size_of(const RecordedAudio& audio) {
    return audio.bytes.size();
}
std::size_t size_of(const RecordedText& text) {
    return text.markdown.size();
}
std::size_t size_of(const RecordedHistogram& histogram) {
    return sizeof(double) * (histogram.edges.size() + histogram.counts.size());
}

template <class Recorded>
std::size_t size_of(const std::vector<Recorded>& items) {
    std::size_t size = 0;
    for (const Recorded& item : items) size += size_of(item);
    return size;
}

template <class Recorded>
std::size_t size_of(const ByTag<Recorded>& all) {
    std::size_t size = 0;
    for (const auto& [tag, items] : all) size += size_of(items);
    return size;
}

enum class Thinning : std::uint8_t { oldest, every_other };

// How many went. The newest of a tag is the last to go.
template <class Recorded>
std::int64_t thin(ByTag<Recorded>& all, std::size_t most, Thinning how) {
    std::int64_t gone = 0;
    while (!all.empty() && size_of(all) > most) {
        // By bytes: many small ones are not in the way of a few that are large.
        const auto largest = std::ranges::max_element(
            all, {}, [](const auto& entry) { return std::pair(entry.second.size() > 1, size_of(entry.second)); });
        std::vector<Recorded>& items = largest->second;
        const std::size_t before = items.size();
        if (how == Thinning::oldest || before == 1) {
            const auto some = static_cast<std::ptrdiff_t>(std::max<std::size_t>(1, before / 16));
            items.erase(items.begin(), items.begin() + some);
        } else {
            std::vector<Recorded> kept;
            for (std::size_t i = (before - 1) % 2; i < before; i += 2) kept.push_back(std::move(items[i]));
            items = std::move(kept);
        }
        gone += static_cast<std::int64_t>(before - items.size());
        if (items.empty()) all.erase(largest);
    }
    return gone;
}

template <class Recorded>
void sort_by_step(ByTag<Recorded>& all) {
    for (auto& [tag, items] : all)
        if (!std::ranges::is_sorted(items, {}, &Recorded::step)) std::ranges::stable_sort(items, {}, &Recorded::step);
}

template <class Recorded>
void erase_from(ByTag<Recorded>& all, std::int64_t step) {
    for (auto& [tag, items] : all) std::erase_if(items, [&](const Recorded& item) { return item.step >= step; });
    std::erase_if(all, [](const auto& entry) { return entry.second.empty(); });
}

// The buckets of a HistogramProto reach beyond its values on both sides, to -1e308 and 1e308: min and max end them, as
// in TensorBoard (plugins/histogram).
RecordedHistogram histogram_of(std::int64_t step, const tensorboard::Histogram& from) {
    std::vector<double> edges, counts;
    const int buckets = std::min(from.bucket_size(), from.bucket_limit_size());
    double left = from.min();
    for (int i = 0; i < buckets; ++i) {
        const double right = std::min(from.bucket_limit(i), from.max());
        if (from.bucket(i) > 0 || (!counts.empty() && right > left)) {
            if (counts.empty()) edges.push_back(left);
            edges.push_back(std::max(left, right));
            counts.push_back(from.bucket(i));
        }
        left = std::max(left, right);
    }
    return {step, std::move(edges), std::move(counts)};
}

// Rows of left, right, count.
RecordedHistogram histogram_of(std::int64_t step, const std::vector<double>& rows) {
    std::vector<double> edges, counts;
    for (std::size_t i = 0; i + 2 < rows.size(); i += 3) {
        if (edges.empty()) edges.push_back(rows[i]);
        edges.push_back(std::max(edges.back(), rows[i + 1]));
        counts.push_back(rows[i + 2]);
    }
    return {step, std::move(edges), std::move(counts)};
}

bool is_sound(const RecordedHistogram& histogram) {
    const auto is_number = [](double value) { return std::isfinite(value); };
    return !histogram.counts.empty() && std::ranges::all_of(histogram.edges, is_number) &&
           std::ranges::all_of(histogram.counts, [&](double count) { return is_number(count) && count >= 0; }) &&
           std::ranges::is_sorted(histogram.edges) && is_number(histogram.edges.back() - histogram.edges.front());
}

// A table of texts is one of Markdown's, a row of them paragraphs.
std::string markdown_of(const TensorTexts& all) {
    std::string markdown;
    const bool is_table = all.shape.size() == 2 && all.shape[1] > 0 &&
                          all.shape[0] * all.shape[1] == static_cast<std::int64_t>(all.texts.size());
    if (!is_table) {
        for (const std::string& text : all.texts) markdown += (markdown.empty() ? "" : "\n\n") + text;
        return markdown;
    }
    const auto columns = static_cast<std::size_t>(all.shape[1]);
    for (std::size_t i = 0; i < all.texts.size(); ++i) {
        std::string cell;
        for (const char c : all.texts[i]) cell += c == '|' ? "\\|" : c == '\n' ? " " : std::string(1, c);
        markdown += "| " + cell + ((i + 1) % columns == 0 ? " |\n" : " ");
        if (i + 1 != columns) continue;
        for (std::size_t column = 0; column < columns; ++column) markdown += "|---";
        markdown += "|\n";
    }
    return markdown;
}

std::string numbered(const std::string& tag, std::size_t i) {
    return i == 0 ? tag : fmt::format("{} ({})", tag, i + 1);
}

}  // namespace

std::shared_ptr<const TrialMedia> EventMedia::poll() {
    const auto warnings = events_.warnings().size();
    events_.poll([this](const tensorboard::Event& event) { take(event); });
    if (!std::exchange(changed_, false) && warnings == events_.warnings().size()) return given_;
    sort_by_step(media_.images);
    sort_by_step(media_.histograms);
    sort_by_step(media_.audio);
    sort_by_step(media_.texts);
    keep_within_limits();
    note_what_went();
    given_ = std::make_shared<const TrialMedia>(media_);
    return given_;
}

void EventMedia::take(const tensorboard::Event& event) {
    // The trial went on from an earlier checkpoint: what came after it is made again.
    if (event.has_session_log() && event.session_log().status() == tensorboard::SessionLog::START)
        return forget_from(event.step());
    for (const auto& value : event.summary().value()) {
        if (value.has_simple_value()) continue;
        if (const std::string& plugin = value.metadata().plugin_data().plugin_name(); !plugin.empty())
            plugins_[value.tag()] = plugin;
        if (value.has_image()) add_image(value.tag(), event.step(), value.image().encoded_image_string());
        if (value.has_histo()) add_histogram(value.tag(), histogram_of(event.step(), value.histo()));
        if (value.has_audio())
            add_audio(value.tag(), event.step(), value.audio().encoded_audio_string(), value.audio().content_type());
        if (!value.has_tensor()) continue;
        if (const auto plugin = plugins_.find(value.tag()); plugin != plugins_.end())
            take_tensor(value.tag(), plugin->second, event.step(), value.tensor());
    }
    if (unchecked_ > most_unchecked) keep_within_limits();
}

void EventMedia::take_tensor(const std::string& tag, const std::string& plugin, std::int64_t step,
                             const tensorboard::Tensor& tensor) {
    if (plugin == "histograms") {
        add_histogram(tag, histogram_of(step, numbers_of(tensor)));
    } else if (plugin == "text") {
        add_text(tag, step, markdown_of(texts_of(tensor)));
    } else if (plugin == "images") {
        // Width, height, and a file for each sample of the batch.
        const auto texts = texts_of(tensor).texts;
        for (std::size_t i = 2; i < texts.size(); ++i) add_image(numbered(tag, i - 2), step, texts[i]);
    } else if (plugin == "audio") {
        // A file for each sample; a second column is a label that nobody shows any more.
        const auto all = texts_of(tensor);
        const std::size_t columns = all.shape.size() == 2 && all.shape[1] == 2 ? 2 : 1;
        for (std::size_t i = 0; i < all.texts.size(); i += columns)
            add_audio(numbered(tag, i / columns), step, all.texts[i], "audio/wav");
    }
}

bool EventMedia::fits(const char* what, const std::string& tag, std::int64_t step, std::size_t size) {
    changed_ = true;
    unchecked_ += size;
    if (size <= limits_.one_item) return true;
    too_large_[fmt::format("{} of {} at step {}", what, tag, step)] = static_cast<std::int64_t>(size);
    return false;
}

void EventMedia::add_image(const std::string& tag, std::int64_t step, const std::string& bytes) {
    if (fits("the image", tag, step, bytes.size())) media_.images[tag].push_back({step, bytes});
}

void EventMedia::add_audio(const std::string& tag, std::int64_t step, const std::string& bytes,
                           const std::string& type) {
    if (fits("the sound", tag, step, bytes.size())) media_.audio[tag].push_back({step, bytes, type});
}

void EventMedia::add_text(const std::string& tag, std::int64_t step, std::string markdown) {
    constexpr std::size_t longest = 256u << 10;
    changed_ = true;
    unchecked_ += std::min(markdown.size(), longest);
    if (markdown.size() > longest) {
        markdown.resize(longest);
        // Not within a character of UTF-8.
        while (!markdown.empty() && (static_cast<unsigned char>(markdown.back()) & 0xc0) == 0x80) markdown.pop_back();
        if (!markdown.empty() && static_cast<unsigned char>(markdown.back()) >= 0xc0) markdown.pop_back();
        markdown += "\n\n...";
    }
    media_.texts[tag].push_back({step, std::move(markdown)});
}

void EventMedia::add_histogram(const std::string& tag, RecordedHistogram histogram) {
    if (is_sound(histogram) && fits("the histogram", tag, histogram.step, size_of(histogram)))
        media_.histograms[tag].push_back(std::move(histogram));
}

void EventMedia::forget_from(std::int64_t step) {
    changed_ = true;
    erase_from(media_.images, step);
    erase_from(media_.histograms, step);
    erase_from(media_.audio, step);
    erase_from(media_.texts, step);
}

void EventMedia::keep_within_limits() {
    unchecked_ = 0;
    const auto count = [this](const char* what, std::int64_t gone) {
        if (gone > 0) gone_[what] += gone;
    };
    count("images", thin(media_.images, limits_.images, Thinning::oldest));
    count("sounds", thin(media_.audio, limits_.audio, Thinning::oldest));
    count("texts", thin(media_.texts, limits_.texts, Thinning::every_other));
    count("histograms", thin(media_.histograms, limits_.histograms, Thinning::every_other));
}

void EventMedia::note_what_went() {
    constexpr std::size_t most_notes = 20;
    media_.notes = events_.warnings();
    for (const auto& [what, size] : too_large_) {
        if (media_.notes.size() >= most_notes) break;
        media_.notes.push_back(fmt::format("{} is too large to be shown ({} MB)", what, size / 1'000'000));
    }
    for (const auto& [what, count] : gone_)
        media_.notes.push_back(fmt::format("{} {} are not shown: there are too many", count, what));
}

}  // namespace lathe::store
