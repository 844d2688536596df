#include "sim/exam/sim_server.hpp"

#include "service/finish_attempt.hpp"
#include "service/server_time.hpp"

namespace kiosk::sim {

SimServer::SimServer(const ServerParts& parts, std::unique_ptr<sqlite::Writer> writer)
    : editions_(parts.codec),
      context_{parts.hasher, parts.entropy, parts.codec, parts.credentials, editions_, forms_, catalogue_},
      writer_(std::move(writer)) {}

std::unique_ptr<SimServer> SimServer::boot(const ServerParts& parts, const sqlite::DatabasePlace& place, LogSink& log,
                                           Instant now) {
  sqlite::WriterOptions options;
  options.place = place;
  options.on_fatal = [] {};
  Result<std::unique_ptr<sqlite::Writer>> writer = sqlite::Writer::open(std::move(options), log);
  if (writer.has_error()) return nullptr;
  std::unique_ptr<SimServer> server(new SimServer(parts, std::move(*writer)));
  return server->publish(parts.content, now) ? std::move(server) : nullptr;
}

bool SimServer::publish(const ContentSet& content, Instant now) {
  bool published = false;
  inbox_.push_back({[&](Tx& tx) -> Status {
                      Result<CataloguePointer> catalogue = publish_content(tx, context_, content, now);
                      if (catalogue.has_error()) return catalogue.error();
                      catalogue_.set(*catalogue);
                      return {};
                    },
                    [&](const Status& status) { published = status.has_value(); }});
  run_batch();
  return published;
}

template <class T>
void SimServer::submit(std::function<Result<T>(Tx&)> work, OnAnswered done) {
  auto value = std::make_shared<Result<T>>(failure(ErrorCode::internal));
  sqlite::Job job;
  job.work = [value, work = std::move(work)](Tx& tx) -> Status {
    *value = work(tx);
    if (value->has_error()) return value->error();
    return {};
  };
  job.done = [value, done = std::move(done)](const Status& status) {
    done(status.has_error() ? Answered{status.error()} : Answered{**value});
  };
  inbox_.push_back(std::move(job));
}

void SimServer::receive(const Request& request, Instant now, OnAnswered done) {
  struct Dispatch {
    SimServer& server;
    Instant now;
    OnAnswered done;

    void operator()(const RegisterCommand& command) {
      server.submit<Registered>([this_ = &server, command,
                                 now = now](Tx& tx) { return register_applicant(tx, this_->context_, command, now); },
                                done);
    }
    void operator()(const PrepareRequest& request) {
      const Exam& exam = server.catalogue_.get()->exams.front()->exam;
      PrepareCommand command{request.token, exam.id, "en", {}};
      for (const Rule& rule : exam.rules) command.rules_accepted.push_back(rule.id);
      server.submit<Prepared>(
          [this_ = &server, command, now = now](Tx& tx) { return prepare_attempt(tx, this_->context_, command, now); },
          done);
    }
    void operator()(const StartRequest& request) {
      server.submit<AttemptView>(
          [this_ = &server, request, now = now](Tx& tx) {
            const auto started = start_attempt(tx, this_->context_, request.token, request.attempt, now);
            if (started.has_error()) return started;
            return view_attempt(tx, this_->context_, request.token, request.attempt, now);
          },
          done);
    }
    void operator()(const SaveResponsesCommand& command) {
      server.submit<SaveReply>(
          [this_ = &server, command, now = now](Tx& tx) { return save_responses(tx, this_->context_, command, now); },
          done);
    }
    void operator()(const TakeOverRequest& request) {
      server.submit<AttemptView>(
          [this_ = &server, request, now = now](Tx& tx) {
            return take_over_attempt(tx, this_->context_, request.token, request.attempt, now);
          },
          done);
    }
    void operator()(const SubmitAttemptCommand& command) {
      server.submit<ResultView>(
          [this_ = &server, command, now = now](Tx& tx) { return submit_attempt(tx, this_->context_, command, now); },
          done);
    }
    void operator()(const ViewResultRequest& request) {
      server.submit<ResultView>(
          [this_ = &server, request, now = now](Tx& tx) {
            return view_result(tx, this_->context_, request.token, request.attempt, now);
          },
          done);
    }
  };
  std::visit(Dispatch{*this, now, std::move(done)}, request);
}

void SimServer::close_overdue(Instant now) {
  const Result<std::vector<Uuid>> overdue = overdue_attempts(view(), now, 100);
  for (const Uuid& attempt : overdue.value()) {
    inbox_.push_back(
        {[this, attempt, now](Tx& tx) { return close_attempt(tx, context_, attempt, now); }, [](const Status&) {}});
  }
}

void SimServer::keep_time(Instant now) {
  inbox_.push_back({[now](Tx& tx) -> Status {
                      keep_server_time(tx, {now, milliseconds{0}});
                      return {};
                    },
                    [](const Status&) {}});
}

void SimServer::run_batch() {
  std::vector<sqlite::Job> jobs;
  jobs.swap(inbox_);
  if (!jobs.empty() && !dead()) writer_->run_batch(jobs);
}

}  // namespace kiosk::sim
