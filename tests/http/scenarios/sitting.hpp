#pragma once

#include <string>

#include "http/scenarios/browser.hpp"

namespace kiosk::http {

/// Body of a registration; each number is another person.
std::string registration(int person, const std::string& name = "Li Wei", const std::string& region = "CN-GD");

/// One applicant on the way through the sample exam.
class Sitting {
 public:
  /// Registers the person.
  Sitting(ServerBench& bench, int person, const std::string& region = "CN-GD");

  /// With the candidate code: a sign-in ends before the next exam does.
  Sitting& sign_in_again();
  Sitting& prepare();
  Sitting& start();
  /// Answers all items at once, the first `right` of them rightly.
  Sitting& answer_all(std::size_t right);
  /// Hands in; answers the result.
  boost::json::value submit();
  /// From prepare to the result.
  boost::json::value sit(std::size_t right);

  /// Body of a save of one item of the form.
  std::string save_body(std::size_t item, int revision, bool right = true);
  std::string path(const std::string& step = {}) const;  ///< `/api/v1/attempts/{id}` and the step

  Browser& browser() { return browser_; }
  const std::string& id() const { return id_; }
  const std::string& code() const { return code_; }
  const std::string& attempt() const { return attempt_; }
  int epoch() const { return epoch_; }
  const Form& form() const { return form_; }

 private:
  ServerBench& bench_;
  Browser browser_;
  std::string id_;
  std::string code_;
  std::string attempt_;
  int epoch_ = 0;
  Form form_;
};

inline const std::string prepare_body = R"({"language":"en","rules_accepted":["price-alignment","no-cheating"]})";

}  // namespace kiosk::http
