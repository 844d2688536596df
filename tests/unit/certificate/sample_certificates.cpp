// Writes certificates of the sample approval into a folder, for checks by programs that others wrote.

#include <fstream>
#include <future>
#include <iostream>

#include "certificate/badge.hpp"
#include "certificate/press.hpp"
#include "unit/onboarding/sample_approval.hpp"

using namespace kiosk;

namespace {

constexpr const char* credential = "eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2lnbmF0dXJl-_";

PublicApproval shown_approval() {
  PublicApproval shown;
  shown.record = test::sample_approval();
  shown.region = {{"en", "Guangdong, China"}, {"zh-CN", "广东, 中国"}};
  shown.exam = {{"en", "Kiosk Partner Exam"}, {"zh-CN", "小米小店合伙人考试"}};
  shown.rules = {{{"price-alignment", 1}, {{"en", "Price alignment"}, {"zh-CN", "价格一致"}}},
                 {{"no-cross-region-sales", 1}, {{"en", "No cross-region sales"}, {"zh-CN", "不跨区域销售"}}},
                 {{"no-cheating", 2}, {{"en", "No cheating"}, {"zh-CN", "不作弊"}}}};
  shown.page_token = "q83vEjRWeJCrze8SNFZ4kA";
  return shown;
}

PublicApproval with_holder(PublicApproval approval, std::string holder) {
  approval.holder = std::move(holder);
  return approval;
}

PublicApproval in_state(PublicApproval approval, ApprovalState state) {
  approval.record.state = state;
  return approval;
}

/// Text that tries to be markup wherever text can stand.
PublicApproval hostile_approval() {
  const std::string markup = "</text><script>alert('x')</script>&\"<b>\x1b\xff";
  PublicApproval shown = with_holder(shown_approval(), markup + std::string(3000, 'W'));
  shown.region = {{"en", markup}};
  shown.exam = {{"en", markup + std::string(3000, '&')}};
  shown.rules = {{{markup, 1}, {}}};
  return shown;
}

class Folder {
 public:
  explicit Folder(std::string path) : path_(std::move(path)) {}

  void write(const std::string& name, const std::string& bytes) const {
    std::ofstream{path_ + "/" + name, std::ios::binary} << bytes;
  }

 private:
  std::string path_;
};

std::string printed(Certificates& press, const PublicApproval& approval, const Language& language) {
  std::promise<std::optional<std::string>> done;
  press.print(approval, language, [&](std::optional<std::string> pdf) { done.set_value(std::move(pdf)); });
  return done.get_future().get().value();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: sample_certificates FOLDER\n";
    return 2;
  }
  const Folder folder{argv[1]};
  certificate::Press press{{"https://cert.example", "Kiosk Programme Certification Office"}};
  const PublicApproval shown = shown_approval();
  folder.write("plain.pdf", printed(press, shown, "en"));
  folder.write("again.pdf", printed(press, shown, "en"));
  folder.write("named.pdf", printed(press, with_holder(shown, "叶荣 Ye Rong"), "en"));
  folder.write("chinese.pdf", printed(press, with_holder(shown, "叶荣"), "zh-CN"));
  folder.write("rare.pdf", printed(press, with_holder(shown, "\U00020bb7田"), "zh-CN"));
  folder.write("hostile.pdf", printed(press, hostile_approval(), "en"));
  for (const ApprovalState state :
       {ApprovalState::suspended, ApprovalState::revoked, ApprovalState::expired, ApprovalState::superseded}) {
    const std::string name{state_name(state)};
    folder.write(name + ".pdf", printed(press, with_holder(in_state(shown, state), "叶荣 Ye Rong"), "en"));
    folder.write(name + "-chinese.pdf", printed(press, in_state(shown, state), "zh-CN"));
    folder.write(name + ".svg", press.badge(in_state(shown, state), credential, "en"));
  }
  folder.write("badge.svg", press.badge(with_holder(shown, "Nobody Here"), credential, "en"));
  folder.write("chinese.svg", press.badge(shown, credential, "zh-CN"));
  folder.write("hostile.svg", press.badge(hostile_approval(), credential + std::string{"\"><script>"}, "en"));
  return 0;
}
