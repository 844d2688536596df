#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>

#include "certificate/badge.hpp"
#include "ports/certificates.hpp"

namespace kiosk::certificate {

/// Prints one certificate after the other on a thread of its own: a page takes a moment and a font takes memory, so
/// neither grows with the number of those who ask.
class Press final : public Certificates {
 public:
  /// `capacity`: how many may wait, besides the one at work.
  explicit Press(Issuer issuer, std::size_t capacity = 16);
  /// Finishes the one at work; those that wait get nothing.
  ~Press() override;
  Press(const Press&) = delete;
  Press& operator=(const Press&) = delete;

  std::string badge(const PublicApproval& approval, const std::string& credential,
                    const Language& language) const override;
  void print(PublicApproval approval, Language language, std::function<void(std::optional<std::string>)> done) override;

 private:
  struct Job {
    PublicApproval approval;
    Language language;
    std::function<void(std::optional<std::string>)> done;
  };

  void work_until_stopped();

  const Issuer issuer_;
  const std::size_t capacity_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> inbox_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace kiosk::certificate
