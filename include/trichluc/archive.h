// Archives of documents: ZIP, 7z, RAR, tar and its packed kinds. Each file in one is a document of its own.
//
//   if (trichluc::LooksLikeArchive(head)) {
//     auto archive = trichluc::Archive::Open("plans.zip");
//     for (std::size_t i = 0; archive && i < archive->entries().size(); ++i) {
//       auto bytes = archive->Read(i);
//       if (!bytes) continue;
//       auto plan = engine.Extract({.name = archive->entries()[i].name, .bytes = *bytes});
//       if (plan) Show(plan->document.title);
//     }
//   }
//
// An archive is unpacked by trichluc-decoder, file by file: neither the archive nor what it holds is ever in memory as a whole.
// Names in it are only names; nothing is written anywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/engine.h"
#include "trichluc/result.h"

namespace trichluc {

// By the first bytes of a file (512 are enough). A DOCX or an ODT looks like one too; Open tells.
[[nodiscard]] bool LooksLikeArchive(std::string_view head);

struct ArchiveEntry {
  // UTF-8, with the name of the archive before it and those of archives in it: `plans.zip/2026/inner.zip/plan.docx`. No two are
  // the same, and none leads out of the archive: `..` is left out.
  std::string name;
  std::uint64_t bytes = 0;  // as the archive says
  std::string fault;        // why it cannot be read (a password, damage); empty where nothing is known to be wrong
};

class Archive {
 public:
  // Looks through the archive. Fails where there is nothing to read: no such file, no archive (kUnsupported), or too much
  // (kTooLarge). Of `options` the decoder, the limits and the tables of encodings are used.
  static Result<Archive> Open(const std::string& path, const EngineOptions& options = {});

  // The file is no archive but one document (a DOCX).
  [[nodiscard]] bool is_document() const;
  // The documents in it, in its own order, told as in a folder: by the ends of their names, and PDF, Word's and LibreOffice's by
  // what they are. What systems keep for themselves (`__MACOSX`, names that begin with a dot) is left out.
  [[nodiscard]] const std::vector<ArchiveEntry>& entries() const;
  // The names of the files that are no documents.
  [[nodiscard]] const std::vector<std::string>& others() const;

  // As Engine::DecoderWarning.
  [[nodiscard]] std::string DecoderWarning() const;

  // The bytes of a document. Any number of threads may read; fastest is the order of the entries.
  [[nodiscard]] Result<std::string> Read(std::size_t entry) const;

 private:
  struct State;
  explicit Archive(std::shared_ptr<State> state) : state_(std::move(state)) {}
  std::shared_ptr<State> state_;
};

}  // namespace trichluc
