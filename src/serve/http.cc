#include "serve/http.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <algorithm>
#include <array>
#include <csignal>
#include <exception>
#include <iterator>
#include <limits>
#include <unordered_set>
#include <utility>

#include "serve/turns.h"

namespace trichluc::serve {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using asio::ip::tcp;

std::string LowerCase(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

// Is it what was sent that is at fault, and not the connection?
bool IsOfHttp(error_code fault) { return fault && fault.category() == http::make_error_code(http::error::bad_method).category(); }

std::string_view View(boost::beast::string_view text) { return {text.data(), text.size()}; }

// Only whole bodies are read, and chunks of them. Where one says that its body comes in another way, or in two, somebody in between
// may see another end of it than this server does.
bool IsCodedOtherwise(const http::request<http::string_body>& head) {
  const auto [first, last] = head.equal_range(http::field::transfer_encoding);
  return first != last && (std::next(first) != last || head.version() < 11 || LowerCase(View(first->value())) != "chunked");
}

// In one line: else it would begin another header.
bool IsValue(std::string_view value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; });
}

bool HasHeader(const Response& response, std::string_view name) {
  return std::any_of(response.headers.begin(), response.headers.end(), [&](const auto& header) { return header.first == name; });
}

using Clock = std::chrono::steady_clock;

}  // namespace

struct HttpServer::State {
  State(HttpService service_, const HttpLimits& limits_) : service(std::move(service_)), limits(limits_), acceptor(io), signals(io), pause(io), workers(limits_.threads), turns({.threads = limits_.threads, .waiting = limits_.waiting}) {}

  void Dispatch();
  void Accept();
  bool MakeRoom();
  void Close();

  HttpService service;
  HttpLimits limits;
  asio::io_context io{1};
  tcp::acceptor acceptor;
  asio::signal_set signals;
  asio::steady_timer pause;
  asio::thread_pool workers;
  std::unordered_set<Session*> sessions;
  std::size_t answers = 0;  // bytes of those that clients are taking
  bool stopping = false;
  Turns turns;              // the last: what waits in it is of sessions
};

// One connection. It lives as long as something is under way on it.
class HttpServer::Session : public std::enable_shared_from_this<Session> {
 public:
  Session(State& server, tcp::socket socket) : server_(server), stream_(std::move(socket)) { server_.sessions.insert(this); }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session() {
    Leave();
    server_.sessions.erase(this);
    if (server_.stopping && server_.sessions.empty()) server_.pause.cancel();
  }

  // Takes no further request, and none that is not whole yet.
  void End() {
    if (waits_ && !serializer_) Drop();
  }
  // Whatever its client still sends or takes: nothing of it is waited for.
  void Drop() {
    if (waits_) stream_.close();
  }
  // Its client is behind since then; nothing where this server is.
  [[nodiscard]] std::optional<Clock::time_point> BehindSince() const { return waits_ ? std::optional(fair_) : std::nullopt; }

