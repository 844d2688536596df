#pragma once

#include <functional>
#include <string>
#include <variant>

#include "service/feed.hpp"
#include "service/prepare_attempt.hpp"
#include "service/register_applicant.hpp"
#include "service/result_view.hpp"
#include "service/save_responses.hpp"
#include "service/sit_attempt.hpp"

namespace kiosk::sim {

/// What travels from a simulated browser to the simulated server, already decoded.
struct PrepareRequest {
  std::string token;
};
struct StartRequest {
  std::string token;
  Uuid attempt;
};
struct ViewRequest {
  std::string token;
  Uuid attempt;
};
struct TakeOverRequest {
  std::string token;
  Uuid attempt;
};
struct ViewResultRequest {
  std::string token;
  Uuid attempt;
};
/// The server in the world knows the token of its staff and of its machine.
struct ExtendRequest {
  Uuid attempt;
};
struct FeedRequest {
  std::string last_event_id;
};
using Request = std::variant<RegisterCommand, PrepareRequest, StartRequest, ViewRequest, SaveResponsesCommand,
                             TakeOverRequest, SubmitAttemptCommand, ViewResultRequest, ExtendRequest, FeedRequest>;

/// Each extension is as long.
inline constexpr seconds extension_time{60};

/// A page of the feed with what it holds.
struct HeardFeed {
  FeedPage page;
  std::vector<OutboxEvent> events;
};

using Answered = std::variant<Error, Registered, Prepared, AttemptView, SaveReply, ResultView, HeardFeed>;
using OnAnswer = std::function<void(const Answered&)>;

/// The attempt that a request of an applicant names.
std::optional<Uuid> attempt_of(const Request& request);
/// The applicant's token; empty when it has none.
std::string token_of(const Request& request);

/// One line of everything that must be the same in two runs of a seed.
std::string text_of(const Request& request);
std::string text_of(const Answered& answer);

}  // namespace kiosk::sim
