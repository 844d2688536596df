#include "rehearsal/applicant.hpp"

#include <algorithm>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace kiosk::rehearsal {

namespace {

using std::chrono::steady_clock;

constexpr milliseconds first_repeat{500};
constexpr milliseconds longest_repeat{8000};
constexpr milliseconds glance{200};  ///< before the result page asks for the result

std::uint64_t us_between(Moment from, Moment to) {
  const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(to - from).count();
  return passed > 0 ? static_cast<std::uint64_t>(passed) : 0;
}

/// An address of its own for each: the limits for one address are then as they are for people at home.
net::ip::address_v4 address_of(int number) {
  constexpr std::uint32_t first = 0x7F100001;  // 127.16.0.1
  return net::ip::address_v4{first + static_cast<std::uint32_t>(number)};
}

Seed seed_of_repeats(std::uint64_t seed, int number) {
  Seed bytes{};
  for (std::size_t i = 0; i < 8; ++i) {
    bytes.at(16 + i) = static_cast<std::uint8_t>(seed >> (8 * i));
    bytes.at(24 + i) = static_cast<std::uint8_t>(static_cast<std::uint64_t>(number) >> (8 * i));
  }
  return bytes;
}

bool may_be_repeated(int status) { return status == 0 || status == 429 || status == 503; }

}  // namespace

// Every question is a local on the line above its co_await: g++ 12 destroys temporaries inside it twice.

Applicant::Applicant(Course& course, int number)
    : course_(course),
      number_(number),
      schedule_(draw_schedule(course.outcome.scale, number, course.offer.items)),
      rng_(seed_of_repeats(course.outcome.scale.seed, number)),
      line_(course.io, course.server, address_of(number)),
      timer_(course.io) {}

net::awaitable<void> Applicant::attend() {
  bool goes_on = co_await come();
  if (goes_on) goes_on = co_await begin_exam();
  if (goes_on) goes_on = co_await answer_all();
  if (goes_on) co_await hand_in();
}

net::awaitable<bool> Applicant::open_page() {
  const Moment arrival = course_.begin + schedule_.look;
  for (const std::string& file : course_.offer.files) {
    const Question get{"GET", file, {}, {}, true};
    const bool there = co_await ask(RequestKind::page, arrival, get);
    if (!there) co_return false;
  }
  const Question exams{"GET", "/api/v1/exams", {}, {}};
  const bool offered = co_await ask(RequestKind::exams, arrival, exams);
  co_return offered;
}

net::awaitable<bool> Applicant::come() {
  const bool opened = co_await open_page();
  if (!opened) co_return false;
  const std::uint64_t seed = course_.outcome.scale.seed;
  const Question question{"POST", "/api/v1/applicants", write_registration(course_.offer, number_, seed),
                          "rehearsal-" + std::to_string(seed) + "-" + std::to_string(number_)};
  const bool registered = co_await ask(RequestKind::registration, course_.begin + schedule_.registration, question);
  if (registered) ++course_.outcome.checks.registered;
  co_return registered;
}

net::awaitable<bool> Applicant::begin_exam() {
  const Question prepare{"POST", "/api/v1/exams/" + course_.offer.exam + "/attempts", write_prepare(course_.offer), {}};
  const bool prepared = co_await ask(RequestKind::prepare, course_.begin + schedule_.prepare, prepare);
  if (!prepared) co_return false;
  const std::optional<std::string> id = read_attempt_id(body_);
  if (!id) {
    fault("the prepared attempt has no id");
    co_return false;
  }
  attempt_ = "/api/v1/attempts/" + *id;

  const Question start{"POST", attempt_ + "/start", "{}", {}};
  const bool started = co_await ask(RequestKind::start, course_.begin + schedule_.start, start);
  if (!started) co_return false;
  seen_ = steady_clock::now();
  std::optional<StartedPaper> paper = read_started(body_);
  if (!paper || paper->items.size() != static_cast<std::size_t>(course_.offer.items)) {
    fault("the paper is not as the exam says");
    co_return false;
  }
  paper_ = std::move(*paper);
  ++course_.outcome.checks.started;
  co_return true;
}

net::awaitable<bool> Applicant::answer_all() {
  const std::vector<PlannedAnswer>& answers = schedule_.answers;
  for (std::size_t first = 0; first < answers.size();) {
    co_await wait_until(seen_ + answers[first].at);
    const Moment now = steady_clock::now();
    std::size_t last = first + 1;
    while (last < answers.size() && seen_ + answers[last].at <= now) ++last;
    const bool saved = co_await save(first, last);
    if (!saved) co_return false;
    first = last;
  }
  co_return true;
}

