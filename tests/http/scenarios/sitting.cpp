#include "http/scenarios/sitting.hpp"

#include "json/parts.hpp"
#include "json/writer.hpp"
#include "support/sample_answers.hpp"

namespace kiosk::http {

namespace {

void write_entry(json::Writer& out, const FormItem& item, int revision, const Answer& answer) {
  out.begin_object();
  out.text("item", item.public_id);
  out.integer("revision", revision);
  json::write_answer(out, "answer", answer);
  out.boolean("marked", false);
  out.integer("since_start_ms", 1000 * revision);
  out.end();
}

}  // namespace

std::string registration(int person, const std::string& name, const std::string& region) {
  return R"({"name":")" + name + R"(","region":")" + region + R"(","language":"en","contact":"+86138)" +
         std::to_string(10'000'000 + person) + R"("})";
}

Sitting::Sitting(ServerBench& bench, int person, const std::string& region) : bench_(bench), browser_(bench) {
  const boost::json::value reply =
      browser_.ask_for(201, "POST", "/api/v1/applicants", registration(person, "Li Wei", region));
  id_ = at(reply, "/id");
  code_ = at(reply, "/candidate_code");
}

std::string Sitting::path(const std::string& step) const { return "/api/v1/attempts/" + attempt_ + step; }

Sitting& Sitting::sign_in_again() {
  browser_.ask_for(200, "POST", "/api/v1/sign-ins", R"({"candidate_code":")" + code_ + R"("})");
  return *this;
}

Sitting& Sitting::prepare() {
  const auto reply = browser_.ask_for(201, "POST", "/api/v1/exams/sample-exam/attempts", prepare_body);
  attempt_ = at(reply, "/attempt/id");
  form_ = bench_.form_of(attempt_);
  return *this;
}

Sitting& Sitting::start() {
  const auto reply = browser_.ask_for(200, "POST", path("/start"), "{}");
  epoch_ = std::stoi(at(reply, "/epoch"));
  return *this;
}

std::string Sitting::save_body(std::size_t item, int revision, bool right) {
  json::Writer out;
  out.begin_object();
  out.integer("epoch", epoch_);
  out.begin_array("responses");
  write_entry(out, form_.items.at(item), revision, test::public_answer(form_.items.at(item), *bench_.edition(), right));
  out.end();
  out.end();
  return out.take();
}

Sitting& Sitting::answer_all(std::size_t right) {
  json::Writer out;
  out.begin_object();
  out.integer("epoch", epoch_);
  out.begin_array("responses");
  for (std::size_t i = 0; i < form_.items.size(); ++i) {
    write_entry(out, form_.items[i], static_cast<int>(i) + 1,
                test::public_answer(form_.items[i], *bench_.edition(), i < right));
  }
  out.end();
  out.end();
  const auto reply = browser_.ask_for(200, "PUT", path("/responses"), out.take());
  CHECK(reply.at("saved").as_array().size() == form_.items.size());
  return *this;
}

boost::json::value Sitting::submit() {
  return browser_.ask_for(200, "POST", path("/submit"), R"({"epoch":)" + std::to_string(epoch_) + "}").at("result");
}

boost::json::value Sitting::sit(std::size_t right) { return prepare().start().answer_all(right).submit(); }

}  // namespace kiosk::http
