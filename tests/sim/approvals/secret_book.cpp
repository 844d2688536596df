#include "sim/approvals/secret_book.hpp"

#include <algorithm>

#include "sim/exam/heard.hpp"

namespace kiosk::sim {

namespace {

constexpr seconds both_sign_for{24 * 3600};

}  // namespace

void SecretBook::offer(const std::string& salt, const std::string& secret, Instant now) {
  offered_.push_back({salt, secret, now});
}

void SecretBook::settle(const std::string& salt) {
  if (secrets_.empty() || secrets_.back().salt != salt) {
    const auto made =
        std::find_if(offered_.begin(), offered_.end(), [&](const Secret& secret) { return secret.salt == salt; });
    require(made != offered_.end(), "A11: a secret that nobody was given");
    secrets_.push_back(*made);
    ++replaced_;
  }
  offered_.clear();
}

/// The newest first.
std::vector<std::string> SecretBook::expected(const Secrets& secrets, Instant now) {
  std::vector<std::string> texts;
  if (secrets.empty()) return texts;
  texts.push_back(secrets.back().text);
  const bool both = secrets.size() > 1 && now < secrets.back().since + both_sign_for;
  if (both) texts.push_back(secrets[secrets.size() - 2].text);
  return texts;
}

bool SecretBook::signs(const Secrets& secrets, const ReceivedWebhook& received) {
  std::string signatures;
  for (const std::string& secret : expected(secrets, received.began)) {
    signatures += (signatures.empty() ? "" : " ") + signature_by(secret, received.webhook);
  }
  return !signatures.empty() && signatures == received.signature;
}

bool SecretBook::allows(const ReceivedWebhook& received) const {
  if (signs(secrets_, received)) return true;
  return std::any_of(offered_.begin(), offered_.end(), [&](const Secret& perhaps) {
    Secrets with = secrets_;
    with.push_back(perhaps);
    return signs(with, received);
  });
}

}  // namespace kiosk::sim
