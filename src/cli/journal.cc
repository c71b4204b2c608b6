// The journal of plans.jsonl, after the second of two plans turned out to be no text:
//
//   trichluc journal 1
//   the version⇥0.1.0
//   --format⇥jsonl
//   …
//   the inputs⇥2 files, digest 51c2…
//
//   0⇥8211⇥90bf…⇥plans/a.txt⇥ok
//   1⇥8211⇥90bf…⇥plans/b.txt⇥plans/b.txt: is no text (…)
//
// An empty line ends the head. The other lines have the input's number, the output's size and digest after it, its path, and
// "ok" or its error. A line that was cut off, or does not follow from the one before it, ends what is believed.
#include "cli/journal.h"

#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstdio>

#include "cli/report.h"

namespace trichluc::cli {
namespace {

constexpr std::string_view kMagic = "trichluc journal 1\n";
constexpr std::string_view kFine = "ok";
constexpr std::size_t kMostBytes = std::size_t{8} << 30;  // some fifty million lines
constexpr const char* kRemedy = "give the same again, or remove the journal to begin anew";

std::string Head(const Conditions& conditions) {
  std::string head(kMagic);
  for (const auto& [name, value] : conditions) head += name + "\t" + Visible(value) + "\n";
  return head + "\n";
}

// The lines of a head, without the first.
Conditions ReadHead(std::string_view head) {
  Conditions conditions;
  head.remove_prefix(kMagic.size());
  while (!head.empty()) {
    const std::string_view line = head.substr(0, head.find('\n'));
    const std::size_t tab = line.find('\t');
    if (tab != std::string_view::npos) conditions.emplace_back(line.substr(0, tab), line.substr(tab + 1));
    head.remove_prefix(std::min(line.size() + 1, head.size()));
  }
  return conditions;
}

std::string ValueOf(const Conditions& conditions, const std::string& name) {
  const auto found =
      std::find_if(conditions.begin(), conditions.end(), [&](const auto& one) { return one.first == name; });
  return found == conditions.end() || found->second.empty() ? "none" : found->second;
}

// The first condition in which the two are not the same.
std::string Difference(const Conditions& before, const Conditions& now) {
  for (const auto& [name, value] : now) {
    const std::string then = ValueOf(before, name);
    const std::string today = value.empty() ? "none" : Visible(value);
    if (then == today) continue;
    std::string difference = name;
    return difference.append(": ").append(then).append(" when the run began, ").append(today).append(" now");
  }
  return "it was begun by another version";
}

template <typename Number>
bool ReadNumber(std::string_view text, Number& number, int base) {
  const auto end = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return end.ec == std::errc() && end.ptr == text.data() + text.size();
}

}  // namespace

// One line that holds.
struct Journal::Line {
  std::uint64_t size = 0;
  std::uint64_t digest = 0;
  std::string error;    // empty: none
  std::size_t end = 0;  // in the journal

  // Line `index` of the journal, which should be about `input`.
  static std::optional<Line> Read(std::string_view text, std::size_t index, const std::string& input) {
    std::array<std::string_view, 4> fields;
    for (std::string_view& field : fields) {
      const std::size_t tab = text.find('\t');
      if (tab == std::string_view::npos) return std::nullopt;
      field = text.substr(0, tab);
      text.remove_prefix(tab + 1);
    }
    Line line;
    std::size_t number = 0;
    const bool holds = ReadNumber(fields[0], number, 10) && number == index && ReadNumber(fields[1], line.size, 10) &&
                       ReadNumber(fields[2], line.digest, 16) && fields[3] == Visible(input);
    if (!holds) return std::nullopt;
    if (text != kFine) line.error = text;
    return line;
  }

