#include "support/http_client/http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace kiosk::test {

namespace {

std::string lower_case(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

HttpReply parse_head(const std::string& head) {
  HttpReply reply;
  reply.head = head;
  reply.status = std::stoi(head.substr(9, 3));
  std::size_t start = head.find("\r\n") + 2;
  while (start < head.size()) {
    const std::size_t end = head.find("\r\n", start);
    const std::string line = head.substr(start, end - start);
    const std::size_t colon = line.find(": ");
    reply.fields.emplace_back(lower_case(line.substr(0, colon)), line.substr(colon + 2));
    start = end + 2;
  }
  return reply;
}

bool has_field(const HttpFields& fields, const std::string& name) {
  return std::any_of(fields.begin(), fields.end(), [&](const auto& field) { return lower_case(field.first) == name; });
}

}  // namespace

std::string HttpReply::field(std::string_view name) const {
  for (const auto& [known, value] : fields) {
    if (known == name) return value;
  }
  return {};
}

HttpClient::HttpClient(std::uint16_t port) : port_(port), origin_("http://127.0.0.1:" + std::to_string(port)) {}

HttpClient::HttpClient(HttpClient&& other) noexcept
    : port_(other.port_),
      socket_(std::exchange(other.socket_, -1)),
      received_(std::move(other.received_)),
      origin_(std::move(other.origin_)),
      cookies_(std::move(other.cookies_)) {}

HttpClient::~HttpClient() { close(); }

void HttpClient::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
  received_.clear();
}

void HttpClient::abort() {
  if (socket_ < 0) return;
  const linger reset{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  close();
}

void HttpClient::connect() {
  close();
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_ < 0) throw std::runtime_error("no socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port_);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    throw std::runtime_error("cannot connect");
  }
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void HttpClient::send_raw(std::string_view bytes) {
  if (socket_ < 0) connect();
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;  // the server has closed; reading will tell
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool HttpClient::receive(std::chrono::milliseconds most) {
  pollfd waiting{socket_, POLLIN, 0};
  if (::poll(&waiting, 1, static_cast<int>(most.count())) <= 0) return false;
  std::array<char, 65536> chunk{};
  const ssize_t count = ::recv(socket_, chunk.data(), chunk.size(), 0);
  if (count <= 0) return false;
  received_.append(chunk.data(), static_cast<std::size_t>(count));
  return true;
}

std::optional<HttpReply> HttpClient::read_reply(bool with_body, std::chrono::milliseconds most) {
  std::size_t head_end = 0;
  while ((head_end = received_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive(most)) return std::nullopt;
  }
  HttpReply reply = parse_head(received_.substr(0, head_end + 2));
  received_.erase(0, head_end + 4);
  const std::string length = reply.field("content-length");
  const std::size_t body_bytes = with_body && !length.empty() ? std::stoul(length) : 0;
  while (received_.size() < body_bytes) {
    if (!receive(most)) return std::nullopt;
  }
  reply.body = received_.substr(0, body_bytes);
  received_.erase(0, body_bytes);
  return reply;
}

bool HttpClient::is_closed_within(std::chrono::milliseconds most) {
  const auto until = std::chrono::steady_clock::now() + most;
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    if (left.count() <= 0) return false;
    pollfd waiting{socket_, POLLIN, 0};
    if (::poll(&waiting, 1, static_cast<int>(left.count())) <= 0) return false;
    std::array<char, 4096> dropped{};
    if (::recv(socket_, dropped.data(), dropped.size(), 0) <= 0) return true;
  }
}

std::string HttpClient::request_text(const std::string& method, const std::string& target, const std::string& body,
                                     const HttpFields& fields) const {
  std::string text = method + " " + target + " HTTP/1.1\r\n";
  const auto add = [&](const std::string& name, const std::string& value) {
    if (!has_field(fields, lower_case(name))) text += name + ": " + value + "\r\n";
  };
  add("Host", "127.0.0.1:" + std::to_string(port_));
  const bool changes = method != "GET" && method != "HEAD";
  if (changes && !origin_.empty()) add("Origin", origin_);
  if (!body.empty()) add("Content-Type", "application/json");
  if (!body.empty() || (changes && method != "DELETE")) add("Content-Length", std::to_string(body.size()));
  std::string cookies;
  for (const auto& [name, value] : cookies_) cookies += (cookies.empty() ? "" : "; ") + name + "=" + value;
  if (!cookies.empty()) add("Cookie", cookies);
  for (const auto& [name, value] : fields) text += name + ": " + value + "\r\n";
  return text + "\r\n" + body;
}

HttpReply HttpClient::ask(const std::string& method, const std::string& target, const std::string& body,
                          const HttpFields& fields) {
  const std::string text = request_text(method, target, body, fields);
  const bool fresh = socket_ < 0;
  send_raw(text);
  std::optional<HttpReply> reply = read_reply(method != "HEAD");
  if (!reply && !fresh) {  // a kept connection may have been closed meanwhile
    close();
    send_raw(text);
    reply = read_reply(method != "HEAD");
  }
  if (!reply) throw std::runtime_error("no reply to " + method + " " + target);
  if (reply->field("connection") == "close") close();
  keep_cookies(*reply);
  return *reply;
}

void HttpClient::keep_cookies(const HttpReply& reply) {
  for (const auto& [name, value] : reply.fields) {
    if (name != "set-cookie") continue;
    const std::size_t equals = value.find('=');
    const std::string cookie = value.substr(0, equals);
    const std::string token = value.substr(equals + 1, value.find(';') - equals - 1);
    if (token.empty()) {
      cookies_.erase(cookie);
    } else {
      cookies_[cookie] = token;
    }
  }
}

}  // namespace kiosk::test
