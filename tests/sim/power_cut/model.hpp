#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "ports/store.hpp"

namespace kiosk::sim {

/// What the client of the power-cut run knows of a change that it has sent.
enum class Fate {
  unknown,       ///< no answer came: it may be there or not
  acknowledged,  ///< must be there
  refused,       ///< an Error came back: must not be there
};

/// One job: the responses that it stores in one attempt. They are there together or not at all.
struct SentJob {
  std::size_t attempt = 0;  ///< position in Model::attempts
  std::vector<Response> responses;
  Fate fate = Fate::unknown;
};

struct SentAttempt {
  NewApplicant applicant;
  NewAttempt attempt;
  Fate fate = Fate::unknown;
  int last_revision = 0;  ///< highest one that was sent
};

/// Everything that was sent, in plain words and without a store: the other opinion on what must be there.
struct Model {
  std::vector<SentAttempt> attempts;
  std::vector<SentJob> jobs;
};

struct Comparison {
  std::int64_t lost = 0;            ///< acknowledged attempts and responses that are not there
  std::vector<Fate*> lost_fates;    ///< in the model
  std::vector<std::string> faults;  ///< everything else that must not be
};

/// Compares the recovered store with the model. What is lost is counted once: the model then takes it for unknown.
Comparison compare(Model& model, const ReadTx& store);

}  // namespace kiosk::sim
