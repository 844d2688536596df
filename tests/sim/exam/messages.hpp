#pragma once

#include <functional>
#include <string>
#include <variant>

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
struct TakeOverRequest {
  std::string token;
  Uuid attempt;
};
struct ViewResultRequest {
  std::string token;
  Uuid attempt;
};
using Request = std::variant<RegisterCommand, PrepareRequest, StartRequest, SaveResponsesCommand, TakeOverRequest,
                             SubmitAttemptCommand, ViewResultRequest>;

using Answered = std::variant<Error, Registered, Prepared, AttemptView, SaveReply, ResultView>;
using OnAnswer = std::function<void(const Answered&)>;

}  // namespace kiosk::sim
