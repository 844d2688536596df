#include "rehearsal/figures.hpp"

namespace kiosk::rehearsal {

std::string_view kind_name(RequestKind kind) {
  switch (kind) {
    case RequestKind::page: return "page";
    case RequestKind::exams: return "exams";
    case RequestKind::registration: return "register";
    case RequestKind::prepare: return "prepare";
    case RequestKind::start: return "start";
    case RequestKind::save: return "save";
    case RequestKind::state: return "state";
    case RequestKind::submit: return "submit";
    case RequestKind::result: return "result";
  }
  return "";
}

void Figures::answered(RequestKind kind, std::uint64_t latency_us, std::uint64_t exchange_us) {
  at(kind).latency.add(latency_us);
  at(kind).exchange.add(exchange_us);
  ++second_.answered;
  if (kind == RequestKind::save) ++second_.saved;
  (kind == RequestKind::save ? second_saves_ : second_others_).add(latency_us);
}

void Figures::saved_along(std::uint64_t latency_us) {
  at(RequestKind::save).latency.add(latency_us);
  second_saves_.add(latency_us);
}

void Figures::refused(RequestKind kind, int status) {
  KindFigures& figures = at(kind);
  if (status == 503) {
    ++figures.busy;
    ++second_.busy;
  } else if (status == 429) {
    ++figures.limited;
    ++second_.limited;
  } else {
    ++figures.errors;
    ++second_.errors;
  }
}

void Figures::not_answered(RequestKind kind) {
  ++at(kind).no_reply;
  ++second_.errors;
}

void Figures::end_second(const ServerSecond& server) {
  second_.server = server;
  second_.save_p50_us = second_saves_.quantile_us(0.5);
  second_.save_p99_us = second_saves_.quantile_us(0.99);
  second_.other_p99_us = second_others_.quantile_us(0.99);
  timeline_.push_back(second_);
  second_ = {};
  second_saves_.clear();
  second_others_.clear();
}

std::int64_t Figures::answered_in_all() const {
  std::uint64_t sum = 0;
  for (const KindFigures& kind : kinds_) sum += kind.latency.count();
  return static_cast<std::int64_t>(sum);
}

}  // namespace kiosk::rehearsal
