// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/queue_requests.h"

#include <utility>

#include "core/base/checksum.h"
#include "core/base/json_members.h"
#include "core/remote/answers.h"

namespace lathe::remote {

namespace {

constexpr std::size_t most_items = 200;  // those that are shown first: what runs, then what waits

Result<Json> answer_queue(const Json& request) {
    JsonMembers members(request);
    const std::string known = members.text("mark");
    if (members.bad() != nullptr) return bad_member(members.bad());
    auto standing = queue::read_standing(queue::Queue(queue::default_queue_folder()));
    if (!standing) return fail(standing.error());
    if (standing->items.size() > most_items) standing->items.resize(most_items);
    Json json = queue::to_json(*standing);
    const std::string mark = checksum_of(dump_json(json));
    Json answer = {{"mark", mark}};
    if (mark != known) answer["standing"] = std::move(json);
    return answer;
}

}  // namespace

void add_queue_requests(Handlers& handlers) {
    handlers["queue"] = answer_queue;
}

Result<QueueThere> queue_of(Host& host, const std::string& mark) {
    const auto answer = host.request({{"do", "queue"}, {"mark", mark}});
    if (!answer) return fail(answer.error());
    JsonMembers members(*answer);
    QueueThere there{members.text("mark"), {}};
    if (members.bad() != nullptr) return senseless("no queue");
    const Json* standing = members.find("standing");
    if (standing == nullptr) return there;
    auto read = queue::standing_from_json(*standing);
    if (!read) return senseless("no queue");
    there.standing = std::move(*read);
    return there;
}

}  // namespace lathe::remote
