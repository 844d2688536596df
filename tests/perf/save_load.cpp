#include "perf/save_load.hpp"

#include <stdexcept>

namespace kiosk::perf {

namespace {

/// What a browser sends with a save, up to the length of the body.
std::string head_of(const Sitting& sitting, std::uint16_t port) {
  const std::string origin = "127.0.0.1:" + std::to_string(port);
  return "PUT /api/v1/attempts/" + sitting.attempt +
         "/responses HTTP/1.1\r\n"
         "Host: " +
         origin +
         "\r\nUser-Agent: Mozilla/5.0 (Linux; Android 8.1.0; Redmi 5A) AppleWebKit/537.36 Chrome/112.0 Mobile\r\n"
         "Accept: application/json\r\nAccept-Language: en\r\nContent-Type: application/json\r\n"
         "Origin: http://" +
         origin +
         "\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nCookie: kiosk-applicant=" + sitting.token +
         "\r\nContent-Length: ";
}

std::string answer_to(const PaperItem& item, int revision) {
  const auto turn = static_cast<std::size_t>(revision);
  if (item.kind == "numeric") return R"({"number":")" + std::to_string(revision) + "\"}";
  if (item.kind == "true_false") return turn % 2 == 0 ? R"({"choice":"true"})" : R"({"choice":"false"})";
  const std::string option = "\"" + item.options[turn % item.options.size()].id + "\"";
  if (item.kind == "multiple") return R"({"choices":[)" + option + "]}";
  return R"({"choice":)" + option + "}";
}

}  // namespace

SaveLoad::SaveLoad(std::vector<Sitting> sittings, std::uint16_t port)
    : sittings_(std::move(sittings)), requests_(sittings_.size()), revisions_(sittings_.size()) {
  for (const Sitting& sitting : sittings_) heads_.push_back(head_of(sitting, port));
}

std::string_view SaveLoad::next(std::size_t number) {
  const Sitting& sitting = sittings_[number];
  const int revision = ++revisions_[number];
  const PaperItem& item = sitting.items[static_cast<std::size_t>(revision) % sitting.items.size()];
  const std::string body = R"({"epoch":)" + std::to_string(sitting.epoch) + R"(,"responses":[{"item":")" + item.id +
                           R"(","revision":)" + std::to_string(revision) + R"(,"answer":)" + answer_to(item, revision) +
                           R"(,"marked":false,"since_start_ms":)" + std::to_string(1000 * revision) + "}]}";
  std::string& request = requests_[number];
  request.assign(heads_[number]).append(std::to_string(body.size())).append("\r\n\r\n").append(body);
  return request;
}

void SaveLoad::check(std::size_t number, const WireReply& reply) const {
  const std::string stored = R"("revision":)" + std::to_string(revisions_[number]) + "}]";
  if (reply.status != 200 || reply.body.find(stored) == std::string_view::npos) {
    throw std::runtime_error("a save was answered " + std::to_string(reply.status) + " " + std::string{reply.body});
  }
}

}  // namespace kiosk::perf
