#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

#include "ports/password_hasher.hpp"

namespace kiosk::crypto {

/// Argon2id (RFC 9106) with 19 MiB and two passes: about 0.15 s of one core a password (approvals.md §5).
class Argon2Hasher final : public PasswordHasher {
 public:
  /// Each thread works on one password at a time.
  static constexpr std::size_t most_threads = 2;

  /// `threads`: 1 .. most_threads. `capacity`: how many may wait, besides those being worked on.
  explicit Argon2Hasher(std::size_t threads = 1, std::size_t capacity = 32);
  /// Finishes what is being worked on; those that still wait get nothing.
  ~Argon2Hasher() override;
  Argon2Hasher(const Argon2Hasher&) = delete;
  Argon2Hasher& operator=(const Argon2Hasher&) = delete;

  /// When the inbox is full, `done` gets nothing at once, on the caller's thread. It also gets nothing when the
  /// machine has no memory for the work. `done` must not throw.
  void hash(std::string password, std::function<void(std::optional<std::string>)> done) override;
  void verify(std::string password, std::string encoded, std::function<void(std::optional<bool>)> done) override;

  /// Passwords that wait, besides those being worked on. From any thread.
  std::size_t waiting() const;

 private:
  struct Job {
    std::function<void()> work;
    std::function<void()> refuse;
  };

  void accept(Job job);
  void work_until_stopped();

  const std::size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> inbox_;
  bool stopping_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace kiosk::crypto
