#include "onboarding/approval_page.hpp"

#include <algorithm>
#include <array>

#include "base/markup.hpp"
#include "onboarding/page_words.hpp"
#include "onboarding/urls.hpp"

namespace kiosk::onboarding {

namespace {

std::string replaced(std::string text, const std::string& place, const std::string& value) {
  const std::size_t at = text.find(place);
  return at == std::string::npos ? text : text.replace(at, place.size(), value);
}

/// In the language, or in whichever there is.
std::string words_in(const LocalizedText& text, const Language& language) {
  return text.empty() ? std::string{} : escaped_markup(words(text, language));
}

/// Other languages by a link, since the page has no script.
std::string language_links(const Language& language) {
  const bool in_chinese = language == "zh-CN";
  return in_chinese ? R"(<a href="?lang=en" hreflang="en" lang="en">English</a>)"
                    : R"(<a href="?lang=zh-CN" hreflang="zh-CN" lang="zh-CN">中文</a>)";
}

std::string page(const Programme& programme, const Language& language, const std::string& title,
                 const std::string& content) {
  return "<!doctype html>\n<html lang=\"" + language +
         "\">\n<head>\n<meta charset=\"utf-8\">\n"
         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
         "<meta name=\"robots\" content=\"noindex\">\n<title>" +
         title + "</title>\n<link rel=\"stylesheet\" href=\"/pages/public.css\">\n</head>\n<body>\n<header><p>" +
         escaped_markup(programme.issuer_name) + "</p><nav>" + language_links(language) + "</nav></header>\n<main>\n" +
         content + "</main>\n</body>\n</html>\n";
}

std::string row(const std::string& name, const std::string& value) {
  return "<dt>" + name + "</dt><dd>" + value + "</dd>\n";
}

std::string day(Instant instant, const Language& language) {
  return "<time datetime=\"" + to_rfc3339(instant) + "\">" + day_words(instant, language) + "</time>";
}

std::string rule_title(const ShownRule& rule, const Language& language) {
  return rule.title.empty() ? escaped_markup(rule.accepted.rule) : words_in(rule.title, language);
}

/// R1, R2 and R3 count the rules as the credential does (achievement.cpp): in the order of the exam that was passed.
std::string reason_of(const PublicApproval& approval, const Language& language) {
  constexpr std::array counted{ReasonCode::r1, ReasonCode::r2, ReasonCode::r3};
  std::string words = reason_words(*approval.reason, language);
  for (std::size_t i = 0; i < std::min(counted.size(), approval.rules.size()); ++i) {
    if (approval.reason == counted[i]) return words + " <small>" + rule_title(approval.rules[i], language) + "</small>";
  }
  return words;
}

std::string rule_list(const PublicApproval& approval, const Language& language) {
  std::string list = "<ul>";
  for (const ShownRule& rule : approval.rules) {
    const std::string version =
        replaced(page_words(language).rule_version, "{version}", std::to_string(rule.accepted.version));
    list += "<li>" + rule_title(rule, language) + " <small>" + version + "</small></li>";
  }
  return list + "</ul>";
}

std::string fact_rows(const PublicApproval& approval, const Language& language) {
  const PageWords& words = page_words(language);
  const ApprovalRecord& record = approval.record;
  const std::string region = words_in(approval.region, language);
  const std::string code = "<small>" + escaped_markup(record.region) + "</small>";
  std::string rows = row(words.number, "<b>" + escaped_markup(record.number) + "</b>");
  if (!approval.holder.empty()) rows += row(words.holder, "<bdi>" + escaped_markup(approval.holder) + "</bdi>");
  rows += row(words.region, region + " " + code);
  rows += row(words.exam,
              words_in(approval.exam, language) + " <small>" + escaped_markup(record.exam_version) + "</small>");
  rows += row(words.issued, day(record.valid_from, language));
  rows += row(words.valid_until, day(record.valid_until, language));
  if (approval.reason) rows += row(words.reason, reason_of(approval, language));
  return rows + row(words.rules, rule_list(approval, language));
}

std::string time_line(Instant instant, const Language& language) {
  std::string time = to_rfc3339(instant);  // 2026-11-22T03:00:00Z
  time.resize(16);
  time[10] = ' ';
  return "<p class=\"small\">" + replaced(page_words(language).as_of, "{time}", time) + "</p>\n";
}

std::string button(const std::string& address, const char* name) {
  return "<a class=\"button\" href=\"" + address + "\">" + name + "</a> ";
}

}  // namespace

std::string approval_page(const Programme& programme, const PublicApproval& approval, const Language& language) {
  const PageWords& words = page_words(language);
  const ApprovalState state = approval.record.state;
  std::string content = "<h1>" + std::string{words.title} + "</h1>\n<div class=\"state " +
                        std::string{state_name(state)} + "\"><p class=\"word\">" + state_word(state, language) +
                        "</p><p>" + state_sentence(state, language) + "</p></div>\n<dl>\n" +
                        fact_rows(approval, language) + "</dl>\n" + time_line(approval.as_of, language);
  const std::string file = escaped_markup(credential_url(programme, approval.record.id));
  content += "<p class=\"files\">";
  if (state == ApprovalState::active) {  // nobody is helped to show what is not in force
    content +=
        button(file + ".pdf?lang=" + language, words.certificate) + button(file + ".svg?lang=" + language, words.badge);
  }
  content += button(file + ".jwt", words.credential) + "</p>\n<p class=\"small\">" + words.credential_hint + "</p>\n";
  return page(programme, language, std::string{words.title} + " " + escaped_markup(approval.record.number), content);
}

std::string unknown_approval_page(const Programme& programme, const Language& language) {
  const PageWords& words = page_words(language);
  return page(programme, language, words.unknown,
              "<h1>" + std::string{words.unknown} + "</h1>\n<p>" + words.unknown_hint + "</p>\n");
}

}  // namespace kiosk::onboarding