net::awaitable<bool> Applicant::save(std::size_t first, std::size_t last) {
  std::vector<SentAnswer> sent;
  for (std::size_t i = first; i < last; ++i) {
    const PlannedAnswer& answer = schedule_.answers[i];
    const PaperItem& item = paper_.items[static_cast<std::size_t>(answer.item)];
    sent.push_back({item.id, paper_.next_revision++, answer_text(item, answer.choice)});
  }
  const Moment planned = seen_ + schedule_.answers[first].at;
  const auto since_start = std::chrono::duration_cast<milliseconds>(steady_clock::now() - seen_);
  const Question question{"PUT", attempt_ + "/responses", write_save(paper_.epoch, sent, since_start.count()), {}};
  const Trouble trouble = schedule_.answers[first].trouble;
  if (trouble == Trouble::reconnect) {
    const bool back = co_await come_back(planned);
    if (!back) co_return false;
  }
  if (trouble == Trouble::lost_reply) {
    co_await line_.ask_and_hang_up(question);
    ++course_.outcome.checks.sent_again;
  }
  const bool saved = co_await ask(RequestKind::save, planned, question);
  if (!saved) co_return false;
  // The other answers of the same save have waited since their own moments.
  const Moment now = steady_clock::now();
  for (std::size_t i = first + 1; i < last; ++i) {
    course_.outcome.figures.saved_along(us_between(seen_ + schedule_.answers[i].at, now));
  }
  note_saved(sent);
  co_return true;
}

net::awaitable<bool> Applicant::come_back(Moment planned) {
  line_.hang_up();
  ++course_.outcome.checks.reconnects;
  const Question state{"GET", attempt_, {}, {}};
  const bool there = co_await ask(RequestKind::state, planned, state);
  if (there) count_found();
  co_return there;
}

net::awaitable<bool> Applicant::hand_in() {
  const Question review{"GET", attempt_, {}, {}};
  const bool reviewed = co_await ask(RequestKind::state, seen_ + schedule_.review, review);
  if (!reviewed) co_return false;
  course_.outcome.checks.found += count_found();

  const Question submit{"POST", attempt_ + "/submit", write_submit(paper_.epoch), {}};
  const bool submitted = co_await ask(RequestKind::submit, seen_ + schedule_.submit, submit);
  if (!submitted) co_return false;
  ++course_.outcome.checks.submitted;

  const Question result{"GET", attempt_ + "/result", {}, {}};
  const bool read = co_await ask(RequestKind::result, steady_clock::now() + glance, result);
  if (read) ++course_.outcome.checks.results;
  co_return read;
}

net::awaitable<bool> Applicant::ask(RequestKind kind, Moment planned, const Question& question) {
  const bool was_early = steady_clock::now() < planned;
  co_await wait_until(planned);
  if (was_early) course_.outcome.lateness.add(us_between(planned, steady_clock::now()));
  Figures& figures = course_.outcome.figures;
  for (int repeats = 0;; ++repeats) {
    const Moment sent = steady_clock::now();
    Reply reply = co_await line_.ask(question);
    const Moment now = steady_clock::now();
    if (reply.status >= 200 && reply.status < 300) {
      figures.answered(kind, us_between(planned, now), us_between(sent, now));
      body_ = std::move(reply.body);
      co_return true;
    }
    if (reply.status == 0) figures.not_answered(kind);
    if (reply.status != 0) figures.refused(kind, reply.status);
    if (!may_be_repeated(reply.status) || is_too_late()) {
      const std::string status = reply.status == 0 ? "no reply" : std::to_string(reply.status);
      fault(std::string{kind_name(kind)} + " failed: " + status + " " + problem_code(reply.body));
      co_return false;
    }
    co_await wait_before_repeat(reply, repeats);
  }
}

net::awaitable<void> Applicant::wait_until(Moment moment) {
  if (moment <= steady_clock::now()) co_return;
  boost::system::error_code error;
  auto token = net::redirect_error(net::use_awaitable, error);
  timer_.expires_at(moment);
  co_await timer_.async_wait(token);
}

/// As long as the server says, or longer each time; and a bit more, so that not all come back at once.
net::awaitable<void> Applicant::wait_before_repeat(const Reply& reply, int repeats) {
  milliseconds wait = reply.retry_after;
  if (wait.count() == 0) wait = std::min(longest_repeat, first_repeat * (1 << std::min(repeats, 5)));
  wait += milliseconds{rng_.below(static_cast<std::uint64_t>(wait.count() / 2 + 1))};
  co_await wait_until(steady_clock::now() + wait);
}

void Applicant::note_saved(const std::vector<SentAnswer>& sent) {
  const auto saved = read_saved(body_);
  Checks& checks = course_.outcome.checks;
  for (const SentAnswer& answer : sent) {
    const std::pair<std::string, std::int64_t> name{answer.item, answer.revision};
    if (!saved || std::find(saved->begin(), saved->end(), name) == saved->end()) {
      fault("revision " + std::to_string(answer.revision) + " was answered with 200 and not saved");
      continue;
    }
    ++checks.acknowledged;
    if (acknowledged_.contains(answer.item)) ++checks.superseded;
    acknowledged_[answer.item] = answer;
  }
}

std::int64_t Applicant::count_found() {
  const auto responses = read_responses(body_);
  std::int64_t found = 0;
  for (const auto& [item, answer] : acknowledged_) {
    const bool known = responses && responses->contains(item);
    if (known && responses->at(item).revision == answer.revision && responses->at(item).answer == answer.answer) {
      ++found;
    } else {
      fault("the acknowledged revision " + std::to_string(answer.revision) +
            (known ? " is not there as it was sent" : " is missing"));
    }
  }
  return found;
}

void Applicant::fault(const std::string& what) {
  course_.outcome.checks.fault("applicant " + std::to_string(number_) + ": " + what);
}

}  // namespace kiosk::rehearsal
