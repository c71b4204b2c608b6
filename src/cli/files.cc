#include "cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "cli/report.h"
#include "trichluc/document_names.h"

namespace trichluc::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = std::size_t{1} << 16;
constexpr std::size_t kHeadsAhead = 32;
constexpr std::size_t kReadAhead = std::size_t{1} << 20;  // bytes: nearly all documents have fewer

Error TooLarge(const std::string& path, std::size_t max_bytes) {
  return {Error::Code::kTooLarge, InputName(path) + ": cannot be read: longer than the limit of " +
                                      std::to_string(max_bytes >> 20) + " MiB (split the file)"};
}

Error Unreadable(const std::string& path, int error_number) {
  return {Error::Code::kUnreadable, FileMessage(InputName(path), "cannot be read", error_number)};
}

// Reads to the end; reads no more than one chunk beyond the limit.
Result<std::string> ReadAll(std::FILE* file, const std::string& path, std::size_t expected, std::size_t max_bytes) {
  std::string bytes;
  bytes.reserve(expected);
  for (;;) {
    const std::size_t size = bytes.size();
    bytes.resize(size + kChunk);
    errno = 0;
    const std::size_t count = std::fread(bytes.data() + size, 1, kChunk, file);
    bytes.resize(size + count);
    if (std::ferror(file) != 0) return Unreadable(path, errno);
    if (bytes.size() > max_bytes) return TooLarge(path, max_bytes);
    if (count < kChunk) return bytes;
  }
}

std::string_view NameOf(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// What the names of archives end with that are looked for in folders, and those of their packed kinds.
constexpr std::string_view kArchiveEndings[] = {".zip", ".7z", ".rar", ".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst"};
constexpr std::size_t kArchiveHead = 512;  // bytes that tell one

std::string Lower(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return lower;
}

bool HasArchiveEnding(std::string_view name) {
  const std::string lower = Lower(name);
  return std::any_of(std::begin(kArchiveEndings), std::end(kArchiveEndings), [&](std::string_view ending) { return lower.ends_with(ending); });
}

// The first bytes of a file.
std::string HeadOf(const std::string& path, std::size_t bytes) {
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return {};
  std::string head(bytes, '\0');
  head.resize(std::fread(head.data(), 1, head.size(), file.get()));
  return head;
}

// Has the system read the first bytes of a file, without waiting for them. A pipe would lose what it holds.
void Fetch(const std::string& path, std::size_t bytes) {
  std::error_code unknown;
  if (!fs::is_regular_file(path, unknown)) return;
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return;
  static_cast<void>(posix_fadvise(file, 0, static_cast<off_t>(bytes), POSIX_FADV_WILLNEED));
  close(file);
}

// What was passed over in an archive or a folder, for a person.
std::string Note(const std::string& path, const std::vector<std::string>& others, std::size_t all, const std::string& why) {
  constexpr std::size_t kMostNames = 3;
  std::string note = path + ": " + std::to_string(others.size()) + " of its " + std::to_string(all) + " files " + why + " and were passed over (";
  const std::size_t known = path.size() + (path.ends_with('/') ? 0 : 1);  // of each name
  for (std::size_t i = 0; i < std::min(others.size(), kMostNames); ++i)
    note += (i == 0 ? "" : ", ") + others[i].substr(std::min(known, others[i].size()));
  return note + (others.size() > kMostNames ? ", …)" : ")");
}

// Takes the XML files that are no pages out of what was found in `folder`.
void PassOverOtherXml(const std::string& folder, std::vector<std::string>& paths, std::vector<std::string>& notes) {
  constexpr std::size_t kHead = 4096;
  const std::size_t all = paths.size();
  std::vector<std::string> others;
  std::erase_if(paths, [&](const std::string& path) {
    if (!Lower(path).ends_with(".xml") || DetectMediaType(HeadOf(path, kHead)) != "application/xml") return false;
    others.push_back(path);
    return true;
  });
  if (!others.empty()) notes.push_back(Note(folder, others, all, "are XML that no OCR program wrote (no ALTO, PAGE or hOCR)"));
}

// A pipe that is called plan.txt would keep the program waiting. A link that leads nowhere is kept: reading it says so.
bool IsDevice(fs::file_type type) {
  return type == fs::file_type::fifo || type == fs::file_type::socket || type == fs::file_type::character ||
         type == fs::file_type::block;
}

struct Found {
  std::vector<std::string> paths;
  std::vector<Error> errors;
};

// The files below `folder` that `wanted` takes by their name. Folders wait in a list: a search that called itself would hold
// one of the few open files that a program may have for each level.
template <typename Wanted>
Found Search(const std::string& folder, const Wanted& wanted) {
  Found found;
  std::vector<fs::path> folders = {folder};
  while (!folders.empty()) {
    const fs::path at = std::move(folders.back());
    folders.pop_back();
    std::error_code failure;
    fs::directory_iterator entry(at, failure);
    for (; !failure && entry != fs::directory_iterator(); entry.increment(failure)) {
      const std::string& path = entry->path().native();
      const std::string_view name = NameOf(path);
      if (name.starts_with('.')) continue;
      std::error_code unknown;  // an entry that vanishes meanwhile is no folder and no file
      if (entry->is_directory(unknown)) {
        if (!entry->is_symlink(unknown)) folders.push_back(entry->path());
      } else if (wanted(name) && !IsDevice(entry->status(unknown).type())) {
        found.paths.push_back(path);
      }
    }
    if (failure) found.errors.push_back(Unreadable(at.string(), failure.value()));
  }
  std::sort(found.paths.begin(), found.paths.end());
  std::sort(found.errors.begin(), found.errors.end(),
            [](const Error& a, const Error& b) { return a.message < b.message; });
  return found;
}

// Leaves the first of each path that is there more than once: a file that is named and lies in a named folder, too.
void RemoveRepeated(std::vector<std::string>& paths) {
  std::unordered_set<std::string> seen;
  const auto repeated = [&](const std::string& path) {
    return !seen.insert(fs::path(path).lexically_normal().string()).second;
  };
  paths.erase(std::remove_if(paths.begin(), paths.end(), repeated), paths.end());
}

}  // namespace

