// HTTP/1.1 over TCP, for a small number of people: everything that a client sends or keeps waiting is bounded.
//
// One thread reads and writes all connections; requests are answered on others. A connection has one request at a time. Whoever
// sends too slowly, too much, or what is no request loses the connection and costs no other. Where there are too many connections,
// those go that kept this server waiting longest. Requests of several clients are answered in turns (turns.h).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "serve/message.h"
#include "trichluc/result.h"

namespace trichluc::serve {

struct HttpLimits {
  std::size_t connections = 128;
  std::size_t head_bytes = 32 << 10;
  std::size_t answer_bytes = 512 << 20;   // of all answers that clients are still taking; over that only short ones are given
  unsigned threads = 4;                   // that answer; where there are several, one client has all but one at most
  std::size_t waiting = 32;               // requests of one client, to be answered
  std::chrono::seconds head_time{10};     // to send a head, and between two requests
  std::chrono::seconds body_time{30};     // to send a body, and more for each part that came
  std::chrono::seconds answer_time{60};   // to take an answer, and more for each part that went
  std::chrono::seconds end_time{3};       // to take an answer when the server ends
  std::size_t slowest = 64 << 10;         // bytes a second that a long body, or a long answer, must go at
  // How long a client may be behind that before it can lose its connection to another that waits for one.
  std::chrono::milliseconds patience{250};
};

// What is done with a request.
struct HttpService {
  // Of the head alone, before any byte of a body is read: what it is refused with, or how long its body may be. It is called on
  // the thread of all connections, and may not wait.
  struct Admission {
    std::optional<Response> refusal;
    std::size_t most_body = 0;
    std::string client{};  // among whose requests it counts
  };
  std::function<Admission(const Request&)> admit;
  // On any of the threads that answer. What it throws is answered with 500.
  std::function<Response(const Request&)> answer;
  // Of an admitted request, once its answer was sent or its connection is gone; with the thread of admit.
  std::function<void(const Request&)> leave;
  // That each answer has, also to what is no request, unless it says otherwise itself.
  Pairs headers{};
};

class HttpServer {
 public:
  // Binds to an address ("127.0.0.1", "::1") and a port; 0 takes a free one.
  static Result<HttpServer> Listen(const std::string& address, std::uint16_t port, HttpService service, const HttpLimits& limits = {});
  HttpServer(HttpServer&&) noexcept;
  HttpServer& operator=(HttpServer&&) noexcept;
  ~HttpServer();

  [[nodiscard]] std::uint16_t port() const;
  // Serves until SIGINT or SIGTERM, or until Stop. Requests that are being answered are answered first; a second signal ends the
  // program as it would any other.
  void Run();
  // From any thread.
  void Stop();

 private:
  struct State;
  class Session;
  explicit HttpServer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace trichluc::serve
