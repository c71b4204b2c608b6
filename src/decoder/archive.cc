// The walk through an archive goes from file to file, and into the archives that it meets: a stack of what is open. The list and
// the unpacking walk alike, so that a file is known by its number.
#include "decoder/archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <clocale>
#include <optional>
#include <string_view>
#include <utility>

#include "pages/format.h"
#include "text/utf8.h"
#include "trichluc/document_names.h"

namespace trichluc::decoder {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;
constexpr std::size_t kMostFiles = 100'000;
constexpr std::size_t kMostLevels = 4;               // of archives in archives
constexpr std::uint64_t kMostRatio = 200;            // files packed so well are a bomb …
constexpr std::uint64_t kRatioCounts = 1ULL << 30;   // … above so many bytes

struct ArchiveDeleter {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using ArchivePointer = std::unique_ptr<archive, ArchiveDeleter>;

// Kinds that libarchive reads by itself; for others it would start programs.
ArchivePointer NewArchive() {
  ArchivePointer made(archive_read_new());
  for (const auto support : {archive_read_support_format_zip, archive_read_support_format_7zip, archive_read_support_format_rar,
                             archive_read_support_format_rar5, archive_read_support_format_tar,
                             archive_read_support_filter_gzip, archive_read_support_filter_bzip2,
                             archive_read_support_filter_xz, archive_read_support_filter_zstd})
    support(made.get());
  return made;
}

std::string EndingOf(std::string_view name) {
  name = name.substr(name.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == std::string_view::npos ? std::string() : LowerAscii(name.substr(dot + 1));
}

// What systems put into archives and folders for themselves, and what is hidden: `__MACOSX/`, `.DS_Store`.
bool IsPassedOver(std::string_view name) {
  while (!name.empty()) {
    const std::size_t end = std::min(name.find_first_of("/\\"), name.size());
    const std::string_view part = name.substr(0, end);
    if (part == "__MACOSX" || (part.starts_with('.') && part != "." && part != "..")) return true;
    name.remove_prefix(std::min(end + 1, name.size()));
  }
  return false;
}

// What a ZIP is by the names in it.
enum class ZipKind { kArchive, kDocument, kOther };

ZipKind KindOfZip(archive* opened) {
  archive_entry* entry = nullptr;
  ZipKind kind = ZipKind::kArchive;
  for (std::size_t i = 0; i < kMostFiles && archive_read_next_header(opened, &entry) >= ARCHIVE_WARN; ++i) {
    const char* const path = archive_entry_pathname(entry);
    const std::string_view name = path == nullptr ? std::string_view() : std::string_view(path);
    if (name == "word/document.xml") return ZipKind::kDocument;
    if (name == "[Content_Types].xml") kind = ZipKind::kOther;
    if (i == 0 && name == "mimetype") {
      std::array<char, 64> type{};
      const la_ssize_t got = archive_read_data(opened, type.data(), type.size());
      const std::string_view said(type.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
      return said.starts_with("application/vnd.oasis.opendocument.text") ? ZipKind::kDocument : ZipKind::kOther;
    }
  }
  return kind;
}

ZipKind KindOfZip(const std::string& bytes) {
  const ArchivePointer opened = NewArchive();
  if (archive_read_open_memory(opened.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) return ZipKind::kArchive;
  return KindOfZip(opened.get());
}

bool AsksForPassword(archive* opened) { return archive_read_has_encrypted_entries(opened) > 0; }

constexpr const char* kPassword = "asks for a password (unpack it, and give its files)";

}  // namespace

class ArchiveReader::Walk {
 public:
  Walk(int file, std::uint64_t size, const Limits& limits) : limits_(limits), size_(size) {
    lseek(file, 0, SEEK_SET);
    levels_.push_back({NewArchive(), {}, {}, 0});
    if (archive_read_open_fd(levels_.back().opened.get(), file, kPiece) != ARCHIVE_OK) levels_.clear();
  }

  // The next file, of all levels; nothing at the end.
  std::optional<ArchiveFile> Next() {
    while (!levels_.empty()) {
      Level& level = levels_.back();
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(level.opened.get(), &entry);
      if (status == ARCHIVE_EOF) {
        levels_.pop_back();
        continue;
      }
      if (status == ARCHIVE_RETRY) continue;
      if (status < ARCHIVE_WARN) return Broken();
      ++level.files;
      if (auto file = Look(level, entry)) return file;
    }
    return std::nullopt;
  }

  // The bytes of the file that Next gave.
  Result<std::string> Rest() {
    if (std::string fault = ReadTo(limits_.max_file); !fault.empty())
      return Error{over_ ? Error::Code::kTooLarge : Error::Code::kUnsupported, std::move(fault)};
    return std::move(bytes_);
  }

 private:
  struct Level {
    ArchivePointer opened;
    std::unique_ptr<std::string> bytes;  // of an archive in an archive
    std::string prefix;
    std::size_t files = 0;
  };

  static ArchiveFile Fault(std::string name, std::string what) {
    return {std::move(name), 0, ArchiveFile::Kind::kFault, std::move(what)};
  }

  // The archive that is open goes no further.
  ArchiveFile Broken() {
    const Level level = std::move(levels_.back());
    levels_.pop_back();
    std::string name = level.prefix.substr(0, level.prefix.size() - (level.prefix.empty() ? 0 : 1));
    if (AsksForPassword(level.opened.get())) return Fault(std::move(name), std::string("the archive ") + kPassword);
    if (level.files == 0) return Fault(std::move(name), "the archive is damaged, or of a kind that is not read");
    return Fault(std::move(name), "the archive is damaged or cut off; what stood behind its first " + std::to_string(level.files) +
                                      " files is lost (get it anew)");
  }

  // A file as it is to be listed. Nothing for folders, links and what systems keep for themselves; and for an archive, which
  // is opened.
  std::optional<ArchiveFile> Look(const Level& level, archive_entry* entry) {
    bytes_.clear();
    done_ = false;
    const char* path = archive_entry_pathname(entry);
    if (path == nullptr) path = archive_entry_pathname_utf8(entry);
    const std::string own = path == nullptr ? std::string() : path;
    if (archive_entry_filetype(entry) != AE_IFREG || own.ends_with('/') || IsPassedOver(own)) return std::nullopt;
    ArchiveFile file;
    file.name = level.prefix + own;
    file.bytes = archive_entry_size_is_set(entry) != 0 ? static_cast<std::uint64_t>(std::max<la_int64_t>(archive_entry_size(entry), 0)) : 0;
    const std::string ending = EndingOf(own);
    const bool named = HasDocumentEnding(own);
    file.kind = named ? ArchiveFile::Kind::kDocument : ArchiveFile::Kind::kOther;
    if (archive_entry_is_encrypted(entry) != 0)
      return named || ending == "zip" ? Fault(std::move(file.name), kPassword) : std::move(file);
    if (std::string fault = ReadTo(kPiece); !fault.empty() && !over_) return named ? Fault(std::move(file.name), std::move(fault)) : file;
    return LookInside(std::move(file), ending);
  }

  // By what it begins with.
  std::optional<ArchiveFile> LookInside(ArchiveFile file, const std::string& ending) {
    const FileFormat format = DetectFormat(bytes_);
    if (format == FileFormat::kPdf || format == FileFormat::kRtf) file.kind = ArchiveFile::Kind::kDocument;
    if (format == FileFormat::kXml) file.kind = ArchiveFile::Kind::kOther;  // what programs keep beside documents
    const Packing packing = PackingOf(bytes_);
    if (packing == Packing::kNone || ending == "docx" || ending == "odt") return file;
    if (std::string fault = ReadTo(limits_.max_file); !fault.empty()) return Fault(std::move(file.name), std::move(fault));
    if (format == FileFormat::kZip) {
      const ZipKind kind = KindOfZip(bytes_);
      if (kind == ZipKind::kDocument) file.kind = ArchiveFile::Kind::kDocument;
      if (kind != ZipKind::kArchive) return file;
    }
    if (levels_.size() >= kMostLevels)
      return Fault(std::move(file.name), "archives nest deeper than " + std::to_string(kMostLevels) + " levels (unpack it, and give its files)");
    inner_ += bytes_.size();
    if (inner_ > limits_.max_unpacked)
      return Fault(std::move(file.name), "the archives in this one have more than " + std::to_string(limits_.max_unpacked) + " bytes (unpack it, and give its files)");
    Level inner{NewArchive(), std::make_unique<std::string>(std::move(bytes_)), file.name + "/", 0};
    const bool opened = archive_read_open_memory(inner.opened.get(), inner.bytes->data(), inner.bytes->size()) == ARCHIVE_OK;
    if (!opened && packing == Packing::kStream) return file;  // one packed file and no archive
    if (!opened) return Fault(std::move(file.name), "the archive is damaged");
    levels_.push_back(std::move(inner));
    return std::nullopt;
  }

  // Goes on reading until there are `most` bytes, or all. Empty, or what is wrong.
  std::string ReadTo(std::uint64_t most) {
    over_ = false;
    std::array<char, kPiece> piece;
    while (!done_) {
      if (bytes_.size() >= most) {
        over_ = most >= limits_.max_file;
        return over_ ? "has more than " + std::to_string(most) + " bytes" : std::string();
      }
      const la_ssize_t got = archive_read_data(levels_.back().opened.get(), piece.data(), piece.size());
      if (got < 0) return AsksForPassword(levels_.back().opened.get()) ? kPassword : "is damaged in the archive (get it anew)";
      done_ = got == 0;
      bytes_.append(piece.data(), static_cast<std::size_t>(got));
      unpacked_ += static_cast<std::uint64_t>(got);
      over_ = unpacked_ > kRatioCounts && unpacked_ / kMostRatio > size_;
      if (over_) return "the archive's files are more than " + std::to_string(kMostRatio) + " times as large as the archive";
    }
    return {};
  }

  Limits limits_;
  std::uint64_t size_;          // of the outermost archive
  std::uint64_t unpacked_ = 0;  // in all
  std::uint64_t inner_ = 0;     // of it, archives
  std::vector<Level> levels_;
  std::string bytes_;           // of the current file, as far as it was read
  bool done_ = false;           // that is all of it
  bool over_ = false;           // the last reading hit a limit
};

ArchiveReader::ArchiveReader(int file) : file_(file) {
  // Else libarchive writes the names that say they are UTF-8 with question marks.
  std::setlocale(LC_CTYPE, "C.UTF-8");
}

ArchiveReader::~ArchiveReader() = default;

namespace {

std::uint64_t SizeOf(int file) {
  struct stat facts {};
  return fstat(file, &facts) == 0 ? static_cast<std::uint64_t>(facts.st_size) : 0;
}

// Is the file no archive but one document, or nothing that is read?
std::optional<ZipKind> AsOneFile(int file) {
  std::string head(kPiece, '\0');
  const ssize_t got = pread(file, head.data(), head.size(), 0);
  head.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  if (DetectFormat(head) != FileFormat::kZip) return std::nullopt;
  lseek(file, 0, SEEK_SET);
  const ArchivePointer opened = NewArchive();
  if (archive_read_open_fd(opened.get(), file, kPiece) != ARCHIVE_OK) return std::nullopt;
  return KindOfZip(opened.get());
}

}  // namespace

Result<std::vector<ArchiveFile>> ArchiveReader::List(const Limits& limits, const std::function<void(std::uint32_t)>& progress) {
  const std::optional<ZipKind> kind = AsOneFile(file_);
  if (kind && *kind != ZipKind::kArchive) return std::vector<ArchiveFile>{{{}, 0, ArchiveFile::Kind::kDocument, {}}};
  const std::uint64_t size = SizeOf(file_);
  std::vector<ArchiveFile> files;
  std::uint64_t said = 0;
  Walk walk(file_, size, limits);
  while (auto file = walk.Next()) {
    said += std::min(file->bytes, std::uint64_t{1} << 50);
    files.push_back(std::move(*file));
    progress(static_cast<std::uint32_t>(files.size()));
    if (files.size() > kMostFiles)
      return Error{Error::Code::kTooLarge, "the archive has more than " + std::to_string(kMostFiles) + " files (unpack it, and give its folder)"};
    if (said > kRatioCounts && said / kMostRatio > size)
      return Error{Error::Code::kTooLarge, "the archive's files are more than " + std::to_string(kMostRatio) + " times as large as the archive"};
  }
  return files;
}

Result<std::string> ArchiveReader::Unpack(std::uint64_t entry, const Limits& limits, const std::function<void(std::uint32_t)>& progress) {
  if (!walk_ || entry < next_) {
    walk_ = std::make_unique<Walk>(file_, SizeOf(file_), limits);
    next_ = 0;
  }
  std::optional<ArchiveFile> file;
  while (next_ <= entry) {
    file = walk_->Next();
    if (!file) return Error{Error::Code::kUnsupported, "the archive was changed meanwhile"};
    ++next_;
    progress(static_cast<std::uint32_t>(next_));
  }
  if (file->kind == ArchiveFile::Kind::kFault) return Error{Error::Code::kUnsupported, file->fault};
  return walk_->Rest();
}

}  // namespace trichluc::decoder
