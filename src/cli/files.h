// Input from files, folders and the standard input.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trichluc/archive.h"
#include "trichluc/result.h"

namespace trichluc::cli {

inline constexpr const char* kStandardInput = "-";  // as an argument

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// What an input is called in records and messages.
[[nodiscard]] std::string InputName(const std::string& path);

// The whole input as bytes. Fails where it cannot be read or is longer than `max_bytes`; a file that is too long is not
// read at all.
Result<std::string> ReadInput(const std::string& path, std::size_t max_bytes);

// One input: a file, or a document in an archive.
struct InputFile {
  std::string name;  // of the file; `plans.zip/2026/plan.docx`
  std::string path;  // of the file that it is or that it is in
  std::shared_ptr<const Archive> archive = nullptr;
  std::size_t entry = 0;  // of the archive
};

// The same of any input.
Result<std::string> ReadInput(const InputFile& file, std::size_t max_bytes);

// Of a file that is read soon: a disk that works meanwhile keeps nobody waiting.
void ReadAhead(const InputFile& file);

// The files that the arguments stand for.
struct Inputs {
  std::vector<std::string> paths;
  std::vector<Error> errors;       // folders that could not be read or hold nothing to read
  std::vector<std::string> notes;  // what was passed over
};

// Those files with the archives among them, told by their content, opened: the documents of each stand in its place.
struct OpenInputs {
  std::vector<InputFile> files;
  std::vector<Error> errors;
  std::vector<std::string> notes;
  std::string decoder_warning;  // Engine::DecoderWarning, of the archives' decoders
};
[[nodiscard]] OpenInputs OpenArchives(Inputs inputs, const EngineOptions& options);
// Is the file an archive, as far as its first bytes and its name tell?
[[nodiscard]] bool MayBeArchive(const std::string& path);

// Folders are searched, with all their subfolders, for files whose names end as those of documents do (HasDocumentEnding); those
// files come sorted by the bytes of their paths. All other arguments stay as and where they are. A path that the arguments name
// twice is there once, where it was first. What is hidden (its name begins with a dot) is passed over, and so are links to
// folders, so that a search always ends. XML that is no page of an OCR program is passed over too, with a note: programs keep
// such beside documents (METS, EAD). With `archives`, these are looked for too.
[[nodiscard]] Inputs ExpandInputs(const std::vector<std::string>& arguments, bool archives = false);

// Whether a search of the folders among `arguments` would find a file of the name `path`, if there were one.
[[nodiscard]] bool WouldBeFound(const std::string& path, const std::vector<std::string>& arguments);

// All files below a folder, hidden ones and links to folders left out, sorted. What cannot be read is not there.
[[nodiscard]] std::vector<std::string> FilesBelow(const std::string& folder);

// What the system says of a file.
struct FileFacts {
  bool there = false;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // in nanoseconds
  std::uint64_t device = 0;   // the two numbers that tell one file from all others
  std::uint64_t number = 0;

  [[nodiscard]] bool SameFile(const FileFacts& other) const {
    return there && other.there && device == other.device && number == other.number;
  }
};
[[nodiscard]] FileFacts LookAt(const std::string& path);
// Of a document in an archive: those of the archive, with the document's size.
[[nodiscard]] FileFacts LookAt(const InputFile& file);

}  // namespace trichluc::cli