  void ReadHead() {
    if (server_.stopping) return Close();
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(server_.limits.head_bytes));
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());  // it is known only by the head; until then no body is read
    request_ = {};
    error_code ignored;
    request_.client = stream_.socket().remote_endpoint(ignored).address().to_string();
    Begin();
    Wait(0, server_.limits.head_time);
    http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](error_code fault, std::size_t) { self->TakeHead(fault); });
  }

 private:
  // What is sent or taken from now on has to keep a pace.
  void Begin() {
    fair_ = Clock::now();
    waits_ = true;
  }
  // For the next part of it, when so many more bytes are through. They give it time, but none to save up: what the system keeps for a
  // client is through at once, whether it is ever taken or not.
  void Wait(std::size_t bytes, Clock::duration patience) {
    fair_ = std::min(Clock::now(), fair_ + std::chrono::microseconds(bytes * 1'000'000 / server_.limits.slowest));
    stream_.expires_at(fair_ + patience);
  }

  void TakeHead(error_code fault) {
    if (fault == http::error::header_limit) return Refuse(Response::Text(431, "The head of the request is too long.\n"));
    if (IsOfHttp(fault) && fault != http::error::end_of_stream && fault != http::error::partial_message)
      return Refuse(Response::Text(400, "This is no request of HTTP (" + fault.message() + ").\n"));
    if (fault) return Close();
    const auto& head = parser_->get();
    if (IsCodedOtherwise(head)) return Refuse(Response::Text(501, "A body can come in chunks, and in no other coding.\n"));
    keep_ = head.keep_alive();
    request_.method = View(head.method_string());
    for (const auto& field : head) request_.headers.emplace_back(LowerCase(View(field.name_string())), View(field.value()));
    if (!request_.SetTarget(View(head.target()))) return Refuse(Response::Text(400, "The address does not hold.\n"));
    HttpService::Admission admission = server_.service.admit(request_);
    if (admission.refusal) return Refuse(std::move(*admission.refusal));
    admitted_ = true;
    client_ = std::move(admission.client);
    const std::uint64_t length = parser_->content_length().value_or(0);
    if (length > admission.most_body) return Refuse(Response::Text(413, "The body of the request is too long.\n"));
    parser_->body_limit(admission.most_body);
    Begin();
    // Some clients send the body only when they are asked to.
    if (View(head[http::field::expect]) == "100-continue") return AskForBody();
    ReadBody();
  }

  void AskForBody() {
    auto go_on = std::make_shared<http::response<http::empty_body>>(http::status::continue_, 11);
    http::async_write(stream_, *go_on, [self = shared_from_this(), go_on](error_code fault, std::size_t) {
      if (!fault) self->ReadBody();
    });
  }

  void ReadBody(std::size_t before = 0) {
    if (parser_->is_done()) return TakeBody();
    const std::size_t size = parser_->get().body().size();
    Wait(size - before, server_.limits.body_time);
    http::async_read_some(stream_, buffer_, *parser_, [self = shared_from_this(), size](error_code fault, std::size_t) {
      if (fault == http::error::body_limit) return self->Refuse(Response::Text(413, "The body of the request is too long.\n"));
      if (fault) return self->Refuse(Response::Text(400, "The request was cut off or does not hold.\n"));
      self->ReadBody(size);
    });
  }

  void TakeBody() {
    request_.body = std::move(parser_->get().body());
    stream_.expires_never();
    waits_ = false;
    const bool waits = server_.turns.Add(client_, [self = shared_from_this()]() mutable {
      auto response = std::make_shared<Response>(self->Answer());
      // The session may be gone only on its own thread.
      asio::io_context& io = self->server_.io;
      asio::post(io, [self = std::move(self), response] {
        self->server_.turns.Done(self->client_);
        self->server_.Dispatch();
        self->Write(std::move(*response));
      });
    });
    if (waits) return server_.Dispatch();
    Response refusal = Response::Text(429, "Many requests of yours are waiting here already; try again when some of them are answered.\n");
    refusal.headers.emplace_back("Retry-After", "1");
    Write(std::move(refusal));
  }

  // Too little memory for one request is no end of all.
  Response Answer() const {
    try {
      return server_.service.answer(request_);
    } catch (const std::exception&) {
      return Response::Text(500, "This could not be answered.\n");
    }
  }

  // Where a request was not read to its end, nothing else can be read.
  void Refuse(Response response) {
    keep_ = false;
    Write(std::move(response));
  }

  void Write(Response response) {
    constexpr std::size_t kShort = 64 << 10;
    if (response.body.size() > kShort && server_.answers + response.body.size() > server_.limits.answer_bytes)
      response = Response::Text(503, "Others are taking long answers; try again in a moment.\n");
    message_.emplace(static_cast<http::status>(response.status), 11);
    if (server_.stopping) keep_ = false;
    message_->keep_alive(keep_);
    message_->set(http::field::content_type, response.type);
    for (const auto& [name, value] : response.headers) {
      if (IsValue(value)) message_->insert(name, value);
    }
    for (const auto& [name, value] : server_.service.headers) {
      if (!HasHeader(response, name)) message_->insert(name, value);
    }
    message_->body() = std::move(response.body);
    message_->prepare_payload();
    if (request_.method == "HEAD") message_->body().clear();  // the length stays
    size_ = message_->body().size();
    server_.answers += size_;
    serializer_.emplace(*message_);
    Begin();
    WriteSome(0);
  }

  void WriteSome(std::size_t more) {
    Wait(more, server_.stopping ? server_.limits.end_time : server_.limits.answer_time);
    http::async_write_some(stream_, *serializer_, [self = shared_from_this()](error_code fault, std::size_t count) {
      if (!fault && !self->serializer_->is_done()) return self->WriteSome(count);
      self->Leave();
      if (fault || !self->keep_) return self->Close();
      self->ReadHead();
    });
  }

  // The request and its answer are over.
  void Leave() {
    serializer_.reset();
    message_.reset();
    server_.answers -= std::exchange(size_, 0);
    if (std::exchange(admitted_, false)) server_.service.leave(request_);
  }

  // What the client still sends is read for a moment: else it might lose the answer that tells it why.
  void Close() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    Begin();
    Wait(0, std::chrono::seconds(1));
    Drain(0);
  }

  void Drain(std::size_t drained) {
    constexpr std::size_t kMost = 1 << 20;
    if (drained > kMost || server_.stopping) return;
    stream_.async_read_some(asio::buffer(rest_), [self = shared_from_this(), drained](error_code fault, std::size_t count) {
      if (!fault) self->Drain(drained + count);
    });
  }

  State& server_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_{256 << 10};
  std::optional<http::request_parser<http::string_body>> parser_;
  Request request_;
  std::string client_;  // among whose requests it counts
  std::array<char, 4096> rest_{};
  std::optional<http::response<http::string_body>> message_;
  std::optional<http::response_serializer<http::string_body>> serializer_;  // while an answer is written
  std::size_t size_ = 0;       // of it, as it is counted
  Clock::time_point fair_{};   // when a client of the least pace would have come as far
  bool waits_ = false;         // for the client
  bool keep_ = false;          // the connection stays open behind the answer
  bool admitted_ = false;      // leave is still to be called
};

