#include "sim/exam/sim_server.hpp"

#include <limits>

#include "service/finish_attempt.hpp"
#include "service/operator_commands.hpp"
#include "service/tokens.hpp"

namespace kiosk::sim {

namespace {

constexpr const char* staff_name = "hq";
constexpr std::size_t all = std::numeric_limits<std::size_t>::max();
constexpr int most_closed_at_once = 64;

Result<HeardFeed> heard_feed(const ReadTx& tx, const Context& context, const FeedQuery& query) {
  HeardFeed heard;
  const Result<FeedPage> page =
      read_feed(tx, context, query, [&](const OutboxEvent& event) { heard.events.push_back(event); });
  if (page.has_error()) return page.error();
  heard.page = *page;
  return heard;
}

template <class T>
Answered to_answered(const Status& status, const Result<T>& value) {
  if (status.has_error()) return status.error();
  if (value.has_error()) return value.error();
  return *value;
}

}  // namespace

SimServer::SimServer(const ServerParts& parts, std::unique_ptr<sqlite::Writer> writer, std::size_t inbox_limit)
    : editions_(parts.codec),
      context_{parts.hasher, parts.entropy, parts.codec, parts.credentials, editions_, forms_, catalogue_},
      writer_(std::move(writer)),
      inbox_(inbox_limit) {}

std::unique_ptr<SimServer> SimServer::open(const ServerParts& parts, const LifeOptions& life, LogSink& log) {
  sqlite::WriterOptions options;
  options.place = life.place;
  options.checkpoints = life.checkpoints;
  Result<std::unique_ptr<sqlite::Writer>> writer = sqlite::Writer::open(std::move(options), log);
  if (writer.has_error()) return nullptr;
  return std::unique_ptr<SimServer>(new SimServer(parts, std::move(*writer), life.inbox_limit));
}

bool SimServer::offer(const ContentSet& content, Instant now) {
  bool published = false;
  publish(content, now, [&](const Status& status) { published = status.has_value(); });
  run_batch(all);
  return published && sign_staff_in(now);
}

void SimServer::publish(const ContentSet& content, Instant now, std::function<void(const Status&)> done) {
  auto catalogue = std::make_shared<CataloguePointer>();
  submit({[this, catalogue, content, now](Tx& tx) -> Status {
            Result<CataloguePointer> offered = publish_content(tx, context_, content, now);
            if (offered.has_error()) return offered.error();
            *catalogue = std::move(*offered);
            return {};
          },
          [this, catalogue, done = std::move(done)](const Status& status) {
            if (status.has_value()) catalogue_.set(*catalogue);
            done(status);
          }});
}

/// Also gives the reader of the feed its token.
bool SimServer::sign_staff_in(Instant now) {
  bool signed_in = false;
  submit({[this, now](Tx& tx) -> Status {
            if (!tx.people().staff_account(staff_name)) {
              const auto added = add_staff(tx, context_, {staff_name, Role::hq, "no password is ever checked"}, now);
              if (added.has_error()) return added.error();
            }
            const auto staff = sign_in_staff(tx, context_, staff_name, now);
            if (staff.has_error()) return staff.error();
            const auto machine = add_machine_token(tx, context_, "of-life-" + random_token_id(context_.entropy),
                                                   {Scope::events_read}, now);
            if (machine.has_error()) return machine.error();
            staff_token_ = staff->sign_in.token;
            machine_token_ = *machine;
            return {};
          },
          [&](const Status& status) { signed_in = status.has_value(); }});
  run_batch(all);
  return signed_in;
}

void SimServer::submit(sqlite::Job job) {
  using Put = sqlite::Inbox<sqlite::Job>::Put;
  switch (inbox_.put(job)) {
    case Put::taken: return;
    case Put::full: return job.done(failure(ErrorCode::store_busy));
    case Put::closed: return job.done(failure(ErrorCode::unavailable));
  }
}

template <class T>
void SimServer::answer_after(std::function<Result<T>(Tx&)> work, OnAnswered done) {
  auto value = std::make_shared<Result<T>>(failure(ErrorCode::internal));
  submit({[value, work = std::move(work)](Tx& tx) -> Status {
            *value = work(tx);
            if (value->has_error()) return value->error();
            return {};
          },
          [value, done = std::move(done)](const Status& status) { done(to_answered(status, *value)); }});
}

template <class T>
void SimServer::answer_now(const std::function<Result<T>(const ReadTx&)>& query, const OnAnswered& done) {
  try {
    done(to_answered(Status{}, query(view())));
  } catch (const sqlite::Failure& failure) {
    done(sqlite::to_error(failure));
  }
}

struct SimServer::Dispatch {
  SimServer& server;
  Instant now;
  const OnAnswered& done;

