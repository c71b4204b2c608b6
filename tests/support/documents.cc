#include "support/documents.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

namespace trichluc::testing {
namespace {

namespace fs = std::filesystem;

constexpr unsigned kDefaultSeed = 20261121;

bool Chance(std::mt19937& random, unsigned one_in) { return random() % one_in == 0; }

bool IsStart(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

std::string ReplaceAll(std::string_view text, std::string_view from, std::string_view to, std::mt19937& random, unsigned one_in) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at, from.size()) == from && Chance(random, one_in)) {
      out += to;
      at += from.size();
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::string Decompose(std::string_view text, std::mt19937& /*random*/) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  icu::Normalizer2::getNFDInstance(status)->normalizeUTF8(0, {text.data(), static_cast<int32_t>(text.size())}, sink, nullptr, status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU cannot decompose");
  return out;
}

std::string WindowsLines(std::string_view text, std::mt19937& random) { return ReplaceAll(text, "\n", "\r\n", random, 1); }
std::string ByteOrderMark(std::string_view text, std::mt19937& /*random*/) { return "\xEF\xBB\xBF" + std::string(text); }
std::string NoBreakSpaces(std::string_view text, std::mt19937& random) { return ReplaceAll(text, " ", "\u00A0", random, 2); }
std::string LookalikeD(std::string_view text, std::mt19937& random) { return ReplaceAll(text, "Đ", "Ð", random, 1); }

// Bold marks around words; never beside a star of the writer's own.
std::string Emphasis(std::string_view text, std::mt19937& random) {
  std::string out;
  bool in_word = false;
  bool marked = false;
  for (const char byte : text) {
    const bool word_byte = std::isalnum(static_cast<unsigned char>(byte)) != 0 || static_cast<unsigned char>(byte) >= 0x80;
    if (word_byte && !in_word && Chance(random, 12)) {
      out += "**";
      marked = true;
    } else if (!word_byte && marked) {
      out += "**";
      marked = false;
    }
    in_word = word_byte;
    out += byte;
  }
  return out;
}

std::string InvalidBytes(std::string_view text, std::mt19937& random) {
  constexpr char kNever[] = {'\xFF', '\xFE', '\xC0', '\xF8'};  // in no well-formed text
  std::string out;
  for (const char byte : text) {
    if (IsStart(byte) && Chance(random, 200)) out += kNever[random() % 4];
    out += byte;
  }
  return out;
}

std::string AllTogether(std::string_view text, std::mt19937& random) {
  std::string out = LookalikeD(text, random);
  out = Decompose(out, random);
  out = NoBreakSpaces(Emphasis(out, random), random);
  return ByteOrderMark(WindowsLines(InvalidBytes(out, random), random), random);
}

std::string FlipBytes(std::string_view text, std::mt19937& random) {
  std::string out(text);
  for (std::size_t i = 0; i < 1 + out.size() / 300 && !out.empty(); ++i) {
    char& byte = out[random() % out.size()];
    byte = static_cast<char>(static_cast<unsigned char>(byte) ^ (1U << (random() % 8)));
  }
  return out;
}

std::string Truncate(std::string_view text, std::mt19937& random) {
  return std::string(text.substr(0, text.empty() ? 0 : random() % text.size()));
}

std::vector<std::string> Lines(std::string_view text) {
  std::vector<std::string> lines;
  std::istringstream in{std::string(text)};
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string Joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += line + '\n';
  return out;
}

std::string ShuffleLines(std::string_view text, std::mt19937& random) {
  std::vector<std::string> lines = Lines(text);
  for (std::size_t i = lines.size(); i > 1; --i) std::swap(lines[i - 1], lines[random() % i]);
  return Joined(lines);
}

std::string FloodLabels(std::string_view text, std::mt19937& random) {
  constexpr const char* kLabels[] = {"I. ", "1. ", "1.1. ", "a) ", "- ", "+ ", "(1) ", "Điều 3. ", "Phụ lục ", "1L ", "đ. ", "A. "};
  std::vector<std::string> lines = Lines(text);
  for (std::string& line : lines) {
    for (unsigned i = random() % 4; i > 0; --i) line.insert(0, kLabels[random() % std::size(kLabels)]);
  }
  return Joined(lines);
}

std::string FloodMarks(std::string_view text, std::mt19937& random) {
  constexpr const char* kMarks[] = {"|", "*", "**", "“", "\"", "(", ")", "/", "-", ".", ";", ":", "#", "\\", "\f", "\t", "\u200B", "%", "số "};
  std::string out;
  for (const char byte : text) {
    if (IsStart(byte) && Chance(random, 25)) out += kMarks[random() % std::size(kMarks)];
    out += byte;
  }
  return out;
}

std::string DropSpaces(std::string_view text, std::mt19937& random) { return ReplaceAll(text, " ", "", random, 3); }
std::string DropLineEnds(std::string_view text, std::mt19937& random) { return ReplaceAll(text, "\n", " ", random, 2); }
std::string Repeat(std::string_view text, std::mt19937& random) {
  const std::size_t from = text.empty() ? 0 : random() % text.size();
  return std::string(text) + std::string(text.substr(from)) + std::string(text);
}

std::vector<Document> ReadDocuments() {
  std::vector<Document> documents;
  for (const auto& entry : fs::directory_iterator(TRICHLUC_SOURCE_DIR "/corpus/documents")) {
    if (entry.path().extension() == ".txt") documents.push_back({entry.path().stem().string(), ReadFile(entry.path().string())});
  }
  std::sort(documents.begin(), documents.end(), [](const Document& a, const Document& b) { return a.name < b.name; });
  if (documents.empty()) throw std::runtime_error("corpus/documents holds no document");
  return documents;
}

}  // namespace

const std::vector<Document>& CorpusDocuments() {
  static const std::vector<Document> documents = ReadDocuments();
  return documents;
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error(path + ": cannot be read");
  return {std::istreambuf_iterator<char>(file), {}};
}

unsigned Seed() {
  const char* given = std::getenv("TRICHLUC_SEED");
  return given == nullptr ? kDefaultSeed : static_cast<unsigned>(std::strtoul(given, nullptr, 10));
}

const std::vector<Variation>& FaithfulVariations() {
  static const std::vector<Variation> variations = {
      {"as it is", [](std::string_view text, std::mt19937&) { return std::string(text); }},
      {"decomposed", Decompose},
      {"lines of Windows", WindowsLines},
      {"byte order mark", ByteOrderMark},
      {"no-break spaces", NoBreakSpaces},
      {"look-alike D", LookalikeD},
      {"emphasis", Emphasis},
      {"invalid bytes", InvalidBytes},
      {"all together", AllTogether},
  };
  return variations;
}

const std::vector<Variation>& Mutations() {
  static const std::vector<Variation> mutations = {
      {"flipped bytes", FlipBytes}, {"cut short", Truncate},        {"shuffled lines", ShuffleLines},
      {"flood of labels", FloodLabels}, {"flood of marks", FloodMarks}, {"without spaces", DropSpaces},
      {"without line ends", DropLineEnds}, {"repeated", Repeat},
  };
  return mutations;
}

}  // namespace trichluc::testing
