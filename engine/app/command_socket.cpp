#include "app/command_socket.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

namespace kiosk::app {

namespace {

constexpr std::size_t longest_field = 1U << 26U;  // all that is held on a person who saved answers without end
constexpr std::size_t most_words = 32;
constexpr int command_poll_ms = 200;
constexpr timeval send_patience{10, 0};
constexpr timeval answer_patience{0, 0};  // no limit: a large copy takes its time, and a server that ends hangs up

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return number_; }

 private:
  int number_;
};

std::optional<sockaddr_un> socket_address(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof address.sun_path) return std::nullopt;
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  return address;
}

const sockaddr* generic(const sockaddr_un& address) {
  return reinterpret_cast<const sockaddr*>(&address);  // the socket API's way of passing addresses
}

void set_patience(int descriptor, const timeval& receive) {
  ::setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &send_patience, sizeof send_patience);
  ::setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &receive, sizeof receive);
}

bool send_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool receive_exactly(int descriptor, char* into, std::size_t count) {
  while (count > 0) {
    const ssize_t received = ::recv(descriptor, into, count, 0);
    if (received < 0 && errno == EINTR) continue;
    if (received <= 0) return false;
    into += received;
    count -= static_cast<std::size_t>(received);
  }
  return true;
}

std::string netstring(const std::string& field) { return std::to_string(field.size()) + ":" + field + ","; }

std::optional<std::string> receive_netstring(int descriptor) {
  std::string length_text;
  for (char c = 0; c != ':';) {
    if (!receive_exactly(descriptor, &c, 1) || length_text.size() > 8) return std::nullopt;
    if (c != ':') length_text += c;
  }
  std::size_t length = 0;
  const char* end = length_text.data() + length_text.size();
  if (std::from_chars(length_text.data(), end, length).ptr != end || length_text.empty()) return std::nullopt;
  if (length > longest_field) return std::nullopt;
  std::string field(length + 1, '\0');
  if (!receive_exactly(descriptor, field.data(), field.size()) || field.back() != ',') return std::nullopt;
  field.pop_back();
  return field;
}

std::optional<CommandRequest> receive_request(int descriptor) {
  const std::optional<std::string> count_text = receive_netstring(descriptor);
  if (!count_text) return std::nullopt;
  std::size_t count = 0;
  std::from_chars(count_text->data(), count_text->data() + count_text->size(), count);
  if (count == 0 || count > most_words) return std::nullopt;
  CommandRequest request;
  for (std::size_t i = 0; i < count; ++i) {
    std::optional<std::string> word = receive_netstring(descriptor);
    if (!word) return std::nullopt;
    request.words.push_back(std::move(*word));
  }
  std::optional<std::string> secret = receive_netstring(descriptor);
  if (!secret) return std::nullopt;
  request.secret = std::move(*secret);
  return request;
}

}  // namespace

Result<std::unique_ptr<CommandSocket>> CommandSocket::open(const std::filesystem::path& path, CommandHandler handler) {
  const std::optional<sockaddr_un> address = socket_address(path);
  if (!address) {
    return failure(ErrorCode::store_failed,
                   "the path of the data directory is too long for a socket: " + path.string());
  }
  ::unlink(path.c_str());  // left by a server that was killed; the data directory's lock says that none runs
  const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const mode_t old_mask = ::umask(0177);  // 0600 from its first moment
  const bool bound = descriptor >= 0 && ::bind(descriptor, generic(*address), sizeof *address) == 0;
  ::umask(old_mask);
  if (!bound || ::listen(descriptor, 4) != 0) {
    std::string reason = std::strerror(errno);
    if (descriptor >= 0) ::close(descriptor);
    return failure(ErrorCode::store_failed, "cannot open " + path.string() + ": " + reason);
  }
  return std::unique_ptr<CommandSocket>(new CommandSocket(descriptor, path, std::move(handler)));
}

CommandSocket::CommandSocket(int descriptor, std::filesystem::path path, CommandHandler handler)
    : descriptor_(descriptor), path_(std::move(path)), handler_(std::move(handler)), thread_([this] { serve(); }) {}

CommandSocket::~CommandSocket() {
  stopping_ = true;
  thread_.join();
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

void CommandSocket::serve() {
  while (!stopping_) {
    pollfd waiting{descriptor_, POLLIN, 0};
    if (::poll(&waiting, 1, command_poll_ms) <= 0) continue;
    const Descriptor connection{::accept4(descriptor_, nullptr, nullptr, SOCK_CLOEXEC)};
    if (connection.get() >= 0) answer(connection.get());
  }
}

void CommandSocket::answer(int connection) {
  set_patience(connection, send_patience);
  const std::optional<CommandRequest> request = receive_request(connection);
  if (!request) return;
  const CommandOutcome outcome = handler_(*request);
  send_all(connection, netstring(std::to_string(outcome.exit_code)) + netstring(outcome.output));
}

std::optional<CommandOutcome> send_command(const std::filesystem::path& path, const CommandRequest& request) {
  const std::optional<sockaddr_un> address = socket_address(path);
  const Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (!address || socket.get() < 0 || ::connect(socket.get(), generic(*address), sizeof *address) != 0) {
    return std::nullopt;
  }
  set_patience(socket.get(), answer_patience);
  std::string message = netstring(std::to_string(request.words.size()));
  for (const std::string& word : request.words) message += netstring(word);
  if (!send_all(socket.get(), message + netstring(request.secret))) return std::nullopt;
  const std::optional<std::string> code = receive_netstring(socket.get());
  std::optional<std::string> output = receive_netstring(socket.get());
  if (!code || !output) return CommandOutcome{1, "the server ended before it answered\n"};
  return CommandOutcome{*code == "0" ? 0 : 1, std::move(*output)};
}

}  // namespace kiosk::app
