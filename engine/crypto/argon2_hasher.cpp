#include "crypto/argon2_hasher.hpp"

#include <pthread.h>
#include <sodium.h>
#include <sys/resource.h>

#include <array>
#include <utility>

#include "base/ensure.hpp"

namespace kiosk::crypto {

namespace {

constexpr int nice_of_hashing = 5;  ///< exams that run come first where processors are few

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19U * 1024U * 1024U;

void wipe(std::string& text) { sodium_memzero(text.data(), text.size()); }

std::optional<std::string> encoded_hash(const std::string& password) {
  std::array<char, crypto_pwhash_STRBYTES> encoded{};
  const int status = crypto_pwhash_str(encoded.data(), password.data(), password.size(), passes, memory_bytes);
  if (status != 0) return std::nullopt;
  return std::string(encoded.data());
}

std::optional<bool> fits(const std::string& password, const std::string& encoded) {
  if (encoded.empty()) {
    // Nobody has this name: the same work, and never right.
    return encoded_hash(password) ? std::optional<bool>(false) : std::nullopt;
  }
  return crypto_pwhash_str_verify(encoded.c_str(), password.data(), password.size()) == 0;
}

}  // namespace

Argon2Hasher::Argon2Hasher(std::size_t threads, std::size_t capacity) : capacity_(capacity) {
  ENSURE(threads >= 1 && threads <= most_threads, "one or two hashing threads");
  ENSURE(sodium_init() >= 0, "libsodium starts");
  for (std::size_t i = 0; i < threads; ++i) {
    threads_.emplace_back([this] {
      ::setpriority(PRIO_PROCESS, 0, nice_of_hashing);  // on Linux that is this thread alone
      work_until_stopped();
    });
    ::pthread_setname_np(threads_.back().native_handle(), "passwords");
  }
}

Argon2Hasher::~Argon2Hasher() {
  std::deque<Job> waiting;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    waiting.swap(inbox_);
  }
  changed_.notify_all();
  for (const Job& job : waiting) job.refuse();
  for (std::thread& thread : threads_) thread.join();
}

std::size_t Argon2Hasher::waiting() const {
  const std::lock_guard lock(mutex_);
  return inbox_.size();
}

void Argon2Hasher::hash(std::string password, std::function<void(std::optional<std::string>)> done) {
  Job job;
  job.refuse = [done] { done(std::nullopt); };
  job.work = [password = std::move(password), done = std::move(done)]() mutable {
    auto encoded = encoded_hash(password);
    wipe(password);
    done(std::move(encoded));
  };
  accept(std::move(job));
}

void Argon2Hasher::verify(std::string password, std::string encoded, std::function<void(std::optional<bool>)> done) {
  Job job;
  job.refuse = [done] { done(std::nullopt); };
  job.work = [password = std::move(password), encoded = std::move(encoded), done = std::move(done)]() mutable {
    const std::optional<bool> answer = fits(password, encoded);
    wipe(password);
    done(answer);
  };
  accept(std::move(job));
}

void Argon2Hasher::accept(Job job) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && inbox_.size() < capacity_) {
      inbox_.push_back(std::move(job));
      changed_.notify_one();
      return;
    }
  }
  job.refuse();
}

void Argon2Hasher::work_until_stopped() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !inbox_.empty(); });
      if (stopping_) return;
      job = std::move(inbox_.front());
      inbox_.pop_front();
    }
    job.work();
  }
}

}  // namespace kiosk::crypto
