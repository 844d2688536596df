#include "certificate/press.hpp"

#include <pthread.h>
#include <sys/resource.h>

#include <exception>
#include <utility>

#include "certificate/sheet.hpp"

namespace kiosk::certificate {

namespace {

constexpr int nice_of_printing = 5;  ///< exams that run come first where processors are few

std::optional<std::string> printed(const Issuer& issuer, const PublicApproval& approval, const Language& language) {
  try {
    return sheet(issuer, approval, language);
  } catch (const std::exception&) {  // for want of memory
    return std::nullopt;
  }
}

/// Whoever waits is told; should even that fail, his request ends by its time limit and the press goes on.
void give(const std::function<void(std::optional<std::string>)>& done, std::optional<std::string> pdf) {
  try {
    done(std::move(pdf));
  } catch (const std::exception&) {
    return;
  }
}

}  // namespace

Press::Press(Issuer issuer, std::size_t capacity) : issuer_(std::move(issuer)), capacity_(capacity) {
  thread_ = std::thread([this] {
    ::setpriority(PRIO_PROCESS, 0, nice_of_printing);  // on Linux that is this thread alone
    work_until_stopped();
  });
  ::pthread_setname_np(thread_.native_handle(), "certificates");
}

Press::~Press() {
  std::deque<Job> waiting;
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    waiting.swap(inbox_);
  }
  changed_.notify_all();
  for (const Job& job : waiting) job.done(std::nullopt);
  thread_.join();
}

std::string Press::badge(const PublicApproval& approval, const std::string& credential,
                         const Language& language) const {
  return certificate::badge(issuer_, approval, credential, language);
}

void Press::print(PublicApproval approval, Language language, std::function<void(std::optional<std::string>)> done) {
  {
    const std::lock_guard lock(mutex_);
    if (!stopping_ && inbox_.size() < capacity_) {
      inbox_.push_back({std::move(approval), std::move(language), std::move(done)});
      changed_.notify_one();
      return;
    }
  }
  done(std::nullopt);
}

void Press::work_until_stopped() {
  for (;;) {
    Job job;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return stopping_ || !inbox_.empty(); });
      if (stopping_) return;
      job = std::move(inbox_.front());
      inbox_.pop_front();
    }
    give(job.done, printed(issuer_, job.approval, job.language));
  }
}

}  // namespace kiosk::certificate
