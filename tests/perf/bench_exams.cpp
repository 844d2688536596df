#include <boost/json.hpp>
#include <stdexcept>

#include "perf/bench.hpp"
#include "perf/child_process.hpp"
#include "perf/seed.hpp"
#include "perf/wire_client.hpp"

namespace kiosk::perf {

namespace {

/// One browser after the other on one connection: register, prepare, start, answer each item, hand in, look.
class Walk {
 public:
  Walk(std::uint16_t port, int line, int exams)
      : origin_("127.0.0.1:" + std::to_string(port)), line_(line), exams_left_(exams) {}

  std::string_view next() {
    if (exams_left_ == 0) return {};
    request_ = text_of_step();
    return request_;
  }

  void take(const WireReply& reply) {
    if (reply.status >= 300) {
      throw std::runtime_error("step " + std::to_string(step_) + " of an exam was answered " +
                               std::to_string(reply.status) + " " + std::string{reply.body});
    }
    if (step_ == 0) cookie_ = between(reply.head, "Set-Cookie: ", ";");
    if (step_ == 1) attempt_ = between(reply.body, R"("id":")", "\"");
    if (step_ == 2) items_ = boost::json::parse(std::string{reply.body}).at("paper").at("items").as_array();
    ++step_;
    if (step_ > last_save() + 2) finish();
  }

  int finished() const { return finished_; }

 private:
  int last_save() const { return 2 + static_cast<int>(items_.size()); }

  void finish() {
    step_ = 0;
    items_.clear();
    cookie_.clear();
    --exams_left_;
    ++finished_;
  }

  std::string text_of_step() {
    if (step_ == 0) return post("POST", "/api/v1/applicants", registration());
    if (step_ == 1) {
      return post("POST", "/api/v1/exams/kiosk-partner/attempts",
                  R"({"language":"en","rules_accepted":["price-alignment","no-cross-region-sales","no-cheating"]})");
    }
    const std::string attempt = "/api/v1/attempts/" + attempt_;
    if (step_ == 2) return post("POST", attempt + "/start", "{}");
    if (step_ <= last_save()) return post("PUT", attempt + "/responses", save());
    if (step_ == last_save() + 1) return post("POST", attempt + "/submit", R"({"epoch":1})");
    return "GET " + attempt + "/result HTTP/1.1\r\nHost: " + origin_ + "\r\nCookie: " + cookie_ + "\r\n\r\n";
  }

  std::string registration() const {
    return R"({"name":"A Fan","region":"CN-GD","language":"en","contact":"fan-)" + std::to_string(line_) + "-" +
           std::to_string(finished_) + R"(@example.org"})";
  }

  std::string save() const {
    const boost::json::object& item = items_.at(static_cast<std::size_t>(step_ - 3)).as_object();
    const std::string_view kind{item.at("kind").as_string()};
    std::string answer = R"({"choice":"true"})";
    if (kind == "numeric") answer = R"({"number":"5"})";
    if (kind == "single" || kind == "multiple") {
      const std::string option{item.at("options").as_array().front().at("id").as_string()};
      answer = kind == "single" ? R"({"choice":")" + option + "\"}" : R"({"choices":[")" + option + "\"]}";
    }
    return R"({"epoch":1,"responses":[{"item":")" + std::string{item.at("id").as_string()} + R"(","revision":)" +
           std::to_string(step_ - 2) + R"(,"answer":)" + answer + R"(,"marked":false,"since_start_ms":)" +
           std::to_string(step_ * 1000) + "}]}";
  }

  std::string post(const std::string& verb, const std::string& path, const std::string& body) const {
    return verb + " " + path + " HTTP/1.1\r\nHost: " + origin_ + "\r\nOrigin: http://" + origin_ +
           "\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\n" +
           (cookie_.empty() ? "" : "Cookie: " + cookie_ + "\r\n") + "Content-Length: " + std::to_string(body.size()) +
           "\r\n\r\n" + body;
  }

  static std::string between(std::string_view text, std::string_view before, std::string_view after) {
    const std::size_t from = text.find(before);
    if (from == std::string_view::npos) throw std::runtime_error("an answer lacks " + std::string{before});
    const std::size_t start = from + before.size();
    return std::string{text.substr(start, text.find(after, start) - start)};
  }

  std::string origin_;
  int line_;
  int exams_left_;
  int finished_ = 0;
  int step_ = 0;
  std::string cookie_;
  std::string attempt_;
  boost::json::array items_;
  std::string request_;
};

}  // namespace

std::vector<Row> bench_exams(const Scale& scale) {
  const int lines = scale.pick(48, 2);
  const int exams_each = scale.pick(2, 1);  // within the budget of registrations from one address
  const Folder folder("exams");
  ExamServer server(folder.path() / "data", scale.banks);
  std::vector<Walk> walks;
  for (int line = 0; line < lines; ++line) walks.emplace_back(server.port(), line, exams_each);
  const double before = server.process().cpu_seconds();
  WireClient client(server.port(), walks.size());
  const LoadOutcome outcome = client.run(
      std::chrono::hours{1}, [&walks](std::size_t line) { return walks[line].next(); },
      [&walks](std::size_t line, const WireReply& reply) { walks[line].take(reply); });
  const double cpu_s = server.process().cpu_seconds() - before;
  int finished = 0;
  for (const Walk& walk : walks) finished += walk.finished();
  if (finished != lines * exams_each) throw std::runtime_error("not every exam came to its result");
  return {{"CPU of a whole exam of 40 items, s", number(cpu_s / finished, 4),
           std::to_string(finished) + " exams, " + std::to_string(outcome.answered) + " requests", "", "≤ 0.006"}};
}

}  // namespace kiosk::perf
