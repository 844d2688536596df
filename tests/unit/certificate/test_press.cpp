// Goal: however many ask for certificates, one is at work, a few wait, and the others hear so at once.

#include <atomic>
#include <catch2/catch.hpp>
#include <future>
#include <vector>

#include "certificate/press.hpp"

namespace kiosk::certificate {

namespace {

PublicApproval an_approval() {
  PublicApproval shown;
  shown.record.number = "KP-CN-GD-2026-000123";
  shown.page_token = "q83vEjRWeJCrze8SNFZ4kA";
  return shown;
}

}  // namespace

TEST_CASE("A full press refuses at once and finishes what it took") {
  constexpr std::size_t capacity = 2;
  std::atomic<int> printed{0};
  std::atomic<int> refused{0};
  std::promise<void> begun;
  std::promise<void> go_on;
  {
    Press press({"https://cert.example", "Office"}, capacity);
    press.print(an_approval(), "en", [&](const std::optional<std::string>& pdf) {
      if (pdf) ++printed;
      begun.set_value();
      go_on.get_future().wait();
    });
    begun.get_future().wait();  // the first is off the inbox, and holds the press
    for (int i = 0; i < 5; ++i) {
      press.print(an_approval(), "zh-CN", [&](const std::optional<std::string>& pdf) {
        ++(pdf && pdf->starts_with("%PDF-") ? printed : refused);
      });
    }
    CHECK(refused == 3);
    go_on.set_value();
    std::promise<void> last;
    while (true) {
      std::promise<bool> taken;
      press.print(an_approval(), "en",
                  [&](const std::optional<std::string>& pdf) { taken.set_value(pdf.has_value()); });
      if (taken.get_future().get()) break;
    }
    CHECK(printed == 3);
  }
}

TEST_CASE("A press that is stopped answers all that wait") {
  std::promise<void> begun;
  std::promise<void> go_on;
  std::atomic<int> nothing{0};
  auto press = std::make_unique<Press>(Issuer{"https://cert.example", "Office"}, 8);
  press->print(an_approval(), "en", [&](const std::optional<std::string>&) {
    begun.set_value();
    go_on.get_future().wait();
  });
  begun.get_future().wait();
  for (int i = 0; i < 3; ++i) {
    press->print(an_approval(), "en", [&](const std::optional<std::string>& pdf) {
      if (!pdf && ++nothing == 3) go_on.set_value();
    });
  }
  press.reset();
  CHECK(nothing == 3);
}

}  // namespace kiosk::certificate