  Context& context() const { return server.context_; }

  void operator()(const RegisterCommand& command) const {
    server.answer_after<Registered>(
        [&c = context(), command, now = now](Tx& tx) { return register_applicant(tx, c, command, now); }, done);
  }
  void operator()(const PrepareRequest& request) const {
    const Exam& exam = server.catalogue_.get()->exams.front()->exam;
    PrepareCommand command{request.token, exam.id, "en", {}};
    for (const Rule& rule : exam.rules) command.rules_accepted.push_back(rule.id);
    server.answer_after<Prepared>(
        [&c = context(), command, now = now](Tx& tx) { return prepare_attempt(tx, c, command, now); }, done);
  }
  /// The paper is read after the commit, as the server does it.
  void operator()(const StartRequest& request) const {
    server.answer_after<AttemptView>(
        [&c = context(), r = request, now = now](Tx& tx) { return start_attempt(tx, c, r.token, r.attempt, now); },
        [&s = server, r = request, now = now, done = done](const Answered& answer) {
          if (std::holds_alternative<Error>(answer)) return done(answer);
          Dispatch{s, now, done}(ViewRequest{r.token, r.attempt});
        });
  }
  void operator()(const ViewRequest& request) const {
    server.answer_now<AttemptView>(
        [&](const ReadTx& tx) { return view_attempt(tx, context(), request.token, request.attempt, now); }, done);
  }
  void operator()(const SaveResponsesCommand& command) const {
    server.answer_after<SaveReply>(
        [&c = context(), command, now = now](Tx& tx) { return save_responses(tx, c, command, now); }, done);
  }
  void operator()(const TakeOverRequest& request) const {
    server.answer_after<AttemptView>(
        [&c = context(), r = request, now = now](Tx& tx) { return take_over_attempt(tx, c, r.token, r.attempt, now); },
        done);
  }
  void operator()(const SubmitAttemptCommand& command) const {
    server.answer_after<ResultView>(
        [&c = context(), command, now = now](Tx& tx) { return submit_attempt(tx, c, command, now); }, done);
  }
  void operator()(const ViewResultRequest& request) const {
    server.answer_now<ResultView>(
        [&](const ReadTx& tx) { return view_result(tx, context(), request.token, request.attempt, now); }, done);
  }
  void operator()(const ExtendRequest& request) const {
    const ExtendAttemptCommand command{server.staff_token_, request.attempt, extension_time, "the network was down"};
    server.answer_after<AttemptView>(
        [&c = context(), command, now = now](Tx& tx) { return extend_attempt(tx, c, command, now); }, done);
  }
  void operator()(const FeedRequest& request) const {
    const FeedQuery query{server.machine_token_, request.last_event_id, 100};
    server.answer_now<HeardFeed>([&](const ReadTx& tx) { return heard_feed(tx, context(), query); }, done);
  }
};

void SimServer::receive(const Request& request, Instant now, const OnAnswered& done) {
  std::visit(Dispatch{*this, now, done}, request);
}

/// As the server's ticker: one job an attempt.
void SimServer::close_overdue(Instant now) {
  try {
    const Result<std::vector<Uuid>> overdue = overdue_attempts(view(), now, most_closed_at_once);
    for (const Uuid& attempt : overdue.value()) {
      submit(
          {[this, attempt, now](Tx& tx) { return close_attempt(tx, context_, attempt, now); }, [](const Status&) {}});
    }
  } catch (const sqlite::Failure&) {  // the next tick tries again
  }
}

void SimServer::keep_time(const ServerTime& time, std::function<void()> kept) {
  submit({[time](Tx& tx) -> Status {
            keep_server_time(tx, time);
            return {};
          },
          [kept = std::move(kept)](const Status& status) {
            if (status.has_value()) kept();
          }});
}

void SimServer::run_batch(std::size_t most) {
  std::vector<sqlite::Job> jobs = inbox_.take(most);
  if (!jobs.empty() && !failed()) writer_->run_batch(jobs);
}

void SimServer::stop() {
  inbox_.close();
  while (inbox_.size() > 0 && !failed()) run_batch(all);
  writer_->stop();
}

}  // namespace kiosk::sim
