#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kiosk::test {

using HttpFields = std::vector<std::pair<std::string, std::string>>;

struct HttpReply {
  int status = 0;
  HttpFields fields;  ///< names in lower case
  std::string head;   ///< as received
  std::string body;

  std::string field(std::string_view name) const;  ///< empty when absent
};

/// A small blocking HTTP/1.1 client over one connection to this machine. It sends what it is told, also what is wrong.
/// Keeps cookies and says it is a page of the server, unless told otherwise.
class HttpClient {
 public:
  explicit HttpClient(std::uint16_t port);
  HttpClient(HttpClient&& other) noexcept;
  HttpClient& operator=(HttpClient&&) = delete;
  ~HttpClient();

  /// Sends a request and reads the reply; connects again when the server has closed. Throws std::runtime_error when
  /// there is no reply.
  HttpReply ask(const std::string& method, const std::string& target, const std::string& body = {},
                const HttpFields& fields = {});

  /// `Origin` of changing requests; empty: none is sent.
  void set_origin(std::string origin) { origin_ = std::move(origin); }
  const std::string& origin() const { return origin_; }
  std::map<std::string, std::string>& cookies() { return cookies_; }

  void send_raw(std::string_view bytes);
  /// Nothing when the server closes the connection, or says nothing for `most`.
  std::optional<HttpReply> read_reply(bool with_body = true, std::chrono::milliseconds most = std::chrono::seconds{20});
  /// Whether the server ends the connection within `most` (what it still sends is dropped).
  bool is_closed_within(std::chrono::milliseconds most);
  void close();
  /// Closes so that the server gets a reset.
  void abort();

 private:
  void connect();
  bool receive(std::chrono::milliseconds most);
  std::string request_text(const std::string& method, const std::string& target, const std::string& body,
                           const HttpFields& fields) const;
  void keep_cookies(const HttpReply& reply);

  std::uint16_t port_;
  int socket_ = -1;
  std::string received_;
  std::string origin_;
  std::map<std::string, std::string> cookies_;
};

}  // namespace kiosk::test
