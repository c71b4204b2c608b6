#include "serve/http.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <latch>
#include <mutex>
#include <stdexcept>
#include <thread>

namespace trichluc::serve {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostBody = 5000;
constexpr std::size_t kLong = 24 << 20;  // more than the system keeps for a client that takes nothing

// A connection of a client.
class Client {
 public:
  explicit Client(std::uint16_t port, int room = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    if (room > 0) setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  Client(Client&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}
  Client& operator=(Client&&) = delete;
  ~Client() {
    if (socket_ >= 0) close(socket_);
  }

  // False where the server has ended the connection.
  bool Send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  // Until the connection ends, or nothing comes for so long.
  [[nodiscard]] std::string Take(milliseconds patience = seconds(20)) const {
    std::string all;
    std::string part(1 << 16, '\0');
    pollfd ready{socket_, POLLIN, 0};
    while (poll(&ready, 1, static_cast<int>(patience.count())) > 0) {
      const ssize_t count = recv(socket_, part.data(), part.size(), 0);
      if (count <= 0) break;
      all.append(part, 0, static_cast<std::size_t>(count));
    }
    return all;
  }
  // Does the server end it in that time?
  [[nodiscard]] bool EndsIn(milliseconds patience) const {
    const auto until = Clock::now() + patience;
    char byte = 0;
    pollfd ready{socket_, POLLIN, 0};
    while (Clock::now() < until) {
      if (poll(&ready, 1, 10) > 0 && recv(socket_, &byte, 1, 0) <= 0) return true;
    }
    return false;
  }

 private:
  int socket_;
};

class HttpTest : public testing::Test {
 protected:
  void TearDown() override {
    if (thread_.joinable()) Stop();
    EXPECT_EQ(admitted_, left_);
  }

  // Paths: /long, /throw, /wait (until the latch is open), /headers; any other answers with its body.
  void Start(const HttpLimits& limits = {}) {
    HttpService service;
    service.admit = [this](const Request& request) -> HttpService::Admission {
      if (request.path == "/refused") return {Response::Text(403, "no\n"), 0};
      ++admitted_;
      return {std::nullopt, request.IsReading() ? 0 : kMostBody, std::string(request.Header("x-client"))};
    };
    service.answer = [this](const Request& request) -> Response {
      if (request.path == "/throw") throw std::runtime_error("no memory");
      if (request.path == "/long") return Response::Text(200, std::string(kLong, 'x'));
      if (request.path == "/wait") open_.wait();
      if (request.path == "/headers") return {200, "text/plain", "", {{"X-Own", "own"}, {"X-Bad", "a\r\nX-Injected: b"}, {"X-Worse", std::string("a\nb")}, {"X-Of-All", "other"}}};
      return Response::Text(200, "[" + request.method + " " + request.path + " " + request.body + "]");
    };
    service.leave = [this](const Request&) { ++left_; };
    service.headers = {{"X-Of-All", "all"}};
    auto server = HttpServer::Listen("127.0.0.1", 0, std::move(service), limits);
    ASSERT_TRUE(server);
    server_.emplace(std::move(*server));
    thread_ = std::thread([this] { server_->Run(); });
  }
  // How long it took.
  Clock::duration Stop() {
    const auto start = Clock::now();
    server_->Stop();
    thread_.join();
    return Clock::now() - start;
  }
  [[nodiscard]] Client Connect(int room = 0) const { return Client(server_->port(), room); }
  // All that comes for one request, whose connection is closed behind it.
  [[nodiscard]] std::string Ask(const std::string& lines, const std::string& body = {}) const {
    const Client client = Connect();
    client.Send(lines + "\r\nHost: a\r\nConnection: close\r\n\r\n" + body);
    return client.Take();
  }
  static int StatusOf(const std::string& answer) { return answer.size() > 12 && answer.starts_with("HTTP/1.1 ") ? std::stoi(answer.substr(9, 3)) : 0; }
  static std::string BodyOf(const std::string& answer) { return answer.substr(std::min(answer.find("\r\n\r\n") + 4, answer.size())); }
  static std::size_t CountIn(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
  }
  // Long before the least of the times that a slow client is given.
  void ExpectServed() const {
    const auto start = Clock::now();
    EXPECT_EQ(StatusOf(Ask("GET / HTTP/1.1")), 200);
    EXPECT_LT(Clock::now() - start, HttpLimits{}.head_time / 2);
  }

