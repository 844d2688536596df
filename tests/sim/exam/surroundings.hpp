#pragma once

#include <optional>

#include "sim/exam/event_queue.hpp"
#include "sim/exam/faults.hpp"
#include "sim/exam/messages.hpp"
#include "sim/exam/oracle.hpp"
#include "sim/exam/trained_content.hpp"

namespace kiosk::sim {

/// Who sends: an applicant by number, or the others below zero.
using Sender = int;
inline constexpr Sender staff_sender = -1;
inline constexpr Sender feed_reader = -2;

/// What a simulated client needs from its world.
class Surroundings {
 public:
  virtual ~Surroundings() = default;
  /// Over the network, which may lose, double, delay and reorder both ways. `stamped_at`: a message that the network
  /// brings just then, in the server's time.
  virtual void send(Sender from, const Request& request, const OnAnswer& on_answer,
                    std::optional<Instant> stamped_at = std::nullopt) = 0;
  virtual EventQueue& time() = 0;
  virtual Faults& faults() = 0;
  virtual Oracle& oracle() = 0;
  virtual TrainedContent& content() = 0;
  /// Nobody begins anything new; what is unsaved is still brought to the server.
  virtual bool resting() const = 0;
  /// An attempt that some other applicant has; nothing when there is none.
  virtual std::optional<Uuid> attempt_of_another(Sender applicant) const = 0;
};

}  // namespace kiosk::sim
