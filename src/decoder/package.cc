// ZIP archives that are documents. Names inside them are keys and never paths, so they can lead nowhere.
#include "decoder/package.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

#include "decoder/flow_text.h"

namespace trichluc::decoder {
namespace {

constexpr std::size_t kPiece = std::size_t{1} << 16;
constexpr std::uint64_t kMostRatio = 200;            // text packed so well is a bomb …
constexpr std::uint64_t kRatioCounts = 64ULL << 20;  // … above so many bytes
constexpr std::size_t kMostParts = 100'000;
constexpr const char* kDamaged = "the document's archive is damaged (open it in another program and save it anew)";
constexpr std::string_view kDocxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
constexpr std::string_view kOdtType = "application/vnd.oasis.opendocument.text";

struct ArchiveDeleter {
  void operator()(archive* opened) const { archive_read_free(opened); }
};
using ArchivePointer = std::unique_ptr<archive, ArchiveDeleter>;

bool IsPartOfInterest(std::string_view name) {
  return name == "mimetype" || name.ends_with(".xml") || name.ends_with(".rels");
}

// Reads one part. Empty, or what is wrong.
std::string ReadPart(archive* opened, std::uint64_t packed, std::uint64_t limit, std::uint64_t& unpacked,
                     std::string& out) {
  std::array<char, kPiece> piece;
  while (true) {
    const la_ssize_t got = archive_read_data(opened, piece.data(), piece.size());
    if (got == 0) return {};
    if (got < 0)
      return archive_read_has_encrypted_entries(opened) > 0 ? "the document asks for a password (save it without one)"
                                                            : kDamaged;
    unpacked += static_cast<std::uint64_t>(got);
    if (unpacked > limit) return "the document's parts have more than " + std::to_string(limit) + " bytes";
    if (unpacked > kRatioCounts && unpacked / kMostRatio > packed)
      return "the document's parts are more than " + std::to_string(kMostRatio) + " times as large as the file";
    out.append(piece.data(), static_cast<std::size_t>(got));
  }
}

Result<Package> Unpack(std::string_view bytes, const Options& options) {
  const auto unsupported = [](std::string message) { return Error{Error::Code::kUnsupported, std::move(message)}; };
  const ArchivePointer opened(archive_read_new());
  archive_read_support_format_zip(opened.get());
  if (archive_read_open_memory(opened.get(), bytes.data(), bytes.size()) != ARCHIVE_OK)
    return unsupported(kDamaged);
  Package package;
  std::uint64_t unpacked = 0;
  archive_entry* entry = nullptr;
  for (std::size_t parts = 0;; ++parts) {
    const int status = archive_read_next_header(opened.get(), &entry);
    if (status == ARCHIVE_EOF) break;
    // What was read before the damage may be all that is needed.
    if (status == ARCHIVE_FATAL) {
      if (package.empty()) return unsupported(kDamaged);
      break;
    }
    if (parts > kMostParts)
      return Error{Error::Code::kTooLarge, "the archive has more than " + std::to_string(kMostParts) + " files"};
    const char* path = archive_entry_pathname_utf8(entry);
    if (path == nullptr) path = archive_entry_pathname(entry);
    if (path == nullptr || !IsPartOfInterest(path)) continue;
    if (archive_entry_is_encrypted(entry) != 0)
      return unsupported("the document asks for a password (save it without one)");
    const auto [part, is_new] = package.try_emplace(path);
    if (!is_new) continue;
    if (std::string fault = ReadPart(opened.get(), bytes.size(), options.limits.max_unpacked, unpacked, part->second);
        !fault.empty()) {
      const bool too_large = unpacked > kRatioCounts || unpacked > options.limits.max_unpacked;
      return Error{too_large ? Error::Code::kTooLarge : Error::Code::kUnsupported, std::move(fault)};
    }
  }
  return package;
}

}  // namespace

Result<pugi::xml_document> ReadXml(const Package& package, std::string_view part) {
  pugi::xml_document document;
  const auto found = package.find(part);
  if (found == package.end()) return document;
  // White space that is all an element holds is a space that was typed. Entities of a DOCTYPE are not expanded.
  const pugi::xml_parse_result read =
      document.load_buffer(found->second.data(), found->second.size(), pugi::parse_default | pugi::parse_ws_pcdata);
  if (read.status == pugi::status_out_of_memory)
    return Error{Error::Code::kTooLarge, "decoding it takes more memory than is allowed"};
  if (read) return document;
  return Error{Error::Code::kUnsupported, std::string(part) + " is no well-formed XML: " + read.description() +
                                              " at byte " + std::to_string(read.offset)};
}

Error TooDeep(const Options& options) {
  return Error{Error::Code::kTooLarge,
               "the document's elements nest deeper than " + std::to_string(options.limits.max_depth) + " levels"};
}

Result<PagedText> DecodePackage(std::string_view bytes, const Options& options) {
  Result<Package> package = Unpack(bytes, options);
  if (!package) return package.error();
  const auto type = package->find("mimetype");
  const bool odt = type != package->end() && type->second.starts_with(kOdtType);
  const bool docx = !odt && package->contains("[Content_Types].xml") && package->contains("_rels/.rels");
  if (!odt && !docx)
    return Error{Error::Code::kUnsupported, "an archive, not a document (give it to `trichluc extract`, or unpack it and give its files)"};
  Result<FlowText> flow = odt ? ReadOdt(*package, options) : ReadDocx(*package, options);
  if (!flow) return flow.error();
  return TextOfFlow(std::move(*flow), std::string(odt ? kOdtType : kDocxType), options);
}

}  // namespace trichluc::decoder