  std::atomic<int> admitted_ = 0;
  std::atomic<int> left_ = 0;
  std::latch open_{1};
  std::optional<HttpServer> server_;
  std::thread thread_;
};

TEST_F(HttpTest, RequestsAreAnswered) {
  Start();
  EXPECT_EQ(BodyOf(Ask("GET /a%20b?c=d HTTP/1.1")), "[GET /a b ]");
  EXPECT_EQ(BodyOf(Ask("POST / HTTP/1.1\r\nContent-Length: 3", "abc")), "[POST / abc]");
  EXPECT_EQ(BodyOf(Ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked", "2;x=y\r\nab\r\n1\r\nc\r\n0\r\n\r\n")), "[POST / abc]");
  EXPECT_EQ(StatusOf(Ask("GET /refused HTTP/1.1")), 403);
  const std::string head = Ask("HEAD / HTTP/1.1");
  EXPECT_EQ(StatusOf(head), 200);
  EXPECT_NE(head.find("Content-Length: 9\r\n"), std::string::npos);
  EXPECT_EQ(BodyOf(head), "");
}

TEST_F(HttpTest, RequestsBehindEachOtherAreAnsweredInTheirOrder) {
  Start();
  const Client client = Connect();
  client.Send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nPOST /2 HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\nxGET /3 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /4 HTTP/1.1\r\nHost: a\r\n\r\n");
  const std::string all = client.Take();
  EXPECT_LT(all.find("[GET /1 ]"), all.find("[POST /2 x]"));
  EXPECT_LT(all.find("[POST /2 x]"), all.find("[GET /3 ]"));
  EXPECT_EQ(all.find("/4"), std::string::npos);
}

TEST_F(HttpTest, AClientIsAskedForItsBody) {
  Start();
  const Client client = Connect();
  client.Send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
  EXPECT_EQ(client.Take(milliseconds(300)), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Send("abc");
  EXPECT_EQ(BodyOf(client.Take()), "[POST / abc]");
}

TEST_F(HttpTest, EachAnswerHasTheHeadersOfAll) {
  Start({.head_bytes = 2000});
  const std::vector<std::pair<int, std::string>> answers = {{200, Ask("GET / HTTP/1.1")},
                                                            {403, Ask("GET /refused HTTP/1.1")},
                                                            {500, Ask("GET /throw HTTP/1.1")},
                                                            {400, Ask("GET %zz HTTP/1.1")},
                                                            {400, Ask("GET / HTTP/9.9")},
                                                            {400, Ask("\x16\x03\x01")},
                                                            {431, Ask("GET / HTTP/1.1\r\nX: " + std::string(3000, 'a'))},
                                                            {413, Ask("POST / HTTP/1.1\r\nContent-Length: 5001")},
                                                            {501, Ask("POST / HTTP/1.1\r\nTransfer-Encoding: gzip, chunked")}};
  for (const auto& [status, answer] : answers) {
    EXPECT_EQ(StatusOf(answer), status) << answer;
    EXPECT_EQ(CountIn(answer, "\r\nX-Of-All: all\r\n"), 1U) << answer;
  }
}

TEST_F(HttpTest, AHeaderIsOneLine) {
  Start();
  const std::string answer = Ask("GET /headers HTTP/1.1");
  EXPECT_NE(answer.find("\r\nX-Own: own\r\n"), std::string::npos);
  EXPECT_EQ(answer.find("X-Injected"), std::string::npos);
  EXPECT_EQ(answer.find("X-Bad"), std::string::npos);
  EXPECT_EQ(answer.find("X-Worse"), std::string::npos);
  EXPECT_NE(answer.find("\r\nX-Of-All: other\r\n"), std::string::npos);
  EXPECT_EQ(answer.find("X-Of-All: all"), std::string::npos);
}

TEST_F(HttpTest, WhatIsThrownCostsOneAnswer) {
  Start();
  const Client client = Connect();
  client.Send("GET /throw HTTP/1.1\r\nHost: a\r\n\r\nGET /next HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  const std::string all = client.Take();
  EXPECT_EQ(StatusOf(all), 500);
  EXPECT_EQ(all.find("no memory"), std::string::npos);
  EXPECT_NE(all.find("[GET /next ]"), std::string::npos);
}

TEST_F(HttpTest, BodiesHaveALimit) {
  Start();
  EXPECT_EQ(StatusOf(Ask("POST / HTTP/1.1\r\nContent-Length: 5000", std::string(5000, 'a'))), 200);
  EXPECT_EQ(StatusOf(Ask("POST / HTTP/1.1\r\nContent-Length: 5001", std::string(5001, 'a'))), 413);
  EXPECT_EQ(StatusOf(Ask("POST / HTTP/1.1\r\nContent-Length: 18446744073709551615")), 413);
  EXPECT_EQ(StatusOf(Ask("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 99999999")), 413);
  EXPECT_EQ(StatusOf(Ask("GET / HTTP/1.1\r\nContent-Length: 1", "a")), 413);
  std::string chunks;
  for (int i = 0; i < 5001; ++i) chunks += "1\r\na\r\n";
  EXPECT_EQ(StatusOf(Ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked", chunks + "0\r\n\r\n")), 413);
  EXPECT_EQ(StatusOf(Ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked", "1389\r\n" + std::string(5001, 'a') + "\r\n0\r\n\r\n")), 413);
  EXPECT_EQ(StatusOf(Ask("POST / HTTP/1.1\r\nTransfer-Encoding: chunked", "ffffffffffffffff\r\na")), 413);
  EXPECT_EQ(StatusOf(Ask("GET / HTTP/1.1\r\nTransfer-Encoding: chunked", "1\r\na\r\n0\r\n\r\n")), 413);
  EXPECT_EQ(StatusOf(Ask("GET / HTTP/1.1\r\nTransfer-Encoding: chunked", "0\r\n\r\n")), 200);
}

TEST_F(HttpTest, ABodyHasOneEnd) {
  Start();
  const std::string inner = "GET /inner HTTP/1.1\r\nHost: a\r\n\r\n";
  for (const char* lines : {"Content-Length: 5\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 5", "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5, 6", "Content-Length: -1", "Content-Length: 0x5", "Content-Length: +5",
                            "Transfer-Encoding: xchunked", "Transfer-Encoding: gzip, chunked", "Transfer-Encoding: chunked, gzip", "Transfer-Encoding: identity", "Transfer-Encoding: chunked;a=b", "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked",
                            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", "Transfer-Encoding : chunked"}) {
    const Client client = Connect();
    client.Send("POST /outer HTTP/1.1\r\nHost: a\r\n" + std::string(lines) + "\r\n\r\n0\r\n\r\n" + inner);
    const std::string answer = client.Take();
    EXPECT_TRUE(StatusOf(answer) == 400 || StatusOf(answer) == 501) << lines << " → " << answer;
    EXPECT_EQ(answer.find("/inner"), std::string::npos) << lines;
  }
  // Chunks are of HTTP/1.1.
  EXPECT_EQ(StatusOf(Ask("POST / HTTP/1.0\r\nTransfer-Encoding: chunked", "0\r\n\r\n")), 501);
}

TEST_F(HttpTest, ASlowHeadIsGivenUp) {
  Start({.head_time = seconds(1)});
  const Client silent = Connect();
  const Client slow = Connect();
  const auto start = Clock::now();
  bool sent = slow.Send("GET / HTTP/1.1\r\nX: ");
  while (sent && Clock::now() - start < seconds(5)) {
    std::this_thread::sleep_for(milliseconds(50));
    sent = slow.Send("a");
  }
  EXPECT_FALSE(sent);
  EXPECT_GT(Clock::now() - start, milliseconds(900));
  EXPECT_LT(Clock::now() - start, seconds(4));
  EXPECT_TRUE(silent.EndsIn(seconds(2)));
}

TEST_F(HttpTest, ABodyHasToKeepAPace) {
  Start({.body_time = seconds(1), .slowest = 1000});
  const Client slow = Connect();
  const auto start = Clock::now();
  bool sent = slow.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\n");
  while (sent && Clock::now() - start < seconds(8)) {
    std::this_thread::sleep_for(milliseconds(50));
    sent = slow.Send("a");
  }
  EXPECT_FALSE(sent);
  EXPECT_GT(Clock::now() - start, milliseconds(900));
  EXPECT_LT(Clock::now() - start, seconds(6));
  // One that keeps it has all the time it needs.
  const Client steady = Connect();
  EXPECT_TRUE(steady.Send("POST / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: 5000\r\n\r\n"));
  for (int i = 0; i < 10; ++i) {
    std::this_thread::sleep_for(milliseconds(200));
    EXPECT_TRUE(steady.Send(std::string(500, 'b')));
  }
  EXPECT_EQ(StatusOf(steady.Take()), 200);
}

TEST_F(HttpTest, AnAnswerThatNobodyTakesIsGivenUp) {
  Start({.answer_time = seconds(1)});
  const Client deaf = Connect(4096);
  deaf.Send("GET /long HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto until = Clock::now() + seconds(8);
  while (left_ == 0 && Clock::now() < until) std::this_thread::sleep_for(milliseconds(20));
  EXPECT_EQ(left_, 1);
  ExpectServed();
}

TEST_F(HttpTest, LongAnswersTogetherHaveALimit) {
  Start({.answer_bytes = 2 * kLong});
  std::vector<Client> deaf;
  for (int i = 0; i < 2; ++i) {
    deaf.push_back(Connect(4096));
    deaf.back().Send("GET /long HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  // The head is there when the answer is.
  for (const Client& client : deaf) EXPECT_FALSE(client.EndsIn(milliseconds(300)));
  EXPECT_EQ(StatusOf(Ask("GET /long HTTP/1.1")), 503);
  ExpectServed();
  deaf.clear();
  std::this_thread::sleep_for(milliseconds(300));
  EXPECT_EQ(Ask("GET /long HTTP/1.1").size() > kLong, true);
}

TEST_F(HttpTest, WhoKeepsOthersWaitingMakesRoom) {
  Start({.connections = 4});
  const std::string body = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\na";
  for (const std::string& first : {std::string(), std::string("GET / HT"), body, std::string("GET /long HTTP/1.1\r\nHost: a\r\n\r\n")}) {
    std::vector<Client> clients;
    for (int i = 0; i < 8; ++i) {
      clients.push_back(Connect(4096));
      clients.back().Send(first);
    }
    std::this_thread::sleep_for(milliseconds(600));
    ExpectServed();
    ExpectServed();
  }
}

TEST_F(HttpTest, WhatIsBeingAnsweredKeepsItsConnection) {
  Start({.connections = 2, .threads = 2});
  std::vector<Client> clients;
  for (int i = 0; i < 2; ++i) {
    clients.push_back(Connect());
    clients.back().Send("GET /wait HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  }
  const Client third = Connect();
  third.Send("GET /third HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(third.Take(milliseconds(700)), "");
  open_.count_down();
  for (const Client& client : clients) EXPECT_EQ(BodyOf(client.Take()), "[GET /wait ]");
  EXPECT_EQ(BodyOf(third.Take()), "[GET /third ]");
}

TEST_F(HttpTest, OneClientWithManyRequestsKeepsNoOtherWaiting) {
  Start({.threads = 2, .waiting = 3});
  std::vector<Client> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(Connect());
    clients.back().Send("GET /wait HTTP/1.1\r\nHost: a\r\nX-Client: a\r\nConnection: close\r\n\r\n");
    while (admitted_ <= i) std::this_thread::sleep_for(milliseconds(5));
  }
  std::this_thread::sleep_for(milliseconds(100));
  EXPECT_EQ(BodyOf(Ask("GET /other HTTP/1.1\r\nX-Client: b")), "[GET /other ]");
  const std::string refused = Ask("GET /more HTTP/1.1\r\nX-Client: a");
  EXPECT_EQ(StatusOf(refused), 429) << refused;
  EXPECT_NE(refused.find("\r\nRetry-After: 1\r\n"), std::string::npos);
  open_.count_down();
  for (const Client& client : clients) EXPECT_EQ(BodyOf(client.Take()), "[GET /wait ]");
}

TEST_F(HttpTest, WhatWaitsForATurnIsAnsweredBeforeTheEnd) {
  Start({.threads = 2});
  std::vector<Client> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(Connect());
    clients.back().Send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  while (admitted_ < 4) std::this_thread::sleep_for(milliseconds(5));
  std::this_thread::sleep_for(milliseconds(100));
  std::thread later([this] {
    std::this_thread::sleep_for(milliseconds(300));
    open_.count_down();
  });
  EXPECT_LT(Stop(), seconds(3));
  later.join();
  for (const Client& client : clients) EXPECT_NE(client.Take().find("[GET /wait ]"), std::string::npos);
}

TEST_F(HttpTest, ItEndsWhateverClientsDo) {
  Start({.end_time = seconds(1)});
  std::vector<Client> clients;
  for (const std::string& first : {std::string(), std::string("GET / HT"), std::string("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\na"), std::string("GET /long HTTP/1.1\r\nHost: a\r\n\r\n"), std::string("GET / HTTP/1.1\r\nHost: a\r\n\r\n")}) {
    clients.push_back(Connect(4096));
    clients.back().Send(first);
  }
  std::this_thread::sleep_for(milliseconds(300));
  EXPECT_LT(Stop(), seconds(3));
}

TEST_F(HttpTest, ItEndsAtOnceWhereNobodyTakesAnAnswer) {
  Start({.end_time = seconds(10)});
  const Client idle = Connect();
  const Client slow = Connect();
  slow.Send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\na");
  std::this_thread::sleep_for(milliseconds(200));
  EXPECT_LT(Stop(), seconds(2));
}

TEST_F(HttpTest, WhatIsBeingAnsweredIsAnsweredBeforeTheEnd) {
  Start();
  const Client client = Connect();
  client.Send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  while (admitted_ == 0) std::this_thread::sleep_for(milliseconds(5));
  std::thread later([this] {
    std::this_thread::sleep_for(milliseconds(300));
    open_.count_down();
  });
  EXPECT_LT(Stop(), seconds(3));
  later.join();
  EXPECT_NE(client.Take().find("[GET /wait ]"), std::string::npos);
}

TEST_F(HttpTest, WhereItCannotListenItSaysSo) {
  const auto nowhere = HttpServer::Listen("plans.example.vn", 0, {});
  ASSERT_FALSE(nowhere);
  EXPECT_NE(nowhere.error().message.find("plans.example.vn"), std::string::npos);
  Start();
  const auto taken = HttpServer::Listen("127.0.0.1", server_->port(), {});
  ASSERT_FALSE(taken);
  EXPECT_NE(taken.error().message.find(std::to_string(server_->port())), std::string::npos);
}

}  // namespace
}  // namespace trichluc::serve
