#include "serve/http.h"

#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <array>
#include <csignal>
#include <limits>
#include <unordered_set>
#include <utility>

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

}  // namespace

struct HttpServer::State {
  State(HttpService service_, const HttpLimits& limits_) : service(std::move(service_)), limits(limits_), acceptor(io), signals(io), pause(io), workers(limits_.threads) {}

  void Accept();
  void Close();

  HttpService service;
  HttpLimits limits;
  asio::io_context io{1};
  tcp::acceptor acceptor;
  asio::signal_set signals;
  asio::steady_timer pause;
  asio::thread_pool workers;
  std::unordered_set<Session*> sessions;
  bool stopping = false;
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
  }

  // Waits for no further request.
  void End() {
    if (idle_) stream_.cancel();
  }

  void ReadHead() {
    if (server_.stopping) return Close();
    parser_.emplace();
    parser_->header_limit(static_cast<std::uint32_t>(server_.limits.head_bytes));
    parser_->body_limit(std::numeric_limits<std::uint64_t>::max());  // it is known only by the head; until then no body is read
    request_ = {};
    stream_.expires_after(server_.limits.head_time);
    idle_ = true;
    http::async_read_header(stream_, buffer_, *parser_, [self = shared_from_this()](error_code fault, std::size_t) { self->TakeHead(fault); });
  }

 private:
  void TakeHead(error_code fault) {
    idle_ = false;
    if (fault == http::error::header_limit) return Refuse(Response::Text(431, "The head of the request is too long.\n"));
    if (IsOfHttp(fault) && fault != http::error::end_of_stream && fault != http::error::partial_message)
      return Refuse(Response::Text(400, "This is no request of HTTP (" + fault.message() + ").\n"));
    if (fault) return Close();
    const auto& head = parser_->get();
    keep_ = head.keep_alive();
    request_.method = View(head.method_string());
    for (const auto& field : head) request_.headers.emplace_back(LowerCase(View(field.name_string())), View(field.value()));
    if (!request_.SetTarget(View(head.target()))) return Refuse(Response::Text(400, "The address does not hold.\n"));
    HttpService::Admission admission = server_.service.admit(request_);
    if (admission.refusal) return Refuse(std::move(*admission.refusal));
    admitted_ = true;
    const std::uint64_t length = parser_->content_length().value_or(0);
    if (length > admission.most_body) return Refuse(Response::Text(413, "The body of the request is too long.\n"));
    // Some clients send the body only when they are asked to.
    if (View(head[http::field::expect]) == "100-continue") return AskForBody(admission.most_body);
    ReadBody(admission.most_body);
  }

  void AskForBody(std::size_t most) {
    auto go_on = std::make_shared<http::response<http::empty_body>>(http::status::continue_, 11);
    http::async_write(stream_, *go_on, [self = shared_from_this(), go_on, most](error_code fault, std::size_t) {
      if (!fault) self->ReadBody(most);
    });
  }

  void ReadBody(std::size_t most) {
    parser_->body_limit(most);
    stream_.expires_after(server_.limits.body_time + std::chrono::seconds(most / server_.limits.slowest));
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](error_code fault, std::size_t) { self->TakeBody(fault); });
  }

  void TakeBody(error_code fault) {
    if (fault == http::error::body_limit) return Refuse(Response::Text(413, "The body of the request is too long.\n"));
    if (fault) return Refuse(Response::Text(400, "The request was cut off or does not hold.\n"));
    request_.body = std::move(parser_->get().body());
    stream_.expires_never();
    asio::post(server_.workers, [self = shared_from_this()]() mutable {
      auto response = std::make_shared<Response>(self->server_.service.answer(self->request_));
      // The session may be gone only on its own thread.
      asio::io_context& io = self->server_.io;
      asio::post(io, [self = std::move(self), response] { self->Write(std::move(*response)); });
    });
  }

  // Where a request was not read to its end, nothing else can be read.
  void Refuse(Response response) {
    keep_ = false;
    Write(std::move(response));
  }

  void Write(Response response) {
    auto message = std::make_shared<http::response<http::string_body>>(static_cast<http::status>(response.status), 11);
    if (server_.stopping) keep_ = false;
    message->keep_alive(keep_);
    message->set(http::field::content_type, response.type);
    for (const auto& [name, value] : response.headers) message->insert(name, value);
    const std::size_t size = response.body.size();
    message->body() = std::move(response.body);
    message->prepare_payload();
    if (request_.method == "HEAD") message->body().clear();  // the length stays
    stream_.expires_after(server_.limits.answer_time + std::chrono::seconds(size / server_.limits.slowest));
    http::async_write(stream_, *message, [self = shared_from_this(), message](error_code fault, std::size_t) {
      self->Leave();
      if (fault || !self->keep_) return self->Close();
      self->ReadHead();
    });
  }

  void Leave() {
    if (std::exchange(admitted_, false)) server_.service.leave(request_);
  }

  // What the client still sends is read for a moment: else it might lose the answer that tells it why.
  void Close() {
    error_code ignored;
    stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    stream_.expires_after(std::chrono::seconds(1));
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
  std::array<char, 4096> rest_{};
  bool idle_ = false;      // waits for a request
  bool keep_ = false;      // the connection stays open behind the answer
  bool admitted_ = false;  // leave is still to be called
};

// Over the most connections, or the most files that the system gives, others wait at its door.
void HttpServer::State::Accept() {
  if (stopping) return;
  if (sessions.size() >= limits.connections) {
    pause.expires_after(std::chrono::milliseconds(20));
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
  pause.cancel();
  for (Session* session : sessions) session->End();
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