std::string InputName(const std::string& path) { return path == kStandardInput ? "(standard input)" : path; }

Result<std::string> ReadInput(const std::string& path, std::size_t max_bytes) {
  if (path == kStandardInput) return ReadAll(stdin, path, 0, max_bytes);
  std::error_code unknown;  // whatever is wrong with the file, opening it says so
  if (fs::is_directory(path, unknown)) return Unreadable(path, EISDIR);
  std::size_t expected = 0;
  if (fs::is_regular_file(path, unknown)) {
    const std::uintmax_t size = fs::file_size(path, unknown);
    if (!unknown && size > max_bytes) return TooLarge(path, max_bytes);
    if (!unknown) expected = static_cast<std::size_t>(size) + kChunk;
  }
  errno = 0;
  const File file(std::fopen(path.c_str(), "rb"));
  if (!file) return Unreadable(path, errno);
  return ReadAll(file.get(), path, expected, max_bytes);
}

Result<std::string> ReadInput(const InputFile& file, std::size_t max_bytes) {
  return file.archive == nullptr ? ReadInput(file.path, max_bytes) : file.archive->Read(file.entry);
}

void ReadAhead(const InputFile& file) {
  if (file.archive == nullptr && file.path != kStandardInput) Fetch(file.path, kReadAhead);
}

// A DOCX is a ZIP too. One that is called so is read as one; what it is, its decoder says.
bool MayBeArchive(const std::string& path) {
  std::error_code unknown;
  const std::string lower = Lower(path);
  if (path == kStandardInput || lower.ends_with(".docx") || lower.ends_with(".odt") || !fs::is_regular_file(path, unknown)) return false;
  return LooksLikeArchive(HeadOf(path, kArchiveHead));
}

