#include "cli/report.h"

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace trichluc::cli {
namespace {

std::string_view Remedy(int error_number) {
  switch (error_number) {
    case ENOENT:
    case ENOTDIR: return "check the spelling of the path";
    case EACCES:
    case EPERM: return "check the file's permissions";
    case EISDIR: return "name a file in it";
    case EMFILE: return "use fewer --threads";
    case ENOSPC: return "make room on the disk or write elsewhere with -o";
    case EROFS: return "write elsewhere with -o";
    case EIO: return "the disk may be damaged; try a copy of the file";
    default: return "try again, or with a copy of the file";
  }
}

}  // namespace

void Complain(std::string_view message) {
  const std::string line = "trichluc: " + Visible(message) + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);  // nowhere is left to say that this failed
}

std::string FileMessage(std::string_view name, std::string_view what, int error_number) {
  std::string out(name);
  out.append(": ").append(what).append(": ").append(std::generic_category().message(error_number));
  return out.append(" (").append(Remedy(error_number)).append(")");
}

std::string Visible(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // The upper control characters U+0080 to U+009F are two bytes.
    const bool upper = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (upper) ++i;
    out += upper || byte < 0x20 || byte == 0x7F ? ' ' : text[i];
  }
  return out;
}

}  // namespace trichluc::cli
