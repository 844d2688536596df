#include "http/reply_head.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/ensure.hpp"
#include "http/text.hpp"

namespace kiosk::http {

namespace {

/// The pages load only files of this server; nothing may frame them, and nothing inline runs.
constexpr std::string_view security_fields =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=()\r\n";

/// Fetch standard, sections 3.3 and 3.7. With `*` browsers send no cookies.
constexpr std::string_view for_any_origin =
    "Access-Control-Allow-Origin: *\r\n"
    "Cross-Origin-Resource-Policy: cross-origin\r\n";
constexpr std::string_view for_our_pages = "Cross-Origin-Resource-Policy: same-origin\r\n";

constexpr std::string_view strict_transport = "Strict-Transport-Security: max-age=31536000\r\n";

std::string_view reason_phrase(int status) {
  switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 204: return "No Content";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 406: return "Not Acceptable";
    case 409: return "Conflict";
    case 410: return "Gone";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 501: return "Not Implemented";
    case 503: return "Service Unavailable";
    default: return "";  // the phrase may be empty (RFC 9112 §4)
  }
}

void append_field(std::string& head, std::string_view name, std::string_view value) {
  ENSURE(value.find_first_of("\r\n") == std::string_view::npos, "a header field of ours holds a line break");
  head.append(name).append(": ").append(value).append("\r\n");
}

bool has_field(const Reply& reply, std::string_view name) {
  return std::any_of(reply.fields.begin(), reply.fields.end(),
                     [&](const Field& field) { return lower_case(field.name) == name; });
}

std::string two_digits(unsigned value) {
  return {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
}

}  // namespace

std::string http_date(Instant instant) {
  constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto days = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::year_month_day date{days};
  const auto in_day = std::chrono::floor<seconds>(instant - days).count();
  const auto part = [&](std::int64_t unit, std::int64_t modulus) {
    return two_digits(static_cast<unsigned>(in_day / unit % modulus));
  };
  std::string text{weekdays.at(std::chrono::weekday{days}.c_encoding())};
  text += ", " + two_digits(static_cast<unsigned>(date.day())) + " ";
  text += months.at(static_cast<unsigned>(date.month()) - 1);
  text += " " + std::to_string(static_cast<int>(date.year())) + " ";
  return text + part(3600, 24) + ":" + part(60, 60) + ":" + part(1, 60) + " GMT";
}

std::string reply_head(const Reply& reply, const ReplyHeadFacts& facts) {
  std::string head;
  head.reserve(1024);
  head.append("HTTP/1.1 ").append(std::to_string(reply.status)).append(" ").append(reason_phrase(reply.status));
  head.append("\r\n");
  for (const Field& field : reply.fields) append_field(head, field.name, field.value);
  if (!has_field(reply, "cache-control")) append_field(head, "Cache-Control", "no-store");
  if (reply.status != 204 && reply.status != 304 && !reply.next_piece) {
    append_field(head, "Content-Length", std::to_string(reply.bytes().size()));
  }
  append_field(head, "Date", http_date(facts.now));
  append_field(head, "X-Request-Id", facts.request_id);
  if (!facts.keeps_open) append_field(head, "Connection", "close");
  head.append(security_fields);
  head.append(facts.for_any_origin ? for_any_origin : for_our_pages);
  if (facts.https) head.append(strict_transport);
  head.append("\r\n");
  return head;
}

}  // namespace kiosk::http