OpenInputs OpenArchives(Inputs inputs, const EngineOptions& options) {
  OpenInputs out;
  out.errors = std::move(inputs.errors);
  out.notes = std::move(inputs.notes);
  for (std::size_t i = 0; i < inputs.paths.size(); ++i) {
    if (i + kHeadsAhead < inputs.paths.size()) Fetch(inputs.paths[i + kHeadsAhead], kArchiveHead);
    const std::string& path = inputs.paths[i];
    if (!MayBeArchive(path)) {
      out.files.push_back({path, path});
      continue;
    }
    Result<Archive> opened = Archive::Open(path, options);
    if (!opened) {
      out.errors.push_back(opened.error());
      continue;
    }
    out.decoder_warning = opened->DecoderWarning();
    if (opened->is_document()) {
      out.files.push_back({path, path});
      continue;
    }
    const auto archive = std::make_shared<const Archive>(std::move(*opened));
    if (!archive->others().empty()) out.notes.push_back(Note(path, archive->others(), archive->others().size() + archive->entries().size(), "are no documents"));
    if (archive->entries().empty())
      out.errors.push_back({Error::Code::kUnreadable, path + ": holds no file whose name ends as one of a document (unpack it, and name the files themselves)"});
    for (std::size_t entry = 0; entry < archive->entries().size(); ++entry)
      out.files.push_back({archive->entries()[entry].name, path, archive, entry});
  }
  return out;
}

Inputs ExpandInputs(const std::vector<std::string>& arguments, bool archives) {
  Inputs inputs;
  for (const std::string& argument : arguments) {
    std::error_code unknown;
    if (argument == kStandardInput || !fs::is_directory(argument, unknown)) {
      inputs.paths.push_back(argument);
      continue;
    }
    Found found = Search(argument, [&](std::string_view name) { return HasDocumentEnding(name) || (archives && HasArchiveEnding(name)); });
    PassOverOtherXml(argument, found.paths, inputs.notes);
    if (found.paths.empty() && found.errors.empty()) {
      found.errors.push_back({Error::Code::kUnreadable,
                              argument + ": holds no file whose name ends as one of a document (name the files themselves)"});
    }
    std::move(found.errors.begin(), found.errors.end(), std::back_inserter(inputs.errors));
    std::move(found.paths.begin(), found.paths.end(), std::back_inserter(inputs.paths));
  }
  if (arguments.size() > 1) RemoveRepeated(inputs.paths);
  return inputs;
}

bool WouldBeFound(const std::string& path, const std::vector<std::string>& arguments) {
  if (NameOf(path).starts_with('.') || !HasDocumentEnding(NameOf(path))) return false;
  std::error_code unknown;
  const fs::path place = fs::weakly_canonical(path, unknown);
  return std::any_of(arguments.begin(), arguments.end(), [&](const std::string& argument) {
    if (argument == kStandardInput || !fs::is_directory(argument, unknown)) return false;
    const fs::path folder = fs::weakly_canonical(argument, unknown);
    return std::mismatch(folder.begin(), folder.end(), place.begin(), place.end()).first == folder.end();
  });
}

std::vector<std::string> FilesBelow(const std::string& folder) {
  return Search(folder, [](std::string_view) { return true; }).paths;
}

FileFacts LookAt(const std::string& path) {
  struct stat facts {};
  if (stat(path.c_str(), &facts) != 0) return {};
  constexpr std::int64_t kNanoseconds = 1'000'000'000;
  return {true, static_cast<std::uint64_t>(facts.st_size), facts.st_mtim.tv_sec * kNanoseconds + facts.st_mtim.tv_nsec,
          static_cast<std::uint64_t>(facts.st_dev), static_cast<std::uint64_t>(facts.st_ino)};
}

FileFacts LookAt(const InputFile& file) {
  if (file.path == kStandardInput) return {};
  FileFacts facts = LookAt(file.path);
  if (file.archive != nullptr) facts.size = file.archive->entries()[file.entry].bytes;
  return facts;
}

}  // namespace trichluc::cli