  // The lines behind the head, as far as they hold.
  static std::vector<Line> ReadAll(std::string_view journal, std::size_t at, const std::vector<std::string>& inputs) {
    std::vector<Line> lines;
    std::uint64_t size = 0;
    while (lines.size() < inputs.size()) {
      const std::size_t end = journal.find('\n', at);
      if (end == std::string_view::npos) break;
      std::optional<Line> line = Read(journal.substr(at, end - at), lines.size(), inputs[lines.size()]);
      if (!line || line->size < size) break;
      size = line->size;
      at = line->end = end + 1;
      lines.push_back(std::move(*line));
    }
    return lines;
  }
};

std::string Digest::Hex() const {
  char out[17];
  std::snprintf(out, sizeof out, "%016llx", static_cast<unsigned long long>(value_));
  return out;
}

Result<Journal> Journal::Open(const std::string& output, const Conditions& conditions,
                              const std::vector<std::string>& inputs) {
  const std::string name = output + ".journal";
  errno = 0;
  File file(std::fopen(name.c_str(), "ab"));
  if (!file) return Error{Error::Code::kUnreadable, FileMessage(name, "cannot be written", errno)};
  // The lock ends with the program, however that ends. Where the file system knows no locks there is none.
  if (flock(fileno(file.get()), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    return Error{Error::Code::kUnreadable,
                 name + ": is in use by another run (wait for its end, or choose another -o)"};
  }
  const Result<std::string> found = ReadInput(name, kMostBytes);
  if (!found) return found.error();

  Journal journal(std::move(file), name);
  const std::string head = Head(conditions);
  const std::string_view text = *found;
  const std::size_t head_end = text.find("\n\n");
  const bool torn =
      head_end == std::string_view::npos && text.substr(0, kMagic.size()) == kMagic.substr(0, text.size());
  if (!torn && (!text.starts_with(kMagic) || head_end == std::string_view::npos)) {
    return Error{Error::Code::kBadArgument,
                 name + ": is no journal that this version reads (move it away, or choose another -o)"};
  }
  const std::size_t head_size = torn ? 0 : head_end + 2;
  if (text.substr(0, head_size) == head) {
    if (auto error = journal.Take(output, Line::ReadAll(text, head_size, inputs), head_size)) return *error;
    return journal;
  }
  if (text.size() > head_size && !torn) {
    const std::string difference = Difference(ReadHead(text.substr(0, head_size - 1)), conditions);
    return Error{Error::Code::kBadArgument, name + ": " + difference + " (" + kRemedy + ")"};
  }
  if (auto error = journal.Begin(head)) return *error;  // nothing was done under the other conditions
  return journal;
}

std::optional<Error> Journal::Begin(const std::string& head) {
  if (auto error = CutTo(0)) return error;
  return Append(head);
}

// Believes the lines as far as the output bears them out.
std::optional<Error> Journal::Take(const std::string& output, const std::vector<Line>& lines, std::size_t head_size) {
  const File written(std::fopen(output.c_str(), "rb"));  // none: nothing is borne out
  std::string buffer(std::size_t{1} << 16, '\0');
  Digest digest;
  std::uint64_t at = 0;
  std::uint64_t end = head_size;
  for (const Line& line : lines) {
    while (written && at < line.size) {
      const std::size_t count =
          std::fread(buffer.data(), 1, std::min<std::uint64_t>(buffer.size(), line.size - at), written.get());
      if (count == 0) break;
      digest.Add(std::string_view(buffer).substr(0, count));
      at += count;
    }
    if (at != line.size || digest.value() != line.digest) break;
    ++done_;
    if (!line.error.empty()) errors_.push_back(line.error);
    digest_ = digest;
    begun_size_ = line.size;
    end = line.end;
  }
  next_ = done_;
  size_ = begun_size_;
  return CutTo(end);
}

void Journal::Wrote(std::string_view text) {
  digest_.Add(text);
  size_ += text.size();
}

std::optional<Error> Journal::Commit(const std::string& input, const std::string& error) {
  return Append(std::to_string(next_++) + "\t" + std::to_string(size_) + "\t" + digest_.Hex() + "\t" + Visible(input) +
                "\t" + (error.empty() ? std::string(kFine) : Visible(error)) + "\n");
}

std::optional<Error> Journal::Remove() {
  errno = 0;  // the lock is still held: nobody begins with what is about to go
  if (std::remove(name_.c_str()) == 0 || errno == ENOENT) return std::nullopt;
  return Error{Error::Code::kUnreadable, FileMessage(name_, "cannot be removed", errno)};
}

std::optional<Error> Journal::CutTo(std::uint64_t size) {
  errno = 0;
  if (ftruncate(fileno(file_.get()), static_cast<off_t>(size)) == 0) return std::nullopt;
  return Unwritable(errno);
}

std::optional<Error> Journal::Append(std::string_view text) {
  errno = 0;
  const bool arrived =
      std::fwrite(text.data(), 1, text.size(), file_.get()) == text.size() && std::fflush(file_.get()) == 0;
  if (arrived) return std::nullopt;
  return Unwritable(errno);
}

Error Journal::Unwritable(int error_number) const {
  return {Error::Code::kUnreadable, FileMessage(name_, "cannot be written", error_number)};
}

}  // namespace trichluc::cli