// Ends the connection whose client is behind for the longest time. False where all are in time.
bool HttpServer::State::MakeRoom() {
  Session* last = nullptr;
  auto longest = Clock::now() - limits.patience;
  for (Session* session : sessions) {
    if (const auto since = session->BehindSince(); since && *since < longest) {
      last = session;
      longest = *since;
    }
  }
  if (last != nullptr) last->Drop();
  return last != nullptr;
}

// Threads that have nothing to do are given what is next.
void HttpServer::State::Dispatch() {
  while (auto turn = turns.Next()) asio::post(workers, std::move(turn->work));
}

// Over the most connections, or the most files that the system gives, others wait at its door.
void HttpServer::State::Accept() {
  if (stopping) return;
  if (sessions.size() >= limits.connections) {
    pause.expires_after(std::chrono::milliseconds(MakeRoom() ? 0 : 20));
    pause.async_wait([this](error_code) { Accept(); });
    return;
  }
  acceptor.async_accept([this](error_code fault, tcp::socket socket) {
    if (stopping) return;
    if (!fault) {
      std::make_shared<Session>(*this, std::move(socket))->ReadHead();
      return Accept();
    }
    pause.expires_after(std::chrono::milliseconds(20));
    pause.async_wait([this](error_code) { Accept(); });
  });
}

void HttpServer::State::Close() {
  error_code ignored;
  stopping = true;
  acceptor.close(ignored);
  signals.cancel(ignored);
  signals.clear(ignored);
  for (Session* session : sessions) session->End();
  turns.End();
  Dispatch();
  // Who still takes an answer is not waited for longer than that.
  pause.expires_after(limits.end_time);
  pause.async_wait([this](error_code fault) {
    if (fault) return;
    for (Session* session : sessions) session->Drop();
  });
  if (sessions.empty()) pause.cancel();
}

HttpServer::HttpServer(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpServer::HttpServer(HttpServer&&) noexcept = default;
HttpServer& HttpServer::operator=(HttpServer&&) noexcept = default;
HttpServer::~HttpServer() = default;

Result<HttpServer> HttpServer::Listen(const std::string& address, std::uint16_t port, HttpService service, const HttpLimits& limits) {
  error_code fault;
  const asio::ip::address host = asio::ip::make_address(address, fault);
  if (fault) return Error{Error::Code::kBadArgument, "'" + address + "': is no address of this machine (use 127.0.0.1, ::1 or another in numbers)"};
  auto state = std::make_unique<State>(std::move(service), limits);
  const tcp::endpoint endpoint(host, port);
  const auto bad = [&] { return Error{Error::Code::kUnreadable, address + ":" + std::to_string(port) + ": cannot be listened at: " + fault.message() + " (choose another --port or --address)"}; };
  if (state->acceptor.open(endpoint.protocol(), fault)) return bad();
  if (state->acceptor.set_option(tcp::acceptor::reuse_address(true), fault)) return bad();
  if (state->acceptor.bind(endpoint, fault)) return bad();
  if (state->acceptor.listen(asio::socket_base::max_listen_connections, fault)) return bad();
  return HttpServer(std::move(state));
}

std::uint16_t HttpServer::port() const {
  error_code ignored;
  return state_->acceptor.local_endpoint(ignored).port();
}

void HttpServer::Run() {
  error_code ignored;
  state_->signals.add(SIGINT, ignored);
  state_->signals.add(SIGTERM, ignored);
  state_->signals.async_wait([this](error_code fault, int) {
    if (!fault) state_->Close();
  });
  state_->Accept();
  state_->io.run();
  state_->workers.join();
  state_->io.restart();
  state_->io.run();
}

void HttpServer::Stop() {
  asio::post(state_->io, [state = state_.get()] { state->Close(); });
}

}  // namespace trichluc::serve
