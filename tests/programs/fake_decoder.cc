// A decoder that does what its file tells it to: the first word of the file says how it goes wrong.
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "pages/protocol.h"
#include "pages/wire.h"

namespace {

using trichluc::DecodeFrame;

bool ReadAll(void* to, std::size_t size) {
  auto* at = static_cast<char*>(to);
  while (size > 0) {
    const ssize_t got = read(STDIN_FILENO, at, size);
    if (got <= 0) return false;
    at += got;
    size -= static_cast<std::size_t>(got);
  }
  return true;
}

void Write(const void* from, std::size_t size) {
  const auto* at = static_cast<const char*>(from);
  while (size > 0) {
    const ssize_t put = write(STDOUT_FILENO, at, size);
    if (put <= 0) _exit(1);
    at += put;
    size -= static_cast<std::size_t>(put);
  }
}

void Send(DecodeFrame frame, const std::string& payload) {
  frame.bytes = payload.size();
  Write(&frame, sizeof frame);
  Write(payload.data(), payload.size());
}

void Obey(const std::string& order) {
  if (order == "crash") std::abort();
  if (order == "exit") _exit(3);
  if (order == "hang") {
    for (;;) pause();
  }
  if (order == "eat") {
    std::vector<std::string> eaten;
    for (;;) eaten.emplace_back(std::size_t{1} << 26, 'x');  // ends by the limit on memory
  }
  if (order == "crawl") {
    for (;;) {
      Send({.kind = DecodeFrame::kProgress, .done = 1, .all = 2}, {});
      usleep(20'000);
    }
  }
  if (order == "flood") {
    DecodeFrame frame{.kind = DecodeFrame::kResult};
    frame.bytes = std::uint64_t{1} << 60;
    Write(&frame, sizeof frame);
    for (;;) pause();
  }
  if (order == "files") {
    int open = 0;
    for (int file = 0; file < 1024; ++file) open += fcntl(file, F_GETFD) >= 0 ? 1 : 0;
    return Send({.kind = DecodeFrame::kUnsupported}, std::to_string(open) + " files are open");
  }
  if (order == "nonsense") return Send({.kind = DecodeFrame::kResult}, "no text at all");
  if (order == "unknown") return Send({.kind = 77}, {});
  if (order == "pages") {
    for (std::uint32_t page = 1; page <= 3; ++page) Send({.kind = DecodeFrame::kProgress, .done = page, .all = 3}, {});
  }
  if (order == "refuse") return Send({.kind = DecodeFrame::kUnsupported}, "cannot be read: it is refused");
  trichluc::PagedText paged;
  paged.media_type = "text/plain";
  paged.text = order;
  if (order == "outside") paged.pages.push_back({{0, 1000}, 1, 1, false});
  Send({.kind = DecodeFrame::kResult}, trichluc::ToWire(paged));
}

}  // namespace

int main(int count, char** arguments) {
  const rlim_t memory = count > 1 ? std::strtoull(arguments[1], nullptr, 10) : 0;
  const rlimit room{memory, memory};
  if (memory > 0) setrlimit(RLIMIT_AS, &room);
  const char* missing = std::getenv("TRICHLUC_FAKE_WARNING");  // what the kernel is to lack
  Send({.kind = DecodeFrame::kReady}, missing != nullptr ? missing : "");
  trichluc::DecodeRequest request;
  while (ReadAll(&request, sizeof request)) {
    std::vector<std::uint32_t> reread(request.reread);
    std::string bytes(request.bytes, '\0');
    std::string more(request.word_bytes + request.table_bytes, '\0');
    if (!ReadAll(reread.data(), reread.size() * sizeof(std::uint32_t)) || !ReadAll(bytes.data(), bytes.size()) ||
        !ReadAll(more.data(), more.size()))
      return 1;
    Obey(bytes);
  }
}
